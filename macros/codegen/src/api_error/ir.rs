//! A checked error enum.
//!
//! A variant with no status, or with a nameless extension member, cannot be written here.

use syn::{Ident, LitStr, Member, Type};

use crate::paths::Root;

/// What `#[derive(ApiError)]` declares.
#[derive(Debug)]
pub struct ApiError {
    /// Where the runtime is.
    pub(super) root: Root,
    /// The enum.
    pub(super) ident: Ident,
    /// Its variants.
    pub(super) variants: Vec<Variant>,
}

/// One way to fail.
#[derive(Debug)]
pub(super) enum Variant {
    /// An error of the application.
    Own(Own),
    /// Another error, passed on.
    Transparent(Transparent),
}

/// A variant with a status.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) ident: Ident,
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) description: String,
    pub(super) detail: Detail,
    pub(super) fields: Vec<(Ident, Type)>,
}

/// The sentence for the client.
#[derive(Debug)]
pub(super) enum Detail {
    /// Always the same.
    Fixed(String),
    /// A format with the variant's fields.
    Format(LitStr),
}

/// A variant around another error.
#[derive(Debug)]
pub(super) struct Transparent {
    pub(super) ident: Ident,
    pub(super) member: Member,
    pub(super) ty: Type,
}
