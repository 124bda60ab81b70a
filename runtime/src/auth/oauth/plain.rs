//! OAuth 2 alone: nothing is signed, so the provider is asked who somebody is, with the token that it gave.

use oauth2::basic::{BasicClient, BasicErrorResponseType};
use oauth2::{
    AccessToken, AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointNotSet, EndpointSet, RedirectUrl, RequestTokenError, Scope, TokenResponse, TokenUrl,
};
use openidconnect::http::header::{ACCEPT, AUTHORIZATION};
use openidconnect::{AsyncHttpClient, HttpRequest, PkceCodeVerifier};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::preset::{Dialect, Endpoints};
use super::web::Web;
use super::{Asked, OAuthError, Told, preset};
use crate::config::Provider;

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// A provider of OAuth 2 alone.
pub(super) struct Plain {
    name: String,
    endpoints: Endpoints,
    id: String,
    secret: Option<SecretString>,
    scopes: Vec<String>,
    web: Web,
}

impl Plain {
    pub(super) fn new(config: &Provider, endpoints: Endpoints) -> Self {
        Self {
            name: config.name.clone(),
            web: Web::of(&endpoints.userinfo),
            endpoints,
            id: config.client_id.clone(),
            secret: config.client_secret.clone(),
            scopes: preset::scopes(config),
        }
    }

    /// Where to send somebody to sign in.
    pub(super) fn authorize(&self, asked: Asked<'_>) -> Result<String, OAuthError> {
        let state = asked.state.to_owned();
        let client = self.client(asked.redirect)?;
        let request = client
            .authorize_url(move || CsrfToken::new(state))
            .set_pkce_challenge(asked.challenge)
            .add_scopes(self.scopes.iter().cloned().map(Scope::new));
        Ok(request.url().0.into())
    }

    /// Who it is, by the code that came back.
    pub(super) async fn exchange(
        &self,
        code: String,
        (redirect, verifier): (String, PkceCodeVerifier),
    ) -> Result<Told, OAuthError> {
        let client = self.client(&redirect)?;
        let request =
            client.exchange_code(AuthorizationCode::new(code)).set_pkce_verifier(verifier);
        let answer = request.request_async(&self.web).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) if self.is_code_refused(said.error()) => {
                OAuthError::CodeRefused
            }
            // GitHub says it with the status of a good answer.
            RequestTokenError::Parse(_, body) => match error_of(&body).as_deref() {
                Some("bad_verification_code") => OAuthError::CodeRefused,
                other => {
                    let text = format!("the answer is {}", other.unwrap_or("no token"));
                    self.failed(&std::io::Error::other(text))
                }
            },
            other => self.failed(&other),
        })?;
        let token = answer.access_token();
        match self.endpoints.dialect {
            Dialect::Github => self.ask_github(token).await,
            Dialect::Discord => self.ask_discord(token).await,
            Dialect::Twitter => self.ask_twitter(token).await,
        }
    }

    /// Twitter says of a code that it does not know that the request is invalid.
    fn is_code_refused(&self, said: &BasicErrorResponseType) -> bool {
        match said {
            BasicErrorResponseType::InvalidGrant => true,
            BasicErrorResponseType::InvalidRequest => self.endpoints.dialect == Dialect::Twitter,
            _ => false,
        }
    }

    async fn ask_github(&self, token: &AccessToken) -> Result<Told, OAuthError> {
        let user: GithubUser = self.ask(&self.endpoints.userinfo, token).await?;
        let emails = format!("{}/emails", self.endpoints.userinfo);
        let emails: Vec<GithubEmail> = self.ask(&emails, token).await?;
        let primary = emails.into_iter().find(|email| email.primary);
        let name = user.name.filter(|name| !name.is_empty()).unwrap_or_else(|| user.login.clone());
        Ok(Told {
            issuer: self.endpoints.issuer.clone(),
            subject: user.id.to_string(),
            email_verified: primary.as_ref().is_some_and(|email| email.verified),
            email: primary.map(|email| email.email),
            profile: profile([
                ("name", Some(name)),
                ("preferred_username", Some(user.login)),
                ("picture", user.avatar_url),
            ]),
        })
    }

    async fn ask_discord(&self, token: &AccessToken) -> Result<Told, OAuthError> {
        let user: DiscordUser = self.ask(&self.endpoints.userinfo, token).await?;
        let name = user.global_name.unwrap_or_else(|| user.username.clone());
        Ok(Told {
            issuer: self.endpoints.issuer.clone(),
            subject: user.id,
            email_verified: user.email.is_some() && user.verified,
            email: user.email,
            profile: profile([("name", Some(name)), ("preferred_username", Some(user.username))]),
        })
    }

    /// It tells an address only of those who have confirmed it.
    async fn ask_twitter(&self, token: &AccessToken) -> Result<Told, OAuthError> {
        let fields = "user.fields=confirmed_email,profile_image_url";
        let url = format!("{}?{fields}", self.endpoints.userinfo);
        let TwitterAnswer { data: user } = self.ask(&url, token).await?;
        Ok(Told {
            issuer: self.endpoints.issuer.clone(),
            subject: user.id,
            email_verified: user.confirmed_email.is_some(),
            email: user.confirmed_email,
            profile: profile([
                ("name", Some(user.name)),
                ("preferred_username", Some(user.username)),
                ("picture", user.profile_image_url),
            ]),
        })
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        url: &str,
        token: &AccessToken,
    ) -> Result<T, OAuthError> {
        let request = openidconnect::http::Request::get(url)
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, format!("Bearer {}", token.secret()));
        let request: HttpRequest = request.body(Vec::new()).map_err(|e| self.failed(&e))?;
        let answer = self.web.call(request).await.map_err(|e| self.failed(&e))?;
        if !answer.status().is_success() {
            let text = format!("{url} answers with {}", answer.status());
            return Err(self.failed(&std::io::Error::other(text)));
        }
        serde_json::from_slice(answer.body()).map_err(|e| self.failed(&e))
    }

    fn client(&self, redirect: &str) -> Result<Client, OAuthError> {
        let url = |text: &str| AuthUrl::new(text.to_owned()).map_err(|e| self.failed(&e));
        let token = TokenUrl::new(self.endpoints.token.clone()).map_err(|e| self.failed(&e))?;
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|e| self.failed(&e))?;
        let mut client = BasicClient::new(ClientId::new(self.id.clone()))
            .set_auth_uri(url(&self.endpoints.authorize)?)
            .set_token_uri(token)
            .set_redirect_uri(redirect)
            .set_auth_type(match self.endpoints.dialect {
                Dialect::Github | Dialect::Discord => AuthType::RequestBody,
                Dialect::Twitter => AuthType::BasicAuth,
            });
        if let Some(secret) = &self.secret {
            client = client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
        }
        Ok(client)
    }

    fn failed(&self, fault: &dyn std::error::Error) -> OAuthError {
        OAuthError::failed(&self.name, fault)
    }
}

#[derive(Deserialize)]
struct GithubUser {
    id: u64,
    login: String,
    name: Option<String>,
    avatar_url: Option<String>,
}

#[derive(Deserialize)]
struct GithubEmail {
    email: String,
    #[serde(default)]
    primary: bool,
    #[serde(default)]
    verified: bool,
}

#[derive(Deserialize)]
struct DiscordUser {
    id: String,
    username: String,
    global_name: Option<String>,
    email: Option<String>,
    #[serde(default)]
    verified: bool,
}

#[derive(Deserialize)]
struct TwitterAnswer {
    data: TwitterUser,
}

#[derive(Deserialize)]
struct TwitterUser {
    id: String,
    name: String,
    username: String,
    profile_image_url: Option<String>,
    confirmed_email: Option<String>,
}

fn error_of(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    Some(body.get("error")?.as_str()?.to_owned())
}

fn profile<const N: usize>(texts: [(&str, Option<String>); N]) -> Map<String, Value> {
    let given = texts.into_iter();
    given.filter_map(|(name, text)| Some((name.to_owned(), Value::String(text?)))).collect()
}
