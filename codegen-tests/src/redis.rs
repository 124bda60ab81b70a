//! A Redis server of a test's own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::process::until;

/// A Redis server that ends with this value.
pub struct Redis {
    process: Child,
    port: u16,
    /// Where it keeps what it holds.
    folder: TempDir,
}

impl Redis {
    /// `None` where the program is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        match run(port, &folder) {
            Ok(process) => Some(Self { process, port, folder }),
            Err(_) => {
                println!("skipped: `redis-server` is not installed");
                None
            }
        }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again, with what it held.
    pub fn start_again(&mut self) {
        self.process = run(self.port, &self.folder).unwrap();
    }

    /// Lets it answer nobody while connections stay, or again.
    pub fn stop(&self, is_stopped: bool) {
        let signal = if is_stopped { "-STOP" } else { "-CONT" };
        let sent = Command::new("kill").arg(signal).arg(self.process.id().to_string()).status();
        assert!(sent.unwrap().success());
    }

    /// What it answers to a command without spaces in its words, as it stands on the wire.
    #[must_use]
    pub fn ask(&self, command: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        write!(stream, "{command}\r\nQUIT\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).trim_end().trim_end_matches("+OK").to_owned()
    }
}

fn run(port: u16, folder: &TempDir) -> std::io::Result<Child> {
    let process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--save", "", "--appendonly", "yes"])
        .args(["--appendfsync", "always", "--dir"])
        .arg(folder.path())
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
