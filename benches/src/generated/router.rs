//! Many routes under Ordain's dispatcher, put together as `App` does it.
//!
//! The declarations are copies of one under many paths: compiling thousands of functions would
//! measure the compiler.

use std::io;
use std::sync::Arc;

use actix_web::{App, HttpServer};
use ordain::http::dispatch::Dispatch;
use ordain::http::observe::Observe;
use ordain::http::table::Table;
use ordain::http::{Route, RouteSpec, Services};
use ordain::prelude::*;

use crate::server::run;

#[route(get, "/one/{id}", policy = public)]
async fn one(id: i64) -> String {
    id.to_string()
}

/// Serves as many routes as there are paths.
pub(crate) fn serve(paths: Vec<String>) -> io::Result<()> {
    let specs: Vec<_> = paths.into_iter().map(under).collect();
    let table = Table::build(&specs).map_err(|error| io::Error::other(error.to_string()))?;
    let table = Arc::new(table);
    let services = Arc::new(Services::default());
    let app = move || {
        App::new()
            .default_service(Dispatch::new(table.clone(), services.clone()))
            .wrap(Observe::new(table.clone(), services.clone()))
    };
    run(|listener| Ok(HttpServer::new(app).workers(1).listen(listener)?.run()))
}

fn under(path: String) -> &'static RouteSpec {
    let declared = <one as Route>::SPEC;
    Box::leak(Box::new(RouteSpec { path: path.leak(), ..*declared }))
}
