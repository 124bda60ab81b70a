use ordain::dto;

#[dto]
struct Note {
    title: String,
    #[serde(skip)]
    #[example(true)]
    cached: bool,
}

fn main() {}
