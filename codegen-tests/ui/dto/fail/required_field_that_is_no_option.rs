use ordain::dto;

#[dto]
struct Note {
    #[validate(required)]
    slug: String,
}

fn main() {}
