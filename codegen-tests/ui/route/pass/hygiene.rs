//! Nothing is taken from the names around.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub)]
#![allow(dead_code, non_upper_case_globals)]

struct Option;
struct Result;
struct String;
struct Vec;
struct Box;
struct Some;
struct None;
struct Ok;
struct Err;
struct Call;
struct Route;
struct Takes;
struct Asked;
struct Source;
struct Argument;
struct Display;
struct A0;
struct M0;
struct F;

const call: u8 = 1;
const reply: u8 = 1;
const faults: u8 = 1;
const value: u8 = 1;
static a0: u8 = 1;

#[allow(unused_macros)]
macro_rules! assert {
    () => {};
}
#[allow(unused_macros)]
macro_rules! vec {
    () => {};
}

/// Would answer for generated code if it asked by method.
trait Everywhere: ::core::marker::Sized {
    fn take(&self) {}
    fn reply(&self) {}
    fn same(&self) {}
    fn answer(&self) {}
    fn keep(&self) {}
    fn into_error(&self) {}
}

impl<T> Everywhere for T {}

/// A body.
#[::ordain::dto]
struct Body {
    text: ::std::string::String,
}

#[::ordain::policy]
enum Permission {
    Write,
}

#[::ordain::policy(permissions = Permission)]
enum Role {
    #[grants(all)]
    Writer,
}

/// One argument of each kind, and every option.
#[::ordain::route(
    post,
    "/all/{id}/{handle}",
    policy = any(Permission::Write, not(Role::Writer)),
    status = 201,
    tag = "all",
    summary = "All",
    deprecated(since = "2026-01-31", sunset = "2027-01-31"),
    body_limit = "1MB",
    timeout = "2s",
    rate_limit = "10/min per actor"
)]
async fn all(
    id: i64,
    handle: ::std::string::String,
    actor: ::ordain::policy::Actor,
    body: Body,
) -> ::ordain::Result<::ordain::http::Json<i64>> {
    let _ = (handle, actor, body);
    ::core::result::Result::Ok(::ordain::http::Json(id))
}

#[::ordain::routes("/none", tag = "none", policy = public)]
mod none {
    /// No argument and no reply.
    #[::ordain::route(get, "/")]
    pub(crate) async fn handle() {}

    #[::ordain::route(get, "/call/{call}")]
    pub(crate) fn call(call: u8) -> ::std::string::String {
        ::std::string::ToString::to_string(&call)
    }
}

/// Begins and ends.
#[::ordain::main]
async fn main() -> ::ordain::Result<()> {
    ::core::assert_eq!(all::url(7, "a"), "/all/7/a");
    ::core::assert_eq!(none::call::url(7), "/none/call/7");
    ::core::result::Result::Ok(())
}
