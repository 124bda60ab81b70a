//! Cookies from pages of other origins.
//!
//! A program of its own, because none of its routes may be open to everybody.

use codegen_tests::client::Request;
use codegen_tests::server::Server;
use ordain::prelude::*;

#[route(get, "/page", policy = public)]
async fn page() {}

#[test]
fn named_origins_may_send_cookies() {
    let variables = [
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_CORS__ORIGINS", "https://app.example"),
        ("ORDAIN_CORS__CREDENTIALS", "true"),
    ];
    let server = Server::start(App::new(), &variables).unwrap();
    for method in ["GET", "OPTIONS"] {
        let ask = |origin| {
            let request = Request::new(method, "/page").header("Origin", origin);
            server.send(&request.header("Access-Control-Request-Method", "GET"))
        };
        let answer = ask("https://app.example");
        assert_eq!(answer.header("access-control-allow-origin"), Some("https://app.example"));
        assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
        let answer = ask("https://other.example");
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}
