use ordain::dto;

#[dto]
struct Note {
    #[validate(length(min = 1))]
    size: u32,
}

fn main() {}
