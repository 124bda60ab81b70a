//! The blog as its users see it: a process, a socket, a database file.

#[expect(dead_code, reason = "the other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::place::Place;
use support::{Answer, Blog};

/// The answer is a problem document of that status and code.
fn assert_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.body["status"], status);
    assert_eq!(answer.body["code"], code, "{}", answer.body);
    assert_eq!(answer.body["request_id"], answer.header("x-request-id"));
}

/// The document of the running blog names the status for the operation.
fn assert_declared(blog: &Blog, operation: &str, status: u16) {
    let document = blog.get("/openapi.json", None).body;
    let (method, path) = operation.split_once(' ').expect("METHOD /path");
    let responses = &document["paths"][path][method.to_lowercase()]["responses"];
    assert!(responses[status.to_string()].is_object(), "{operation} has no {status}: {responses}");
}

fn new_post(slug: &str) -> Value {
    json!({"slug": slug, "title": "A title", "body": "Text.", "published": true})
}

#[test]
fn posts_are_written_read_edited_and_deleted() {
    let blog = Blog::start();
    let author = blog.token("author");
    let created = blog.post("/posts", Some(&author), &new_post("first"));
    assert_eq!(created.status, 201, "{}", created.body);
    assert_eq!(created.header("location"), "/posts/first");
    assert_declared(&blog, "POST /posts", 201);

    let shown = blog.get("/posts/first", None);
    assert_eq!((shown.status, &shown.body), (200, &created.body));

    let edited = blog.patch("/posts/first", Some(&author), &json!({"title": "Another"}));
    assert_eq!(edited.status, 200, "{}", edited.body);
    assert_eq!((&edited.body["title"], &edited.body["body"]), (&json!("Another"), &json!("Text.")));

    assert_eq!(blog.delete("/posts/first", Some(&author)).status, 204);
    assert_problem(&blog.get("/posts/first", None), 404, "not_found");
    assert_declared(&blog, "GET /posts/{slug}", 404);
}

#[test]
fn a_post_is_deleted_with_its_comments() {
    let blog = Blog::start();
    let editor = blog.token("editor");
    let path = "/posts/second-thoughts";
    let comments = format!("{path}/comments");
    assert_eq!(blog.get(&comments, None).body["total"], 1);
    let deleted = blog.delete(path, Some(&editor));
    assert_eq!(deleted.status, 204, "{}", deleted.body);
    assert_eq!(blog.get(&comments, None).status, 404);
}

#[test]
fn lists_have_pages_and_links() {
    let blog = Blog::start();
    let author = blog.token("author");
    for number in 0..3 {
        blog.post("/posts", Some(&author), &new_post(&format!("post-{number}")));
    }
    let page = blog.get("/posts?page=2&per_page=2", None);
    assert_eq!(page.status, 200);
    assert_eq!(page.body["total"], 5);
    assert_eq!(page.body["items"].as_array().map(Vec::len), Some(2));
    assert!(page.header("link").contains("</posts?page=3&per_page=2>; rel=\"next\""));
    let refused = blog.get("/posts?page=0&per_page=1000", None);
    assert_problem(&refused, 422, "invalid");
    assert_eq!(refused.pointers(), ["/page", "/per_page"]);
    assert_problem(&blog.get("/posts?page=x", None), 400, "bad_request");
}

#[test]
fn drafts_are_listed_for_those_who_may_edit_them() {
    let blog = Blog::start();
    let [reader, author, editor] = ["reader", "author", "editor"].map(|name| blog.token(name));
    let draft = json!({"slug": "draft", "title": "A draft", "body": "Text."});
    assert_eq!(blog.post("/posts", Some(&author), &draft).status, 201);
    let hers = json!({"slug": "hers", "title": "Of the editor", "body": "Text."});
    assert_eq!(blog.post("/posts", Some(&editor), &hers).status, 201);

    let listed = |token: Option<&str>| {
        let answer = blog.get("/posts", token);
        assert_eq!(answer.status, 200, "{}", answer.body);
        let posts = answer.body["items"].as_array().unwrap();
        let slugs = posts.iter().filter_map(|post| post["slug"].as_str());
        slugs.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(listed(None), "second-thoughts hello-world");
    assert_eq!(listed(Some(&reader)), "second-thoughts hello-world");
    assert_eq!(listed(Some(&author)), "draft second-thoughts hello-world");
    assert_eq!(listed(Some(&editor)), "hers draft second-thoughts hello-world");
    // What is listed by the rule is what the rule lets pass.
    let change = json!({"title": "Edited"});
    assert_eq!(blog.patch("/posts/draft", Some(&author), &change).status, 200);
    assert_problem(&blog.patch("/posts/hers", Some(&author), &change), 403, "forbidden");
    assert_problem(&blog.get("/posts", Some("no token")), 401, "unauthorized");
}

#[test]
fn access_is_what_the_declarations_say() {
    let blog = Blog::start();
    let [reader, author, editor] = ["reader", "author", "editor"].map(|name| blog.token(name));

    let stranger = blog.post("/posts", None, &new_post("x"));
    assert_problem(&stranger, 401, "unauthorized");
    assert_eq!(stranger.header("www-authenticate"), "Bearer");
    let denied = blog.post("/posts", Some(&reader), &new_post("x"));
    assert_problem(&denied, 403, "forbidden");
    let reason = denied.body["detail"].as_str().unwrap_or_default();
    assert!(reason.contains("Permission::WritePosts"), "{reason}");

    // The editor wrote `second-thoughts`.
    let change = json!({"title": "Mine now"});
    assert_problem(&blog.patch("/posts/second-thoughts", Some(&author), &change), 403, "forbidden");
    assert_eq!(blog.patch("/posts/hello-world", Some(&author), &change).status, 200);
    assert_eq!(blog.patch("/posts/hello-world", Some(&editor), &change).status, 200);
    // Whether there is such a post is nobody's business before they have signed in.
    assert_problem(&blog.patch("/posts/nothing", None, &change), 401, "unauthorized");
    assert_problem(&blog.patch("/posts/nothing", Some(&author), &change), 404, "not_found");
    for status in [401, 403, 404] {
        assert_declared(&blog, "PATCH /posts/{slug}", status);
    }

    let forged = format!("{}x", &author[..author.len() - 1]);
    let refused = blog.get("/auth/me", Some(&forged));
    assert_problem(&refused, 401, "unauthorized");
    assert!(refused.header("www-authenticate").contains("error=\"invalid_token\""));
}

#[test]
fn bad_requests_are_explained_and_change_nothing() {
    let blog = Blog::start();
    let author = blog.token("author");
    let post = |body: &Value| blog.post("/posts", Some(&author), body);

    let long = "x".repeat(81);
    let invalid = post(&json!({"slug": long, "title": "", "body": ""}));
    assert_problem(&invalid, 422, "invalid");
    assert_eq!(invalid.pointers(), ["/slug", "/title"]);
    let unknown = post(&json!({"slug": "s", "title": "t", "body": "", "author_id": 1}));
    assert_eq!(unknown.status, 422, "{}", unknown.body);
    let missing = post(&json!({"slug": "s"}));
    assert_eq!(missing.status, 422, "{}", missing.body);

    let raw = |media, body: &[u8]| blog.post_raw("/posts", Some(&author), media, body);
    let broken = raw("application/json", b"{\"slug\": \"x\",,}");
    assert_problem(&broken, 400, "bad_request");
    let detail = broken.body["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("line 1 column 14"), "{detail}");
    assert_problem(&raw("text/plain", b"hello"), 415, "unsupported_media_type");
    let large = vec![b' '; 300 * 1024];
    assert_problem(&raw("application/json", &large), 413, "payload_too_large");
    assert_problem(&post(&new_post("hello-world")), 409, "slug_taken");
    for status in [400, 409, 413, 415, 422, 429] {
        assert_declared(&blog, "POST /posts", status);
    }

    let wrong = blog.put("/posts", None, &json!({}));
    assert_problem(&wrong, 405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), "GET, HEAD, POST, OPTIONS");
    assert_eq!(blog.get("/posts", None).body["total"], 2);
}

#[test]
fn accounts_keep_their_secrets_and_their_roles() {
    let mut blog = Blog::start();
    let registration =
        json!({"email": "new@blog.example", "name": "New", "password": "long enough"});
    let registered = blog.post("/auth/register", None, &registration);
    assert_eq!(registered.status, 202, "{}", registered.body);
    // Who has an account is not found out by registering.
    let again = blog.post("/auth/register", None, &registration);
    assert_eq!((again.status, &again.body), (202, &registered.body));
    let line = blog.wait_for_line("mail, which is not sent");
    assert!(line.contains("new@blog.example"), "{line}");

    let credentials = json!({"login": "new@blog.example", "password": "wrong"});
    assert_problem(&blog.post("/auth/login", None, &credentials), 401, "wrong_credentials");
    let credentials = json!({"login": "nobody@blog.example", "password": "wrong"});
    assert_problem(&blog.post("/auth/login", None, &credentials), 401, "wrong_credentials");
    let credentials = json!({"login": "new@blog.example", "password": "long enough"});
    let signed_in = blog.post("/auth/login", None, &credentials);
    let token = signed_in.body["access_token"].as_str().expect("a token").to_owned();
    let me = blog.get("/auth/me", Some(&token));
    assert_eq!(me.body["role"], "Reader");
    assert!(me.body.get("password").is_none(), "{}", me.body);
    let id = &me.body["id"];

    let (admin, editor) = (blog.token("admin"), blog.token("editor"));
    assert_eq!(blog.get("/users", Some(&editor)).status, 403);
    let path = format!("/users/{id}/role");
    assert_eq!(blog.post("/posts", Some(&token), &new_post("early")).status, 403);
    let changed = blog.put(&path, Some(&admin), &json!({"role": "Author"}));
    assert_eq!((changed.status, &changed.body["role"]), (200, &json!("Author")));
    let refused = blog.put(&path, Some(&admin), &json!({"role": "Emperor"}));
    assert_eq!(refused.status, 422, "{}", refused.body);
    // It holds from the next request, with the token as it was.
    assert_eq!(blog.post("/posts", Some(&token), &new_post("early")).status, 201);
}

#[test]
fn an_address_is_read_by_its_owner_and_by_those_who_manage_accounts() {
    let blog = Blog::start();
    let me = blog.get("/auth/me", Some(&blog.token("author")));
    assert_eq!(me.body["email"], "author@blog.example", "{}", me.body);
    let all = blog.get("/users", Some(&blog.token("admin"))).body;
    let items = all["items"].as_array().expect("a list");
    assert!(items.iter().all(|user| user["email"].is_string()), "{all}");
    let document = blog.get("/openapi.json", None).body;
    let email = &document["components"]["schemas"]["User"]["properties"]["email"];
    assert_eq!(email["x-ordain-read"], "any(own_account, Permission::ManageUsers)");
}

#[test]
fn comments_belong_to_those_who_wrote_them() {
    let blog = Blog::start();
    let [reader, author, editor] = ["reader", "author", "editor"].map(|name| blog.token(name));
    let path = "/posts/hello-world/comments";
    let comment = blog.post(path, Some(&author), &json!({"body": "Thanks."}));
    assert_eq!(comment.status, 201, "{}", comment.body);
    let address = format!("/comments/{}", comment.body["id"]);
    assert_eq!(blog.delete(&address, Some(&reader)).status, 403);
    assert_eq!(blog.delete(&address, Some(&author)).status, 204);
    assert_eq!(blog.get(path, None).body["total"], 1);
    let first = blog.get(path, None).body["items"][0]["id"].clone();
    assert_eq!(blog.delete(&format!("/comments/{first}"), Some(&editor)).status, 204);
    assert_problem(&blog.delete("/comments/x", Some(&editor)), 400, "bad_request");
}

#[test]
fn too_many_calls_are_refused() {
    let blog = Blog::start();
    // What is wrong with the body is looked at later, so this is quick.
    let answers: Vec<Answer> =
        (0..60).map(|_| blog.post("/auth/login", None, &json!({}))).collect();
    assert!(answers[..30].iter().all(|answer| answer.status == 422));
    let refused = answers.iter().find(|answer| answer.status == 429).expect("a refusal");
    assert_problem(refused, 429, "too_many_requests");
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    assert_eq!(refused.header("ratelimit-limit"), "30");
    assert_declared(&blog, "POST /auth/login", 429);
}

#[test]
fn a_job_survives_the_death_of_the_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let blog = Blog::start_in(folder, &[("ORDAIN_JOBS__ENABLED", "false")]);
    let author = blog.token("author");
    assert_eq!(blog.post("/posts", Some(&author), &new_post("survivor")).status, 201);
    blog.signal("-KILL");
    let (folder, _) = blog.ended();

    let mut blog = Blog::start_in(folder, &[]);
    let line = blog.wait_for_line("a new post was announced");
    assert!(line.contains("survivor"), "{line}");
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(blog.count_lines("a new post was announced"), 1);
}

#[test]
fn a_refused_post_announces_nothing() {
    let mut blog = Blog::start();
    let author = blog.token("author");
    assert_eq!(blog.post("/posts", Some(&author), &new_post("hello-world")).status, 409);
    assert_eq!(blog.post("/posts", Some(&author), &new_post("announced")).status, 201);
    let line = blog.wait_for_line("a new post was announced");
    assert!(line.contains("announced"), "{line}");
    assert_eq!(blog.count_lines("a new post was announced"), 1);
}

#[test]
fn a_request_in_flight_outlives_the_signal() {
    let blog = Blog::start();
    // Checking a password takes long enough to be asked to stop meanwhile.
    let credentials = json!({"login": "author@blog.example", "password": "correct horse"});
    std::thread::scope(|scope| {
        let request = scope.spawn(|| blog.post("/auth/login", None, &credentials));
        std::thread::sleep(std::time::Duration::from_millis(15));
        blog.signal("-TERM");
        assert_eq!(request.join().expect("no panic").status, 200);
    });
    let (_, status) = blog.ended();
    assert!(status.success(), "{status}");
}

#[test]
fn health_and_documentation_answer() {
    let blog = Blog::start();
    assert_eq!(blog.get("/health/live", None).status, 204);
    assert_eq!(blog.get("/health/ready", None).status, 204);
    let page = blog.get("/docs/index.html", None);
    assert_eq!(page.status, 200);
    assert!(page.body.as_str().is_some_and(|html| html.contains("swagger-ui")), "{}", page.body);
}

/// Runs a command of the blog's binary where it can reach nothing.
fn command(arguments: &[&str]) -> (bool, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_blog"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .env("ORDAIN_ENV", "dev")
        .output()
        .expect("the blog runs");
    assert!(std::fs::read_dir(folder.path()).expect("a folder").next().is_none(), "it left a file");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_printed_document_is_the_served_one() {
    let blog = Blog::start();
    let (success, printed, _) = command(&["openapi"]);
    assert!(success);
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(printed, blog.get("/openapi.json", None).body);
}

#[test]
fn the_committed_access_matrix_holds() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/policies.md");
    let (success, checked, errors) = command(&["policies", "--check", file]);
    assert!(success, "{errors}");
    assert!(checked.ends_with("no differences\n"), "{checked}");
    let (success, matrix, _) = command(&["policies", "--format", "md"]);
    assert!(success);
    assert_eq!(matrix, include_str!("../policies.md"));
}

#[test]
fn a_change_of_a_role_is_in_the_audit_log() {
    let place = Place::in_file();
    let blog = Blog::start_on(&place, &[]);
    let admin = blog.token("admin");
    let users = blog.get("/users", Some(&admin)).body;
    let reader = &users["items"][0];
    assert_eq!(reader["role"], "Reader");
    let path = format!("/users/{}/role", reader["id"]);
    let changed = blog.put(&path, Some(&admin), &json!({"role": "Editor"}));
    assert_eq!(changed.body["role"], "Editor", "{}", changed.body);
    let author = blog.token("author");
    assert_eq!(blog.put(&path, Some(&author), &json!({"role": "Admin"})).status, 403);

    let audit = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_blog"))
            .arg("audit")
            .args(arguments)
            .current_dir(place.folder.path())
            .env_clear()
            .env("ORDAIN_ENV", "dev")
            .env("DATABASE_URL", &place.url)
            .output()
            .expect("the blog runs");
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).expect("text"))
    };
    let (success, rows) = audit(&["list", "--action", "user.role", "--since", "2026-01-01"]);
    let rows: Vec<&str> = rows.lines().collect();
    assert!(success && rows.len() == 3, "{rows:#?}");
    assert!(rows[1].contains(r#""before":{"role":"Reader""#), "{}", rows[1]);
    assert!(rows[1].contains(r#""after":{"role":"Editor""#), "{}", rows[1]);
    assert!(rows[1].contains("  200  ") && rows[1].contains("PUT /users/{id}/role"), "{}", rows[1]);
    assert!(rows[2].contains("  403  "), "{}", rows[2]);
    assert_eq!(audit(&["list", "--actor", "99"]).1.lines().count(), 1);
    let (success, whole) = audit(&["verify"]);
    assert!(success && whole.starts_with("2 rows, unbroken\nhead "), "{whole}");
    let head = whole.trim().rsplit(' ').next().expect("a hash");
    assert!(audit(&["verify", "--head", head]).0);
    let (success, said) = audit(&["verify", "--head", "0123"]);
    assert!(!success && said.contains("no row has the hash `0123`"), "{said}");
    place.run("UPDATE ordain_audit SET actor = '1' WHERE seq = 1");
    let (success, said) = audit(&["verify"]);
    assert!(
        !success && said.contains("row 1 is the first that is not as it was written"),
        "{said}"
    );
}

#[test]
fn routes_are_listed_and_checked() {
    let (success, routes, _) = command(&["routes"]);
    assert!(success);
    let line = routes.lines().find(|line| line.contains("/posts/{slug}/comments"));
    assert!(line.is_some_and(|line| line.starts_with("GET")), "{routes}");
    let (success, checked, errors) = command(&["check", "--strict"]);
    assert!(success, "{errors}");
    assert!(checked.ends_with("no faults\n"), "{checked}");
}
