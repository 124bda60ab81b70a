//! Rules of what is inside options, lists, maps and pointers; scalars have none of their own.
//!
//! A container adds only the place.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Display;
use std::rc::Rc;
use std::sync::Arc;

use super::{Validate, Violations};
use crate::json::{Change, Millis};

impl<T: Validate> Validate for Option<T> {
    #[inline]
    fn validate(&self, found: &mut Violations) {
        if let Some(value) = self {
            value.validate(found);
        }
    }
}

impl<T: Validate> Validate for Change<T> {
    #[inline]
    fn validate(&self, found: &mut Violations) {
        if let Self::To(value) = self {
            value.validate(found);
        }
    }
}

macro_rules! pointers {
    ($($ty:ty where [$($bound:tt)*];)*) => {$(
        impl<$($bound)*> Validate for $ty {
            #[inline]
            fn validate(&self, found: &mut Violations) {
                T::validate(self, found);
            }
        }
    )*};
}

pointers! {
    &T where [T: Validate + ?Sized];
    Box<T> where [T: Validate + ?Sized];
    Rc<T> where [T: Validate + ?Sized];
    Arc<T> where [T: Validate + ?Sized];
    Cow<'_, T> where [T: Validate + ToOwned + ?Sized];
}

macro_rules! lists {
    ($($ty:ty where [$($bound:tt)*];)*) => {$(
        impl<$($bound)*> Validate for $ty {
            #[inline]
            fn validate(&self, found: &mut Violations) {
                for (index, item) in self.iter().enumerate() {
                    found.nested(index, |found| item.validate(found));
                }
            }
        }
    )*};
}

lists! {
    [T] where [T: Validate];
    Vec<T> where [T: Validate];
    VecDeque<T> where [T: Validate];
    LinkedList<T> where [T: Validate];
    HashSet<T, S> where [T: Validate, S];
    BTreeSet<T> where [T: Validate];
    [T; N] where [T: Validate, const N: usize];
}

macro_rules! maps {
    ($($ty:ty where [$($bound:tt)*];)*) => {$(
        impl<$($bound)*> Validate for $ty {
            #[inline]
            fn validate(&self, found: &mut Violations) {
                let before = found.len();
                for (key, value) in self {
                    found.nested(key, |found| value.validate(found));
                }
                if found.len() > before {
                    found.sort_from(before);
                }
            }
        }
    )*};
}

maps! {
    HashMap<K, V, S> where [K: Display, V: Validate, S];
    BTreeMap<K, V> where [K: Display, V: Validate];
}

macro_rules! scalars {
    ($($ty:ty),* $(,)?) => {$(
        impl Validate for $ty {
            #[inline]
            fn validate(&self, _: &mut Violations) {}
        }
    )*};
}

scalars! {
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64, bool, char, str, String,
    (), std::net::IpAddr, std::net::Ipv4Addr, std::net::Ipv6Addr, uuid::Uuid, serde_json::Value,
    serde_json::Map<String, serde_json::Value>,
    chrono::NaiveDate, chrono::NaiveDateTime, chrono::NaiveTime, Millis,
}

impl<Z: chrono::TimeZone> Validate for chrono::DateTime<Z> {
    #[inline]
    fn validate(&self, _: &mut Violations) {}
}
