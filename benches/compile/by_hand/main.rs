//! The application, written by hand.

mod database;
mod paging;
mod problem;
mod project;
// pairs

use actix_web::{App, HttpServer, web};
use utoipa::OpenApi;
use utoipa_swagger_ui::SwaggerUi;

#[derive(OpenApi)]
#[openapi(
    info(title = "Tickets"),
    paths(
        // paths
    )
)]
struct Document;

fn routes(config: &mut web::ServiceConfig) {
    // services
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "tickets.db".to_owned());
    let database = database::Database::open(&url);
    HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(database.clone()))
            .app_data(web::JsonConfig::default().error_handler(problem::of_body))
            .app_data(web::QueryConfig::default().error_handler(problem::of_query))
            .configure(routes)
            .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", Document::openapi()))
            .default_service(web::to(problem::no_route))
    })
    .bind(("127.0.0.1", 8080))?
    .run()
    .await
}
