//! The smallest application as its users see it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

struct Hello(Child);

impl Drop for Hello {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it on a free port and finds out which.
fn start() -> (Hello, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_hello"))
        .env_clear()
        .env("ORDAIN_SERVER__BIND", "127.0.0.1:0")
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut log = BufReader::new(process.stderr.take().expect("piped"));
    let mut line = String::new();
    while !line.contains("listening on") {
        line.clear();
        assert!(log.read_line(&mut line).expect("a line") > 0, "it ended");
    }
    // What is not read would hold the process up in the end.
    std::thread::spawn(move || log.read_to_end(&mut Vec::new()));
    let address = line[line.find("http://").expect("an address")..].split_whitespace().next();
    (Hello(process), address.expect("an address").to_owned())
}

#[test]
fn it_greets() {
    let (_hello, base) = start();
    let get = |path: &str| {
        let mut answer = ureq::get(format!("{base}{path}")).call().expect("200");
        answer.body_mut().read_to_string().expect("text")
    };
    assert_eq!(get("/"), "Hello, world!");
    assert_eq!(get("/hello/Ada%20L"), "Hello, Ada L!");
    assert!(get("/openapi.json").contains("\"hello_name\""));
    assert!(get("/docs/index.html").contains("swagger-ui"));
}
