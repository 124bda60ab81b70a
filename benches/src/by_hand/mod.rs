//! The same handlers as a good user of actix-web writes them, one file for each feature, as in
//! `generated`.
//!
//! They have no request id and no request log.

mod body;
mod json;
mod parameters;
mod plaintext;
mod policy;
mod router;

use std::io;

use actix_web::web::{self, Data};
use actix_web::{App, HttpServer};

use crate::server::{SECRET, run, tokens};

pub(crate) use router::serve as serve_routes;

/// Serves all features, on one worker.
pub(crate) fn serve() -> io::Result<()> {
    // The library of the tokens has no cryptography of its own: take the same one.
    tokens()?;
    let keys = Data::new(policy::Keys::new(SECRET));
    let app = move || {
        App::new()
            .app_data(keys.clone())
            .service(web::resource("/plaintext").route(web::get().to(plaintext::plaintext)))
            .service(web::resource("/json").route(web::get().to(json::json)))
            .service(
                web::resource("/shelves/{shelf}/books").route(web::get().to(parameters::books)),
            )
            .service(web::resource("/members").route(web::post().to(body::join)))
            .service(web::resource("/drafts").route(web::get().to(policy::drafts)))
    };
    run(|listener| Ok(HttpServer::new(app).workers(1).listen(listener)?.run()))
}
