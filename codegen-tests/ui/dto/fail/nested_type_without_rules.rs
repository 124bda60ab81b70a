use ordain::dto;

#[derive(serde::Serialize, serde::Deserialize)]
struct Author {
    name: String,
}

impl ordain::JsonSchema for Author {
    fn schema(schemas: &mut ordain::schema::Schemas) -> ordain::schema::Schema {
        <String as ordain::JsonSchema>::schema(schemas)
    }
}

#[dto]
struct Note {
    #[validate(nested)]
    author: Author,
}

fn main() {}
