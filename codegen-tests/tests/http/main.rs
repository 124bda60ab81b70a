//! `#[route]`, over a socket: what is declared is what a client meets.
//!
//! A program of its own, because a server serves every route of its program.

mod actix;
mod audit;
mod bearer;
mod cors;
mod document;
mod extract;
mod failure;
mod limit;
mod load;
mod metrics;
mod policy;
mod routing;
mod security;
mod slow;
mod start;

use std::sync::LazyLock;
use std::time::Duration;

use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::auth::Tokens;
use ordain::migrate::create_tables;
use ordain::policy::IntoRoles;
use ordain::prelude::*;

const SECRET: &str = "a secret of the tests, long enough for all";

#[policy]
enum Right {
    Write,
    Erase,
}

#[policy(permissions = Right)]
enum Post {
    #[grants()]
    Guest,
    #[grants(Write)]
    Clerk,
    #[grants(all)]
    Chief,
}

/// A row that a path segment names.
#[model]
struct Article {
    #[key]
    pub id: i64,
    #[unique]
    pub slug: String,
    #[read_only]
    pub owner_id: i64,
}

#[policy]
fn own_article(actor: &Actor, article: &Article) -> bool {
    actor.id == article.owner_id
}

/// What routes take as [`State`].
#[derive(Clone)]
struct Motto(pub &'static str);

/// What the extractor of nobody may be given.
#[derive(Clone)]
struct Answers(pub Vec<u8>);

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fn app() -> App {
    App::new()
        .state(Motto("first things first"))
        .state(Answers(vec![42]))
        .configure(actix::configure)
        .on_start(async |started| {
            // These programs have no migrations, and production makes no tables of models.
            create_tables(started.db()?).await?;
            for (slug, owner) in [("first", 1), ("second", 2)] {
                Article::create(
                    started.db()?,
                    ArticleCreate { slug: slug.to_owned(), owner_id: Set(owner) },
                )
                .await?;
            }
            Ok(())
        })
}

fn start(profile: &str) -> Server {
    let url = format!("sqlite:{}", FOLDER.path().join(format!("{profile}.db")).display());
    let variables = [
        ("ORDAIN_ENV", profile),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("ORDAIN_SERVER__BODY_LIMIT", "4KB"),
        ("DATABASE_URL", &*url),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
    ];
    Server::start(app(), &variables).unwrap()
}

/// The server that all tests but a few ask.
static SERVER: LazyLock<Server> = LazyLock::new(|| start("dev"));

fn get(path: &str) -> Answer {
    SERVER.get(path)
}

fn request(method: &str, path: &str) -> Request {
    Request::new(method, path)
}

fn send(request: &Request) -> Answer {
    SERVER.send(request)
}

fn token(id: i64, roles: impl IntoRoles) -> String {
    let tokens = Tokens::new(&SECRET.into(), Duration::from_secs(60)).unwrap();
    tokens.issue(id, roles).unwrap().as_str().to_owned()
}

/// The answer is a problem document of that status and code.
#[track_caller]
fn assert_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(answer.member("/status"), status.to_string());
    assert_eq!(answer.member("/code"), code, "{}", answer.text());
    assert_eq!(Some(&*answer.member("/request_id")), answer.header("x-request-id"));
}

/// The pointers of the listed faults, with their codes.
fn faults(answer: &Answer) -> Vec<(String, String)> {
    let body = answer.json();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
}

#[track_caller]
fn assert_faults(answer: &Answer, expected: &[(&str, &str)]) {
    let found = faults(answer);
    let found: Vec<(&str, &str)> = found.iter().map(|(at, code)| (&**at, &**code)).collect();
    assert_eq!(found, expected, "{}", answer.text());
}
