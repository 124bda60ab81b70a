//! Who calls.

use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use poem::Request;
use poem_openapi::SecurityScheme;
use poem_openapi::auth::Bearer;
use serde::Deserialize;

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

pub struct Person {
    pub id: i64,
    pub roles: Vec<String>,
}

/// A bearer token.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", checker = "person_of")]
pub struct Caller(pub Person);

async fn person_of(request: &Request, bearer: Bearer) -> Option<Person> {
    let Keys(keys) = request.data::<Keys>()?;
    let claims = jsonwebtoken::decode::<Claims>(&bearer.token, &keys.0, &keys.1).ok()?.claims;
    Some(Person { id: claims.sub.parse().ok()?, roles: claims.roles })
}
