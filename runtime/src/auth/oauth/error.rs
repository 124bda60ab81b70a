//! Why somebody is not signed in with an account elsewhere.

use ordain_macros::ApiError;

/// What can go wrong when somebody signs in with an account elsewhere.
#[derive(Debug, ApiError)]
#[api_error(crate = crate)]
pub enum OAuthError {
    /// There is no such provider.
    #[status(404)]
    UnknownProvider,
    /// This was not begun in this browser, took too long, or was finished before: begin again.
    #[status(400)]
    NotBegun,
    /// The state that came back is not the one that was given to the provider: begin again.
    #[status(400)]
    StateMismatch,
    /// The answer is from another provider than the one that was asked: begin again.
    #[status(400)]
    IssuerMismatch,
    /// The provider sent neither a code nor a reason: begin again.
    #[status(400)]
    CodeMissing,
    /// The provider did not sign the person in.
    #[status(403)]
    #[detail("the provider did not sign you in: `{reason}`")]
    Denied {
        /// The reason, as the standard calls it: `access_denied`, say.
        reason: String,
    },
    /// The provider does not take the code: begin again.
    #[status(400)]
    CodeRefused,
    /// What the provider says of the person is not to be believed.
    #[status(401)]
    #[detail("what the provider says is refused: {fault}")]
    IdTokenRefused {
        /// What is wrong with it.
        fault: String,
    },
    /// The provider cannot be reached, or does not answer as it should. Try again later.
    #[status(502)]
    ProviderFailed,
    /// The provider does not say that the address is the person's: register with a password, then link the provider.
    #[status(403)]
    AddressNotVerified,
    /// There is an account with this address that is not linked with the provider: sign in to it, then link the provider.
    #[status(409)]
    AccountExists,
    /// An account needs more than the provider says of the person: register with a password, then link the provider.
    #[status(409)]
    AccountIncomplete {
        /// What is missing, or not as it has to be.
        columns: Vec<String>,
    },
    /// The account is disabled.
    #[status(403)]
    AccountDisabled,
    /// The person is linked with another account: take that link away first.
    #[status(409)]
    LinkedElsewhere,
    /// A provider is linked by somebody who is signed in, not by an API key, and still is when they come back.
    #[status(403)]
    NotSignedIn,
    /// Any other failure.
    #[transparent]
    Other(crate::error::Error),
}

impl OAuthError {
    /// The provider gave a reason. It came through the browser, so that anybody can have written it.
    pub(super) fn denied(reason: &str) -> Self {
        let is_plain = |char: char| char.is_ascii_lowercase() || char == '_';
        let is_reason = (1..=60).contains(&reason.len()) && reason.chars().all(is_plain);
        Self::Denied { reason: if is_reason { reason } else { "unknown" }.to_owned() }
    }

    /// The provider failed; the log says how.
    pub(super) fn failed(provider: &str, fault: &dyn std::error::Error) -> Self {
        let mut text = fault.to_string();
        let mut source = fault.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::warn!(provider, "signing in failed: {text}");
        Self::ProviderFailed
    }

    pub(super) fn refused(fault: impl Into<String>) -> Self {
        Self::IdTokenRefused { fault: fault.into() }
    }
}
