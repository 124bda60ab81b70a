//! The figures that are shown to Prometheus.

use std::time::Duration;

use codegen_tests::server::Server;
use ordain::metrics::prometheus_client::metrics::counter::Counter;
use ordain::prelude::*;

use super::{Answers, Motto, SECRET};

fn app() -> App {
    App::new().state(Motto("")).state(Answers(Vec::new()))
}

fn variables<'a>(profile: &'a str, enabled: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("ORDAIN_ENV", profile),
        ("ORDAIN_METRICS__ENABLED", enabled),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ORDAIN_AUTH__SECRET", SECRET),
    ]
}

#[test]
fn the_figures_of_the_framework_and_of_the_application_are_shown() {
    let orders: Counter = Counter::default();
    orders.inc_by(3);
    let app = app().on_start(|started| async move {
        started.metrics().register("orders", "Orders that were placed", orders);
        Ok(())
    });
    let server = Server::start(app, &variables("dev", "true")).unwrap();
    let lines = [
        "# TYPE db_client_connection_count gauge",
        "db_client_connection_count{state=\"idle\"} 1",
        "db_client_connection_count{state=\"used\"} 0",
        "db_client_connection_max 1",
        "db_client_connection_pending_requests 0",
        "# TYPE db_client_connection_timeouts counter",
        "db_client_connection_timeouts_total 0",
        "# HELP orders Orders that were placed.",
        "orders_total 3",
    ];
    let missing = || {
        let answer = server.get("/metrics");
        assert_eq!(answer.status, 200);
        assert!(answer.header("content-type").unwrap().starts_with("application/openmetrics-text"));
        let text = answer.text();
        lines.into_iter().find(|line| !text.lines().any(|shown| shown == *line))
    };
    // A worker of jobs may be using the connection just then.
    let is_shown = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        missing().is_none()
    });
    assert!(is_shown, "{:?} is missing", missing());
}

#[test]
fn they_can_be_hidden_and_production_hides_them() {
    let server = Server::start(app(), &variables("dev", "false")).unwrap();
    assert_eq!(server.get("/metrics").status, 404);
    let [environment, _, others @ ..] = variables("prod", "");
    let silent = [environment, others[0], others[1], others[2]];
    let server = Server::start(app(), &silent).unwrap();
    assert_eq!(server.get("/metrics").status, 404);
    let server = Server::start(app(), &variables("prod", "true")).unwrap();
    assert_eq!(server.get("/metrics").status, 200);
}
