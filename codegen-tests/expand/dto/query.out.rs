#[derive(
    my::ordain::__private::serde::Serialize,
    my::ordain::__private::serde::Deserialize,
    my::ordain::__private::Fields
)]
#[serde(crate = "my::ordain::__private::serde")]
struct Search {
    #[validate(range(min = 1, exclusive_max = LIMIT))]
    #[serde(default = "one")]
    page: u32,
}
#[automatically_derived]
impl my::ordain::validate::Validate for Search {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut my::ordain::validate::Violations) {
        use my::ordain::__private::validate::traits::*;
        {
            let __value = (&&&my::ordain::__private::validate::Look(&self.page))
                .present();
            __found
                .check(
                    "page",
                    my::ordain::__private::validate::range(
                        __value,
                        &my::ordain::__private::validate::Range {
                            min: ::core::option::Option::Some(1),
                            max: ::core::option::Option::None,
                            exclusive_min: ::core::option::Option::None,
                            exclusive_max: ::core::option::Option::Some(LIMIT),
                        },
                    ),
                );
            __found
                .nested(
                    "page",
                    |__found| {
                        (&&my::ordain::__private::validate::Inside(&self.page))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl my::ordain::JsonSchema for Search {
    fn name() -> my::ordain::__private::schema::Name {
        my::ordain::__private::schema::named("Search")
    }
    #[allow(unused_variables)]
    fn schema(
        __schemas: &mut my::ordain::schema::Schemas,
    ) -> my::ordain::schema::Schema {
        my::ordain::schema::ObjectSchema::new()
            .property(
                "page",
                my::ordain::schema::Property::of::<u32>(__schemas)
                    .minimum(1i64)
                    .exclusive_maximum(LIMIT)
                    .optional()
                    .default(
                        my::ordain::__private::schema::json_default(|| my::ordain::__private::schema::json(
                            &one(),
                        )),
                    ),
            )
            .into_schema()
    }
}
#[automatically_derived]
impl my::ordain::http::QueryInput for Search {}
