//! The actor as the type that the policy function takes, which is `Actor`, by whatever name.
//!
//! That it is another type is reported where the function is called.

use std::marker::PhantomData;

use crate::policy::Actor;

/// An actor that is to be a `T`.
#[derive(Debug)]
pub struct Recast<'a, T: ?Sized> {
    actor: &'a Actor,
    to: PhantomData<fn() -> &'a T>,
}

impl<'a, T: ?Sized> Recast<'a, T> {
    /// To be a `T`.
    #[must_use]
    pub fn new(actor: &'a Actor) -> Self {
        Self { actor, to: PhantomData }
    }
}

impl<'a> Recast<'a, Actor> {
    /// The actor.
    #[must_use]
    pub fn get(self) -> &'a Actor {
        self.actor
    }
}

/// Every other type, so that nothing else is reported beside it.
pub trait NoActor<'a, T: ?Sized + 'a>: Sized {
    /// Never called: what calls it does not compile.
    fn get(self) -> &'a T {
        // The size is asked for, so that nothing is computed before the type is known.
        const {
            assert!(
                size_of::<Self>() > isize::MAX.unsigned_abs(),
                "the first argument of a policy function is an `Actor`"
            );
        }
        panic!("no type is so large")
    }
}

impl<'a, T: ?Sized + 'a> NoActor<'a, T> for Recast<'a, T> {}
