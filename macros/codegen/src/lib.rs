//! The code generation behind Ordain's attributes, as a plain library that tests can call.
//!
//! Each function takes and gives the tokens of one macro call. A module imports only from rows
//! above its own:
//!
//! | row | modules |
//! |---|---|
//! | 0 | `errors`, `names`, `paths` |
//! | 1 | `args`, `item` |
//! | 2 | `rule` |
//! | 3 | `driver`, `shape` |
//! | 4 | one folder for each macro |
//! | 5 | this file |

pub mod api_error;
pub mod args;
pub mod driver;
pub mod dto;
pub mod entry;
pub mod errors;
pub mod item;
pub mod job;
pub mod model;
pub mod names;
pub mod paths;
pub mod policy;
pub mod route;
pub mod rule;
pub mod scope;
pub mod seeder;
pub mod shape;

use proc_macro2::TokenStream;

/// `#[derive(ApiError)]`
pub fn api_error(item: TokenStream) -> TokenStream {
    driver::run_derive::<api_error::ApiError>(item)
}

/// `#[dto]`
pub fn dto(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::run::<dto::Dto>(args, item)
}

/// `#[job]`
pub fn job(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::run::<job::Job>(args, item)
}

/// `#[ordain::main]`
pub fn main(args: TokenStream, item: TokenStream) -> TokenStream {
    entry::expand(args, item)
}

/// `#[model]`
pub fn model(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::run::<model::Model>(args, item)
}

/// `#[policy]`
pub fn policy(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::run::<policy::Policy>(args, item)
}

/// `#[route]`
pub fn route(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::run::<route::Route>(args, item)
}

/// `#[routes]`
pub fn routes(args: TokenStream, item: TokenStream) -> TokenStream {
    route::group::expand(args, item)
}

/// `scope!`
pub fn scope(input: TokenStream) -> TokenStream {
    scope::expand(input)
}

/// `#[seeder]`
pub fn seeder(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::run::<seeder::Seeder>(args, item)
}
