#[derive(
    ::ordain::__private::serde::Serialize,
    ::ordain::__private::serde::Deserialize,
    ::ordain::__private::Fields
)]
#[serde(crate = "::ordain::__private::serde")]
/// A note.
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
#[automatically_derived]
impl ::ordain::validate::Validate for Note {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            let __value = (&&&::ordain::__private::validate::Look(&self.title))
                .present();
            __found
                .check(
                    "title",
                    ::ordain::__private::validate::length(
                        __value,
                        (&&::ordain::__private::validate::Counted(__value)).unit(),
                        ::ordain::__private::validate::Length {
                            min: ::core::option::Option::Some(1),
                            max: ::core::option::Option::Some(80),
                            equal: ::core::option::Option::None,
                        },
                    ),
                );
            __found
                .nested(
                    "title",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.title))
                            .visit(__found)
                    },
                );
        }
        {
            let __value = (&&&::ordain::__private::validate::Look(&self.email))
                .present();
            __found
                .check(
                    "mail",
                    ::core::option::Option::map(
                        ::ordain::__private::validate::email(__value),
                        |__fault| __fault.with_message("must be reachable"),
                    ),
                );
            __found
                .nested(
                    "mail",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.email))
                            .visit(__found)
                    },
                );
        }
        {
            __found
                .nested(
                    "tags",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.tags))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Note {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Note")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("A note.")
            .property(
                "title",
                ::ordain::schema::Property::of::<String>(__schemas)
                    .min_length(1)
                    .max_length(80)
                    .example(::ordain::__private::schema::json(&"Groceries"))
                    .describe("In one line."),
            )
            .property(
                "mail",
                ::ordain::schema::Property::of::<Option<String>>(__schemas)
                    .format("email")
                    .optional()
                    .default(
                        ::ordain::__private::schema::json_default(|| ::ordain::__private::schema::json(
                            &<Option<String> as ::core::default::Default>::default(),
                        )),
                    ),
            )
            .property("tags", ::ordain::schema::Property::of::<Vec<Tag>>(__schemas))
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Input for Note {}
#[automatically_derived]
impl ::ordain::http::Output for Note {}
