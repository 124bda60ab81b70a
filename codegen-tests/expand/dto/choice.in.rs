#[dto]
#[serde(rename_all = "snake_case")]
enum Status {
    /// Not shown yet.
    InDraft,
    #[serde(rename = "public")]
    Published,
    #[serde(skip)]
    Unknown,
}
