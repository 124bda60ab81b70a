#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    ::ordain::__private::Fields
)]
enum Role {
    #[grants(Author)]
    Author,
}
impl ::ordain::policy::Granted for Role {
    type Own = Self;
    const RULES: &'static [::ordain::policy::Rule] = &[];
    fn index(self) -> ::core::primitive::usize {
        self as ::core::primitive::usize
    }
}
impl ::ordain::policy::RoleSet for Role {
    const SPECS: &'static [::ordain::policy::RoleSpec] = &[];
    const ALL: &'static [Self] = &[];
    const NAMES: &'static [&'static ::core::primitive::str] = &[];
}
impl ::core::convert::AsRef<::core::primitive::str> for Role {
    fn as_ref(&self) -> &::core::primitive::str {
        ::ordain::__private::policy::name(*self)
    }
}
impl ::core::fmt::Display for Role {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.pad(::ordain::__private::policy::name(*self))
    }
}
impl ::core::str::FromStr for Role {
    type Err = ::ordain::policy::UnknownRole;
    fn from_str(
        name: &::core::primitive::str,
    ) -> ::core::result::Result<Self, ::ordain::policy::UnknownRole> {
        ::ordain::__private::policy::named(name)
    }
}
impl ::ordain::__private::serde::Serialize for Role {
    fn serialize<S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(::ordain::__private::policy::name(*self))
    }
}
impl<'de> ::ordain::__private::serde::Deserialize<'de> for Role {
    fn deserialize<D: ::ordain::__private::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::ordain::__private::policy::deserialize(deserializer)
    }
}
impl ::ordain::JsonSchema for Role {
    fn name() -> ::core::option::Option<
        ::ordain::__private::Cow<'static, ::core::primitive::str>,
    > {
        ::core::option::Option::Some(::ordain::__private::Cow::Borrowed("Role"))
    }
    fn schema(
        _: &mut ::ordain::schema::Schemas,
    ) -> ::ordain::__private::utoipa::openapi::Schema {
        ::ordain::schema::Choice::new().describe("").into_schema()
    }
}
::ordain::__private::text_column!(Role);
::core::compile_error! {
    "role `Author` includes itself\nhelp: remove `Author` here"
}
