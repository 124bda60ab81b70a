//! A checked `#[dto]`.
//!
//! A query type that is no object, or a member without a name on the wire, cannot be written here.

use proc_macro2::TokenStream;
use syn::{Ident, Type};

use crate::shape::{Choice, Shape, Wrapper};

/// What a `#[dto]` declares.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each macro call")]
pub enum Dto {
    /// A body or a reply that is an object.
    Message {
        /// The object.
        shape: Shape,
        /// Fields that a response may leave out, so that a request must be able to as well.
        left_out: Vec<LeftOut>,
    },
    /// The parameters of a query string.
    Query(Shape),
    /// One value in a type of its own.
    Wrapper {
        /// The value.
        wrapper: Wrapper,
        /// Whether a column of a model can have the type.
        column: bool,
    },
    /// A text that is one of a few.
    Choice {
        /// The texts.
        choice: Choice,
        /// The variants in the order of the texts, if a column of a model can have the type.
        column: Option<Vec<Ident>>,
    },
}

/// A field with `skip_serializing_if` whose type must be an `Option`.
#[derive(Debug)]
pub struct LeftOut {
    /// Where serde is told so.
    pub(super) tokens: TokenStream,
    /// The field's type.
    pub(super) ty: Type,
    /// What to say if it is none.
    pub(super) message: String,
}
