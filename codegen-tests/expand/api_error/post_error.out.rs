#[automatically_derived]
impl ::ordain::ApiError for PostError {
    fn into_error(self) -> ::ordain::Error {
        match self {
            Self::SlugTaken { slug } => {
                ::ordain::__private::error::problem(
                        409u16,
                        "slug_taken",
                        "The slug is taken by another post",
                    )
                    .with_extension("slug", ::ordain::__private::error::member(&slug))
            }
            Self::Missing { slug } => {
                ::ordain::__private::error::problem(
                        404u16,
                        "missing",
                        ::std::format!("there is no post `{slug}`"),
                    )
                    .with_extension("slug", ::ordain::__private::error::member(&slug))
            }
            Self::Closed { .. } => {
                ::ordain::__private::error::problem(503u16, "closed", "closed")
            }
            Self::Other { 0: __error } => {
                <ordain::Error as ::ordain::ApiError>::into_error(__error)
            }
        }
    }
    fn responses() -> ::ordain::__private::error::Responses {
        ::ordain::__private::error::joined([
            ::ordain::__private::error::response(
                409u16,
                "slug_taken",
                "The slug is taken by another post.",
                [("slug", ::ordain::schema::inlined::<String>())],
            ),
            ::ordain::__private::error::response(
                404u16,
                "missing",
                "missing",
                [("slug", ::ordain::schema::inlined::<String>())],
            ),
            ::ordain::__private::error::response(503u16, "closed", "closed", []),
            <ordain::Error as ::ordain::ApiError>::responses(),
        ])
    }
}
#[automatically_derived]
impl ::core::convert::From<ordain::Error> for PostError {
    fn from(__error: ordain::Error) -> Self {
        Self::Other { 0: __error }
    }
}
