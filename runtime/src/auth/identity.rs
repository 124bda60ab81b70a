//! The model of accounts: what `#[model(identity(..))]` says of it, for code that does not know its type.
//!
//! An application has one at most.

use std::future::Future;

use futures_util::future::BoxFuture;

use super::PasswordHash;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::model::{Lookup, Model};
use crate::policy::RoleSpec;

/// A model of accounts. `#[model(identity(..))]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no model of accounts",
    label = "nobody can sign in as this",
    note = "write `#[model(identity(login = email, password = password, role = role))]` on the struct"
)]
pub trait Identity: Model<Key = i64> + Lookup {
    /// The column that is typed at a login.
    const LOGIN: &'static str;

    /// What signing in needs of the row.
    fn account(&self) -> Account;

    /// Gives the account another password.
    fn set_password(
        self,
        tx: &Tx,
        password: PasswordHash,
    ) -> impl Future<Output = Result<Self>> + Send;
}

/// An account, as signing in knows it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The key of its row.
    pub id: i64,
    /// What is typed at a login.
    pub login: String,
    /// The hash of its password.
    pub password: PasswordHash,
    /// The role of its row.
    pub role: Option<&'static RoleSpec>,
}

/// The application's model of accounts, by functions.
#[derive(Debug)]
pub struct IdentityEntry {
    /// The name of the model, for messages.
    pub model: &'static str,
    find: fn(Db, i64) -> BoxFuture<'static, Result<Option<Account>>>,
    find_by_login: fn(Db, String) -> BoxFuture<'static, Result<Option<Account>>>,
    set_password: for<'t> fn(&'t Tx, i64, PasswordHash) -> BoxFuture<'t, Result<()>>,
}

inventory::collect!(IdentityEntry);

impl IdentityEntry {
    /// The entry of a model.
    #[must_use]
    pub const fn of<T: Identity>() -> Self {
        Self {
            model: T::SPEC.ident,
            find: |db, id| {
                Box::pin(async move { Ok(row::<T>(&db, id).await?.map(|row| row.account())) })
            },
            find_by_login: |db, login| {
                Box::pin(async move {
                    let found = T::lookup(&db, T::LOGIN, &login).await?;
                    Ok(found.map(|row| row.account()))
                })
            },
            set_password: |tx, id, password| {
                Box::pin(async move {
                    let row = T::find_many(tx, vec![id]).await?.pop().ok_or_else(gone)?;
                    row.set_password(tx, password).await?;
                    Ok(())
                })
            },
        }
    }

    /// The account with that key.
    pub(super) async fn find(&self, db: &Db, id: i64) -> Result<Option<Account>> {
        (self.find)(db.clone(), id).await
    }

    /// The account with that login. What no database can hold is nobody's.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_by_login(&self, db: &Db, login: &str) -> Result<Option<Account>> {
        match (self.find_by_login)(db.clone(), login.to_owned()).await {
            Err(error) if error.status().is_client_error() => Ok(None),
            other => other,
        }
    }

    /// Gives an account another password.
    ///
    /// # Errors
    /// 404 if the account is gone; when the database refuses.
    pub async fn set_password(&self, tx: &Tx, id: i64, password: PasswordHash) -> Result<()> {
        (self.set_password)(tx, id, password).await
    }
}

async fn row<T: Identity>(db: &Db, id: i64) -> Result<Option<T>> {
    Ok(T::find_many(db, vec![id]).await?.pop())
}

fn gone() -> Error {
    Error::not_found("there is no such account")
}

/// The application's model of accounts, if it has one.
///
/// # Errors
/// 500 if two models say that they are.
pub fn identity() -> Result<Option<&'static IdentityEntry>> {
    let mut entries = inventory::iter::<IdentityEntry>();
    match (entries.next(), entries.next()) {
        (Some(one), Some(other)) => Err(Error::internal(format!(
            "`{}` and `{}` are both marked as the model of accounts: take `identity(..)` from one of them",
            one.model, other.model
        ))),
        (found, _) => Ok(found),
    }
}
