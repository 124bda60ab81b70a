/// Greet somebody.
async fn hello(name: String) -> String {
    format!("Hello, {name}!")
}
/// The route [`hello`](fn@hello): `GET /hello/{name}`.
#[allow(dead_code, non_camel_case_types)]
struct hello {}
#[allow(dead_code)]
impl hello {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    fn url(
        name: impl ::ordain::__private::http::Fills<String>,
    ) -> ::std::string::String {
        ::ordain::__private::http::url(
            "/hello/{name}",
            &[&name as &dyn ::core::fmt::Display],
        )
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! duplicate_route_GET__hello___any {
    () => {};
}
const _: () = {
    #[allow(unused_imports)]
    use ::ordain::__private::http::traits::*;
    fn __ordain_hello_handle<A0, M0, F>(
        __call: ::ordain::__private::http::Call,
        __reply: F,
    ) -> ::ordain::__private::http::Handling
    where
        A0: ::ordain::__private::http::Segment<M0>
            + ::ordain::__private::http::Same<String> + 'static,
        M0: 'static,
        F: ::core::ops::FnOnce(
                String,
                &::ordain::__private::http::Call,
            ) -> ::ordain::__private::http::Answer + 'static,
    {
        ::std::boxed::Box::pin(async move {
            let __a0 = ::ordain::__private::http::segment::<A0, M0>(&__call, "name")?;
            let __value = hello(::ordain::__private::http::Same::same(__a0)).await;
            __reply(__value, &__call)
        })
    }
    impl ::ordain::http::Route for hello {
        const SPEC: &'static ::ordain::http::RouteSpec = &::ordain::http::RouteSpec {
            name: "hello",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: ::ordain::http::Method::Get,
            path: "/hello/{name}",
            policy: ::ordain::policy::Rule::Public,
            summary: "Greet somebody",
            description: "Greet somebody.",
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
            audit: ::core::option::Option::None,
            cors: ::core::option::Option::None,
            csp: ::core::option::Option::None,
            segments: &[::ordain::__private::http::SegmentSpec::of::<String, _>("name")],
            arguments: &[],
            reply: ::ordain::__private::http::reply_spec(
                &|| ::ordain::__private::http::Returned::<String>::becomes(),
            ),
            handle: |__call| __ordain_hello_handle::<
                String,
                _,
                _,
            >(
                __call,
                |__value, __call| {
                    ::ordain::__private::http::Returned::<String>::becomes()
                        .answer(__value, __call)
                },
            ),
        };
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::__private::http::RouteEntry(< hello as ::ordain::http::Route > ::SPEC)
    }
};
