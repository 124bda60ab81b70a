#![allow(non_camel_case_types)]

use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
    EditPost(i64),
    manage_users,
    #[cfg(unix)]
    ReadLogs,
}

#[policy]
enum Nothing {}

fn main() {}
