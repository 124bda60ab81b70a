use ordain::dto;

#[dto]
struct Note {
    #[validate]
    title: String,
    #[validate()]
    mail: String,
}

fn main() {}
