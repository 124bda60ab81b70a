use ordain::dto;

#[dto]
struct Note {
    #[validate(length(max = -1))]
    title: String,
    #[validate(length(max = "80"))]
    slug: String,
}

fn main() {}
