#[derive(
    ::ordain::__private::serde::Serialize,
    ::ordain::__private::serde::Deserialize,
    ::ordain::__private::Fields
)]
#[serde(crate = "::ordain::__private::serde")]
enum Status {
    Draft,
    #[serde(rename = "public")]
    Published,
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
            .value("Draft", "")
            .value("public", "")
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Input for Status {}
#[automatically_derived]
impl ::ordain::http::Output for Status {}
#[automatically_derived]
impl ::core::fmt::Display for Status {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::pad(
            f,
            match self {
                Self::Draft => "Draft",
                Self::Published => "public",
            },
        )
    }
}
#[automatically_derived]
impl ::core::str::FromStr for Status {
    type Err = ::ordain::validate::UnknownText;
    fn from_str(
        text: &::core::primitive::str,
    ) -> ::core::result::Result<Self, ::ordain::validate::UnknownText> {
        match text {
            "Draft" => ::core::result::Result::Ok(Self::Draft),
            "public" => ::core::result::Result::Ok(Self::Published),
            _ => {
                ::core::result::Result::Err(
                    ::ordain::validate::UnknownText::new(&["Draft", "public"]),
                )
            }
        }
    }
}
::ordain::__private::text_column!(Status, one of["Draft", "public"]);
#[derive(
    ::ordain::__private::serde::Serialize,
    ::ordain::__private::serde::Deserialize,
    ::ordain::__private::Fields
)]
#[serde(crate = "::ordain::__private::serde")]
struct Title(String);
#[automatically_derived]
impl ::ordain::validate::Validate for Title {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            (&&::ordain::__private::validate::Inside(&self.0)).visit(__found);
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Title {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Title")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::Property::of::<String>(__schemas).into_definition()
    }
}
#[automatically_derived]
impl ::ordain::http::Input for Title {}
#[automatically_derived]
impl ::ordain::http::Output for Title {}
::ordain::__private::newtype_column!(Title, 0, String);
