//! Rows that cannot be read: the log is told which, and of a secret nothing more.

use std::fmt;

use ordain::model::Set;
use ordain::prelude::*;

use super::{database, request, send};

#[policy]
enum Mark {
    Pass,
}

/// Any text can stand in its column.
#[policy(permissions = Mark)]
#[derive(Debug, PartialEq)]
enum Grade {
    #[grants()]
    Poor,
    #[grants(Pass)]
    Good,
}

/// A paper.
#[model]
#[derive(PartialEq)]
struct Paper {
    #[key]
    pub id: i64,
    pub grade: Grade,
    pub second: Option<Grade>,
    #[secret]
    pub hidden: Option<Grade>,
}

/// A page of a paper, told by both.
#[model]
#[derive(PartialEq)]
struct PaperPage {
    #[key]
    #[belongs_to(Paper)]
    pub paper_id: i64,
    #[key]
    pub name: String,
    pub grade: Grade,
}

/// Writes a paper that cannot be read, and reads it.
#[route(post, "/papers/unreadable", policy = public)]
async fn unreadable(db: Db) -> Result<Paper> {
    let id = create(&db).await;
    spoil(&db, &format!("UPDATE papers SET grade = 'many' WHERE id = {id}")).await;
    Paper::find(&db, id).await
}

async fn create(db: &Db) -> i64 {
    let new = PaperCreate { grade: Grade::Good, second: None, hidden: None };
    Paper::create(db, new).await.unwrap().id
}

async fn spoil(db: &Db, sql: &str) {
    diesel::sql_query(sql).execute(db).await.unwrap();
}

/// The status and what the log is told.
fn told<T: fmt::Debug>(result: Result<T>) -> (u16, String) {
    let error = result.unwrap_err();
    (error.status().as_u16(), error.source_chain())
}

#[tokio::test]
async fn the_log_names_table_column_and_key() {
    let (db, _place) = database().await;
    create(&db).await;
    let id = create(&db).await;
    spoil(&db, &format!("UPDATE papers SET second = 'many' WHERE id = {id}")).await;
    let expected =
        format!("papers.second of the row with id = {id}: `many` is no value of `Grade`");
    let (status, logged) = told(Paper::find(&db, id).await);
    assert_eq!(status, 500);
    assert!(logged.contains(&expected), "{logged}");
    for rows in [
        Paper::query().load::<Paper>(&db).await,
        db.transaction(async |tx| Paper::query().load::<Paper>(tx).await).await,
    ] {
        assert!(told(rows).1.contains(&expected));
    }
    let page = Paper::query().order(papers::id).page::<Paper>(Paging::default(), &db).await;
    assert!(told(page).1.contains(&expected));
}

#[test]
fn a_client_is_told_nothing_of_it() {
    let answer = send(&request("POST", "/papers/unreadable"));
    assert_eq!(answer.status, 500);
    let body = answer.json().to_string();
    assert!(!body.contains("many") && !body.contains("papers.grade"), "{body}");
}

#[tokio::test]
async fn each_part_of_a_key_is_named_and_each_side_of_a_join() {
    let (db, _place) = database().await;
    let id = create(&db).await;
    let alone = create(&db).await;
    let new = PaperPageCreate { paper_id: Set(id), name: "cover".into(), grade: Grade::Poor };
    let page = PaperPage::create(&db, new).await.unwrap();

    let joined = paper_pages::table.inner_join(papers::table);
    let rows: Vec<(PaperPage, Paper)> = joined.load(&db).await.unwrap();
    assert_eq!(rows[0].0, page);
    let outer = papers::table.left_join(paper_pages::table).order(papers::id);
    let rows: Vec<(Paper, Option<PaperPage>)> = outer.load(&db).await.unwrap();
    assert_eq!(rows.iter().map(|(paper, _)| paper.id).collect::<Vec<_>>(), [id, alone]);
    assert_eq!((&rows[0].1, &rows[1].1), (&Some(page), &None));

    spoil(&db, "UPDATE paper_pages SET grade = 'many'").await;
    let expected = format!(
        "paper_pages.grade of the row with paper_id = {id}, name = \"cover\": `many` is no value"
    );
    let rows = joined.load::<(PaperPage, Paper)>(&db).await;
    assert!(told(rows).1.contains(&expected));
    let rows = outer.load::<(Paper, Option<PaperPage>)>(&db).await;
    assert!(told(rows).1.contains(&expected));
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_is_in_no_log() {
    let (db, _place) = database().await;
    let id = create(&db).await;
    spoil(&db, "UPDATE papers SET hidden = 'many'").await;
    let (_, logged) = told(Paper::find(&db, id).await);
    let expected = format!("papers.hidden of the row with id = {id}: it is no value of its type");
    assert!(logged.contains(&expected), "{logged}");
    assert!(!logged.contains("many"), "{logged}");
}
