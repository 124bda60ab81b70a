//! People: registering, signing in, and the account of who calls.

use ordain::http::StatusCode;
use ordain::prelude::*;

use crate::error::{filled, taken_is_invalid};
use crate::profile::{Follow, follows};

/// A person with an account.
#[model(has_many(Follow, by = follows::followed_id, name = followers))]
pub struct User {
    #[key]
    pub id: i64,
    #[unique]
    #[validate(length(max = 254))]
    pub email: String,
    #[unique]
    #[validate(length(max = 100))]
    pub username: String,
    #[secret]
    pub password: PasswordHash,
    pub bio: Option<String>,
    pub image: Option<String>,
}

/// What somebody registers with.
#[dto]
pub struct NewUser {
    #[validate(custom(function = filled), length(max = 100))]
    username: String,
    #[validate(custom(function = filled), email(message = "is invalid"), length(max = 254))]
    email: String,
    #[validate(custom(function = filled), length(max = 1000))]
    password: String,
}

/// What somebody signs in with.
#[dto]
pub struct Credentials {
    #[validate(custom(function = filled))]
    email: String,
    #[validate(custom(function = filled), length(max = 1000))]
    password: String,
}

/// What somebody changes of their account.
#[dto]
#[derive(Default)]
#[serde(default)]
pub struct UserChange {
    #[validate(custom(function = filled), length(max = 100))]
    username: Change<String>,
    #[validate(custom(function = filled), email(message = "is invalid"), length(max = 254))]
    email: Change<String>,
    #[validate(custom(function = filled), length(max = 1000))]
    password: Change<String>,
    bio: Change<Option<String>>,
    image: Change<Option<String>>,
}

/// An account, as its owner sees it.
#[dto]
pub struct Account {
    email: String,
    token: String,
    username: String,
    bio: Option<String>,
    image: Option<String>,
}

/// `{"user": …}`
#[dto]
pub struct UserBody<T> {
    user: T,
}

/// Why somebody is not signed in.
#[derive(Debug, ApiError)]
pub enum LoginError {
    /// Nobody has this address, or the password is another one.
    #[status(401)]
    #[detail("invalid")]
    Credentials,
    #[transparent]
    Other(Error),
}

/// Register.
#[route(post, "/api/users", policy = public, tag = "User and Authentication")]
async fn register(
    new: UserBody<NewUser>,
    tokens: Tokens,
    db: Db,
) -> Result<Created<UserBody<Account>>> {
    let NewUser { username, email, password } = new.user;
    let password = Set(PasswordHash::of(&password).await?);
    let user = UserCreate { email, username, password, bio: None, image: None };
    let user = User::create(&db, user).await?;
    Ok(Created::new(reply(user, &tokens)?))
}

/// Sign in.
#[route(post, "/api/users/login", policy = public, tag = "User and Authentication")]
async fn login(
    given: UserBody<Credentials>,
    tokens: Tokens,
    db: Db,
) -> Result<UserBody<Account>, LoginError> {
    let Credentials { email, password } = given.user;
    let user = User::find_by_email_optional(&db, email).await?;
    let right = PasswordHash::check(user.as_ref().map(|user| &user.password), &password).await?;
    match user {
        Some(user) if right => Ok(reply(user, &tokens)?),
        _ => Err(LoginError::Credentials),
    }
}

/// Show your own account.
#[route(get, "/api/user", policy = authenticated, tag = "User and Authentication")]
async fn show_user(actor: Actor, tokens: Tokens, db: Db) -> Result<UserBody<Account>> {
    reply(find(&actor, &db).await?, &tokens)
}

/// Change your own account: what is left out stays as it is.
#[route(put, "/api/user", policy = authenticated, tag = "User and Authentication")]
async fn update_user(
    actor: Actor,
    change: UserBody<UserChange>,
    tokens: Tokens,
    db: Db,
) -> Result<UserBody<Account>> {
    let UserChange { username, email, password, bio, image } = change.user;
    let password = match password.into_option() {
        Some(password) => Some(PasswordHash::of(&password).await?),
        None => None,
    };
    let change = UserUpdate {
        username: username.into_option(),
        email: email.into_option(),
        password,
        bio: bio.map(without_blank).into_option(),
        image: image.map(without_blank).into_option(),
    };
    if change.is_empty() {
        return Err(Error::new(StatusCode::UNPROCESSABLE_ENTITY, "user", "can't be blank"));
    }
    let user = find(&actor, &db).await?;
    reply(user.update(&db, change).await.map_err(taken_is_invalid)?, &tokens)
}

/// Whoever calls: a token may live longer than its account.
async fn find(actor: &Actor, db: &Db) -> Result<User> {
    let user = User::find_optional(db, actor.id).await?;
    user.ok_or_else(|| Error::unauthorized("the account is gone"))
}

fn reply(user: User, tokens: &Tokens) -> Result<UserBody<Account>> {
    let token = tokens.issue(user.id, ())?.as_str().to_owned();
    let User { email, username, bio, image, .. } = user;
    Ok(UserBody { user: Account { email, token, username, bio, image } })
}

fn without_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
