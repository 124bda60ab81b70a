use ordain::prelude::*;

#[job(
    queue = "mail",
    retries = 5,
    backoff = "exponential 10s..1h",
    timeout = "30s",
    crate = ordain
)]
async fn announce(post_id: i64) -> Result<()> {
    let _ = post_id;
    Ok(())
}

#[job(backoff = "linear 10s..5m")]
async fn publish(_: ()) {}

#[job(backoff = "fixed 250ms")]
async fn sweep(_: ()) {}

fn main() {
    let names = ordain::job::specs().into_iter().map(|spec| spec.name());
    let names: Vec<_> = names.filter(|name| !name.starts_with("ordain::")).collect();
    assert_eq!(names, ["$CRATE::announce", "$CRATE::publish", "$CRATE::sweep"].map(|name| {
        name.replace("$CRATE", module_path!())
    }));
}
