//! The same against a certified provider of OpenID Connect, `oidc-provider` of npm, on this machine.
//!
//! `OIDC_PROVIDER` names its folder; node runs it.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use codegen_tests::client::Request;

use super::{Browser, Shop, assert_problem, parameter};

struct Real {
    node: Child,
    /// It ends when it has something to say and nobody listens.
    _said: BufReader<ChildStdout>,
    issuer: String,
}

impl Real {
    fn start() -> Self {
        let package = std::env::var("OIDC_PROVIDER").expect("the folder of the npm package");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oauth/provider.mjs");
        let mut node = Command::new("node")
            .args([script, &package])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node");
        let mut line = String::new();
        let mut said = BufReader::new(node.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let issuer = line.trim().to_owned();
        assert!(issuer.starts_with("http://127.0.0.1:"), "the provider says {issuer:?}");
        Self { node, _said: said, issuer }
    }

    fn shop(&self) -> Shop {
        Shop::with(&[
            ("ORDAIN_AUTH__PROVIDERS__REAL__KIND", "oidc"),
            ("ORDAIN_AUTH__PROVIDERS__REAL__ISSUER", &self.issuer),
            ("ORDAIN_AUTH__PROVIDERS__REAL__CLIENT_ID", "shop"),
            ("ORDAIN_AUTH__PROVIDERS__REAL__CLIENT_SECRET", "a secret of the shop"),
        ])
        .unwrap()
    }

    /// Somebody signs in at the address that they were sent to: the query that they bring back.
    fn sign_in(&self, url: &str, who: &str) -> String {
        let (mut url, mut cookies) = (format!("{url}&login_hint={who}"), Vec::<String>::new());
        for _ in 0..10 {
            if let Some(back) = url.strip_prefix("https://shop.example/auth/oauth/real/callback?") {
                return back.to_owned();
            }
            let path = url.strip_prefix(&self.issuer).unwrap_or(&url).to_owned();
            let host = self.issuer.strip_prefix("http://").unwrap();
            let mut request = Request::new("GET", &path);
            if !cookies.is_empty() {
                request = request.header("Cookie", &cookies.join("; "));
            }
            let answer = request.at(host).send(host.parse().unwrap());
            let set = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
            cookies.extend(set.map(|(_, cookie)| cookie.split(';').next().unwrap().to_owned()));
            let next = answer.header("location");
            url = next.unwrap_or_else(|| panic!("{path}: {}", answer.text())).to_owned();
        }
        panic!("it leads nowhere: {url}");
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

#[test]
#[ignore = "needs node, and OIDC_PROVIDER: the folder of the npm package oidc-provider"]
fn somebody_signs_in_by_a_certified_provider() {
    let real = Real::start();
    let shop = real.shop();
    let mut browser = Browser::new(&shop);
    let back = real.sign_in(&browser.leave("real"), "ada");
    let answer = browser.come_back("real", &back);
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some("/home")),
        "{}",
        answer.text()
    );
    let me = browser.me();
    assert_eq!((me["email"].as_str(), me["name"].as_str()), (Some("ada@example.com"), Some("Ada")));
    // Once more it is the same account.
    let mut again = Browser::new(&shop);
    let back = real.sign_in(&again.leave("real"), "ada");
    assert_eq!(again.come_back("real", &back).status, 303);
    assert_eq!(again.me(), me);
    // Somebody else, who has not proved the address, gets none.
    let mut mallory = Browser::new(&shop);
    let back = real.sign_in(&mallory.leave("real"), "mallory");
    assert_problem(&mallory.come_back("real", &back), 403, "address_not_verified");
}

#[test]
#[ignore = "needs node, and OIDC_PROVIDER: the folder of the npm package oidc-provider"]
fn a_certified_provider_refuses_codes_that_are_changed_stolen_or_used() {
    let real = Real::start();
    let shop = real.shop();
    let mut victim = Browser::new(&shop);
    let back = real.sign_in(&victim.leave("real"), "ada");
    let code = parameter(&format!("?{back}"), "code").unwrap();
    // The state is right, and the verifier is not that of who asked for the code.
    let mut eve = Browser::new(&shop);
    let state = parameter(&eve.leave("real"), "state").unwrap();
    let answer = eve.come_back("real", &format!("code={code}&state={state}"));
    assert_problem(&answer, 400, "code_refused");
    assert_problem(
        &victim.come_back("real", &back.replace("state=", "state=x")),
        400,
        "state_mismatch",
    );
    // A nonce that was changed on the way comes back in the token.
    let mut browser = Browser::new(&shop);
    let url = browser.leave("real");
    let nonce = parameter(&url, "nonce").unwrap();
    let back = real.sign_in(&url.replace(&nonce, "another-nonce"), "ada");
    assert_problem(&browser.come_back("real", &back), 401, "id_token_refused");
    // Without a challenge the provider gives no code.
    let mut browser = Browser::new(&shop);
    let url = browser.leave("real");
    let challenge = parameter(&url, "code_challenge").unwrap();
    let bare = url.replace(&format!("&code_challenge={challenge}"), "");
    let bare = bare.replace("&code_challenge_method=S256", "");
    let answer = browser.come_back("real", &real.sign_in(&bare, "ada"));
    assert_problem(&answer, 403, "denied");
    assert_eq!(answer.member("/reason"), "invalid_request");
}
