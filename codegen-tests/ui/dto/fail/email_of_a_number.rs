use ordain::dto;

#[dto]
struct Note {
    #[validate(email)]
    mail: Option<i64>,
}

fn main() {}
