//! How many statements a list costs. A program of its own, since every statement of the program is counted.

#[expect(dead_code, reason = "the other tests use the rest")]
mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{InstrumentationEvent, set_default_instrumentation};
use support::Conduit;

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

fn count(event: &InstrumentationEvent<'_>) {
    // What begins and ends a transaction is none.
    if let InstrumentationEvent::StartQuery { query, .. } = event
        && query.to_string().starts_with("SELECT")
    {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_list_costs_as_many_statements_whatever_its_length() {
    set_default_instrumentation(|| Some(Box::new(|event: InstrumentationEvent<'_>| count(&event))))
        .expect("nobody looks meanwhile");
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    let cost = |length: usize| {
        let before = STATEMENTS.load(Ordering::Relaxed);
        let list = conduit.get("/articles?limit=100", &ada).expect(200);
        assert_eq!(list["articles"].as_array().map(Vec::len), Some(length));
        STATEMENTS.load(Ordering::Relaxed) - before
    };
    conduit.write(&ada, "The first", &["one", "two"]);
    let of_one = cost(1);
    for number in 0..29 {
        let slug = conduit.write(&ada, &format!("Number {number}"), &["one", "two", "three"]);
        conduit
            .post(&format!("/articles/{slug}/favorite"), &ada, &serde_json::Value::Null)
            .expect(200);
    }
    assert_eq!(cost(30), of_one);
    assert_eq!(of_one, 3, "the number, the articles, their tags");
}
