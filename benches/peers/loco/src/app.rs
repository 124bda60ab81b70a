//! What the application is made of.

use std::path::Path;

use async_trait::async_trait;
use loco_rs::Result;
use loco_rs::app::{AppContext, Hooks};
use loco_rs::bgworker::Queue;
use loco_rs::boot::{BootResult, StartMode, create_app};
use loco_rs::config::Config;
use loco_rs::controller::AppRoutes;
use loco_rs::environment::Environment;
use loco_rs::task::Tasks;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::{messages, rows};

pub struct App;

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        env!("CARGO_CRATE_NAME")
    }

    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }

    fn routes(_: &AppContext) -> AppRoutes {
        let routes = AppRoutes::with_default_routes()
            .add_route(messages::routes())
            .add_route(rows::routes());
        (0..500).fold(routes, |routes, n| routes.add_route(messages::items(n)))
    }

    async fn connect_workers(_: &AppContext, _: &Queue) -> Result<()> {
        Ok(())
    }

    fn register_tasks(_: &mut Tasks) {}

    async fn truncate(_: &AppContext) -> Result<()> {
        Ok(())
    }

    async fn seed(_: &AppContext, _: &Path) -> Result<()> {
        Ok(())
    }
}

/// The table is made outside.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Vec::new()
    }
}
