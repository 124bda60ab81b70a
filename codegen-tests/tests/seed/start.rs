//! What a start does about seeders.

use codegen_tests::server::Server;
use ordain::app::App;
use ordain::prelude::*;

use super::{Log, Place};

const SECRET: &str = "a secret of the tests, long enough for all";

/// Starts an application, looks what ran before its hooks, and stops it.
fn start(place: &Place, variables: &[(&str, &str)]) -> Result<Vec<&'static str>> {
    let log = Log::default();
    let own = [("DATABASE_URL", place.url()), ("ORDAIN_AUTH__SECRET", SECRET)];
    let variables: Vec<_> = own.iter().chain(variables).copied().collect();
    let hook = log.clone();
    let app = App::new().state(log.clone()).on_start(async move |_| {
        hook.add("hook");
        Ok(())
    });
    let server = Server::start(app, &variables)?;
    drop(server);
    Ok(log.lines())
}

#[test]
fn development_runs_what_never_ran() {
    let place = Place::new();
    let development = [("ORDAIN_ENV", "dev")];
    assert_eq!(start(&place, &development).unwrap(), ["authors", "books", "zines", "hook"]);
    assert_eq!(start(&place, &development).unwrap(), ["hook"]);
}

#[test]
fn nothing_runs_where_it_is_off() {
    let place = Place::new();
    let off = [("ORDAIN_ENV", "dev"), ("ORDAIN_DATABASE__SEED", "off")];
    assert_eq!(start(&place, &off).unwrap(), ["hook"]);
    assert_eq!(start(&place, &[("ORDAIN_ENV", "test")]).unwrap(), ["hook"]);
    let asked = [("ORDAIN_ENV", "test"), ("ORDAIN_DATABASE__SEED", "auto")];
    assert_eq!(start(&place, &asked).unwrap(), ["authors", "books", "zines", "hook"]);
}

#[test]
fn production_is_not_seeded_by_a_start() {
    let place = Place::new();
    let asked = [("ORDAIN_ENV", "prod"), ("ORDAIN_DATABASE__SEED", "auto")];
    let text = start(&place, &asked).unwrap_err().to_string();
    assert!(text.contains("`database.seed` is `auto` in production"), "{text}");
    let plain = [("ORDAIN_ENV", "prod"), ("ORDAIN_DATABASE__MIGRATE", "off")];
    assert_eq!(start(&place, &plain).unwrap(), ["hook"]);
}
