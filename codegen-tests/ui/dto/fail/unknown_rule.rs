use ordain::dto;

#[dto]
struct Note {
    #[validate(lenght(max = 80))]
    title: String,
    #[validate(unique)]
    slug: String,
}

fn main() {}
