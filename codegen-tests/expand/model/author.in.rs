#[model(has_many(Post), has_one(Profile), many_to_many(Tag, through = AuthorTag, name = topics))]
struct Author {
    #[key]
    id: i64,
    name: String,
}
