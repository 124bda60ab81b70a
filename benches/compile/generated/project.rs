//! What all tickets belong to.

use ordain::prelude::*;

/// A project.
#[model(timestamps)]
pub struct Project {
    #[key]
    pub id: i64,
    /// Its name in addresses.
    #[unique]
    #[validate(length(min = 1, max = 80))]
    pub slug: String,
    #[validate(length(min = 1, max = 200))]
    pub title: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}
