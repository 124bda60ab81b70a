//! Profiles: people as others see them, and who follows whom.

use ordain::prelude::*;

use crate::user::User;

/// Somebody follows somebody.
#[model]
pub struct Follow {
    #[key]
    #[belongs_to(User, on_delete = cascade)]
    pub follower_id: i64,
    #[key]
    #[belongs_to(User, on_delete = cascade)]
    pub followed_id: i64,
}

/// A person, as others see them.
#[dto]
pub struct Profile {
    username: String,
    bio: Option<String>,
    image: Option<String>,
    following: bool,
}

#[dto]
pub struct ProfileReply {
    profile: Profile,
}

impl Profile {
    /// The profile of somebody whom the caller follows, or not.
    pub fn of(User { username, bio, image, .. }: User, following: bool) -> Self {
        Self { username, bio, image, following }
    }
}

/// The key of the caller: 0, which nobody has, for a stranger.
pub fn key_of(actor: Option<&Actor>) -> i64 {
    actor.map_or(0, |actor| actor.id)
}

/// Show a profile.
#[route(get, "/api/profiles/{username}", policy = public, tag = "Profile")]
async fn show_profile(user: Found<User>, actor: Option<Actor>, db: Db) -> Result<ProfileReply> {
    let following = Follow::exists(&db, (key_of(actor.as_ref()), user.id)).await?;
    Ok(ProfileReply { profile: Profile::of(user.into_inner(), following) })
}

/// Follow somebody.
#[route(post, "/api/profiles/{username}/follow", policy = authenticated, tag = "Profile")]
async fn follow(user: Found<User>, actor: Actor, db: Db) -> Result<ProfileReply> {
    let follow = FollowCreate { follower_id: Set(actor.id), followed_id: Set(user.id) };
    Follow::upsert(&db, follow).await?;
    Ok(ProfileReply { profile: Profile::of(user.into_inner(), true) })
}

/// Follow somebody no longer.
#[route(delete, "/api/profiles/{username}/follow", policy = authenticated, tag = "Profile")]
async fn unfollow(user: Found<User>, actor: Actor, db: Db) -> Result<ProfileReply> {
    Follow::delete_many(&db, [(actor.id, user.id)]).await?;
    Ok(ProfileReply { profile: Profile::of(user.into_inner(), false) })
}
