//! Rules for single fields, over a socket: who reads what of every kind of reply, who may give what
//! of a body, and that a secret has no way out.
//!
//! A program of its own, because a server serves every route of its program.

mod document;
#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "../data/place.rs"]
mod place;
mod read;
mod secret;
mod write;

use std::sync::LazyLock;
use std::time::Duration;

use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::auth::Tokens;
use ordain::migrate::create_tables;
use ordain::prelude::*;
use place::Place;
use serde_json::{Value, json};

const SIGNING: &str = "a secret of the tests, long enough for all";

#[policy]
enum Right {
    Feature,
    ManagePeople,
}

#[policy(permissions = Right)]
enum Role {
    #[grants()]
    Guest,
    #[grants(Guest, Feature)]
    Editor,
    #[grants(all)]
    Admin,
}

/// Somebody, of whom others do not see everything.
#[model(
    table = people,
    resource("/people", list = public, show = public, create = public, update = public)
)]
pub struct Person {
    #[key]
    pub id: i64,
    /// The account that it belongs to.
    #[column(sort)]
    pub account: i64,
    /// Where to reach them.
    #[validate(length(min = 3, max = 80))]
    #[column(read = any(own_person, Right::ManagePeople))]
    pub email: String,
    /// Whether it is shown first.
    #[column(default = false, write = Right::Feature)]
    pub featured: bool,
    /// Only for themselves.
    #[validate(length(max = 20))]
    #[column(read = own_person, write = any(own_person, Role::Admin))]
    pub note: Option<String>,
    #[column(default = 0, read = authenticated)]
    pub points: i32,
}

/// People see more of themselves.
#[policy]
fn own_person(actor: &Actor, person: &Person) -> bool {
    actor.id == person.account
}

/// The accounts of the people in the database, in the order of their keys.
const ACCOUNTS: [i64; 5] = [1, 2, 1, 3, 2];

fn address(account: i64) -> String {
    format!("of-{account}@example.org")
}

async fn fill(db: &Db) -> Result<()> {
    create_tables(db).await?;
    for account in ACCOUNTS {
        let note = Some(format!("note of {account}"));
        let email = address(account);
        let person = PersonCreate { account, email, note, featured: None, points: Some(7) };
        Person::create(db, person).await?;
    }
    Ok(())
}

fn start(profile: &str, place: &Place) -> Server {
    let app = App::new().on_start(async |started| fill(started.db()?).await);
    let variables = [
        ("ORDAIN_ENV", profile),
        ("ORDAIN_AUTH__SECRET", SIGNING),
        ("DATABASE_URL", place.url()),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
    ];
    Server::start(app, &variables).unwrap()
}

/// The server that most tests ask, and where its database is.
static SERVER: LazyLock<(Server, Place)> = LazyLock::new(|| {
    let place = Place::in_file();
    (start("dev", &place), place)
});

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Caller(Option<(i64, Role)>);

impl Caller {
    const STRANGER: Self = Self(None);

    fn new(account: i64, role: Role) -> Self {
        Self(Some((account, role)))
    }

    /// A stranger, and each account with each role.
    fn all() -> impl Iterator<Item = Self> {
        let roles = [Role::Guest, Role::Editor, Role::Admin];
        let known = (1..=4).flat_map(move |account| roles.map(|role| Self::new(account, role)));
        std::iter::once(Self::STRANGER).chain(known)
    }

    fn is(self, account: i64) -> bool {
        self.0.is_some_and(|(own, _)| own == account)
    }

    fn is_one_of(self, roles: &[Role]) -> bool {
        self.0.is_some_and(|(_, role)| roles.contains(&role))
    }

    fn request(self, method: &str, path: &str) -> Request {
        let request = Request::new(method, path);
        let Some((account, role)) = self.0 else { return request };
        let tokens = Tokens::new(&SIGNING.into(), Duration::from_secs(60)).unwrap();
        request.bearer(tokens.issue(account, role).unwrap().as_str())
    }

    fn get(self, path: &str) -> Answer {
        SERVER.0.send(&self.request("GET", path))
    }

    fn send(self, method: &str, path: &str, body: &Value) -> Answer {
        SERVER.0.send(&self.request(method, path).json(body))
    }
}

/// The pointers of the listed faults, with their codes.
fn faults(answer: &Answer) -> Vec<(String, String)> {
    let body = answer.json();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
}

#[track_caller]
fn assert_forbidden(answer: &Answer, status: u16, pointers: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let expected: Vec<(String, String)> =
        pointers.iter().map(|at| ((*at).to_owned(), "forbidden".to_owned())).collect();
    assert_eq!(faults(answer), expected, "{}", answer.text());
}
