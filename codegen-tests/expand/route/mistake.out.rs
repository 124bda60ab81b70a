pub async fn show_post(slug: String) -> String {
    slug
}
#[doc(hidden)]
#[allow(dead_code, non_camel_case_types)]
pub struct show_post {}
#[allow(dead_code)]
impl show_post {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    pub fn url(slug: impl ::core::fmt::Display) -> ::std::string::String {
        ::ordain::__private::http::url(
            "/posts/{slug}",
            &[&slug as &dyn ::core::fmt::Display],
        )
    }
}
::core::compile_error! {
    "route `show_post` does not say who may call it\nhelp: add `policy = public` to its `#[route(..)]`\nhelp: a policy is `public`, `authenticated`, `verified`, `second_factor`, a permission (`Permission::WritePosts`), a role (`Role::Editor`), a function with `#[policy]` (`own_post`), or `any(..)`, `all(..)`, `not(..)` of them"
}
