use ordain::dto;

#[dto]
struct Note {
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
}

fn main() {}
