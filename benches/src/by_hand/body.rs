//! A JSON body with rules, and back again.

use actix_web::HttpResponse;
use actix_web::web::Json;
use serde::{Deserialize, Serialize};
use validator::{ValidateEmail, ValidateLength, ValidateRange};

#[derive(Deserialize, Serialize)]
pub(super) struct Member {
    name: String,
    email: String,
    age: u32,
    interests: Vec<String>,
}

impl Member {
    fn broken_rule(&self) -> Option<&'static str> {
        if !self.name.validate_length(Some(1), Some(100), None) {
            return Some("`name` must have 1 to 100 characters");
        }
        if !self.email.validate_email() {
            return Some("`email` must be an email address");
        }
        if !self.age.validate_range(Some(18), Some(150), None, None) {
            return Some("`age` must be 18 to 150");
        }
        if !self.interests.validate_length(None, Some(10), None) {
            return Some("`interests` must be 10 at most");
        }
        None
    }
}

pub(super) async fn join(member: Json<Member>) -> HttpResponse {
    match member.broken_rule() {
        Some(rule) => HttpResponse::UnprocessableEntity().json(rule),
        None => HttpResponse::Ok().json(member.into_inner()),
    }
}
