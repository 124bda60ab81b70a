use ordain::dto;

#[dto]
struct Note {
    #[validate(length(min = 1), length(max = 80))]
    title: String,
}

fn main() {}
