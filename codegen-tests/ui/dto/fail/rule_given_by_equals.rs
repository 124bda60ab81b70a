use ordain::dto;

#[dto]
struct Note {
    #[validate(contains = "@")]
    title: String,
}

fn main() {}
