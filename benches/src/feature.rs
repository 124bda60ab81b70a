//! What is compared: one request for each feature, the same for both sides.

use std::io;

use crate::generated::policy::Role;
use crate::server::tokens;

/// Something that a handler does.
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    /// The request, as it is sent.
    pub(crate) request: String,
}

/// All of them.
pub(crate) fn all() -> io::Result<Vec<Feature>> {
    let token =
        tokens()?.issue(7, Role::Editor).map_err(|error| io::Error::other(error.to_string()))?;
    let authorization = format!("Authorization: Bearer {}\r\n", token.as_str());
    let member = r#"{"name":"Ada Lovelace","email":"ada@example.org","age":36,"interests":["analysis","poetry"]}"#;
    Ok(vec![
        Feature { name: "plaintext", request: get("/plaintext", "") },
        Feature { name: "JSON", request: get("/json", "") },
        Feature {
            name: "path and query",
            request: get("/shelves/42/books?text=origin+of+species&page=3&per_page=20", ""),
        },
        Feature { name: "validated body", request: post("/members", member) },
        Feature { name: "policy", request: get("/drafts", &authorization) },
    ])
}

/// What curl would send.
pub(crate) fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\n{COMMON}{headers}\r\n")
}

fn post(path: &str, body: &str) -> String {
    let length = body.len();
    let headers = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
    format!("POST {path} HTTP/1.1\r\n{COMMON}{headers}\r\n{body}")
}

const COMMON: &str = "Host: localhost:8080\r\nUser-Agent: benches/1.0\r\nAccept: */*\r\n";
