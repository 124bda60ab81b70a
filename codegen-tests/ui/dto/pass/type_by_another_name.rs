//! Compiles without a warning.
#![deny(warnings)]
#![allow(dead_code)]

use ordain::dto;

type Maybe = Option<String>;

#[dto]
struct Note {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(required, length(max = 80))]
    title: Maybe,
}

fn main() {}
