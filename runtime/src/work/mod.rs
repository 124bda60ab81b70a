//! Work outside of any request: what jobs and seeders have in common, their arguments and their
//! results.
//!
//! Nothing here runs it or knows when it runs.

mod reply;
mod resource;
mod state;

pub use reply::Reply;
pub use resource::{Context, Resource};
pub use state::State;
