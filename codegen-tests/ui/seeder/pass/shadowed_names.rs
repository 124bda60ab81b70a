//! Under `no_implicit_prelude`, with a user's types of the names that everybody uses, and with
//! `ordain` under another name.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(dead_code)]

extern crate ordain as renamed;

struct Result;
struct Option;
struct String;
struct Vec;
struct Box;
struct Ok;
struct Err;
struct Some;
struct None;
struct Send;
mod std {}
mod core {}
mod ordain {}

#[::renamed::seeder(crate = ::renamed)]
async fn cx(cx: ::renamed::db::Db) -> ::renamed::Result<()> {
    cx.ping().await
}

#[::renamed::seeder(crate = ::renamed, after(cx, r#type))]
pub(crate) async fn call(call: ::renamed::db::Db) {
    let _ = call;
}

#[::renamed::seeder(crate = ::renamed)]
async fn r#type() {}

#[::renamed::seeder(crate = ::renamed)]
#[cfg(any())]
async fn left_out(_: Missing) {}

fn main() {}
