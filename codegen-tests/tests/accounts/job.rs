//! Jobs that requests queue: they act for the account that called, with the rights that it has when they run.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::sql_types::{Nullable, Text};
use ordain::db::Options;
use ordain::job::JobContext;

use super::*;

/// What the jobs of all tests did; each line has a word of its test.
static DEEDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn add(line: String) {
    DEEDS.lock().unwrap_or_else(PoisonError::into_inner).push(line);
}

fn deed(word: &str) -> String {
    let begun = Instant::now();
    loop {
        let deeds = DEEDS.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(line) = deeds.into_iter().find(|line| line.starts_with(word)) {
            return line;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {word}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Whoever queued it, and how the request is called.
#[job(queue = "deeds", retries = 0)]
async fn anything(word: String, actor: Option<Actor>, cx: JobContext) {
    let who = actor.map_or("nobody".to_owned(), |actor| {
        let scopes = actor.scopes().map(<[_]>::len);
        let may = actor.has(Right::Write);
        format!("{} {scopes:?} {may} {}", actor.means(), actor.session().is_some())
    });
    let origin = cx.origin();
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    add(format!("{word}: {who}; {}; {}", of(&origin.request_id), of(&origin.trace)));
}

/// Only for those who may write.
#[job(queue = "deeds", retries = 3, backoff = "fixed 1ms", policy = Right::Write)]
async fn writing(word: String) {
    add(word);
}

/// Only for somebody.
#[job(queue = "deeds", retries = 3, backoff = "fixed 1ms")]
async fn own(word: String, actor: Actor) {
    add(format!("{word} {}", actor.id));
}

/// Queue something that anybody may do.
#[route(post, "/deeds/{word}", policy = authenticated)]
async fn queue_anything(word: String, db: Db) -> Result<NoContent> {
    anything::enqueue(&db, word).await?;
    Ok(NoContent)
}

/// Queue it without knowing who calls.
#[route(post, "/blind/{word}", policy = public)]
async fn queue_blindly(word: String, db: Db) -> Result<NoContent> {
    anything::enqueue(&db, word).await?;
    Ok(NoContent)
}

/// Queue it for whoever calls, if somebody does.
#[route(post, "/perhaps/{word}", policy = public, audit = "deed.perhaps", transaction)]
async fn queue_perhaps(word: String, actor: Option<Actor>, tx: &Tx) -> Result<NoContent> {
    let _ = actor;
    anything::enqueue(tx, word).await?;
    Ok(NoContent)
}

/// Queue what needs a right.
#[route(post, "/writing/{word}", policy = authenticated)]
async fn queue_writing(word: String, db: Db) -> Result<NoContent> {
    writing::enqueue(&db, word).await?;
    Ok(NoContent)
}

/// Queue what needs somebody.
#[route(post, "/own/{word}", policy = authenticated)]
async fn queue_own(word: String, db: Db) -> Result<NoContent> {
    own::enqueue(&db, word).await?;
    Ok(NoContent)
}

/// Queues, in a shop that runs no job itself.
const IDLE: (&str, &str) = ("ORDAIN_JOBS__ENABLED", "false");

fn queue(shop: &Shop, token: &str, path: &str) {
    let answer = shop.as_bearer(token, "POST", path);
    assert_eq!(answer.status, 204, "{path}: {}", answer.text());
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Nullable<Text>)]
    last_error: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    origin: Option<String>,
}

/// The job of that function as soon as it has that status.
fn row(shop: &Shop, name: &str, status: &str) -> Row {
    let url = shop.place.url().to_owned();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = Db::connect(&url, &Options::default()).await.unwrap();
        let begun = Instant::now();
        let text = format!(
            "SELECT status, last_error, origin FROM ordain_jobs WHERE name LIKE '%::{name}'"
        );
        loop {
            let row: Row = diesel::sql_query(text.clone()).get_result(&db).await.unwrap();
            if row.status == status {
                db.close().await;
                return row;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", row.status);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
}

#[test]
fn a_job_acts_for_who_called_and_knows_the_request() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.org");
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let request = |path: &str| {
        let request = Request::new("POST", path).bearer(&tokens.access);
        request.header("X-Request-Id", "r-7").header("Traceparent", trace)
    };
    assert_eq!(shop.send(&request("/deeds/known")).status, 204);
    assert_eq!(deed("known"), format!("known: bearer token None false true; r-7; {trace}"));
    assert_eq!(shop.send(&request("/perhaps/asked")).status, 204);
    assert_eq!(deed("asked"), format!("asked: bearer token None false true; r-7; {trace}"));
    let stranger = Request::new("POST", "/perhaps/strange").header("X-Request-Id", "r-8");
    assert_eq!(shop.send(&stranger.header("Traceparent", "nonsense")).status, 204);
    assert_eq!(deed("strange"), "strange: nobody; r-8; ");
    // Who does not ask who calls does not know it.
    assert_eq!(shop.send(&request("/blind/unknown")).status, 204);
    assert_eq!(deed("unknown"), format!("unknown: nobody; r-7; {trace}"));
    // An id that nobody sent is the one of the answer.
    let answer = shop.as_bearer(&tokens.access, "POST", "/deeds/fresh");
    let id = answer.header("x-request-id").unwrap();
    assert!(deed("fresh").contains(id), "{id}");
}

#[test]
fn a_key_that_is_limited_is_so_in_its_jobs() {
    let shop = Shop::open();
    shop.register("bo@example.org");
    shop.promote("bo@example.org", Rank::Chief);
    let token = shop.log_in("bo@example.org").access;
    let key = |scopes: Value| {
        let body = json!({ "name": "k", "scopes": scopes });
        let made = shop.send(&Request::new("POST", "/auth/keys").bearer(&token).json(&body));
        made.member("/key")
    };
    let queue = |key: &str, path: &str| {
        let answer = shop.send(&Request::new("POST", path).header("X-API-Key", key));
        assert_eq!(answer.status, 204, "{}", answer.text());
    };
    queue(&key(json!(["Manage"])), "/deeds/scoped");
    assert!(deed("scoped").starts_with("scoped: API key Some(1) false false;"));
    queue(&key(json!(["Write"])), "/deeds/writer");
    assert!(deed("writer").starts_with("writer: API key Some(1) true false;"));
    queue(&key(json!(["Manage"])), "/writing/limited");
    let refused = row(&shop, "writing", "dead").last_error.unwrap();
    assert!(refused.contains("none of the scopes of the credential"), "{refused}");
}

/// A shop that runs no job, and somebody who has an account there.
fn idle(email: &str) -> (Shop, String) {
    let shop = Shop::open_with(&[IDLE]);
    // The mail about it is a job, too.
    let mailer = shop.second(&[]);
    shop.register(email);
    drop(mailer);
    let token = shop.log_in(email).access;
    (shop, token)
}

#[test]
fn a_right_that_was_taken_away_meanwhile_is_gone() {
    let email = "cy@example.org";
    let (shop, token) = idle(email);
    shop.promote(email, Rank::Author);
    queue(&shop, &token, "/writing/demoted");
    let stored = row(&shop, "writing", "pending").origin.unwrap();
    assert!(!stored.contains("Author") && stored.contains("\"means\":\"token\""), "{stored}");
    shop.promote(email, Rank::Reader);
    let _workers = shop.second(&[]);
    let refused = row(&shop, "writing", "dead").last_error.unwrap();
    assert!(refused.contains("it may not run: `Right::Write` does not accept"), "{refused}");
}

#[test]
fn a_right_that_was_given_meanwhile_is_there() {
    let email = "di@example.org";
    let (shop, token) = idle(email);
    queue(&shop, &token, "/writing/promoted");
    shop.promote(email, Rank::Author);
    let _workers = shop.second(&[]);
    deed("promoted");
}

#[test]
fn an_account_that_is_disabled_is_nobody() {
    let (email, boss) = ("ed@example.org", "boss@example.org");
    let (shop, token) = idle(email);
    queue(&shop, &token, "/deeds/disabled");
    queue(&shop, &token, "/own/disabled");
    let id = shop.change(email, PersonUpdate::default()).id;
    create(&shop, boss);
    let manager = shop.log_in(boss).access;
    let path = format!("/auth/accounts/{id}/disabled");
    assert_eq!(shop.as_bearer(&manager, "PUT", &path).status, 204);
    assert_nobody(&shop, "disabled");
}

#[test]
fn an_account_that_is_gone_is_nobody() {
    let email = "fay@example.org";
    let (shop, token) = idle(email);
    queue(&shop, &token, "/deeds/deleted");
    queue(&shop, &token, "/own/deleted");
    within(&shop, async |db| Person::find_by_email(db, email).await?.delete(db).await);
    assert_nobody(&shop, "deleted");
}

fn assert_nobody(shop: &Shop, word: &str) {
    let _workers = shop.second(&[]);
    assert!(deed(word).starts_with(&format!("{word}: nobody;")));
    let refused = row(shop, "own", "dead").last_error.unwrap();
    assert!(refused.contains("of an account that is gone or disabled"), "{refused}");
}

/// An account that manages others, without any mail.
fn create(shop: &Shop, email: &str) {
    within(shop, async |db| {
        let hash = PasswordHash::of(PASSWORD).await?;
        let (email, name) = (email.to_owned(), "Somebody".to_owned());
        let new = PersonCreate { email, name, hash: Set(hash), rank: Some(Rank::Chief) };
        Person::create(db, new).await.map(drop)
    });
}

fn within(shop: &Shop, act: impl AsyncFnOnce(&Db) -> Result<()>) {
    let url = shop.place.url().to_owned();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = Db::connect(&url, &Options::default()).await.unwrap();
        act(&db).await.unwrap();
        db.close().await;
    });
}
