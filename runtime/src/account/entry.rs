//! What the routes need of a model of accounts, for code that does not know its type.

#[cfg(feature = "oauth")]
mod offer;

use std::fmt;
use std::future::Future;

use futures_util::future::{BoxFuture, LocalBoxFuture};
use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::auth::{Identity, IdentityEntry, NewPassword, PasswordHash};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::http::argument::{Argument, source};
use crate::http::call::Call;
use crate::http::{Input, Json, Operation};
use crate::policy::{Actor, Rule, view};
use crate::schema::{JsonSchema, RefOr, Schema, Schemas};
use crate::validate::{Validate, Violations};

/// A model of accounts with routes. `#[model(identity(.., routes = "/auth"))]` implements it.
pub trait Registered: Identity + Serialize + JsonSchema {
    /// What somebody gives to get an account, beside a password.
    type New: Input + Send;

    /// What is typed at a login, of a new account.
    fn login_of(new: &Self::New) -> &str;

    /// Creates the account.
    fn register(
        tx: &Tx,
        new: Self::New,
        password: PasswordHash,
    ) -> impl Future<Output = Result<Self>> + Send;
}

/// A new account that was read from a request.
pub(super) struct NewAccount {
    pub(super) login: String,
    pub(super) password: NewPassword,
    pub(super) create: Box<dyn Create>,
}

/// Creates an account of a type that only it knows, and says which one it is.
pub(super) trait Create: Send {
    fn create(self: Box<Self>, tx: &Tx, password: PasswordHash) -> BoxFuture<'_, Result<i64>>;
}

struct Creating<T: Registered>(T::New);

impl<T: Registered> Create for Creating<T> {
    fn create(self: Box<Self>, tx: &Tx, password: PasswordHash) -> BoxFuture<'_, Result<i64>> {
        Box::pin(async move { Ok(T::register(tx, self.0, password).await?.account().id) })
    }
}

/// The application's model of accounts with routes, by functions.
pub struct AccountEntry {
    /// What the paths of the routes begin with: `/auth`.
    pub prefix: &'static str,
    /// Who manages the accounts of others, where somebody does.
    pub manage: Option<Rule>,
    read: for<'c> fn(&'c mut Call) -> LocalBoxFuture<'c, Result<NewAccount>>,
    show: fn(Db, Actor) -> BoxFuture<'static, Result<Option<Value>>>,
    describe_new: fn(&mut Operation<'_>),
    schema: fn(&mut Schemas) -> RefOr<Schema>,
    #[cfg(feature = "oauth")]
    offer: offer::Read,
}

inventory::collect!(AccountEntry);

/// The application's model of accounts with routes, if it has one.
#[must_use]
pub fn entry() -> Option<&'static AccountEntry> {
    inventory::iter::<AccountEntry>().next()
}

/// Whether the application has a model of accounts.
#[must_use]
pub fn is_there() -> bool {
    inventory::iter::<IdentityEntry>().next().is_some()
}

impl AccountEntry {
    /// The entry of a model.
    #[must_use]
    pub const fn of<T: Registered>(prefix: &'static str, manage: Option<Rule>) -> Self {
        Self {
            prefix,
            manage,
            read: |call| Box::pin(read::<T>(call)),
            show: |db, actor| {
                Box::pin(async move {
                    let row = T::find_many(&db, vec![actor.id]).await?.pop();
                    let write = || row.map(serde_json::to_value).transpose();
                    Ok(view::as_caller(Some(&actor), write)?)
                })
            },
            describe_new: |operation| operation.body::<Registration<T>>("application/json"),
            schema: |schemas| schemas.of::<T>(),
            #[cfg(feature = "oauth")]
            offer: offer::read::<T>,
        }
    }

    /// The account of somebody, as they see it.
    pub(super) async fn show(&self, db: &Db, actor: Actor) -> Result<Option<Value>> {
        (self.show)(db.clone(), actor).await
    }

    /// What an account is made of that somebody else says something of: their login, and the rest.
    ///
    /// # Errors
    /// The columns that are missing, or not as they have to be.
    #[cfg(feature = "oauth")]
    pub(super) fn offer(&self, said: offer::Said<'_>) -> Result<Offer, Vec<String>> {
        (self.offer)(said).map(Offer)
    }

    /// How an account is shown.
    pub(super) fn schema(&self, schemas: &mut Schemas) -> RefOr<Schema> {
        (self.schema)(schemas)
    }
}

/// An account that can be created.
#[cfg(feature = "oauth")]
pub(super) struct Offer(Box<dyn Create>);

#[cfg(feature = "oauth")]
impl Offer {
    pub(super) async fn create(self, tx: &Tx, password: PasswordHash) -> Result<i64> {
        self.0.create(tx, password).await
    }
}

async fn read<T: Registered>(call: &mut Call) -> Result<NewAccount> {
    let Json(registration) =
        <Json<Registration<T>> as Argument<(), source::Own>>::take(call).await?;
    let Registration { new, password } = registration;
    Ok(NewAccount {
        login: T::login_of(&new).to_owned(),
        password,
        create: Box::new(Creating::<T>(new)),
    })
}

impl<R> Argument<R, source::Own> for NewAccount {
    const BODY: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        match entry() {
            Some(entry) => (entry.read)(call).await,
            None => Err(crate::error::Error::internal("there is no model of accounts")),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        if let Some(entry) = entry() {
            (entry.describe_new)(operation);
        }
    }
}

/// What a client gives to get an account: what it may give of the row, and a password.
struct Registration<T: Registered> {
    new: T::New,
    password: NewPassword,
}

const PASSWORD: &str = "password";

impl<'de, T: Registered> Deserialize<'de> for Registration<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Reading::<T>(std::marker::PhantomData))
    }
}

struct Reading<T>(std::marker::PhantomData<fn() -> T>);

impl<'de, T: Registered> Visitor<'de> for Reading<T> {
    type Value = Registration<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an account to be registered")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut password = None;
        let rest = Rest { map, password: &mut password };
        let new = read_rest::<T::New, A>(rest)?;
        let missing = || serde::de::Error::missing_field(PASSWORD);
        Ok(Registration { new, password: password.ok_or_else(missing)? })
    }
}

fn read_rest<'de, N: DeserializeOwned, A: MapAccess<'de>>(
    rest: Rest<'_, A>,
) -> Result<N, A::Error> {
    N::deserialize(MapAccessDeserializer::new(rest))
}

/// The members of an object but for the password, which is kept aside.
struct Rest<'a, A> {
    map: A,
    password: &'a mut Option<NewPassword>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        mut seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key_seed(Key(seed))? {
            match key {
                Found::Other(key) => return Ok(Some(key)),
                Found::Password(again) => seed = again,
            }
            *self.password = Some(self.map.next_value()?);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// A name, as `K` reads it unless it is that of the password.
struct Key<K>(K);

enum Found<V, K> {
    Other(V),
    Password(K),
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<K> {
    type Value = Found<K::Value, K>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        let name = String::deserialize(from)?;
        if name == PASSWORD {
            return Ok(Found::Password(self.0));
        }
        self.0.deserialize(StringDeserializer::new(name)).map(Found::Other)
    }
}

impl<T: Registered> Validate for Registration<T> {
    fn validate(&self, found: &mut Violations) {
        self.new.validate(found);
        found.nested(PASSWORD, |found| self.password.validate(found));
    }
}

impl<T: Registered> JsonSchema for Registration<T> {
    fn name() -> Option<std::borrow::Cow<'static, str>> {
        Some("Registration".into())
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        let mut schema = T::New::schema(schemas);
        if let Schema::Object(object) = &mut schema {
            let password = NewPassword::schema(schemas);
            object.properties.insert(PASSWORD.to_owned(), RefOr::T(password));
            object.required.push(PASSWORD.to_owned());
            object.description = Some("What somebody gives to get an account.".to_owned());
        }
        schema
    }
}
