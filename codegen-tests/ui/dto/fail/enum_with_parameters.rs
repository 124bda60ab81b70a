use ordain::dto;

#[dto]
enum Status<T> {
    Draft,
}

fn main() {}
