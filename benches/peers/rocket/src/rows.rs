//! Rows of the database.

use rocket::http::Status;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::serde::{Deserialize, Serialize};
use rocket::{Build, Rocket, State};
use sqlx::postgres::PgPoolOptions;
use sqlx::{FromRow, PgPool};
use validator::Validate;

use crate::check;

const PER_PAGE: u32 = 20;

pub async fn connect(rocket: Rocket<Build>, url: String) -> Result<Rocket<Build>, Rocket<Build>> {
    // Connections are not asked before each use.
    let pool = PgPoolOptions::new().max_connections(10).test_before_acquire(false);
    match pool.connect(&url).await {
        Ok(pool) => Ok(rocket.manage(pool)),
        Err(error) => {
            error!("no database: {error}");
            Err(rocket)
        }
    }
}

#[derive(FromRow, Serialize)]
#[serde(crate = "rocket::serde")]
pub struct Note {
    id: i64,
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, Validate)]
#[serde(crate = "rocket::serde")]
pub struct NewNote {
    #[validate(length(min = 1, max = 200))]
    title: String,
    body: String,
    stars: i32,
}

#[derive(FromForm)]
pub struct Paging {
    #[field(validate = range(1..=1_000_000))]
    page: u32,
}

#[derive(Serialize)]
#[serde(crate = "rocket::serde")]
pub struct Page {
    items: Vec<Note>,
    total: i64,
}

fn failed(error: sqlx::Error) -> Status {
    error!("{error}");
    Status::InternalServerError
}

#[get("/<id>")]
pub async fn row(id: i64, pool: &State<PgPool>) -> Result<Option<Json<Note>>, Status> {
    let note = sqlx::query_as("SELECT id, title, body, stars FROM peer_rows WHERE id = $1")
        .bind(id)
        .fetch_optional(pool.inner())
        .await
        .map_err(failed)?;
    Ok(note.map(Json))
}

#[get("/?<paging..>")]
pub async fn rows(paging: Paging, pool: &State<PgPool>) -> Result<Json<Page>, Status> {
    let total = sqlx::query_scalar("SELECT count(*) FROM peer_rows").fetch_one(pool.inner());
    let total = total.await.map_err(failed)?;
    let sql = "SELECT id, title, body, stars FROM peer_rows ORDER BY id LIMIT $1 OFFSET $2";
    let items = sqlx::query_as(sql)
        .bind(i64::from(PER_PAGE))
        .bind(i64::from((paging.page - 1) * PER_PAGE))
        .fetch_all(pool.inner())
        .await
        .map_err(failed)?;
    Ok(Json(Page { items, total }))
}

#[post("/", data = "<new>")]
pub async fn add_row(
    new: Json<NewNote>,
    pool: &State<PgPool>,
) -> Result<Created<Json<Note>>, Status> {
    let new = check(new)?;
    let sql = "INSERT INTO peer_rows (title, body, stars) VALUES ($1, $2, $3) \
        RETURNING id, title, body, stars";
    let note: Note = sqlx::query_as(sql)
        .bind(new.title)
        .bind(new.body)
        .bind(new.stars)
        .fetch_one(pool.inner())
        .await
        .map_err(failed)?;
    Ok(Created::new(uri!("/rows", row(note.id)).to_string()).body(Json(note)))
}
