use ordain::dto;

#[dto(querry)]
struct Search {
    text: String,
}

fn main() {}
