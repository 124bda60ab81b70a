//! A provider of OpenID Connect, and of OAuth 2 alone, that says what a test wants it to say.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as BASE64};
use ring::digest::{SHA256, digest};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING as ES256, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

use super::parameter;

pub(super) const CLIENT_SECRET: &str = "the secret of the shop";

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signing {
    Well,
    /// With a key that is not published, under the name of one that is.
    ByAnotherKey,
    /// With such a key, under a name of its own.
    ByUnknownKey,
    /// Not at all.
    Not,
    /// With the secret that the application has, too.
    BySecret,
}

type Change = Box<dyn Fn(&mut Value) + Send>;

/// What the provider is to say.
pub(super) struct Script {
    /// Who signs in there.
    pub(super) person: Value,
    /// What is done to the claims of a token.
    pub(super) change: Option<Change>,
    pub(super) signing: Signing,
    /// What is told at `/userinfo`, and how it describes itself, where that is not as usual.
    pub(super) userinfo: Option<Value>,
    pub(super) issuer: Option<String>,
    /// For whose tokens its key is, where it says so.
    pub(super) key_issuer: Option<String>,
    pub(super) is_down: bool,
    /// The addresses of somebody, as GitHub tells them.
    pub(super) emails: Value,
    /// How often it described itself.
    pub(super) described: usize,
    codes: HashMap<String, Code>,
}

struct Code {
    nonce: Option<String>,
    challenge: String,
    redirect: String,
}

/// The provider, on a free port of this machine.
pub(super) struct Fake {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
}

struct Request {
    path: String,
    authorization: String,
    body: String,
}

struct Keys {
    published: EcdsaKeyPair,
    other: EcdsaKeyPair,
}

impl Fake {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::new(Mutex::new(Script {
            person: ada(),
            change: None,
            signing: Signing::Well,
            userinfo: None,
            issuer: None,
            key_issuer: None,
            is_down: false,
            emails: json!([]),
            described: 0,
            codes: HashMap::new(),
        }));
        let (shared, keys) = (script.clone(), Arc::new(Keys::new()));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (script, keys) = (shared.clone(), keys.clone());
                std::thread::spawn(move || serve(&stream, address, &script, &keys));
            }
        });
        Self { address, script }
    }

    pub(super) fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody signs in at the address that they were sent to: what they bring back.
    pub(super) fn sign_in(&self, url: &str) -> String {
        let state = parameter(url, "state").unwrap();
        let code = self.code(url);
        form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", &state)
            // What providers add of their own.
            .append_pair("session_state", "1234")
            .finish()
    }

    /// The code of somebody who signs in at that address.
    pub(super) fn code(&self, url: &str) -> String {
        assert_eq!(parameter(url, "code_challenge_method").as_deref(), Some("S256"));
        let mut script = self.script();
        let code = format!("code-{}", script.codes.len());
        let issued = Code {
            nonce: parameter(url, "nonce"),
            challenge: parameter(url, "code_challenge").unwrap(),
            redirect: parameter(url, "redirect_uri").unwrap(),
        };
        script.codes.insert(code.clone(), issued);
        code
    }
}

/// Who signs in unless a test says otherwise.
pub(super) fn ada() -> Value {
    json!({
        "sub": "ada-1",
        "email": "ada@example.com",
        "email_verified": true,
        "name": "Ada Lovelace",
        "picture": "https://fake.example/ada.png",
        "rank": "Chief",
    })
}

impl Keys {
    fn new() -> Self {
        Self { published: key(), other: key() }
    }

    fn described(&self) -> Value {
        let point = self.published.public_key().as_ref();
        let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..]));
        let key = json!({
            "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": "one", "use": "sig", "alg": "ES256"
        });
        json!({ "keys": [key] })
    }

    fn sign(&self, claims: &Value, signing: Signing) -> String {
        let (alg, kid) = match signing {
            Signing::Well | Signing::ByAnotherKey => ("ES256", "one"),
            Signing::ByUnknownKey => ("ES256", "two"),
            Signing::Not => ("none", "one"),
            Signing::BySecret => ("HS256", "one"),
        };
        let header = json!({ "alg": alg, "kid": kid, "typ": "JWT" }).to_string();
        let body = format!("{}.{}", BASE64.encode(header), BASE64.encode(claims.to_string()));
        let by = |key: &EcdsaKeyPair| {
            let signature = key.sign(&SystemRandom::new(), body.as_bytes()).unwrap();
            signature.as_ref().to_vec()
        };
        let signature = match signing {
            Signing::Well => by(&self.published),
            Signing::ByAnotherKey | Signing::ByUnknownKey => by(&self.other),
            Signing::Not => Vec::new(),
            Signing::BySecret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, CLIENT_SECRET.as_bytes());
                hmac::sign(&key, body.as_bytes()).as_ref().to_vec()
            }
        };
        format!("{body}.{}", BASE64.encode(signature))
    }
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ES256, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ES256, pkcs8.as_ref(), &random).unwrap()
}

fn serve(stream: &TcpStream, address: SocketAddr, script: &Mutex<Script>, keys: &Keys) {
    let Some(request) = read(stream) else { return };
    let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
    let (status, body) = match script.is_down {
        true => (500, json!({})),
        false => answer(&request, address, &mut script, keys),
    };
    let body = body.to_string();
    let mut stream = stream;
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Something\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let (mut authorization, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_lowercase().as_str() {
            "authorization" => authorization = value.trim().to_owned(),
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { path, authorization, body: String::from_utf8(body).ok()? })
}

fn answer(
    request: &Request,
    address: SocketAddr,
    script: &mut Script,
    keys: &Keys,
) -> (u16, Value) {
    let url = format!("http://{address}");
    let is_bearer = request.authorization == "Bearer the-access-token";
    match request.path.as_str() {
        "/.well-known/openid-configuration" => {
            script.described += 1;
            (200, description(&url, script))
        }
        "/common/v2.0/.well-known/openid-configuration"
        | "/organizations/v2.0/.well-known/openid-configuration" => {
            script.described += 1;
            let mut description = description(&url, script);
            if script.issuer.is_none() {
                description["issuer"] = format!("{url}/{{tenantid}}/v2.0").into();
            }
            (200, description)
        }
        "/jwks" => {
            let mut described = keys.described();
            if let Some(issuer) = &script.key_issuer {
                described["keys"][0]["issuer"] = issuer.clone().into();
            }
            (200, described)
        }
        "/2/oauth2/token" => twitter_token(request, script),
        "/2/users/me?user.fields=confirmed_email,profile_image_url" if is_bearer => {
            (200, json!({ "data": script.person }))
        }
        "/token" => token(request, &url, script, keys),
        "/userinfo" if is_bearer => (200, script.userinfo.clone().unwrap_or(Value::Null)),
        "/login/token" => plain_token(request, script),
        "/user" | "/me" if is_bearer => (200, script.person.clone()),
        "/user/emails" if is_bearer => (200, script.emails.clone()),
        _ => (404, json!({})),
    }
}

fn description(url: &str, script: &Script) -> Value {
    let mut description = json!({
        "issuer": script.issuer.clone().unwrap_or_else(|| url.to_owned()),
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    if script.userinfo.is_some() {
        description["userinfo_endpoint"] = format!("{url}/userinfo").into();
    }
    description
}

/// Whether the shop asks, which says so in a header (RFC 6749 §2.3.1).
fn is_shop(request: &Request) -> bool {
    let expected = form_urlencoded::byte_serialize(CLIENT_SECRET.as_bytes()).collect::<String>();
    request.authorization == format!("Basic {}", BASE64_STANDARD.encode(format!("shop:{expected}")))
}

fn token(request: &Request, url: &str, script: &mut Script, keys: &Keys) -> (u16, Value) {
    if !is_shop(request) {
        return (401, json!({ "error": "invalid_client" }));
    }
    let Some(code) = redeem(&request.body, script) else {
        return (400, json!({ "error": "invalid_grant" }));
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let mut claims = json!({
        "iss": url, "aud": "shop", "iat": now, "exp": now + 300, "nonce": code.nonce
    });
    for (name, value) in script.person.as_object().unwrap() {
        claims[name] = value.clone();
    }
    if let Some(change) = &script.change {
        change(&mut claims);
    }
    let id_token = keys.sign(&claims, script.signing);
    (
        200,
        json!({ "access_token": "the-access-token", "token_type": "Bearer", "id_token": id_token }),
    )
}

/// As GitHub does it: credentials in the body, and a fault with the status of a good answer.
fn plain_token(request: &Request, script: &mut Script) -> (u16, Value) {
    let field = |name: &str| parameter(&format!("?{}", request.body), name);
    let is_shop = field("client_id").as_deref() == Some("shop")
        && field("client_secret").as_deref() == Some(CLIENT_SECRET);
    if !is_shop {
        return (200, json!({ "error": "incorrect_client_credentials" }));
    }
    match redeem(&request.body, script) {
        Some(_) => (200, json!({ "access_token": "the-access-token", "token_type": "bearer" })),
        None => (200, json!({ "error": "bad_verification_code" })),
    }
}

/// As Twitter does it: a code that is not known makes the request invalid.
fn twitter_token(request: &Request, script: &mut Script) -> (u16, Value) {
    if !is_shop(request) {
        return (401, json!({ "error": "unauthorized_client" }));
    }
    match redeem(&request.body, script) {
        Some(_) => (200, json!({ "access_token": "the-access-token", "token_type": "bearer" })),
        None => (
            400,
            json!({
                "error": "invalid_request",
                "error_description": "Value passed for the authorization code was invalid.",
            }),
        ),
    }
}

/// A code is good once, for who asked for it (RFC 7636).
fn redeem(body: &str, script: &mut Script) -> Option<Code> {
    let field = |name: &str| parameter(&format!("?{body}"), name);
    let code = script.codes.remove(&field("code")?)?;
    let verifier = field("code_verifier")?;
    let challenge = BASE64.encode(digest(&SHA256, verifier.as_bytes()));
    let is_same = challenge == code.challenge && field("redirect_uri")? == code.redirect;
    (verifier.len() >= 43 && is_same).then_some(code)
}
