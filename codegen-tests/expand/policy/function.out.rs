/// Authors see and change their own posts.
fn own_post(actor: &Actor, post: &blog::Post) -> bool {
    actor.id == post.author_id
}
///Authors see and change their own posts.
#[allow(non_camel_case_types, dead_code)]
struct own_post {}
const _: () = {
    static SPEC: ::ordain::policy::ObjectSpec = ::ordain::policy::ObjectSpec {
        name: "own_post",
        resource: "Post",
        docs: "Authors see and change their own posts.",
        place: ::ordain::policy::Place {
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
        },
        check: |actor, resource| {
            ::ordain::__private::policy::check::<
                blog::Post,
            >(|actor, resource| own_post(actor, resource), actor, resource)
        },
    };
    impl ::ordain::policy::ObjectPolicy for own_post {
        type Resource = blog::Post;
        const RULE: ::ordain::policy::Rule = ::ordain::policy::Rule::Object(&SPEC);
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Object(& SPEC)
    }
};
