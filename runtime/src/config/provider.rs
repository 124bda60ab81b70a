//! Whose accounts sign people in: the keys of a provider, and what they have to do with each other.

use secrecy::SecretString;

use super::block::{Block, blocks};
use super::key::{Facts, Key, Shown};
use super::kind::{CLIENT_ID, CLIENT_SECRET, PROVIDER_KIND, PROVIDER_URL, ProviderKind, SCOPES};
use super::reader::Reader;
use super::table::key;

blocks! {
    /// Somebody whose accounts sign people in to this application.
    PROVIDERS = "auth.providers": Provider {
        /// Which provider it is.
        kind: Option<ProviderKind> = PROVIDER_KIND, Facts::computed("the name of the section, if it is one of them", |_, _| None);
        /// Where a provider of OpenID Connect describes itself, as its tokens name it. `oidc` and `microsoft` need one.
        issuer: Option<String> = PROVIDER_URL, Facts::computed("that of the kind", |_, _| None);
        /// What the provider calls the application.
        client_id: String = CLIENT_ID, Facts::computed("none, it must be set", |_, _| None);
        /// What proves to the provider that it is the application. Only `oidc` can do without.
        client_secret: Option<SecretString> = CLIENT_SECRET, Facts::computed("none", |_, _| None).shown(Shown::Never);
        /// What the provider is asked to tell.
        scopes: Option<Vec<String>> = SCOPES, Facts::computed("those of the kind", |_, _| None);
        /// Where people are sent to sign in, of a GitHub, Discord or Twitter elsewhere than usual.
        authorize_url: Option<String> = PROVIDER_URL, Facts::computed("that of the kind", |_, _| None);
        /// Where a code is exchanged for a token, likewise.
        token_url: Option<String> = PROVIDER_URL, Facts::computed("that of the kind", |_, _| None);
        /// Where it is told who somebody is, likewise.
        userinfo_url: Option<String> = PROVIDER_URL, Facts::computed("that of the kind", |_, _| None);
    }
}

impl Provider {
    /// Which provider it is: what the key says, or else the name.
    #[must_use]
    pub fn kind(&self) -> ProviderKind {
        self.kind.or_else(|| ProviderKind::named(&self.name)).unwrap_or(ProviderKind::Oidc)
    }

    /// The provider, if its keys go together.
    pub(super) fn checked(self, reader: &mut Reader<'_>) -> Option<Self> {
        let section = format!("{}.{}", PROVIDERS.path, self.name);
        let faults = self.faults();
        for (key, rule, help) in &faults {
            reader.refuse(&format!("{section}.{key}"), rule.clone(), *help);
        }
        faults.is_empty().then_some(self)
    }

    fn faults(&self) -> Vec<(&'static str, String, Option<&'static str>)> {
        let Some(kind) = self.kind.or_else(|| ProviderKind::named(&self.name)) else {
            let form = "must say which provider it is, for the name says nothing";
            let help = "set it to `oidc`, and `issuer`, for a provider of OpenID Connect";
            return vec![("kind", form.to_owned(), Some(help))];
        };
        let mut faults = Vec::new();
        let name = kind.name();
        if self.client_secret.is_none() && kind != ProviderKind::Oidc {
            faults.push(("client_secret", format!("must be set for `{name}`"), None));
        }
        match (kind, &self.issuer) {
            (ProviderKind::Oidc, None) => {
                let help = "it is the address under which the provider serves `/.well-known/openid-configuration`";
                faults.push(("issuer", "must be set for `oidc`".to_owned(), Some(help)));
            }
            (ProviderKind::Microsoft, None) => {
                let help = "it is `https://login.microsoftonline.com/<tenant>/v2.0`, of the tenant whose accounts sign in, or of `common`";
                faults.push(("issuer", "must be set for `microsoft`".to_owned(), Some(help)));
            }
            (kind, Some(_)) if kind.is_plain() => {
                let rule = format!("is not for `{name}`, which has no OpenID Connect");
                faults.push((
                    "issuer",
                    rule,
                    Some("set `authorize_url`, `token_url` and `userinfo_url`"),
                ));
            }
            _ => {}
        }
        let urls = [
            ("authorize_url", &self.authorize_url),
            ("token_url", &self.token_url),
            ("userinfo_url", &self.userinfo_url),
        ];
        let given = urls.iter().filter(|(_, url)| url.is_some()).count();
        for (key, url) in urls {
            if url.is_some() && !kind.is_plain() {
                let rule =
                    format!("is not for `{name}`, whose endpoints are found by its `issuer`");
                faults.push((key, rule, None));
            } else if url.is_none() && kind.is_plain() && given > 0 {
                faults.push((key, "must be set, for its neighbours are".to_owned(), None));
            }
        }
        faults
    }
}
