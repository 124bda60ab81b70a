use ordain::dto;

#[dto]
struct Note {
    title: String,
    #[serde(flatten)]
    author: Author,
}

#[dto]
struct Author {
    name: String,
}

fn main() {}
