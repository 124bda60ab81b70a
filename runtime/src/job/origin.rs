//! Where a job comes from, as it is kept beside its payload: on whose behalf it runs, and which request queued
//! it.
//!
//! What an account may do is not kept: it is asked again when the job runs.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::policy::{Acting, Origin, Recall, Remembered};
use crate::work::State;

/// An origin as it is stored. What a later version of the application adds is passed over by an older one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Stored {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<By>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trace: Option<String>,
    /// What could not be read: nobody knows on whose behalf it was.
    #[serde(skip)]
    unreadable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum By {
    Application,
    Actor(Remembered),
}

impl Stored {
    pub(super) fn of(origin: &Origin) -> Self {
        let by = match &origin.acting {
            Acting::Nobody => None,
            Acting::Somebody(actor) => Some(By::Actor(Remembered::of(actor))),
            Acting::Application => Some(By::Application),
        };
        let Origin { request_id, trace, .. } = origin.clone();
        Self { by, request: request_id, trace, unreadable: false }
    }

    /// The text to be stored; none where nothing is known.
    pub(super) fn write(&self) -> Result<Option<String>> {
        let is_empty = *self == Self::default();
        if is_empty { Ok(None) } else { Ok(Some(serde_json::to_string(self)?)) }
    }

    pub(super) fn read(text: Option<&str>) -> Self {
        let Some(text) = text else { return Self::default() };
        let unreadable = Self { unreadable: true, ..Self::default() };
        // To serde a list is a struct, too, and one that says nothing is nobody's.
        let object: Option<Map<String, Value>> = serde_json::from_str(text).ok();
        object
            .and_then(|object| serde_json::from_value(Value::Object(object)).ok())
            .unwrap_or(unreadable)
    }

    /// The account on whose behalf it was queued.
    pub(super) fn account(&self) -> Option<i64> {
        match &self.by {
            Some(By::Actor(actor)) => Some(actor.id),
            Some(By::Application) | None => None,
        }
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        self.request.as_deref()
    }

    pub(super) fn trace(&self) -> Option<&str> {
        self.trace.as_deref()
    }

    /// The origin, with the rights that the account has now; that of an account which is gone or disabled is
    /// nobody.
    pub(super) async fn origin(self, state: &State) -> Result<Origin> {
        if self.unreadable {
            return Err(Error::internal("on whose behalf it was queued cannot be read"));
        }
        let acting = match self.by {
            None => Acting::Nobody,
            Some(By::Application) => Acting::Application,
            Some(By::Actor(actor)) => match state.get::<Recall>() {
                Some(accounts) => accounts.find(actor).await?.into(),
                None => Acting::Somebody(actor.as_it_was()),
            },
        };
        Ok(Origin { acting, request_id: self.request, trace: self.trace })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Actor;

    fn origin(acting: Acting, request: Option<&str>) -> Origin {
        Origin { acting, request_id: request.map(str::to_owned), trace: None }
    }

    #[tokio::test]
    async fn what_is_written_is_read() -> Result<()> {
        for (given, text) in [
            (origin(Acting::Nobody, None), None),
            (origin(Acting::Nobody, Some("r")), Some(r#"{"request":"r"}"#)),
            (origin(Acting::Application, None), Some(r#"{"by":"application"}"#)),
            (
                origin(Acting::Somebody(Actor::new(7, ())), Some("r")),
                Some(r#"{"by":{"actor":{"id":7,"means":"application"}},"request":"r"}"#),
            ),
        ] {
            let written = Stored::of(&given).write()?;
            assert_eq!(written.as_deref(), text);
            let read = Stored::read(written.as_deref()).origin(&State::new()).await?;
            assert_eq!(read.acting.to_string(), given.acting.to_string());
            assert_eq!(read.request_id, given.request_id);
        }
        Ok(())
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_not_nobody() {
        for text in ["", "[]", r#"{"by":"root"}"#, r#"{"by":{"actor":{"id":"x"}}}"#] {
            let read = Stored::read(Some(text)).origin(&State::new()).await;
            assert!(read.is_err(), "{text}");
        }
    }
}
