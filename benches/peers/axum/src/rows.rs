//! Rows of the database.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{Failure, check};

const PER_PAGE: u32 = 20;

#[derive(FromRow, Serialize, ToSchema)]
pub struct Note {
    id: i64,
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, ToSchema, Validate)]
pub struct NewNote {
    #[validate(length(min = 1, max = 200))]
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
}

#[derive(Serialize, ToSchema)]
pub struct Page {
    items: Vec<Note>,
    total: i64,
}

fn failed(error: sqlx::Error) -> Failure {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

/// Show one note.
#[utoipa::path(get, path = "/rows/{id}", params(("id" = i64, Path)),
    responses((status = 200, body = Note), (status = 404)))]
pub async fn row(State(pool): State<PgPool>, Path(id): Path<i64>) -> Result<Json<Note>, Failure> {
    let note = sqlx::query_as("SELECT id, title, body, stars FROM peer_rows WHERE id = $1")
        .bind(id)
        .fetch_optional(&pool)
        .await
        .map_err(failed)?;
    note.map(Json).ok_or_else(|| (StatusCode::NOT_FOUND, "there is no such note".to_owned()))
}

/// List notes.
#[utoipa::path(get, path = "/rows", params(Paging),
    responses((status = 200, body = Page), (status = 422)))]
pub async fn rows(
    State(pool): State<PgPool>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page>, Failure> {
    check(&paging)?;
    let total = sqlx::query_scalar("SELECT count(*) FROM peer_rows").fetch_one(&pool);
    let total = total.await.map_err(failed)?;
    let sql = "SELECT id, title, body, stars FROM peer_rows ORDER BY id LIMIT $1 OFFSET $2";
    let items = sqlx::query_as(sql)
        .bind(i64::from(PER_PAGE))
        .bind(i64::from((paging.page - 1) * PER_PAGE))
        .fetch_all(&pool)
        .await
        .map_err(failed)?;
    Ok(Json(Page { items, total }))
}

/// Write a note.
#[utoipa::path(post, path = "/rows", responses((status = 201, body = Note), (status = 422)))]
pub async fn add_row(
    State(pool): State<PgPool>,
    Json(new): Json<NewNote>,
) -> Result<(StatusCode, Json<Note>), Failure> {
    check(&new)?;
    let sql = "INSERT INTO peer_rows (title, body, stars) VALUES ($1, $2, $3) \
        RETURNING id, title, body, stars";
    let note = sqlx::query_as(sql)
        .bind(new.title)
        .bind(new.body)
        .bind(new.stars)
        .fetch_one(&pool)
        .await
        .map_err(failed)?;
    Ok((StatusCode::CREATED, Json(note)))
}
