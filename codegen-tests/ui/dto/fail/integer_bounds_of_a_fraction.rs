use ordain::dto;

#[dto]
struct Note {
    #[validate(range(min = 1))]
    share: f64,
}

fn main() {}
