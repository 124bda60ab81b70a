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
        in_code: false,
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
    ::ordain::__private::with_models! {
        impl own_post { #[doc =
        r" The rows that the policy accepts for who asks, as a condition of a query."]
        #[allow(dead_code)] fn scope < __A : ::ordain::__private::scope::Asks <
        blog::Post > > (__asker : & __A,) -> ::ordain::model::Scope < blog::Post > { <
        Self as ::ordain::model::Scoped < __A >> ::scope(__asker) } } impl < __A :
        ::ordain::__private::scope::Asks < blog::Post > > ::ordain::model::Scoped < __A >
        for own_post { #[allow(unused, clippy::all, clippy::pedantic)] fn scope(__asker :
        & __A) -> ::ordain::model::Scope < blog::Post > { use
        ::ordain::__private::scope::traits:: *; use ::ordain::__private::scope:: {
        constant as __constant, field as __field }; let
        ::core::option::Option::Some(signed_in) =
        ::ordain::__private::scope::Asker::actor(__asker) else { return
        ::ordain::__private::scope::constant(false); }; let actor =
        ::ordain::__private::scope::Recast:: < Actor > ::new(signed_in).get();
        __field("author_id", | post : & blog::Post | & post.author_id).and(& (actor.id))
        .equal() } }
    }
};
