//! What is compared: one request for each feature, the same for both sides.

use std::io;

use crate::generated::policy::Role;
use crate::server::tokens;

/// Something that a handler does.
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    /// The request, as it is sent.
    pub(crate) request: String,
    /// Whether both sides do the same, so that a bound can be asked for.
    pub(crate) is_fair: bool,
}

impl Feature {
    fn new(name: &'static str, request: String) -> Self {
        Self { name, request, is_fair: true }
    }
}

/// All of them.
pub(crate) fn all() -> io::Result<Vec<Feature>> {
    let token =
        tokens()?.issue(7, Role::Editor).map_err(|error| io::Error::other(error.to_string()))?;
    let authorization = format!("Authorization: Bearer {}\r\n", token.as_str());
    let member = r#"{"name":"Ada Lovelace","email":"ada@example.org","age":36,"interests":["analysis","poetry"]}"#;
    Ok(vec![
        Feature { is_fair: false, ..Feature::new("plaintext, bare", get("/bare", "")) },
        Feature::new("plaintext", get("/plaintext", "")),
        Feature::new("JSON", get("/json", "")),
        Feature::new(
            "path and query",
            get("/shelves/42/books?text=origin+of+species&page=3&per_page=20", ""),
        ),
        Feature::new("validated body", post("/members", member)),
        Feature::new("policy", get("/drafts", &authorization)),
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
