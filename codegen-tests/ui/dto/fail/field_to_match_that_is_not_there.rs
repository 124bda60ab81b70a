use ordain::dto;

#[dto]
struct Passwords {
    password: String,
    #[validate(must_match(other = pasword))]
    again: String,
}

fn main() {}
