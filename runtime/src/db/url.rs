//! The URL of a database: its scheme chooses the backend.
//!
//! Nothing is opened here.

use std::fmt;

/// A URL that was understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Url {
    #[cfg(feature = "sqlite")]
    Sqlite(Place),
    /// Its backend reads the rest.
    #[cfg(feature = "postgres")]
    Postgres,
    /// Its backend reads the rest.
    #[cfg(feature = "mysql")]
    Mysql,
}

/// The schemes that some build understands.
const SCHEMES: &[&str] = &["sqlite", "postgres", "postgresql", "mysql", "mariadb"];

/// The URLs that this build understands.
const FORMS: &[&str] = &[
    #[cfg(feature = "sqlite")]
    "`sqlite:PATH`",
    #[cfg(feature = "postgres")]
    "`postgres://USER:PASSWORD@HOST/DATABASE`",
    #[cfg(feature = "mysql")]
    "`mysql://USER:PASSWORD@HOST/DATABASE`",
];

/// Where an SQLite database is.
#[cfg(feature = "sqlite")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In a file.
    File(String),
    /// In the memory of the process.
    Memory,
}

/// A URL that no backend of this build understands.
///
/// A password in it is not repeated.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnknownUrl(String);

impl Url {
    pub(super) fn parse(url: &str) -> Result<Self, UnknownUrl> {
        let (scheme, rest) = url.split_once(':').unwrap_or(("", url));
        let _ = rest;
        match scheme {
            #[cfg(feature = "sqlite")]
            "sqlite" => Place::parse(rest).map(Self::Sqlite),
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => Ok(Self::Postgres),
            #[cfg(feature = "mysql")]
            "mysql" | "mariadb" => Ok(Self::Mysql),
            "" => Err(UnknownUrl::new("the database URL has no scheme")),
            _ if SCHEMES.contains(&scheme) => Err(UnknownUrl::new(&format!(
                "this build cannot speak to `{scheme}:` databases: that is a feature of `ordain`"
            ))),
            _ => Err(UnknownUrl::new(&format!("unknown database scheme `{scheme}:`"))),
        }
    }
}

impl UnknownUrl {
    fn new(fault: &str) -> Self {
        Self(format!("{fault}; write {}", FORMS.join(" or ")))
    }
}

#[cfg(feature = "sqlite")]
impl Place {
    fn parse(rest: &str) -> Result<Self, UnknownUrl> {
        let path = rest.strip_prefix("//").unwrap_or(rest);
        if path == ":memory:" {
            return Ok(Self::Memory);
        }
        if path.is_empty() {
            return Err(UnknownUrl("`sqlite:` needs a path; write `sqlite:PATH`".into()));
        }
        if path.contains('?') {
            return Err(UnknownUrl(
                "options after `?` in an `sqlite:` URL are not supported; write `sqlite:PATH`"
                    .into(),
            ));
        }
        Ok(Self::File(path.to_owned()))
    }
}

impl fmt::Display for UnknownUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownUrl {}

#[cfg(all(test, feature = "sqlite"))]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_path_are_understood() {
        for (url, place) in [
            ("sqlite:blog.db", Place::File("blog.db".into())),
            ("sqlite://blog.db", Place::File("blog.db".into())),
            ("sqlite:///var/blog.db", Place::File("/var/blog.db".into())),
            ("sqlite:/var/blog.db", Place::File("/var/blog.db".into())),
            ("sqlite::memory:", Place::Memory),
            ("sqlite://:memory:", Place::Memory),
        ] {
            assert_eq!(Url::parse(url), Ok(Url::Sqlite(place)), "{url}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_without_its_password() {
        for url in ["blog.db", "sqlite:", "sqlite:a?mode=ro", "mongo:x", "mongo://u:hush@h/d"] {
            let error = Url::parse(url).unwrap_err().to_string();
            assert!(!error.contains("hush"), "{error}");
            assert!(error.contains("`sqlite:PATH`"), "{error}");
        }
    }

    #[test]
    #[cfg(not(feature = "postgres"))]
    fn a_backend_that_is_not_built_in_is_refused() {
        let error = Url::parse("postgres://u:hush@h/d").unwrap_err().to_string();
        assert!(error.contains("`postgres:`") && !error.contains("hush"), "{error}");
    }
}
