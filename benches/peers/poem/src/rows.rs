//! Rows of the database.

use poem::error::InternalServerError;
use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use sqlx::{FromRow, PgPool};

const PER_PAGE: u32 = 20;

#[derive(FromRow, Object)]
struct Note {
    id: i64,
    title: String,
    body: String,
    stars: i32,
}

#[derive(Object)]
struct NewNote {
    #[oai(validator(min_length = 1, max_length = 200))]
    title: String,
    body: String,
    stars: i32,
}

#[derive(Object)]
struct Page {
    items: Vec<Note>,
    total: i64,
}

#[derive(ApiResponse)]
enum Found {
    #[oai(status = 200)]
    Note(Json<Note>),
    #[oai(status = 404)]
    Nothing,
}

#[derive(ApiResponse)]
enum Added {
    #[oai(status = 201)]
    Note(Json<Note>),
}

pub struct Rows;

#[OpenApi(prefix_path = "/rows")]
impl Rows {
    /// Show one note.
    #[oai(path = "/:id", method = "get")]
    async fn row(&self, pool: Data<&PgPool>, id: Path<i64>) -> poem::Result<Found> {
        let note = sqlx::query_as("SELECT id, title, body, stars FROM peer_rows WHERE id = $1")
            .bind(id.0)
            .fetch_optional(pool.0)
            .await
            .map_err(InternalServerError)?;
        Ok(note.map_or(Found::Nothing, |note| Found::Note(Json(note))))
    }

    /// List notes.
    #[oai(path = "/", method = "get")]
    async fn rows(
        &self,
        pool: Data<&PgPool>,
        #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))] page: Query<u32>,
    ) -> poem::Result<Json<Page>> {
        let total = sqlx::query_scalar("SELECT count(*) FROM peer_rows").fetch_one(pool.0);
        let total = total.await.map_err(InternalServerError)?;
        let sql = "SELECT id, title, body, stars FROM peer_rows ORDER BY id LIMIT $1 OFFSET $2";
        let items = sqlx::query_as(sql)
            .bind(i64::from(PER_PAGE))
            .bind(i64::from((page.0 - 1) * PER_PAGE))
            .fetch_all(pool.0)
            .await
            .map_err(InternalServerError)?;
        Ok(Json(Page { items, total }))
    }

    /// Write a note.
    #[oai(path = "/", method = "post")]
    async fn add_row(&self, pool: Data<&PgPool>, new: Json<NewNote>) -> poem::Result<Added> {
        let sql = "INSERT INTO peer_rows (title, body, stars) VALUES ($1, $2, $3) \
            RETURNING id, title, body, stars";
        let note = sqlx::query_as(sql)
            .bind(&new.title)
            .bind(&new.body)
            .bind(new.stars)
            .fetch_one(pool.0)
            .await
            .map_err(InternalServerError)?;
        Ok(Added::Note(Json(note)))
    }
}
