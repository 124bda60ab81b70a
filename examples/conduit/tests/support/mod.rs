//! A running Conduit with a database of its own, and people who use it.
//!
//! The database is in memory; with `TEST_DATABASE_URL`, on that server: `postgres://…` or `mysql://…`.

use std::sync::atomic::{AtomicUsize, Ordering};

use ordain::db::{Db, Options, batch};
use ordain::testing::Server;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use ureq::Agent;
use ureq::http::{Request, Response};

/// An application that runs for the time of a test.
pub struct Conduit {
    runtime: Runtime,
    server: Option<Server>,
    database: Option<Database>,
    agent: Agent,
}

/// A database on a server.
struct Database {
    server: String,
    name: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    response: Response<()>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The body, after a look at the status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// It is refused with this one error.
    #[track_caller]
    pub fn refused(self, status: u16, about: &str, message: &str) {
        assert_eq!(self.header("content-type"), "application/json");
        let mut errors = serde_json::Map::new();
        errors.insert(about.to_owned(), json!([message]));
        assert_eq!((self.status, self.body), (status, json!({ "errors": errors })));
    }
}

impl Conduit {
    pub fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let database = std::env::var("TEST_DATABASE_URL").ok().map(Database::on);
        let url = database.as_ref().map_or_else(|| "sqlite::memory:".to_owned(), Database::url);
        let variables = [("DATABASE_URL", &*url)];
        let server = Server::start_with(conduit::app(), &variables);
        let server = Some(runtime.block_on(server).expect("it starts"));
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Self { runtime, server, database, agent }
    }

    pub fn server(&self) -> &Server {
        self.server.as_ref().expect("it runs")
    }

    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Sends a request with this header `Authorization`, and text as JSON.
    pub fn send(&self, call: &str, authorization: Option<&str>, body: Option<&str>) -> Answer {
        let (method, path) = call.split_once(' ').expect("METHOD /path");
        let address = format!("http://{}/api{path}", self.server().address());
        let mut request = Request::builder().method(method).uri(address);
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let answer = match body {
            Some(body) => {
                let request = request.header("content-type", "application/json");
                self.agent.run(request.body(body.to_owned()).expect("a request"))
            }
            None => self.agent.run(request.body(()).expect("a request")),
        };
        let (head, mut body) = answer.expect("an answer").into_parts();
        let text = body.read_to_string().expect("a text");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer { status: head.status.as_u16(), body, response: Response::from_parts(head, ()) }
    }

    /// Sends a request as somebody, or as nobody: `""`.
    pub fn call(&self, call: &str, token: &str, body: &Value) -> Answer {
        let authorization = Some(format!("Token {token}")).filter(|_| !token.is_empty());
        let body = Some(body.to_string()).filter(|_| !body.is_null());
        self.send(call, authorization.as_deref(), body.as_deref())
    }

    pub fn get(&self, path: &str, token: &str) -> Answer {
        self.call(&format!("GET {path}"), token, &Value::Null)
    }

    pub fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.call(&format!("POST {path}"), token, body)
    }

    pub fn put(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.call(&format!("PUT {path}"), token, body)
    }

    pub fn delete(&self, path: &str, token: &str) -> Answer {
        self.call(&format!("DELETE {path}"), token, &Value::Null)
    }

    /// Registers somebody, and gives their token.
    pub fn register(&self, name: &str) -> String {
        let user = json!({
            "username": name, "email": format!("{name}@conduit.example"), "password": "correct horse",
        });
        let answer = self.post("/users", "", &json!({ "user": user })).expect(201);
        answer["user"]["token"].as_str().expect("a token").to_owned()
    }

    /// Writes an article with tags, and gives its slug.
    pub fn write(&self, token: &str, title: &str, tags: &[&str]) -> String {
        let article = json!({
            "title": title, "description": "What it is about", "body": "All of it", "tagList": tags,
        });
        let answer = self.post("/articles", token, &json!({ "article": article })).expect(201);
        answer["article"]["slug"].as_str().expect("a slug").to_owned()
    }
}

impl Drop for Conduit {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            let _ = self.runtime.block_on(server.stop());
        }
        if let Some(database) = self.database.take() {
            let force = if database.server.starts_with("postgres") { " WITH (FORCE)" } else { "" };
            run(&database.server, &format!("DROP DATABASE {}{force}", database.name));
        }
    }
}

impl Database {
    fn on(server: String) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("ordain_conduit_{}_{number}", std::process::id());
        run(&server, &format!("CREATE DATABASE {name}"));
        Self { server, name }
    }

    fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').expect("a URL with a database");
        format!("{base}/{}", self.name)
    }
}

fn run(server: &str, sql: &str) {
    let done = Runtime::new().expect("a runtime").block_on(async {
        let db = Db::connect(server, &Options::default()).await?;
        batch(sql, &db).await
    });
    done.expect("the server does it");
}
