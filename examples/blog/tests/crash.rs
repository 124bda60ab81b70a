//! The blog, killed in the middle of its work: what it answered is kept, and nothing is kept by
//! halves.

#[expect(dead_code, reason = "the other tests use the rest")]
mod support;

use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::json;
use support::Blog;
use support::place::{Place, on_each};

/// Each post is written in one transaction with a job.
#[test]
fn a_killed_transaction_leaves_no_half() {
    on_each(|new_place| {
        let place = new_place();
        let blog = Blog::start_on(&place, &[("ORDAIN_JOBS__ENABLED", "false")]);
        prolong_transactions(&place);
        let tokens = ["author", "editor", "admin"].map(|name| blog.token(name));
        let written = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for token in &tokens {
                scope.spawn(|| write_posts(&blog, token, &written));
            }
            scope.spawn(|| {
                let deadline = Instant::now() + Duration::from_secs(30);
                while written.lock().expect("unpoisoned").len() < 20 {
                    assert!(Instant::now() < deadline, "the posts are not written");
                    std::thread::sleep(Duration::from_millis(1));
                }
                wait_for_transactions(&place);
                blog.signal("-KILL");
            });
        });
        blog.ended();

        let blog = Blog::start_on(&place, &[]);
        let written = written.into_inner().expect("unpoisoned");
        for path in &written {
            assert_eq!(blog.get(path, None).status, 200, "{path} on {}", place.url);
        }
        let posts = place.number("SELECT COUNT(*) FROM posts WHERE title = 'Under load'");
        let jobs = place.number("SELECT COUNT(*) FROM ordain_jobs");
        assert_eq!(posts, jobs, "{}", place.url);
        // A job finds its post, or it fails.
        let done = "SELECT COUNT(*) AS done FROM ordain_jobs WHERE status = 'done'";
        place.wait_for(&format!("SELECT COUNT(*) FROM ({done}) AS jobs WHERE done = {jobs}"));
        let answered = i64::try_from(written.len()).expect("a few");
        assert!((answered..answered + 3).contains(&posts), "{answered} of {posts} were answered");
    });
}

/// Writes posts until the blog is dead.
fn write_posts(blog: &Blog, token: &str, written: &Mutex<Vec<String>>) {
    for number in 0..30 {
        let slug = format!("{}-{number}", &token[token.len() - 8..].to_lowercase());
        let post = json!({"slug": slug, "title": "Under load", "body": "Text."});
        let Some(answer) = blog.try_post("/posts", Some(token), &post) else { return };
        assert_eq!(answer.status, 201, "{}", answer.body);
        written.lock().expect("unpoisoned").push(format!("/posts/{slug}"));
    }
}

/// Keeps each transaction open between the post and the job, so that there is a middle.
fn prolong_transactions(place: &Place) {
    if place.is_postgres() {
        place.run(
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END $$; \
             CREATE TRIGGER slow AFTER INSERT ON posts FOR EACH ROW EXECUTE FUNCTION slow()",
        );
    } else if !place.is_sqlite() {
        place.run("CREATE TRIGGER slow AFTER INSERT ON posts FOR EACH ROW DO SLEEP(0.05)");
    }
}

/// Waits until one is open.
fn wait_for_transactions(place: &Place) {
    if place.is_postgres() {
        place.wait_for("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    } else if !place.is_sqlite() {
        place.wait_for(
            "SELECT COUNT(*) FROM information_schema.processlist \
             WHERE state = 'User sleep' AND db = DATABASE()",
        );
    }
}
