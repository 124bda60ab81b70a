//! The runtime is where the option says, and nowhere else.
mod framework {
    pub use ordain as web;
}

#[framework::web::model(crate = crate::framework::web, timestamps)]
struct User {
    #[key]
    id: i64,
    #[unique]
    name: String,
    created_at: chrono::DateTime<chrono::Utc>,
    updated_at: chrono::DateTime<chrono::Utc>,
}

#[framework::web::model(crate = crate::framework::web)]
struct Post {
    #[key]
    id: i64,
    #[belongs_to(User)]
    author_id: i64,
    title: String,
}

fn main() {}
