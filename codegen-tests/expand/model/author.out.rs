#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
struct Author {
    #[key]
    id: i64,
    name: String,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Author_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Author_name_type = <String as ::ordain::model::ColumnType>::Sql;
::ordain::__private::table! {
    #[doc = "The table of [`Author`]."] [, pub (in super), pub (in super::super)] mod
    authors, "authors", key[id], others[name]; #[doc = ""] id, "id",
    super::super::__ordain_Author_id_type; #[doc = ""] name, "name",
    super::super::__ordain_Author_name_type;
}
::ordain::__private::row! {
    Author, authors::SqlType, (i64, String,), { id : 0, name : 1 }, key[i64, 0usize]
}
#[automatically_derived]
impl<__DB> ::ordain::__private::diesel::deserialize::Queryable<authors::SqlType, __DB>
for Author
where
    __DB: ::ordain::__private::diesel::backend::Backend,
    Self: ::ordain::__private::diesel::deserialize::FromStaticSqlRow<
        authors::SqlType,
        __DB,
    >,
{
    type Row = Self;
    fn build(row: Self) -> ::ordain::__private::diesel::deserialize::Result<Self> {
        ::core::result::Result::Ok(row)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Author {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "Author")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Author {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "Author",
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
impl ::ordain::JsonSchema for Author {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Author")
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
impl ::ordain::http::Output for Author {}
#[automatically_derived]
impl ::ordain::model::Model for Author {
    type Key = i64;
    type Table = authors::table;
    type Itself = Self;
    type Conditions = ();
    const SPEC: &'static ::ordain::model::ModelSpec = &::ordain::model::ModelSpec {
        name: "author",
        ident: "Author",
        module: ::core::module_path!(),
        table: "authors",
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
    ::ordain::__private::model::Registered(< Author as ::ordain::model::Model > ::SPEC)
}
///What is given of a new [`Author`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
struct AuthorCreate {
    ///The column `name`.
    name: String,
}
#[allow(dead_code)]
impl AuthorCreate {}
impl AuthorCreate {
    #[allow(unused_variables)]
    fn __ordain_Author_row(
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
impl Author {
    /// Creates a row.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create(
        x: impl ::ordain::db::Executor,
        new: AuthorCreate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, AuthorCreate::__ordain_Author_row)
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for AuthorCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for AuthorCreate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "AuthorCreate")
            .field("name", &self.name)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for AuthorCreate {
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
impl ::ordain::JsonSchema for AuthorCreate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("AuthorCreate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is given of a new `Author`.")
            .property("name", ::ordain::schema::Property::of::<String>(__schemas))
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Author {
    /// Creates many rows in few statements, and gives them in no order. Inside of a
    /// transaction they are created together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create_many(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = AuthorCreate>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(
                x,
                new,
                AuthorCreate::__ordain_Author_row,
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
        change: AuthorUpdate,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::update_many::<
            Self,
        >(x, keys, AuthorUpdate::__ordain_Author_changes(change))
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
///What is changed of a [`Author`]: `None` stays as it is.
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
#[derive(::core::default::Default)]
struct AuthorUpdate {
    ///The column `name`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    name: ::core::option::Option<String>,
}
#[allow(dead_code)]
impl AuthorUpdate {
    /// Whether nothing is changed.
    fn is_empty(&self) -> ::core::primitive::bool {
        true && ::core::option::Option::is_none(&self.name)
    }
}
impl AuthorUpdate {
    fn __ordain_Author_changes(self) -> ::ordain::__private::model::Changes {
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
impl Author {
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
        change: AuthorUpdate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::update(
                x,
                self,
                AuthorUpdate::__ordain_Author_changes(change),
            )
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for AuthorUpdate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl ::core::fmt::Debug for AuthorUpdate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "AuthorUpdate")
            .field("name", &self.name)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for AuthorUpdate {
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
impl ::ordain::JsonSchema for AuthorUpdate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("AuthorUpdate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is changed of a `Author`: what is left out stays as it is.")
            .property(
                "name",
                ::ordain::schema::Property::of::<String>(__schemas).optional(),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Author {
    ///All rows, as a query to be narrowed.
    #[must_use]
    fn query() -> authors::table {
        authors::table
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    fn visible_to<__P>(
        actor: &::ordain::policy::Actor,
    ) -> ::ordain::__private::diesel::dsl::Filter<
        authors::table,
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
#[allow(dead_code)]
impl Author {
    ///The posts of this row, in the order of their keys.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn posts(
        &self,
        x: impl ::ordain::db::Executor,
    ) -> ::ordain::Result<::std::vec::Vec<Post>> {
        let rows = ::core::slice::from_ref(self);
        ::ordain::__private::model::children::<
            Self,
            <Post as ::ordain::model::BelongsTo<Self>>::Column,
        >(x, rows)
            .await
            .map(::ordain::__private::model::only)
    }
    ///The posts of each row, in the order of `rows`.
    ///
    ///All of them are loaded by one query.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn load_posts(
        x: impl ::ordain::db::Executor,
        rows: &[Self],
    ) -> ::ordain::Result<::std::vec::Vec<::std::vec::Vec<Post>>> {
        ::ordain::__private::model::children::<
            Self,
            <Post as ::ordain::model::BelongsTo<Self>>::Column,
        >(x, rows)
            .await
    }
    ///A condition for queries: whether the row has posts for which `condition` holds.
    fn has_posts<__E>(
        condition: __E,
    ) -> ::ordain::model::HasChild<
        <Post as ::ordain::model::BelongsTo<Self>>::Column,
        Self,
        __E,
    > {
        ::ordain::__private::model::has_child(condition)
    }
    ///For queries: how many posts the row has, of those for which `condition` holds; with `true`, of all.
    fn count_posts<
        __E: ::ordain::__private::diesel::expression::AsExpression<
                ::ordain::__private::diesel::sql_types::Bool,
            >,
    >(
        condition: __E,
    ) -> ::ordain::model::CountChildren<
        <Post as ::ordain::model::BelongsTo<Self>>::Column,
        Self,
        __E::Expression,
    > {
        ::ordain::__private::model::count_children(
            ::ordain::__private::diesel::expression::AsExpression::as_expression(
                condition,
            ),
        )
    }
    ///The profile of this row, in the order of their keys.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn profile(
        &self,
        x: impl ::ordain::db::Executor,
    ) -> ::ordain::Result<::core::option::Option<Profile>> {
        let rows = ::core::slice::from_ref(self);
        ::ordain::__private::model::child::<
            Self,
            <Profile as ::ordain::model::BelongsTo<Self>>::Column,
        >(x, rows)
            .await
            .map(::ordain::__private::model::only)
    }
    ///The profile of each row, in the order of `rows`.
    ///
    ///All of them are loaded by one query.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn load_profiles(
        x: impl ::ordain::db::Executor,
        rows: &[Self],
    ) -> ::ordain::Result<::std::vec::Vec<::core::option::Option<Profile>>> {
        ::ordain::__private::model::child::<
            Self,
            <Profile as ::ordain::model::BelongsTo<Self>>::Column,
        >(x, rows)
            .await
    }
    ///A condition for queries: whether the row has profile for which `condition` holds.
    fn has_profile<__E>(
        condition: __E,
    ) -> ::ordain::model::HasChild<
        <Profile as ::ordain::model::BelongsTo<Self>>::Column,
        Self,
        __E,
    > {
        ::ordain::__private::model::has_child(condition)
    }
    ///The topics of this row, in the order of their keys.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn topics(
        &self,
        x: impl ::ordain::db::Executor,
    ) -> ::ordain::Result<::std::vec::Vec<Tag>> {
        let rows = ::core::slice::from_ref(self);
        ::ordain::__private::model::linked::<
            Self,
            Tag,
            <AuthorTag as ::ordain::model::BelongsTo<Self>>::Column,
            <AuthorTag as ::ordain::model::BelongsTo<Tag>>::Column,
        >(x, rows)
            .await
            .map(::ordain::__private::model::only)
    }
    ///The topics of each row, in the order of `rows`.
    ///
    ///All of them are loaded by two queries.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn load_topics(
        x: impl ::ordain::db::Executor,
        rows: &[Self],
    ) -> ::ordain::Result<::std::vec::Vec<::std::vec::Vec<Tag>>> {
        ::ordain::__private::model::linked::<
            Self,
            Tag,
            <AuthorTag as ::ordain::model::BelongsTo<Self>>::Column,
            <AuthorTag as ::ordain::model::BelongsTo<Tag>>::Column,
        >(x, rows)
            .await
    }
    ///A condition for queries: whether the row has topics for which `condition` holds.
    fn has_topics<__E>(
        condition: __E,
    ) -> ::ordain::model::HasChild<
        <AuthorTag as ::ordain::model::BelongsTo<Self>>::Column,
        Self,
        ::ordain::model::HasParent<
            <AuthorTag as ::ordain::model::BelongsTo<Tag>>::Column,
            Tag,
            __E,
        >,
    > {
        ::ordain::__private::model::has_child(
            ::ordain::__private::model::has_parent(condition),
        )
    }
    ///For queries: how many topics the row has, of those for which `condition` holds; with `true`, of all.
    fn count_topics<
        __E: ::ordain::__private::diesel::expression::AsExpression<
                ::ordain::__private::diesel::sql_types::Bool,
            >,
    >(
        condition: __E,
    ) -> ::ordain::model::CountChildren<
        <AuthorTag as ::ordain::model::BelongsTo<Self>>::Column,
        Self,
        ::ordain::model::HasParent<
            <AuthorTag as ::ordain::model::BelongsTo<Tag>>::Column,
            Tag,
            __E::Expression,
        >,
    > {
        ::ordain::__private::model::count_children(
            ::ordain::__private::model::has_parent(
                ::ordain::__private::diesel::expression::AsExpression::as_expression(
                    condition,
                ),
            ),
        )
    }
}
#[automatically_derived]
impl ::ordain::model::Lookup for Author {
    const NAME: &'static ::core::primitive::str = "author";
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
                        ::ordain::__private::model::by_column("Author", column),
                    )
                }
            }
        }
    }
}
