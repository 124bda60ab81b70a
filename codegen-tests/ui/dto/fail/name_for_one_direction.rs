use ordain::dto;

#[dto]
#[serde(rename_all(serialize = "camelCase"))]
struct Note {
    #[serde(rename(deserialize = "head"))]
    title: String,
}

fn main() {}
