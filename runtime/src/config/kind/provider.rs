//! The kinds of values of a provider that signs people in.

use secrecy::SecretString;

use super::Kind;

/// Whose accounts sign people in, by which protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderKind {
    /// Anybody who speaks OpenID Connect.
    Oidc,
    /// Google.
    Google,
    /// Microsoft Entra, for the accounts of one tenant or of several.
    Microsoft,
    /// Apple.
    Apple,
    /// GitHub, by plain OAuth 2.
    Github,
    /// GitLab.
    Gitlab,
    /// Discord, by plain OAuth 2.
    Discord,
    /// Twitter, which is called X by now, by plain OAuth 2.
    Twitter,
}

impl ProviderKind {
    const ALL: [(&'static str, Self); 8] = [
        ("oidc", Self::Oidc),
        ("google", Self::Google),
        ("microsoft", Self::Microsoft),
        ("apple", Self::Apple),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("discord", Self::Discord),
        ("twitter", Self::Twitter),
    ];

    /// The kind of that name.
    pub(in crate::config) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// Its name in the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether it speaks OAuth 2 alone: nothing is signed, and its endpoints are known beforehand.
    #[must_use]
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Github | Self::Discord | Self::Twitter)
    }
}

pub(in crate::config) const PROVIDER_KIND: Kind<Option<ProviderKind>> = Kind::new(
    "`oidc`, `google`, `microsoft`, `apple`, `github`, `gitlab`, `discord` or `twitter`",
    |raw, _| match raw {
        None => Some(None),
        Some(raw) => ProviderKind::named(raw.text()?).map(Some),
    },
);

pub(in crate::config) const CLIENT_ID: Kind<String> =
    Kind::new("the name that the provider gave the application", |raw, _| {
        let text = raw?.text()?;
        (!text.is_empty()).then(|| text.to_owned())
    });

pub(in crate::config) const CLIENT_SECRET: Kind<Option<SecretString>> =
    Kind::new("the secret that the provider gave the application", |raw, _| match raw {
        None => Some(None),
        Some(raw) => {
            let text = raw.text().filter(|text| !text.is_empty())?;
            Some(Some(SecretString::from(text)))
        }
    });

pub(in crate::config) const SCOPES: Kind<Option<Vec<String>>> =
    Kind::new("scopes with spaces between them, such as `openid email`", |raw, _| {
        let Some(raw) = raw else { return Some(None) };
        let scopes: Vec<String> = raw.text()?.split_whitespace().map(str::to_owned).collect();
        (!scopes.is_empty()).then_some(Some(scopes))
    });

/// What is fetched from a provider decides who somebody is: it comes over HTTPS, or from this machine.
pub(in crate::config) const PROVIDER_URL: Kind<Option<String>> = Kind::new(
    "an address such as `https://id.example.com`; `http://` on this machine only",
    |raw, _| {
        let Some(raw) = raw else { return Some(None) };
        let text = raw.text()?;
        let rest = text.strip_prefix("https://").or_else(|| {
            let rest = text.strip_prefix("http://")?;
            is_this_machine(rest).then_some(rest)
        })?;
        let is_plain = |char: char| char.is_ascii_graphic() && !matches!(char, '#' | '@');
        let is_address = !rest.is_empty() && rest.chars().all(is_plain);
        is_address.then(|| Some(text.to_owned()))
    },
);

fn is_this_machine(rest: &str) -> bool {
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|char| char.is_ascii_digit()) => host,
        _ => authority,
    };
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}
