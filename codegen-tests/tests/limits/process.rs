//! Other processes: this program again, told by its environment to be a server, and Redis.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::*;

const ROLE: &str = "ORDAIN_TEST_SERVER";
/// What begins the line that says where a server listens.
const LISTENS: &str = "listens on ";
/// The variables that a server is given on.
const NAMES: [&str; 4] =
    ["REDIS_URL", "DATABASE_URL", "ORDAIN_LIMITS__STORE", "ORDAIN_LIMITS__PATIENCE"];

/// A server in a process of its own, which ends with this value.
pub(super) struct Other {
    process: Child,
    address: SocketAddr,
    /// What it has logged.
    log: Arc<Mutex<String>>,
}

impl Other {
    pub(super) fn start(variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "process::server", "--nocapture"]).env(ROLE, "");
        for name in NAMES {
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
        let listens = |line: std::io::Result<String>| {
            line.unwrap().split_once(LISTENS).map(|(_, address)| address.parse().unwrap())
        };
        let address = lines.by_ref().find_map(listens).expect("the server starts");
        let log = Arc::new(Mutex::new(String::new()));
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                written.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Self { process, address, log }
    }

    pub(super) fn send(&self, request: &Request) -> Answer {
        request.send(self.address)
    }

    /// How often a text was logged.
    pub(super) fn logged(&self, text: &str) -> usize {
        self.log.lock().unwrap().matches(text).count()
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the other process does. As an ordinary test, nothing.
#[test]
fn server() {
    if std::env::var(ROLE).is_err() {
        return;
    }
    tracing_subscriber::fmt().with_ansi(false).init();
    let given: Vec<(&str, String)> =
        NAMES.iter().filter_map(|name| Some((*name, std::env::var(name).ok()?))).collect();
    let mut variables = vec![("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.1")];
    variables.push(("ORDAIN_METRICS__ENABLED", "true"));
    variables.extend(given.iter().map(|(name, value)| (*name, value.as_str())));
    let server = start(&variables);
    println!("{LISTENS}{}", server.address());
    // It ends with the process that started it, however that ends.
    let mut line = String::new();
    while std::io::stdin().read_line(&mut line).is_ok_and(|length| length > 0) {}
    std::process::exit(0);
}

/// A Redis server that ends with this value.
pub(super) struct Redis {
    process: Child,
    port: u16,
}

impl Redis {
    /// `None` where the program is not installed.
    pub(super) fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        match run_redis(port) {
            Ok(process) => Some(Self { process, port }),
            Err(_) => {
                println!("skipped: `redis-server` is not installed");
                None
            }
        }
    }

    pub(super) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub(super) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(super) fn start_again(&mut self) {
        self.process = run_redis(self.port).unwrap();
    }
}

fn run_redis(port: u16) -> std::io::Result<Child> {
    let process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--save", "", "--appendonly", "no"])
        .stdout(Stdio::null())
        .spawn()?;
    until("Redis listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
    Ok(process)
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits for something that happens soon.
#[track_caller]
pub(super) fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let started = Instant::now();
    while !happened() {
        assert!(started.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
