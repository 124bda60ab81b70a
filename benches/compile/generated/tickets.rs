//! Tickets, which are shown, created and edited, and their remarks listed.

use ordain::prelude::*;

use crate::project::Project;

/// A ticket.
#[model(timestamps, has_many(Remark))]
pub struct Ticket {
    #[key]
    pub id: i64,
    #[belongs_to(Project)]
    pub project_id: i64,
    /// Its name in addresses.
    #[unique]
    #[validate(length(min = 1, max = 80))]
    pub slug: String,
    #[validate(length(min = 1, max = 200))]
    pub title: String,
    pub body: Option<String>,
    #[validate(range(min = 0, max = 1000))]
    pub weight: i32,
    #[column(default = false)]
    pub closed: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A remark on a ticket.
#[model(timestamps)]
pub struct Remark {
    #[key]
    pub id: i64,
    #[belongs_to(Ticket)]
    pub ticket_id: i64,
    /// Its name in addresses.
    #[unique]
    #[validate(length(min = 1, max = 80))]
    pub slug: String,
    #[validate(length(min = 1, max = 2000))]
    pub text: String,
    pub source: Option<String>,
    #[column(default = false)]
    pub internal: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// List what was said of a ticket.
#[route(get, "/tickets/{slug}/remarks", policy = public, tag = "tickets")]
pub async fn list_remarks(ticket: Found<Ticket>, db: Db) -> Result<Vec<Remark>> {
    ticket.remarks(&db).await
}

/// Show a ticket.
#[route(get, "/tickets/{slug}", policy = public, tag = "tickets")]
pub async fn show_ticket(ticket: Found<Ticket>) -> Ticket {
    ticket.into_inner()
}

/// Create a ticket in a project.
#[route(post, "/projects/{project_slug}/tickets", policy = public, tag = "tickets")]
pub async fn create_ticket(
    project: Found<Project>,
    new: TicketCreate,
    db: Db,
) -> Result<Created<Ticket>> {
    let ticket = Ticket::create(&db, new.project_id(project.id)).await?;
    Ok(Created::at(show_ticket::url(&ticket.slug), ticket))
}

/// Edit a ticket.
#[route(patch, "/tickets/{slug}", policy = public, tag = "tickets")]
pub async fn edit_ticket(ticket: Found<Ticket>, change: TicketUpdate, db: Db) -> Result<Ticket> {
    ticket.update(&db, change).await
}
