//! The migrations inside a program: what `#[ordain::main]` puts there.
//!
//! They are texts and nothing else, so that a program without a database may have them.

/// The migrations of the package that a program is built from.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// `CARGO_MANIFEST_DIR`
    pub package: &'static str,
    /// The file that `#[ordain::main]` stands in.
    pub source: &'static str,
    /// `migrations/schema.json`
    pub snapshot: Option<&'static str>,
    /// All of them, for every backend.
    pub files: &'static [Embedded],
}

/// One migration.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// The folder that it stands in: `sqlite`.
    pub backend: &'static str,
    /// `2026-11-21-083000_create_posts`
    pub name: &'static str,
    /// `up.sql`
    pub up: &'static str,
    /// `down.sql`
    pub down: Option<&'static str>,
    /// `metadata.toml`
    pub metadata: Option<&'static str>,
}

impl Migrations {
    /// A program without any.
    pub const NONE: Self = Self { package: "", source: "", snapshot: None, files: &[] };
}
