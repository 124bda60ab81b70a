//! The scripts, on a Redis server of the test's own.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use super::*;

/// A server that ends with the test.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// `None` where the program is not installed.
    fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--save", "", "--appendonly", "no"])
            .stdout(Stdio::null())
            .spawn();
        let Ok(process) = process else {
            eprintln!("skipped: `redis-server` is not installed");
            return None;
        };
        Some(Self { process, url: format!("redis://127.0.0.1:{port}") })
    }

    async fn store(&self) -> Redis {
        let store = Redis::at(&self.url).unwrap();
        while store.load("probe").await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        store
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_counts_exactly() {
    let Some(server) = Server::start() else { return };
    let store = Arc::new(server.store().await);
    exactly_so_many(Arc::clone(&store)).await;
    replaces_what_was_read(store).await;
}

#[test]
fn the_script_says_what_the_memory_says() {
    let Some(server) = Server::start() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let store = runtime.block_on(server.store());
    // The server drops a key by its own clock, which the calls of the test run ahead of.
    let long = calls(100_000..=5_000_000);
    let mut keys = 0_u32..;
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let keys = std::cell::RefCell::new(&mut keys);
    let compared = runner.run(&long, |(window, gaps)| {
        let key = format!("same {}", keys.borrow_mut().next().unwrap());
        let (mut trace, mut now) = (Trace::default(), wall());
        for gap in gaps.iter().take(150) {
            now += gap;
            let here = window.hit(&mut trace, now);
            let there = runtime.block_on(store.count(&key, &window, Some(now))).unwrap();
            prop_assert_eq!(there, here);
        }
        Ok(())
    });
    compared.unwrap();
}

#[test]
fn an_address_that_is_none_is_not_shown() {
    let error = Redis::at("redis://:secret@host:port:port").err().unwrap();
    assert!(!error.source_chain().contains("secret"), "{}", error.source_chain());
    assert!(error.source_chain().contains("redis.url"));
}
