//! The handlers as Ordain generates them, one file for each feature, as in `by_hand`.
//!
//! Nothing is tuned here for the benchmark but the request log, which is off on both sides.

mod body;
mod json;
mod parameters;
mod plaintext;
pub(crate) mod policy;
mod router;

use std::io;
use std::path::Path;

use ordain::app::App;
use ordain::config::{Config, Defaults};

use crate::server::{SECRET, answer_questions, runtime};

pub(crate) use router::serve as serve_routes;

/// Serves all features as an application does, on one worker.
pub(crate) fn serve() -> io::Result<()> {
    let config = Config::load_from(
        Path::new("/nonexistent"),
        [
            ("ORDAIN_ENV", "prod"),
            ("ORDAIN_SERVER__BIND", "127.0.0.1:0"),
            ("ORDAIN_SERVER__WORKERS", "1"),
            ("ORDAIN_AUTH__SECRET", SECRET),
            ("ORDAIN_LOG__LEVEL", "warn"),
            ("ORDAIN_LOG__REQUESTS", "false"),
        ],
        &Defaults::default(),
    );
    let config = config.map_err(io::Error::other)?;
    ordain::telemetry::init(&config.log);
    let runtime = runtime()?;
    let running = runtime.block_on(App::new().start(config));
    let running = running.map_err(|error| io::Error::other(error.to_string()))?;
    answer_questions(running.address())
}
