//! A running blog with a database of its own, and a client that talks to it.

pub mod place;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use place::Place;

/// A blog in a process of its own.
pub struct Blog {
    pub base: String,
    pub folder: TempDir,
    process: Child,
    log: Mutex<Receiver<String>>,
    seen: Vec<String>,
    agent: Agent,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The pointers of all violations.
    pub fn pointers(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array().expect("a list of errors");
        errors.iter().filter_map(|error| error["pointer"].as_str()).collect()
    }
}

impl Blog {
    pub fn start() -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"), &[])
    }

    /// Starts on a database that is there, with further settings.
    pub fn start_on(place: &Place, settings: &[(&str, &str)]) -> Self {
        let settings = [&[("DATABASE_URL", &*place.url)], settings].concat();
        Self::start_in(tempfile::tempdir().expect("a folder"), &settings)
    }

    /// Starts on the database of an earlier blog, with further settings.
    pub fn start_in(folder: TempDir, settings: &[(&str, &str)]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_blog"))
            .current_dir(folder.path())
            .env_clear()
            .env("ORDAIN_ENV", "dev")
            .env("ORDAIN_SERVER__BIND", "127.0.0.1:0")
            .env("ORDAIN_LOG__FORMAT", "json")
            .env("ORDAIN_AUTH__SECRET", "a secret that only these tests know")
            .envs(settings.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the blog starts");
        let stderr = process.stderr.take().expect("piped");
        let (sender, log) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        let mut blog = Self {
            base: String::new(),
            folder,
            process,
            log: Mutex::new(log),
            seen: Vec::new(),
            agent,
        };
        let line = blog.wait_for_line("listening on");
        let start = line.find("http://").expect("an address");
        line[start..].split('"').next().unwrap_or("").clone_into(&mut blog.base);
        blog
    }

    /// Waits until a line of the log has the text.
    pub fn wait_for_line(&mut self, text: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(line) = self.seen.iter().find(|line| line.contains(text)) {
                return line.clone();
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.log.get_mut().expect("unpoisoned").recv_timeout(left) {
                Ok(line) => self.seen.push(line),
                Err(error) => {
                    panic!("{error}: no line with {text:?} in:\n{}", self.seen.join("\n"))
                }
            }
        }
    }

    /// How many lines so far have the text.
    pub fn count_lines(&mut self, text: &str) -> usize {
        self.seen.extend(self.log.get_mut().expect("unpoisoned").try_iter());
        self.seen.iter().filter(|line| line.contains(text)).count()
    }

    pub fn get(&self, path: &str, token: Option<&str>) -> Answer {
        let request = self.agent.get(self.url(path));
        read(authorized(request, token).call())
    }

    pub fn delete(&self, path: &str, token: Option<&str>) -> Answer {
        let request = self.agent.delete(self.url(path));
        read(authorized(request, token).call())
    }

    pub fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.agent.post(self.url(path));
        read(authorized(request, token).send_json(body))
    }

    /// The answer, if one comes: the blog may be dead.
    pub fn try_post(&self, path: &str, token: Option<&str>, body: &Value) -> Option<Answer> {
        let request = self.agent.post(self.url(path));
        try_read(authorized(request, token).send_json(body)).ok()
    }

    pub fn put(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.agent.put(self.url(path));
        read(authorized(request, token).send_json(body))
    }

    pub fn patch(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.agent.patch(self.url(path));
        read(authorized(request, token).send_json(body))
    }

    /// Sends bytes as they are.
    pub fn post_raw(&self, path: &str, token: Option<&str>, media: &str, body: &[u8]) -> Answer {
        let request = self.agent.post(self.url(path)).header("content-type", media);
        read(authorized(request, token).send(body))
    }

    /// The token of one of the accounts that the blog starts with.
    pub fn token(&self, name: &str) -> String {
        let credentials =
            json!({"login": format!("{name}@blog.example"), "password": "correct horse"});
        let answer = self.post("/auth/login", None, &credentials);
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["access_token"].as_str().expect("a token").to_owned()
    }

    pub fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .args([signal, &self.process.id().to_string()])
            .status()
            .expect("kill runs");
        assert!(status.success());
    }

    /// Waits for the end of the process and gives its folder back.
    pub fn ended(mut self) -> (TempDir, std::process::ExitStatus) {
        let status = self.process.wait().expect("the process ends");
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"));
        (folder, status)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Drop for Blog {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn authorized<B>(request: ureq::RequestBuilder<B>, token: Option<&str>) -> ureq::RequestBuilder<B> {
    match token {
        Some(token) => request.header("authorization", format!("Bearer {token}")),
        None => request,
    }
}

fn read(result: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    try_read(result).expect("an answer")
}

fn try_read(
    result: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Answer, ureq::Error> {
    let mut response = result?;
    let text = response.body_mut().read_to_string()?;
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
}
