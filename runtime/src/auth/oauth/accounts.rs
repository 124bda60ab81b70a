//! What is asked of the accounts of the application when somebody comes back from a provider.

use crate::auth::{Accounts, standing};
use crate::db::{Db, Tx};
use crate::error::Result;

impl Accounts {
    /// The account with that login, and whether its address is known to reach its bearer.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn by_login(&self, tx: &Tx, login: &str) -> Result<Option<(i64, bool)>> {
        let found = self.0.identity.find_by_login(&Db::within(tx), login).await?;
        let Some(account) = found else { return Ok(None) };
        let standing = standing::of(tx, account.id).await?;
        Ok(Some((account.id, standing.verified_at.is_some())))
    }

    /// Whether an account may sign in; `None` if there is no such account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_enabled(&self, tx: &Tx, account: i64) -> Result<Option<bool>> {
        if self.0.identity.find(&Db::within(tx), account).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(standing::of(tx, account).await?.disabled_at.is_none()))
    }

    /// Notes that the account's address reaches its bearer, as somebody else has seen.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_verified(&self, tx: &Tx, account: i64) -> Result<()> {
        standing::verify(tx, account).await
    }
}
