#[derive(
    ::ordain::__private::serde::Serialize,
    ::ordain::__private::serde::Deserialize,
    ::ordain::__private::Fields
)]
#[serde(crate = "::ordain::__private::serde")]
#[serde(deny_unknown_fields)]
struct Envelope<T> {
    content: T,
}
#[automatically_derived]
impl<T> ::ordain::validate::Validate for Envelope<T>
where
    T: ::ordain::validate::Validate,
{
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            __found
                .nested(
                    "content",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.content))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl<T> ::ordain::JsonSchema for Envelope<T>
where
    T: ::ordain::JsonSchema,
{
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::generic(
            "Envelope",
            &[::ordain::schema::label::<T>()],
        )
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .property("content", ::ordain::schema::Property::of::<T>(__schemas))
            .closed()
            .into_schema()
    }
}
#[automatically_derived]
impl<T> ::ordain::http::Input for Envelope<T>
where
    Self: ::ordain::__private::serde::de::DeserializeOwned + ::ordain::validate::Validate
        + ::ordain::JsonSchema + 'static,
{}
#[automatically_derived]
impl<T> ::ordain::http::Output for Envelope<T>
where
    Self: ::ordain::__private::serde::Serialize + ::ordain::JsonSchema + 'static,
{}
