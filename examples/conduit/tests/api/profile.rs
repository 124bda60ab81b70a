//! Profiles, and who follows whom.

use super::support::Conduit;
use serde_json::{Value, json};

#[test]
fn somebody_is_followed_and_followed_no_longer() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    conduit.put("/user", &bob, &json!({"user": {"bio": "Builder."}})).expect(200);
    let profile = |following: bool| json!({"profile": {"username": "bob", "bio": "Builder.", "image": null, "following": following}});
    assert_eq!(conduit.get("/profiles/bob", "").expect(200), profile(false));
    for _ in 0..2 {
        let followed = conduit.post("/profiles/bob/follow", &ada, &Value::Null).expect(200);
        assert_eq!(followed, profile(true), "twice is once");
    }
    assert_eq!(conduit.get("/profiles/bob", &ada).expect(200), profile(true));
    assert_eq!(conduit.get("/profiles/bob", &bob).expect(200), profile(false));
    for _ in 0..2 {
        assert_eq!(conduit.delete("/profiles/bob/follow", &ada).expect(200), profile(false));
    }
    assert_eq!(conduit.get("/profiles/bob", &ada).expect(200), profile(false));
}

#[test]
fn nobody_has_no_profile_and_follows_nobody() {
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    conduit.get("/profiles/nobody", "").refused(404, "profile", "not found");
    conduit.post("/profiles/nobody/follow", &ada, &Value::Null).refused(
        404,
        "profile",
        "not found",
    );
    conduit.delete("/profiles/nobody/follow", &ada).refused(404, "profile", "not found");
    conduit.post("/profiles/ada/follow", "", &Value::Null).refused(401, "token", "is missing");
    conduit.delete("/profiles/ada/follow", "").refused(401, "token", "is missing");
}
