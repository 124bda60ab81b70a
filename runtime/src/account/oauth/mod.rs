//! Signing in with an account elsewhere: there by the browser, and back.
//!
//! A browser that leaves keeps a cookie that only this application reads; nobody comes back without it. Linking a
//! provider is begun by a request that no other site can send, signing in by a link.

mod arrival;
mod departure;
mod token;

use chrono::{DateTime, Utc};
use ordain_macros::{dto, route};

use super::desk::{Desk, Inner};
use super::entry::entry;
use super::session::time;
use super::sign_in::{WithCookie, open};
use crate::auth::{Answer, Arrived, Begin, Linking, OAuthError, Providers};
use crate::error::{Error, Result, Violation};
use crate::http::{Form, NoContent, State};
use crate::policy::Actor;
use departure::{Departure, Visit};

/// A provider whose accounts sign people in.
#[dto(crate = crate)]
struct ProviderInfo {
    /// How the application calls it, in the addresses of these routes.
    name: String,
    /// What it is: `google`, `github`, or `oidc` for any provider of OpenID Connect.
    kind: String,
    /// Since when the caller is linked with it, if they are.
    linked_at: Option<DateTime<Utc>>,
}

/// Where to go on after signing in.
#[dto(query, crate = crate)]
struct SignInStart {
    /// A path of this application. Without one it is `/`.
    #[serde(default)]
    #[validate(length(max = 1000))]
    next: Option<String>,
}

/// Where to go on after linking a provider.
#[dto(crate = crate)]
struct LinkStart {
    /// A path of this application. Without one it is `/`.
    #[serde(default)]
    #[validate(length(max = 1000))]
    next: Option<String>,
}

/// Where to send the browser.
#[dto(crate = crate)]
struct Elsewhere {
    /// The address at the provider.
    url: String,
}

/// What a provider sends back.
#[dto(query, crate = crate)]
struct Returned {
    /// What is exchanged for tokens.
    #[serde(default)]
    #[validate(length(max = 4000))]
    code: Option<String>,
    /// What the provider was given, to give it back.
    #[serde(default)]
    #[validate(length(max = 1000))]
    state: Option<String>,
    /// Who the provider says that it is (RFC 9207).
    #[serde(default)]
    #[validate(length(max = 1000))]
    iss: Option<String>,
    /// Why there is no code.
    #[serde(default)]
    #[validate(length(max = 1000))]
    error: Option<String>,
}

/// List the providers whose accounts sign people in.
#[route(get, "/auth/oauth", policy = public, tag = "accounts", crate = crate)]
async fn list_providers(
    actor: Option<Actor>,
    State(providers): State<Providers>,
) -> Result<Vec<ProviderInfo>> {
    let linked = match actor {
        Some(actor) => providers.linked(actor.id).await?,
        None => Vec::new(),
    };
    let info = |(name, kind): (&str, &str)| {
        let linked = linked.iter().find(|linked| linked.provider == name);
        Ok(ProviderInfo {
            name: name.to_owned(),
            kind: kind.to_owned(),
            linked_at: linked.map(|linked| time(linked.at)).transpose()?,
        })
    };
    providers.names().map(info).collect()
}

/// Go to a provider to sign in there, and come back.
#[route(
    get,
    "/auth/oauth/{provider}",
    policy = public,
    tag = "accounts",
    rate_limit = "30/min per ip",
    crate = crate
)]
async fn sign_in_elsewhere(
    provider: String,
    start: SignInStart,
    State(desk): State<Desk>,
    State(providers): State<Providers>,
) -> Result<Departure, OAuthError> {
    let desk = desk.inner()?;
    let away = begin(desk, &provider, (start.next, None))?;
    let begun = providers.begin(&provider, away).await?;
    Ok(Departure::to(begun.url).with(desk.kept_cookie(begun.kept, begun.posted)))
}

/// Link an account elsewhere with that of the caller: the answer says where to send the browser.
///
/// It comes back to the path that is given, and from then on the account elsewhere signs the caller in. The caller has
/// proved the address of the account: else somebody could link with an account that its owner is yet to find.
#[route(
    post,
    "/auth/oauth/{provider}",
    policy = verified,
    tag = "accounts",
    rate_limit = "30/min per actor",
    audit = "account.oauth.link",
    crate = crate
)]
async fn link_elsewhere(
    provider: String,
    start: LinkStart,
    actor: Actor,
    State(desk): State<Desk>,
    State(providers): State<Providers>,
) -> Result<WithCookie<Elsewhere>, OAuthError> {
    let desk = desk.inner()?;
    let session = actor.session().ok_or(OAuthError::NotSignedIn)?.to_owned();
    let linking = Linking { account: actor.id, session };
    let away = begin(desk, &provider, (start.next, Some(linking)))?;
    let begun = providers.begin(&provider, away).await?;
    let cookie = desk.kept_cookie(begun.kept, begun.posted);
    Ok(WithCookie { cookie, reply: Elsewhere { url: begun.url } })
}

/// Come back from a provider: the caller is signed in, and sent on.
#[route(
    get,
    "/auth/oauth/{provider}/callback",
    policy = public,
    tag = "accounts",
    rate_limit = "30/min per ip",
    crate = crate
)]
async fn come_back(
    provider: String,
    returned: Returned,
    visit: Visit,
    State(desk): State<Desk>,
    State(providers): State<Providers>,
) -> Result<Departure, OAuthError> {
    arrive(desk.inner()?, &providers, (provider, returned), visit).await
}

/// Come back from a provider that sends a form (Apple): the caller is signed in, and sent on.
#[route(
    post,
    "/auth/oauth/{provider}/callback",
    policy = public,
    tag = "accounts",
    rate_limit = "30/min per ip",
    crate = crate
)]
async fn come_back_by_form(
    provider: String,
    Form(returned): Form<Returned>,
    visit: Visit,
    State(desk): State<Desk>,
    State(providers): State<Providers>,
) -> Result<Departure, OAuthError> {
    arrive(desk.inner()?, &providers, (provider, returned), visit).await
}

/// Take the link with a provider from the account of the caller.
#[route(
    delete,
    "/auth/oauth/{provider}",
    policy = authenticated,
    tag = "accounts",
    audit = "account.oauth.unlink",
    crate = crate
)]
async fn unlink_provider(
    provider: String,
    actor: Actor,
    State(providers): State<Providers>,
) -> Result<NoContent, OAuthError> {
    actor.session().ok_or(OAuthError::NotSignedIn)?;
    if providers.unlink(actor.id, &provider).await? {
        Ok(NoContent)
    } else {
        Err(OAuthError::UnknownProvider)
    }
}

fn begin(
    desk: &Inner,
    provider: &str,
    (next, linking): (Option<String>, Option<Linking>),
) -> Result<Begin> {
    let next = next.unwrap_or_else(|| "/".to_owned());
    if !is_path(&next) {
        return Err(Error::invalid(vec![Violation {
            pointer: "/next".to_owned(),
            code: "path".into(),
            message: "must be a path of this application, such as `/home`".to_owned(),
        }]));
    }
    let prefix = entry().map_or("", |entry| entry.prefix);
    let redirect = format!("{}{prefix}/oauth/{provider}/callback", desk.url);
    Ok(Begin { redirect, next, linking })
}

/// Whether a browser takes it for a path of this application, and never for an address elsewhere: `//` and `/\` begin
/// one, and tabs and line ends between them do not count.
fn is_path(next: &str) -> bool {
    let is_plain = |char: char| !char.is_control() && char != '\\';
    next.starts_with('/') && !next.starts_with("//") && next.chars().all(is_plain)
}

async fn arrive(
    desk: &Inner,
    providers: &Providers,
    (provider, returned): (String, Returned),
    visit: Visit,
) -> Result<Departure, OAuthError> {
    let Returned { code, state, iss, error } = returned;
    let answer = Answer { code, state, issuer: iss, error };
    let Visit { kept, client, before } = visit;
    let kept = kept.value(desk);
    let Arrived { person, next, linking } = providers.finish(&provider, (kept, answer)).await?;
    let is_linking = linking.is_some();
    let account = arrival::account(desk, providers, (&person, linking)).await?;
    let departure = Departure::to(next);
    if is_linking {
        return Ok(departure.with(desk.no_kept_cookie()));
    }
    if desk.cookies {
        // A second factor is not given there: policies that want one refuse until it is.
        let (cookie, _) = open(desk, (account, false), &client, before).await?;
        return Ok(departure.with(cookie).with(desk.no_kept_cookie()));
    }
    let kept = providers.hand_off(&provider, account)?;
    Ok(departure.with(desk.kept_cookie(kept, false)))
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_path_is_one_of_this_application() {
        for path in ["/", "/home", "/a/b?c=d#e", "/%2F%2Fevil.example", "/a//b", "/ü"] {
            assert!(is_path(path), "{path}");
        }
        for elsewhere in [
            "",
            "home",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\\..\\b",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
        ] {
            assert!(!is_path(elsewhere), "{elsewhere}");
        }
    }
}
