//! What all tickets belong to.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::database::Connection;
use crate::on;
use crate::problem::Result;

diesel::table! {
    projects (id) {
        id -> BigInt,
        slug -> Text,
        title -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

/// A project.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
pub struct Project {
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

impl Connection {
    /// The key of a project.
    pub async fn project(&mut self, slug: &str) -> Result<i64> {
        let row = projects::table.filter(projects::slug.eq(slug)).select(projects::id);
        Ok(on!(*self, c => row.first(c))?)
    }
}
