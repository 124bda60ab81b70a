#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
struct Stamp {
    #[key]
    id: i64,
    #[column(filter, sort)]
    name: String,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Stamp_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Stamp_name_type = <String as ::ordain::model::ColumnType>::Sql;
::ordain::__private::table! {
    #[doc = "The table of [`Stamp`]."] [, pub (in super), pub (in super::super)] mod
    stamps, "stamps", key[id], others[name]; #[doc = ""] id, "id",
    super::super::__ordain_Stamp_id_type; #[doc = ""] name, "name",
    super::super::__ordain_Stamp_name_type;
}
::ordain::__private::row! {
    Stamp, stamps::SqlType, (i64, String,), { id : 0, name : 1 }, key[i64, 0usize]
}
#[automatically_derived]
impl<__DB> ::ordain::__private::diesel::deserialize::Queryable<stamps::SqlType, __DB>
for Stamp
where
    __DB: ::ordain::__private::diesel::backend::Backend,
    Self: ::ordain::__private::diesel::deserialize::FromStaticSqlRow<
        stamps::SqlType,
        __DB,
    >,
{
    type Row = Self;
    fn build(row: Self) -> ::ordain::__private::diesel::deserialize::Result<Self> {
        ::core::result::Result::Ok(row)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Stamp {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "Stamp")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Stamp {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "Stamp",
            2usize,
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
        ::ordain::__private::serde::ser::SerializeStruct::end(state)
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Stamp {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Stamp")
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
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Output for Stamp {}
#[automatically_derived]
impl ::ordain::model::Model for Stamp {
    type Key = i64;
    type Table = stamps::table;
    type Itself = Self;
    type Conditions = (::ordain::model::On<String>, ());
    const SPEC: &'static ::ordain::model::ModelSpec = &::ordain::model::ModelSpec {
        name: "stamp",
        ident: "Stamp",
        module: ::core::module_path!(),
        table: "stamps",
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
                filter: true,
                sort: true,
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
    ::ordain::__private::model::Registered(< Stamp as ::ordain::model::Model > ::SPEC)
}
///What is given of a new [`Stamp`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
struct StampCreate {
    ///The column `name`.
    name: String,
}
#[allow(dead_code)]
impl StampCreate {}
impl StampCreate {
    #[allow(unused_variables)]
    fn __ordain_Stamp_row(
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
            ]),
        )
    }
}
#[allow(dead_code)]
impl Stamp {
    /// Creates a row.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create(
        x: impl ::ordain::db::Executor,
        new: StampCreate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, StampCreate::__ordain_Stamp_row).await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for StampCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for StampCreate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "StampCreate")
            .field("name", &self.name)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for StampCreate {
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
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for StampCreate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("StampCreate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is given of a new `Stamp`.")
            .property("name", ::ordain::schema::Property::of::<String>(__schemas))
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Stamp {
    /// Creates many rows in few statements, and gives them in no order. Inside of a
    /// transaction they are created together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create_many(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = StampCreate>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(x, new, StampCreate::__ordain_Stamp_row)
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
        change: StampUpdate,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::update_many::<
            Self,
        >(x, keys, StampUpdate::__ordain_Stamp_changes(change))
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
///What is changed of a [`Stamp`]: `None` stays as it is.
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
#[derive(::core::default::Default)]
struct StampUpdate {
    ///The column `name`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    name: ::core::option::Option<String>,
}
#[allow(dead_code)]
impl StampUpdate {
    /// Whether nothing is changed.
    fn is_empty(&self) -> ::core::primitive::bool {
        true && ::core::option::Option::is_none(&self.name)
    }
}
impl StampUpdate {
    fn __ordain_Stamp_changes(self) -> ::ordain::__private::model::Changes {
        let mut changes = ::ordain::__private::model::Changes::new();
        changes
            .give(
                "name",
                ::core::option::Option::map(self.name, ::ordain::__private::model::value),
            );
        changes
    }
}
#[allow(dead_code)]
impl Stamp {
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
        change: StampUpdate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::update(
                x,
                self,
                StampUpdate::__ordain_Stamp_changes(change),
            )
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for StampUpdate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for StampUpdate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "StampUpdate")
            .field("name", &self.name)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for StampUpdate {
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
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for StampUpdate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("StampUpdate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is changed of a `Stamp`: what is left out stays as it is.")
            .property(
                "name",
                ::ordain::schema::Property::of::<String>(__schemas).optional(),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Stamp {
    ///All rows, as a query to be narrowed.
    #[must_use]
    fn query() -> stamps::table {
        stamps::table
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    fn visible_to<__P>(
        actor: &::ordain::policy::Actor,
    ) -> ::ordain::__private::diesel::dsl::Filter<
        stamps::table,
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
impl ::ordain::model::Lookup for Stamp {
    const NAME: &'static ::core::primitive::str = "stamp";
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
                        ::ordain::__private::model::by_column("Stamp", column),
                    )
                }
            }
        }
    }
}
#[automatically_derived]
impl ::ordain::model::Filterable for Stamp {}
#[automatically_derived]
impl ::ordain::model::Sortable for Stamp {
    type Slots = (::ordain::model::Slot<i64>, (::ordain::model::Slot<String>, ()));
    fn sort_text(
        &self,
        at: ::core::primitive::usize,
    ) -> ::core::option::Option<::std::string::String> {
        match at {
            0usize => ::ordain::__private::model::sort_text(&self.id),
            1usize => ::ordain::__private::model::sort_text(&self.name),
            _ => ::core::option::Option::None,
        }
    }
}
///List stamps.
#[::ordain::route(get, "/stamps", policy = public, crate = ::ordain)]
async fn list_stamps(
    __filter: ::ordain::model::Filter<Stamp>,
    __sort: ::ordain::model::Sort<Stamp>,
    __page: ::ordain::model::Paging,
    __db: ::ordain::db::Db,
) -> ::ordain::Result<::ordain::model::Page<Stamp>> {
    ::ordain::db::RunQuery::page(
            ::ordain::__private::diesel::QueryDsl::order(
                ::ordain::__private::diesel::QueryDsl::filter(Stamp::query(), __filter),
                __sort,
            ),
            __page,
            &__db,
        )
        .await
}
///Show one stamp.
#[::ordain::route(get, "/stamps/{id}", policy = public, crate = ::ordain)]
async fn show_stamp(__row: ::ordain::http::Found<Stamp>) -> ::ordain::Result<Stamp> {
    ::core::result::Result::Ok(__row.into_inner())
}
///Create a new stamp.
#[::ordain::route(post, "/stamps", policy = Right::Curate, crate = ::ordain)]
async fn create_stamp(
    __new: StampCreate,
    __db: ::ordain::db::Db,
) -> ::ordain::Result<::ordain::http::Created<Stamp>> {
    let row = Stamp::create(&__db, __new).await?;
    ::core::result::Result::Ok(
        ::ordain::http::Created::at(
            ::ordain::__private::http::url("/stamps/{id}", &[&row.id]),
            row,
        ),
    )
}
///Change a stamp.
#[::ordain::route(patch, "/stamps/{id}", policy = own_stamp, crate = ::ordain)]
async fn update_stamp(
    __row: ::ordain::http::Authorized<Stamp>,
    __change: StampUpdate,
    __db: ::ordain::db::Db,
) -> ::ordain::Result<Stamp> {
    __row.update(&__db, __change).await
}
///Delete a stamp.
#[::ordain::route(delete, "/stamps/{id}", policy = Right::Curate, crate = ::ordain)]
async fn delete_stamp(
    __row: ::ordain::http::Found<Stamp>,
    __db: ::ordain::db::Db,
) -> ::ordain::Result<()> {
    __row.delete(&__db).await
}
