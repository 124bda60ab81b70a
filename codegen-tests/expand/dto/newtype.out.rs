#[derive(
    ::ordain::__private::serde::Serialize,
    ::ordain::__private::serde::Deserialize,
    ::ordain::__private::Fields
)]
#[serde(crate = "::ordain::__private::serde")]
/// The name in an address.
struct Slug(#[validate(regex(path = SLUG), custom(function = is_free))] String);
#[automatically_derived]
impl ::ordain::validate::Validate for Slug {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            let __value = (&&&::ordain::__private::validate::Look(&self.0)).present();
            __found.check_whole(::ordain::__private::validate::regex(__value, &SLUG));
            __found
                .check_whole(
                    ::ordain::__private::validate::custom(
                        __value,
                        |__value| is_free(__value),
                    ),
                );
            (&&::ordain::__private::validate::Inside(&self.0)).visit(__found);
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Slug {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Slug")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::Property::of::<String>(__schemas)
            .pattern(&::ordain::__private::validate::pattern(&SLUG))
            .describe("The name in an address.")
            .into_definition()
    }
}
#[automatically_derived]
impl ::ordain::http::Input for Slug {}
#[automatically_derived]
impl ::ordain::http::Output for Slug {}
