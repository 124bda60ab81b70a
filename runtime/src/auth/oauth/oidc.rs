//! OpenID Connect: the provider describes itself, and signs what it says of somebody.
//!
//! Nothing that it says is used before the signature, the issuer, the audience, the time and the nonce are right.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdToken,
    CoreIdTokenClaims, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata,
    CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, SubjectIdentifier, TokenResponse,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::tenant::{Said, Tenants};
use super::web::Web;
use super::{Asked, OAuthError, Told, preset};
use crate::config::{Provider, ProviderKind};

/// How long what a provider says of itself holds.
const HOLDS: Duration = Duration::from_hours(1);
/// How long it is not asked again, whatever key its tokens name.
const AT_LEAST: Duration = Duration::from_mins(1);

/// What tokens may be signed with: keys of which the provider alone has the secret part.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// What OpenID Connect calls what an account may have of somebody (OpenID Connect Core §5.1).
const PROFILE: [&str; 13] = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider of OpenID Connect.
pub(super) struct Oidc {
    name: String,
    kind: ProviderKind,
    issuer: String,
    /// Those that share the address, where several do.
    tenants: Option<Tenants>,
    id: String,
    secret: Option<SecretString>,
    scopes: Vec<String>,
    web: Web,
    known: Mutex<Known>,
}

/// What the provider said of itself, and when it did not answer.
#[derive(Default)]
struct Known {
    said: Option<(Arc<Said>, Instant)>,
    failed: Option<Instant>,
}

impl Oidc {
    pub(super) fn new(config: &Provider) -> Self {
        let issuer = preset::issuer(config);
        Self {
            name: config.name.clone(),
            kind: config.kind(),
            web: Web::of(&issuer),
            tenants: Tenants::of(config.kind(), &issuer),
            issuer,
            id: config.client_id.clone(),
            secret: config.client_secret.clone(),
            scopes: preset::scopes(config),
            known: Mutex::default(),
        }
    }

    /// Whether it calls itself so.
    pub(super) fn is_issuer(&self, said: &str) -> bool {
        match &self.tenants {
            Some(tenants) => tenants.is_issuer(said),
            None => self.issuer == said,
        }
    }

    /// Where to send somebody to sign in.
    pub(super) async fn authorize(&self, asked: Asked<'_>) -> Result<String, OAuthError> {
        let client = self.client(&self.said(HOLDS).await?.metadata, asked.redirect)?;
        let (state, nonce) = (asked.state.to_owned(), asked.nonce.to_owned());
        let others = self.scopes.iter().filter(|scope| *scope != "openid");
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(asked.challenge)
            .add_scopes(others.cloned().map(Scope::new));
        if self.kind == ProviderKind::Apple {
            // It answers in no other way when it is asked for an address.
            request = request.add_extra_param("response_mode", "form_post");
        }
        Ok(request.url().0.into())
    }

    /// Who it is, by the code that came back.
    pub(super) async fn exchange(
        &self,
        code: String,
        (redirect, verifier, nonce): (String, PkceCodeVerifier, String),
    ) -> Result<Told, OAuthError> {
        let said = self.said(HOLDS).await?;
        let client = self.client(&said.metadata, &redirect)?;
        let request =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|e| self.failed(&e))?;
        let answer = request.set_pkce_verifier(verifier).request_async(&self.web).await;
        let answer: CoreTokenResponse = answer.map_err(|error| match error {
            RequestTokenError::ServerResponse(said)
                if said.error() == &CoreErrorResponseType::InvalidGrant =>
            {
                OAuthError::CodeRefused
            }
            other => self.failed(&other),
        })?;
        let id_token = answer.id_token().ok_or_else(|| OAuthError::refused("there is no token"))?;
        let nonce = Nonce::new(nonce);
        let mut client = self.client_for(&said, id_token, &redirect)?;
        let mut checked = check(&client, id_token, (answer.access_token(), &nonce));
        if checked.as_ref().is_err_and(is_unknown_key) {
            // The provider may have got other keys since it was asked.
            client = self.client_for(&*self.said(AT_LEAST).await?, id_token, &redirect)?;
            checked = check(&client, id_token, (answer.access_token(), &nonce));
        }
        let told = self.told(id_token, &checked.map_err(refused)?)?;
        self.completed(&client, told, answer.access_token()).await
    }

    /// What a token says that has been found to be good.
    fn told(&self, id_token: &CoreIdToken, claims: &CoreIdTokenClaims) -> Result<Told, OAuthError> {
        let all = payload(id_token).ok_or_else(|| OAuthError::refused("it cannot be read"))?;
        let issuer = claims.issuer().to_string();
        let subject = claims.subject().to_string();
        if subject.is_empty() || subject.chars().count() > 255 || issuer.chars().count() > 255 {
            return Err(OAuthError::refused("its subject is empty or too long"));
        }
        // Microsoft vouches for an address in a claim of its own, which has to be asked for at the registration.
        let vouched = self.kind == ProviderKind::Microsoft
            && all.get("xms_edov").is_some_and(|edov| {
                edov == &Value::Bool(true) || edov == "1" || edov == "true" || edov == 1
            });
        Ok(Told {
            issuer,
            subject,
            email: claims.email().map(|email| email.to_string()),
            // A tenant that anybody can open says nothing else of an address that others believe.
            email_verified: vouched
                || (self.tenants.is_none() && claims.email_verified() == Some(true)),
            profile: profile(&all),
        })
    }

    /// Asks for what the token does not say.
    async fn completed(
        &self,
        client: &Client,
        mut told: Told,
        token: &AccessToken,
    ) -> Result<Told, OAuthError> {
        let is_header = token.secret().chars().all(|char| char.is_ascii_graphic());
        if told.email.is_some() || client.user_info_url().is_none() || !is_header {
            return Ok(told);
        }
        let subject = SubjectIdentifier::new(told.subject.clone());
        let request =
            client.user_info(token.clone(), Some(subject)).map_err(|e| self.failed(&e))?;
        let claims: CoreUserInfoClaims =
            request.request_async(&self.web).await.map_err(|e| self.failed(&e))?;
        told.email = claims.email().map(|email| email.to_string());
        told.email_verified = self.tenants.is_none() && claims.email_verified() == Some(true);
        if let Ok(Value::Object(all)) = serde_json::to_value(&claims) {
            for (name, value) in profile(&all) {
                told.profile.entry(name).or_insert(value);
            }
        }
        Ok(told)
    }

    /// What the provider says of itself, if that is not older than `age`; else it is asked again.
    async fn said(&self, age: Duration) -> Result<Arc<Said>, OAuthError> {
        let began = Instant::now();
        let mut known = self.known.lock().await;
        if let Some((said, at)) = &known.said
            && at.elapsed() < age
        {
            return Ok(said.clone());
        }
        if known.failed.is_some_and(|at| at > began) {
            // Who waited for somebody else's question does not ask it again.
            return Err(OAuthError::ProviderFailed);
        }
        let asked = self.ask().await;
        match &asked {
            Ok(said) => known.said = Some((said.clone(), Instant::now())),
            Err(_) => known.failed = Some(Instant::now()),
        }
        asked
    }

    /// Asks the provider what it says of itself.
    async fn ask(&self) -> Result<Arc<Said>, OAuthError> {
        if let Some(tenants) = &self.tenants {
            let said = tenants.discover(&self.web, &self.issuer).await;
            return said.map(Arc::new).map_err(|error| self.failed(&*error));
        }
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|e| self.failed(&e))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.web).await;
        Ok(Arc::new(Said::of(metadata.map_err(|e| self.failed(&e))?)))
    }

    /// The client by which a token is checked: that of its tenant, where several share the address.
    fn client_for(
        &self,
        said: &Said,
        id_token: &CoreIdToken,
        redirect: &str,
    ) -> Result<Client, OAuthError> {
        let Some(tenants) = &self.tenants else { return self.client(&said.metadata, redirect) };
        let claims = payload(id_token).unwrap_or_default();
        let metadata = tenants.narrowed(said, &claims);
        let metadata = metadata
            .ok_or_else(|| OAuthError::refused("it is from no tenant that signs in here"))?;
        self.client(&metadata, redirect)
    }

    fn client(
        &self,
        metadata: &CoreProviderMetadata,
        redirect: &str,
    ) -> Result<Client, OAuthError> {
        let secret = self.secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|e| self.failed(&e))?;
        let ways = metadata.token_endpoint_auth_methods_supported();
        let takes = |way| ways.is_none_or(|ways| ways.contains(&way));
        let way = if takes(CoreClientAuthMethod::ClientSecretBasic) {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        let id = ClientId::new(self.id.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret);
        Ok(client.set_redirect_uri(redirect).set_auth_type(way))
    }

    fn failed(&self, fault: &dyn std::error::Error) -> OAuthError {
        OAuthError::failed(&self.name, fault)
    }
}

/// What the token says, if it is the provider's, for this sign-in, and goes with the access token.
fn check(
    client: &Client,
    id_token: &CoreIdToken,
    (token, nonce): (&AccessToken, &Nonce),
) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
    let claims = id_token.claims(&verifier, nonce)?;
    if let Some(said) = claims.access_token_hash() {
        let signature = ClaimsVerificationError::SignatureVerification;
        let algorithm = id_token.signing_alg().map_err(signature)?;
        let key = id_token.signing_key(&verifier).map_err(signature)?;
        let found = AccessTokenHash::from_token(token, algorithm, key);
        if found.ok().as_ref() != Some(said) {
            return Err(ClaimsVerificationError::Other("another access token".to_owned()));
        }
    }
    Ok(claims.clone())
}

fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    let unknown = SignatureVerificationError::NoMatchingKey;
    *error == ClaimsVerificationError::SignatureVerification(unknown)
}

/// What a token says, as it stands there.
fn payload(id_token: &CoreIdToken) -> Option<Map<String, Value>> {
    let text = id_token.to_string();
    let payload = text.split('.').nth(1)?;
    serde_json::from_slice(&BASE64.decode(payload).ok()?).ok()
}

fn profile(all: &Map<String, Value>) -> Map<String, Value> {
    let texts = PROFILE.iter().filter_map(|name| {
        let text = all.get(*name).filter(|value| value.is_string())?;
        Some(((*name).to_owned(), text.clone()))
    });
    texts.collect()
}

fn refused(error: ClaimsVerificationError) -> OAuthError {
    OAuthError::refused(match error {
        ClaimsVerificationError::Expired(_) => "its time is over",
        ClaimsVerificationError::InvalidAudience(_) => "it is for another application",
        ClaimsVerificationError::InvalidIssuer(_) => "it is from another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "its nonce is not that of this sign-in",
        ClaimsVerificationError::SignatureVerification(_) => "its signature is not the provider's",
        _ => "it is not as it has to be",
    })
}
