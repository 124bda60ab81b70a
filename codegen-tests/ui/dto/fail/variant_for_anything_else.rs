use ordain::dto;

#[dto]
enum Status {
    Draft,
    #[serde(other)]
    Unknown,
}

fn main() {}
