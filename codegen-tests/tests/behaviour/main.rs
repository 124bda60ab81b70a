//! What the macros' expansions do when they run. One file for each macro.

mod api_error;
mod dto;
mod job;
mod model;
mod policy;
mod reference;
