use ordain::dto;

#[dto]
struct Note {
    #[validate(range(min = 1))]
    title: String,
}

fn main() {}
