//! The load: requests over a few connections that are kept, each sent when the one before it is
//! answered.
//!
//! It knows as little HTTP as it can: it must not be slower than the servers.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many connections there are.
const CONNECTIONS: usize = 16;

/// Longer than anything takes that is well.
const PATIENCE: Duration = Duration::from_mins(1);

/// An answer, as far as the two sides must agree on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// `HTTP/1.1 200 OK`
    pub(crate) status: String,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

/// A request, and the connections that it is sent over.
pub(crate) struct Load {
    address: SocketAddr,
    request: Vec<u8>,
    answer: Answer,
    /// How long an answer is: they differ in their date and their request id only.
    length: usize,
    connections: Vec<TcpStream>,
}

impl Load {
    /// Asks once, and learns what an answer looks like.
    pub(crate) async fn new(address: SocketAddr, request: &str) -> io::Result<Self> {
        let request = request.as_bytes().to_vec();
        let mut connection = TcpStream::connect(address).await?;
        connection.write_all(&request).await?;
        let (answer, length) = read_answer(&mut connection).await?;
        Ok(Self { address, request, answer, length, connections: Vec::new() })
    }

    /// What the server answers.
    pub(crate) fn answer(&self) -> &Answer {
        &self.answer
    }

    /// Opens new connections, since servers close those that are idle, and uses each once.
    pub(crate) async fn connect(&mut self) -> io::Result<()> {
        let connections = (0..CONNECTIONS).map(|_| TcpStream::connect(self.address));
        self.connections = try_join_all(connections).await?;
        for connection in &self.connections {
            connection.set_nodelay(true)?;
        }
        self.run(CONNECTIONS).await?;
        Ok(())
    }

    /// Sends about so many requests; every answer must be like the first. Returns how many and how long they took.
    pub(crate) async fn run(&mut self, requests: usize) -> io::Result<(f64, Duration)> {
        let each = requests.div_ceil(CONNECTIONS);
        let (request, length) = (&self.request, self.length);
        let (status, body) = (self.answer.status.as_bytes(), self.answer.body.as_bytes());
        let started = Instant::now();
        let runs = self.connections.iter_mut().map(|connection| async move {
            let mut buffer = vec![0; length];
            for _ in 0..each {
                connection.write_all(request).await?;
                connection.read_exact(&mut buffer).await?;
                if !buffer.starts_with(status) || !buffer.ends_with(body) {
                    return Err(io::Error::other("an answer is not like the first one"));
                }
            }
            Ok(())
        });
        tokio::time::timeout(PATIENCE, try_join_all(runs)).await??;
        #[expect(clippy::cast_precision_loss, reason = "they are few")]
        let sent = (each * CONNECTIONS) as f64;
        Ok((sent, started.elapsed()))
    }
}

/// An answer and its length with its head.
async fn read_answer(stream: &mut TcpStream) -> io::Result<(Answer, usize)> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let text = str::from_utf8(&bytes).map_err(io::Error::other)?;
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let (status, headers) = head.split_once("\r\n").unwrap_or((head, ""));
        let value = |wanted: &str| {
            let mut pairs = headers.split("\r\n").filter_map(|line| line.split_once(": "));
            let found = pairs.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map_or("", |(_, value)| value)
        };
        if value("content-length").parse() == Ok(body.len()) {
            let content_type = value("content-type").to_owned();
            let (status, body) = (status.to_owned(), body.to_owned());
            return Ok((Answer { status, content_type, body }, bytes.len()));
        }
    }
}
