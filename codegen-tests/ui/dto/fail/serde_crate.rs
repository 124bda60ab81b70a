use ordain::dto;

#[dto]
#[serde(crate = "serde")]
struct Note {
    title: String,
}

fn main() {}
