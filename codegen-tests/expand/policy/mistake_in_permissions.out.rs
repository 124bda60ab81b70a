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
    WritePosts,
}
impl ::ordain::policy::Granted for Permission {
    type Own = Self;
    const RULES: &'static [::ordain::policy::Rule] = &[];
    fn index(self) -> ::core::primitive::usize {
        self as ::core::primitive::usize
    }
}
impl ::ordain::policy::PermissionSet for Permission {
    const SPECS: &'static [::ordain::policy::PermissionSpec] = &[];
}
::core::compile_error! {
    "unknown option `permission` of `#[policy]`\nhelp: did you mean `permissions = Permission`?"
}
