fn short_post(actor: &Actor, post: &Post) -> bool {
    post.title.len() < 3 && (post.author_id == actor.id || is_short(&post))
}
///The policy of the same name.
#[allow(non_camel_case_types, dead_code)]
struct short_post {}
const _: () = {
    static SPEC: ::ordain::policy::ObjectSpec = ::ordain::policy::ObjectSpec {
        name: "short_post",
        resource: "Post",
        docs: "",
        place: ::ordain::policy::Place {
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
        },
        in_code: false,
        check: |actor, resource| {
            ::ordain::__private::policy::check::<
                Post,
            >(|actor, resource| short_post(actor, resource), actor, resource)
        },
    };
    impl ::ordain::policy::ObjectPolicy for short_post {
        type Resource = Post;
        const RULE: ::ordain::policy::Rule = ::ordain::policy::Rule::Object(&SPEC);
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Object(& SPEC)
    }
    ::ordain::__private::with_models! {
        #[diagnostic::on_unimplemented(message =
        "policy `short_post` cannot filter rows: `post.title.len()` has no form in SQL",
        label = "asked for here", note =
        "what has one: a field beside a value or another field (`==`, `!=`, `<`, `<=`, `>`, `>=`), a `bool` field, `is_none()`, `is_some()`, `matches!(..)` of a field, `values.contains(&post.field)`, what concerns the actor alone, and `&&`, `||`, `!`, `if` and `let` with these")]
        #[allow(unreachable_pub)] #[doc(hidden)] pub trait __Part0 {}
        #[diagnostic::on_unimplemented(message =
        "policy `short_post` cannot filter rows: `is_short(& post)` has no form in SQL",
        label = "asked for here", note =
        "what has one: a field beside a value or another field (`==`, `!=`, `<`, `<=`, `>`, `>=`), a `bool` field, `is_none()`, `is_some()`, `matches!(..)` of a field, `values.contains(&post.field)`, what concerns the actor alone, and `&&`, `||`, `!`, `if` and `let` with these")]
        #[allow(unreachable_pub)] #[doc(hidden)] pub trait __Part1 {} impl short_post {
        #[doc =
        r" The rows that the policy accepts for who asks, as a condition of a query."]
        #[allow(dead_code)] fn scope < __A : ::ordain::__private::scope::Asks < Post > +
        for < > __Part0 + for < > __Part1 > (__asker : & __A,) -> ::ordain::model::Scope
        < Post > { < Self as ::ordain::model::Scoped < __A >> ::scope(__asker) } } impl <
        __A : ::ordain::__private::scope::Asks < Post > + for < > __Part0 + for < >
        __Part1 > ::ordain::model::Scoped < __A > for short_post { #[allow(unused,
        clippy::all, clippy::pedantic)] fn scope(__asker : & __A) ->
        ::ordain::model::Scope < Post > { ::ordain::__private::scope::constant(false) } }
    }
};
