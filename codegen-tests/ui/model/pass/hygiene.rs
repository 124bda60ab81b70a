//! Nothing is taken from the names around.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(dead_code)]

struct Option;
struct Result;
struct String;
struct Vec;
struct Some;
struct None;
struct Ok;
struct Err;
struct Box;
struct Default;
struct Clone;
struct Debug;
struct Into;
struct Iterator;
struct Serialize;
struct Executor;
struct Model;
struct Db;
struct Missing;
struct Set;
struct DB;
struct T;
struct ST;

#[::ordain::policy]
enum Right {
    Read,
}

#[::ordain::policy(permissions = Right)]
#[derive(::std::fmt::Debug)]
enum Rank {
    #[grants(all)]
    Reader,
}

/// A person.
#[::ordain::model(
    timestamps,
    table = people,
    identity(login = email, password = password, role = r#type)
)]
struct Person {
    #[key]
    id: i64,
    #[unique]
    #[validate(email, length(max = 99))]
    #[example("ann@example.com")]
    email: ::std::string::String,
    #[secret]
    password: ::ordain::auth::PasswordHash,
    #[column(default = "Reader")]
    r#type: Rank,
    #[belongs_to(Self)]
    parent_id: ::std::option::Option<i64>,
    created_at: ::chrono::DateTime<::chrono::Utc>,
    updated_at: ::chrono::DateTime<::chrono::Utc>,
}

#[::ordain::model]
#[serde(rename_all = "camelCase")]
struct Post {
    #[key]
    id: i64,
    #[belongs_to(Person)]
    author_id: i64,
    #[unique]
    #[column(name = slug_text)]
    #[validate(length(min = 1, max = 80))]
    slug: ::std::string::String,
    #[column(default = 1.5)]
    #[index]
    weight: ::std::option::Option<f64>,
    #[read_only]
    #[validate(range(min = 0, max = 5))]
    stars: i32,
    #[serde(skip)]
    value: ::std::vec::Vec<u8>,
}

async fn use_it(db: &::ordain::db::Db) -> ::ordain::Result<()> {
    let new = PostCreate {
        author_id: ::ordain::model::Set(1),
        slug: ::std::convert::Into::into("a"),
        weight: ::std::option::Option::None,
        stars: ::ordain::model::Set(1),
        value: ::ordain::model::Set(::std::vec::Vec::new()),
    };
    let post = Post::create(db, new.stars(2)).await?;
    let change: PostUpdate = ::std::default::Default::default();
    let post = post.update(db, change.author_id(2)).await?;
    let _ = Post::find_by_slug(db, "a").await?.author(db).await?;
    post.delete(db).await
}

fn main() {}
