//! What a URL says about encryption, in the words of libpq, whichever server it leads to.
//!
//! A mode that promises to ask who the server is never falls back to one that does not.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::error::{Error, Result};

/// What a URL says about encryption.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) mode: Mode,
    authorities: Option<String>,
}

/// What is encrypted, and whether the server has to prove who it is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Nothing.
    Disable,
    /// All, if the server can.
    #[default]
    Prefer,
    /// All.
    Require,
    /// All, and the server has a certificate for its name by an authority that is trusted.
    Verify,
}

impl Options {
    /// Takes `sslmode` and `sslrootcert` out of a URL, and gives the URL without them.
    pub(super) fn split(url: &str) -> Result<(String, Self)> {
        let Some((base, query)) = url.split_once('?') else {
            return Ok((url.to_owned(), Self::default()));
        };
        let mut options = Self::default();
        let mut rest = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "sslmode" => options.mode = Mode::parse(&value)?,
                "sslrootcert" => options.authorities = Some(value.into_owned()),
                _ => {
                    rest.append_pair(&name, &value);
                }
            }
        }
        if options.authorities.is_some() && options.mode != Mode::Verify {
            return Err(Error::internal(
                "`sslrootcert` in the database URL is used with `sslmode=verify-full` only",
            ));
        }
        let rest = rest.finish();
        let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{rest}") };
        Ok((url, options))
    }

    /// The authorities that are trusted instead of the public ones, if the URL names some.
    pub(super) fn authorities(&self) -> Result<Option<Vec<CertificateDer<'static>>>> {
        let Some(path) = &self.authorities else { return Ok(None) };
        let unreadable = |error: &dyn std::fmt::Display| {
            Error::internal(format!("`sslrootcert` of the database URL, `{path}`: {error}"))
        };
        let certificates =
            CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))?;
        let certificates: Vec<CertificateDer<'static>> =
            certificates.collect::<Result<_, _>>().map_err(|error| unreadable(&error))?;
        if certificates.is_empty() {
            return Err(unreadable(&"there is no certificate in it"));
        }
        Ok(Some(certificates))
    }
}

impl Mode {
    fn parse(text: &str) -> Result<Self> {
        match text {
            "disable" => Ok(Self::Disable),
            "prefer" => Ok(Self::Prefer),
            "require" => Ok(Self::Require),
            "verify-full" => Ok(Self::Verify),
            _ => Err(Error::internal(format!(
                "`sslmode={text}` in the database URL is unknown: write `disable`, `prefer`, `require` or `verify-full`"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_encryption_is_taken_out_of_the_url() {
        let (url, options) = Options::split(
            "postgres://h/d?sslmode=verify-full&connect_timeout=5&sslrootcert=%2Fa.pem",
        )
        .unwrap();
        assert_eq!(url, "postgres://h/d?connect_timeout=5");
        let authorities = Some("/a.pem".to_owned());
        assert_eq!(options, Options { mode: Mode::Verify, authorities });
        assert_eq!(Options::split("postgres://h/d").unwrap().1, Options::default());
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        for query in
            ["sslmode=verify-most", "sslrootcert=a.pem", "sslmode=require&sslrootcert=a.pem"]
        {
            assert!(Options::split(&format!("postgres://h/d?{query}")).is_err(), "{query}");
        }
        let missing = "postgres://h/d?sslmode=verify-full&sslrootcert=/nowhere.pem";
        let error = Options::split(missing).unwrap().1.authorities().unwrap_err();
        assert!(error.to_string().contains("/nowhere.pem"), "{error}");
    }
}
