use ordain::dto;

#[dto]
struct Note<'a> {
    title: &'a str,
}

fn main() {}
