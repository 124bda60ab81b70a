//! Attacks on the running blog, over a socket: each is refused, and each test fails when what refuses it is
//! taken out.

mod access;
mod account;
mod browser;
mod request;
#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "../support/mod.rs"]
mod support;
mod token;

use std::net::SocketAddr;

use codegen_tests::client::{Answer, Request};
use codegen_tests::smtp::Sink;
use serde_json::json;
use support::Blog;

const PASSWORD: &str = "correct horse";

/// A blog that takes every credential, and its mail server.
struct Target {
    blog: Blog,
    mail: Sink,
}

impl Target {
    fn start() -> Self {
        Self::start_with(&[])
    }

    fn start_with(settings: &[(&str, &str)]) -> Self {
        let mail = Sink::start();
        let url = mail.url();
        let mut all = vec![
            ("ORDAIN_ACCOUNTS__COOKIES", "true"),
            ("ORDAIN_ACCOUNTS__API_KEYS", "true"),
            ("ORDAIN_ACCOUNTS__URL", "https://blog.example"),
            ("ORDAIN_MAIL__URL", &*url),
        ];
        all.extend_from_slice(settings);
        let blog = Blog::start_in(tempfile::tempdir().expect("a folder"), &all);
        Self { blog, mail }
    }

    fn address(&self) -> SocketAddr {
        let address = self.blog.base.trim_start_matches("http://");
        address.replace("localhost", "127.0.0.1").parse().expect("an address")
    }

    fn send(&self, request: &Request) -> Answer {
        request.send(self.address())
    }

    fn log_in(&self, name: &str, password: &str) -> Answer {
        let body = json!({ "login": format!("{name}@blog.example"), "password": password });
        self.send(&Request::new("POST", "/auth/login").json(&body))
    }

    /// The access token of one of the accounts that the blog starts with.
    fn token(&self, name: &str) -> String {
        let answer = self.log_in(name, PASSWORD);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.member("/access_token")
    }

    fn as_bearer(&self, token: &str, method: &str, path: &str) -> Answer {
        self.send(&Request::new(method, path).bearer(token))
    }
}
