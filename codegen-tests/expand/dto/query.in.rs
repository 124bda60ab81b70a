#[dto(query, crate = my::ordain)]
struct Search {
    #[validate(range(min = 1, exclusive_max = LIMIT))]
    #[serde(default = "one")]
    page: u32,
}
