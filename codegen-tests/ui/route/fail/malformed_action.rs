use ordain::prelude::*;

#[route(delete, "/one", policy = public, audit = "User.Delete")]
async fn one() {}

#[route(delete, "/two", policy = public, audit = "delete")]
async fn two() {}

#[route(delete, "/three", policy = public, audit = "")]
async fn three() {}

#[route(delete, "/four", policy = public, audit = "user..delete")]
async fn four() {}

#[route(delete, "/five", policy = public, audit)]
async fn five() {}

#[route(delete, "/six", policy = public, audit = user::delete)]
async fn six() {}

fn main() {}
