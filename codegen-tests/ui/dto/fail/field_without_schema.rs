use ordain::dto;

#[derive(serde::Serialize, serde::Deserialize)]
struct Author {
    name: String,
}

#[dto]
struct Note {
    author: Author,
    others: Vec<Author>,
}

fn main() {}
