//! Articles: written, read, listed, changed, liked and deleted.

use super::support::Conduit;
use serde_json::{Value, json};

fn article(title: &str) -> Value {
    json!({"article": {"title": title, "description": "About", "body": "Text"}})
}

/// The slugs of a list, and the number of all.
fn listed(list: &Value) -> (Vec<&str>, u64) {
    let articles = list["articles"].as_array().expect("a list");
    let slugs = articles.iter().filter_map(|article| article["slug"].as_str()).collect();
    (slugs, list["articlesCount"].as_u64().expect("a number"))
}

/// As JavaScript writes a moment.
fn is_moment(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let digits = |c: char| if c.is_ascii_digit() { '0' } else { c };
    text.chars().map(digits).collect::<String>() == "0000-00-00T00:00:00.000Z"
}

#[test]
fn an_article_is_written_shown_changed_and_deleted() {
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    let new = json!({"article": {
        "title": "How to train your dragon", "description": "Ever wonder how?", "body": "You have to believe",
        "tagList": ["training", "dragons", "training"],
    }});
    let created = conduit.post("/articles", &ada, &new).expect(201);
    let shown = conduit.get("/articles/how-to-train-your-dragon", "").expect(200);
    assert_eq!(created, shown);
    let (created_at, updated_at) = (&shown["article"]["createdAt"], &shown["article"]["updatedAt"]);
    assert!(is_moment(created_at) && is_moment(updated_at), "{shown}");
    assert_eq!(
        shown["article"],
        json!({
            "slug": "how-to-train-your-dragon", "title": "How to train your dragon",
            "description": "Ever wonder how?", "body": "You have to believe",
            "tagList": ["training", "dragons"], "createdAt": created_at, "updatedAt": updated_at,
            "favorited": false, "favoritesCount": 0,
            "author": {"username": "ada", "bio": null, "image": null, "following": false},
        })
    );

    let path = "/articles/how-to-train-your-dragon";
    let changed = conduit.put(path, &ada, &json!({"article": {"body": "With care"}})).expect(200);
    assert_eq!(
        (&changed["article"]["body"], &changed["article"]["createdAt"]),
        (&json!("With care"), created_at)
    );
    assert_eq!(changed["article"]["tagList"], json!(["training", "dragons"]), "it is kept");
    let change = json!({"article": {"title": "And cats", "tagList": ["cats"]}});
    let changed = conduit.put(path, &ada, &change).expect(200);
    assert_eq!(
        (&changed["article"]["slug"], &changed["article"]["tagList"]),
        (&json!("and-cats"), &json!(["cats"]))
    );
    conduit.get(path, "").refused(404, "article", "not found");
    let changed =
        conduit.put("/articles/and-cats", &ada, &json!({"article": {"tagList": []}})).expect(200);
    assert_eq!(changed["article"]["tagList"], json!([]));

    assert_eq!(conduit.delete("/articles/and-cats", &ada).expect(204), "");
    conduit.get("/articles/and-cats", "").refused(404, "article", "not found");
}

#[test]
fn what_is_wrong_with_an_article_is_told() {
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    let slug = conduit.write(&ada, "First", &[]);
    let path = format!("/articles/{slug}");
    for field in ["title", "description", "body"] {
        let mut new = article("Second");
        new["article"][field] = json!("");
        conduit.post("/articles", &ada, &new).refused(422, field, "can't be blank");
        new["article"].as_object_mut().map(|article| article.remove(field));
        conduit.post("/articles", &ada, &new).refused(422, field, "can't be blank");
        for value in [json!(""), Value::Null] {
            let change = json!({"article": {field: value}});
            conduit.put(&path, &ada, &change).refused(422, field, "can't be blank");
        }
    }
    conduit.put(&path, &ada, &json!({"article": {"tagList": null}})).refused(
        422,
        "tagList",
        "can't be blank",
    );
    conduit.put(&path, &ada, &json!({"article": {"tagList": ["a", ""]}})).refused(
        422,
        "tagList",
        "can't be blank",
    );
    conduit.post("/articles", &ada, &json!({})).refused(422, "article", "can't be blank");
    conduit.post("/articles", "", &article("Second")).refused(401, "token", "is missing");
    conduit.put(&path, "", &json!({"article": {"body": "x"}})).refused(401, "token", "is missing");
    conduit.delete(&path, "").refused(401, "token", "is missing");
}

#[test]
fn a_title_makes_an_address_of_its_own() {
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    conduit.write(&ada, "One title", &[]);
    conduit.post("/articles", &ada, &article("One: TITLE!")).refused(
        409,
        "slug",
        "has already been taken",
    );
    let other = conduit.write(&ada, "Another title", &[]);
    conduit
        .put(&format!("/articles/{other}"), &ada, &json!({"article": {"title": "one title"}}))
        .refused(422, "slug", "has already been taken");
    assert_eq!(conduit.write(&ada, "Über  Füchse & Gänse", &[]), "über-füchse-gänse");
    conduit.get("/articles/%C3%BCber-f%C3%BCchse-g%C3%A4nse", "").expect(200);
    for title in ["!!!", "Feed", "???"] {
        let slug = conduit.write(&ada, title, &[]);
        assert_eq!(
            conduit.get(&format!("/articles/{slug}"), "").expect(200)["article"]["title"],
            title
        );
    }
    let long = "x".repeat(255);
    assert_eq!(conduit.write(&ada, &long, &[]), long);
    let answer = conduit.post("/articles", &ada, &article(&"x".repeat(256))).expect(422);
    assert!(answer["errors"]["title"].is_array(), "{answer}");
}

#[test]
fn others_touch_no_article() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    let path = format!("/articles/{}", conduit.write(&ada, "Mine", &[]));
    // Who may not change it is told nothing of the change.
    conduit.put(&path, &bob, &json!({"article": {"title": ""}})).refused(
        403,
        "article",
        "forbidden",
    );
    conduit.delete(&path, &bob).refused(403, "article", "forbidden");
    conduit.put("/articles/none", &bob, &article("x")).refused(404, "article", "not found");
    conduit.delete("/articles/none", &bob).refused(404, "article", "not found");
    conduit.get(&path, "").expect(200);
}

#[test]
fn an_article_is_liked_once() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    let slug = conduit.write(&ada, "Likeable", &["tag"]);
    let (path, favorite) = (format!("/articles/{slug}"), format!("/articles/{slug}/favorite"));
    let of = |article: &Value| {
        (article["article"]["favorited"].clone(), article["article"]["favoritesCount"].clone())
    };
    for _ in 0..2 {
        let liked = conduit.post(&favorite, &bob, &Value::Null).expect(200);
        assert_eq!(of(&liked), (json!(true), json!(1)));
        assert_eq!(liked["article"]["body"], "All of it");
    }
    let liked = conduit.post(&favorite, &ada, &Value::Null).expect(200);
    assert_eq!(of(&liked), (json!(true), json!(2)));
    assert_eq!(of(&conduit.get(&path, "").expect(200)), (json!(false), json!(2)));
    for _ in 0..2 {
        let left = conduit.delete(&favorite, &bob).expect(200);
        assert_eq!(of(&left), (json!(false), json!(1)));
    }
    conduit.post("/articles/none/favorite", &bob, &Value::Null).refused(
        404,
        "article",
        "not found",
    );
    conduit.delete("/articles/none/favorite", &bob).refused(404, "article", "not found");
    conduit.post(&favorite, "", &Value::Null).refused(401, "token", "is missing");
    conduit.delete(&favorite, "").refused(401, "token", "is missing");
    // What belongs to it goes with it.
    conduit
        .post(&format!("{path}/comments"), &bob, &json!({"comment": {"body": "Nice"}}))
        .expect(201);
    conduit.delete(&path, &ada).expect(204);
}

#[test]
fn a_list_is_narrowed_and_cut() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    for (by, title, tags) in [
        (&ada, "a", &["x", "y"] as &[&str]),
        (&bob, "b", &["y"]),
        (&ada, "c", &[]),
        (&ada, "d", &["z", "x"]),
    ] {
        conduit.write(by, title, tags);
    }
    conduit.post("/articles/a/favorite", &bob, &Value::Null).expect(200);
    conduit.post("/articles/b/favorite", &ada, &Value::Null).expect(200);
    for (query, slugs, count) in [
        ("", &["d", "c", "b", "a"] as &[&str], 4),
        ("?tag=x", &["d", "a"], 2),
        ("?tag=none", &[], 0),
        ("?author=ada", &["d", "c", "a"], 3),
        ("?author=nobody", &[], 0),
        ("?favorited=bob", &["a"], 1),
        ("?author=ada&tag=y", &["a"], 1),
        ("?limit=2", &["d", "c"], 4),
        ("?limit=2&offset=3", &["a"], 4),
        ("?offset=9223372036854775807", &[], 4),
        ("?limit=100000", &["d", "c", "b", "a"], 4),
        ("?author=ada&limit=1&offset=1", &["c"], 3),
    ] {
        let list = conduit.get(&format!("/articles{query}"), "").expect(200);
        assert_eq!(listed(&list), (slugs.to_vec(), count), "{query}");
    }
    let list = conduit.get("/articles", &bob).expect(200);
    let liked = &list["articles"][3];
    assert_eq!((&liked["favorited"], &liked["favoritesCount"]), (&json!(true), &json!(1)));
    assert_eq!(liked["tagList"], json!(["x", "y"]));
    assert_eq!(list["articles"][0]["tagList"], json!(["z", "x"]), "as they were given");
    assert!(
        list["articles"]
            .as_array()
            .into_iter()
            .flatten()
            .all(|article| article.get("body").is_none())
    );
    for query in
        ["limit=0", "limit=-1", "limit=abc", "offset=-1", "offset=x", "limit=9223372036854775808"]
    {
        let answer = conduit.get(&format!("/articles?{query}"), "").expect(422);
        let (name, _) = query.split_once('=').expect("a parameter");
        assert!(answer["errors"][name].is_array(), "{query}: {answer}");
    }
}

#[test]
fn twenty_are_listed_where_nobody_says_how_many() {
    let conduit = Conduit::start();
    let ada = conduit.register("ada");
    for number in 0..21 {
        conduit.write(&ada, &format!("Number {number}"), &[]);
    }
    let list = conduit.get("/articles", "").expect(200);
    let (slugs, count) = listed(&list);
    assert_eq!((slugs.len(), slugs[0], count), (20, "number-20", 21));
}

#[test]
fn the_feed_has_what_the_followed_write() {
    let conduit = Conduit::start();
    let (ada, bob) = (conduit.register("ada"), conduit.register("bob"));
    let cleo = conduit.register("cleo");
    for (by, title) in [(&ada, "a1"), (&bob, "b1"), (&ada, "a2"), (&cleo, "c1")] {
        conduit.write(by, title, &["tag"]);
    }
    let feed = |query: &str| conduit.get(&format!("/articles/feed{query}"), &cleo).expect(200);
    assert_eq!(feed(""), json!({"articles": [], "articlesCount": 0}));
    conduit.post("/profiles/ada/follow", &cleo, &Value::Null).expect(200);
    let list = feed("");
    assert_eq!(listed(&list), (vec!["a2", "a1"], 2));
    assert_eq!(list["articles"][0]["author"]["following"], true);
    assert!(list["articles"][0].get("body").is_none());
    conduit.post("/profiles/bob/follow", &cleo, &Value::Null).expect(200);
    assert_eq!(listed(&feed("?limit=1&offset=1")), (vec!["b1"], 3));
    conduit.get("/articles/feed", "").refused(401, "token", "is missing");
    assert_eq!(conduit.get("/articles/feed?limit=x", &cleo).status, 422);
}

#[test]
fn all_tags_are_listed_once() {
    let conduit = Conduit::start();
    assert_eq!(conduit.get("/tags", "").expect(200), json!({"tags": []}));
    let ada = conduit.register("ada");
    conduit.write(&ada, "One", &["rust", "web"]);
    conduit.write(&ada, "Two", &["web", "api"]);
    assert_eq!(conduit.get("/tags", "").expect(200), json!({"tags": ["api", "rust", "web"]}));
}
