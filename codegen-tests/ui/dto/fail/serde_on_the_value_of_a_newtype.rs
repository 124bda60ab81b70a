use ordain::dto;

#[dto]
struct Slug(#[serde(rename = "slug")] String);

fn main() {}
