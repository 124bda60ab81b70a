use ordain::prelude::*;

#[job(queu = "mail", retries = -1, timeout = "soon")]
fn announce(title: &str) {
    let _ = title;
}

fn main() {}
