//! Who calls.

use salvo::jwt_auth::{ConstDecoder, HeaderFinder};
use salvo::prelude::*;
use serde::Deserialize;

#[derive(Clone, Deserialize)]
pub struct Claims {
    sub: String,
    roles: Vec<String>,
}

impl Claims {
    pub fn id(&self) -> Result<i64, StatusError> {
        self.sub.parse().map_err(|_| StatusError::unauthorized())
    }

    pub fn must_be(&self, role: &str) -> Result<(), StatusError> {
        if self.roles.iter().any(|has| has == role) {
            return Ok(());
        }
        Err(StatusError::forbidden())
    }
}

pub fn bearer(secret: &str) -> JwtAuth<Claims, ConstDecoder> {
    let decoder = ConstDecoder::from_secret(secret.as_bytes());
    JwtAuth::new(decoder).finders(vec![Box::new(HeaderFinder::new())])
}

pub fn caller(depot: &Depot) -> Result<&Claims, StatusError> {
    let token = depot.jwt_auth_data::<Claims>();
    token.map(|token| &token.claims).ok_or_else(StatusError::unauthorized)
}
