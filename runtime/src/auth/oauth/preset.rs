//! What is known of the providers by name: where they are, what they are asked, and how they answer.

use crate::config::{Provider, ProviderKind};

/// Where a provider of OpenID Connect describes itself.
pub(super) fn issuer(config: &Provider) -> String {
    let known = match config.kind() {
        ProviderKind::Google => "https://accounts.google.com",
        ProviderKind::Apple => "https://appleid.apple.com",
        ProviderKind::Gitlab => "https://gitlab.com",
        // These are refused without one.
        ProviderKind::Oidc
        | ProviderKind::Microsoft
        | ProviderKind::Github
        | ProviderKind::Discord
        | ProviderKind::Twitter => "",
    };
    config.issuer.clone().unwrap_or_else(|| known.to_owned())
}

/// What it is asked to tell. `openid` goes without saying.
pub(super) fn scopes(config: &Provider) -> Vec<String> {
    let known: &[&str] = match config.kind() {
        ProviderKind::Oidc
        | ProviderKind::Google
        | ProviderKind::Microsoft
        | ProviderKind::Gitlab => &["openid", "email", "profile"],
        ProviderKind::Apple => &["openid", "email", "name"],
        ProviderKind::Github => &["read:user", "user:email"],
        ProviderKind::Discord => &["identify", "email"],
        // It tells nobody's name without the posts that everybody reads.
        ProviderKind::Twitter => &["users.read", "tweet.read", "users.email"],
    };
    let known = || known.iter().map(|scope| (*scope).to_owned()).collect();
    config.scopes.clone().unwrap_or_else(known)
}

/// The endpoints of a provider of OAuth 2 alone.
pub(super) struct Endpoints {
    pub(super) dialect: Dialect,
    /// What tells its accounts from those of all others.
    pub(super) issuer: String,
    pub(super) authorize: String,
    pub(super) token: String,
    pub(super) userinfo: String,
}

/// How it says who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Github,
    Discord,
    Twitter,
}

/// The endpoints, if the provider has no OpenID Connect.
pub(super) fn plain(config: &Provider) -> Option<Endpoints> {
    let (dialect, [authorize, token, userinfo]) = match config.kind() {
        ProviderKind::Github => (
            Dialect::Github,
            [
                "https://github.com/login/oauth/authorize",
                "https://github.com/login/oauth/access_token",
                "https://api.github.com/user",
            ],
        ),
        ProviderKind::Discord => (
            Dialect::Discord,
            [
                "https://discord.com/oauth2/authorize",
                "https://discord.com/api/oauth2/token",
                "https://discord.com/api/users/@me",
            ],
        ),
        ProviderKind::Twitter => (
            Dialect::Twitter,
            [
                "https://x.com/i/oauth2/authorize",
                "https://api.x.com/2/oauth2/token",
                "https://api.x.com/2/users/me",
            ],
        ),
        ProviderKind::Oidc
        | ProviderKind::Google
        | ProviderKind::Microsoft
        | ProviderKind::Apple
        | ProviderKind::Gitlab => return None,
    };
    let or =
        |given: &Option<String>, known: &str| given.clone().unwrap_or_else(|| known.to_owned());
    let userinfo = or(&config.userinfo_url, userinfo);
    Some(Endpoints {
        dialect,
        // Who says who somebody is: for others, the name is another one.
        issuer: userinfo.clone(),
        authorize: or(&config.authorize_url, authorize),
        token: or(&config.token_url, token),
        userinfo,
    })
}
