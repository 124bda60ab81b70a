//! A checked seeder.
//!
//! Nothing wrong can be written down here.

use syn::{Attribute, Ident, Path, Type};

use crate::paths::Root;

/// An async function that writes rows.
#[derive(Debug)]
pub struct Seeder {
    /// Where the runtime is.
    pub root: Root,
    /// The `#[cfg(..)]`s of the function, which its registration shares.
    pub cfg: Vec<Attribute>,
    /// The function.
    pub ident: Ident,
    /// The functions of the seeders that run before.
    pub after: Vec<Path>,
    /// The types of the arguments.
    pub resources: Vec<Type>,
    /// What it returns, when anything is written.
    pub output: Option<Type>,
}
