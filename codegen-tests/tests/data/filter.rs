//! Filters and orders that clients ask for.

use ordain::prelude::*;
use serde_json::json;

use super::{database, operation, request, send};

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Level {
    Easy,
    Hard,
}

#[model(table = puzzles, soft_delete)]
#[derive(PartialEq)]
struct Puzzle {
    #[key]
    #[column(filter, sort)]
    pub id: i64,
    #[column(filter, sort, name = headline)]
    #[serde(rename = "displayTitle")]
    pub title: String,
    #[column(filter, sort)]
    pub stars: Option<i32>,
    #[column(filter, default = false)]
    pub solved: bool,
    #[column(filter, sort)]
    pub level: Level,
    #[column(filter)]
    pub due: Option<DateTime<Utc>>,
    pub answer: String,
    pub deleted_at: Option<DateTime<Utc>>,
}

#[model]
struct Guess {
    #[key]
    pub id: i64,
    #[belongs_to(Puzzle)]
    pub puzzle_id: i64,
    pub text: String,
}

#[dto(query)]
struct Also {
    verbose: Option<bool>,
}

#[route(get, "/puzzles", policy = public)]
async fn list_puzzles(
    filter: Filter<Puzzle>,
    sort: Sort<Puzzle>,
    page: Paging,
    also: Also,
    db: Db,
) -> Result<Page<Puzzle>> {
    let _ = also.verbose;
    Puzzle::query().filter(filter).order(sort.newest_first()).page(page, &db).await
}

#[route(post, "/puzzles", policy = public)]
async fn write_puzzle(new: PuzzleCreate, db: Db) -> Result<Puzzle> {
    Puzzle::create(&db, new).await
}

/// Seven puzzles, once.
fn puzzles() {
    static DONE: std::sync::Once = std::sync::Once::new();
    DONE.call_once(|| {
        for (title, stars, level) in [
            ("Knights", Some(3), "easy"),
            ("50% off_!", None, "hard"),
            ("knots", Some(1), "hard"),
            ("Weights", Some(3), "easy"),
        ] {
            let body = json!({
                "displayTitle": title, "stars": stars, "level": level, "answer": "42",
                "due": stars.map(|stars| format!("2026-11-0{stars}T00:00:00Z")),
            });
            let answer = send(&request("POST", "/puzzles").json(&body));
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    });
}

#[track_caller]
fn titles(query: &str) -> String {
    puzzles();
    let answer = send(&request("GET", &format!("/puzzles?{query}")));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = answer.json();
    let items = body["items"].as_array().unwrap();
    let titles: Vec<&str> = items.iter().map(|row| row["displayTitle"].as_str().unwrap()).collect();
    titles.join(",")
}

#[test]
fn a_client_filters_by_what_the_model_allows() {
    for (query, expected) in [
        ("sort=id", "Knights,50% off_!,knots,Weights"),
        ("sort=id&displayTitle=knots", "knots"),
        ("sort=id&displayTitle__ne=knots", "Knights,50% off_!,Weights"),
        ("sort=id&displayTitle__contains=KN", "Knights,knots"),
        ("sort=id&displayTitle__contains=50%25", "50% off_!"),
        ("sort=id&displayTitle__contains=_!", "50% off_!"),
        ("sort=id&displayTitle__contains=%27%3B--", ""),
        ("sort=id&displayTitle__in=knots,Weights", "knots,Weights"),
        ("sort=id&stars__ge=1&stars__lt=3", "knots"),
        ("sort=id&stars__gt=1&stars__le=3", "Knights,Weights"),
        ("sort=id&stars__null=true", "50% off_!"),
        ("sort=id&stars__null=false&level=hard", "knots"),
        ("sort=id&level__in=easy,hard&id__le=2", "Knights,50% off_!"),
        ("sort=id&due__gt=2026-11-01T00:00:00Z", "Knights,Weights"),
        ("sort=id&solved=true", ""),
        ("sort=id&verbose=true&per_page=2&page=2&solved=false", "knots,Weights"),
    ] {
        assert_eq!(titles(query), expected, "{query}");
    }
}

#[test]
fn a_client_sorts_by_what_the_model_allows() {
    for (query, expected) in [
        ("", "Weights,knots,50% off_!,Knights"),
        ("sort=displayTitle", "50% off_!,Knights,Weights,knots"),
        ("sort=-stars,-id", "Weights,Knights,knots,50% off_!"),
        ("sort=stars,displayTitle", "50% off_!,knots,Knights,Weights"),
        ("sort=level,-displayTitle,level", "Weights,Knights,knots,50% off_!"),
    ] {
        assert_eq!(titles(query), expected, "{query}");
    }
}

#[test]
fn a_wrong_parameter_is_refused_by_its_name() {
    puzzles();
    for (query, pointer, text) in [
        ("answer=42", "/answer", "is no parameter"),
        ("displayTitel=x", "/displayTitel", "did you mean `displayTitle`?"),
        ("title=x", "/title", "is no parameter"),
        ("stars=many", "/stars", "`many` is no value of `stars`"),
        ("stars__in=1,x", "/stars__in", "`x` is no value of `stars`"),
        ("stars__null=maybe", "/stars__null", "neither `true` nor `false`"),
        ("solved__lt=true", "/solved__lt", "is no parameter"),
        ("solved__null=true", "/solved__null", "is no parameter"),
        ("level__contains=ea", "/level__contains", "is no parameter"),
        ("level=medium", "/level", "`medium` is no value of `level`"),
        ("sort=answer", "/sort", "`answer` is none of `id`, `displayTitle`, `stars`, `level`"),
        ("sort=--id", "/sort", "`-id` is none of"),
    ] {
        let answer = send(&request("GET", &format!("/puzzles?{query}")));
        assert_eq!((answer.status, answer.member("/code")), (400, "bad_request".into()), "{query}");
        assert_eq!(answer.member("/errors/0/pointer"), pointer);
        assert!(answer.member("/errors/0/message").contains(text), "{}", answer.text());
    }
    let many = vec!["1"; 101].join(",");
    let answer = send(&request("GET", &format!("/puzzles?id__in={many}&stars=x&sort=y")));
    assert_eq!((answer.status, answer.member("/errors/1/pointer")), (400, "/stars".into()));
    assert_eq!(answer.member("/errors/2/pointer"), "/sort");
    let often = ["id=1"; 10].join("&");
    let answer = send(&request("GET", &format!("/puzzles?{often}")));
    assert_eq!((answer.status, answer.member("/errors/0/pointer")), (400, "/id".into()));
}

#[test]
fn the_document_lists_the_parameters() {
    let list = operation("get", "/puzzles");
    let parameters = list["parameters"].as_array().unwrap();
    let names: Vec<&str> = parameters.iter().map(|p| p["name"].as_str().unwrap()).collect();
    for name in ["displayTitle", "displayTitle__contains", "stars__null", "sort", "page", "level"] {
        assert!(names.contains(&name), "{name} of {names:?}");
    }
    for name in ["answer", "solved__lt", "level__contains", "level__lt", "stars__contains"] {
        assert!(!names.contains(&name), "{name} of {names:?}");
    }
    let stars = parameters.iter().find(|p| p["name"] == "stars__ge").unwrap();
    assert_eq!((&stars["in"], &stars["required"]), (&json!("query"), &json!(false)));
    assert!(stars["schema"].to_string().contains("integer"), "{stars}");
    assert!(list["responses"].get("400").is_some());
}

#[tokio::test]
async fn a_filter_is_a_condition_like_others() {
    let (db, _dir) = database().await;
    for (title, stars) in [("a", 1), ("b", 2)] {
        let new = PuzzleCreate {
            title: title.into(),
            stars: Some(stars),
            solved: None,
            level: Level::Easy,
            due: None,
            answer: String::new(),
        };
        Puzzle::create(&db, new).await.unwrap();
    }
    let (filter, others, wrong) = Filter::<Puzzle>::parse([("stars__gt", "1"), ("x", "y")]);
    assert_eq!((others, wrong.len()), (vec!["x"], 0));
    let found = Puzzle::query().filter(filter).filter(puzzles::title.ne("c"));
    assert_eq!(found.total(&db).await.unwrap(), 1);
    let sort = Sort::<Puzzle>::parse("-displayTitle").unwrap();
    let first: Puzzle = Puzzle::query().order(sort).first(&db).await.unwrap();
    assert_eq!(first.title, "b");

    let guess = GuessCreate { puzzle_id: Set(first.id), text: "42".into() };
    Guess::create(&db, guess).await.unwrap();
    let (filter, ..) = Filter::<Puzzle>::parse([("stars__gt", "1"), ("displayTitle", "b")]);
    let sort = Sort::<Puzzle>::parse("-displayTitle").unwrap();
    let guessed = Guess::query().inner_join(puzzles::table).filter(filter).order(sort);
    let guessed: Vec<(Guess, Puzzle)> = guessed.load(&db).await.unwrap();
    assert_eq!((&*guessed[0].0.text, &*guessed[0].1.title), ("42", "b"), "in a join, too");
}
