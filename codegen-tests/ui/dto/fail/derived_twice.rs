use ordain::dto;

use serde::Serialize;

#[dto]
#[derive(Debug, Serialize)]
struct Note {
    title: String,
}

fn main() {}
