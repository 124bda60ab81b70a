async fn pay(id: i64, tx: &Tx, card: Card) -> Result<NoContent> {
    todo!()
}
/// The route [`pay`](fn@pay): `POST /orders/{id}`.
#[allow(dead_code, non_camel_case_types)]
struct pay {}
#[allow(dead_code)]
impl pay {
    /// The address of the route, with its path segments filled in and escaped.
    #[must_use]
    fn url(id: impl ::ordain::__private::http::Fills<i64>) -> ::std::string::String {
        ::ordain::__private::http::url(
            "/orders/{id}",
            &[&id as &dyn ::core::fmt::Display],
        )
    }
}
#[doc(hidden)]
#[macro_export]
macro_rules! duplicate_route_POST__orders___any {
    () => {};
}
const _: () = {
    #[allow(unused_imports)]
    use ::ordain::__private::http::traits::*;
    fn __ordain_pay_handle<A0, M0, A2, F>(
        mut __call: ::ordain::__private::http::Call,
        _: A2,
        __reply: F,
    ) -> ::ordain::__private::http::Handling
    where
        A0: ::ordain::__private::http::Segment<M0> + ::ordain::__private::http::Same<i64>
            + 'static,
        M0: 'static,
        A2: ::ordain::__private::http::Takes<Card> + 'static,
        F: ::core::ops::FnOnce(
                Result<NoContent>,
                &::ordain::__private::http::Call,
            ) -> ::ordain::__private::http::Answer + 'static,
    {
        ::std::boxed::Box::pin(async move {
            let mut __faults = ::ordain::__private::http::Faults::new();
            let __a0 = ::ordain::__private::http::Faults::keep(
                &mut __faults,
                ::ordain::__private::http::segment::<A0, M0>(&__call, "id"),
            )?;
            let __a2 = ::ordain::__private::http::Faults::keep(
                &mut __faults,
                <A2 as ::ordain::__private::http::Takes<Card>>::take(&mut __call).await,
            )?;
            let (
                ::core::option::Option::Some(__a0),
                ::core::option::Option::Some(__a2),
            ) = (__a0, __a2) else {
                return ::core::result::Result::Err(
                    ::ordain::__private::http::Faults::into_error(__faults),
                );
            };
            ::ordain::__private::http::in_transaction(
                    &__call,
                    async |__tx| {
                        let __value = pay(
                                ::ordain::__private::http::Same::same(__a0),
                                <Tx as ::ordain::__private::http::Borrowed>::of(__tx),
                                __a2,
                            )
                            .await;
                        __reply(__value, &__call)
                    },
                )
                .await
        })
    }
    impl ::ordain::http::Route for pay {
        const SPEC: &'static ::ordain::http::RouteSpec = &::ordain::http::RouteSpec {
            name: "pay",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            method: ::ordain::http::Method::Post,
            path: "/orders/{id}",
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
                priority: ::core::option::Option::None,
            },
            audit: ::core::option::Option::None,
            cors: ::core::option::Option::None,
            csp: ::core::option::Option::None,
            segments: &[::ordain::__private::http::SegmentSpec::of::<i64, _>("id")],
            arguments: &[
                ::ordain::__private::http::argument_spec(
                    &|| ::ordain::__private::http::Asked::<pay, Card>::comes_from(),
                ),
                ::ordain::__private::http::TRANSACTION,
            ],
            reply: ::ordain::__private::http::reply_spec(
                &|| ::ordain::__private::http::Returned::<Result<NoContent>>::becomes(),
            ),
            handle: |__call| __ordain_pay_handle::<
                i64,
                _,
                _,
                _,
            >(
                __call,
                ::ordain::__private::http::Asked::<pay, Card>::comes_from(),
                |__value, __call| {
                    ::ordain::__private::http::Returned::<Result<NoContent>>::becomes()
                        .answer(__value, __call)
                },
            ),
        };
    }
    ::ordain::__private::inventory::submit! {
        ::ordain::__private::http::RouteEntry(< pay as ::ordain::http::Route > ::SPEC)
    }
    const _: () = ::ordain::__private::http::check::argument(
        <pay as ::ordain::http::Route>::SPEC,
        0usize,
        &[],
        ::ordain::__private::http::Plain::<Card>::IS_TEXT,
    );
};
