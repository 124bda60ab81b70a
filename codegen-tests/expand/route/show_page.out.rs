async fn show_page(slug: String) -> Html {
    todo!()
}
/// The route [`show_page`](fn@show_page): `GET /pages/{slug}`.
#[allow(dead_code, non_camel_case_types)]
struct show_page {}
#[allow(dead_code)]
impl show_page {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    fn url(
        slug: impl ::ordain::__private::http::Fills<String>,
    ) -> ::std::string::String {
        ::ordain::__private::http::url(
            "/pages/{slug}",
            &[&slug as &dyn ::core::fmt::Display],
        )
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! duplicate_route_GET__pages___any {
    () => {};
}
const _: () = {
    #[allow(unused_imports)]
    use ::ordain::__private::http::traits::*;
    fn __ordain_show_page_handle<A0, M0, F>(
        __call: ::ordain::__private::http::Call,
        __reply: F,
    ) -> ::ordain::__private::http::Handling
    where
        A0: ::ordain::__private::http::Segment<M0>
            + ::ordain::__private::http::Same<String> + 'static,
        M0: 'static,
        F: ::core::ops::FnOnce(
                Html,
                &::ordain::__private::http::Call,
            ) -> ::ordain::__private::http::Answer + 'static,
    {
        ::std::boxed::Box::pin(async move {
            let __a0 = ::ordain::__private::http::segment::<A0, M0>(&__call, "slug")?;
            let __value = show_page(::ordain::__private::http::Same::same(__a0)).await;
            __reply(__value, &__call)
        })
    }
    impl ::ordain::http::Route for show_page {
        const SPEC: &'static ::ordain::http::RouteSpec = &::ordain::http::RouteSpec {
            name: "show_page",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: ::ordain::http::Method::Get,
            path: "/pages/{slug}",
            policy: ::ordain::policy::Rule::Public,
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
                priority: ::core::option::Option::Some(
                    ::ordain::__private::http::Priority::Background,
                ),
            },
            audit: ::core::option::Option::None,
            cors: ::core::option::Option::Some(
                ::ordain::__private::http::Cors::Origins(
                    &["https://a.example", "http://localhost:3000"],
                ),
            ),
            csp: ::core::option::Option::Some("default-src 'self'; img-src *"),
            segments: &[::ordain::__private::http::SegmentSpec::of::<String, _>("slug")],
            arguments: &[],
            reply: ::ordain::__private::http::reply_spec(
                &|| ::ordain::__private::http::Returned::<Html>::becomes(),
            ),
            handle: |__call| __ordain_show_page_handle::<
                String,
                _,
                _,
            >(
                __call,
                |__value, __call| {
                    ::ordain::__private::http::Returned::<Html>::becomes()
                        .answer(__value, __call)
                },
            ),
        };
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::__private::http::RouteEntry(< show_page as ::ordain::http::Route >
        ::SPEC)
    }
};
