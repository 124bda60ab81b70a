//! Requests to providers, on threads that may wait. It follows no redirection, for that would lead where nobody said.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use ureq::Agent;

/// No answer of a provider is waited for longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// No answer of a provider is longer.
const LONGEST: u64 = 1024 * 1024;

/// Sends requests to a provider.
#[derive(Clone)]
pub(super) struct Web(Agent);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum WebError {
    Http(Box<ureq::Error>),
    /// The thread that waited is gone.
    Gone,
}

impl Web {
    /// A provider that was configured by HTTPS leads nowhere else.
    pub(super) fn of(address: &str) -> Self {
        let config = Agent::config_builder()
            .https_only(address.starts_with("https://"))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            // Between two requests somebody types a password: the provider has hung up by then.
            .max_idle_connections(0)
            .user_agent("ordain")
            .build();
        Self(config.new_agent())
    }

    fn send(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let response = if request.body().is_empty() {
            self.0.run(request.map(|_| ()))?
        } else {
            self.0.run(request)?
        };
        let (head, body) = response.into_parts();
        let body = body.into_with_config().limit(LONGEST).read_to_vec()?;
        Ok(HttpResponse::from_parts(head, body))
    }
}

impl<'c> AsyncHttpClient<'c> for Web {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, WebError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let web = self.clone();
        Box::pin(async move {
            match tokio::task::spawn_blocking(move || web.send(request)).await {
                Ok(sent) => sent.map_err(|error| WebError::Http(Box::new(error))),
                Err(_) => Err(WebError::Gone),
            }
        })
    }
}

impl std::fmt::Display for WebError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Http(error) => error.fmt(f),
            Self::Gone => f.write_str("the thread that waited for the answer is gone"),
        }
    }
}

impl std::error::Error for WebError {}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    fn get(url: &str) -> HttpRequest {
        openidconnect::http::Request::get(url).body(Vec::new()).expect("a request")
    }

    #[test]
    fn a_redirection_is_not_followed() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let to = format!("{url}/there");
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut head = [0; 16];
            stream.read_exact(&mut head).expect("a head");
            let head = String::from_utf8_lossy(&head).into_owned();
            let answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n";
            write!(stream, "{answer}Location: {to}\r\n\r\n").expect("an answer");
            head
        });
        let answer = Web::of(&url).send(get(&format!("{url}/here"))).expect("an answer");
        assert_eq!(answer.status(), 302);
        let asked = server.join().expect("a server");
        assert!(asked.starts_with("GET /here"), "{asked}");
    }

    #[test]
    fn what_is_configured_by_https_is_asked_by_https() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let error = Web::of("https://id.example.com").send(get(&url)).expect_err("refused");
        assert!(matches!(error, ureq::Error::RequireHttpsOnly(_)), "{error}");
    }
}
