//! A model of accounts with routes, under names that mean something else here.
#![no_implicit_prelude]
#![allow(dead_code)]

struct Identity;
struct Account;
struct Registered;
struct AccountEntry;
struct Option;
struct Some;
struct Result;

#[::ordain::policy]
enum Right {
    Manage,
}

#[::ordain::policy(permissions = Right)]
#[derive(::std::fmt::Debug)]
enum Rank {
    #[grants(all)]
    Chief,
}

/// A person with an account.
#[::ordain::model(identity(
    login = r#type,
    password = hash,
    role = rank,
    routes = "/accounts/of",
    manage = any(Right::Manage, Rank::Chief)
))]
struct Person {
    #[key]
    id: i64,
    #[unique]
    r#type: ::std::string::String,
    #[secret]
    hash: ::ordain::auth::PasswordHash,
    #[column(default = "Chief")]
    rank: Rank,
}

fn main() {
    let entry = ::ordain::account::entry();
    let entry = ::std::option::Option::expect(entry, "an entry");
    ::std::assert_eq!(entry.prefix, "/accounts/of");
    let manage = ::std::option::Option::expect(entry.manage, "a policy");
    ::std::assert_eq!(::std::format!("{manage}"), "any(Right::Manage, Rank::Chief)");
}
