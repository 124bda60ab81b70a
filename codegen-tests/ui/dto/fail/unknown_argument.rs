use ordain::dto;

#[dto]
struct Note {
    #[validate(length(maximum = 80))]
    title: String,
}

fn main() {}
