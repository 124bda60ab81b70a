//! Accounts over a socket: registration, signing in by every means, and what ends it.
//!
//! On an SQLite file; with `TEST_DATABASE_URL`, on that server: `postgres://…` or `mysql://…`. A
//! program of its own, because a model of accounts is one of a program.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod cookie;
mod document;
mod job;
mod key;
mod mail;
mod manage;
#[path = "../data/place.rs"]
mod place;
mod second_factor;
mod sign_in;

use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use codegen_tests::smtp::Sink;
use ordain::migrate::create_tables;
use ordain::prelude::*;
use serde_json::{Value, json};

use place::Place;

const SECRET: &str = "a secret of the tests, long enough for all";
const PASSWORD: &str = "correct horse";

#[policy]
enum Right {
    Write,
    Manage,
}

#[policy(permissions = Right)]
enum Rank {
    #[grants()]
    Reader,
    #[grants(Write)]
    Author,
    #[grants(Manage)]
    Clerk,
    #[grants(all)]
    Chief,
}

/// A person with an account.
#[model(identity(login = email, password = hash, role = rank, routes = "/auth", manage = Right::Manage))]
struct Person {
    #[key]
    pub id: i64,
    #[unique]
    #[validate(email)]
    pub email: String,
    #[validate(length(min = 1, max = 50))]
    pub name: String,
    #[secret]
    pub hash: PasswordHash,
    #[column(default = "Reader")]
    pub rank: Rank,
}

/// Do something that needs a permission.
#[route(post, "/write", policy = Right::Write)]
async fn write() {}

/// Do something that needs a role.
#[route(post, "/rule", policy = Rank::Chief)]
async fn rule() {}

/// Do something that needs a second factor.
#[route(post, "/careful", policy = second_factor)]
async fn careful() {}

/// Do something that needs a verified address.
#[route(post, "/known", policy = verified)]
async fn known() {}

/// Take a form of somebody who is signed in.
#[route(post, "/form", policy = authenticated)]
async fn form(Form(words): Form<Words>) -> String {
    words.word
}

/// Say who calls, if somebody does.
#[route(post, "/who", policy = public)]
async fn who(actor: Option<Actor>) -> String {
    actor.map_or("nobody".to_owned(), |actor| format!("{:?}", actor.means()))
}

#[dto]
struct Words {
    word: String,
}

/// An application with a mail server and a database of its own.
struct Shop {
    server: Server,
    sink: Sink,
    place: Place,
}

impl Shop {
    fn open() -> Self {
        Self::open_with(&[])
    }

    fn open_with(settings: &[(&str, &str)]) -> Self {
        let place = Place::new();
        let sink = Sink::start();
        let server = start(&place, &sink, settings);
        Self { server, sink, place }
    }

    /// Another process beside this one, as far as a test can tell.
    fn second(&self, settings: &[(&str, &str)]) -> Server {
        start(&self.place, &self.sink, settings)
    }

    fn send(&self, request: &Request) -> Answer {
        self.server.send(request)
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(&Request::new("POST", path).json(body))
    }

    /// Registers somebody, and forgets the mail about it.
    fn register(&self, email: &str) {
        let new = json!({ "email": email, "name": "Somebody", "password": PASSWORD });
        let answer = self.post("/auth/register", &new);
        assert_eq!(answer.status, 202, "{}", answer.text());
        assert_eq!(self.sink.next().unwrap().to, email);
    }

    fn log_in(&self, email: &str) -> Tokens {
        Tokens::of(&self.post("/auth/login", &json!({ "login": email, "password": PASSWORD })))
    }

    fn registered(&self, email: &str) -> Tokens {
        self.register(email);
        self.log_in(email)
    }

    /// Gives somebody a rank, as the application itself does.
    fn promote(&self, email: &str, rank: Rank) {
        self.change(email, PersonUpdate::default().rank(rank));
    }

    /// Gives somebody another hash of a password.
    fn set_hash(&self, email: &str, hash: &str) {
        self.change(email, PersonUpdate::default().hash(hash.parse().unwrap()));
    }

    /// The hash of somebody's password.
    fn hash(&self, email: &str) -> String {
        self.change(email, PersonUpdate::default()).hash.to_text()
    }

    fn change(&self, email: &str, change: PersonUpdate) -> Person {
        let email = email.to_owned();
        let url = self.place.url().to_owned();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let db = Db::connect(&url, &ordain::db::Options::default()).await.unwrap();
            let person = Person::find_by_email(&db, email).await.unwrap();
            let person = person.update(&db, change).await.unwrap();
            db.close().await;
            person
        })
    }

    fn as_bearer(&self, token: &str, method: &str, path: &str) -> Answer {
        self.send(&Request::new(method, path).bearer(token))
    }
}

fn start(place: &Place, sink: &Sink, settings: &[(&str, &str)]) -> Server {
    let (url, mail) = (place.url(), sink.url());
    let mut variables = vec![
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("ORDAIN_MAIL__URL", &*mail),
        ("ORDAIN_ACCOUNTS__URL", "https://shop.example"),
        ("ORDAIN_ACCOUNTS__COOKIES", "true"),
        ("ORDAIN_ACCOUNTS__API_KEYS", "true"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("DATABASE_URL", url),
    ];
    for (name, value) in settings {
        variables.retain(|(known, _)| known != name);
        variables.push((name, value));
    }
    let app = App::new().title("Shop").on_start(async |started| create_tables(started.db()?).await);
    Server::start(app, &variables).unwrap()
}

/// What signing in answered with.
struct Tokens {
    access: String,
    refresh: String,
}

impl Tokens {
    #[track_caller]
    fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.member("/token_type"), "Bearer");
        Self { access: answer.member("/access_token"), refresh: answer.member("/refresh_token") }
    }
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.member("/code"), code, "{}", answer.text());
}
