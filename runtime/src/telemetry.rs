//! Log lines: for people in development, for machines in production. It never decides what is worth logging.

use std::fmt;
use std::io::IsTerminal;

use tracing::Subscriber;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::fmt::writer::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};

/// Starts logging to standard error, so that what a command prints stays clean.
///
/// Does nothing if this process logs already: an application may install a subscriber of its own first.
pub fn init(log: &Log) {
    let is_terminal = std::io::stderr().is_terminal();
    let result = match log.format {
        LogFormat::Pretty => pretty(&log.level, is_terminal, std::io::stderr).try_init(),
        LogFormat::Json => json(&log.level, std::io::stderr).try_init(),
    };
    // The only cause is that somebody was first.
    drop(result);
}

fn pretty<W>(filter: &str, colours: bool, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(writer)
        .with_ansi(colours)
        .with_timer(Clock)
        .finish()
        .with(targets(filter))
}

fn json<W>(filter: &str, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(writer)
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .finish()
        .with(targets(filter))
}

/// The filter, which the configuration has read before.
fn targets(filter: &str) -> Targets {
    filter.parse().unwrap_or_else(|_| Targets::new().with_default(LevelFilter::INFO))
}

/// The time of day where the developer is.
struct Clock;

impl FormatTime for Clock {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        write!(w, "{}", chrono::Local::now().format("%H:%M:%S%.3f"))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::Path;
    use std::sync::{Arc, Mutex, PoisonError};

    use tracing::subscriber::with_default;

    use super::{LogFormat, init, json, pretty};
    use crate::config::{Config, ConfigError, Defaults};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        fn text(&self) -> String {
            let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            lines.write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn work() {
        let span = tracing::info_span!("request", request_id = "r-1");
        let _entered = span.enter();
        tracing::info!(status = 200, "a line\nwith a break");
        tracing::debug!("not at this level");
        tracing::debug!(target: "blog", "but of this module");
    }

    #[test]
    fn json_is_one_object_per_line() -> Result<(), serde_json::Error> {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = json("info,blog=debug", move || writer.clone());
        with_default(subscriber, work);
        let text = lines.text();
        let objects: Vec<serde_json::Value> =
            text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        assert_eq!(objects.len(), 2, "{text}");
        assert_eq!(objects[0]["level"], "INFO");
        assert_eq!(objects[0]["message"], "a line\nwith a break");
        assert_eq!(objects[0]["status"], 200);
        assert_eq!(objects[0]["span"]["request_id"], "r-1");
        assert!(objects[0]["spans"].is_null());
        assert!(objects[0]["timestamp"].is_string());
        assert_eq!(objects[1]["target"], "blog");
        Ok(())
    }

    #[test]
    fn pretty_is_a_line_for_a_person() {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = pretty("warn,blog=debug", false, move || writer.clone());
        with_default(subscriber, work);
        let text = lines.text();
        let (time, rest) = text.split_once(' ').unwrap_or_default();
        assert_eq!(time.len(), "12:34:56.789".len(), "{text}");
        assert_eq!(rest.trim(), "DEBUG blog: but of this module");
    }

    #[test]
    fn a_second_start_is_no_error() -> Result<(), ConfigError> {
        let variables = [("RUST_LOG", "off")];
        let mut config = Config::load_from(Path::new("/nowhere"), variables, &Defaults::default())?;
        init(&config.log);
        config.log.format = LogFormat::Json;
        init(&config.log);
        Ok(())
    }
}
