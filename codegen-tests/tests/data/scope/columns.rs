//! Every comparison, for every type of column.

use super::Case;
use super::row::{Cents, Deed, State, Values};
use ordain::prelude::{Actor, DateTime, Decimal, NaiveDate, NaiveTime, Utc, Uuid, policy};

/// Equality, for a field, for the one that may be null, and for values of the actor.
macro_rules! equal {
    ($field:ident, $no:ident, $ty:ty) => {
        pub(super) mod $field {
            use super::super::policies;
            use super::*;

            policies! { Deed;
                equal: |actor, deed| deed.$field == <$ty>::of(actor, 0);
                unequal: |actor, deed| <$ty>::of(actor, 0) != deed.$field;
                known: |actor, deed| deed.$no == Some(<$ty>::of(actor, 0));
                other: |actor, deed| deed.$no != <$ty>::perhaps(actor);
                some: |actor, deed| Some(deed.$field.clone()) == <$ty>::perhaps(actor);
                one: |actor, deed| <$ty>::some(actor).contains(&deed.$field);
                one_or_none: |actor, deed| <$ty>::gaps(actor).contains(&deed.$no);
                slice: |actor, deed| <$ty>::some(actor).as_slice().contains(&deed.$field);
                absent: |_actor, deed| deed.$no.is_none();
                present: |_actor, deed| deed.$no.is_some();
                nothing: |_actor, deed| deed.$no == None;
                something: |_actor, deed| None != deed.$no;
            }
        }
    };
}

/// The order, likewise.
macro_rules! ordered {
    ($field:ident, $no:ident, $ty:ty, $module:ident) => {
        equal!($field, $no, $ty);

        pub(super) mod $module {
            use super::super::policies;
            use super::*;

            policies! { Deed;
                less: |actor, deed| deed.$field < <$ty>::of(actor, 0);
                less_or_equal: |actor, deed| deed.$field <= <$ty>::of(actor, 2);
                greater: |actor, deed| deed.$field > <$ty>::of(actor, 0);
                greater_or_equal: |actor, deed| deed.$field >= <$ty>::of(actor, 2);
                turned: |actor, deed| <$ty>::of(actor, 1) < deed.$field;
                turned_or_equal: |actor, deed| <$ty>::of(actor, 1) >= deed.$field;
                no_less: |actor, deed| deed.$no < <$ty>::perhaps(actor);
                no_less_or_equal: |actor, deed| deed.$no <= <$ty>::perhaps(actor);
                no_greater: |actor, deed| deed.$no > <$ty>::perhaps(actor);
                no_greater_or_equal: |actor, deed| deed.$no >= <$ty>::perhaps(actor);
                no_turned: |actor, deed| <$ty>::perhaps(actor) > deed.$no;
                no_turned_or_equal: |actor, deed| <$ty>::perhaps(actor) <= deed.$no;
            }
        }
    };
}

ordered!(flag, no_flag, bool, flag_order);
ordered!(small, no_small, i16, small_order);
ordered!(medium, no_medium, i32, medium_order);
ordered!(large, no_large, i64, large_order);
ordered!(single, no_single, f32, single_order);
ordered!(double, no_double, f64, double_order);
ordered!(text, no_text, String, text_order);
ordered!(bytes, no_bytes, Vec<u8>, bytes_order);
ordered!(moment, no_moment, DateTime<Utc>, moment_order);
ordered!(day, no_day, NaiveDate, day_order);
ordered!(time, no_time, NaiveTime, time_order);
ordered!(uuid, no_uuid, Uuid, uuid_order);
ordered!(decimal, no_decimal, Decimal, decimal_order);
equal!(state, no_state, State);
ordered!(cents, no_cents, Cents, cents_order);

pub(super) fn all() -> Vec<&'static [Case<Deed>]> {
    vec![
        flag::CASES,
        flag_order::CASES,
        small::CASES,
        small_order::CASES,
        medium::CASES,
        medium_order::CASES,
        large::CASES,
        large_order::CASES,
        single::CASES,
        single_order::CASES,
        double::CASES,
        double_order::CASES,
        text::CASES,
        text_order::CASES,
        bytes::CASES,
        bytes_order::CASES,
        moment::CASES,
        moment_order::CASES,
        day::CASES,
        day_order::CASES,
        time::CASES,
        time_order::CASES,
        uuid::CASES,
        uuid_order::CASES,
        decimal::CASES,
        decimal_order::CASES,
        state::CASES,
        cents::CASES,
        cents_order::CASES,
    ]
}
