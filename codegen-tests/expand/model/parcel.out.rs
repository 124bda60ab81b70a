#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
struct Parcel {
    #[key]
    id: Uuid,
    label: String,
    #[column(check = "size > 0")]
    size: i32,
    #[version]
    version: i64,
    deleted_at: Option<DateTime<Utc>>,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Parcel_id_type = <Uuid as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Parcel_label_type = <String as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Parcel_size_type = <i32 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Parcel_version_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Parcel_deleted_at_type = ::ordain::__private::diesel::sql_types::Nullable<
    <DateTime<Utc> as ::ordain::model::ColumnType>::Sql,
>;
::ordain::__private::table! {
    #[doc = "The table of [`Parcel`]."] [, pub (in super), pub (in super::super)] mod
    parcels, "parcels", key[id], others[label size version deleted_at]; #[doc = ""] id,
    "id", super::super::__ordain_Parcel_id_type; #[doc = ""] label, "label",
    super::super::__ordain_Parcel_label_type; #[doc = ""] size, "size",
    super::super::__ordain_Parcel_size_type; #[doc = ""] version, "version",
    super::super::__ordain_Parcel_version_type; #[doc = ""] deleted_at, "deleted_at",
    super::super::__ordain_Parcel_deleted_at_type;
}
::ordain::__private::row! {
    Parcel, parcels::SqlType, (Uuid, String, i32, i64, ::core::option::Option < DateTime
    < Utc > >,), { id : 0, label : 1, size : 2, version : 3, deleted_at : 4 }, key[Uuid,
    0usize]
}
#[automatically_derived]
impl<__DB> ::ordain::__private::diesel::deserialize::Queryable<parcels::SqlType, __DB>
for Parcel
where
    __DB: ::ordain::__private::diesel::backend::Backend,
    Self: ::ordain::__private::diesel::deserialize::FromStaticSqlRow<
        parcels::SqlType,
        __DB,
    >,
{
    type Row = Self;
    fn build(row: Self) -> ::ordain::__private::diesel::deserialize::Result<Self> {
        ::core::result::Result::Ok(row)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "Parcel")
            .field("id", &self.id)
            .field("label", &self.label)
            .field("size", &self.size)
            .field("version", &self.version)
            .field("deleted_at", &self.deleted_at)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Parcel {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "Parcel",
            5usize,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "id",
            &self.id,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "label",
            &self.label,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "size",
            &self.size,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "version",
            &self.version,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "deleted_at",
            &self.deleted_at,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::end(state)
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Parcel {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Parcel")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .property(
                "id",
                ::ordain::schema::Property::of::<Uuid>(__schemas).required().read_only(),
            )
            .property(
                "label",
                ::ordain::schema::Property::of::<String>(__schemas).required(),
            )
            .property(
                "size",
                ::ordain::schema::Property::of::<i32>(__schemas).required(),
            )
            .property(
                "version",
                ::ordain::schema::Property::of::<i64>(__schemas).required().read_only(),
            )
            .property(
                "deleted_at",
                ::ordain::schema::Property::of::<
                    ::core::option::Option<DateTime<Utc>>,
                >(__schemas)
                    .required()
                    .read_only(),
            )
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Output for Parcel {
    const HAS_ETAG: ::core::primitive::bool = true;
    fn etag(&self) -> ::core::option::Option<::std::string::String> {
        ::core::option::Option::Some(
            ::ordain::__private::model::etag(
                <i64 as ::ordain::__private::model::VersionType>::number(&self.version),
            ),
        )
    }
}
#[automatically_derived]
impl ::ordain::model::Model for Parcel {
    type Key = Uuid;
    type Table = parcels::table;
    type Itself = Self;
    type Conditions = ();
    const SPEC: &'static ::ordain::model::ModelSpec = &::ordain::model::ModelSpec {
        name: "parcel",
        ident: "Parcel",
        module: ::core::module_path!(),
        table: "parcels",
        renamed_from: ::core::option::Option::None,
        columns: &[
            ::ordain::model::ColumnSpec {
                key: true,
                writer: ::ordain::model::Writer::Key,
                ..::ordain::model::ColumnSpec::plain(
                    "id",
                    <Uuid as ::ordain::model::ColumnType>::KIND,
                    <Uuid as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<Uuid as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<Uuid>,
                )
            },
            ::ordain::model::ColumnSpec {
                ..::ordain::model::ColumnSpec::plain(
                    "label",
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
                check: ::core::option::Option::Some("size > 0"),
                ..::ordain::model::ColumnSpec::plain(
                    "size",
                    <i32 as ::ordain::model::ColumnType>::KIND,
                    <i32 as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<i32 as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<i32>,
                )
            },
            ::ordain::model::ColumnSpec {
                writer: ::ordain::model::Writer::Version,
                ..::ordain::model::ColumnSpec::plain(
                    "version",
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
                nullable: true,
                writer: ::ordain::model::Writer::DeletedAt,
                ..::ordain::model::ColumnSpec::plain(
                    "deleted_at",
                    <DateTime<Utc> as ::ordain::model::ColumnType>::KIND,
                    <DateTime<Utc> as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<DateTime<Utc> as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<DateTime<Utc>>,
                )
            },
        ],
        soft_delete: ::core::option::Option::Some("deleted_at"),
        version: ::core::option::Option::Some("version"),
        indexes: &[
            ::ordain::model::IndexSpec {
                columns: &["size"],
                unique: false,
                condition: ::core::option::Option::Some("size > 1"),
            },
            ::ordain::model::IndexSpec {
                columns: &["label", "size"],
                unique: true,
                condition: ::core::option::Option::None,
            },
        ],
        identity: ::core::option::Option::None,
        docs: "",
    };
    fn key(&self) -> Self::Key {
        ::core::clone::Clone::clone(&self.id)
    }
    fn version(&self) -> ::core::option::Option<::core::primitive::i64> {
        ::core::option::Option::Some(
            <i64 as ::ordain::__private::model::VersionType>::number(&self.version),
        )
    }
    fn key_values(key: Self::Key) -> ::ordain::__private::model::Key {
        ::std::vec![::ordain::__private::model::value(key)]
    }
    fn keys(keys: ::std::vec::Vec<Self::Key>) -> ::ordain::__private::model::Keys {
        ::ordain::__private::model::Keys::Single(::ordain::__private::model::list(keys))
    }
}
::ordain::__private::inventory::submit! {
    ::ordain::__private::model::Registered(< Parcel as ::ordain::model::Model > ::SPEC)
}
///What is given of a new [`Parcel`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
struct ParcelCreate {
    ///The column `label`.
    label: String,
    ///The column `size`.
    size: i32,
}
#[allow(dead_code)]
impl ParcelCreate {}
impl ParcelCreate {
    #[allow(unused_variables)]
    fn __ordain_Parcel_row(
        self,
        now: ::ordain::__private::model::Moment,
    ) -> ::ordain::Result<::ordain::__private::model::NewRow> {
        ::core::result::Result::Ok(
            ::ordain::__private::model::NewRow::new([
                ::core::option::Option::map(
                    <Uuid as ::ordain::__private::model::GeneratedKey>::generate(),
                    ::ordain::__private::model::value,
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(self.label),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(self.size),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        <i64 as ::ordain::__private::model::VersionType>::FIRST,
                    ),
                ),
                ::core::option::Option::None,
            ]),
        )
    }
}
#[allow(dead_code)]
impl Parcel {
    /// Creates a row.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create(
        x: impl ::ordain::db::Executor,
        new: ParcelCreate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, ParcelCreate::__ordain_Parcel_row)
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for ParcelCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for ParcelCreate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "ParcelCreate")
            .field("label", &self.label)
            .field("size", &self.size)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for ParcelCreate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            __found
                .nested(
                    "label",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.label))
                            .visit(__found)
                    },
                );
        }
        {
            __found
                .nested(
                    "size",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.size))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for ParcelCreate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("ParcelCreate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is given of a new `Parcel`.")
            .property("label", ::ordain::schema::Property::of::<String>(__schemas))
            .property("size", ::ordain::schema::Property::of::<i32>(__schemas))
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Parcel {
    /// Creates many rows in few statements, and gives them in no order. Inside of a
    /// transaction they are created together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create_many(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = ParcelCreate>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(
                x,
                new,
                ParcelCreate::__ordain_Parcel_row,
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
            Item = Uuid,
            IntoIter: ::core::marker::Send,
        > + ::core::marker::Send,
        change: ParcelUpdate,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::update_many::<
            Self,
        >(x, keys, ParcelUpdate::__ordain_Parcel_changes(change))
            .await
    }
    ///Marks all rows with these keys as deleted in few statements, and gives their number.
    ///
    /// # Errors
    /// - `conflict` if other rows refer to one of them
    /// - `unavailable` if the database is busy
    async fn delete_many(
        x: impl ::ordain::db::Executor,
        keys: impl ::core::iter::IntoIterator<
            Item = Uuid,
            IntoIter: ::core::marker::Send,
        > + ::core::marker::Send,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::mark_many::<
            Self,
        >(
                x,
                keys,
                ::ordain::__private::model::Changes::of(
                    "deleted_at",
                    ::ordain::__private::model::optional(
                        ::core::option::Option::Some(
                            <DateTime<
                                Utc,
                            > as ::ordain::__private::model::ClockType>::of(
                                ::ordain::__private::model::now(),
                            ),
                        ),
                    ),
                ),
            )
            .await
    }
}
///What is changed of a [`Parcel`]: `None` stays as it is.
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
#[derive(::core::default::Default)]
struct ParcelUpdate {
    ///The column `label`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    label: ::core::option::Option<String>,
    ///The column `size`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    size: ::core::option::Option<i32>,
}
#[allow(dead_code)]
impl ParcelUpdate {
    /// Whether nothing is changed.
    fn is_empty(&self) -> ::core::primitive::bool {
        true && ::core::option::Option::is_none(&self.label)
            && ::core::option::Option::is_none(&self.size)
    }
}
impl ParcelUpdate {
    fn __ordain_Parcel_changes(self) -> ::ordain::__private::model::Changes {
        let mut changes = ::ordain::__private::model::Changes::new();
        changes
            .give(
                "label",
                ::core::option::Option::map(
                    self.label,
                    ::ordain::__private::model::value,
                ),
            );
        changes
            .give(
                "size",
                ::core::option::Option::map(self.size, ::ordain::__private::model::value),
            );
        changes
    }
}
#[allow(dead_code)]
impl Parcel {
    /// Changes the row and gives it as it is now; with nothing to change, as it is.
    ///
    /// # Errors
    /// - `not_found` if the row has gone
    /// - `precondition_failed` if the row was changed since it was read
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn update(
        &self,
        x: impl ::ordain::db::Executor,
        change: ParcelUpdate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::update(
                x,
                self,
                ParcelUpdate::__ordain_Parcel_changes(change),
            )
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for ParcelUpdate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for ParcelUpdate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "ParcelUpdate")
            .field("label", &self.label)
            .field("size", &self.size)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for ParcelUpdate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            __found
                .nested(
                    "label",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.label))
                            .visit(__found)
                    },
                );
        }
        {
            __found
                .nested(
                    "size",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.size))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for ParcelUpdate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("ParcelUpdate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is changed of a `Parcel`: what is left out stays as it is.")
            .property(
                "label",
                ::ordain::schema::Property::of::<String>(__schemas).optional(),
            )
            .property(
                "size",
                ::ordain::schema::Property::of::<i32>(__schemas).optional(),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Parcel {
    ///All rows that are not deleted, as a query to be narrowed.
    #[must_use]
    fn query() -> ::ordain::__private::diesel::dsl::Filter<
        parcels::table,
        ::ordain::__private::diesel::dsl::IsNull<parcels::deleted_at>,
    > {
        ::ordain::__private::diesel::QueryDsl::filter(
            parcels::table,
            ::ordain::__private::diesel::ExpressionMethods::is_null(parcels::deleted_at),
        )
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    fn visible_to<__P>(
        actor: &::ordain::policy::Actor,
    ) -> ::ordain::__private::diesel::dsl::Filter<
        ::ordain::__private::diesel::dsl::Filter<
            parcels::table,
            ::ordain::__private::diesel::dsl::IsNull<parcels::deleted_at>,
        >,
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
    async fn find(x: impl ::ordain::db::Executor, key: Uuid) -> ::ordain::Result<Self> {
        ::ordain::__private::model::find(x, key).await
    }
    /// The row with this key, if there is one.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn find_optional(
        x: impl ::ordain::db::Executor,
        key: Uuid,
    ) -> ::ordain::Result<::core::option::Option<Self>> {
        ::ordain::__private::model::find_optional(x, key).await
    }
    /// Whether there is a row with this key.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn exists(
        x: impl ::ordain::db::Executor,
        key: Uuid,
    ) -> ::ordain::Result<::core::primitive::bool> {
        ::ordain::__private::model::exists::<Self>(x, key).await
    }
    ///Marks the row as deleted.
    ///
    /// # Errors
    /// - `not_found` if it has gone already
    /// - `conflict` if other rows refer to it
    /// - `unavailable` if the database is busy
    async fn delete(&self, x: impl ::ordain::db::Executor) -> ::ordain::Result<()> {
        ::ordain::__private::model::mark(
                x,
                self,
                ::ordain::__private::model::Changes::of(
                    "deleted_at",
                    ::ordain::__private::model::optional(
                        ::core::option::Option::Some(
                            <DateTime<
                                Utc,
                            > as ::ordain::__private::model::ClockType>::of(
                                ::ordain::__private::model::now(),
                            ),
                        ),
                    ),
                ),
            )
            .await
    }
    /// All rows, those that are deleted too, as a query to be narrowed.
    #[must_use]
    fn with_deleted() -> parcels::table {
        parcels::table
    }
    /// Takes the deletion of the row back.
    ///
    /// # Errors
    /// - `not_found` if the row is not deleted
    /// - `conflict` if another row has the value of a unique column by now
    /// - `unavailable` if the database is busy
    async fn restore(&self, x: impl ::ordain::db::Executor) -> ::ordain::Result<Self> {
        ::ordain::__private::model::restore(x, self).await
    }
}
#[automatically_derived]
impl ::ordain::model::Lookup for Parcel {
    const NAME: &'static ::core::primitive::str = "parcel";
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
                            ::ordain::__private::model::parse::<Uuid>("id", value)?,
                        )
                        .await
                }
                _ => {
                    ::core::result::Result::Err(
                        ::ordain::__private::model::by_column("Parcel", column),
                    )
                }
            }
        }
    }
}
