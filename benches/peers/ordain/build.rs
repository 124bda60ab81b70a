//! Writes the five hundred routes, which other frameworks add in a loop.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let mut routes = String::new();
    for n in 0..500 {
        let _ = write!(
            routes,
            "/// Tell which item it is.\n\
             #[route(get, \"/r/{n}/items/{{id}}\", policy = public)]\n\
             async fn item_{n}(id: i64) -> String {{ id.to_string() }}\n",
        );
    }
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join("items.rs"), routes).expect("the folder is cargo's");
    println!("cargo::rerun-if-changed=build.rs");
}
