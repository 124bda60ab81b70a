//! What refuses the start.

use codegen_tests::server::Server;
use ordain::prelude::*;

use super::{Answers, Motto, SECRET};

#[route(get, "/start/answers", policy = public)]
async fn answers(State(answers): State<Answers>) -> String {
    answers.0.len().to_string()
}

fn refusal(app: App, variables: &[(&str, &str)]) -> String {
    let error = Server::start(app, variables).err();
    error.map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn what_a_route_takes_must_be_provided() {
    let variables = [("DATABASE_URL", "sqlite::memory:"), ("ORDAIN_AUTH__SECRET", SECRET)];
    let text = refusal(App::new().state(Motto("")), &variables);
    let expected = "GET /start/answers (http::start::answers) takes \
        `http::Answers`, which the application does not provide";
    assert!(text.contains(expected), "{text}");
    assert!(!text.contains("Motto"), "{text}");
    let text = refusal(App::new(), &variables);
    assert!(text.contains("Answers") && text.contains("Motto"), "{text}");
}

#[test]
fn a_database_must_be_configured_where_rows_are_found() {
    let app = App::new().state(Motto("")).state(Answers(Vec::new()));
    let text = refusal(app, &[("ORDAIN_ENV", "test"), ("ORDAIN_AUTH__SECRET", SECRET)]);
    assert!(text.contains("takes `ordain::db::Db`"), "{text}");
}

#[test]
fn production_needs_a_secret() {
    let variables = [
        ("ORDAIN_ENV", "prod"),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
    ];
    let text = refusal(App::new(), &variables);
    assert!(text.contains("ORDAIN_AUTH__SECRET"), "{text}");
}
