//! The API, endpoint by endpoint, over HTTP: what is answered to good requests and to bad ones.

mod article;
mod comment;
mod declared;
mod profile;
#[path = "../support/mod.rs"]
mod support;
mod user;
