/// A note.
#[dto]
#[derive(Debug, Clone)]
pub struct Note {
    /// In one line.
    #[validate(length(min = 1, max = 80))]
    #[example("Groceries")]
    pub title: String,
    #[serde(rename = "mail", default)]
    #[validate(email(message = "must be reachable"))]
    pub email: Option<String>,
    pub tags: Vec<Tag>,
}
