//! Remarks, which are listed by their ticket, shown, created and edited.

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

/// List the remarks on a ticket, oldest first.
#[route(get, "/tickets/{slug}/remarks", policy = public, tag = "remarks")]
pub async fn list_remarks(ticket: Found<Ticket>, page: Paging, db: Db) -> Result<Page<Remark>> {
    Remark::query()
        .filter(remarks::ticket_id.eq(ticket.id))
        .order(remarks::id.asc())
        .page(page, &db)
        .await
}

/// Show a remark.
#[route(get, "/remarks/{slug}", policy = public, tag = "remarks")]
pub async fn show_remark(remark: Found<Remark>) -> Remark {
    remark.into_inner()
}

/// Write a remark on a ticket.
#[route(post, "/tickets/{ticket_slug}/remarks", policy = public, tag = "remarks")]
pub async fn create_remark(
    ticket: Found<Ticket>,
    new: RemarkCreate,
    db: Db,
) -> Result<Created<Remark>> {
    let remark = Remark::create(&db, new.ticket_id(ticket.id)).await?;
    Ok(Created::at(show_remark::url(&remark.slug), remark))
}

/// Edit a remark.
#[route(patch, "/remarks/{slug}", policy = public, tag = "remarks")]
pub async fn edit_remark(remark: Found<Remark>, change: RemarkUpdate, db: Db) -> Result<Remark> {
    remark.update(&db, change).await
}
