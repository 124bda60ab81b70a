//! A number from the path, and a query string as a struct with rules.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use serde::{Deserialize, Serialize};
use validator::{ValidateLength, ValidateRange};

#[derive(Deserialize)]
pub(super) struct Search {
    text: String,
    page: u32,
    per_page: u32,
}

impl Search {
    fn broken_rule(&self) -> Option<&'static str> {
        if !self.text.validate_length(Some(1), Some(100), None) {
            return Some("`text` must have 1 to 100 characters");
        }
        if !self.page.validate_range(Some(1), None, None, None) {
            return Some("`page` must be at least 1");
        }
        if !self.per_page.validate_range(Some(1), Some(100), None, None) {
            return Some("`per_page` must be 1 to 100");
        }
        None
    }
}

#[derive(Serialize)]
struct Found {
    shelf: i64,
    text: String,
    first: u32,
    last: u32,
}

pub(super) async fn books(shelf: Path<i64>, search: Query<Search>) -> HttpResponse {
    if let Some(rule) = search.broken_rule() {
        return HttpResponse::UnprocessableEntity().json(rule);
    }
    let Search { text, page, per_page } = search.into_inner();
    let last = page.saturating_mul(per_page);
    let found = Found { shelf: shelf.into_inner(), text, first: last - per_page + 1, last };
    HttpResponse::Ok().json(found)
}
