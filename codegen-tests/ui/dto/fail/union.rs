use ordain::dto;

#[dto]
union Either {
    one: u8,
    other: i8,
}

fn main() {}
