//! Tokens that are good, and every way in which one is not.

use super::*;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn tokens(secret: &str) -> Tokens {
    match Tokens::new(&secret.into(), Duration::from_mins(1)) {
        Ok(tokens) => tokens,
        Err(error) => panic!("{error}"),
    }
}

fn issued(tokens: &Tokens, now: SystemTime) -> String {
    match tokens.issue_at(7, (), None, now) {
        Ok(token) => token.as_str().to_owned(),
        Err(error) => panic!("{error}"),
    }
}

fn good() -> String {
    issued(&tokens(SECRET), SystemTime::now())
}

fn refused(token: &str) -> Option<AuthError> {
    tokens(SECRET).verify(token).err()
}

/// A token with this header and these claims, signed with HMAC and SHA-256 as ours are.
fn signed(header: &str, claims: &str) -> String {
    let message = format!("{}.{}", base64(header.as_bytes()), base64(claims.as_bytes()));
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = ring::hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", base64(signature.as_ref()))
}

/// The URL-safe alphabet, without padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..=chunk.len() {
            let sextet = bits >> (18 - 6 * index) & 63;
            text.push(char::from(ALPHABET[sextet as usize]));
        }
    }
    text
}

const HS256: &str = r#"{"typ":"JWT","alg":"HS256"}"#;
const CLAIMS: &str = r#"{"sub":"7","roles":[],"iat":1,"exp":4102444800}"#;

#[test]
fn a_token_tells_who_bears_it() {
    let actor = tokens(SECRET).verify(&good());
    assert_eq!(actor.map(|actor| (actor.id, actor.roles().count())), Ok((7, 0)));
    assert_eq!(refused(&signed(HS256, CLAIMS)), None);
    let negative = CLAIMS.replace("\"7\"", "\"-3\"");
    assert_eq!(tokens(SECRET).verify(&signed(HS256, &negative)).map(|actor| actor.id), Ok(-3));
}

#[test]
fn a_secret_must_be_long_enough() {
    let short = Tokens::new(&SECRET[1..].into(), Duration::from_mins(1)).err();
    let text = short.map(|error| error.source_chain()).unwrap_or_default();
    assert!(text.contains("31 bytes, and 32 is the least"), "{text}");
    assert!(!text.contains(&SECRET[1..]), "{text}");
}

#[test]
fn a_random_secret_is_another_one_each_time() -> Result<()> {
    let lifetime = Duration::from_mins(1);
    let (one, other) = (Tokens::random(lifetime)?, Tokens::random(lifetime)?);
    let token = one.issue(7, ())?;
    assert_eq!(one.verify(token.as_str()).map(|actor| actor.id), Ok(7));
    assert_eq!(other.verify(token.as_str()).err(), Some(AuthError::Signature));
    Ok(())
}

#[test]
fn an_expired_token_is_refused_after_the_leeway() {
    let ago = |seconds| SystemTime::now() - Duration::from_secs(seconds);
    let tokens = tokens(SECRET);
    assert_eq!(refused(&issued(&tokens, ago(58))), None);
    assert_eq!(refused(&issued(&tokens, ago(62))), None, "within the leeway");
    assert_eq!(refused(&issued(&tokens, ago(70))), Some(AuthError::Expired));
}

#[test]
fn a_token_of_another_secret_is_refused() {
    let other = issued(&tokens("another secret of thirty-two bytes"), SystemTime::now());
    assert_eq!(refused(&other), Some(AuthError::Signature));
}

#[test]
fn a_token_without_signature_is_refused() {
    let message =
        |header: &str| format!("{}.{}", base64(header.as_bytes()), base64(CLAIMS.as_bytes()));
    for none in ["none", "None", "NONE", "nOnE"] {
        let header = format!(r#"{{"typ":"JWT","alg":"{none}"}}"#);
        assert_eq!(
            refused(&format!("{}.", message(&header))),
            Some(AuthError::Malformed),
            "{none}"
        );
        assert_eq!(refused(&signed(&header, CLAIMS)), Some(AuthError::Malformed), "{none}");
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
        ("[]", AuthError::Malformed),
        ("", AuthError::Malformed),
    ] {
        assert_eq!(refused(&signed(HS256, claims)), Some(error), "{claims}");
    }
}

#[test]
fn an_extension_that_must_be_understood_is_refused() {
    let header = HS256.replace('}', r#","crit":["b64"]}"#);
    assert_eq!(refused(&signed(&header, CLAIMS)), Some(AuthError::Malformed));
}

#[test]
fn an_unknown_role_grants_nothing() {
    let claims = CLAIMS.replace("[]", r#"["Emperor"]"#);
    let actor = tokens(SECRET).verify(&signed(HS256, &claims));
    assert_eq!(actor.map(|actor| actor.roles().count()), Ok(0));
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
