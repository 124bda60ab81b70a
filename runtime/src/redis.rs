//! The Redis server that instances share: how it is reached. It never says what is kept there.

use std::time::Duration;

use redis::Client;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};

use crate::error::{Error, Result};

/// How long a new connection may take.
const CONNECT: Duration = Duration::from_secs(1);

/// How long an answer may take; whoever asks may have less patience than that.
const ANSWER: Duration = Duration::from_secs(1);

/// One connection that all share and that is made again when it breaks. The server is not asked yet.
///
/// # Errors
/// When the address is none of a Redis server.
pub(crate) fn connection(url: &str) -> Result<ConnectionManager> {
    // Somebody else may have chosen one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // The error's text would show the address, with its password.
    let wrong = || Error::internal("`redis.url` is no address of a Redis server");
    let client = Client::open(url).map_err(|_| wrong())?;
    let config = ConnectionManagerConfig::new()
        .set_number_of_retries(0)
        .set_connection_timeout(Some(CONNECT))
        .set_response_timeout(Some(ANSWER));
    Ok(ConnectionManager::new_lazy_with_config(client, config)?)
}
