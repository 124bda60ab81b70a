//! The runtime is reached by the path that `crate` says.

mod framework {
    pub mod web {
        pub use ordain::*;
    }
}

use framework::web::prelude::*;

#[framework::web::dto(crate = crate::framework::web)]
struct Post {
    title: String,
}

#[framework::web::route(put, "/posts/{id}", policy = authenticated, status = 202, crate = crate::framework::web)]
async fn put_post(id: i64, actor: Actor, post: Post) -> Result<Post> {
    let _ = (id, actor);
    Ok(post)
}

#[framework::web::main(crate = crate::framework::web)]
async fn main() -> Result<()> {
    Ok(())
}
