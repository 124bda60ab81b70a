//! Types of columns that the application declares: enums and newtypes.

use ordain::model::{ColumnKind, Model};
use ordain::prelude::*;
use serde_json::json;

use super::{database, operation, request, send, told};

/// How far a ticket is.
#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Progress {
    /// Nobody began.
    ToDo,
    #[serde(rename = "finished")]
    Done,
}

#[dto(column)]
#[derive(Debug, Clone, PartialEq)]
struct Title(#[validate(length(min = 2))] String);

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq)]
#[serde(transparent)]
struct Cents {
    amount: i64,
}

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq)]
struct Token(Uuid);

#[model]
#[derive(PartialEq)]
struct Ticket {
    #[key]
    pub id: i64,
    #[unique]
    pub title: Title,
    #[column(default = "to_do")]
    pub progress: Progress,
    pub before: Option<Progress>,
    pub price: Cents,
    #[unique]
    pub token: Option<Token>,
    pub tip: Option<Cents>,
}

/// Columns may have any name.
#[model]
struct Word {
    #[key]
    pub id: i64,
    pub alias: String,
    pub column: String,
    pub out: String,
    pub rhs: String,
    pub on: String,
    pub x: String,
    pub new: String,
    pub now: String,
    pub key: String,
    pub row: String,
    pub statement: String,
    #[column(default = "v")]
    pub value: String,
}

#[route(post, "/tickets", policy = public)]
async fn write_ticket(new: TicketCreate, db: Db) -> Result<Ticket> {
    Ticket::create(&db, new).await
}

#[route(get, "/tickets/in/{progress}", policy = public)]
async fn list_tickets(progress: Progress, db: Db) -> Result<Vec<Ticket>> {
    Ticket::query().filter(tickets::progress.eq(progress)).load(&db).await
}

fn ticket(title: &str) -> TicketCreate {
    TicketCreate {
        title: Title(title.into()),
        progress: None,
        before: None,
        price: Cents { amount: 250 },
        token: None,
        tip: None,
    }
}

#[tokio::test]
async fn enums_and_newtypes_are_written_read_and_compared() {
    let (db, _dir) = database().await;
    let plain = Ticket::create(&db, ticket("one")).await.unwrap();
    assert_eq!((plain.progress, plain.before, plain.tip), (Progress::ToDo, None, None));
    let token = Token(Uuid::now_v7());
    let new = TicketCreate {
        progress: Some(Progress::Done),
        before: Some(Progress::ToDo),
        token: Some(token),
        tip: Some(Cents { amount: 1 }),
        ..ticket("two")
    };
    let full = Ticket::create(&db, new).await.unwrap();
    assert_eq!((full.progress, full.before), (Progress::Done, Some(Progress::ToDo)));
    assert_eq!((full.token, full.tip), (Some(token), Some(Cents { amount: 1 })));
    assert_eq!(Ticket::find(&db, full.id).await.unwrap(), full);
    assert_eq!(Ticket::find_by_title(&db, Title("two".into())).await.unwrap(), full);
    assert_eq!(Ticket::find_by_token(&db, token).await.unwrap(), full);
    let done = tickets::progress.eq(Progress::Done).and(tickets::before.eq(Progress::ToDo));
    let cheap = tickets::price.lt(Cents { amount: 251 }).and(tickets::tip.is_not_null());
    let found: Vec<Ticket> = Ticket::query().filter(done).filter(cheap).load(&db).await.unwrap();
    assert_eq!(found, [full]);
    assert_eq!(told(Ticket::create(&db, ticket("one")).await), (409, "/title".into()));
}

#[tokio::test]
async fn a_text_that_is_none_of_the_enum_is_refused_and_never_read() {
    let (db, _dir) = database().await;
    let one = Ticket::create(&db, ticket("one")).await.unwrap();
    let spoil = || diesel::sql_query("UPDATE tickets SET progress = 'later'");
    assert_eq!(told(spoil().execute(&db).await), (422, "/progress".into()));
    let place = super::Place::in_file();
    let loose = Db::connect(place.url(), &ordain::db::Options::default()).await.unwrap();
    let table = "CREATE TABLE tickets (id INTEGER PRIMARY KEY, title TEXT, progress TEXT, \
                 before TEXT, price INTEGER, token BLOB, tip INTEGER)";
    diesel::sql_query(table).execute(&loose).await.unwrap();
    let row = "INSERT INTO tickets VALUES (1, 'one', 'later', NULL, 1, NULL, NULL)";
    diesel::sql_query(row).execute(&loose).await.unwrap();
    let chain = Ticket::find(&loose, one.id).await.unwrap_err().source_chain();
    let told = "tickets.progress of the row with id = 1: `later` is no value of `Progress`";
    assert!(chain.contains(told), "{chain}");
}

#[test]
fn the_declaration_knows_the_texts() {
    let spec = Ticket::SPEC;
    assert_eq!(spec.column("progress").unwrap().texts, ["to_do", "finished"]);
    assert_eq!(spec.column("before").unwrap().texts, ["to_do", "finished"]);
    assert!(spec.column("title").unwrap().texts.is_empty());
    assert_eq!(spec.column("price").unwrap().kind, ColumnKind::Int64);
    assert_eq!(spec.column("token").unwrap().kind, ColumnKind::Uuid);
    assert_eq!(
        (Progress::Done.to_string(), "to_do".parse()),
        ("finished".into(), Ok(Progress::ToDo))
    );
    let wrong = "later".parse::<Progress>().unwrap_err().to_string();
    assert_eq!(wrong, "must be one of `to_do`, `finished`");
}

#[test]
fn a_client_writes_the_same_texts() {
    let body = json!({ "title": "met", "price": 3, "before": "finished" });
    let answer = send(&request("POST", "/tickets").json(&body));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["progress"], "to_do");
    let short = json!({ "title": "x", "price": 3 });
    assert_eq!(send(&request("POST", "/tickets").json(&short)).status, 422);
    assert_eq!(send(&request("GET", "/tickets/in/to_do")).json()[0]["title"], "met");
    assert_eq!(send(&request("GET", "/tickets/in/later")).status, 400);
    let list = operation("get", "/tickets/in/{progress}");
    assert!(list["parameters"][0]["schema"].to_string().contains("Progress"));
}
