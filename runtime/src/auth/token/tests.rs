//! Tokens that are good, and every way in which one is not.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;
use crate::config::{Config, Defaults};

const SECRET: &str = "a sentence that only these tests know";

fn tokens(secret: &str) -> Tokens {
    match Tokens::new(&secret.into(), Duration::from_mins(1)) {
        Ok(tokens) => tokens,
        Err(error) => panic!("{error}"),
    }
}

/// Tokens as these variables configure them.
fn configured(variables: &[(&str, &str)]) -> Result<Tokens> {
    let variables = variables.iter().copied();
    let config = Config::load_from(Path::new("/nowhere"), variables, &Defaults::default())?;
    Tokens::configured(&config.auth)?.ok_or_else(|| Error::internal("nothing is configured"))
}

const NOW: u64 = 1_800_000_000;

fn issued(tokens: &Tokens) -> String {
    match tokens.grant(7, ()).issue_at(NOW) {
        Ok(token) => token.as_str().to_owned(),
        Err(error) => panic!("{error}"),
    }
}

fn good() -> String {
    issued(&tokens(SECRET))
}

fn verified(tokens: &Tokens, token: &str) -> Result<i64, AuthError> {
    tokens.verified_at(token, NOW).map(|verified| verified.actor().id)
}

fn refused(token: &str) -> Option<AuthError> {
    verified(&tokens(SECRET), token).err()
}

/// A token with this header and these claims, signed with HMAC and SHA-256 as ours are.
fn signed(header: &str, claims: &str) -> String {
    let message = format!("{}.{}", base64(header.as_bytes()), base64(claims.as_bytes()));
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = ring::hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", base64(signature.as_ref()))
}

fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

const HS256: &str = r#"{"typ":"JWT","alg":"HS256"}"#;
const CLAIMS: &str = r#"{"sub":"7","roles":[],"iat":1,"exp":4102444800}"#;

#[test]
fn a_token_tells_who_bears_it() {
    let tokens = tokens(SECRET);
    assert_eq!(verified(&tokens, &good()), Ok(7));
    assert_eq!(verified(&tokens, &signed(HS256, CLAIMS)), Ok(7));
    let negative = CLAIMS.replace("\"7\"", "\"-3\"");
    assert_eq!(verified(&tokens, &signed(HS256, &negative)), Ok(-3));
}

#[test]
fn a_secret_that_can_be_guessed_is_refused() {
    for (secret, expected) in [
        (&SECRET[..31], "has less than 32 bytes"),
        (&"swordfish!".repeat(4), "repeats a shorter text"),
    ] {
        let weak = Tokens::new(&secret.into(), Duration::from_mins(1)).err();
        let text = weak.map(|error| error.source_chain()).unwrap_or_default();
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_random_secret_is_another_one_each_time() -> Result<()> {
    let lifetime = Duration::from_mins(1);
    let (one, other) = (Tokens::random(lifetime)?, Tokens::random(lifetime)?);
    let token = one.issue(7, ())?;
    assert_eq!(one.verify(token.as_str()).map(|actor| actor.id), Ok(7));
    assert_eq!(other.verify(token.as_str()).err(), Some(AuthError::Key));
    Ok(())
}

#[test]
fn an_expired_token_is_refused_after_the_leeway() {
    let tokens = tokens(SECRET);
    let token = issued(&tokens);
    // The second time each is found among those that were verified before.
    for _ in 0..2 {
        let at = |seconds| tokens.verified_at(&token, NOW + seconds).err();
        assert_eq!(at(58), None);
        assert_eq!(at(65), None, "within the leeway");
        assert_eq!(at(66), Some(AuthError::Expired));
    }
    let never_seen = self::tokens(SECRET).verified_at(&token, NOW + 66);
    assert_eq!(never_seen.err(), Some(AuthError::Expired));
}

#[test]
fn a_token_is_refused_before_its_time() {
    let tokens = tokens(SECRET);
    let token = signed(HS256, &CLAIMS.replace("\"iat\"", &format!("\"nbf\":{NOW},\"iat\"")));
    for _ in 0..2 {
        let before = |seconds| tokens.verified_at(&token, NOW - seconds).err();
        assert_eq!(before(6), Some(AuthError::Claims));
        assert_eq!(before(5), None, "within the leeway");
    }
    assert_eq!(tokens.verified_at(&token, NOW - 6).err(), Some(AuthError::Claims));
}

#[test]
fn only_what_was_verified_is_found_without_verifying() {
    let tokens = tokens(SECRET);
    let token = issued(&tokens);
    assert_eq!(tokens.0.cache.len(), 0, "not before it was sent");
    for _ in 0..3 {
        assert_eq!(verified(&tokens, &token), Ok(7));
        assert_eq!(tokens.0.cache.len(), 1);
    }
    for wrong in [format!("{token}A"), token[1..].to_owned(), signed(HS256, "{}")] {
        assert!(verified(&tokens, &wrong).is_err());
    }
    assert_eq!(tokens.0.cache.len(), 1);
    assert!(tokens.verified_at(&token, NOW + 1000).is_err());
    assert_eq!(tokens.0.cache.len(), 0, "an expired one is forgotten");
}

#[test]
fn a_token_may_say_more_of_its_bearer() -> Result<()> {
    let tokens = tokens(SECRET);
    let token = tokens.grant(7, ()).session("first").second_factor(true).issue_at(NOW)?;
    for _ in 0..2 {
        let said = tokens.verified_at(token.as_str(), NOW)?;
        assert_eq!((said.session(), said.actor().has_second_factor()), (Some("first"), true));
    }
    let said = tokens.verified_at(&issued(&tokens), NOW)?;
    assert_eq!((said.session(), said.actor().has_second_factor()), (None, false));
    let claims = CLAIMS.replace("\"iat\"", "\"amr\":[\"pwd\"],\"iat\"");
    assert!(!tokens.verified_at(&signed(HS256, &claims), NOW)?.actor().has_second_factor());
    Ok(())
}

#[test]
fn issuer_and_audience_are_written_and_demanded() -> Result<()> {
    let of = |issuer, audience| {
        let settings = [("ORDAIN_AUTH__ISSUER", issuer), ("ORDAIN_AUTH__AUDIENCE", audience)];
        let settings = settings.into_iter().filter(|(_, value): &(_, &str)| !value.is_empty());
        let secret = [("ORDAIN_AUTH__SECRET", SECRET)];
        configured(&settings.chain(secret).collect::<Vec<_>>())
    };
    let ours = of("https://shop.example", "shop")?;
    let token = issued(&ours);
    assert_eq!(verified(&ours, &token), Ok(7));
    let wrong = Err(AuthError::Claims);
    assert_eq!(verified(&ours, &good()), wrong, "neither is said");
    assert_eq!(verified(&of("https://other.example", "shop")?, &token), wrong);
    assert_eq!(verified(&of("https://shop.example", "other")?, &token), wrong);
    assert_eq!(
        verified(&of("https://shop.example", "")?, &token),
        wrong,
        "it is for somebody else"
    );
    assert_eq!(verified(&of("", "shop")?, &token), Ok(7), "nothing is demanded of the issuer");
    for half in [of("https://shop.example", "")?, of("", "shop")?] {
        assert_eq!(verified(&ours, &issued(&half)), wrong, "one of them is missing");
    }
    Ok(())
}

#[test]
fn a_token_of_another_secret_is_refused() {
    let other = issued(&tokens("another sentence, as unknown as that"));
    assert_eq!(refused(&other), Some(AuthError::Key), "it names its key");
    let (head, rest) = other.split_once('.').unwrap_or_default();
    assert!(!head.is_empty());
    assert_eq!(
        refused(&format!("{}.{rest}", base64(HS256.as_bytes()))),
        Some(AuthError::Signature)
    );
}

#[test]
fn a_token_without_signature_is_refused() {
    let message =
        |header: &str| format!("{}.{}", base64(header.as_bytes()), base64(CLAIMS.as_bytes()));
    for none in ["none", "None", "NONE", "nOnE"] {
        let header = format!(r#"{{"typ":"JWT","alg":"{none}"}}"#);
        for token in [format!("{}.", message(&header)), signed(&header, CLAIMS)] {
            assert_eq!(refused(&token), Some(AuthError::Algorithm), "{none}");
        }
    }
    assert_eq!(refused(&format!("{}.", message(HS256))), Some(AuthError::Signature));
    assert_eq!(refused(&message(HS256)), Some(AuthError::Malformed));
}

#[test]
fn another_algorithm_is_refused_even_with_the_right_secret() {
    let message = |name: &str| {
        let header = format!(r#"{{"typ":"JWT","alg":"{name}"}}"#);
        format!("{}.{}", base64(header.as_bytes()), base64(CLAIMS.as_bytes()))
    };
    for (name, algorithm) in
        [("HS384", ring::hmac::HMAC_SHA384), ("HS512", ring::hmac::HMAC_SHA512)]
    {
        let key = ring::hmac::Key::new(algorithm, SECRET.as_bytes());
        let signature = ring::hmac::sign(&key, message(name).as_bytes());
        let token = format!("{}.{}", message(name), base64(signature.as_ref()));
        assert_eq!(refused(&token), Some(AuthError::Algorithm), "{name}");
    }
    for name in ["RS256", "ES256", "EdDSA", "PS512"] {
        let header = format!(r#"{{"typ":"JWT","alg":"{name}"}}"#);
        assert_eq!(refused(&signed(&header, CLAIMS)), Some(AuthError::Algorithm), "{name}");
    }
}

#[test]
fn a_truncated_token_is_refused_wherever_it_ends() {
    let token = good();
    for length in 0..token.len() {
        assert!(refused(&token[..length]).is_some(), "{length} of {} bytes", token.len());
    }
    assert_eq!(refused(&format!("{token}.")), Some(AuthError::Malformed));
    assert!(refused(&format!("{token}A")).is_some());
}

#[test]
fn claims_under_a_signature_of_others_are_refused() {
    let token = good();
    let admin = signed(HS256, &CLAIMS.replace("\"7\"", "\"1\""));
    let part =
        |token: &str, index| token.split('.').nth(index).map(str::to_owned).unwrap_or_default();
    let swapped = format!("{}.{}.{}", part(&token, 0), part(&admin, 1), part(&token, 2));
    assert_eq!(refused(&swapped), Some(AuthError::Signature));
}

#[test]
fn claims_that_are_not_ours_are_refused() {
    for (claims, error) in [
        (r#"{"sub":"7","iat":1}"#, AuthError::Malformed),
        (r#"{"exp":4102444800,"iat":1}"#, AuthError::Malformed),
        (r#"{"sub":"seven","iat":1,"exp":4102444800}"#, AuthError::Claims),
        (r#"{"sub":"7 ","iat":1,"exp":4102444800}"#, AuthError::Claims),
        (r#"{"sub":7,"iat":1,"exp":4102444800}"#, AuthError::Malformed),
        (r#"{"sub":"7","iat":1,"exp":"4102444800"}"#, AuthError::Malformed),
        (r#"{"sub":"7","iat":1,"exp":4102444800,"aud":"another service"}"#, AuthError::Claims),
        (r#"{"sub":"7","iat":1,"exp":4102444800,"nbf":4102444700}"#, AuthError::Claims),
        (r#"{"sub":"7","iat":1,"exp":4102444800,"nbf":"0"}"#, AuthError::Malformed),
        (r#"{"sub":"7","iat":1,"exp":4102444800,"sid":7}"#, AuthError::Malformed),
        ("[]", AuthError::Malformed),
        ("", AuthError::Malformed),
    ] {
        assert_eq!(refused(&signed(HS256, claims)), Some(error), "{claims}");
    }
}

#[test]
fn an_extension_that_must_be_understood_is_refused() {
    let header = HS256.replace('}', r#","crit":["b64"]}"#);
    assert_eq!(refused(&signed(&header, CLAIMS)), Some(AuthError::Header));
}

#[test]
fn a_token_that_is_longer_than_any_is_not_looked_at() {
    let token = |length| signed(HS256, &(CLAIMS.to_owned() + &" ".repeat(length)));
    assert_eq!(refused(&token(11_000)), None);
    assert_eq!(refused(&token(13_000)), Some(AuthError::Malformed));
}

#[test]
fn an_unknown_role_grants_nothing() {
    let claims = CLAIMS.replace("[]", r#"["Emperor"]"#);
    let said = tokens(SECRET).verified_at(&signed(HS256, &claims), NOW);
    assert_eq!(said.map(|said| said.actor().roles().count()), Ok(0));
}

#[test]
fn a_refusal_is_a_401_with_its_challenge() {
    let error = Error::from(AuthError::Expired);
    assert_eq!(error.status(), 401);
    let challenge =
        error.headers().first().map(|(name, value)| (name.as_str(), value.to_str().ok()));
    let expected =
        r#"Bearer error="invalid_token", error_description="the bearer token has expired""#;
    assert_eq!(challenge, Some(("www-authenticate", Some(expected))));
}

#[test]
fn nothing_shows_the_secret_or_the_token() {
    let tokens = tokens(SECRET);
    assert!(!format!("{tokens:?}").contains(SECRET));
    let token = tokens.issue(7, ());
    let shown = format!("{token:?}");
    assert!(token.is_ok_and(|token| !shown.contains(token.as_str())), "{shown}");
}
