//! Bearer tokens and their keys. What signs here is ring, as a foreign library would.

mod attack;
mod key;
mod public;
mod rotation;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::Result;
use ordain::prelude::*;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};

use super::{Answers, Motto, SECRET, assert_problem};

// Made by openssl for these tests; they guard nothing.
const ED25519: &str = include_str!("keys/ed25519.pem");
const P256: &str = include_str!("keys/p256.pem");
const RSA: &str = include_str!("keys/rsa.pem");
const P256_PUBLIC: &str = include_str!("keys/p256.pub.pem");
const RSA_PUBLIC: &str = include_str!("keys/rsa.pub.pem");

/// What a token of ours says: who it is, and that it is good for long.
const CLAIMS: &str = r#"{"sub":"7","iat":1,"exp":4102444800}"#;

#[route(post, "/bearer/tokens/{id}", policy = public)]
async fn issue(id: i64, tokens: Tokens) -> Result<Token> {
    tokens.issue(id, ())
}

/// Who a token is of, as its algorithm's name and its own.
#[derive(Clone, Copy)]
enum Signer {
    Ed25519,
    P256,
    Rsa,
    Hmac(&'static str),
}

impl Signer {
    fn sign(self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Ed25519 => {
                let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der(ED25519)).unwrap();
                pair.sign(message).as_ref().to_vec()
            }
            Self::P256 => {
                let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
                let pair = EcdsaKeyPair::from_pkcs8(algorithm, &der(P256), &random).unwrap();
                pair.sign(&random, message).unwrap().as_ref().to_vec()
            }
            Self::Rsa => {
                let pair = RsaKeyPair::from_pkcs8(&der(RSA)).unwrap();
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).unwrap();
                signature
            }
            Self::Hmac(secret) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
                hmac::sign(&key, message).as_ref().to_vec()
            }
        }
    }
}

fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}

fn base64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A token with this head, signed by whom it likes.
fn token(head: &str, signer: Signer) -> String {
    let message = format!("{}.{}", base64(head), base64(CLAIMS));
    let signature = signer.sign(message.as_bytes());
    format!("{message}.{}", base64(signature))
}

/// The head of a token.
fn head(algorithm: &str, key: &str) -> String {
    format!(r#"{{"typ":"JWT","alg":"{algorithm}","kid":"{key}"}}"#)
}

/// A server with these variables beside those that it needs.
fn start(variables: &[(&str, &str)]) -> Result<Server> {
    let own = [
        ("ORDAIN_ENV", "prod"),
        ("DATABASE_URL", "sqlite::memory:"),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
        ("ED25519", ED25519),
        ("P256", P256),
        ("RSA", RSA),
        ("HMAC", SECRET),
    ];
    let app = App::new().state(Motto("")).state(Answers(Vec::new()));
    Server::start(app, &[&own, variables].concat())
}

/// A server with these keys.
fn with_keys(keys: &str) -> Server {
    start(&[("ORDAIN_AUTH__KEYS", keys)]).unwrap()
}

/// A token that the server issues.
fn issued(server: &Server) -> String {
    let answer = server.send(&Request::new("POST", "/bearer/tokens/7"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.member("/access_token")
}

/// What the bearer of a token is answered.
fn ask(server: &Server, token: &str) -> Answer {
    server.send(&Request::new("GET", "/policy/somebody").bearer(token))
}

#[track_caller]
fn assert_accepted(server: &Server, token: &str) {
    // The second time it is found among those that were verified before.
    for _ in 0..2 {
        let answer = ask(server, token);
        assert_eq!((answer.status, &*answer.text()), (200, "7"), "{token}");
    }
}

#[track_caller]
fn assert_refused(server: &Server, token: &str, why: &str) {
    for _ in 0..2 {
        let answer = ask(server, token);
        assert_problem(&answer, 401, "unauthorized");
        let challenge = answer.header("www-authenticate").unwrap_or_default();
        let expected = format!(r#"Bearer error="invalid_token", error_description="{why}""#);
        assert_eq!(challenge, expected, "{token}");
    }
}

/// A member of the head of a token.
fn said(token: &str, name: &str) -> String {
    let head = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    let head: serde_json::Value = serde_json::from_slice(&head).unwrap();
    head[name].as_str().unwrap_or_default().to_owned()
}
