//! Who an account is now that acted before: it is asked for its rights anew.

use super::accounts::Accounts;
use super::session::roles;
use super::standing;
use crate::error::Result;
use crate::policy::{Actor, Recall, Remembered};

impl Accounts {
    /// Who the one that is remembered is now, with the roles of now; nobody if the account is gone or disabled.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recall(&self, remembered: Remembered) -> Result<Option<Actor>> {
        let id = remembered.id;
        let standing = standing::of(self.db(), id).await?;
        if standing.disabled_at.is_some() {
            return Ok(None);
        }
        let Some(account) = self.0.identity.find(self.db(), id).await? else { return Ok(None) };
        let granted = standing::grants(self.db(), id).await?;
        let granted = granted.into_iter().map(|grant| grant.role).collect();
        let verified = standing.verified_at.is_some();
        Ok(Some(remembered.with(roles(&account, granted), verified)))
    }

    /// The same, for jobs, which know no accounts.
    #[must_use]
    pub fn recalling(&self) -> Recall {
        let accounts = self.clone();
        Recall::by(move |remembered| {
            let accounts = accounts.clone();
            Box::pin(async move { accounts.recall(remembered).await })
        })
    }
}
