//! A database server that goes away under load and comes back: the blog says so meanwhile, and goes
//! on without a restart.

#[expect(dead_code, reason = "the other tests use the rest")]
mod support;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use codegen_tests::private::{Kind, Private};
use serde_json::json;
use support::Blog;
use support::place::Place;

/// What the load saw.
#[derive(Default)]
struct Seen {
    good: AtomicUsize,
    unavailable: AtomicUsize,
    over: AtomicBool,
}

impl Seen {
    fn note(&self, status: u16, what: &str) {
        match status {
            200 | 201 => self.good.fetch_add(1, Ordering::Relaxed),
            503 => self.unavailable.fetch_add(1, Ordering::Relaxed),
            _ => panic!("{what}: {status}"),
        };
    }

    /// Waits for so many more of them.
    fn wait(&self, count: &AtomicUsize, more: usize) {
        let enough = count.load(Ordering::Relaxed) + more;
        let deadline = Instant::now() + Duration::from_secs(20);
        while count.load(Ordering::Relaxed) < enough {
            assert!(Instant::now() < deadline, "{} of {enough}", count.load(Ordering::Relaxed));
            assert!(!self.over.load(Ordering::Relaxed), "the load has failed");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Ends the load, also when something has failed.
struct End<'a>(&'a Seen);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::Relaxed);
    }
}

fn survive(kind: Kind) {
    let Some(mut server) = Private::start(kind) else { return };
    let place = Place::on(&server.url());
    let settings = [
        ("ORDAIN_SERVER__WORKERS", "4"),
        ("ORDAIN_DATABASE__ACQUIRE_TIMEOUT", "2s"),
        // Each request would be a line, and each failure another one.
        ("ORDAIN_LOG__LEVEL", "off,ordain::app=info"),
    ];
    let blog = Blog::start_on(&place, &settings);
    let token = blog.token("reader");
    let seen = Seen::default();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| load(&blog, &token, &seen));
        }
        let end = End(&seen);
        for _ in 0..2 {
            seen.wait(&seen.good, 50);
            server.kill();
            seen.wait(&seen.unavailable, 20);
            assert_eq!(blog.get("/health/ready", None).status, 503, "{kind:?}");
            assert_eq!(blog.get("/health/live", None).status, 204, "{kind:?}");
            server.begin(true);
            let begun = Instant::now();
            while blog.get("/health/ready", None).status != 204 {
                assert!(begun.elapsed() < Duration::from_secs(10), "{kind:?} is not ready");
            }
        }
        // A connection that was used a moment ago is not looked at before it is used again.
        std::thread::sleep(Duration::from_millis(1500));
        let failed = seen.unavailable.load(Ordering::Relaxed);
        seen.wait(&seen.good, 400);
        assert_eq!(seen.unavailable.load(Ordering::Relaxed), failed, "{kind:?}: all has recovered");
        drop(end);
    });
    let written = place.number("SELECT COUNT(*) FROM comments WHERE body = 'Still here?'");
    assert!(written > 0);
}

/// Reads and writes until all is over.
fn load(blog: &Blog, token: &str, seen: &Seen) {
    let _end = End(seen);
    while !seen.over.load(Ordering::Relaxed) {
        let path = "/posts/hello-world/comments";
        seen.note(blog.get(path, None).status, path);
        let comment = json!({"body": "Still here?"});
        seen.note(blog.post(path, Some(token), &comment).status, "a comment");
        seen.note(blog.get("/posts", None).status, "/posts");
    }
}

#[test]
fn postgres_goes_away_and_comes_back() {
    survive(Kind::Postgres);
}

#[test]
fn mysql_goes_away_and_comes_back() {
    survive(Kind::Mysql);
}
