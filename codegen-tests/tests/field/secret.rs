//! A secret has no way out: not in a reply, a document, a `Debug` text or a line of the log, on
//! SQLite and on each server whose URL is in the environment.

use std::fmt;
use std::io::Write;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use ordain::db::{Db, Options, Rows};
use ordain::policy::view;

use super::*;

/// What no text may have in it.
const MARKER: &str = "marker-of-a-secret";

/// A text of which the database does not know what it may be.
#[derive(Debug, Clone)]
pub struct Lock;

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain")
    }
}

impl FromStr for Lock {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "plain" { Ok(Self) } else { Err(format!("`{text}` is no lock")) }
    }
}

ordain::text_column!(Lock);

/// Something that is kept.
#[model]
pub struct Vault {
    #[key]
    pub id: i64,
    pub label: String,
    #[secret]
    #[unique]
    #[validate(length(max = 40))]
    pub token: String,
    #[secret]
    pub kind: Lock,
}

/// Something around it.
#[dto]
struct Cellar {
    #[serde(skip_deserializing)]
    vaults: Vec<Vault>,
}

fn vault(token: &str) -> VaultCreate<Set<String>, Set<Lock>> {
    VaultCreate { label: "of somebody".to_owned(), token: Set(token.to_owned()), kind: Set(Lock) }
}

async fn all(db: &Db) -> Result<Vec<Vault>> {
    Vault::query().order(vaults::id).load(db).await
}

#[routes("/secret", policy = public)]
mod routes {
    use super::*;

    #[route(post, "/create")]
    async fn create(db: Db) -> Result<Created<Vault>> {
        Vault::create(&db, vault(MARKER)).await.map(Created::new)
    }

    /// Breaks the check of the column.
    #[route(post, "/long")]
    async fn long(db: Db) -> Result<Created<Vault>> {
        Vault::create(&db, vault(&MARKER.repeat(5))).await.map(Created::new)
    }

    #[route(post, "/given")]
    async fn given(new: VaultCreate) -> String {
        new.label
    }

    #[route(get, "/all/list")]
    async fn list(db: Db) -> Result<Vec<Vault>> {
        all(&db).await
    }

    #[route(get, "/all/page")]
    async fn page(page: Paging, db: Db) -> Result<Page<Vault>> {
        Vault::query().order(vaults::id).page(page, &db).await
    }

    #[route(get, "/all/nested")]
    async fn nested(db: Db) -> Result<Cellar> {
        Ok(Cellar { vaults: all(&db).await? })
    }

    #[route(get, "/all/lines")]
    async fn lines(db: Db) -> Result<Lines<Rows<Vault>>> {
        Ok(Lines(Vault::query().order(vaults::id).stream(&db).await?))
    }

    #[route(get, "/all/whole")]
    async fn whole(db: Db) -> Result<Json<Value>> {
        let rows = all(&db).await?;
        Ok(Json(view::as_application(|| serde_json::to_value(rows))?))
    }
}

/// All that this process logs, of every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn take(&self) -> String {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        String::from_utf8_lossy(&taken).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn places() -> Vec<Place> {
    let servers = ["POSTGRES_URL", "MYSQL_URL"].map(std::env::var);
    let servers = servers.into_iter().filter_map(Result::ok).map(Place::on_server);
    std::iter::once(Place::in_file()).chain(servers).collect()
}

/// Writes into the database what its type does not have.
fn spoil(place: &Place) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = Db::connect(place.url(), &Options::default()).await.unwrap();
        let statement = format!("UPDATE vaults SET kind = '{MARKER}'");
        diesel::sql_query(statement).execute(&db).await.unwrap();
        db.close().await;
    });
}

#[test]
fn a_secret_has_no_way_out() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .init();
    for place in places() {
        let server = start("dev", &place);
        let ask = |method: &str, path: &str| {
            let answer = server.send(&Request::new(method, path).json(&json!({"label": "x"})));
            let text = format!("{:?} {}", answer.headers, answer.text());
            assert!(!text.contains(MARKER) && !text.contains("token"), "{path}: {text}");
            answer.status
        };
        assert_eq!(ask("POST", "/secret/create"), 201);
        for path in ["list", "page", "nested", "lines", "whole"] {
            assert_eq!(ask("GET", &format!("/secret/all/{path}")), 200);
        }
        let given = json!({"label": "x", "token": "their own"});
        assert_eq!(server.send(&Request::new("POST", "/secret/given").json(&given)).status, 422);
        let document = server.get("/openapi.json").text();
        let schema =
            document.split("\"Vault\"").nth(1).unwrap().split("\"VaultCreate\"").next().unwrap();
        assert!(!schema.contains("token") && !schema.contains("kind"), "{schema}");
        // A value that is there already, one that is too long, and one that cannot be read.
        assert_eq!(server.send(&Request::new("POST", "/secret/create")).status, 409);
        assert_eq!(server.send(&Request::new("POST", "/secret/long")).status, 422);
        let said = log.take();
        assert!(!said.contains(MARKER), "{}", around(&said));
        spoil(&place);
        log.take();
        let unreadable = server.get("/secret/all/list");
        assert!(unreadable.status == 500 && !unreadable.text().contains(MARKER));
        let said = log.take();
        assert!(said.contains("vaults.kind of the row with id = 1"), "{said}");
        assert!(!said.contains(MARKER), "{}", around(&said));
    }
}

/// The lines that have it.
fn around(said: &str) -> String {
    said.lines().filter(|line| line.contains(MARKER)).take(5).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_secret_is_in_no_text_of_debug() {
    let row = Vault { id: 1, label: "x".to_owned(), token: MARKER.to_owned(), kind: Lock };
    let change = VaultUpdate::default().token(MARKER.to_owned());
    for text in [format!("{row:?}"), format!("{:?}", vault(MARKER)), format!("{change:?}")] {
        assert!(text.contains("token: <secret>") && !text.contains(MARKER), "{text}");
    }
}
