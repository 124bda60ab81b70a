//! Relations from their other end, conditions on them, and rows that are loaded one by one.

use std::slice;

use ordain::db::repeated;
use ordain::prelude::*;

use super::database;

#[model(
    has_many(Verse),
    has_many(Letter, by = letters::from_id, name = sent),
    has_many(Letter, by = letters::to_id, name = received),
    has_one(Portrait),
    many_to_many(Genre, through = PoetGenre)
)]
#[derive(PartialEq)]
struct Poet {
    #[key]
    pub id: i64,
    pub name: String,
}

#[model(soft_delete, has_many(Self, name = answers))]
#[derive(PartialEq)]
struct Verse {
    #[key]
    pub id: i64,
    #[belongs_to(Poet)]
    pub poet_id: Option<i64>,
    #[belongs_to(Self)]
    pub answered_id: Option<i64>,
    pub text: String,
    pub deleted_at: Option<DateTime<Utc>>,
}

#[model]
#[derive(PartialEq)]
struct Letter {
    #[key]
    pub id: i64,
    #[belongs_to(Poet)]
    pub from_id: i64,
    #[belongs_to(Poet)]
    pub to_id: i64,
}

#[model]
#[derive(PartialEq)]
struct Portrait {
    #[key]
    #[belongs_to(Poet)]
    pub poet_id: i64,
    pub file: String,
}

#[model(many_to_many(Poet, through = PoetGenre))]
#[derive(PartialEq)]
struct Genre {
    #[key]
    pub id: Uuid,
    #[unique]
    pub name: String,
}

#[model]
struct PoetGenre {
    #[key]
    #[belongs_to(Poet, on_delete = cascade)]
    pub poet_id: i64,
    #[key]
    #[belongs_to(Genre, on_delete = cascade)]
    pub genre_id: Uuid,
}

async fn poets(db: &Db) -> [Poet; 3] {
    let poet = async |name: &str| Poet::create(db, PoetCreate { name: name.into() }).await.unwrap();
    [poet("a").await, poet("b").await, poet("c").await]
}

async fn verse(db: &Db, poet: &Poet, text: &str) -> Verse {
    let new = VerseCreate { poet_id: Some(poet.id), answered_id: None, text: text.into() };
    Verse::create(db, new).await.unwrap()
}

#[tokio::test]
async fn children_are_loaded_for_one_and_for_many() {
    let (db, _dir) = database().await;
    let [a, b, c] = poets(&db).await;
    let first = verse(&db, &b, "1").await;
    let second = verse(&db, &a, "2").await;
    let third = verse(&db, &b, "3").await;
    verse(&db, &b, "4").await.delete(&db).await.unwrap();
    assert_eq!(b.verses(&db).await.unwrap(), [first.clone(), third.clone()]);
    assert_eq!(c.verses(&db).await.unwrap(), []);
    let many = [c.clone(), b.clone(), a.clone(), b.clone()];
    let (loaded, found) = repeated(1, Poet::load_verses(&db, &many)).await;
    let of_b = vec![first.clone(), third.clone()];
    assert_eq!(loaded.unwrap(), [vec![], of_b.clone(), vec![second], of_b]);
    assert!(found.iter().map(|repeated| repeated.times).sum::<u32>() <= 1);
    assert!(Poet::load_verses(&db, &[]).await.unwrap().is_empty());

    let answer = VerseCreate { poet_id: None, answered_id: Some(first.id), text: "!".into() };
    let answer = Verse::create(&db, answer).await.unwrap();
    assert_eq!(first.answers(&db).await.unwrap(), [answer]);
}

#[tokio::test]
async fn one_of_several_references_is_named() {
    let (db, _dir) = database().await;
    let [a, b, _] = poets(&db).await;
    let letter = LetterCreate { from_id: Set(a.id), to_id: Set(b.id) };
    let letter = Letter::create(&db, letter).await.unwrap();
    assert_eq!(a.sent(&db).await.unwrap(), slice::from_ref(&letter));
    assert_eq!(a.received(&db).await.unwrap(), []);
    let received = Poet::load_received(&db, &[a, b]).await.unwrap();
    assert_eq!(received, [vec![], vec![letter]]);
}

#[tokio::test]
async fn one_child_at_most_is_an_option() {
    let (db, _dir) = database().await;
    let [a, b, _] = poets(&db).await;
    let new = PortraitCreate { poet_id: Set(b.id), file: "b.png".into() };
    let portrait = Portrait::create(&db, new).await.unwrap();
    assert_eq!(a.portrait(&db).await.unwrap(), None);
    assert_eq!(b.portrait(&db).await.unwrap(), Some(portrait.clone()));
    let loaded = Poet::load_portraits(&db, &[b, a]).await.unwrap();
    assert_eq!(loaded, [Some(portrait), None]);
}

#[tokio::test]
async fn what_a_join_model_links_is_loaded_from_both_ends() {
    let (db, _dir) = database().await;
    let [a, b, c] = poets(&db).await;
    let ode = Genre::create(&db, GenreCreate { name: "ode".into() }).await.unwrap();
    let epic = Genre::create(&db, GenreCreate { name: "epic".into() }).await.unwrap();
    for (poet, genre) in [(&a, &ode), (&a, &epic), (&b, &epic)] {
        let link = PoetGenreCreate { poet_id: Set(poet.id), genre_id: Set(genre.id) };
        PoetGenre::create(&db, link).await.unwrap();
    }
    assert_eq!(b.genres(&db).await.unwrap(), slice::from_ref(&epic));
    let genres = Poet::load_genres(&db, &[c.clone(), a.clone()]).await.unwrap();
    assert_eq!(genres, [vec![], vec![ode.clone(), epic.clone()]]);
    assert_eq!(epic.poets(&db).await.unwrap(), [a.clone(), b.clone()]);

    let epics = Poet::has_genres(genres::name.eq("epic"));
    let found: Vec<Poet> =
        Poet::query().filter(epics).order(poets::id.desc()).load(&db).await.unwrap();
    assert_eq!(found, [b, a]);
}

#[tokio::test]
async fn a_condition_asks_for_children() {
    let (db, _dir) = database().await;
    let [a, b, c] = poets(&db).await;
    verse(&db, &a, "rose").await;
    verse(&db, &a, "rose").await;
    verse(&db, &b, "stone").await;
    verse(&db, &c, "rose").await.delete(&db).await.unwrap();
    let roses = || Poet::has_verses(verses::text.eq("rose"));
    let found: Vec<Poet> = Poet::query().filter(roses()).load(&db).await.unwrap();
    assert_eq!(found, slice::from_ref(&a));
    let none = Poet::query().filter(diesel::dsl::not(roses())).filter(poets::id.gt(b.id));
    assert_eq!(none.load::<Poet>(&db).await.unwrap(), [c]);
    let both = Poet::query().filter(roses().and(poets::name.eq("a")));
    assert_eq!(both.total(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_condition_asks_for_the_row_that_is_referred_to() {
    let (db, _dir) = database().await;
    let [a, b, _] = poets(&db).await;
    let (first, _) = (verse(&db, &a, "1").await, verse(&db, &b, "2").await);
    let nobodys = VerseCreate { poet_id: None, answered_id: None, text: "3".into() };
    let nobodys = Verse::create(&db, nobodys).await.unwrap();
    let by_a = || Verse::has_poet(poets::name.eq("a"));
    let found: Vec<Verse> = Verse::query().filter(by_a()).load(&db).await.unwrap();
    assert_eq!(found, slice::from_ref(&first));
    let others = Verse::query().filter(diesel::dsl::not(by_a())).order(verses::id);
    assert_eq!(others.load::<Verse>(&db).await.unwrap()[1], nobodys);
    // One condition inside of another: poets who got a letter of `b`.
    let letter = LetterCreate { from_id: Set(b.id), to_id: Set(a.id) };
    Letter::create(&db, letter).await.unwrap();
    let from_b = Poet::has_received(Letter::has_from(poets::name.eq("b")));
    let found = Poet::query().filter(from_b).load::<Poet>(&db).await.unwrap();
    assert_eq!(found, slice::from_ref(&a));
    let of_the_reader = Verse::has_poet(Poet::has_received(letters::from_id.eq(b.id)));
    let found: Vec<Verse> = Verse::query().filter(of_the_reader).load(&db).await.unwrap();
    assert_eq!(found, [first]);
}

#[tokio::test]
async fn children_are_counted_in_the_query_of_their_parents() {
    let (db, _dir) = database().await;
    let [a, b, c] = poets(&db).await;
    for text in ["rose", "rose", "stone"] {
        verse(&db, &a, text).await;
    }
    verse(&db, &b, "rose").await.delete(&db).await.unwrap();
    let ode = Genre::create(&db, GenreCreate { name: "ode".into() }).await.unwrap();
    let link = PoetGenreCreate { poet_id: Set(c.id), genre_id: Set(ode.id) };
    PoetGenre::create(&db, link).await.unwrap();
    let rows: Vec<(Poet, i64, i64, bool, i64)> = Poet::query()
        .select((
            poets::all_columns,
            Poet::count_verses(true),
            Poet::count_verses(verses::text.eq("rose")),
            Poet::has_verses(verses::text.eq("stone")),
            Poet::count_genres(genres::name.ne("epic")),
        ))
        .order(poets::id)
        .load(&db)
        .await
        .unwrap();
    assert_eq!(
        rows,
        [(a, 3, 2, true, 0), (b.clone(), 0, 0, false, 0), (c.clone(), 0, 0, false, 1)]
    );
    let names = Poet::query().order((Poet::count_verses(true).desc(), poets::id.desc()));
    let names = names.select(poets::name).load::<String>(&db).await.unwrap();
    assert_eq!(names[1..], [c.name, b.name]);
    let silent = Poet::query().filter(Poet::count_verses(true).eq(0));
    assert_eq!(silent.total(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn rows_that_are_loaded_one_by_one_are_noticed() {
    let (db, _dir) = database().await;
    let [a, _, _] = poets(&db).await;
    let verses = [verse(&db, &a, "1").await, verse(&db, &a, "2").await];
    let one_by_one = async {
        for verse in &verses {
            Poet::find(&db, verse.poet_id.unwrap()).await?;
        }
        ordain::Result::<()>::Ok(())
    };
    let (done, found) = repeated(2, one_by_one).await;
    done.unwrap();
    assert_eq!((found.len(), found[0].times), (1, 2));
    assert!(found[0].statement.contains("poets"), "{}", found[0].statement);
    let (_, found) = repeated(2, Verse::load_poets(&db, &verses)).await;
    assert!(found.is_empty());
}
