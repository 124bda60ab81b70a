use ordain::prelude::*;

#[dto(column)]
enum Status {
    Draft,
    #[serde(skip)]
    Unknown,
}

fn main() {}
