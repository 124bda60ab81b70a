#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
struct Post {
    title: String,
}
impl ::core::fmt::Debug for Post {
    fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        loop {}
    }
}
impl ::ordain::__private::serde::Serialize for Post {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        _: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        loop {}
    }
}
impl ::ordain::JsonSchema for Post {
    fn schema(_: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        loop {}
    }
}
impl ::ordain::http::Output for Post {}
#[doc(hidden)]
#[allow(dead_code)]
struct PostCreate {}
impl<'de> ::ordain::__private::serde::Deserialize<'de> for PostCreate {
    fn deserialize<__D: ::ordain::__private::serde::Deserializer<'de>>(
        _: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        loop {}
    }
}
impl ::ordain::validate::Validate for PostCreate {
    fn validate(&self, _: &mut ::ordain::validate::Violations) {}
}
impl ::ordain::JsonSchema for PostCreate {
    fn schema(_: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        loop {}
    }
}
impl ::ordain::http::Input for PostCreate {}
#[doc(hidden)]
#[allow(dead_code)]
struct PostUpdate {}
impl<'de> ::ordain::__private::serde::Deserialize<'de> for PostUpdate {
    fn deserialize<__D: ::ordain::__private::serde::Deserializer<'de>>(
        _: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        loop {}
    }
}
impl ::ordain::validate::Validate for PostUpdate {
    fn validate(&self, _: &mut ::ordain::validate::Violations) {}
}
impl ::ordain::JsonSchema for PostUpdate {
    fn schema(_: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        loop {}
    }
}
impl ::ordain::http::Input for PostUpdate {}
::core::compile_error! {
    "unknown option `timestmps` of `#[model]`\nhelp: did you mean `timestamps`?"
}
::core::compile_error! {
    "`Post` has no key\nhelp: mark the field that tells rows apart: `#[key] pub id: i64,`"
}
