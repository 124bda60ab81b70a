//! The small languages inside the attributes: paths, durations, policies, validation rules.
//!
//! Each turns tokens or text into a value and reports its own mistakes; none generates an item.

pub mod action;
pub mod backoff;
pub mod case;
pub mod cors;
pub mod csp;
pub mod date;
pub mod duration;
pub mod example;
pub mod path_template;
pub mod policy_expr;
pub mod priority;
pub mod rate;
pub mod serde;
pub mod size;
pub mod validate;
