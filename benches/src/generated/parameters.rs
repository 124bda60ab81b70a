//! A number from the path, and a query string as a struct with rules.

use ordain::prelude::*;

#[dto(query)]
struct Search {
    #[validate(length(min = 1, max = 100))]
    text: String,
    #[validate(range(min = 1))]
    page: u32,
    #[validate(range(min = 1, max = 100))]
    per_page: u32,
}

#[dto]
struct Found {
    shelf: i64,
    text: String,
    first: u32,
    last: u32,
}

#[route(get, "/shelves/{shelf}/books", policy = public)]
async fn books(shelf: i64, search: Search) -> Found {
    let last = search.page.saturating_mul(search.per_page);
    Found { shelf, text: search.text, first: last - search.per_page + 1, last }
}
