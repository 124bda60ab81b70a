#[derive(
    ::ordain::__private::serde::Serialize,
    ::ordain::__private::serde::Deserialize,
    ::ordain::__private::Fields
)]
#[serde(crate = "::ordain::__private::serde")]
#[serde(rename_all = "snake_case")]
enum Status {
    /// Not shown yet.
    InDraft,
    #[serde(rename = "public")]
    Published,
    #[serde(skip)]
    Unknown,
}
#[automatically_derived]
impl ::ordain::validate::Validate for Status {
    fn validate(&self, _: &mut ::ordain::validate::Violations) {}
}
#[automatically_derived]
impl ::ordain::JsonSchema for Status {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Status")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::Choice::new()
            .value("in_draft", "Not shown yet.")
            .value("public", "")
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Input for Status {}
#[automatically_derived]
impl ::ordain::http::Output for Status {}
