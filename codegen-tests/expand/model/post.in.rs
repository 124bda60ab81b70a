/// An article.
#[model(timestamps, renamed_from = articles)]
pub struct Post {
    #[key]
    pub id: i64,
    #[belongs_to(User)]
    pub author_id: i64,
    /// Its name in addresses.
    #[unique]
    #[validate(length(min = 1, max = 80))]
    pub slug: String,
    #[column(default = false, renamed_from = public)]
    pub published: bool,
    #[secret]
    pub token: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}
