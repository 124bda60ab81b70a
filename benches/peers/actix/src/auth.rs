//! Who calls.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::{ErrorForbidden, ErrorUnauthorized};
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

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
struct Claims {
    sub: String,
    roles: Vec<String>,
}

pub struct Caller {
    pub id: i64,
    roles: Vec<String>,
}

impl Caller {
    pub fn must_be(&self, role: &str) -> Result<(), Error> {
        if self.roles.iter().any(|has| has == role) {
            return Ok(());
        }
        Err(ErrorForbidden("you may not do this"))
    }

    fn of(request: &HttpRequest) -> Option<Self> {
        let keys = request.app_data::<Data<Keys>>()?;
        let token = request.headers().get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
        let claims =
            jsonwebtoken::decode::<Claims>(token, &keys.key, &keys.validation).ok()?.claims;
        Some(Self { id: claims.sub.parse().ok()?, roles: claims.roles })
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request).ok_or_else(|| ErrorUnauthorized("sign in to do this")))
    }
}
