#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    ::ordain::__private::Fields
)]
/// Roles, each with what it grants.
#[derive(Debug)]
pub enum Role {
    #[grants()]
    Reader,
    /// Writes posts.
    #[grants(Reader, WritePosts)]
    Author,
    #[grants(Author, all)]
    Admin,
}
const _: () = {
    #[allow(non_camel_case_types)]
    type __ordain_Role_permissions = Permission;
    const PLACE: ::ordain::policy::Place = ::ordain::policy::Place {
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
    };
    const GRANTS: [::core::primitive::u128; 3usize] = [
        0u128,
        0u128
            | ::ordain::__private::policy::bit(
                __ordain_Role_permissions::WritePosts as ::core::primitive::u32,
            ),
        ::core::primitive::u128::MAX,
    ];
    static SPECS: [::ordain::policy::RoleSpec; 3usize] = [
        ::ordain::policy::RoleSpec {
            owner: "Role",
            name: "Reader",
            docs: "",
            place: ::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Role>(),
            bit: 1u128,
            includes: 1u128,
            permission_set: ::core::any::TypeId::of::<__ordain_Role_permissions>(),
            permissions: GRANTS[0usize],
            in_code: false,
        },
        ::ordain::policy::RoleSpec {
            owner: "Role",
            name: "Author",
            docs: "Writes posts.",
            place: ::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Role>(),
            bit: 2u128,
            includes: 3u128,
            permission_set: ::core::any::TypeId::of::<__ordain_Role_permissions>(),
            permissions: GRANTS[0usize] | GRANTS[1usize],
            in_code: false,
        },
        ::ordain::policy::RoleSpec {
            owner: "Role",
            name: "Admin",
            docs: "",
            place: ::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Role>(),
            bit: 4u128,
            includes: 7u128,
            permission_set: ::core::any::TypeId::of::<__ordain_Role_permissions>(),
            permissions: GRANTS[0usize] | GRANTS[1usize] | GRANTS[2usize],
            in_code: false,
        },
    ];
    #[allow(dead_code)]
    const EVERY_PERMISSION_IS_GRANTED: () = {
        use ::ordain::__private::policy::assert_all_granted;
        assert_all_granted::<
            __ordain_Role_permissions,
        >(GRANTS[0usize] | GRANTS[1usize] | GRANTS[2usize])
    };
    impl ::ordain::policy::Granted for Role {
        type Own = Self;
        const RULES: &'static [::ordain::policy::Rule] = &[
            ::ordain::policy::Rule::Role(&SPECS[0usize]),
            ::ordain::policy::Rule::Role(&SPECS[1usize]),
            ::ordain::policy::Rule::Role(&SPECS[2usize]),
        ];
        fn index(self) -> ::core::primitive::usize {
            self as ::core::primitive::usize
        }
    }
    impl ::ordain::policy::RoleSet for Role {
        const SPECS: &'static [::ordain::policy::RoleSpec] = &SPECS;
        const ALL: &'static [Self] = &[Self::Reader, Self::Author, Self::Admin];
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "Reader",
            "Author",
            "Admin",
        ];
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
            ::ordain::schema::Choice::new()
                .describe("Roles, each with what it grants.")
                .value("Reader", "")
                .value("Author", "Writes posts.")
                .value("Admin", "")
                .into_schema()
        }
    }
    ::ordain::__private::text_column!(Role);
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Roles(& SPECS)
    }
};
