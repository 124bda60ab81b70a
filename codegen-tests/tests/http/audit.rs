//! What routes write into the audit log.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use codegen_tests::server::Server;
use ordain::audit::{Entry, Filter, Row, Verdict, list, record, verify};
use ordain::db::{Options, batch};
use ordain::prelude::*;
use serde_json::{Value, json};

use super::{
    Article, ArticleCreate, FOLDER, Post, Right, SERVER, app, articles, own_article, request, send,
    token,
};

/// What can go wrong.
#[derive(Debug, ApiError)]
enum Refusal {
    /// It is in use.
    #[status(409)]
    InUse,
    #[transparent]
    Other(Error),
}

#[routes("/audit")]
mod routes {
    use super::*;

    #[route(delete, "/things/{id}", policy = Right::Erase, audit = "thing.delete")]
    async fn delete_thing(id: u32, audit: Audit) -> Result<NoContent, Refusal> {
        audit.change(&json!({"id": id, "name": "a"}), &json!({"id": id, "name": "b"}));
        audit.detail("password", "swordfish");
        match id {
            13 => Err(Refusal::InUse),
            14 => panic!("on purpose"),
            _ => Ok(NoContent),
        }
    }

    #[route(post, "/resets/{token}", policy = public, audit = "reset.use")]
    async fn reset(token: String, audit: Audit) {
        audit.by(token.len());
    }

    #[route(post, "/slow", policy = public, audit = "slow.end", timeout = "50ms")]
    async fn slow() {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }

    #[route(post, "/patient", policy = public, audit = "patient.end")]
    async fn patient() {
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    #[route(post, "/rare", policy = public, audit = "rare.call", rate_limit = "2/min per ip")]
    async fn rare() {}

    #[route(post, "/who", policy = public, audit = "who.am_i")]
    async fn who(actor: Option<Actor>) -> String {
        actor.map_or_else(String::new, |actor| actor.id.to_string())
    }

    #[route(put, "/articles/{id}", policy = own_article, audit = "article.touch")]
    async fn touch(article: Authorized<Article>) -> String {
        article.into_inner().slug
    }

    #[route(post, "/articles/{name}", policy = public, audit = "article.write", transaction)]
    async fn write(name: String, audit: Audit, tx: &Tx) -> Result<HttpResponse> {
        let new = ArticleCreate { slug: name.clone(), owner_id: Set(1) };
        Article::create(tx, new).await?;
        audit.detail("name", &name);
        Ok(match &*name {
            "audit-teapot" => HttpResponse::ImATeapot().finish(),
            "audit-panic" => panic!("on purpose"),
            _ => HttpResponse::Created().finish(),
        })
    }

    #[route(post, "/chained", policy = public, audit = "chained.call")]
    async fn chained() {}

    #[route(post, "/broken", policy = public, audit = "broken.detail")]
    async fn broken(audit: Audit) {
        audit.detail("map", &std::collections::HashMap::from([((1, 2), 3)]));
    }
}

/// Asks the database of a server.
fn ask<T: Send>(name: &str, question: impl AsyncFn(&Db) -> T + Sync) -> T {
    let url = format!("sqlite:{}", FOLDER.path().join(format!("{name}.db")).display());
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let db = Db::connect(&url, &Options::default()).await.unwrap();
                let answer = question(&db).await;
                db.close().await;
                answer
            })
        });
        asked.join().unwrap()
    })
}

fn rows(action: &str) -> Vec<Row> {
    rows_of("dev", action)
}

fn rows_of(server: &str, action: &str) -> Vec<Row> {
    let filter = Filter { action: Some(action.to_owned()), ..Filter::default() };
    ask(server, async |db| list(db, &filter).await.unwrap())
}

fn statuses(action: &str) -> Vec<Option<i32>> {
    rows(action).iter().map(|row| row.status).collect()
}

#[test]
fn a_row_says_who_did_what_from_where_and_how_it_ended() {
    let delete = |id: &str| request("DELETE", &format!("/audit/things/{id}?secret=swordfish"));
    let chief = token(5, Post::Chief);
    let answer = send(&delete("7").bearer(&chief).header("User-Agent", "tests/1"));
    assert_eq!(answer.status, 204);
    for (id, role, status) in
        [("8", Post::Guest, 403), ("13", Post::Chief, 409), ("14", Post::Chief, 500)]
    {
        assert_eq!(send(&delete(id).bearer(&token(6, role))).status, status);
    }
    assert_eq!(send(&delete("9")).status, 401);
    assert_eq!(send(&delete("9").bearer("forged")).status, 401);
    assert_eq!(send(&delete("x").bearer(&chief)).status, 400);

    let rows = rows("thing.delete");
    let ended: Vec<_> = rows.iter().map(|row| (row.actor.as_deref(), row.status)).collect();
    let expected = [
        (Some("5"), Some(204)),
        (Some("6"), Some(403)),
        (Some("6"), Some(409)),
        (Some("6"), Some(500)),
        (None, Some(401)),
        (None, Some(401)),
        (Some("5"), Some(400)),
    ];
    assert_eq!(ended, expected);
    let row = &rows[0];
    assert_eq!(row.means.as_deref(), Some("bearer token"));
    assert_eq!(row.method.as_deref(), Some("DELETE"));
    assert_eq!(row.route.as_deref(), Some("/audit/things/{id}"));
    assert_eq!(row.segments, r#"{"id":"7"}"#);
    assert_eq!(row.address.as_deref(), Some("127.0.0.1"));
    assert_eq!(row.agent.as_deref(), Some("tests/1"));
    assert_eq!(row.request_id.as_deref(), answer.header("x-request-id"));
    let details: Value = serde_json::from_str(&row.details).unwrap();
    let expected = json!({"before": {"name": "a"}, "after": {"name": "b"}, "password": "(hidden)"});
    assert_eq!(details, expected);
    let everything = format!("{rows:?}");
    assert!(!everything.contains("swordfish") && !everything.contains(&chief), "{everything}");
}

#[test]
fn a_segment_that_is_a_secret_is_left_out() {
    assert_eq!(send(&request("POST", "/audit/resets/swordfish")).status, 204);
    let row = &rows("reset.use")[0];
    assert_eq!(row.segments, r#"{"token":"(hidden)"}"#);
    assert_eq!(row.actor.as_deref(), Some("9"));
}

#[test]
fn a_caller_whom_the_function_asks_for_is_known() {
    let who = || request("POST", "/audit/who");
    assert_eq!(send(&who()).status, 200);
    assert_eq!(send(&who().bearer(&token(3, ()))).text(), "3");
    let actors: Vec<_> = rows("who.am_i").into_iter().map(|row| row.actor).collect();
    assert_eq!(actors, [None, Some("3".to_owned())]);
    let touch = request("PUT", "/audit/articles/1");
    assert_eq!(send(&touch.clone().bearer(&token(1, ()))).status, 200);
    assert_eq!(send(&touch.bearer(&token(2, ()))).status, 403);
    assert_eq!(send(&request("PUT", "/audit/articles/999").bearer(&token(2, ()))).status, 404);
    assert_eq!(statuses("article.touch"), [Some(200), Some(403), Some(404)]);
}

#[test]
fn a_request_that_takes_too_long_or_hangs_up_is_written() {
    assert_eq!(send(&request("POST", "/audit/slow")).status, 504);
    assert_eq!(statuses("slow.end"), [Some(504)]);
    let mut stream = TcpStream::connect(SERVER.address()).unwrap();
    stream
        .write_all(b"POST /audit/patient HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    drop(stream);
    let deadline = Instant::now() + Duration::from_secs(10);
    while statuses("patient.end") != [Some(204)] {
        assert!(Instant::now() < deadline, "the request was dropped");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn who_calls_too_often_does_not_fill_the_log() {
    let answers = (0..5).map(|_| send(&request("POST", "/audit/rare")).status);
    assert_eq!(answers.collect::<Vec<_>>(), [204, 204, 429, 429, 429]);
    assert_eq!(statuses("rare.call"), [Some(204), Some(204)]);
}

#[test]
fn a_row_is_a_part_of_the_transaction_of_its_route() {
    for (name, status) in
        [("audit-one", 201), ("audit-teapot", 418), ("audit-panic", 500), ("audit-one", 409)]
    {
        assert_eq!(send(&request("POST", &format!("/audit/articles/{name}"))).status, status);
    }
    let rows = rows("article.write");
    let ended: Vec<_> = rows.iter().map(|row| row.status).collect();
    assert_eq!(ended, [Some(201), Some(418), Some(500), Some(409)]);
    assert_eq!(rows[0].details, r#"{"name":"audit-one"}"#);
    assert_eq!(written("dev", "audit-%"), 1);
}

fn written(server: &str, slugs: &str) -> u64 {
    ask(server, async |db| {
        Article::query().filter(articles::slug.like(slugs.to_owned())).total(db).await.unwrap()
    })
}

#[test]
fn what_cannot_be_written_down_has_not_happened() {
    let answer = send(&request("POST", "/audit/broken"));
    assert_eq!(answer.status, 500);
    assert!(!answer.text().contains("audit"), "{}", answer.text());

    let url = format!("sqlite:{}", FOLDER.path().join("headless.db").display());
    let variables = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", super::SECRET),
        ("DATABASE_URL", &*url),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
    ];
    let server = Server::start(app(), &variables).unwrap();
    let post = |path: &str| server.send(&request("POST", path)).status;
    assert_eq!(post("/audit/articles/before"), 201);
    ask("headless", async |db| batch("DELETE FROM ordain_audit_head", db).await.unwrap());
    assert_eq!(post("/audit/articles/behind"), 500);
    assert_eq!(post("/audit/who"), 500);
    // Who is refused anyway is refused as before.
    assert_eq!(server.send(&request("DELETE", "/audit/things/1")).status, 401);
    assert_eq!((written("headless", "before"), written("headless", "behind")), (1, 0));
    assert_eq!(rows_of("headless", "article.write").len(), 1);
}

#[test]
fn the_log_is_one_chain_whoever_writes() {
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    assert_eq!(send(&request("POST", "/audit/chained")).status, 204);
                }
            });
        }
    });
    ask("dev", async |db| record(db, &Entry::new("by.hand")).await.unwrap());
    let verdict = ask("dev", async |db| verify(db, None).await.unwrap());
    assert!(matches!(verdict, Verdict::Whole { rows, .. } if rows > 40), "{verdict:?}");
    assert_eq!(rows("by.hand").len(), 1);
}
