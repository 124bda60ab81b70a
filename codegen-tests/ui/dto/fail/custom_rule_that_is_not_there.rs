use ordain::dto;

#[dto]
struct Note {
    #[validate(custom(function = no_spam))]
    title: String,
}

fn main() {}
