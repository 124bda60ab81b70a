//! The forms that the body of a policy can have.
#![expect(
    clippy::explicit_auto_deref,
    clippy::op_ref,
    clippy::redundant_pattern_matching,
    reason = "all forms are tested"
)]

use std::collections::{BTreeSet, HashSet};

use ordain::prelude::{Actor, policy};

use super::policies;
use super::row::{Deed, Rank, Right, State, Values};

const SMALL: i32 = -1;

fn teams(actor: &Actor) -> HashSet<i64> {
    i64::some(actor).into_iter().collect()
}

fn first(actor: &Actor) -> i64 {
    i64::some(actor)[0]
}

policies! { Deed;
    field: |_actor, deed| deed.flag;
    no_field: |_actor, deed| !deed.flag;
    right: |actor, _deed| actor.has(Right::SeeSome);
    either: |actor, deed| actor.has(Right::SeeAll) || deed.flag;
    both: |actor, deed| actor.has(Rank::Clerk) && (deed.flag || deed.medium > 0);
    neither: |actor, deed| !(deed.flag || actor.has(Right::SeeAll) || deed.small == 1);
    xor: |actor, deed| deed.flag != actor.has(Right::SeeAll);
    deep: |_actor, deed| !(deed.medium > 0 && !(deed.no_flag == Some(true) || deed.no_medium < Some(1)));
    literal: |_actor, deed| deed.medium == 1 || deed.small < -1 || deed.double > 0.05;
    constant: |_actor, deed| deed.medium == SMALL || deed.medium == i32::MAX;
    text: |_actor, deed| deed.text == "a" || "A" == deed.text || deed.text.as_str() == "é";
    no_text: |_actor, deed| deed.no_text.as_deref() == Some("a ") || deed.no_text.as_deref() > Some("b");
    variant: |_actor, deed| deed.state != State::Draft && deed.no_state == Some(State::Open);
    reference: |actor, deed| &deed.large == &i64::of(actor, 0) || (*deed).small == (1);
    matching: |_actor, deed| matches!(deed.state, State::Zero | State::Open);
    no_matching: |_actor, deed| !matches!(deed.no_state, Some(State::Zero | State::Open) | None);
    any_matching: |_actor, deed| matches!(deed.no_state, Some(_));
    range: |_actor, deed| matches!(deed.medium, -1..=0) || matches!(deed.no_medium, Some(0..));
    half_range: |_actor, deed| matches!(deed.no_medium, Some(..1)) && matches!(deed.large, ..5);
    guard: |actor, deed| matches!(deed.small, 0 | 1 if actor.has(Right::SeeSome) && deed.flag);
    words: |_actor, deed| matches!(deed.text.as_str(), "a" | "Z") || matches!(&deed.no_state, None);
    path: |_actor, deed| matches!(deed.medium, SMALL | i32::MIN);
    array: |_actor, deed| [1, 0].contains(&deed.medium) || ["a", "aa"].contains(&deed.text.as_str());
    hash_set: |actor, deed| teams(actor).contains(&deed.large);
    tree_set: |actor, deed| i64::some(actor).into_iter().collect::<BTreeSet<_>>().contains(&deed.large);
    empty: |_actor, deed| [].contains(&deed.large) || !Vec::<i32>::new().contains(&deed.medium);
    guarded: |actor, deed| !i64::some(actor).is_empty() && deed.large == first(actor);
    unguarded: |actor, deed| i64::some(actor).is_empty() || deed.large != first(actor);
    choice: |actor, deed| if actor.has(Right::SeeSome) { deed.flag } else { deed.medium == 0 };
    row_choice: |actor, deed| if deed.flag { deed.large < actor.id } else if deed.small > 0 { true } else { deed.no_day.is_none() };
    bound: |actor, deed| {
        let known = i64::of(actor, 1);
        let mine = deed.large == known;
        let other: bool = deed.no_large == Some(known);
        let small = deed.small;
        (mine || other || small == 0) && !(mine && small > 0)
    };
    early: |actor, deed| {
        if actor.has(Right::SeeAll) {
            return true;
        }
        if deed.flag {
            let twice = actor.id * 2;
            return deed.large < twice;
        }
        return deed.small == 0;
    };
    no_columns: |_actor, deed| deed.no_large == Some(deed.large) || deed.no_medium > Some(deed.medium);
    no_texts: |_actor, deed| deed.no_text < Some(deed.text.clone()) || deed.no_text == Some(deed.text.clone());
    less: |_actor, deed| Some(deed.large) < deed.no_large;
    less_or_equal: |_actor, deed| deed.no_double <= Some(deed.double);
    greater: |_actor, deed| deed.no_single > Some(deed.single);
    greater_or_equal: |_actor, deed| deed.no_decimal >= Some(deed.decimal);
}
