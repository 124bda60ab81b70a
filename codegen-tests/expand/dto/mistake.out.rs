#[derive(::ordain::__private::Fields)]
struct Search {
    #[validate(lenght(max = 9))]
    text: String,
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Search {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        _: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::core::unreachable!()
    }
}
#[automatically_derived]
impl<'__de> ::ordain::__private::serde::Deserialize<'__de> for Search {
    fn deserialize<__D: ::ordain::__private::serde::Deserializer<'__de>>(
        _: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::core::unreachable!()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for Search {
    fn validate(&self, _: &mut ::ordain::validate::Violations) {}
}
#[automatically_derived]
impl ::ordain::JsonSchema for Search {
    fn schema(_: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::core::unreachable!()
    }
}
#[automatically_derived]
impl ::ordain::http::Input for Search {}
#[automatically_derived]
impl ::ordain::http::Output for Search {}
::core::compile_error! {
    "unknown option `querry` of `#[dto]`\nhelp: did you mean `query`?"
}
::core::compile_error! {
    "unknown rule `lenght`\nhelp: did you mean `length(min = 1, max = 80)`?"
}
