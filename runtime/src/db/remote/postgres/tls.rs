//! Encryption of connections to PostgreSQL, by rustls.
//!
//! A mode that promises to ask who the server is never falls back to one that does not.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{Error, Result};

/// What a URL says about encryption.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    mode: Mode,
    authorities: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Disable,
    #[default]
    Prefer,
    Require,
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

    pub(super) fn mode(&self) -> SslMode {
        match self.mode {
            Mode::Disable => SslMode::Disable,
            Mode::Prefer => SslMode::Prefer,
            Mode::Require | Mode::Verify => SslMode::Require,
        }
    }

    /// What encrypts; `None` where nothing is to be encrypted.
    pub(super) fn connector(&self) -> Result<Option<MakeRustlsConnect>> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?;
        let config = match self.mode {
            Mode::Disable => return Ok(None),
            Mode::Prefer | Mode::Require => builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(Anybody(provider)))
                .with_no_client_auth(),
            Mode::Verify => builder.with_root_certificates(self.roots()?).with_no_client_auth(),
        };
        Ok(Some(MakeRustlsConnect::new(config)))
    }

    fn roots(&self) -> Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        let Some(path) = &self.authorities else {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            return Ok(roots);
        };
        let unreadable = |error: &dyn std::fmt::Display| {
            Error::internal(format!("`sslrootcert` of the database URL, `{path}`: {error}"))
        };
        let certificates =
            CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| unreadable(&error))?;
            roots.add(certificate).map_err(|error| unreadable(&error))?;
        }
        if roots.is_empty() {
            return Err(unreadable(&"there is no certificate in it"));
        }
        Ok(roots)
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

/// Takes any certificate, as libpq does in the modes `prefer` and `require`: who listens in reads
/// nothing, who stands in between can.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
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
        let error = Options::split(missing).unwrap().1.connector().err().unwrap();
        assert!(error.to_string().contains("/nowhere.pem"), "{error}");
    }
}
