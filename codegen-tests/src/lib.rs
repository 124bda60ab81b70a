//! Tests of the attributes: what they refuse, what they add, and what that does when it runs.
//!
//! What the tests share is here: a client that says exactly what a test wants said, a server to say it
//! to, also in a process of its own, a mail server that keeps what it is sent, and Redis.

pub mod client;
pub mod lines;
pub mod private;
pub mod process;
pub mod redis;
pub mod server;
pub mod smtp;
