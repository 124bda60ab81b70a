//! The document of the application as it is configured.
//!
//! What is in it, the declarations say.

use super::App;
#[cfg(feature = "accounts")]
use crate::account;
use crate::auth::Scheme;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::spec::RouteSpec;
use crate::openapi::{self, Document, Ways};

/// The document of these routes.
pub(super) fn describe<'a>(
    app: &'a App,
    config: &Config,
    specs: &[&'static RouteSpec],
) -> Result<Document<'a>> {
    let ways = Ways { scheme: Scheme::new(app.auth_scheme)?, ..ways(config) };
    Ok(openapi::document(&app.info, specs, ways, app.errors))
}

/// The document for people: the same text with a line for each member.
///
/// Writing its types a second time, indented, would put all that writes them into every program twice.
pub(super) fn indent(document: &str) -> Result<String> {
    let mut text = Vec::with_capacity(document.len() * 2);
    let mut reader = serde_json::Deserializer::from_str(document);
    serde_transcode::transcode(&mut reader, &mut serde_json::Serializer::pretty(&mut text))?;
    String::from_utf8(text).map_err(Error::internal)
}

/// In which ways callers are known beside bearer tokens.
fn ways(config: &Config) -> Ways {
    #[cfg(feature = "accounts")]
    if account::is_there() {
        let cookie = config.accounts.cookies.then(|| account::cookie_name(&config.sessions));
        return Ways { cookie, keys: config.accounts.api_keys, ..Ways::default() };
    }
    let _ = config;
    Ways::default()
}
