//! How sessions are kept and held.

use super::Kind;

/// Where sessions are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStore {
    /// In the application's database.
    Database,
    /// In Redis.
    #[cfg(feature = "redis")]
    Redis,
}

const SESSION_STORE_FORM: &str = if cfg!(feature = "redis") {
    "`database` or `redis`"
} else {
    "`database`, or with the feature `redis` of Ordain `redis`"
};

pub(in crate::config) const SESSION_STORE: Kind<SessionStore> =
    Kind::new(SESSION_STORE_FORM, |raw, _| match raw?.text()? {
        "database" => Some(SessionStore::Database),
        #[cfg(feature = "redis")]
        "redis" => Some(SessionStore::Redis),
        _ => None,
    });

/// To which requests a browser adds the cookie of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameSite {
    /// To those of the site's own pages only.
    Strict,
    /// To those, and when somebody follows a link to the site.
    Lax,
    /// To those of all sites; such a cookie must be secure.
    None,
}

pub(in crate::config) const SAME_SITE: Kind<SameSite> =
    Kind::new("`strict`, `lax` or `none`", |raw, _| match raw?.text()? {
        "strict" => Some(SameSite::Strict),
        "lax" => Some(SameSite::Lax),
        "none" => Some(SameSite::None),
        _ => None,
    });
