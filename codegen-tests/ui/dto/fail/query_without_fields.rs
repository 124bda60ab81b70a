use ordain::dto;

#[dto(query)]
enum Order {
    Newest,
}

fn main() {}
