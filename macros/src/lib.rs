//! The attributes of Ordain. Each is one line here: the work is done in `ordain-codegen`, the
//! documentation is where the `ordain` crate re-exports it.
#![allow(missing_docs, reason = "documented where `ordain` re-exports them")]

use proc_macro::TokenStream;

/// Does nothing: it makes the field and variant attributes of the other macros legal.
#[proc_macro_derive(
    Fields,
    attributes(
        belongs_to,
        column,
        detail,
        example,
        grants,
        in_code,
        index,
        key,
        read_only,
        secret,
        serde,
        status,
        transparent,
        unique,
        validate,
        version
    )
)]
pub fn fields(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}

#[proc_macro_derive(ApiError, attributes(api_error, detail, status, transparent))]
pub fn api_error(item: TokenStream) -> TokenStream {
    ordain_codegen::api_error(item.into()).into()
}

#[proc_macro_attribute]
pub fn dto(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::dto(args.into(), item.into()).into()
}

#[proc_macro_attribute]
pub fn job(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::job(args.into(), item.into()).into()
}

#[proc_macro_attribute]
pub fn main(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::main(args.into(), item.into()).into()
}

#[proc_macro_attribute]
pub fn model(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::model(args.into(), item.into()).into()
}

#[proc_macro_attribute]
pub fn policy(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::policy(args.into(), item.into()).into()
}

#[proc_macro_attribute]
pub fn route(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::route(args.into(), item.into()).into()
}

#[proc_macro_attribute]
pub fn routes(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::routes(args.into(), item.into()).into()
}

#[proc_macro]
pub fn scope(input: TokenStream) -> TokenStream {
    ordain_codegen::scope(input.into()).into()
}

#[proc_macro_attribute]
pub fn seeder(args: TokenStream, item: TokenStream) -> TokenStream {
    ordain_codegen::seeder(args.into(), item.into()).into()
}
