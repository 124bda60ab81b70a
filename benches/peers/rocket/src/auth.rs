//! Who calls.

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rocket::http::Status;
use rocket::outcome::IntoOutcome;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::serde::Deserialize;

pub struct Keys {
    key: DecodingKey,
    validation: Validation,
}

impl Keys {
    pub fn new(secret: &str) -> Self {
        let key = DecodingKey::from_secret(secret.as_bytes());
        Self { key, validation: Validation::new(Algorithm::HS256) }
    }
}

#[derive(Deserialize)]
#[serde(crate = "rocket::serde")]
struct Claims {
    sub: String,
    roles: Vec<String>,
}

/// Somebody who is signed in.
pub struct Caller {
    id: i64,
    roles: Vec<String>,
}

impl Caller {
    fn of(request: &Request<'_>) -> Option<Self> {
        let keys = request.rocket().state::<Keys>()?;
        let token = request.headers().get_one("Authorization")?.strip_prefix("Bearer ")?;
        let claims =
            jsonwebtoken::decode::<Claims>(token, &keys.key, &keys.validation).ok()?.claims;
        Some(Self { id: claims.sub.parse().ok()?, roles: claims.roles })
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Self::of(request).or_error((Status::Unauthorized, ()))
    }
}

/// Somebody who is signed in and has the role.
pub struct Editor {
    pub id: i64,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Editor {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let caller = rocket::outcome::try_outcome!(request.guard::<Caller>().await);
        let is_editor = caller.roles.iter().any(|role| role == "Editor");
        is_editor.then_some(Self { id: caller.id }).or_error((Status::Forbidden, ()))
    }
}
