#[model(soft_delete, unique(label, size), index(size, where = "size > 1"))]
struct Parcel {
    #[key]
    id: Uuid,
    label: String,
    #[column(check = "size > 0")]
    size: i32,
    #[version]
    version: i64,
    deleted_at: Option<DateTime<Utc>>,
}
