//! Rows of the database.

use actix_web::error::{ErrorInternalServerError, ErrorNotFound};
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{Error, HttpResponse, get};
use diesel::prelude::*;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::check;

const PER_PAGE: u32 = 20;

diesel::table! {
    peer_rows (id) {
        id -> BigInt,
        title -> Text,
        body -> Text,
        stars -> Integer,
    }
}

#[derive(Queryable, Selectable, Serialize, ToSchema)]
#[diesel(table_name = peer_rows, check_for_backend(diesel::pg::Pg))]
pub struct Note {
    id: i64,
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, Insertable, ToSchema, Validate)]
#[diesel(table_name = peer_rows)]
pub struct NewNote {
    #[validate(length(min = 1, max = 200))]
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, IntoParams, Validate)]
pub struct Paging {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
}

#[derive(Serialize, ToSchema)]
pub struct Page {
    items: Vec<Note>,
    total: i64,
}

type Db = Data<Pool<AsyncPgConnection>>;

/// Show one note.
#[utoipa::path(responses((status = 200, body = Note), (status = 404)))]
#[get("/rows/{id}")]
pub async fn show_row(id: Path<i64>, db: Db) -> Result<Json<Note>, Error> {
    let mut conn = db.get().await.map_err(ErrorInternalServerError)?;
    let note = peer_rows::table
        .find(id.into_inner())
        .select(Note::as_select())
        .first(&mut conn)
        .await
        .optional()
        .map_err(ErrorInternalServerError)?;
    note.map(Json).ok_or_else(|| ErrorNotFound("there is no such note"))
}

/// List notes.
#[utoipa::path(get, path = "/rows", params(Paging), responses((status = 200, body = Page), (status = 422)))]
pub async fn rows(paging: Query<Paging>, db: Db) -> Result<Json<Page>, Error> {
    check(&*paging)?;
    let mut conn = db.get().await.map_err(ErrorInternalServerError)?;
    let total = peer_rows::table.count().get_result(&mut conn);
    let total = total.await.map_err(ErrorInternalServerError)?;
    let items = peer_rows::table
        .select(Note::as_select())
        .order(peer_rows::id)
        .limit(i64::from(PER_PAGE))
        .offset(i64::from((paging.page - 1) * PER_PAGE))
        .load(&mut conn)
        .await
        .map_err(ErrorInternalServerError)?;
    Ok(Json(Page { items, total }))
}

/// Write a note.
#[utoipa::path(post, path = "/rows", responses((status = 201, body = Note), (status = 422)))]
pub async fn add_row(new: Json<NewNote>, db: Db) -> Result<HttpResponse, Error> {
    check(&*new)?;
    let mut conn = db.get().await.map_err(ErrorInternalServerError)?;
    let note: Note = diesel::insert_into(peer_rows::table)
        .values(new.into_inner())
        .returning(Note::as_returning())
        .get_result(&mut conn)
        .await
        .map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::Created().json(note))
}
