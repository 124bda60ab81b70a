//! Who calls.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

use crate::Failure;

#[derive(Clone)]
pub struct Keys(Arc<(DecodingKey, Validation)>);

impl Keys {
    pub fn new(secret: &str) -> Self {
        let key = DecodingKey::from_secret(secret.as_bytes());
        Self(Arc::new((key, Validation::new(Algorithm::HS256))))
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
    pub fn must_be(&self, role: &str) -> Result<(), Failure> {
        if self.roles.iter().any(|has| has == role) {
            return Ok(());
        }
        Err((StatusCode::FORBIDDEN, "you may not do this".to_owned()))
    }
}

impl<S> FromRequestParts<S> for Caller
where
    S: Send + Sync,
    Keys: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let refused = || (StatusCode::UNAUTHORIZED, "sign in to do this".to_owned());
        let header = TypedHeader::<Authorization<Bearer>>::from_request_parts(parts, state).await;
        let header = header.map_err(|_| refused())?;
        let Keys(keys) = Keys::from_ref(state);
        let claims = jsonwebtoken::decode::<Claims>(header.token(), &keys.0, &keys.1);
        let claims = claims.map_err(|_| refused())?.claims;
        Ok(Self { id: claims.sub.parse().map_err(|_| refused())?, roles: claims.roles })
    }
}
