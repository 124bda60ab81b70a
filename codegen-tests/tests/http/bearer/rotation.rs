//! Keys that take the place of others, while nobody has to sign in again.

use super::*;

const UNKNOWN: &str = "the bearer token is signed with a key that is not known";

#[test]
fn a_new_key_takes_over_step_by_step() {
    let old = issued(&with_keys("old=env:RSA"));
    let added = with_keys("old=env:RSA,new=env:ED25519");
    assert_eq!(said(&issued(&added), "kid"), "old", "it is known before it signs");
    let moved = with_keys("new=env:ED25519,old=env:RSA");
    let new = issued(&moved);
    assert_eq!((&*said(&new, "kid"), &*said(&new, "alg")), ("new", "EdDSA"));
    let dropped = with_keys("new=env:ED25519");
    for server in [&added, &moved] {
        assert_accepted(server, &old);
        assert_accepted(server, &new);
    }
    assert_accepted(&dropped, &new);
    assert_refused(&dropped, &old, UNKNOWN);
}

#[test]
fn a_secret_beside_keys_verifies_and_does_not_sign() {
    let secret = ("ORDAIN_AUTH__SECRET", SECRET);
    let alone = start(&[secret]).unwrap();
    let both = start(&[secret, ("ORDAIN_AUTH__KEYS", "env:P256")]).unwrap();
    let new = issued(&both);
    assert_eq!(said(&new, "alg"), "ES256");
    // As they were signed before there were ids, too.
    let ancient = token(r#"{"typ":"JWT","alg":"HS256"}"#, Signer::Hmac(SECRET));
    for old in [&issued(&alone), &ancient] {
        assert_accepted(&alone, old);
        assert_accepted(&both, old);
        assert_refused(
            &with_keys("env:P256"),
            old,
            if old == &ancient {
                "the algorithm of the bearer token is not that of its key"
            } else {
                UNKNOWN
            },
        );
    }
    assert_accepted(&both, &new);
    let listed = [secret, ("ORDAIN_AUTH__KEYS", "env:P256,old=env:ORDAIN_AUTH__SECRET")];
    let listed = start(&listed).unwrap();
    assert_accepted(&listed, &ancient);
}

#[test]
fn a_key_without_an_id_has_the_same_one_everywhere() {
    for key in ["env:ED25519", "env:P256", "env:RSA", "env:HMAC"] {
        let [one, other] = [(); 2].map(|()| with_keys(key));
        let token = issued(&one);
        assert_accepted(&other, &token);
        let id = said(&token, "kid");
        assert!((16..=43).contains(&id.len()), "{key}: {id}");
        assert!(!SECRET.contains(&id));
    }
}

#[test]
fn tokens_are_for_an_audience_and_from_an_issuer() {
    let of = |issuer, audience| {
        start(&[
            ("ORDAIN_AUTH__KEYS", "env:ED25519"),
            ("ORDAIN_AUTH__ISSUER", issuer),
            ("ORDAIN_AUTH__AUDIENCE", audience),
        ])
        .unwrap()
    };
    let shop = of("https://id.example", "shop");
    let token = issued(&shop);
    assert_accepted(&shop, &token);
    let why = "the claims of the bearer token are not those of this application";
    assert_refused(&of("https://id.example", "bank"), &token, why);
    assert_refused(&of("https://evil.example", "shop"), &token, why);
    assert_refused(&shop, &issued(&with_keys("env:ED25519")), why);
}
