//! Servers in processes of their own: the program of a test again, told by its environment to be one.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::client::{Answer, Request};
use crate::server::Server;

const ROLE: &str = "ORDAIN_TEST_SERVER";
/// What begins the line that says where a server listens.
const LISTENS: &str = "listens on ";

/// A server in a process of its own, which ends with this value.
pub struct Other {
    process: Child,
    address: SocketAddr,
    /// What it has logged.
    log: Arc<Mutex<String>>,
}

impl Other {
    /// Starts this program again: its test `process::server`, with those of `names` among the variables that
    /// are given.
    #[must_use]
    pub fn start(names: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "process::server", "--nocapture"]).env(ROLE, "");
        for name in names {
            command.env_remove(name);
        }
        let mut process = command
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = String::new();
        let listens = |line: std::io::Result<String>| {
            let line = line.unwrap();
            said.push_str(&line);
            line.split_once(LISTENS).map(|(_, address)| address.parse().unwrap())
        };
        let address = lines.by_ref().find_map(listens).expect("the server starts");
        let log = Arc::new(Mutex::new(said));
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                written.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Self { process, address, log }
    }

    /// Sends a request and waits for the answer.
    #[must_use]
    pub fn send(&self, request: &Request) -> Answer {
        request.send(self.address)
    }

    /// How often a text was logged.
    #[must_use]
    pub fn logged(&self, text: &str) -> usize {
        self.log.lock().unwrap().matches(text).count()
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the other process does, which is given its variables by those names. In an ordinary test, nothing.
pub fn serve(names: &[&str], start: impl FnOnce(&[(&str, &str)]) -> Server) {
    if !is_other() {
        return;
    }
    let given: Vec<(&str, String)> =
        names.iter().filter_map(|name| Some((*name, std::env::var(name).ok()?))).collect();
    let variables: Vec<(&str, &str)> =
        given.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let server = start(&variables);
    println!("{LISTENS}{}", server.address());
    // It ends with the process that started it, however that ends.
    let mut line = String::new();
    while std::io::stdin().read_line(&mut line).is_ok_and(|length| length > 0) {}
    std::process::exit(0);
}

/// Whether this is the other process.
#[must_use]
pub fn is_other() -> bool {
    std::env::var(ROLE).is_ok()
}

/// Waits for something that happens soon.
#[track_caller]
pub fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let started = Instant::now();
    while !happened() {
        assert!(started.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
