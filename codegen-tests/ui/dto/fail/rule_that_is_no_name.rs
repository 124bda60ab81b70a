use ordain::dto;

#[dto]
struct Note {
    #[validate("email")]
    mail: String,
}

fn main() {}
