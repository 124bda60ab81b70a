#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
struct Person {
    #[key]
    id: i64,
    name: String,
    #[column(read = any(own_person, Permission::ManagePeople))]
    email: String,
    #[column(default = false, write = Permission::Feature)]
    featured: bool,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_name_type = <String as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_email_type = <String as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Person_featured_type = <bool as ::ordain::model::ColumnType>::Sql;
::ordain::__private::table! {
    #[doc = "The table of [`Person`]."] [, pub (in super), pub (in super::super)] mod
    persons, "persons", key[id], others[name email featured]; #[doc = ""] id, "id",
    super::super::__ordain_Person_id_type; #[doc = ""] name, "name",
    super::super::__ordain_Person_name_type; #[doc = ""] email, "email",
    super::super::__ordain_Person_email_type; #[doc = ""] featured, "featured",
    super::super::__ordain_Person_featured_type;
}
::ordain::__private::row! {
    Person, persons::SqlType, (i64, String, String, bool,), { id : 0, name : 1, email :
    2, featured : 3 }, key[i64, 0usize]
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
            .field("name", &self.name)
            .field("email", &self.email)
            .field("featured", &self.featured)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Person {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let is_read_2 = ::ordain::__private::policy::shows(
            &Person::__ordain_email_read,
            self,
        );
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "Person",
            3usize + is_read_2 as ::core::primitive::usize,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "id",
            &self.id,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "name",
            &self.name,
        )?;
        if is_read_2 {
            ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
                &mut state,
                "email",
                &self.email,
            )?;
        } else {
            ::ordain::__private::serde::ser::SerializeStruct::skip_field(
                &mut state,
                "email",
            )?;
        }
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "featured",
            &self.featured,
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
            .property(
                "id",
                ::ordain::schema::Property::of::<i64>(__schemas).required().read_only(),
            )
            .property(
                "name",
                ::ordain::schema::Property::of::<String>(__schemas).required(),
            )
            .property(
                "email",
                ::ordain::schema::Property::of::<String>(__schemas)
                    .required()
                    .read_by(&Person::__ordain_email_read),
            )
            .property(
                "featured",
                ::ordain::schema::Property::of::<bool>(__schemas).required(),
            )
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Output for Person {}
#[allow(non_upper_case_globals)]
impl Person {
    const __ordain_email_read: ::ordain::policy::Rule = ::ordain::policy::Rule::Any(const {
        &[
            <own_person as ::ordain::policy::ObjectPolicy>::RULE,
            {
                use ::ordain::__private::policy::{grant, granted};
                let __value = Permission::ManagePeople;
                let __value = granted(__value);
                grant(__value, __value as ::core::primitive::usize)
            },
        ]
    });
    const __ordain_featured_write: ::ordain::policy::Rule = {
        use ::ordain::__private::policy::{grant, granted};
        let __value = Permission::Feature;
        let __value = granted(__value);
        grant(__value, __value as ::core::primitive::usize)
    };
}
const _: () = ::ordain::__private::policy::assert_row::<own_person, Person>();
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
                ..::ordain::model::ColumnSpec::plain(
                    "name",
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
                read: ::core::option::Option::Some(Person::__ordain_email_read),
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
                default: ::core::option::Option::Some(
                    ::ordain::model::DefaultValue::Bool(false),
                ),
                write: ::core::option::Option::Some(Person::__ordain_featured_write),
                ..::ordain::model::ColumnSpec::plain(
                    "featured",
                    <bool as ::ordain::model::ColumnType>::KIND,
                    <bool as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<bool as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<bool>,
                )
            },
        ],
        soft_delete: ::core::option::Option::None,
        version: ::core::option::Option::None,
        indexes: &[],
        identity: ::core::option::Option::None,
        docs: "",
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
    <bool as ::ordain::model::ColumnType>::KIND,
    &::ordain::model::DefaultValue::Bool(false),
);
///What is given of a new [`Person`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
struct PersonCreate {
    ///The column `name`.
    name: String,
    ///The column `email`.
    email: String,
    ///The column `featured`.
    #[serde(default, deserialize_with = "::ordain::__private::model::guarded")]
    featured: ::core::option::Option<bool>,
}
#[allow(dead_code)]
impl PersonCreate {}
impl PersonCreate {
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
                    ::ordain::__private::model::value(self.name),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(self.email),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        match self.featured {
                            ::core::option::Option::Some(value) => value,
                            ::core::option::Option::None => {
                                ::ordain::__private::model::default_value::<bool>("false")?
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
    async fn create(
        x: impl ::ordain::db::Executor,
        new: PersonCreate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, PersonCreate::__ordain_Person_row)
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for PersonCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for PersonCreate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PersonCreate")
            .field("name", &self.name)
            .field("email", &self.email)
            .field("featured", &self.featured)
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
                    "name",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.name))
                            .visit(__found)
                    },
                );
        }
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
        {
            __found
                .guard_new(
                    "featured",
                    ::core::option::Option::is_some(&self.featured),
                    const { &Person::__ordain_featured_write },
                );
            __found
                .nested(
                    "featured",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.featured))
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
            .property("name", ::ordain::schema::Property::of::<String>(__schemas))
            .property("email", ::ordain::schema::Property::of::<String>(__schemas))
            .property(
                "featured",
                ::ordain::schema::Property::of::<bool>(__schemas)
                    .optional()
                    .default(
                        ::ordain::__private::schema::json_default(|| ::ordain::__private::schema::json(
                            &false,
                        )),
                    )
                    .write_by(&Person::__ordain_featured_write),
            )
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
    async fn create_many(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = PersonCreate>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(
                x,
                new,
                PersonCreate::__ordain_Person_row,
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
    async fn update_many(
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
    async fn delete_many(
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
struct PersonUpdate {
    ///The column `name`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    name: ::core::option::Option<String>,
    ///The column `email`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    email: ::core::option::Option<String>,
    ///The column `featured`.
    #[serde(default, deserialize_with = "::ordain::__private::model::guarded")]
    featured: ::core::option::Option<bool>,
}
#[allow(dead_code)]
impl PersonUpdate {
    /// Whether nothing is changed.
    fn is_empty(&self) -> ::core::primitive::bool {
        true && ::core::option::Option::is_none(&self.name)
            && ::core::option::Option::is_none(&self.email)
            && ::core::option::Option::is_none(&self.featured)
    }
}
impl PersonUpdate {
    fn __ordain_Person_changes(self) -> ::ordain::__private::model::Changes {
        let mut changes = ::ordain::__private::model::Changes::new();
        changes
            .give(
                "name",
                ::core::option::Option::map(self.name, ::ordain::__private::model::value),
            );
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
                "featured",
                ::core::option::Option::map(
                    self.featured,
                    ::ordain::__private::model::value,
                ),
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
    async fn update(
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
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for PersonUpdate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PersonUpdate")
            .field("name", &self.name)
            .field("email", &self.email)
            .field("featured", &self.featured)
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
                    "name",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.name))
                            .visit(__found)
                    },
                );
        }
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
        {
            __found
                .guard(
                    "featured",
                    ::core::option::Option::is_some(&self.featured),
                    const { &Person::__ordain_featured_write },
                );
            __found
                .nested(
                    "featured",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.featured))
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
                "name",
                ::ordain::schema::Property::of::<String>(__schemas).optional(),
            )
            .property(
                "email",
                ::ordain::schema::Property::of::<String>(__schemas).optional(),
            )
            .property(
                "featured",
                ::ordain::schema::Property::of::<bool>(__schemas)
                    .optional()
                    .write_by(&Person::__ordain_featured_write),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Person {
    ///All rows, as a query to be narrowed.
    #[must_use]
    fn query() -> persons::table {
        persons::table
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    fn visible_to<__P>(
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
    async fn count(
        x: impl ::ordain::db::Executor,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::count::<Self>(x).await
    }
    /// The row with this key.
    ///
    /// # Errors
    /// - `not_found` if there is none
    /// - `unavailable` if the database is busy
    async fn find(x: impl ::ordain::db::Executor, key: i64) -> ::ordain::Result<Self> {
        ::ordain::__private::model::find(x, key).await
    }
    /// The row with this key, if there is one.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn find_optional(
        x: impl ::ordain::db::Executor,
        key: i64,
    ) -> ::ordain::Result<::core::option::Option<Self>> {
        ::ordain::__private::model::find_optional(x, key).await
    }
    /// Whether there is a row with this key.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn exists(
        x: impl ::ordain::db::Executor,
        key: i64,
    ) -> ::ordain::Result<::core::primitive::bool> {
        ::ordain::__private::model::exists::<Self>(x, key).await
    }
    ///Deletes the row.
    ///
    /// # Errors
    /// - `not_found` if it has gone already
    /// - `conflict` if other rows refer to it
    /// - `unavailable` if the database is busy
    async fn delete(&self, x: impl ::ordain::db::Executor) -> ::ordain::Result<()> {
        ::ordain::__private::model::delete(x, self).await
    }
}
#[automatically_derived]
impl ::ordain::model::Lookup for Person {
    const NAME: &'static ::core::primitive::str = "person";
    const COLUMNS: &'static [&'static ::core::primitive::str] = &["id"];
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
                _ => {
                    ::core::result::Result::Err(
                        ::ordain::__private::model::by_column("Person", column),
                    )
                }
            }
        }
    }
}
