//! Policies that filter rows: the database and the function accept the same ones.

mod body;
mod columns;
mod row;
mod rule;
mod twin;

use std::collections::BTreeSet;

use ordain::db::Dialect;
use ordain::model::Scope;
use ordain::prelude::*;

use super::database;
use row::{Deed, Random, deeds};
use twin::{Twin, twins};

/// One policy: its name, the function, and what is asked in SQL.
type Case<T> = (&'static str, fn(&Actor, &T) -> bool, fn(&Actor) -> Scope<T>);

/// Policies over a resource, and all of them as cases.
macro_rules! policies {
    ($resource:ty; $($name:ident: |$actor:ident, $row:ident| $body:expr;)*) => {
        $(
            #[policy]
            fn $name($actor: &Actor, $row: &$resource) -> bool {
                $body
            }
        )*

        pub(super) const CASES: &[super::Case<$resource>] =
            &[$((concat!(module_path!(), "::", stringify!($name)), $name, $name::scope::<Actor>)),*];
    };
}
use policies;

/// Holds every policy against every row, for each actor: as it is, turned round by us and by diesel.
macro_rules! check {
    ($db:expr, $ty:ident, $table:ident, $rows:expr, $cases:expr, $actors:expr) => {
        for (name, decide, scope) in $cases {
            for actor in $actors {
                let expected: BTreeSet<i64> =
                    $rows.iter().filter(|row| decide(actor, row)).map(|row| row.id).collect();
                let found = async |scope: Scope<$ty>| -> BTreeSet<i64> {
                    let ids = $ty::query().filter(scope).select($table::id);
                    ids.load::<i64>($db).await.unwrap().into_iter().collect()
                };
                let other: BTreeSet<i64> = found(!scope(actor)).await;
                assert_eq!(found(scope(actor)).await, expected, "{name} of {actor:?}");
                let all: BTreeSet<i64> = $rows.iter().map(|row| row.id).collect();
                assert_eq!(other, &all - &expected, "not {name} of {actor:?}");
                let not = diesel::dsl::not(scope(actor));
                let not = $ty::query().filter(not).select($table::id);
                let not: BTreeSet<i64> = not.load::<i64>($db).await.unwrap().into_iter().collect();
                assert_eq!(not, other, "diesel's not {name} of {actor:?}");
            }
        }
    };
}

#[tokio::test]
async fn the_database_and_the_function_accept_the_same_rows() {
    let (db, _place) = database().await;
    let mut random = Random::new();
    let mut rows = Vec::new();
    for _ in 0..80 {
        let new = random.deed(db.dialect() == Dialect::Postgres);
        rows.push(Deed::create(&db, new).await.unwrap());
    }
    let actors: Vec<Actor> = (0..7).map(|_| random.actor()).collect();
    for cases in columns::all() {
        check!(&db, Deed, deeds, rows, cases, &actors);
    }
    check!(&db, Deed, deeds, rows, body::CASES, &actors);
}

#[tokio::test]
async fn columns_are_compared_with_each_other_as_in_rust() {
    let (db, _place) = database().await;
    let mut random = Random::new();
    let mut rows = Vec::new();
    for _ in 0..150 {
        let new = random.twin(db.dialect() == Dialect::Postgres);
        rows.push(Twin::create(&db, new).await.unwrap());
    }
    let actors = [random.actor()];
    for cases in twin::all() {
        check!(&db, Twin, twins, rows, cases, &actors);
    }
}
