//! Nothing is taken from the names around.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(dead_code, non_upper_case_globals)]

struct Option;
struct Result;
struct String;
struct Vec;
struct From;
struct Error;
struct ApiError;

#[derive(::ordain::ApiError)]
enum PostError {
    #[status(409)]
    #[detail("`{slug}` is taken")]
    SlugTaken { slug: ::std::string::String, error: i64 },
    #[status(410)]
    Gone,
    #[status(423)]
    Locked {},
    #[transparent]
    Other(::ordain::Error),
}

fn main() {}
