//! A mail server that takes everything and keeps it (RFC 5321, as much of it as a client needs).

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A mail server on a free port of this machine.
pub struct Sink {
    address: SocketAddr,
    mails: Mutex<Receiver<Letter>>,
}

/// A mail as it came.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Whom it was sent to.
    pub to: String,
    /// Its headers and its text.
    pub data: String,
}

impl Sink {
    /// Starts to listen.
    #[must_use]
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (sender, mails) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                std::thread::spawn(move || serve(&stream, &sender));
            }
        });
        Self { address, mails: Mutex::new(mails) }
    }

    /// Its address, as a configuration has it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The next mail, if one comes soon.
    #[must_use]
    pub fn next(&self) -> Option<Letter> {
        self.within(Duration::from_secs(10))
    }

    /// The next mail, if one comes within this time.
    #[must_use]
    pub fn within(&self, time: Duration) -> Option<Letter> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time).ok()
    }
}

impl Letter {
    /// The token of the link in it.
    #[must_use]
    pub fn token(&self) -> String {
        // Long lines are broken in two, with an equals sign at the end of the first.
        let text = self.data.replace("=\r\n", "").replace("=3D", "=");
        let token = text.split("token=").nth(1).expect("a link with a token");
        token.chars().take_while(|char| !char.is_whitespace()).collect()
    }
}

fn serve(stream: &TcpStream, mails: &Sender<Letter>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut answer = stream;
    let mut say = move |text: &str| answer.write_all(format!("{text}\r\n").as_bytes()).ok();
    say("220 sink")?;
    let mut to = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let command = line.trim_end().to_uppercase();
        if command.starts_with("RCPT TO:") {
            to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            say("250 ok")?;
        } else if command == "DATA" {
            say("354 go on")?;
            let data = read_data(&mut lines)?;
            mails.send(Letter { to: to.clone(), data }).ok()?;
            say("250 kept")?;
        } else if command == "QUIT" {
            return say("221 bye");
        } else {
            say("250 ok")?;
        }
    }
}

fn read_data(lines: &mut impl BufRead) -> Option<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok()?;
        if line == ".\r\n" || line.is_empty() {
            return Some(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
