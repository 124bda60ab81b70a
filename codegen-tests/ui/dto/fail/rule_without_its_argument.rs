use ordain::dto;

#[dto]
struct Note {
    #[validate(length)]
    title: String,
    #[validate(regex)]
    slug: String,
    #[validate(range(message = "too much"))]
    size: u32,
}

fn main() {}
