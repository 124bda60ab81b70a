/// Edit a post.
///
/// Its author, or an editor.
pub async fn edit_post(post: Authorized<Post>, change: PostUpdate) -> Result<Post> {
    todo!()
}
/// The route [`edit_post`](fn@edit_post): `PATCH /posts/{slug}`.
#[allow(dead_code, non_camel_case_types)]
pub struct edit_post {}
#[allow(dead_code)]
impl edit_post {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    pub fn url(slug: impl ::core::fmt::Display) -> ::std::string::String {
        ::ordain::__private::http::url(
            "/posts/{slug}",
            &[&slug as &dyn ::core::fmt::Display],
        )
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! duplicate_route_PATCH__posts___any {
    () => {};
}
const _: () = {
    #[allow(unused_imports)]
    use ::ordain::__private::http::traits::*;
    fn __ordain_edit_post_handle<A0, A1, F>(
        mut __call: ::ordain::__private::http::Call,
        _: A0,
        _: A1,
        __reply: F,
    ) -> ::ordain::__private::http::Handling
    where
        A0: ::ordain::__private::http::Takes<Authorized<Post>> + 'static,
        A1: ::ordain::__private::http::Takes<PostUpdate> + 'static,
        F: ::core::ops::FnOnce(
                Result<Post>,
                &::ordain::__private::http::Call,
            ) -> ::ordain::__private::http::Answer + 'static,
    {
        ::std::boxed::Box::pin(async move {
            ::ordain::__private::http::authorize::<
                <own_post as ::ordain::policy::ObjectPolicy>::Resource,
            >(&mut __call)
                .await?;
            let mut __faults = ::ordain::__private::http::Faults::new();
            let __a0 = ::ordain::__private::http::Faults::keep(
                &mut __faults,
                <A0 as ::ordain::__private::http::Takes<
                    Authorized<Post>,
                >>::take(&mut __call)
                    .await,
            )?;
            let __a1 = ::ordain::__private::http::Faults::keep(
                &mut __faults,
                <A1 as ::ordain::__private::http::Takes<PostUpdate>>::take(&mut __call)
                    .await,
            )?;
            let (
                ::core::option::Option::Some(__a0),
                ::core::option::Option::Some(__a1),
            ) = (__a0, __a1) else {
                return ::core::result::Result::Err(
                    ::ordain::__private::http::Faults::into_error(__faults),
                );
            };
            let __value = edit_post(__a0, __a1).await;
            __reply(__value, &__call)
        })
    }
    impl ::ordain::http::Route for edit_post {
        const SPEC: &'static ::ordain::http::RouteSpec = &::ordain::http::RouteSpec {
            name: "edit_post",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: ::ordain::http::Method::Patch,
            path: "/posts/{slug}",
            policy: ::ordain::policy::Rule::Any(const {
                &[
                    <own_post as ::ordain::policy::ObjectPolicy>::RULE,
                    {
                        use ::ordain::__private::policy::{grant, granted};
                        let __value = Permission::EditAnyPost;
                        let __value = granted(__value);
                        grant(__value, __value as ::core::primitive::usize)
                    },
                ]
            }),
            summary: "Edit a post",
            description: "Edit a post.\n\nIts author, or an editor.",
            tag: ::core::option::Option::Some("posts"),
            status: ::core::option::Option::Some(202u16),
            deprecated: ::core::option::Option::Some(::ordain::__private::http::Deprecated {
                since: 1769817600,
                sunset: ::core::option::Option::None,
            }),
            hidden: false,
            limits: ::ordain::__private::http::Limits {
                body: ::core::option::Option::None,
                timeout: ::core::option::Option::Some(
                    ::core::time::Duration::new(2u64, 0u32),
                ),
                rates: &[
                    ::ordain::__private::http::RateLimit {
                        count: 10u32,
                        per: ::core::time::Duration::new(60u64, 0u32),
                        burst: ::core::option::Option::None,
                        key: ::ordain::__private::http::LimitKey::Actor,
                    },
                ],
                priority: ::core::option::Option::None,
            },
            audit: ::core::option::Option::None,
            cors: ::core::option::Option::None,
            csp: ::core::option::Option::None,
            segments: &[],
            arguments: &[
                ::ordain::__private::http::argument_spec(
                    &|| ::ordain::__private::http::Asked::<
                        edit_post,
                        Authorized<Post>,
                    >::comes_from(),
                ),
                ::ordain::__private::http::argument_spec(
                    &|| ::ordain::__private::http::Asked::<
                        edit_post,
                        PostUpdate,
                    >::comes_from(),
                ),
            ],
            reply: ::ordain::__private::http::reply_spec(
                &|| ::ordain::__private::http::Returned::<Result<Post>>::becomes(),
            ),
            handle: |__call| __ordain_edit_post_handle::<
                _,
                _,
                _,
            >(
                __call,
                ::ordain::__private::http::Asked::<
                    edit_post,
                    Authorized<Post>,
                >::comes_from(),
                ::ordain::__private::http::Asked::<edit_post, PostUpdate>::comes_from(),
                |__value, __call| {
                    ::ordain::__private::http::Returned::<Result<Post>>::becomes()
                        .answer(__value, __call)
                },
            ),
        };
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::__private::http::RouteEntry(< edit_post as ::ordain::http::Route >
        ::SPEC)
    }
    impl ::ordain::__private::http::DecidesOver<
        <own_post as ::ordain::policy::ObjectPolicy>::Resource,
    > for edit_post {}
    const _: () = ::ordain::__private::http::check::segment(
        <edit_post as ::ordain::http::Route>::SPEC,
        "slug",
        "path segment `{slug}` is taken by no argument\nhelp: add an argument of that name, `slug: String`, or one that loads a model by a key or unique column of that name: `Found<Model>`",
        "path segment `{slug}` can be taken by more than one argument\nhelp: say whose column it is: `{user_slug}` is the `slug` of a `User`",
    );
    const _: () = ::ordain::__private::http::check::argument(
        <edit_post as ::ordain::http::Route>::SPEC,
        0usize,
        &["slug"],
        ::ordain::__private::http::Plain::<Authorized<Post>>::IS_TEXT,
    );
    const _: () = ::ordain::__private::http::check::argument(
        <edit_post as ::ordain::http::Route>::SPEC,
        1usize,
        &["slug"],
        ::ordain::__private::http::Plain::<PostUpdate>::IS_TEXT,
    );
    const _: () = ::ordain::__private::http::check::policy(
        <edit_post as ::ordain::http::Route>::SPEC,
        "policy `own_post` decides over a resource, and the route takes none\nhelp: take it as an argument: `Authorized<Model>`, found by a path segment",
    );
    const _: () = ::ordain::__private::http::check::status(
        <edit_post as ::ordain::http::Route>::SPEC,
    );
};
