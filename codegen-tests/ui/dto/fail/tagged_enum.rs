use ordain::dto;

#[dto]
#[serde(tag = "kind")]
enum Status {
    Draft,
}

fn main() {}
