//! Who calls. Loco's own extractor takes HS512 alone, so this one asks its keys.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use loco_rs::auth::jwt::{JWT, JWTAlgorithm};
use loco_rs::controller::{ErrorDetail, unauthorized};
use loco_rs::prelude::*;

pub struct Caller {
    pub id: i64,
    roles: Vec<String>,
}

impl Caller {
    pub fn must_be(&self, role: &str) -> Result<()> {
        if self.roles.iter().any(|has| has == role) {
            return Ok(());
        }
        let detail = ErrorDetail::with_reason("you may not do this");
        Err(Error::CustomError(axum::http::StatusCode::FORBIDDEN, detail))
    }

    fn of(parts: &Parts, keys: &JWT) -> Option<Self> {
        let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let claims = keys.validate(header.strip_prefix("Bearer ")?).ok()?.claims;
        let roles = claims.claims.get("roles")?.as_array()?.iter();
        let roles = roles.filter_map(|role| role.as_str().map(str::to_owned)).collect();
        Some(Self { id: claims.pid.parse().ok()?, roles })
    }
}

impl FromRequestParts<AppContext> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &AppContext) -> Result<Self> {
        let config = context.config.get_jwt_config()?;
        let keys = JWT::new(&config.secret).algorithm(JWTAlgorithm::HS256);
        Self::of(parts, &keys).map_or_else(|| unauthorized("sign in to do this"), Ok)
    }
}
