use ordain::dto;

#[dto]
struct Note {
    #[validate(length(min = 80, max = 1))]
    title: String,
    #[validate(range(exclusive_min = 0.5, max = 0.5))]
    share: f64,
}

fn main() {}
