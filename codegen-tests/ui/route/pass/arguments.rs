//! Every kind of argument.
#![deny(warnings)]

use actix_web::{HttpRequest, web};
use ordain::auth::Tokens;
use ordain::prelude::*;
use std::net::IpAddr;
use std::sync::Arc;

#[dto]
struct NewPost {
    title: String,
}

#[dto(query)]
struct Search {
    words: Option<String>,
}

#[dto]
struct Agent {
    user_agent: Option<String>,
}

#[model]
struct Post {
    #[key]
    id: i64,
    #[unique]
    slug: String,
}

#[policy]
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.id
}

#[route(get, "/a/{number}/{text}/{letter}/{truth}/{address}", policy = public)]
async fn segments(number: i64, text: String, letter: char, truth: bool, address: IpAddr) -> String {
    format!("{number} {text} {letter} {truth} {address}")
}

#[route(get, "/files/{*path}", policy = public)]
async fn tail(path: String) -> String {
    path
}

#[route(get, "/under/{_score}", policy = public)]
async fn unused(_score: u8) {}

#[route(post, "/body", policy = public)]
async fn body(post: NewPost, search: Search) -> String {
    post.title + &search.words.unwrap_or_default()
}

#[route(post, "/json", policy = public)]
async fn json(Json(post): Json<NewPost>, Query(search): Query<Search>) -> String {
    post.title + &search.words.unwrap_or_default()
}

#[route(post, "/form", policy = public)]
async fn form(Form(mut post): Form<NewPost>) -> String {
    post.title.push('!');
    post.title
}

#[route(get, "/headers", policy = public)]
async fn headers(Header(agent): Header<Agent>, Cookie(cookies): Cookie<Agent>) -> String {
    agent.user_agent.or(cookies.user_agent).unwrap_or_default()
}

#[route(get, "/actor", policy = authenticated)]
async fn actor(actor: Actor, State(count): State<Arc<u8>>, tokens: Tokens) -> String {
    let _ = tokens;
    format!("{} {count}", actor.id)
}

#[route(get, "/anybody", policy = public)]
async fn anybody(actor: Option<Actor>, RequestId(id): RequestId) -> String {
    actor.map_or(id, |actor| actor.id.to_string())
}

#[route(get, "/found/{slug}", policy = public)]
async fn found(post: Found<Post>, db: Db, page: Paging) -> String {
    let _ = (db, page);
    post.into_inner().slug
}

#[route(get, "/authorized/{id}", policy = own_post)]
async fn authorized(post: Authorized<Post>) -> String {
    post.slug.clone()
}

#[route(get, "/both/{post_id}/{post_slug}", policy = public)]
async fn both(post_id: i64, post: Found<Post>) -> String {
    format!("{post_id} {}", post.slug)
}

#[route(post, "/actix", policy = public)]
async fn actix(request: HttpRequest, bytes: web::Bytes) -> String {
    format!("{} {}", request.path(), bytes.len())
}

#[route(post, "/actix-json", policy = public)]
async fn actix_json(body: web::Json<NewPost>, _: HttpRequest) -> String {
    body.into_inner().title
}

fn main() {
    let address = IpAddr::from([127, 0, 0, 1]);
    let url = segments::url(7, "a/b", 'ä', true, address);
    assert_eq!(url, "/a/7/a%2Fb/%C3%A4/true/127.0.0.1");
    assert_eq!(segments::url(7, String::from("x"), 'y', &false, address), "/a/7/x/y/false/127.0.0.1");
    assert_eq!(tail::url("css/main.css"), "/files/css/main.css");
    assert_eq!(found::url("slug"), "/found/slug");
    assert_eq!(both::url(1, "x"), "/both/1/x");
}
