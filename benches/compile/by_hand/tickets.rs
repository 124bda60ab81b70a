//! Tickets, which are shown, created and edited, and their remarks listed.

use actix_web::{HttpResponse, get, patch, post, web};
use chrono::{NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::database::{Connection, Database, present, utc};
use crate::on;
use crate::problem::{Problem, Result};
use crate::project::projects;

diesel::table! {
    tickets (id) {
        id -> BigInt,
        project_id -> BigInt,
        slug -> Text,
        title -> Text,
        body -> Nullable<Text>,
        weight -> Integer,
        closed -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    remarks (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        slug -> Text,
        text -> Text,
        source -> Nullable<Text>,
        internal -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::joinable!(tickets -> projects (project_id));
diesel::joinable!(remarks -> tickets (ticket_id));
diesel::allow_tables_to_appear_in_same_query!(tickets, projects);
diesel::allow_tables_to_appear_in_same_query!(remarks, tickets);

/// A ticket.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Serialize, ToSchema)]
#[diesel(table_name = tickets, belongs_to(crate::project::Project))]
pub struct Ticket {
    pub id: i64,
    pub project_id: i64,
    /// Its name in addresses.
    #[schema(min_length = 1, max_length = 80)]
    pub slug: String,
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    pub body: Option<String>,
    #[schema(minimum = 0, maximum = 1000)]
    pub weight: i32,
    pub closed: bool,
    #[serde(serialize_with = "utc")]
    #[schema(value_type = String, format = DateTime)]
    pub created_at: NaiveDateTime,
    #[serde(serialize_with = "utc")]
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: NaiveDateTime,
}

/// What is given of a new ticket.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketCreate {
    /// Its name in addresses.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub slug: String,
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    pub body: Option<String>,
    #[validate(range(min = 0, max = 1000))]
    #[schema(minimum = 0, maximum = 1000)]
    pub weight: i32,
    #[serde(default)]
    pub closed: bool,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = tickets)]
struct TicketRow {
    project_id: i64,
    slug: String,
    title: String,
    body: Option<String>,
    weight: i32,
    closed: bool,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

impl TicketCreate {
    fn into_row(self, project_id: i64) -> TicketRow {
        let now = Utc::now().naive_utc();
        TicketRow {
            project_id,
            slug: self.slug,
            title: self.title,
            body: self.body,
            weight: self.weight,
            closed: self.closed,
            created_at: now,
            updated_at: now,
        }
    }
}

/// What is changed of a ticket: what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate, AsChangeset, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[diesel(table_name = tickets)]
pub struct TicketUpdate {
    /// Its name in addresses.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub slug: Option<String>,
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub title: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub body: Option<Option<String>>,
    #[validate(range(min = 0, max = 1000))]
    #[schema(minimum = 0, maximum = 1000)]
    pub weight: Option<i32>,
    pub closed: Option<bool>,
    #[serde(skip)]
    #[schema(ignore)]
    updated_at: Option<NaiveDateTime>,
}

/// A remark on a ticket.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Serialize, ToSchema)]
#[diesel(table_name = remarks, belongs_to(Ticket))]
pub struct Remark {
    pub id: i64,
    pub ticket_id: i64,
    /// Its name in addresses.
    #[schema(min_length = 1, max_length = 80)]
    pub slug: String,
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    pub source: Option<String>,
    pub internal: bool,
    #[serde(serialize_with = "utc")]
    #[schema(value_type = String, format = DateTime)]
    pub created_at: NaiveDateTime,
    #[serde(serialize_with = "utc")]
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: NaiveDateTime,
}

async fn find_ticket(c: &mut Connection, slug: &str) -> Result<Ticket> {
    let row = tickets::table.filter(tickets::slug.eq(slug));
    let found = on!(*c, c => row.first(c)).optional()?;
    found.ok_or_else(|| Problem::not_found("there is no such ticket"))
}

async fn insert_ticket(c: &mut Connection, row: &TicketRow) -> Result<Ticket> {
    let statement = diesel::insert_into(tickets::table).values(row);
    // sqlite: Ok(on!(*c, c => statement.get_result(c))?)
    // servers: on!(*c, c => statement.execute(c))?;
    // servers: find_ticket(c, &row.slug).await
}

async fn update_ticket(c: &mut Connection, row: &Ticket, change: &TicketUpdate) -> Result<Ticket> {
    let statement = diesel::update(tickets::table.find(row.id)).set(change);
    // sqlite: let changed = on!(*c, c => statement.get_result(c)).optional()?;
    // sqlite: changed.ok_or_else(|| Problem::not_found("there is no such ticket"))
    // servers: if on!(*c, c => statement.execute(c))? == 0 {
    // servers:     return Err(Problem::not_found("there is no such ticket"));
    // servers: }
    // servers: Ok(on!(*c, c => tickets::table.find(row.id).first(c))?)
}

/// List what was said of a ticket.
#[utoipa::path(
    tag = "tickets",
    params(("slug" = String, Path)),
    responses(
        (status = 200, body = Vec<Remark>),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/tickets/{slug}/remarks")]
pub async fn list_remarks(
    slug: web::Path<String>,
    database: web::Data<Database>,
) -> Result<web::Json<Vec<Remark>>> {
    let mut c = database.get().await?;
    let ticket = find_ticket(&mut c, &slug).await?;
    let remarks = Remark::belonging_to(&ticket).order(remarks::id);
    Ok(web::Json(on!(c, c => remarks.load(c))?))
}

/// Show a ticket.
#[utoipa::path(
    tag = "tickets",
    params(("slug" = String, Path)),
    responses(
        (status = 200, body = Ticket),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/tickets/{slug}")]
pub async fn show_ticket(
    slug: web::Path<String>,
    database: web::Data<Database>,
) -> Result<web::Json<Ticket>> {
    let mut c = database.get().await?;
    Ok(web::Json(find_ticket(&mut c, &slug).await?))
}

/// Create a ticket in its project.
#[utoipa::path(
    tag = "tickets",
    params(("project_slug" = String, Path)),
    request_body = TicketCreate,
    responses(
        (status = 201, body = Ticket, headers(("Location" = String))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/projects/{project_slug}/tickets")]
pub async fn create_ticket(
    slug: web::Path<String>,
    new: web::Json<TicketCreate>,
    database: web::Data<Database>,
) -> Result<HttpResponse> {
    let new = new.into_inner();
    new.validate()?;
    let mut c = database.get().await?;
    let project = c.project(&slug).await?;
    let row = insert_ticket(&mut c, &new.into_row(project)).await?;
    let place = format!("/tickets/{}", utf8_percent_encode(&row.slug, NON_ALPHANUMERIC));
    Ok(HttpResponse::Created().insert_header(("Location", place)).json(row))
}

/// Edit a ticket.
#[utoipa::path(
    tag = "tickets",
    params(("slug" = String, Path)),
    request_body = TicketUpdate,
    responses(
        (status = 200, body = Ticket),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/tickets/{slug}")]
pub async fn edit_ticket(
    slug: web::Path<String>,
    change: web::Json<TicketUpdate>,
    database: web::Data<Database>,
) -> Result<web::Json<Ticket>> {
    let mut change = change.into_inner();
    change.validate()?;
    let mut c = database.get().await?;
    let row = find_ticket(&mut c, &slug).await?;
    if change == TicketUpdate::default() {
        return Ok(web::Json(row));
    }
    change.updated_at = Some(Utc::now().naive_utc());
    Ok(web::Json(update_ticket(&mut c, &row, &change).await?))
}
