use ordain::prelude::*;

#[model(timestamps)]
struct Post {
    #[key]
    #[column(read = authenticated, write = authenticated)]
    id: i64,
    #[secret]
    #[column(read = authenticated)]
    token: String,
    #[serde(skip)]
    #[column(read = authenticated)]
    hidden: Option<String>,
    #[version]
    #[column(read = authenticated)]
    version: i64,
    #[read_only]
    #[column(write = authenticated)]
    views: i64,
    #[belongs_to(Post)]
    #[column(write = authenticated)]
    parent_id: Option<i64>,
    title: String,
    #[column(write = authenticated)]
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

fn main() {}
