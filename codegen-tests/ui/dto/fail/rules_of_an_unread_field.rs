use ordain::dto;

#[dto]
struct Note {
    #[serde(skip_deserializing)]
    #[validate(range(min = 1))]
    id: i64,
}

fn main() {}
