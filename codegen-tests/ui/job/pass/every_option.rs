use ordain::prelude::*;

#[policy]
enum Permission {
    Write,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants()]
    Guest,
    #[grants(Write)]
    Author,
}

#[job(
    queue = "mail",
    retries = 5,
    backoff = "exponential 10s..1h",
    timeout = "30s",
    policy = any(Permission::Write, all(verified, not(Role::Guest))),
    crate = ordain
)]
async fn announce(post_id: i64) -> Result<()> {
    let _ = post_id;
    Ok(())
}

#[job(backoff = "linear 10s..5m")]
async fn publish(_: ()) {}

#[job(backoff = "fixed 250ms")]
async fn sweep(_: (), actor: Actor) {
    let _ = actor;
}

#[job]
async fn tidy(_: (), actor: Option<Actor>) {
    let _ = actor;
}

fn main() {
    let names = ordain::job::specs().into_iter().map(|spec| spec.name());
    let names: Vec<_> = names.filter(|name| !name.starts_with("ordain::")).collect();
    assert_eq!(names, ["$CRATE::announce", "$CRATE::publish", "$CRATE::sweep", "$CRATE::tidy"].map(|name| {
        name.replace("$CRATE", module_path!())
    }));
    let rule = |name: &str| {
        let specs = ordain::job::specs().into_iter();
        let spec = specs.filter(|spec| spec.name().ends_with(name)).next();
        spec.map(|spec| (spec.rule().to_string(), spec.takes_actor()))
    };
    let policy = "any(Permission::Write, all(verified, not(Role::Guest)))";
    assert_eq!(rule("announce"), Some((policy.to_owned(), false)));
    assert_eq!(rule("sweep"), Some(("authenticated".to_owned(), true)));
    assert_eq!(rule("tidy"), Some(("public".to_owned(), false)));
}
