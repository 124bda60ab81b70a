#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    ::ordain::__private::Fields
)]
/// What a signed-in person may be allowed to do.
pub enum Permission {
    /// Write posts.
    WritePosts,
    ManageUsers,
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
            name: "WritePosts",
            docs: "Write posts.",
            place: ::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Permission>(),
            bit: 1u128,
            in_code: false,
        },
        ::ordain::policy::PermissionSpec {
            owner: "Permission",
            name: "ManageUsers",
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
