//! The runtime of models, with what `#[model]` would write written by hand.
#![cfg(feature = "sqlite")]
#![allow(missing_docs, clippy::items_after_statements, clippy::unwrap_used, reason = "a test")]

mod by_hand {
    //! `struct Post` with a key, a reference to `User`, a unique column and a default.
    pub(crate) mod user {
        use ordain::__private as p;
        use ordain::model::{
            Bounds, ColumnSpec, ColumnType, Index, Model, ModelSpec, Reader, Writer,
        };

        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct User {
            pub(crate) id: i64,
            pub(crate) name: String,
        }

        pub(crate) type UserId = <i64 as ColumnType>::Sql;
        pub(crate) type UserName = <String as ColumnType>::Sql;

        ordain::__private::table! {
            [pub(crate), pub(crate), pub(crate)] mod users, "users", key [id], others [name];
            id, "id", super::super::UserId;
            name, "name", super::super::UserName;
        }

        p::row! { User, users::SqlType, (i64, String), { id: 0, name: 1 }, key [i64, 0] }

        impl<DB> diesel::deserialize::Queryable<users::SqlType, DB> for User
        where
            DB: diesel::backend::Backend,
            Self: diesel::deserialize::FromStaticSqlRow<users::SqlType, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }

        const COLUMN: ColumnSpec = ColumnSpec {
            read: None,
            write: None,
            renamed_from: None,
            name: "id",
            field: "id",
            wire: "id",
            kind: <i64 as ColumnType>::KIND,
            texts: &[],
            nullable: false,
            key: true,
            writer: Writer::Key,
            reader: Reader::Client,
            filter: false,
            sort: false,
            index: Index::None,
            default: None,
            references: None,
            check: None,
            bounds: Bounds::NONE,
            accepts: |text| <i64 as ColumnType>::parse(text).is_some(),
            schema: ordain::schema::inlined::<i64>,
            docs: "",
        };

        impl Model for User {
            type Key = i64;
            type Table = users::table;
            type Itself = Self;
            type Conditions = ();
            const SPEC: &'static ModelSpec = &ModelSpec {
                renamed_from: None,
                name: "user",
                ident: "User",
                module: module_path!(),
                table: "users",
                columns: &[
                    COLUMN,
                    ColumnSpec {
                        name: "name",
                        field: "name",
                        wire: "displayName",
                        key: false,
                        kind: <String as ColumnType>::KIND,
                        writer: Writer::Client,
                        index: Index::Unique,
                        bounds: Bounds { min_length: Some(1), max_length: Some(5), ..Bounds::NONE },
                        ..COLUMN
                    },
                ],
                soft_delete: None,
                version: None,
                indexes: &[],
                identity: None,
                docs: "",
            };
            fn key(&self) -> i64 {
                self.id
            }
            fn key_values(key: i64) -> p::model::Key {
                vec![p::model::value(key)]
            }
            fn keys(keys: Vec<i64>) -> p::model::Keys {
                p::model::Keys::Single(p::model::list(keys))
            }
        }
        p::inventory::submit! { p::model::Registered(<User as Model>::SPEC) }
    }

    pub(crate) mod post {
        use super::user::User;
        use chrono::{DateTime, Utc};
        use diesel::query_source::TableNotEqual;
        use diesel::{ExpressionMethods as _, JoinTo, NullableExpressionMethods as _};
        use ordain::__private as p;
        use ordain::model::{
            Bounds, ColumnSpec, ColumnType, DefaultValue, Index, Model, ModelSpec, OnDelete,
            Reader, Reference, Writer,
        };

        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct Post {
            pub(crate) id: i64,
            pub(crate) author_id: i64,
            pub(crate) editor_id: Option<i64>,
            pub(crate) title: String,
            pub(crate) views: i32,
            pub(crate) draft: bool,
            pub(crate) created_at: DateTime<Utc>,
        }

        pub(crate) type C0 = <i64 as ColumnType>::Sql;
        pub(crate) type C1 = <i64 as ColumnType>::Sql;
        pub(crate) type C2 = diesel::sql_types::Nullable<<i64 as ColumnType>::Sql>;
        pub(crate) type C3 = <String as ColumnType>::Sql;
        pub(crate) type C4 = <i32 as ColumnType>::Sql;
        pub(crate) type C5 = <bool as ColumnType>::Sql;
        pub(crate) type C6 = <DateTime<Utc> as ColumnType>::Sql;

        ordain::__private::table! {
            [pub(crate), pub(crate), pub(crate)] mod posts, "posts", key [id],
            others [author_id editor_id title views draft created_at];
            id, "id", super::super::C0;
            author_id, "author_id", super::super::C1;
            editor_id, "editor_id", super::super::C2;
            title, "title", super::super::C3;
            views, "views", super::super::C4;
            draft, "draft", super::super::C5;
            created_at, "created_at", super::super::C6;
        }

        type Row = (i64, i64, Option<i64>, String, i32, bool, DateTime<Utc>);

        p::row! {
            Post, posts::SqlType, Row,
            { id: 0, author_id: 1, editor_id: 2, title: 3, views: 4, draft: 5, created_at: 6 },
            key [i64, 0]
        }

        impl<DB> diesel::deserialize::Queryable<posts::SqlType, DB> for Post
        where
            DB: diesel::backend::Backend,
            Self: diesel::deserialize::FromStaticSqlRow<posts::SqlType, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }

        type Users = <User as Model>::Table;

        impl TableNotEqual<Users> for posts::table {}
        impl TableNotEqual<posts::table> for Users {}

        impl JoinTo<Users> for posts::table {
            type FromClause = Users;
            type OnClause = p::model::JoinedOn<posts::author_id, Users>;

            fn join_target(rhs: Users) -> (Self::FromClause, Self::OnClause) {
                let key = diesel::Table::primary_key(&rhs).nullable();
                (rhs, posts::author_id.nullable().eq(key))
            }
        }

        impl JoinTo<posts::table> for Users {
            type FromClause = posts::table;
            type OnClause = p::model::JoinedOn<posts::author_id, Users>;

            fn join_target(rhs: posts::table) -> (Self::FromClause, Self::OnClause) {
                (rhs, <posts::table as JoinTo<Users>>::join_target(Users {}).1)
            }
        }

        const COLUMN: ColumnSpec = ColumnSpec {
            read: None,
            write: None,
            renamed_from: None,
            name: "id",
            field: "id",
            wire: "id",
            kind: <i64 as ColumnType>::KIND,
            texts: &[],
            nullable: false,
            key: false,
            writer: Writer::Client,
            reader: Reader::Client,
            filter: false,
            sort: false,
            index: Index::None,
            default: None,
            references: None,
            check: None,
            bounds: Bounds::NONE,
            accepts: |text| <i64 as ColumnType>::parse(text).is_some(),
            schema: ordain::schema::inlined::<i64>,
            docs: "",
        };

        impl Model for Post {
            type Key = i64;
            type Table = posts::table;
            type Itself = Self;
            type Conditions = ();
            const SPEC: &'static ModelSpec = &ModelSpec {
                renamed_from: None,
                name: "post",
                ident: "Post",
                module: module_path!(),
                table: "posts",
                columns: &[
                    ColumnSpec { key: true, writer: Writer::Key, ..COLUMN },
                    ColumnSpec {
                        name: "author_id",
                        field: "author_id",
                        wire: "author_id",
                        references: Some(Reference {
                            target: || <User as Model>::SPEC,
                            on_delete: OnDelete::Restrict,
                        }),
                        ..COLUMN
                    },
                    ColumnSpec {
                        name: "editor_id",
                        field: "editor_id",
                        wire: "editor_id",
                        nullable: true,
                        references: Some(Reference {
                            target: || <User as Model>::SPEC,
                            on_delete: OnDelete::Restrict,
                        }),
                        ..COLUMN
                    },
                    ColumnSpec {
                        name: "title",
                        field: "title",
                        wire: "title",
                        kind: <String as ColumnType>::KIND,
                        index: Index::Many,
                        ..COLUMN
                    },
                    ColumnSpec {
                        name: "views",
                        field: "views",
                        wire: "views",
                        kind: <i32 as ColumnType>::KIND,
                        default: Some(DefaultValue::Int(7)),
                        ..COLUMN
                    },
                    ColumnSpec {
                        name: "draft",
                        field: "draft",
                        wire: "draft",
                        kind: <bool as ColumnType>::KIND,
                        default: Some(DefaultValue::Bool(true)),
                        ..COLUMN
                    },
                    ColumnSpec {
                        name: "created_at",
                        field: "created_at",
                        wire: "created_at",
                        kind: <DateTime<Utc> as ColumnType>::KIND,
                        ..COLUMN
                    },
                ],
                soft_delete: None,
                version: None,
                indexes: &[],
                identity: None,
                docs: "",
            };
            fn key(&self) -> i64 {
                self.id
            }
            fn key_values(key: i64) -> p::model::Key {
                vec![p::model::value(key)]
            }
            fn keys(keys: Vec<i64>) -> p::model::Keys {
                p::model::Keys::Single(p::model::list(keys))
            }
        }
        p::inventory::submit! { p::model::Registered(<Post as Model>::SPEC) }
    }
}

use std::time::Duration;

use by_hand::post::{Post, posts};
use by_hand::user::{User, users};
use chrono::{DateTime, Utc};
use ordain::__private::model as p;
use ordain::db::{Db, Options, Paging, prelude::*};
use ordain::migrate::{create_tables, create_tables_of};
use ordain::model::{Model, bind, models};

async fn database() -> (Db, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("blog.db").display());
    let db = Db::connect(&url, &Options::default()).await.unwrap();
    create_tables(&db).await.unwrap();
    (db, dir)
}

async fn user(x: impl Executor, name: &str) -> ordain::Result<User> {
    p::create(x, name, |name, _| Ok(p::NewRow::new([None, Some(p::value(name.to_owned()))]))).await
}

async fn post(x: impl Executor, author: i64, views: Option<i32>) -> ordain::Result<Post> {
    let now: DateTime<Utc> = "2020-11-21T08:30:00.123456789Z".parse().unwrap();
    p::create(x, (author, views, now), |(author, views, now), _| {
        Ok(p::NewRow::new([
            None,
            Some(p::value(author)),
            Some(p::optional(None::<i64>)),
            Some(p::value("A".to_owned())),
            views.map(p::value),
            None,
            Some(p::value(now)),
        ]))
    })
    .await
}

#[tokio::test]
async fn rows_come_with_defaults_and_go() {
    let (db, _dir) = database().await;
    let ann = user(&db, "Ann").await.unwrap();
    let first = post(&db, ann.id, None).await.unwrap();
    assert_eq!((first.views, first.draft, first.editor_id), (7, true, None));
    assert_eq!(first.created_at.to_rfc3339(), "2020-11-21T08:30:00.123456+00:00");

    let mut edit = p::Changes::new();
    edit.give("views", None);
    edit.give("editor_id", Some(p::optional(Some(ann.id))));
    let changed = p::update(&db, &first, edit).await.unwrap();
    assert_eq!(changed, Post { editor_id: Some(ann.id), ..first.clone() });

    let more = diesel::update(posts::table.find(first.id)).set(posts::views.eq(posts::views + 1));
    assert_eq!(more.execute(&db).await.unwrap(), 1);
    let views: i32 = posts::table.select(posts::views).first(&db).await.unwrap();
    assert_eq!(views, 8);

    p::delete(&db, &first).await.unwrap();
    let gone = p::delete(&db, &first).await.unwrap_err();
    assert_eq!((gone.status().as_u16(), gone.detail()), (404, "there is no such post"));
}

#[tokio::test]
async fn broken_constraints_speak_the_names_of_the_wire() {
    let (db, _dir) = database().await;
    let ann = user(&db, "Ann").await.unwrap();
    let taken = user(&db, "Ann").await.unwrap_err();
    assert_eq!((taken.status().as_u16(), &*taken.violations()[0].pointer), (409, "/displayName"));
    let long = user(&db, "Annabelle").await.unwrap_err();
    assert_eq!((long.status().as_u16(), &*long.violations()[0].pointer), (422, "/displayName"));
    let orphan = post(&db, 99, None).await.unwrap_err();
    assert_eq!(orphan.status(), 422);
    let pointers: Vec<&str> = orphan.violations().iter().map(|v| &*v.pointer).collect();
    assert_eq!(pointers, ["/author_id", "/editor_id"]);
    post(&db, ann.id, None).await.unwrap();
    let used = p::delete(&db, &ann).await.unwrap_err();
    assert_eq!(used.status(), 409);
}

#[tokio::test]
async fn parents_are_loaded_by_one_query_and_in_order() {
    let (db, _dir) = database().await;
    let ann = user(&db, "Ann").await.unwrap();
    let bob = user(&db, "Bob").await.unwrap();
    let keys = vec![Some(bob.id), None, Some(ann.id), Some(bob.id)];
    let found = p::optional_parents::<User>(&db, keys).await.unwrap();
    assert_eq!(found, [Some(bob.clone()), None, Some(ann.clone()), Some(bob.clone())]);
    let keys = vec![bob.id, ann.id, bob.id];
    let found = p::parents::<User>(&db, keys).await.unwrap();
    assert_eq!(found, [bob.clone(), ann, bob.clone()]);
    assert!(p::parents::<User>(&db, vec![99]).await.is_err());
    let one = p::parent::<User>(&db, bob.id).await.unwrap();
    assert_eq!(one, bob);
    assert!(p::parent::<User>(&db, 99).await.is_err());
}

#[tokio::test]
async fn any_query_of_diesel_runs_on_the_table() {
    let (db, _dir) = database().await;
    let ann = user(&db, "Ann").await.unwrap();
    for views in [3, 1, 2] {
        post(&db, ann.id, Some(views)).await.unwrap();
    }
    let query = posts::table.filter(posts::draft.eq(true)).order(posts::views.desc());
    let page = query.page::<Post>(Paging::new(2, 2).unwrap(), &db).await.unwrap();
    assert_eq!((page.total, page.items[0].views), (Some(3), 1));

    let joined = posts::table.inner_join(users::table);
    let rows: Vec<(Post, User)> = joined.load(&db).await.unwrap();
    assert_eq!(rows.len(), 3);
    let on = posts::editor_id.eq(users::id.nullable());
    assert_eq!(users::table.inner_join(posts::table.on(on)).total(&db).await.unwrap(), 0);
    let left = users::table.left_join(posts::table);
    let rows: Vec<(User, Option<Post>)> = left.load(&db).await.unwrap();
    assert_eq!(rows.len(), 3);
    let grouped = posts::table.group_by(posts::author_id).select((
        posts::author_id,
        diesel::dsl::count_star(),
        diesel::dsl::max(posts::created_at),
    ));
    let rows: Vec<(i64, i64, Option<DateTime<Utc>>)> = grouped.load(&db).await.unwrap();
    assert_eq!((rows[0].0, rows[0].1), (ann.id, 3));
    let late = posts::table.filter(posts::created_at.gt(bind(Utc::now())));
    assert!(!late.exists(&db).await.unwrap());
    // A boxed query is one of a single backend.
    #[cfg(not(any(feature = "postgres", feature = "mysql")))]
    {
        let boxed = posts::table.into_boxed().filter(posts::title.like("A%"));
        assert_eq!(boxed.total(&db).await.unwrap(), 3);
    }
}

#[tokio::test]
async fn tables_are_made_once_and_never_changed() {
    let (db, _dir) = database().await;
    user(&db, "Ann").await.unwrap();
    create_tables(&db).await.unwrap();
    assert_eq!(users::table.total(&db).await.unwrap(), 1);
    assert_eq!(models().iter().map(|spec| spec.table).collect::<Vec<_>>(), ["posts", "users"]);
    #[derive(diesel::QueryableByName)]
    struct Name {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
    let mut names: Vec<String> = diesel::sql_query(indexes)
        .load::<Name>(&db)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect();
    names.sort();
    let expected =
        ["posts_author_id_idx", "posts_editor_id_idx", "posts_title_idx", "users_name_key"];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_table_that_lacks_a_column_is_refused() {
    let db = Db::connect(
        "sqlite::memory:",
        &Options { busy_timeout: Duration::from_secs(1), ..Options::default() },
    )
    .await
    .unwrap();
    diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY)").execute(&db).await.unwrap();
    let refused = create_tables(&db).await.unwrap_err().source_chain();
    assert!(refused.contains("the table `users` lacks `name` of its model"), "{refused}");
    let twice = create_tables_of(&db, &[User::SPEC, User::SPEC]).await.unwrap_err();
    assert!(twice.source_chain().contains("two models have the table `users`"));
}
