//! For the tests of applications: an application that runs for the time of a test, and tests that come
//! with the declarations.
//!
//! Nothing here is part of a program that is served.

mod access;
mod segment;
mod server;

pub use access::{AccessMatrix, Difference, access_matrix};
pub use server::Server;
