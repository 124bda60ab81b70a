//! Who may do what.

use ordain::prelude::*;

use crate::comment::Comment;
use crate::post::Post;
use crate::user::User;

/// What a signed-in person may be allowed to do.
#[policy]
pub enum Permission {
    /// Write posts.
    WritePosts,
    /// Change and delete the posts of others.
    EditAnyPost,
    /// Delete the comments of others.
    ModerateComments,
    /// See all accounts and change their roles.
    ManageUsers,
}

/// Roles, each with what it grants.
#[policy(permissions = Permission)]
pub enum Role {
    /// Reads and comments.
    #[grants()]
    Reader,
    /// Writes posts.
    #[grants(Reader, WritePosts)]
    Author,
    /// Looks after the posts and comments of everybody.
    #[grants(Author, EditAnyPost, ModerateComments)]
    Editor,
    /// May do everything.
    #[grants(all)]
    Admin,
}

/// Authors see and change their own posts.
#[policy]
pub fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author_id
}

/// People delete their own comments.
#[policy]
pub fn own_comment(actor: &Actor, comment: &Comment) -> bool {
    actor.id == comment.author_id
}

/// People see all of their own account.
#[policy]
pub fn own_account(actor: &Actor, user: &User) -> bool {
    actor.id == user.id
}
