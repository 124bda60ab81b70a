//! Sessions that processes share, over sockets: wherever they are kept, the same tests hold.
//!
//! A program of its own, because it starts itself again as another process. Each test runs with sessions in an
//! SQLite file, on the servers that `POSTGRES_URL` and `MYSQL_URL` name, and in Redis.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod away;
mod ended;
mod kept;
#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "../data/place.rs"]
mod place;
mod process;

use codegen_tests::client::{Answer, Request};
use codegen_tests::process::Other;
use codegen_tests::redis::Redis;
use codegen_tests::server::Server;
use codegen_tests::smtp::Sink;
use ordain::migrate::create_tables;
use ordain::prelude::*;
use serde_json::{Value, json};

use place::Place;
use process::other;

const SECRET: &str = "a secret of the tests, long enough for all";
const PASSWORD: &str = "correct horse";
const ADA: &str = "ada@example.com";
const EVE: &str = "eve@example.com";

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
    #[secret]
    pub hash: PasswordHash,
    #[column(default = "Reader")]
    pub rank: Rank,
}

/// Say who calls, if somebody does.
#[route(get, "/who", policy = public)]
async fn who(actor: Option<Actor>) -> String {
    actor.map_or("nobody".to_owned(), |actor| actor.id.to_string())
}

/// Ask for nothing of anybody.
#[route(get, "/free", policy = public)]
async fn free() {}

/// Do something that needs a second factor.
#[route(get, "/careful", policy = second_factor)]
async fn careful() {}

fn start(variables: &[(&str, &str)]) -> Result<Server> {
    let own = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_MAIL__URL", "smtp://127.0.0.1:1"),
        ("ORDAIN_ACCOUNTS__URL", "https://shop.example"),
        ("ORDAIN_ACCOUNTS__COOKIES", "true"),
        ("ORDAIN_ACCOUNTS__API_KEYS", "true"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_LIMITS__STORE", "memory"),
        ("ORDAIN_LIMITS__PATIENCE", "5s"),
    ];
    let is_given = |name: &str| variables.iter().any(|(given, _)| *given == name);
    let own = own.iter().filter(|(name, _)| !is_given(name));
    let variables: Vec<_> = own.chain(variables).copied().collect();
    let app = App::new().title("Shop").on_start(async |started| create_tables(started.db()?).await);
    Server::start(app, &variables)
}

/// Two processes of an application, and where they keep what they share.
struct Shop {
    one: Other,
    other: Other,
    sink: Sink,
    place: Place,
    redis: Option<Redis>,
    settings: Vec<(String, String)>,
}

impl Shop {
    fn open(place: Place, redis: Option<Redis>, settings: &[(&str, &str)]) -> Self {
        let mut all = vec![
            ("DATABASE_URL".to_owned(), place.url().to_owned()),
            ("ORDAIN_AUTH__SECRET".to_owned(), SECRET.to_owned()),
        ];
        if let Some(redis) = &redis {
            all.push(("REDIS_URL".to_owned(), redis.url()));
            all.push(("ORDAIN_SESSIONS__STORE".to_owned(), "redis".to_owned()));
        }
        let sink = Sink::start();
        all.push(("ORDAIN_MAIL__URL".to_owned(), sink.url()));
        all.extend(settings.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        let (one, other) = (other(&borrowed(&all)), other(&borrowed(&all)));
        let shop = Self { one, other, sink, place, redis, settings: all };
        for email in [ADA, EVE] {
            shop.register(email);
        }
        shop
    }

    /// A further process, with these settings over the others.
    fn further(&self, settings: &[(&str, &str)]) -> Other {
        let mut all = borrowed(&self.settings);
        for (name, value) in settings {
            all.retain(|(known, _)| known != name);
            all.push((name, value));
        }
        other(&all)
    }

    fn both(&self) -> [&Other; 2] {
        [&self.one, &self.other]
    }

    /// Somebody gets an account, and forgets the mail about it.
    fn register(&self, email: &str) {
        let new = json!({ "email": email, "password": PASSWORD });
        let answer = self.one.send(&Request::new("POST", "/auth/register").json(&new));
        assert_eq!(answer.status, 202, "{}", answer.text());
        assert_eq!(self.sink.next().unwrap().to, email);
    }

    fn log_in(&self, email: &str) -> Tokens {
        Tokens::of(&log_in(&self.one, email))
    }

    fn open_session(&self, email: &str) -> Cookie {
        Cookie::of(&open_session(&self.one, email))
    }
}

fn borrowed(settings: &[(String, String)]) -> Vec<(&str, &str)> {
    settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Runs a test wherever sessions can be kept.
fn everywhere(settings: &[(&str, &str)], test: impl Fn(&Shop)) {
    let servers = ["POSTGRES_URL", "MYSQL_URL"].map(std::env::var);
    let servers = servers.into_iter().flatten().map(Place::on_server);
    for place in servers.chain([Place::in_file()]) {
        println!("in {}", place.url());
        test(&Shop::open(place, None, settings));
    }
    in_redis(settings, test);
}

/// Runs a test with sessions in Redis.
fn in_redis(settings: &[(&str, &str)], test: impl Fn(&Shop)) {
    let Some(redis) = Redis::start() else { return };
    println!("in Redis");
    test(&Shop::open(Place::in_file(), Some(redis), settings));
}

fn log_in(server: &Other, email: &str) -> Answer {
    let body = json!({ "login": email, "password": PASSWORD });
    server.send(&Request::new("POST", "/auth/login").header("User-Agent", "Browser/7").json(&body))
}

fn open_session(server: &Other, email: &str) -> Answer {
    let body = json!({ "login": email, "password": PASSWORD });
    server
        .send(&Request::new("POST", "/auth/session").header("User-Agent", "Browser/7").json(&body))
}

fn renew(server: &Other, refresh: &str) -> Answer {
    let body = json!({ "refresh_token": refresh });
    server.send(&Request::new("POST", "/auth/refresh").json(&body))
}

/// What signing in by tokens answered with.
struct Tokens {
    access: String,
    refresh: String,
}

impl Tokens {
    #[track_caller]
    fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.text());
        Self { access: answer.member("/access_token"), refresh: answer.member("/refresh_token") }
    }

    fn request(&self, method: &str, path: &str) -> Request {
        Request::new(method, path).bearer(&self.access)
    }

    fn status(&self, server: &Other) -> u16 {
        server.send(&self.request("GET", "/auth/me")).status
    }
}

/// What signing in by a cookie answered with.
struct Cookie {
    value: String,
    csrf: String,
}

impl Cookie {
    #[track_caller]
    fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.text());
        let value = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Self { value, csrf: answer.member("/csrf_token") }
    }

    fn request(&self, method: &str, path: &str) -> Request {
        Request::new(method, path).header("Cookie", &self.value).header("X-CSRF-Token", &self.csrf)
    }

    fn status(&self, server: &Other) -> u16 {
        server.send(&self.request("GET", "/auth/me")).status
    }
}

/// The sessions that somebody sees.
fn listed(server: &Other, request: &Request) -> Vec<Value> {
    let answer = server.send(request);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json().as_array().unwrap().clone()
}
