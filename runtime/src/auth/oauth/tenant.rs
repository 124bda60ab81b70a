//! The tenants of Microsoft that share one address: what is said there holds for each of them, with its id put in.
//!
//! A token tells of which tenant it is. That is believed only when it comes to the same issuer, by a key that signs
//! for that tenant.

use std::error::Error;
use std::io;

use openidconnect::core::{CoreJsonWebKey, CoreProviderMetadata};
use openidconnect::http::header::ACCEPT;
use openidconnect::{AsyncHttpClient, HttpRequest, IssuerUrl, JsonWebKeySet};
use serde_json::Value;

use super::web::Web;
use crate::config::ProviderKind;

/// What addresses have in the place of a tenant that are for several.
const SHARED: [&str; 3] = ["/common/", "/organizations/", "/consumers/"];

/// What stands for the id of a tenant in what is said at such an address.
const ANY: &str = "{tenantid}";

/// The tenant of all personal accounts, which is no organization.
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// The tenants that share an address.
pub(super) struct Tenants {
    before: String,
    after: String,
    has_personal: bool,
}

/// What a provider says of itself.
pub(super) struct Said {
    pub(super) metadata: CoreProviderMetadata,
    /// The issuer of tokens of several tenants, with a place for an id, and the keys that sign them.
    shared: Option<(String, Vec<Signer>)>,
}

/// A key, and the issuer for whose tokens it is; nothing if it is for those of all.
struct Signer {
    issuer: Option<String>,
    key: CoreJsonWebKey,
}

type Failed = Box<dyn Error + Send + Sync>;

impl Said {
    /// What a provider says for which nothing has to be put in.
    pub(super) fn of(metadata: CoreProviderMetadata) -> Self {
        Self { metadata, shared: None }
    }

    /// What holds for tokens of that tenant; `None` if it signs none here.
    fn narrowed(&self, id: &str) -> Option<CoreProviderMetadata> {
        let (pattern, signers) = self.shared.as_ref()?;
        let issuer = pattern.replace(ANY, id);
        let is_for_it = |signer: &&Signer| {
            signer.issuer.as_ref().is_none_or(|pattern| pattern.replace(ANY, id) == issuer)
        };
        let keys = signers.iter().filter(is_for_it).map(|signer| signer.key.clone()).collect();
        let metadata = self.metadata.clone().set_issuer(IssuerUrl::new(issuer).ok()?);
        Some(metadata.set_jwks(JsonWebKeySet::new(keys)))
    }
}

impl Tenants {
    /// The tenants of an address, if it is for several.
    pub(super) fn of(kind: ProviderKind, address: &str) -> Option<Self> {
        if kind != ProviderKind::Microsoft {
            return None;
        }
        SHARED.into_iter().find_map(|shared| {
            let (before, after) = address.split_once(shared)?;
            let has_personal = shared != "/organizations/";
            Some(Self { before: format!("{before}/"), after: format!("/{after}"), has_personal })
        })
    }

    /// Whether one of them calls itself so.
    pub(super) fn is_issuer(&self, said: &str) -> bool {
        let id = said.strip_prefix(&self.before).and_then(|rest| rest.strip_suffix(&self.after));
        id.is_some_and(|id| self.is_tenant(id))
    }

    fn is_tenant(&self, id: &str) -> bool {
        is_id(id) && (self.has_personal || id != PERSONAL)
    }

    /// What holds for a token with these claims, which nobody has checked.
    pub(super) fn narrowed(
        &self,
        said: &Said,
        claims: &serde_json::Map<String, Value>,
    ) -> Option<CoreProviderMetadata> {
        let id = claims.get("tid")?.as_str()?;
        if self.is_tenant(id) { said.narrowed(id) } else { None }
    }

    /// Asks what is said at the address.
    pub(super) async fn discover(&self, web: &Web, address: &str) -> Result<Said, Failed> {
        let url = format!("{}/.well-known/openid-configuration", address.trim_end_matches('/'));
        let mut said = ask(web, &url).await?;
        let issuer = said.get("issuer").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Self { before, after, .. } = self;
        if issuer != format!("{before}{ANY}{after}") && !self.is_issuer(&issuer) {
            return Err(wrong(format!("{url} is of another issuer: {issuer:?}")));
        }
        // Of none that a token can name: each time the one of its tenant is put in.
        said["issuer"] = address.into();
        let metadata: CoreProviderMetadata = serde_json::from_value(said)?;
        let keys = ask(web, metadata.jwks_uri().as_str()).await?;
        let keys = keys.get("keys").and_then(Value::as_array).cloned().unwrap_or_default();
        // A key of a kind that is not known signs nothing that is accepted.
        let signer = |key: Value| {
            let issuer = key.get("issuer").and_then(Value::as_str).map(str::to_owned);
            Some(Signer { issuer, key: serde_json::from_value(key).ok()? })
        };
        let signers = keys.into_iter().filter_map(signer).collect();
        Ok(Said { metadata, shared: Some((issuer, signers)) })
    }
}

async fn ask(web: &Web, url: &str) -> Result<Value, Failed> {
    let request = openidconnect::http::Request::get(url).header(ACCEPT, "application/json");
    let request: HttpRequest = request.body(Vec::new())?;
    let answer = web.call(request).await?;
    if !answer.status().is_success() {
        return Err(wrong(format!("{url} answers with {}", answer.status())));
    }
    Ok(serde_json::from_slice(answer.body())?)
}

fn wrong(text: String) -> Failed {
    io::Error::other(text).into()
}

/// Ids of tenants are UUIDs in small letters.
fn is_id(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMON: &str = "https://login.microsoftonline.com/common/v2.0";
    const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    #[test]
    fn an_address_is_for_several_tenants_or_for_one() {
        let of = |address: &str| Tenants::of(ProviderKind::Microsoft, address);
        assert!(of(COMMON).is_some() && of(&COMMON.replace("common", "consumers")).is_some());
        assert!(of(&COMMON.replace("common", TENANT)).is_none());
        assert!(Tenants::of(ProviderKind::Oidc, COMMON).is_none());
    }

    #[test]
    fn only_tenants_are_issuers() {
        let is_issuer = |shared: &str, said: &str| {
            let tenants = Tenants::of(ProviderKind::Microsoft, &COMMON.replace("common", shared));
            tenants.is_some_and(|tenants| tenants.is_issuer(said))
        };
        let of = |id: &str| COMMON.replace("common", id);
        assert!(is_issuer("common", &of(TENANT)) && is_issuer("common", &of(PERSONAL)));
        assert!(is_issuer("organizations", &of(TENANT)));
        assert!(!is_issuer("organizations", &of(PERSONAL)));
        for id in ["common", "{tenantid}", "", &TENANT[1..], &TENANT.to_uppercase(), "a/../b"] {
            assert!(!is_issuer("common", &of(id)), "{id}");
        }
        for said in [of(TENANT) + "/", of(TENANT).replace("login", "evil"), TENANT.to_owned()] {
            assert!(!is_issuer("common", &said), "{said}");
        }
    }
}
