//! Compiles without a warning.
#![deny(warnings)]
#![allow(dead_code)]

mod framework {
    pub(crate) mod inside {
        pub(crate) use ::ordain as web;
    }
}

use framework::inside::web;

#[web::dto(crate = framework::inside::web)]
struct Note {
    #[validate(length(max = 80))]
    title: String,
}

#[derive(Debug, web::ApiError)]
#[api_error(crate = crate::framework::inside::web)]
enum NoteError {
    /// It is not there.
    #[status(404)]
    Missing { name: String },
}

fn main() {}
