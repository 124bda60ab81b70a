//! Five hundred routes more.

use ordain::prelude::*;

include!(concat!(env!("OUT_DIR"), "/items.rs"));
