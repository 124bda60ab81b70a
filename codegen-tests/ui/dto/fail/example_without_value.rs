use ordain::dto;

#[dto]
struct Note {
    #[example]
    title: String,
}

fn main() {}
