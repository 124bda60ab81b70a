//! The service on Loco, with SeaORM.

mod app;
mod auth;
mod messages;
mod note;
mod rows;

use loco_rs::cli;

#[tokio::main]
async fn main() -> loco_rs::Result<()> {
    cli::main::<app::App, app::Migrator>().await
}
