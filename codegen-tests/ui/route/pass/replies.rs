//! Every kind of reply.
#![deny(warnings)]

use actix_web::{HttpResponse, web};
use ordain::http::{Attachment, Route};
use ordain::prelude::*;
use std::collections::BTreeMap;

#[dto]
#[derive(Clone)]
struct Post {
    title: String,
}

#[derive(Debug, ApiError)]
enum PostError {
    #[status(404)]
    Gone,
}

#[route(get, "/value", policy = public)]
async fn value() -> Post {
    Post { title: String::new() }
}

#[route(get, "/result", policy = public)]
async fn result() -> Result<Post> {
    Ok(value().await)
}

#[route(get, "/error", policy = public)]
async fn error() -> Result<Post, PostError> {
    Err(PostError::Gone)
}

#[route(get, "/actix-error", policy = public)]
async fn actix_error() -> Result<Post, actix_web::Error> {
    Err(actix_web::error::ErrorGone("gone"))
}

#[route(get, "/option", policy = public)]
async fn option() -> Result<Option<Post>> {
    Ok(None)
}

#[route(get, "/list", policy = public)]
async fn list() -> Vec<Post> {
    vec![value().await]
}

#[route(get, "/lists", policy = public)]
async fn lists() -> Option<Vec<Vec<Post>>> {
    None
}

#[route(get, "/page", policy = public)]
async fn page() -> Result<Page<Post>> {
    Err(Error::not_found(""))
}

#[route(get, "/map", policy = public)]
async fn map() -> BTreeMap<String, Vec<Post>> {
    BTreeMap::new()
}

#[route(get, "/json", policy = public, status = 203)]
async fn json() -> Json<Vec<String>> {
    Json(Vec::new())
}

#[route(get, "/number", policy = public)]
async fn number() -> i64 {
    7
}

#[route(get, "/created", policy = public)]
async fn created() -> Created<Post> {
    Created::at(value::url(), value().await)
}

#[route(get, "/no-content", policy = public)]
async fn no_content() -> NoContent {
    NoContent
}

#[route(get, "/nothing", policy = public)]
async fn nothing() {}

#[route(get, "/nothing-or-error", policy = public)]
async fn nothing_or_error() -> Result<()> {
    Ok(())
}

#[route(get, "/html", policy = public)]
async fn html() -> Html {
    Html::new("<p>")
}

#[route(get, "/redirect", policy = public)]
async fn redirect() -> Redirect {
    Redirect::see_other("/html")
}

#[route(get, "/attachment", policy = public)]
async fn attachment() -> Attachment {
    Attachment::new("a.txt", "text/plain", "text")
}

#[route(get, "/text", policy = public)]
async fn text() -> String {
    String::new()
}

#[route(get, "/static-text", policy = public)]
async fn static_text() -> &'static str {
    "text"
}

#[route(get, "/response", policy = public)]
async fn response() -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[route(get, "/actix-json", policy = public)]
async fn actix_json() -> web::Json<u8> {
    web::Json(1)
}

#[route(get, "/sync", policy = public)]
fn not_async() -> String {
    String::new()
}

fn main() {
    assert!(created::SPEC.reply.own_status);
    assert!(!json::SPEC.reply.own_status);
    assert_eq!(not_async(), "");
}
