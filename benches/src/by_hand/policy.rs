//! A bearer token and a permission.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::{ErrorForbidden, ErrorUnauthorized};
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{Data, Json};
use actix_web::{Error, FromRequest, HttpRequest};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};

const READ_DRAFTS: u8 = 1;

/// What tokens are verified with.
pub(super) struct Keys {
    decoding: DecodingKey,
    validation: Validation,
}

impl Keys {
    pub(super) fn new(secret: &str) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 5;
        validation.set_required_spec_claims(&["exp", "sub"]);
        Self { decoding: DecodingKey::from_secret(secret.as_bytes()), validation }
    }
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    roles: Vec<String>,
}

/// Who calls, and what they may do.
pub(super) struct Caller {
    id: i64,
    permissions: u8,
}

impl Caller {
    fn of(request: &HttpRequest) -> Option<Self> {
        let keys = request.app_data::<Data<Keys>>()?;
        let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
        let token = header.strip_prefix("Bearer ")?;
        let token = jsonwebtoken::decode::<Claims>(token, &keys.decoding, &keys.validation).ok()?;
        let permissions = token.claims.roles.iter().map(|role| granted(role));
        Some(Self {
            id: token.claims.sub.parse().ok()?,
            permissions: permissions.fold(0, |all, some| all | some),
        })
    }
}

fn granted(role: &str) -> u8 {
    match role {
        "Editor" => READ_DRAFTS,
        _ => 0,
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request).ok_or_else(|| ErrorUnauthorized("sign in to do this")))
    }
}

#[derive(Serialize)]
pub(super) struct Drafts {
    of: i64,
}

pub(super) async fn drafts(caller: Caller) -> Result<Json<Drafts>, Error> {
    if caller.permissions & READ_DRAFTS == 0 {
        return Err(ErrorForbidden("you may not do this"));
    }
    Ok(Json(Drafts { of: caller.id }))
}
