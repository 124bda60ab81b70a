#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
/// A person with an account.
pub struct Person {
    #[key]
    pub id: i64,
    #[unique]
    pub email: String,
    #[secret]
    pub hash: PasswordHash,
    #[column(default = "Reader")]
    pub rank: Rank,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_email_type = <String as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_hash_type = <PasswordHash as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_rank_type = <Rank as ::ordain::model::ColumnType>::Sql;
::ordain::__private::table! {
    #[doc = "The table of [`Person`]."] [pub, pub, pub] mod persons, "persons", key[id],
    others[email hash rank]; #[doc = ""] id, "id", super::super::__ordain_Person_id_type;
    #[doc = ""] email, "email", super::super::__ordain_Person_email_type; #[doc = ""]
    hash, "hash", super::super::__ordain_Person_hash_type; #[doc = ""] rank, "rank",
    super::super::__ordain_Person_rank_type;
}
::ordain::__private::row! {
    Person, persons::SqlType, (i64, String, PasswordHash, Rank,), { id : 0, email : 1,
    hash : 2, rank : 3 }, key[i64, 0usize]
}
#[automatically_derived]
impl<__DB> ::ordain::__private::diesel::deserialize::Queryable<persons::SqlType, __DB>
for Person
where
    __DB: ::ordain::__private::diesel::backend::Backend,
    Self: ::ordain::__private::diesel::deserialize::FromStaticSqlRow<
        persons::SqlType,
        __DB,
    >,
{
    type Row = Self;
    fn build(row: Self) -> ::ordain::__private::diesel::deserialize::Result<Self> {
        ::core::result::Result::Ok(row)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Person {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "Person")
            .field("id", &self.id)
            .field("email", &self.email)
            .field("hash", &::core::format_args!("<secret>"))
            .field("rank", &self.rank)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Person {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "Person",
            3usize,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "id",
            &self.id,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "email",
            &self.email,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "rank",
            &self.rank,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::end(state)
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Person {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Person")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("A person with an account.")
            .property(
                "id",
                ::ordain::schema::Property::of::<i64>(__schemas).required().read_only(),
            )
            .property(
                "email",
                ::ordain::schema::Property::of::<String>(__schemas).required(),
            )
            .property(
                "rank",
                ::ordain::schema::Property::of::<Rank>(__schemas).required().read_only(),
            )
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Output for Person {}
#[automatically_derived]
impl ::ordain::model::Model for Person {
    type Key = i64;
    type Table = persons::table;
    type Itself = Self;
    type Conditions = ();
    const SPEC: &'static ::ordain::model::ModelSpec = &::ordain::model::ModelSpec {
        name: "person",
        ident: "Person",
        module: ::core::module_path!(),
        table: "persons",
        renamed_from: ::core::option::Option::None,
        columns: &[
            ::ordain::model::ColumnSpec {
                key: true,
                writer: ::ordain::model::Writer::Key,
                ..::ordain::model::ColumnSpec::plain(
                    "id",
                    <i64 as ::ordain::model::ColumnType>::KIND,
                    <i64 as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<i64 as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<i64>,
                )
            },
            ::ordain::model::ColumnSpec {
                index: ::ordain::model::Index::Unique,
                ..::ordain::model::ColumnSpec::plain(
                    "email",
                    <String as ::ordain::model::ColumnType>::KIND,
                    <String as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<String as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<String>,
                )
            },
            ::ordain::model::ColumnSpec {
                writer: ::ordain::model::Writer::Server,
                reader: ::ordain::model::Reader::Nobody,
                ..::ordain::model::ColumnSpec::plain(
                    "hash",
                    <PasswordHash as ::ordain::model::ColumnType>::KIND,
                    <PasswordHash as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<PasswordHash as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<::std::string::String>,
                )
            },
            ::ordain::model::ColumnSpec {
                writer: ::ordain::model::Writer::Server,
                default: ::core::option::Option::Some(
                    ::ordain::model::DefaultValue::Text("Reader"),
                ),
                ..::ordain::model::ColumnSpec::plain(
                    "rank",
                    <Rank as ::ordain::model::ColumnType>::KIND,
                    <Rank as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<Rank as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<Rank>,
                )
            },
        ],
        soft_delete: ::core::option::Option::None,
        version: ::core::option::Option::None,
        indexes: &[],
        identity: ::core::option::Option::Some(::ordain::model::IdentitySpec {
            login: "email",
            password: "hash",
            role: "rank",
        }),
        docs: "A person with an account.",
    };
    fn key(&self) -> Self::Key {
        ::core::clone::Clone::clone(&self.id)
    }
    fn key_values(key: Self::Key) -> ::ordain::__private::model::Key {
        ::std::vec![::ordain::__private::model::value(key)]
    }
    fn keys(keys: ::std::vec::Vec<Self::Key>) -> ::ordain::__private::model::Keys {
        ::ordain::__private::model::Keys::Single(::ordain::__private::model::list(keys))
    }
}
::ordain::__private::inventory::submit! {
    ::ordain::__private::model::Registered(< Person as ::ordain::model::Model > ::SPEC)
}
const _: () = ::ordain::__private::model::check_default(
    <Rank as ::ordain::model::ColumnType>::KIND,
    &::ordain::model::DefaultValue::Text("Reader"),
);
///What is given of a new [`Person`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
pub struct PersonCreate<HashState = ::ordain::model::Missing> {
    ///The column `email`.
    pub email: String,
    ///The column `hash`.
    #[serde(skip)]
    pub hash: HashState,
    ///The column `rank`.
    #[serde(skip)]
    pub rank: ::core::option::Option<Rank>,
}
#[allow(dead_code)]
impl<HashState> PersonCreate<HashState> {
    ///Gives `hash`, which no client does.
    #[must_use]
    pub fn hash(
        self,
        value: PasswordHash,
    ) -> PersonCreate<::ordain::model::Set<PasswordHash>> {
        PersonCreate {
            hash: ::ordain::model::Set(value),
            email: self.email,
            rank: self.rank,
        }
    }
    ///Gives `rank`, which no client does.
    #[must_use]
    pub fn rank(mut self, value: Rank) -> Self {
        self.rank = ::core::option::Option::Some(value);
        self
    }
}
impl<
    HashState: ::ordain::model::Given<persons::hash, PasswordHash>,
> PersonCreate<HashState> {
    #[allow(unused_variables)]
    fn __ordain_Person_row(
        self,
        now: ::ordain::__private::model::Moment,
    ) -> ::ordain::Result<::ordain::__private::model::NewRow> {
        ::core::result::Result::Ok(
            ::ordain::__private::model::NewRow::new([
                ::core::option::Option::map(
                    <i64 as ::ordain::__private::model::GeneratedKey>::generate(),
                    ::ordain::__private::model::value,
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(self.email),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        <_ as ::ordain::model::Given<
                            persons::hash,
                            PasswordHash,
                        >>::given(self.hash),
                    ),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        match self.rank {
                            ::core::option::Option::Some(value) => value,
                            ::core::option::Option::None => {
                                ::ordain::__private::model::default_value::<Rank>("Reader")?
                            }
                        },
                    ),
                ),
            ]),
        )
    }
}
#[allow(dead_code)]
impl Person {
    /// Creates a row.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn create<HashState: ::ordain::model::Given<persons::hash, PasswordHash>>(
        x: impl ::ordain::db::Executor,
        new: PersonCreate<HashState>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, PersonCreate::__ordain_Person_row)
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for PersonCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &["email"];
}
#[automatically_derived]
impl<HashState: ::core::fmt::Debug> ::core::fmt::Debug for PersonCreate<HashState> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PersonCreate")
            .field("email", &self.email)
            .field("hash", &::core::format_args!("<secret>"))
            .field("rank", &self.rank)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for PersonCreate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            __found
                .nested(
                    "email",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.email))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for PersonCreate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("PersonCreate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is given of a new `Person`.")
            .property("email", ::ordain::schema::Property::of::<String>(__schemas))
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Person {
    /// Creates many rows in few statements, and gives them in no order. Inside of a
    /// transaction they are created together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn create_many<
        HashState: ::ordain::model::Given<persons::hash, PasswordHash>,
    >(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = PersonCreate<HashState>>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(
                x,
                new,
                PersonCreate::__ordain_Person_row,
            )
            .await
    }
    ///Creates a row, or changes the one with the same `email` to what is given.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of another unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn upsert_by_email<
        HashState: ::ordain::model::Given<persons::hash, PasswordHash>,
    >(
        x: impl ::ordain::db::Executor,
        new: PersonCreate<HashState>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::upsert(
                x,
                new,
                PersonCreate::__ordain_Person_row,
                "email",
            )
            .await
    }
    ///Creates rows, or changes those with the same `email` to what is given, in few statements.
    ///
    /// No two of them may have the same value: PostgreSQL refuses that, on others the last one
    /// counts. They are given in no order; inside of a transaction they are written together or not
    /// at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of another unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn upsert_many_by_email<
        HashState: ::ordain::model::Given<persons::hash, PasswordHash>,
    >(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = PersonCreate<HashState>>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::upsert_many(
                x,
                new,
                PersonCreate::__ordain_Person_row,
                "email",
            )
            .await
    }
    /// Makes the same change to all rows with these keys in few statements, and gives their
    /// number. Inside of a transaction they are changed together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn update_many(
        x: impl ::ordain::db::Executor,
        keys: impl ::core::iter::IntoIterator<
            Item = i64,
            IntoIter: ::core::marker::Send,
        > + ::core::marker::Send,
        change: PersonUpdate,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::update_many::<
            Self,
        >(x, keys, PersonUpdate::__ordain_Person_changes(change))
            .await
    }
    ///Deletes all rows with these keys in few statements, and gives their number.
    ///
    /// # Errors
    /// - `conflict` if other rows refer to one of them
    /// - `unavailable` if the database is busy
    pub async fn delete_many(
        x: impl ::ordain::db::Executor,
        keys: impl ::core::iter::IntoIterator<
            Item = i64,
            IntoIter: ::core::marker::Send,
        > + ::core::marker::Send,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::delete_many::<Self>(x, keys).await
    }
}
///What is changed of a [`Person`]: `None` stays as it is.
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
#[derive(::core::default::Default)]
pub struct PersonUpdate {
    ///The column `email`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    pub email: ::core::option::Option<String>,
    ///The column `hash`.
    #[serde(skip)]
    pub hash: ::core::option::Option<PasswordHash>,
    ///The column `rank`.
    #[serde(skip)]
    pub rank: ::core::option::Option<Rank>,
}
#[allow(dead_code)]
impl PersonUpdate {
    ///Changes `hash`, which no client does.
    #[must_use]
    pub fn hash(mut self, value: PasswordHash) -> Self {
        self.hash = ::core::option::Option::Some(value);
        self
    }
    ///Changes `rank`, which no client does.
    #[must_use]
    pub fn rank(mut self, value: Rank) -> Self {
        self.rank = ::core::option::Option::Some(value);
        self
    }
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> ::core::primitive::bool {
        true && ::core::option::Option::is_none(&self.email)
            && ::core::option::Option::is_none(&self.hash)
            && ::core::option::Option::is_none(&self.rank)
    }
}
impl PersonUpdate {
    fn __ordain_Person_changes(self) -> ::ordain::__private::model::Changes {
        let mut changes = ::ordain::__private::model::Changes::new();
        changes
            .give(
                "email",
                ::core::option::Option::map(
                    self.email,
                    ::ordain::__private::model::value,
                ),
            );
        changes
            .give(
                "hash",
                ::core::option::Option::map(self.hash, ::ordain::__private::model::value),
            );
        changes
            .give(
                "rank",
                ::core::option::Option::map(self.rank, ::ordain::__private::model::value),
            );
        changes
    }
}
#[allow(dead_code)]
impl Person {
    /// Changes the row and gives it as it is now; with nothing to change, as it is.
    ///
    /// # Errors
    /// - `not_found` if the row has gone
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn update(
        &self,
        x: impl ::ordain::db::Executor,
        change: PersonUpdate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::update(
                x,
                self,
                PersonUpdate::__ordain_Person_changes(change),
            )
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for PersonUpdate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &["email"];
}
#[automatically_derived]
impl ::core::fmt::Debug for PersonUpdate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PersonUpdate")
            .field("email", &self.email)
            .field("hash", &::core::format_args!("<secret>"))
            .field("rank", &self.rank)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for PersonUpdate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            __found
                .nested(
                    "email",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.email))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for PersonUpdate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("PersonUpdate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is changed of a `Person`: what is left out stays as it is.")
            .property(
                "email",
                ::ordain::schema::Property::of::<String>(__schemas).optional(),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Person {
    ///All rows, as a query to be narrowed.
    #[must_use]
    pub fn query() -> persons::table {
        persons::table
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    pub fn visible_to<__P>(
        actor: &::ordain::policy::Actor,
    ) -> ::ordain::__private::diesel::dsl::Filter<
        persons::table,
        ::ordain::model::Scope<Self>,
    >
    where
        __P: ::ordain::model::Scoped<::ordain::policy::Actor, Resource = Self>,
    {
        ::ordain::__private::diesel::QueryDsl::filter(Self::query(), __P::scope(actor))
    }
    /// The number of all rows.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    pub async fn count(
        x: impl ::ordain::db::Executor,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::count::<Self>(x).await
    }
    /// The row with this key.
    ///
    /// # Errors
    /// - `not_found` if there is none
    /// - `unavailable` if the database is busy
    pub async fn find(
        x: impl ::ordain::db::Executor,
        key: i64,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::find(x, key).await
    }
    /// The row with this key, if there is one.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    pub async fn find_optional(
        x: impl ::ordain::db::Executor,
        key: i64,
    ) -> ::ordain::Result<::core::option::Option<Self>> {
        ::ordain::__private::model::find_optional(x, key).await
    }
    /// Whether there is a row with this key.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    pub async fn exists(
        x: impl ::ordain::db::Executor,
        key: i64,
    ) -> ::ordain::Result<::core::primitive::bool> {
        ::ordain::__private::model::exists::<Self>(x, key).await
    }
    ///The row with this `email`.
    ///
    /// # Errors
    /// - `not_found` if there is none
    /// - `unavailable` if the database is busy
    pub async fn find_by_email(
        x: impl ::ordain::db::Executor,
        email: impl ::core::convert::Into<String>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::find_by::<
            Self,
            persons::email,
        >(
                x,
                ::ordain::__private::model::value::<
                    String,
                >(::core::convert::Into::into(email)),
            )
            .await
    }
    ///The row with this `email`, if there is one.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    pub async fn find_by_email_optional(
        x: impl ::ordain::db::Executor,
        email: impl ::core::convert::Into<String>,
    ) -> ::ordain::Result<::core::option::Option<Self>> {
        ::ordain::__private::model::find_optional_by::<
            Self,
            persons::email,
        >(
                x,
                ::ordain::__private::model::value::<
                    String,
                >(::core::convert::Into::into(email)),
            )
            .await
    }
    ///Deletes the row.
    ///
    /// # Errors
    /// - `not_found` if it has gone already
    /// - `conflict` if other rows refer to it
    /// - `unavailable` if the database is busy
    pub async fn delete(&self, x: impl ::ordain::db::Executor) -> ::ordain::Result<()> {
        ::ordain::__private::model::delete(x, self).await
    }
}
#[automatically_derived]
impl ::ordain::model::Lookup for Person {
    const NAME: &'static ::core::primitive::str = "person";
    const COLUMNS: &'static [&'static ::core::primitive::str] = &["id", "email"];
    fn lookup(
        db: &::ordain::db::Db,
        column: &'static ::core::primitive::str,
        value: &::core::primitive::str,
    ) -> impl ::core::future::Future<
        Output = ::ordain::Result<::core::option::Option<Self>>,
    > + ::core::marker::Send {
        async move {
            match column {
                "id" => {
                    ::ordain::__private::model::find_optional(
                            db,
                            ::ordain::__private::model::parse::<i64>("id", value)?,
                        )
                        .await
                }
                "email" => {
                    ::ordain::__private::model::find_optional_by::<
                        Self,
                        persons::email,
                    >(
                            db,
                            ::ordain::__private::model::value(
                                ::ordain::__private::model::parse::<String>("email", value)?,
                            ),
                        )
                        .await
                }
                _ => {
                    ::core::result::Result::Err(
                        ::ordain::__private::model::by_column("Person", column),
                    )
                }
            }
        }
    }
}
::ordain::__private::with_accounts! {
    #[automatically_derived] impl ::ordain::auth::Identity for Person { const LOGIN : &
    'static ::core::primitive::str = "email"; fn account(& self) ->
    ::ordain::auth::Account { ::ordain::auth::Account { id : self.id, login :
    ::core::clone::Clone::clone(& self.email), password : ::core::clone::Clone::clone(&
    self.hash), role : ::ordain::__private::policy::role_of(self.rank), } } async fn
    set_password(self, tx : & ::ordain::db::Tx, password : ::ordain::auth::PasswordHash,)
    -> ::ordain::Result < Self > { let change = < PersonUpdate as
    ::core::default::Default > ::default(); self.update(tx, change.hash(password)). await
    } } ::ordain::__private::inventory::submit! { ::ordain::auth::IdentityEntry::of:: <
    Person > () }
}
::ordain::__private::account_routes! {
    #[automatically_derived] impl ::ordain::account::Registered for Person { type New =
    PersonCreate; fn login_of(new : & Self::New) -> & ::core::primitive::str { & new
    .email } async fn register(tx : & ::ordain::db::Tx, new : Self::New, password :
    ::ordain::auth::PasswordHash,) -> ::ordain::Result < Self > { Self::create(tx, new
    .hash(password)). await } } ::ordain::__private::inventory::submit! {
    ::ordain::account::AccountEntry::of:: < Person > ("/auth",
    ::core::option::Option::Some(const { { use ::ordain::__private::policy:: { grant,
    granted }; let __value = Right::Manage; let __value = granted(__value);
    grant(__value, __value as ::core::primitive::usize) } })) }
}
