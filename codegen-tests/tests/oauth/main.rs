//! Signing in with accounts elsewhere, over a socket: against a provider of these tests that lies where it is told to,
//! and against a certified one.
//!
//! On an SQLite file; with `TEST_DATABASE_URL`, on that server: `postgres://…` or `mysql://…`. The certified provider runs
//! in `real.rs`, whose tests are ignored until `OIDC_PROVIDER` says where it is.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod fake;
mod journey;
mod link;
mod microsoft;
#[path = "../data/place.rs"]
mod place;
mod plain;
mod real;
mod refusal;
mod token;
mod twitter;

use std::collections::BTreeMap;

use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use codegen_tests::smtp::Sink;
use ordain::migrate::create_tables;
use ordain::prelude::*;
use serde_json::{Value, json};

use fake::Fake;
use place::Place;

const SECRET: &str = "a secret of the tests, long enough for all";
const PASSWORD: &str = "correct horse";

#[policy]
enum Right {
    Manage,
}

#[policy(permissions = Right)]
enum Rank {
    #[grants()]
    Reader,
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
    pub picture: Option<String>,
    #[secret]
    pub hash: PasswordHash,
    #[column(default = "Reader")]
    pub rank: Rank,
}

/// Do something that needs a second factor.
#[route(get, "/careful", policy = second_factor)]
async fn careful() {}

/// Do something that needs a verified address.
#[route(get, "/known", policy = verified)]
async fn known() {}

/// An application that people sign in to with accounts of the provider.
struct Shop {
    server: Server,
    sink: Sink,
    place: Place,
}

impl Shop {
    /// With the provider under the name `fake`, and a second one of the same kind under `other`.
    fn open(fake: &Fake) -> Self {
        Self::open_with(fake, &[])
    }

    fn open_with(fake: &Fake, settings: &[(&str, &str)]) -> Self {
        let issuer = fake.issuer();
        let mut all = vec![
            ("ORDAIN_AUTH__PROVIDERS__FAKE__KIND", "oidc"),
            ("ORDAIN_AUTH__PROVIDERS__FAKE__ISSUER", &*issuer),
            ("ORDAIN_AUTH__PROVIDERS__FAKE__CLIENT_ID", "shop"),
            ("ORDAIN_AUTH__PROVIDERS__FAKE__CLIENT_SECRET", fake::CLIENT_SECRET),
        ];
        for (name, value) in settings {
            all.retain(|(known, _)| known != name);
            all.push((name, value));
        }
        Self::with(&all).unwrap()
    }

    fn with(settings: &[(&str, &str)]) -> Result<Self> {
        let place = Place::new();
        let sink = Sink::start();
        let server = start(&place, &sink, settings)?;
        Ok(Self { server, sink, place })
    }

    fn send(&self, request: &Request) -> Answer {
        self.server.send(request)
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(&Request::new("POST", path).json(body))
    }

    /// Registers somebody with a password: the token that proves the address.
    fn register(&self, email: &str) -> String {
        let new = json!({ "email": email, "name": "Somebody", "password": PASSWORD });
        let answer = self.post("/auth/register", &new);
        assert_eq!(answer.status, 202, "{}", answer.text());
        self.sink.next().unwrap().token()
    }

    /// Registers somebody who proves the address.
    fn register_verified(&self, email: &str) {
        let token = self.register(email);
        assert_eq!(self.post("/auth/verify", &json!({ "token": token })).status, 204);
    }

    /// Does something in the database, as the application itself does.
    fn change(&self, work: impl AsyncFnOnce(&Db)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let options = ordain::db::Options::default();
            let db = Db::connect(self.place.url(), &options).await.unwrap();
            work(&db).await;
            db.close().await;
        });
    }
}

fn start(place: &Place, sink: &Sink, settings: &[(&str, &str)]) -> Result<Server> {
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
    Server::start(app, &variables)
}

/// Somebody's browser: it keeps cookies, and goes where it is told to.
struct Browser<'a> {
    shop: &'a Shop,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    fn new(shop: &'a Shop) -> Self {
        Self { shop, cookies: BTreeMap::new() }
    }

    fn send(&mut self, request: Request) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = match cookies.is_empty() {
            true => request,
            false => request.header("Cookie", &cookies.join("; ")),
        };
        let answer = self.shop.send(&request);
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match cookie.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    fn get(&mut self, path: &str) -> Answer {
        self.send(Request::new("GET", path))
    }

    /// Leaves for a provider: the address there.
    #[track_caller]
    fn leave(&mut self, provider: &str) -> String {
        let answer = self.get(&format!("/auth/oauth/{provider}?next=/home"));
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").unwrap().to_owned()
    }

    fn come_back(&mut self, provider: &str, query: &str) -> Answer {
        self.get(&format!("/auth/oauth/{provider}/callback?{query}"))
    }

    /// Leaves for a provider, signs in there, and comes back.
    fn sign_in(&mut self, fake: &Fake, provider: &str) -> Answer {
        let url = self.leave(provider);
        self.come_back(provider, &fake.sign_in(&url))
    }

    /// As [`Self::sign_in`], for somebody who is let in.
    #[track_caller]
    fn signed_in(&mut self, fake: &Fake, provider: &str) {
        let answer = self.sign_in(fake, provider);
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert!(self.is_signed_in());
    }

    fn is_signed_in(&self) -> bool {
        self.cookies.contains_key("session")
    }

    fn csrf(&mut self) -> String {
        self.get("/auth/session").member("/csrf_token")
    }

    /// A request that changes something.
    fn change(&mut self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let request = Request::new(method, path).header("X-CSRF-Token", &self.csrf());
        self.send(match body {
            Some(body) => request.json(body),
            None => request,
        })
    }

    fn me(&mut self) -> Value {
        self.get("/auth/me").json()
    }
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.member("/code"), code, "{}", answer.text());
}

/// A parameter of an address.
fn parameter(url: &str, name: &str) -> Option<String> {
    let query = url.split_once('?')?.1;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}
