//! Remarks, which are listed by their ticket, shown, created and edited.

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
use crate::paging::{Page, Paging};
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

/// What is given of a new remark.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemarkCreate {
    /// Its name in addresses.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub slug: String,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    pub source: Option<String>,
    #[serde(default)]
    pub internal: bool,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = remarks)]
struct RemarkRow {
    ticket_id: i64,
    slug: String,
    text: String,
    source: Option<String>,
    internal: bool,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

impl RemarkCreate {
    fn into_row(self, ticket_id: i64) -> RemarkRow {
        let now = Utc::now().naive_utc();
        RemarkRow {
            ticket_id,
            slug: self.slug,
            text: self.text,
            source: self.source,
            internal: self.internal,
            created_at: now,
            updated_at: now,
        }
    }
}

/// What is changed of a remark: what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate, AsChangeset, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[diesel(table_name = remarks)]
pub struct RemarkUpdate {
    /// Its name in addresses.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub slug: Option<String>,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub source: Option<Option<String>>,
    pub internal: Option<bool>,
    #[serde(skip)]
    #[schema(ignore)]
    updated_at: Option<NaiveDateTime>,
}

async fn find_ticket(c: &mut Connection, slug: &str) -> Result<Ticket> {
    let row = tickets::table.filter(tickets::slug.eq(slug));
    let found = on!(*c, c => row.first(c)).optional()?;
    found.ok_or_else(|| Problem::not_found("there is no such ticket"))
}

async fn find_remark(c: &mut Connection, slug: &str) -> Result<Remark> {
    let row = remarks::table.filter(remarks::slug.eq(slug));
    let found = on!(*c, c => row.first(c)).optional()?;
    found.ok_or_else(|| Problem::not_found("there is no such remark"))
}

async fn insert_remark(c: &mut Connection, row: &RemarkRow) -> Result<Remark> {
    let statement = diesel::insert_into(remarks::table).values(row);
    // sqlite: Ok(on!(*c, c => statement.get_result(c))?)
    // servers: on!(*c, c => statement.execute(c))?;
    // servers: find_remark(c, &row.slug).await
}

async fn update_remark(c: &mut Connection, row: &Remark, change: &RemarkUpdate) -> Result<Remark> {
    let statement = diesel::update(remarks::table.find(row.id)).set(change);
    // sqlite: let changed = on!(*c, c => statement.get_result(c)).optional()?;
    // sqlite: changed.ok_or_else(|| Problem::not_found("there is no such remark"))
    // servers: if on!(*c, c => statement.execute(c))? == 0 {
    // servers:     return Err(Problem::not_found("there is no such remark"));
    // servers: }
    // servers: Ok(on!(*c, c => remarks::table.find(row.id).first(c))?)
}

/// List the remarks on a ticket, oldest first.
#[utoipa::path(
    tag = "remarks",
    params(("slug" = String, Path), Paging),
    responses(
        (status = 200, body = Page<Remark>),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/tickets/{slug}/remarks")]
pub async fn list_remarks(
    slug: web::Path<String>,
    paging: web::Query<Paging>,
    database: web::Data<Database>,
) -> Result<web::Json<Page<Remark>>> {
    paging.validate()?;
    let mut c = database.get().await?;
    let ticket = find_ticket(&mut c, &slug).await?;
    let rows = remarks::table.filter(remarks::ticket_id.eq(ticket.id));
    let total = on!(c, c => rows.clone().count().get_result(c))?;
    let page = rows.order(remarks::id.asc()).limit(paging.limit()).offset(paging.offset());
    let items = on!(c, c => page.load(c))?;
    Ok(web::Json(Page::new(items, total, *paging)))
}

/// Show a remark.
#[utoipa::path(
    tag = "remarks",
    params(("slug" = String, Path)),
    responses(
        (status = 200, body = Remark),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/remarks/{slug}")]
pub async fn show_remark(
    slug: web::Path<String>,
    database: web::Data<Database>,
) -> Result<web::Json<Remark>> {
    let mut c = database.get().await?;
    Ok(web::Json(find_remark(&mut c, &slug).await?))
}

/// Create a remark in its ticket.
#[utoipa::path(
    tag = "remarks",
    params(("ticket_slug" = String, Path)),
    request_body = RemarkCreate,
    responses(
        (status = 201, body = Remark, headers(("Location" = String))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/tickets/{ticket_slug}/remarks")]
pub async fn create_remark(
    slug: web::Path<String>,
    new: web::Json<RemarkCreate>,
    database: web::Data<Database>,
) -> Result<HttpResponse> {
    let new = new.into_inner();
    new.validate()?;
    let mut c = database.get().await?;
    let ticket = find_ticket(&mut c, &slug).await?.id;
    let row = insert_remark(&mut c, &new.into_row(ticket)).await?;
    let place = format!("/remarks/{}", utf8_percent_encode(&row.slug, NON_ALPHANUMERIC));
    Ok(HttpResponse::Created().insert_header(("Location", place)).json(row))
}

/// Edit a remark.
#[utoipa::path(
    tag = "remarks",
    params(("slug" = String, Path)),
    request_body = RemarkUpdate,
    responses(
        (status = 200, body = Remark),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
#[patch("/remarks/{slug}")]
pub async fn edit_remark(
    slug: web::Path<String>,
    change: web::Json<RemarkUpdate>,
    database: web::Data<Database>,
) -> Result<web::Json<Remark>> {
    let mut change = change.into_inner();
    change.validate()?;
    let mut c = database.get().await?;
    let row = find_remark(&mut c, &slug).await?;
    if change == RemarkUpdate::default() {
        return Ok(web::Json(row));
    }
    change.updated_at = Some(Utc::now().naive_utc());
    Ok(web::Json(update_remark(&mut c, &row, &change).await?))
}
