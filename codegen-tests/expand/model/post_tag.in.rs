#[model]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: i64,
    #[key]
    #[belongs_to(Tag)]
    tag_code: String,
}
