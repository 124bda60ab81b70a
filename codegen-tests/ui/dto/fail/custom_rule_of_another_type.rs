use ordain::dto;

fn is_even(number: &i64) -> Result<(), &'static str> {
    if number % 2 == 0 { Ok(()) } else { Err("must be even") }
}

#[dto]
struct Note {
    #[validate(custom(function = is_even))]
    title: String,
}

fn main() {}
