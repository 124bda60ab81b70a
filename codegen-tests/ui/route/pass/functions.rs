//! What a route's function may look like, and how several share what they have in common.
#![deny(warnings)]

use ordain::http::Route;
use ordain::policy::Rule;
use ordain::prelude::*;

#[route(get, "/loop/{type}", policy = public)]
pub async fn r#loop(r#type: String) -> String {
    r#type
}

#[cfg(any())]
#[route(get, "/never", policy = public)]
async fn never() {}

#[route(get, "/never", policy = public)]
#[cfg(any())]
async fn never() {}

#[route(get, "/never", policy = public)]
#[must_use]
#[allow(clippy::unused_async)]
pub(crate) async fn once() -> String {
    String::new()
}

/// A macro that declares routes.
macro_rules! declare {
    ($name:ident, $path:literal, $segment:ident) => {
        #[route(get, $path, policy = public)]
        async fn $name($segment: i64) -> String {
            $segment.to_string()
        }
    };
}

declare!(declared, "/declared/{id}", id);

#[routes("/api", tag = "api", policy = authenticated)]
pub mod api {
    use super::*;

    #[route(get, "/")]
    pub async fn root() {}

    #[routes("/users/{user_id}", policy = public)]
    pub mod users {
        use super::*;

        #[route(get, "/posts/{post_id}", tag = "posts")]
        pub async fn post(user_id: i64, post_id: i64) -> String {
            format!("{user_id} {post_id}")
        }

        #[ordain::route(get, "/", policy = not(public))]
        pub async fn user(user_id: i64) -> String {
            user_id.to_string()
        }
    }

    #[ordain::routes(tag = "other")]
    pub mod other {
        use super::*;

        #[route(get, "/other",)]
        pub async fn other() {}
    }
}

fn main() {
    assert_eq!(r#loop::url("a b"), "/loop/a%20b");
    assert_eq!(r#loop::SPEC.name, "loop");
    assert_eq!(declared::url(7), "/declared/7");
    assert_eq!(once::SPEC.path, "/never");
    let root = api::root::SPEC;
    assert_eq!((root.path, root.tag), ("/api", Some("api")));
    assert!(matches!(root.policy, Rule::Authenticated));
    let post = api::users::post::SPEC;
    let path = "/api/users/{user_id}/posts/{post_id}";
    assert_eq!((post.path, post.tag), (path, Some("posts")));
    assert!(matches!(post.policy, Rule::Public));
    let user = api::users::user::SPEC;
    assert_eq!((user.path, user.tag), ("/api/users/{user_id}", Some("api")));
    assert!(matches!(user.policy, Rule::Not(Rule::Public)));
    let other = api::other::other::SPEC;
    assert_eq!((other.path, other.tag), ("/api/other", Some("other")));
    assert!(matches!(other.policy, Rule::Authenticated));
}
