async fn own_post(actor: &Actor, post: &Post) -> bool {
    true
}
///The policy of the same name.
#[allow(non_camel_case_types, dead_code)]
struct own_post {}
impl ::ordain::policy::ObjectPolicy for own_post {
    type Resource = Post;
    const RULE: ::ordain::policy::Rule = ::ordain::policy::Rule::Any(&[]);
}
::core::compile_error! {
    "policy function `own_post` cannot be `async`\nhelp: it judges what is loaded already: write `fn own_post(actor: &Actor, post: &Post) -> bool`"
}
