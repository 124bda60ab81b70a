//! Accounts: who writes and who manages. Registering, signing in and all that belongs to it are routes under `/auth`.

use ordain::prelude::*;

use crate::access::{Permission, Role, own_account};

/// A person with an account.
#[model(
    timestamps,
    identity(
        login = email,
        password = password,
        role = role,
        routes = "/auth",
        manage = Permission::ManageUsers
    )
)]
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

/// A role for an account.
#[dto]
pub struct RoleChange {
    /// The new role.
    pub role: Role,
}

/// List all accounts.
#[route(get, "/users", policy = Permission::ManageUsers, tag = "users")]
pub async fn list_users(page: Paging, db: Db) -> Result<Page<User>> {
    User::query().order(users::id.asc()).page(page, &db).await
}

/// Give an account another role. It holds from the account's next request.
#[route(
    put,
    "/users/{id}/role",
    policy = Permission::ManageUsers,
    tag = "users",
    audit = "user.role",
    transaction
)]
pub async fn change_role(
    user: Found<User>,
    change: RoleChange,
    audit: Audit,
    tx: &Tx,
) -> Result<User> {
    let after = user.update(tx, UserUpdate::default().role(change.role)).await?;
    audit.change(&*user, &after);
    Ok(after)
}
