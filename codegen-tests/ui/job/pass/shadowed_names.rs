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
struct Executor;
mod std {}
mod core {}
mod ordain {}

#[::renamed::job(crate = ::renamed, queue = "mail", timeout = "1s", backoff = "fixed 1s")]
async fn cx(payload: i64, r0: ::renamed::db::Db, executor: ::renamed::job::Attempt) {
    let _ = (payload, r0, executor);
}

#[::renamed::job(crate = ::renamed)]
pub(crate) async fn r#loop((a, b): (i64, i64)) -> ::renamed::Result<()> {
    let _ = a + b;
    ::core::result::Result::Ok(())
}

async fn queue(db: &::renamed::db::Db) -> ::renamed::Result<()> {
    cx::enqueue(db, 7).await?;
    r#loop::enqueue(db, (1, 2)).await?;
    ::core::result::Result::Ok(())
}

#[::renamed::job(crate = ::renamed)]
#[cfg(any())]
async fn left_out(_: Missing) {}

fn main() {}
