async fn delete_user(id: i64, audit: Audit) -> NoContent {
    todo!()
}
/// The route [`delete_user`](fn@delete_user): `DELETE /users/{id}`.
#[allow(dead_code, non_camel_case_types)]
struct delete_user {}
#[allow(dead_code)]
impl delete_user {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    fn url(id: impl ::ordain::__private::http::Fills<i64>) -> ::std::string::String {
        ::ordain::__private::http::url(
            "/users/{id}",
            &[&id as &dyn ::core::fmt::Display],
        )
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! duplicate_route_DELETE__users___any {
    () => {};
}
const _: () = {
    #[allow(unused_imports)]
    use ::ordain::__private::http::traits::*;
    fn __ordain_delete_user_handle<A0, M0, A1, F>(
        mut __call: ::ordain::__private::http::Call,
        _: A1,
        __reply: F,
    ) -> ::ordain::__private::http::Handling
    where
        A0: ::ordain::__private::http::Segment<M0> + ::ordain::__private::http::Same<i64>
            + 'static,
        M0: 'static,
        A1: ::ordain::__private::http::Takes<Audit> + 'static,
        F: ::core::ops::FnOnce(
                NoContent,
                &::ordain::__private::http::Call,
            ) -> ::ordain::__private::http::Answer + 'static,
    {
        ::std::boxed::Box::pin(async move {
            let mut __faults = ::ordain::__private::http::Faults::new();
            let __a0 = ::ordain::__private::http::Faults::keep(
                &mut __faults,
                ::ordain::__private::http::segment::<A0, M0>(&__call, "id"),
            )?;
            let __a1 = ::ordain::__private::http::Faults::keep(
                &mut __faults,
                <A1 as ::ordain::__private::http::Takes<Audit>>::take(&mut __call).await,
            )?;
            let (
                ::core::option::Option::Some(__a0),
                ::core::option::Option::Some(__a1),
            ) = (__a0, __a1) else {
                return ::core::result::Result::Err(
                    ::ordain::__private::http::Faults::into_error(__faults),
                );
            };
            let __value = delete_user(::ordain::__private::http::Same::same(__a0), __a1)
                .await;
            __reply(__value, &__call)
        })
    }
    impl ::ordain::http::Route for delete_user {
        const SPEC: &'static ::ordain::http::RouteSpec = &::ordain::http::RouteSpec {
            name: "delete_user",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: ::ordain::http::Method::Delete,
            path: "/users/{id}",
            policy: ::ordain::policy::Rule::Authenticated,
            summary: "",
            description: "",
            tag: ::core::option::Option::None,
            status: ::core::option::Option::None,
            deprecated: ::core::option::Option::None,
            hidden: false,
            limits: ::ordain::__private::http::Limits {
                body: ::core::option::Option::None,
                timeout: ::core::option::Option::None,
                rates: &[],
                priority: ::core::option::Option::None,
            },
            audit: ::core::option::Option::Some("user.delete"),
            cors: ::core::option::Option::None,
            csp: ::core::option::Option::None,
            segments: &[::ordain::__private::http::SegmentSpec::of::<i64, _>("id")],
            arguments: &[
                ::ordain::__private::http::argument_spec(
                    &|| ::ordain::__private::http::Asked::<
                        delete_user,
                        Audit,
                    >::comes_from(),
                ),
            ],
            reply: ::ordain::__private::http::reply_spec(
                &|| ::ordain::__private::http::Returned::<NoContent>::becomes(),
            ),
            handle: |__call| __ordain_delete_user_handle::<
                i64,
                _,
                _,
                _,
            >(
                __call,
                ::ordain::__private::http::Asked::<delete_user, Audit>::comes_from(),
                |__value, __call| {
                    ::ordain::__private::http::Returned::<NoContent>::becomes()
                        .answer(__value, __call)
                },
            ),
        };
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::__private::http::RouteEntry(< delete_user as ::ordain::http::Route >
        ::SPEC)
    }
    const _: () = ::ordain::__private::http::check::argument(
        <delete_user as ::ordain::http::Route>::SPEC,
        0usize,
        &[],
        ::ordain::__private::http::Plain::<Audit>::IS_TEXT,
    );
};
