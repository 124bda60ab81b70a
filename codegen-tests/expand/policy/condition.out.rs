pub fn readable(actor: &Actor, post: &Post) -> bool {
    if actor.has(Permission::EditAnyPost) {
        return true;
    }
    let mine = post.author_id == actor.id;
    mine && !post.hidden
        || matches!(post.state, State::Open | State::Closed)
            && post.opened_at <= post.closed_at || teams(actor).contains(&post.team_id)
        || Some(post.editor_id) != actor.editor || post.title.as_str() > "a"
        || post.deleted_at.is_some()
}
///The policy of the same name.
#[allow(non_camel_case_types, dead_code)]
pub struct readable {}
const _: () = {
    static SPEC: ::ordain::policy::ObjectSpec = ::ordain::policy::ObjectSpec {
        name: "readable",
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
            >(|actor, resource| readable(actor, resource), actor, resource)
        },
    };
    impl ::ordain::policy::ObjectPolicy for readable {
        type Resource = Post;
        const RULE: ::ordain::policy::Rule = ::ordain::policy::Rule::Object(&SPEC);
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::policy::PolicySpec::Object(& SPEC)
    }
    ::ordain::__private::with_models! {
        impl readable { #[doc =
        r" The rows that the policy accepts for who asks, as a condition of a query."]
        #[allow(dead_code)] pub fn scope < __A : ::ordain::__private::scope::Asks < Post
        > > (__asker : & __A,) -> ::ordain::model::Scope < Post > { < Self as
        ::ordain::model::Scoped < __A >> ::scope(__asker) } } impl < __A :
        ::ordain::__private::scope::Asks < Post > > ::ordain::model::Scoped < __A > for
        readable { #[allow(unused, clippy::all, clippy::pedantic)] fn scope(__asker : &
        __A) -> ::ordain::model::Scope < Post > { use
        ::ordain::__private::scope::traits:: *; use ::ordain::__private::scope:: {
        constant as __constant, field as __field }; let
        ::core::option::Option::Some(signed_in) =
        ::ordain::__private::scope::Asker::actor(__asker) else { return
        ::ordain::__private::scope::constant(false); }; let actor =
        ::ordain::__private::scope::Recast:: < Actor > ::new(signed_in).get(); { let
        decides = __constant(actor.has(Permission::EditAnyPost)); let yes = if decides
        .is_never() { __constant(false) } else { __constant(true) }; let no = if decides
        .is_always() { __constant(false) } else { { let mine = __field("author_id", |
        post : & Post | & post.author_id).and(& (actor.id)).equal(); { let first = { let
        first = { let first = { let first = { let first = { let first =
        ::core::clone::Clone::clone(& mine); if first.is_never() { first } else { first &
        (! __field("hidden", | post : & Post | & post.hidden).holds()) } }; if first
        .is_always() { first } else { first | { let first = { let first =
        __field("state", | post : & Post | & post.state).and(& (State::Open)).equal(); if
        first.is_always() { first } else { first | __field("state", | post : & Post | &
        post.state).and(& (State::Closed)).equal() } }; if first.is_never() { first }
        else { first & __field("opened_at", | post : & Post | & post.opened_at)
        .and_field(__field("closed_at", | post : & Post | & post.closed_at))
        .less_or_equal() } } } }; if first.is_always() { first } else { first |
        __field("team_id", | post : & Post | & post.team_id).and(& (teams(actor)))
        .among() } }; if first.is_always() { first } else { first | (!
        __field("editor_id", | post : & Post | & post.editor_id).some().and(& (actor
        .editor)).equal()) } }; if first.is_always() { first } else { first |
        __field("title", | post : & Post | & post.title).text().and(& ("a")).greater() }
        }; if first.is_always() { first } else { first | (! __field("deleted_at", | post
        : & Post | & post.deleted_at).null()) } } } }; (::core::clone::Clone::clone(&
        decides) & yes) | (! decides & no) } } }
    }
};
