use ordain::dto;

#[dto]
struct Note {
    #[key]
    id: i64,
    #[secret]
    password: String,
    #[read_only]
    views: i64,
}

fn main() {}
