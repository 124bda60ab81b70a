//! What generated code may name. Nothing here is for users, and nothing here is stable.
#![allow(missing_docs, reason = "not for users")]

pub use std::borrow::Cow;

pub use inventory;
pub use ordain_macros::Fields;
pub use serde;
pub use utoipa;

pub mod app {
    pub use crate::app::{Application, run_main};
}

pub mod error {
    pub use crate::error::expansion::{Responses, joined, member, problem, response};
}

pub mod http {
    pub use crate::http::call::{Answer, Call, Faults, Handling, segment};
    pub use crate::http::check;
    pub use crate::http::expansion::{Asked, Plain, Same, Takes, argument_spec};
    #[cfg(feature = "__database")]
    pub use crate::http::extract::{DecidesOver, assert_same_resource, authorize};
    pub use crate::http::outcome::{Returned, reply_spec};
    pub use crate::http::segment::{Fills, Segment, url};
    pub use crate::http::spec::{
        ArgumentSpec, Cors, Deprecated, LimitKey, Limits, Priority, RateLimit, ReplySpec,
        RouteEntry, SegmentSpec,
    };
    #[cfg(feature = "__database")]
    pub use crate::http::transaction::{Borrowed, TRANSACTION, in_transaction};

    pub mod traits {
        pub use crate::http::expansion::{Elsewhere as _, NoText as _};
        pub use crate::http::outcome::Infallible as _;
    }
}

#[cfg(feature = "jobs")]
pub mod job {
    pub use futures_util::future::BoxFuture;

    pub use crate::job::expansion::{Needs, Reply, enqueue};

    pub mod traits {
        pub use crate::job::expansion::NeedsNobody as _;
    }
}

#[cfg(feature = "__database")]
pub mod seed {
    pub use crate::seed::expansion::{Reply, begin, function};
}

pub mod migrate {
    pub use crate::migrate::{Embedded, Migrations};
}

pub mod validate {
    pub use crate::validate::look::{Counted, Inside, Look};
    pub use crate::validate::rule::{
        Length, Range, contains, custom, does_not_contain, email, ip, length, must_match, nested,
        non_control_character, pattern, range, regex, required, url,
    };

    pub mod traits {
        pub use crate::validate::look::{
            CountsCharacters as _, CountsItems as _, HasNoRules as _, HasRules as _, LookAt as _,
            LookThroughOne as _, LookThroughTwo as _,
        };
    }
}

pub mod schema {
    pub use crate::schema::{Name, generic, json, json_default, named};
}

pub mod policy {
    pub use crate::policy::RuleInCode;
    pub use crate::policy::expansion::{
        assert_all_granted, assert_row, bit, check, deserialize, grant, granted, name, named,
        role_of, shows,
    };
}

/// Keeps what makes a model one of accounts; without the feature, nothing.
#[cfg(feature = "accounts")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_with_accounts {
    ($($tokens:tt)*) => { $($tokens)* };
}
#[cfg(not(feature = "accounts"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_with_accounts {
    ($($tokens:tt)*) => {};
}
pub use crate::__ordain_with_accounts as with_accounts;

/// Keeps the routes of accounts; without the feature, they cannot be had.
#[cfg(feature = "accounts")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_account_routes {
    ($($tokens:tt)*) => { $($tokens)* };
}
#[cfg(not(feature = "accounts"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_account_routes {
    ($($tokens:tt)*) => {
        ::core::compile_error!(
            "the routes of accounts need a feature of `ordain`\nhelp: write `features = [\"accounts\"]` at `ordain` in Cargo.toml"
        );
    };
}
pub use crate::__ordain_account_routes as account_routes;

/// Makes a text newtype usable as a column of a model: nothing to do without a database.
#[cfg(not(feature = "__database"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column {
    ($($any:tt)*) => {};
}
#[cfg(not(feature = "__database"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_newtype_column {
    ($($any:tt)*) => {};
}
pub use crate::__ordain_newtype_column as newtype_column;
pub use crate::__ordain_text_column as text_column;
#[cfg(feature = "__database")]
pub use crate::{__ordain_row as row, __ordain_table as table};

#[cfg(feature = "__database")]
pub use diesel;

#[cfg(feature = "__database")]
pub mod model {
    pub use crate::model::expansion::*;
}

#[cfg(feature = "__database")]
pub mod scope {
    pub use ordain_macros::scope as of;

    pub use crate::model::scopes::*;
}

/// Keeps what filters the rows of a model; without a database, nothing.
#[cfg(feature = "__database")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_with_models {
    ($($tokens:tt)*) => { $($tokens)* };
}
#[cfg(not(feature = "__database"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_with_models {
    ($($tokens:tt)*) => {};
}
pub use crate::__ordain_with_models as with_models;
