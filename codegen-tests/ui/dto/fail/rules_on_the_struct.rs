use ordain::dto;

#[dto]
#[validate(length(max = 80))]
struct Note {
    title: String,
}

fn main() {}
