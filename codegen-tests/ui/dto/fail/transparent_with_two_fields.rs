use ordain::dto;

#[dto]
#[serde(transparent)]
struct Price {
    cents: i64,
    currency: String,
}

fn main() {}
