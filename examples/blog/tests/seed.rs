//! The blog's seeders, by its own command and at its start.

#[path = "support/command.rs"]
mod command;
#[expect(dead_code, reason = "the other tests use the rest")]
mod support;

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use command::{blog, folder, run};
use support::Blog;
use tempfile::TempDir;

fn seed(folder: &Path, arguments: &[&str]) -> String {
    let (success, text) = run(folder, "dev", &[&["seed"], arguments].concat());
    assert!(success, "{arguments:?}: {text}");
    text
}

fn refused(folder: &Path, environment: &str, arguments: &[&str]) -> String {
    let (success, text) = run(folder, environment, arguments);
    assert!(!success, "{arguments:?}: {text}");
    text
}

/// How many rows there are of users, posts and comments.
fn rows(folder: &Path) -> Vec<i64> {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let url = format!("sqlite:{}", folder.join("blog.db").display());
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        use ordain::db::RunQuery;
        let db = ordain::db::Db::connect(&url, &ordain::db::Options::default())
            .await
            .expect("a database");
        let mut rows = Vec::new();
        for table in ["users", "posts", "comments"] {
            let query = diesel::sql_query(format!("SELECT COUNT(*) AS count FROM {table}"));
            let count: Count = query.get_result(&db).await.expect("a number");
            rows.push(count.count);
        }
        db.close().await;
        rows
    })
}

/// Runs statements on the database of the folder.
fn change(folder: &Path, sql: &str) {
    let url = format!("sqlite:{}", folder.join("blog.db").display());
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let db = ordain::db::Db::connect(&url, &ordain::db::Options::default())
            .await
            .expect("a database");
        ordain::db::batch(sql, &db).await.expect("changed");
        db.close().await;
    });
}

/// Stops the blog and gives its folder back.
fn stop(blog: Blog) -> TempDir {
    blog.signal("-TERM");
    blog.ended().0
}

#[test]
fn each_command_does_what_it_says() {
    let folder = folder();
    let folder = folder.path();
    let list = seed(folder, &["list"]);
    assert!(list.contains("users     pending") && list.contains("blog::seed::comments"), "{list}");
    assert_eq!(seed(folder, &["run", "posts"]), "ran users\nran posts\n");
    assert_eq!(rows(folder), [4, 2, 0]);
    let all = "skipped users: done before\nskipped posts: done before\nran comments\n";
    assert_eq!(seed(folder, &["run", "--all"]), all);
    assert_eq!(seed(folder, &["run", "users"]), "skipped users: done before\n");
    assert_eq!(seed(folder, &["run", "users", "posts", "--again"]), "ran users\nran posts\n");
    assert_eq!(rows(folder), [4, 2, 2]);
    assert!(seed(folder, &["list"]).contains("comments  done   20"), "{}", seed(folder, &["list"]));
}

#[test]
fn a_refresh_empties_the_tables_of_models_only() {
    let folder = folder();
    let folder = folder.path();
    seed(folder, &["run", "--all"]);
    change(folder, "DELETE FROM comments; UPDATE posts SET title = 'Mine', id = id + 10");
    let (_, before) = run(folder, "dev", &["migrate", "status"]);
    let nobody = refused(folder, "dev", &["seed", "refresh"]);
    let text = "this deletes all rows of `comments`, `posts`, `users`: add `--yes` if it is meant";
    assert!(nobody.contains(text), "{nobody}");
    assert_eq!(rows(folder), [4, 2, 0]);
    let emptied = "emptied comments\nemptied posts\nemptied users\n";
    let told = seed(folder, &["refresh", "--yes"]);
    assert_eq!(told, format!("{emptied}ran users\nran posts\nran comments\n"));
    assert_eq!(rows(folder), [4, 2, 2]);
    assert_eq!(run(folder, "dev", &["migrate", "status"]).1, before);
    let (success, text) = run(folder, "dev", &["migrate", "check", "--database"]);
    assert!(success, "{text}");
}

#[test]
fn a_wrong_command_line_says_what_is_right() {
    let folder = folder();
    let text = refused(folder.path(), "dev", &["seed", "run", "user"]);
    let known = "there is no seeder `user`; there are `users`, `posts`, `comments`";
    assert!(text.contains(known), "{text}");
    let text = refused(folder.path(), "dev", &["seed", "run"]);
    assert!(text.contains("<NAME|--all>"), "{text}");
    let text = refused(folder.path(), "dev", &["seed", "run", "users", "--all"]);
    assert!(text.contains("cannot be used with"), "{text}");
}

#[test]
fn production_is_seeded_on_purpose() {
    let folder = folder();
    let (success, text) = run(folder.path(), "prod", &["migrate", "up"]);
    assert!(success, "{text}");
    for arguments in [&["seed", "run", "--all"][..], &["seed", "refresh"]] {
        let text = refused(folder.path(), "prod", arguments);
        assert!(text.contains("production: add `--yes`"), "{text}");
    }
    assert_eq!(rows(folder.path()), [0, 0, 0]);
    let mut check = blog(folder.path(), "prod", &["check"]);
    let check = check.env("ORDAIN_DATABASE__SEED", "auto").output().expect("the blog runs");
    let text = String::from_utf8_lossy(&check.stderr);
    assert!(!check.status.success() && text.contains("`database.seed` is `auto`"), "{text}");
    let settings = [&support::PRODUCTION[..], &[("DATABASE_URL", "sqlite:blog.db")]].concat();
    let folder = stop(Blog::start_in(folder, &settings));
    assert_eq!(rows(folder.path()), [0, 0, 0]);
    for arguments in [&["seed", "run", "users", "--yes"][..], &["seed", "refresh", "--yes"]] {
        let (success, text) = run(folder.path(), "prod", arguments);
        assert!(success && text.contains("ran users"), "{text}");
    }
    assert_eq!(rows(folder.path()), [4, 2, 2]);
}

#[test]
fn a_start_in_development_seeds_once() {
    let off = [("ORDAIN_DATABASE__SEED", "off")];
    let folder = stop(Blog::start_in(folder(), &off));
    assert_eq!(rows(folder.path()), [0, 0, 0]);
    let blog = Blog::start_in(folder, &[]);
    let editor = blog.token("editor");
    assert_eq!(blog.delete("/posts/hello-world", Some(&editor)).status, 204);
    let folder = stop(blog);
    let folder = stop(Blog::start_in(folder, &[]));
    assert_eq!(rows(folder.path()), [4, 1, 1], "what was deleted stays deleted");
    // Rows from before the first note are found.
    change(folder.path(), "DROP TABLE __ordain_seeds");
    let folder = stop(Blog::start_in(folder, &[]));
    assert_eq!(rows(folder.path()), [4, 2, 2]);
}

#[test]
fn ten_that_begin_at_once_run_each_once() {
    let folder = folder();
    let children: Vec<_> = (0..10)
        .map(|_| {
            let mut command = blog(folder.path(), "dev", &["seed", "run", "--all"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the blog runs")
        })
        .collect();
    let mut ran = 0;
    for child in children {
        let output = child.wait_with_output().expect("an end");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
        ran += text.matches("ran ").count();
    }
    assert_eq!((ran, rows(folder.path())), (3, vec![4, 2, 2]));
}

#[test]
fn a_killed_run_is_gone_on_with() {
    for delay in [0, 10, 20, 40, 60, 90] {
        let folder = folder();
        let mut command = blog(folder.path(), "dev", &["seed", "run", "--all"]);
        let mut child = command.stdout(Stdio::null()).spawn().expect("the blog runs");
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().expect("killed");
        child.wait().expect("an end");
        seed(folder.path(), &["run", "--all"]);
        assert_eq!(rows(folder.path()), [4, 2, 2]);
    }
}
