//! The URL of a database: its scheme chooses the backend.
//!
//! Nothing is opened here.

use std::fmt;

/// A URL that was understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Url {
    #[cfg(feature = "sqlite")]
    Sqlite(Place),
}

/// Where an SQLite database is.
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
        let Some((scheme, rest)) = url.split_once(':') else {
            return Err(UnknownUrl(
                "the database URL has no scheme; write `sqlite:PATH` or `sqlite::memory:`".into(),
            ));
        };
        match scheme {
            #[cfg(feature = "sqlite")]
            "sqlite" => Place::parse(rest).map(Self::Sqlite),
            "postgres" | "postgresql" | "mysql" | "mariadb" => Err(UnknownUrl(format!(
                "this build cannot speak to `{scheme}:` databases; it can open `sqlite:PATH`"
            ))),
            _ => Err(UnknownUrl(format!(
                "unknown database scheme `{scheme}:`; write `sqlite:PATH` or `sqlite::memory:`"
            ))),
        }
    }
}

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

#[cfg(test)]
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
        for url in ["blog.db", "sqlite:", "sqlite:a?mode=ro", "mongo:x", "postgres://u:hush@h/d"] {
            let error = Url::parse(url).unwrap_err().to_string();
            assert!(!error.contains("hush"), "{error}");
            assert!(error.contains("`sqlite:PATH`"), "{error}");
        }
    }
}
