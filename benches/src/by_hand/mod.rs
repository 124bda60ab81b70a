//! The same handlers as a good user of actix-web writes them, one file for each feature, as in
//! `generated`.
//!
//! They have no request id and no request log. They tell browsers what Ordain's answers tell them, by actix's own
//! middleware; only `plaintext, bare` does not.

mod body;
mod json;
mod parameters;
mod plaintext;
mod policy;
mod router;

use std::io;

use actix_web::dev::HttpServiceFactory;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, Route};

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
            .service(web::resource("/bare").route(web::get().to(plaintext::plaintext)))
            .service(resource("/plaintext", web::get().to(plaintext::plaintext)))
            .service(resource("/json", web::get().to(json::json)))
            .service(resource("/shelves/{shelf}/books", web::get().to(parameters::books)))
            .service(resource("/members", web::post().to(body::join)))
            .service(resource("/drafts", web::get().to(policy::drafts)))
    };
    run(|listener| Ok(HttpServer::new(app).workers(1).listen(listener)?.run()))
}

fn resource(path: &str, route: Route) -> impl HttpServiceFactory + use<> {
    let headers = DefaultHeaders::new()
        .add((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((X_FRAME_OPTIONS, "DENY"))
        .add((REFERRER_POLICY, "strict-origin-when-cross-origin"))
        .add((CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"));
    web::resource(path).route(route).wrap(headers)
}
