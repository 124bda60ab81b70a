//! Accounts, and signing in.

use ordain::prelude::*;

use crate::access::{Permission, Role, own_account};

/// A person with an account.
#[model(timestamps, identity(login = email, password = password, role = role))]
pub struct User {
    #[key]
    pub id: i64,
    #[unique]
    #[validate(email, length(max = 254))]
    #[column(read = any(own_account, Permission::ManageUsers))]
    pub email: String,
    #[validate(length(min = 1, max = 100))]
    pub name: String,
    #[secret]
    pub password: PasswordHash,
    #[column(default = "Reader")]
    pub role: Role,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What somebody gives to get an account.
#[dto]
pub struct Registration {
    /// Where to reach them; no two accounts share it.
    #[validate(email, length(max = 254))]
    pub email: String,
    /// How others see them.
    #[validate(length(min = 1, max = 100))]
    pub name: String,
    /// At least eight characters.
    #[validate(length(min = 8, max = 200))]
    pub password: String,
}

/// What somebody gives to sign in.
#[dto]
pub struct Credentials {
    /// The address of the account.
    #[validate(length(max = 254))]
    pub email: String,
    /// Its password.
    #[validate(length(max = 200))]
    pub password: String,
}

/// A role for an account.
#[dto]
pub struct RoleChange {
    /// The new role.
    pub role: Role,
}

/// What can go wrong when somebody signs in.
#[derive(Debug, ApiError)]
pub enum SignInError {
    /// The address or the password is wrong.
    #[status(401)]
    WrongCredentials,
    #[transparent]
    Other(ordain::Error),
}

/// Get an account. It starts with the role `Reader`.
#[route(post, "/users", policy = public, tag = "users", rate_limit = "20/min per ip")]
pub async fn register(new: Registration, db: Db) -> Result<Created<User>> {
    let password = PasswordHash::of(&new.password).await?;
    let user = UserCreate { email: new.email, name: new.name, password: Set(password), role: None };
    Ok(Created::new(User::create(&db, user).await?))
}

/// Sign in: the answer holds a token for the header `Authorization: Bearer …`.
#[route(post, "/login", policy = public, tag = "users", rate_limit = "20/min per ip")]
pub async fn log_in(
    credentials: Credentials,
    tokens: Tokens,
    db: Db,
) -> Result<Token, SignInError> {
    let user = User::find_by_email_optional(&db, credentials.email).await?;
    // An unknown address costs as much time as a wrong password.
    let hash = user.as_ref().map(|user| &user.password);
    if !PasswordHash::check(hash, &credentials.password).await? {
        return Err(SignInError::WrongCredentials);
    }
    match user {
        Some(user) => Ok(tokens.issue(user.id, user.role)?),
        None => Err(SignInError::WrongCredentials),
    }
}

/// Show the account of the caller.
#[route(get, "/me", policy = authenticated, tag = "users")]
pub async fn me(actor: Actor, db: Db) -> Result<User> {
    User::find(&db, actor.id).await
}

/// List all accounts.
#[route(get, "/users", policy = Permission::ManageUsers, tag = "users")]
pub async fn list_users(page: Paging, db: Db) -> Result<Page<User>> {
    User::query().order(users::id.asc()).page(page, &db).await
}

/// Give an account another role. It holds from the next time the person signs in.
#[route(put, "/users/{id}/role", policy = Permission::ManageUsers, tag = "users")]
pub async fn change_role(user: Found<User>, change: RoleChange, db: Db) -> Result<User> {
    user.update(&db, UserUpdate::default().role(change.role)).await
}
