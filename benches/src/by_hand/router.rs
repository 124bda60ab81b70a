//! Many routes under actix's own router.

use std::io;

use actix_web::web::{self, Path};
use actix_web::{App, HttpServer};

use crate::server::run;

async fn one(id: Path<i64>) -> String {
    id.to_string()
}

/// Serves as many routes as there are paths.
pub(crate) fn serve(paths: Vec<String>) -> io::Result<()> {
    let app = move || {
        paths.iter().fold(App::new(), |app, path| {
            app.service(web::resource(path.as_str()).route(web::get().to(one)))
        })
    };
    run(|listener| Ok(HttpServer::new(app).workers(1).listen(listener)?.run()))
}
