use ordain::dto;

#[dto]
struct Note {
    #[validate(length(min = 1, equal = 5))]
    title: String,
    #[validate(range(min = 1, exclusive_min = 0))]
    size: u32,
}

fn main() {}
