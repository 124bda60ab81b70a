//! What models declare beyond single rows, on a real database and over a socket.
//!
//! On an SQLite file; with `TEST_DATABASE_URL`, on that server: `postgres://…` or `mysql://…`. A
//! program of its own, because a server serves every route of its program.

mod bulk;
mod column;
mod create;
mod cursor;
mod deleted;
mod filter;
mod index;
mod key;
mod place;
mod prepared;
mod relation;
mod resource;
mod rubbish;
mod scope;
mod stream;
mod transaction;
mod types;
mod unreadable;
mod version;

use std::sync::LazyLock;

use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::app::App;
use ordain::db::{Db, Options};
use ordain::migrate::create_tables;

use place::Place;

const SECRET: &str = "a secret of the tests, long enough for all";

/// The server that all tests ask.
static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let url = Place::new().keep();
    let variables =
        [("ORDAIN_ENV", "dev"), ("ORDAIN_AUTH__SECRET", SECRET), ("DATABASE_URL", &*url)];
    Server::start(App::new(), &variables).unwrap()
});

/// A database of the test's own, with all tables.
async fn database() -> (Db, Place) {
    let place = tokio::task::spawn_blocking(Place::new).await.unwrap();
    let db = Db::connect(place.url(), &Options::default()).await.unwrap();
    create_tables(&db).await.unwrap();
    (db, place)
}

fn request(method: &str, path: &str) -> Request {
    Request::new(method, path)
}

fn send(request: &Request) -> Answer {
    SERVER.send(request)
}

/// The document's description of an operation.
fn operation(method: &str, path: &str) -> serde_json::Value {
    let document = SERVER.get("/openapi.json").json();
    document["paths"][path][method].clone()
}

/// The status of an error and the members that it is about.
fn told<T: std::fmt::Debug>(result: Result<T, ordain::Error>) -> (u16, String) {
    let error = result.unwrap_err();
    let pointers: Vec<_> = error.violations().iter().map(|v| v.pointer.clone()).collect();
    (error.status().as_u16(), pointers.join(" "))
}
