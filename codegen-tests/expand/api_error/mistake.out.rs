#[automatically_derived]
impl ::ordain::ApiError for PostError {
    fn into_error(self) -> ::ordain::Error {
        ::core::unreachable!()
    }
    fn responses() -> ::ordain::__private::error::Responses {
        ::core::unreachable!()
    }
}
#[automatically_derived]
impl ::core::convert::From<::ordain::Error> for PostError {
    fn from(_: ::ordain::Error) -> Self {
        ::core::unreachable!()
    }
}
::core::compile_error! {
    "`SlugTaken` has no status\nhelp: write `#[status(409)] SlugTaken`, or put `#[transparent]` on it"
}
