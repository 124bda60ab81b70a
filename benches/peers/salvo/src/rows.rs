//! Rows of the database.

use salvo::oapi::ToParameters;
use salvo::oapi::extract::{JsonBody, PathParam};
use salvo::prelude::*;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};
use validator::Validate;

use crate::check;

const PER_PAGE: u32 = 20;

#[derive(FromRow, Serialize, ToSchema)]
struct Note {
    id: i64,
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, ToSchema, Validate)]
struct NewNote {
    #[validate(length(min = 1, max = 200))]
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, ToParameters, Validate)]
#[salvo(parameters(default_parameter_in = Query))]
struct Paging {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
}

#[derive(Serialize, ToSchema)]
struct Page {
    items: Vec<Note>,
    total: i64,
}

fn pool(depot: &Depot) -> Result<&PgPool, StatusError> {
    depot.get_typed::<PgPool>().map_err(|_| StatusError::internal_server_error())
}

fn failed(error: sqlx::Error) -> StatusError {
    StatusError::internal_server_error().cause(error)
}

/// Show one note.
#[endpoint(status_codes(200, 404))]
pub async fn row(id: PathParam<i64>, depot: &mut Depot) -> Result<Json<Note>, StatusError> {
    let note = sqlx::query_as("SELECT id, title, body, stars FROM peer_rows WHERE id = $1")
        .bind(id.into_inner())
        .fetch_optional(pool(depot)?)
        .await
        .map_err(failed)?;
    note.map(Json).ok_or_else(StatusError::not_found)
}

/// List notes.
#[endpoint(status_codes(200, 400, 422))]
pub async fn rows(paging: Paging, depot: &mut Depot) -> Result<Json<Page>, StatusError> {
    check(&paging)?;
    let pool = pool(depot)?;
    let total = sqlx::query_scalar("SELECT count(*) FROM peer_rows").fetch_one(pool);
    let total = total.await.map_err(failed)?;
    let sql = "SELECT id, title, body, stars FROM peer_rows ORDER BY id LIMIT $1 OFFSET $2";
    let items = sqlx::query_as(sql)
        .bind(i64::from(PER_PAGE))
        .bind(i64::from((paging.page - 1) * PER_PAGE))
        .fetch_all(pool)
        .await
        .map_err(failed)?;
    Ok(Json(Page { items, total }))
}

/// Write a note.
#[endpoint(status_codes(201, 400, 422))]
pub async fn add_row(
    new: JsonBody<NewNote>,
    depot: &mut Depot,
    response: &mut Response,
) -> Result<Json<Note>, StatusError> {
    check(&*new)?;
    let new = new.into_inner();
    let sql = "INSERT INTO peer_rows (title, body, stars) VALUES ($1, $2, $3) \
        RETURNING id, title, body, stars";
    let note = sqlx::query_as(sql)
        .bind(new.title)
        .bind(new.body)
        .bind(new.stars)
        .fetch_one(pool(depot)?)
        .await
        .map_err(failed)?;
    response.status_code(StatusCode::CREATED);
    Ok(Json(note))
}
