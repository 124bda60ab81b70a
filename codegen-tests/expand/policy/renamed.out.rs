#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    my_crate::ordain::__private::Fields
)]
enum Permission {
    WritePosts,
}
const _: () = {
    const PLACE: my_crate::ordain::policy::Place = my_crate::ordain::policy::Place {
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
    };
    static SPECS: [my_crate::ordain::policy::PermissionSpec; 1usize] = [
        my_crate::ordain::policy::PermissionSpec {
            owner: "Permission",
            name: "WritePosts",
            docs: "",
            place: my_crate::ordain::policy::Place {
                line: ::core::line!(),
                ..PLACE
            },
            set: ::core::any::TypeId::of::<Permission>(),
            bit: 1u128,
            in_code: false,
        },
    ];
    impl my_crate::ordain::policy::Granted for Permission {
        type Own = Self;
        const RULES: &'static [my_crate::ordain::policy::Rule] = &[
            my_crate::ordain::policy::Rule::Permission(&SPECS[0usize]),
        ];
        fn index(self) -> ::core::primitive::usize {
            self as ::core::primitive::usize
        }
    }
    impl my_crate::ordain::policy::PermissionSet for Permission {
        const SPECS: &'static [my_crate::ordain::policy::PermissionSpec] = &SPECS;
    }
    my_crate::ordain::__private::inventory::submit! {
        my_crate::ordain::policy::PolicySpec::Permissions(& SPECS)
    }
};
