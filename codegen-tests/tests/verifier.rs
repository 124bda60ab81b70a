//! An application that only verifies: it has the public key of those who issue tokens.
//!
//! A program of its own, because no route of it issues any, and because it hears every line of its
//! process.

use std::path::Path;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use codegen_tests::client::Request;
use codegen_tests::lines::Lines;
use codegen_tests::server::Server;
use ordain::prelude::*;
use ring::signature::Ed25519KeyPair;

const PRIVATE: &str = include_str!("http/bearer/keys/ed25519.pem");
const PUBLIC: &str = include_str!("http/bearer/keys/ed25519.pub.pem");
const SECRET: &str = "a sentence that only these tests know";

#[route(get, "/me", policy = authenticated)]
async fn me(actor: Actor) -> String {
    actor.id.to_string()
}

/// One test at a time listens.
fn lines() -> MutexGuard<'static, Lines> {
    static LINES: LazyLock<Mutex<Lines>> = LazyLock::new(|| {
        let lines = Lines::default();
        let writer = lines.clone();
        tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).init();
        Mutex::new(lines)
    });
    LINES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn start(variables: &[(&str, &str)]) -> Server {
    let own = [("ORDAIN_ENV", "test"), ("PUBLIC", PUBLIC)];
    Server::start(App::new(), &[&own, variables].concat()).unwrap()
}

/// A token of those who issue them.
fn token() -> String {
    let base64 = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let claims = r#"{"sub":"7","iat":1,"exp":4102444800}"#;
    let message = format!("{}.{}", base64(r#"{"alg":"EdDSA","kid":"one"}"#), base64(claims));
    let der = STANDARD.decode(PRIVATE.lines().nth(1).unwrap()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(pair.sign(message.as_bytes())))
}

#[test]
fn a_public_key_alone_verifies() {
    let lines = lines();
    let server = start(&[("ORDAIN_AUTH__KEYS", "one=env:PUBLIC")]);
    let answer = server.send(&Request::new("GET", "/me").bearer(&token()));
    assert_eq!((answer.status, &*answer.text()), (200, "7"));
    let said = lines.take();
    assert!(
        said.contains("has public keys only: tokens are verified and none is issued"),
        "{said}"
    );
}

#[test]
fn a_secret_beside_a_public_key_signs_nothing_either() {
    let _lines = lines();
    let both = [("ORDAIN_AUTH__KEYS", "one=env:PUBLIC"), ("ORDAIN_AUTH__SECRET", SECRET)];
    let server = start(&both);
    let answer = server.send(&Request::new("GET", "/me").bearer(&token()));
    assert_eq!(answer.status, 200);
}

#[cfg(unix)]
#[test]
fn a_file_that_everybody_can_read_is_told_of() {
    use std::os::unix::fs::PermissionsExt;

    let lines = lines();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str, mode: u32| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        path
    };
    let told_of = |path: &Path| {
        drop(lines.take());
        start(&[("ORDAIN_AUTH__KEYS", &format!("file:{}", path.display()))]);
        let said = lines.take();
        let is_told = said.contains("every user of this machine can read a key of `auth.keys`");
        assert_eq!(is_told, said.contains(&*path.display().to_string()), "{said}");
        is_told
    };
    assert!(told_of(&write("open.pem", PRIVATE, 0o644)));
    assert!(told_of(&write("open.txt", SECRET, 0o604)));
    assert!(!told_of(&write("closed.pem", PRIVATE, 0o640)));
    assert!(!told_of(&write("public.pem", PUBLIC, 0o644)));
}
