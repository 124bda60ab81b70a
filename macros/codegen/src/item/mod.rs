//! Views over the items that attributes stand on: just what the macros need of them.
//!
//! An item is never changed here; the driver writes it back as it came.

pub mod docs;
pub mod function;
pub mod migrations;
pub mod option;
pub mod work;
