//! The service on Ordain.

use ordain::prelude::*;
use peer_ordain as _;

#[policy]
pub enum Permission {
    ReadPrivate,
}

#[policy(permissions = Permission)]
pub enum Role {
    #[grants()]
    Reader,
    #[grants(Reader, ReadPrivate)]
    Editor,
}

/// Greet the world.
#[route(get, "/plaintext", policy = public)]
async fn plaintext() -> &'static str {
    "Hello, world!"
}

#[dto]
struct Article {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
    published: bool,
}

/// Show an article.
#[route(get, "/json", policy = public)]
async fn json() -> Article {
    Article {
        id: 42,
        slug: "on-the-origin".to_owned(),
        title: "On the Origin of Species".to_owned(),
        tags: vec!["nature".to_owned(), "science".to_owned()],
        published: true,
    }
}

#[dto(query)]
struct Window {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
    #[validate(range(min = 1, max = 100))]
    size: u32,
}

#[dto]
struct Shelf {
    id: i64,
    page: u32,
    size: u32,
    first: u32,
}

/// Say what a page of a shelf begins with.
#[route(get, "/typed/{id}", policy = public)]
async fn typed(id: i64, window: Window) -> Shelf {
    let Window { page, size } = window;
    Shelf { id, page, size, first: (page - 1) * size + 1 }
}

#[dto]
struct Member {
    #[validate(length(min = 1, max = 100))]
    name: String,
    #[validate(email)]
    email: String,
    #[validate(range(min = 18, max = 150))]
    age: u32,
    #[validate(length(max = 10))]
    interests: Vec<String>,
}

/// Check a member.
#[route(post, "/validated", policy = public)]
async fn validated(member: Member) -> Member {
    member
}

#[dto]
struct Private {
    id: i64,
}

/// Tell editors who they are.
#[route(get, "/private", policy = Permission::ReadPrivate)]
async fn private(actor: Actor) -> Private {
    Private { id: actor.id }
}

/// A note.
#[model(table = peer_rows)]
pub struct Note {
    #[key]
    pub id: i64,
    #[validate(length(min = 1, max = 200))]
    pub title: String,
    pub body: String,
    pub stars: i32,
}

/// Show one note.
#[route(get, "/rows/{id}", policy = public)]
async fn row(note: Found<Note>) -> Note {
    note.into_inner()
}

/// List notes.
#[route(get, "/rows", policy = public)]
async fn rows(page: Paging, db: Db) -> Result<Page<Note>> {
    Note::query().order(peer_rows::id.asc()).page(page, &db).await
}

/// Write a note.
#[route(post, "/rows", policy = public)]
async fn add_row(new: NoteCreate, db: Db) -> Result<Created<Note>> {
    let note = Note::create(&db, new).await?;
    Ok(Created::at(row::url(note.id), note))
}

#[ordain::main]
async fn main() -> Result<()> {
    App::new().run().await
}
