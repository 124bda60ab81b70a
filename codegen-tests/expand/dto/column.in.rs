#[dto(column)]
enum Status {
    Draft,
    #[serde(rename = "public")]
    Published,
}
#[dto(column)]
struct Title(String);
