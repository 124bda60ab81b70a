async fn busy() {}
/// The route [`busy`](fn@busy): `GET /busy`.
#[allow(dead_code, non_camel_case_types)]
struct busy {}
#[allow(dead_code)]
impl busy {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    fn url() -> ::std::string::String {
        ::ordain::__private::http::url("/busy", &[])
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! duplicate_route_GET__busy {
    () => {};
}
const _: () = {
    #[allow(unused_imports)]
    use ::ordain::__private::http::traits::*;
    fn __ordain_busy_handle<F>(
        __call: ::ordain::__private::http::Call,
        __reply: F,
    ) -> ::ordain::__private::http::Handling
    where
        F: ::core::ops::FnOnce(
                (),
                &::ordain::__private::http::Call,
            ) -> ::ordain::__private::http::Answer + 'static,
    {
        ::std::boxed::Box::pin(async move {
            let __value = busy().await;
            __reply(__value, &__call)
        })
    }
    impl ::ordain::http::Route for busy {
        const SPEC: &'static ::ordain::http::RouteSpec = &::ordain::http::RouteSpec {
            name: "busy",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: ::ordain::http::Method::Get,
            path: "/busy",
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
                rates: &[
                    ::ordain::__private::http::RateLimit {
                        count: 100u32,
                        per: ::core::time::Duration::new(60u64, 0u32),
                        burst: ::core::option::Option::Some(20u32),
                        key: ::ordain::__private::http::LimitKey::Ip,
                    },
                    ::ordain::__private::http::RateLimit {
                        count: 9u32,
                        per: ::core::time::Duration::new(1u64, 0u32),
                        burst: ::core::option::Option::None,
                        key: ::ordain::__private::http::LimitKey::Header("x-tenant"),
                    },
                    ::ordain::__private::http::RateLimit {
                        count: 1000u32,
                        per: ::core::time::Duration::new(86400u64, 0u32),
                        burst: ::core::option::Option::None,
                        key: ::ordain::__private::http::LimitKey::Key,
                    },
                ],
                priority: ::core::option::Option::None,
            },
            audit: ::core::option::Option::None,
            cors: ::core::option::Option::None,
            csp: ::core::option::Option::None,
            segments: &[],
            arguments: &[],
            reply: ::ordain::__private::http::reply_spec(
                &|| ::ordain::__private::http::Returned::<()>::becomes(),
            ),
            handle: |__call| __ordain_busy_handle::<
                _,
            >(
                __call,
                |__value, __call| {
                    ::ordain::__private::http::Returned::<()>::becomes()
                        .answer(__value, __call)
                },
            ),
        };
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::__private::http::RouteEntry(< busy as ::ordain::http::Route > ::SPEC)
    }
};
