#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    ::ordain::__private::Fields
)]
enum Permission {
    #[in_code]
    SeeFigures,
    WritePosts,
}
const _: () = {
    const PLACE: ::ordain::policy::Place = ::ordain::policy::Place {
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
    };
    static SPECS: [::ordain::policy::PermissionSpec; 2usize] = [
        ::ordain::policy::PermissionSpec {
            owner: "Permission",
            name: "SeeFigures",
            docs: "",
            place: ::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Permission>(),
            bit: 1u128,
            in_code: true,
        },
        ::ordain::policy::PermissionSpec {
            owner: "Permission",
            name: "WritePosts",
            docs: "",
            place: ::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Permission>(),
            bit: 2u128,
            in_code: false,
        },
    ];
    impl ::ordain::policy::Granted for Permission {
        type Own = Self;
        const RULES: &'static [::ordain::policy::Rule] = &[
            ::ordain::policy::Rule::Permission(&SPECS[0usize]),
            ::ordain::policy::Rule::Permission(&SPECS[1usize]),
        ];
        fn index(self) -> ::core::primitive::usize {
            self as ::core::primitive::usize
        }
    }
    impl ::ordain::policy::PermissionSet for Permission {
        const SPECS: &'static [::ordain::policy::PermissionSpec] = &SPECS;
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Permissions(& SPECS)
    }
};
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
    #[in_code]
    #[grants(all)]
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
    const GRANTS: [::core::primitive::u128; 1usize] = [::core::primitive::u128::MAX];
    static SPECS: [::ordain::policy::RoleSpec; 1usize] = [
        ::ordain::policy::RoleSpec {
            owner: "Role",
            name: "Admin",
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
            in_code: true,
        },
    ];
    #[allow(dead_code)]
    const EVERY_PERMISSION_IS_GRANTED: () = {
        use ::ordain::__private::policy::assert_all_granted;
        assert_all_granted::<__ordain_Role_permissions>(GRANTS[0usize])
    };
    impl ::ordain::policy::Granted for Role {
        type Own = Self;
        const RULES: &'static [::ordain::policy::Rule] = &[
            ::ordain::policy::Rule::Role(&SPECS[0usize]),
        ];
        fn index(self) -> ::core::primitive::usize {
            self as ::core::primitive::usize
        }
    }
    impl ::ordain::policy::RoleSet for Role {
        const SPECS: &'static [::ordain::policy::RoleSpec] = &SPECS;
        const ALL: &'static [Self] = &[Self::Admin];
        const NAMES: &'static [&'static ::core::primitive::str] = &["Admin"];
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
            ::ordain::schema::Choice::new().describe("").value("Admin", "").into_schema()
        }
    }
    ::ordain::__private::text_column!(Role);
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Roles(& SPECS)
    }
};
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author_id
}
///The policy of the same name.
#[allow(non_camel_case_types, dead_code)]
struct own_post {}
const _: () = {
    static SPEC: ::ordain::policy::ObjectSpec = ::ordain::policy::ObjectSpec {
        name: "own_post",
        resource: "Post",
        docs: "",
        place: ::ordain::policy::Place {
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
        },
        in_code: true,
        check: |actor, resource| {
            ::ordain::__private::policy::check::<
                Post,
            >(|actor, resource| own_post(actor, resource), actor, resource)
        },
    };
    impl ::ordain::policy::ObjectPolicy for own_post {
        type Resource = Post;
        const RULE: ::ordain::policy::Rule = ::ordain::policy::Rule::Object(&SPEC);
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Object(& SPEC)
    }
    ::ordain::__private::with_models! {
        impl own_post { #[doc =
        r" The rows that the policy accepts for who asks, as a condition of a query."]
        #[allow(dead_code)] fn scope < __A : ::ordain::__private::scope::Asks < Post > >
        (__asker : & __A,) -> ::ordain::model::Scope < Post > { < Self as
        ::ordain::model::Scoped < __A >> ::scope(__asker) } } impl < __A :
        ::ordain::__private::scope::Asks < Post > > ::ordain::model::Scoped < __A > for
        own_post { #[allow(unused, clippy::all, clippy::pedantic)] fn scope(__asker : &
        __A) -> ::ordain::model::Scope < Post > { use
        ::ordain::__private::scope::traits:: *; use ::ordain::__private::scope:: {
        constant as __constant, field as __field }; let
        ::core::option::Option::Some(signed_in) =
        ::ordain::__private::scope::Asker::actor(__asker) else { return
        ::ordain::__private::scope::constant(false); }; let actor =
        ::ordain::__private::scope::Recast:: < Actor > ::new(signed_in).get();
        __field("author_id", | post : & Post | & post.author_id).and(& (actor.id))
        .equal() } }
    }
};
