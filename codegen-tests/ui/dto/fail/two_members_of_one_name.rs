use ordain::dto;

#[dto]
#[serde(rename_all = "camelCase")]
struct Note {
    post_id: i64,
    #[serde(rename = "postId")]
    author: i64,
    #[serde(alias = "author_name")]
    author_name: String,
    #[serde(alias = "author_name")]
    name: String,
}

fn main() {}
