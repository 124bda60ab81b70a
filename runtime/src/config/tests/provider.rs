//! Sections that the application names: read from every layer, checked as a whole, their secrets shown in no place.

use secrecy::ExposeSecret;

use super::super::{Provider, ProviderKind, block_keys};
use super::{Tested, load, message, shown};

const SECRET: &str = "the-secret-of-a-provider";

fn one(text: &str) -> Result<Provider, Box<dyn std::error::Error>> {
    let mut providers = load(&[("ordain.toml", text)], &[])?.providers;
    assert_eq!(providers.len(), 1);
    providers.pop().ok_or_else(|| "none".into())
}

#[test]
fn a_provider_is_one_block() -> Tested {
    let text = format!("[auth.providers.google]\nclient_id = \"shop\"\nclient_secret = {SECRET:?}");
    let google = one(&text)?;
    assert_eq!((google.name.as_str(), google.client_id.as_str()), ("google", "shop"));
    assert_eq!(google.kind(), ProviderKind::Google);
    let secret = google.client_secret.as_ref().map(ExposeSecret::expose_secret);
    assert_eq!(secret, Some(SECRET));
    let work =
        one("[auth.providers.work]\nkind = \"oidc\"\nissuer = \"https://id.example.com/realm\"\n\
         client_id = \"shop\"\nscopes = \"openid  email\"")?;
    assert_eq!(work.kind(), ProviderKind::Oidc);
    assert_eq!(work.issuer.as_deref(), Some("https://id.example.com/realm"));
    assert_eq!(work.scopes, Some(vec!["openid".to_owned(), "email".to_owned()]));
    Ok(())
}

#[test]
fn layers_make_a_block_together_and_blocks_are_in_order() -> Tested {
    let file = "[auth.providers.github]\nclient_id = \"shop\"\n\
                [auth.providers.discord]\nclient_id = \"chat\"\nclient_secret = \"from the file\"";
    let config = load(
        &[("ordain.toml", file), (".env", "ORDAIN_AUTH__PROVIDERS__MY_LAB__CLIENT_ID=lab")],
        &[
            ("ORDAIN_AUTH__PROVIDERS__GITHUB__CLIENT_SECRET", SECRET),
            ("ORDAIN_AUTH__PROVIDERS__DISCORD__CLIENT_SECRET", SECRET),
            ("ORDAIN_AUTH__PROVIDERS__MY_LAB__KIND", "gitlab"),
            ("ORDAIN_AUTH__PROVIDERS__MY_LAB__ISSUER", "https://git.example.com"),
            ("ORDAIN_AUTH__PROVIDERS__MY_LAB__CLIENT_SECRET", SECRET),
        ],
    )?;
    let named: Vec<(&str, &str)> =
        config.providers.iter().map(|it| (it.name.as_str(), it.client_id.as_str())).collect();
    assert_eq!(named, [("discord", "chat"), ("github", "shop"), ("my_lab", "lab")]);
    for provider in &config.providers {
        let secret = provider.client_secret.as_ref().map(ExposeSecret::expose_secret);
        assert_eq!(secret, Some(SECRET), "{}", provider.name);
    }
    assert!(!format!("{config:?}").contains(SECRET));
    let (text, _) = shown(&config, "auth.providers.github.client_secret").ok_or("not set")?;
    assert_eq!(text, "(hidden)");
    let (text, origin) = shown(&config, "auth.providers.my_lab.issuer").ok_or("not set")?;
    assert_eq!(text, "\"https://git.example.com\"");
    assert!(origin.to_string().contains("ORDAIN_AUTH__PROVIDERS__MY_LAB__ISSUER"), "{origin}");
    Ok(())
}

/// What is wrong with a file.
fn of(text: &str) -> String {
    let message = message(&[("ordain.toml", text)], &[]);
    message.replace("the configuration has a fault:\n- ", "")
}

#[test]
fn names_and_keys_are_checked() {
    for (text, fault) in [
        (
            "[auth.providers.google]\nclient_id = \"a\"\nclient_secret = \"b\"\nclientid = \"c\"",
            "`auth.providers.google.clientid` is not a known key (ordain.toml:4)\n  \
             help: did you mean `auth.providers.google.client_id`?",
        ),
        (
            "[auth.providers.google]\nclient_id = \"a\"\nclient_secret = \"b\"\ncolour = \"c\"",
            "`auth.providers.google.colour` is not a known key (ordain.toml:4)\n  \
             help: known keys of `[auth.providers.google]` are `kind`, `issuer`, `client_id`, \
             `client_secret`, `scopes`, `authorize_url`, `token_url`, `userinfo_url`",
        ),
        (
            "[auth.providers.my-work]\nclient_id = \"a\"",
            "`[auth.providers.my-work]` must be named by small letters, digits and single `_`, \
             beginning with a letter (ordain.toml:1)",
        ),
        (
            "[auth]\nproviders = \"google\"",
            "`auth.providers` holds sections with names and no values (ordain.toml:2)\n  \
             help: write `[auth.providers.<name>]` and its keys below",
        ),
        (
            "[auth.providers]\nclient_id = \"a\"",
            "`auth.providers.client_id` holds sections with names and no values (ordain.toml:2)\n  \
             help: write `[auth.providers.<name>]` and its keys below",
        ),
        (
            "[auth.providers.google]\nclient_secret = \"b\"",
            "`auth.providers.google.client_id` must be the name that the provider gave the \
             application (default)",
        ),
    ] {
        assert_eq!(of(text), fault);
    }
    assert!(
        one(
            "[auth.providers.google_2]\nkind = \"google\"\nclient_id = \"a\"\nclient_secret = \"b\""
        )
        .is_ok()
    );
}

#[test]
fn variables_are_checked() {
    for (variable, help) in [
        (
            "ORDAIN_AUTH__PROVIDERS__GOOGLE__CLIENT_SECRTE",
            "did you mean `ORDAIN_AUTH__PROVIDERS__GOOGLE__CLIENT_SECRET`?",
        ),
        (
            "ORDAIN_AUTH__PROVIDERS__CLIENT_SECRET",
            "variables of `[auth.providers.<name>]` are named ORDAIN_AUTH__PROVIDERS__<NAME>__<KEY>",
        ),
    ] {
        let expected = format!(
            "the configuration has a fault:\n- `{variable}` is not a known variable \
             ({variable} in the environment)\n  help: {help}"
        );
        assert_eq!(message(&[], &[(variable, SECRET)]), expected);
    }
}

#[test]
fn keys_go_together() {
    let block =
        |name: &str, rest: &str| of(&format!("[auth.providers.{name}]\nclient_id = \"a\"\n{rest}"));
    for (name, rest, fault) in [
        (
            "work",
            "",
            "`auth.providers.work.kind` must say which provider it is, for the name says nothing \
             (default)\n  help: set it to `oidc`, and `issuer`, for a provider of OpenID Connect",
        ),
        ("google", "", "`auth.providers.google.client_secret` must be set for `google` (default)"),
        (
            "oidc",
            "",
            "`auth.providers.oidc.issuer` must be set for `oidc` (default)\n  help: it is the address \
             under which the provider serves `/.well-known/openid-configuration`",
        ),
        (
            "microsoft",
            "client_secret = \"b\"",
            "`auth.providers.microsoft.issuer` must be set for `microsoft` (default)\n  help: it is \
             `https://login.microsoftonline.com/<tenant>/v2.0`, of the tenant whose accounts sign in, or of `common`",
        ),
        (
            "github",
            "client_secret = \"b\"\nissuer = \"https://github.com\"",
            "`auth.providers.github.issuer` is not for `github`, which has no OpenID Connect \
             (ordain.toml:4)\n  help: set `authorize_url`, `token_url` and `userinfo_url`",
        ),
        (
            "google",
            "client_secret = \"b\"\ntoken_url = \"https://google.com\"",
            "`auth.providers.google.token_url` is not for `google`, whose endpoints are found by its \
             `issuer` (ordain.toml:4)",
        ),
        (
            "google",
            "client_secret = \"b\"\nissuer = \"http://accounts.google.com\"",
            "`auth.providers.google.issuer = \"http://accounts.google.com\"` must be an address such as \
             `https://id.example.com`; `http://` on this machine only (ordain.toml:4)",
        ),
        (
            "google",
            "client_secret = \"b\"\nkind = \"gogle\"",
            "`auth.providers.google.kind = \"gogle\"` must be `oidc`, `google`, `microsoft`, `apple`, \
             `github`, `gitlab`, `discord` or `twitter` (ordain.toml:4)",
        ),
    ] {
        assert_eq!(block(name, rest), fault);
    }
    let half =
        block("github", "client_secret = \"b\"\ntoken_url = \"https://git.example.com/token\"");
    for key in ["authorize_url", "userinfo_url"] {
        let fault = format!("`auth.providers.github.{key}` must be set, for its neighbours are");
        assert!(half.contains(&fault), "{half}");
    }
}

#[test]
fn plain_http_is_for_this_machine() {
    let issuer = |issuer: &str| {
        one(&format!("[auth.providers.oidc]\nclient_id = \"a\"\nissuer = {issuer:?}")).is_ok()
    };
    for good in
        ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:80/a", "https://id.example"]
    {
        assert!(issuer(good), "{good}");
    }
    for bad in [
        "http://localhost.evil.example",
        "http://127.0.0.1@evil.example",
        "ftp://a",
        "https://",
        "a",
    ] {
        assert!(!issuer(bad), "{bad}");
    }
}

#[test]
fn the_template_has_no_name() {
    for key in block_keys() {
        assert_eq!(key.section, "auth.providers");
    }
    assert_eq!(block_keys().filter(|key| key.is_secret()).count(), 1);
}
