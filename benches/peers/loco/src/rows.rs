//! Rows of the database.

use axum::http::StatusCode;
use loco_rs::controller::extractor::validate::QueryValidate;
use loco_rs::prelude::*;
use serde::{Deserialize, Serialize};

use crate::note;

const PER_PAGE: u64 = 20;

#[derive(Deserialize, Validate)]
struct NewNote {
    #[validate(length(min = 1, max = 200))]
    title: String,
    body: String,
    stars: i32,
}

#[derive(Deserialize, Validate)]
struct Paging {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u64,
}

#[derive(Serialize)]
struct Notes {
    items: Vec<note::Model>,
    total: u64,
}

async fn row(Path(id): Path<i64>, State(context): State<AppContext>) -> Result<Response> {
    let note = note::Entity::find_by_id(id).one(&context.db).await?;
    format::json(note.ok_or(Error::NotFound)?)
}

async fn rows(
    State(context): State<AppContext>,
    paging: QueryValidate<Paging>,
) -> Result<Response> {
    let notes = note::Entity::find().order_by_asc(note::Column::Id);
    let pages = notes.paginate(&context.db, PER_PAGE);
    let total = pages.num_items().await?;
    let items = pages.fetch_page(paging.0.page - 1).await?;
    format::json(Notes { items, total })
}

async fn add_row(
    State(context): State<AppContext>,
    new: JsonValidateWithMessage<NewNote>,
) -> Result<Response> {
    let NewNote { title, body, stars } = new.0;
    let note = note::ActiveModel {
        title: Set(title),
        body: Set(body),
        stars: Set(stars),
        ..Default::default()
    };
    format::render().status(StatusCode::CREATED).json(note.insert(&context.db).await?)
}

pub fn routes() -> Routes {
    Routes::new().prefix("/rows").add("/", get(rows).post(add_row)).add("/{id}", get(row))
}
