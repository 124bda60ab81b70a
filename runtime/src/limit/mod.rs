//! How often somebody may do something: the counting, and where the counts are kept.
//!
//! Nothing here knows a request: who is counted, and what a refusal looks like, is said elsewhere.

#[cfg(feature = "auth")]
mod attempts;
mod clock;
#[cfg(feature = "__database")]
mod database;
mod digest;
mod local;
mod memory;
mod network;
#[cfg(feature = "redis")]
mod redis;
mod refusal;
mod shared;
mod store;
#[cfg(test)]
mod tests;
mod window;

#[cfg(feature = "auth")]
pub use attempts::{Attempts, LoginAttempt};
#[cfg(feature = "__database")]
pub use database::Database;
pub use digest::digest;
pub use local::Local;
pub use memory::Memory;
pub use network::network;
#[cfg(feature = "redis")]
pub use redis::Redis;
pub use refusal::{refusal, seconds};
pub use shared::Shared;
pub use store::{Store, update};
pub use window::{Trace, Verdict, Window};
