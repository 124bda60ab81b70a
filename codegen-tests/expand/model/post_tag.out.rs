#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: i64,
    #[key]
    #[belongs_to(Tag)]
    tag_code: String,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_PostTag_post_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_PostTag_tag_code_type = <String as ::ordain::model::ColumnType>::Sql;
::ordain::__private::table! {
    #[doc = "The table of [`PostTag`]."] [, pub (in super), pub (in super::super)] mod
    post_tags, "post_tags", key[post_id tag_code], others[]; #[doc = ""] post_id,
    "post_id", super::super::__ordain_PostTag_post_id_type; #[doc = ""] tag_code,
    "tag_code", super::super::__ordain_PostTag_tag_code_type;
}
::ordain::__private::row! {
    PostTag, post_tags::SqlType, (i64, String,), { post_id : 0, tag_code : 1 }, key[i64,
    0usize, String, 1usize]
}
#[automatically_derived]
impl<__DB> ::ordain::__private::diesel::deserialize::Queryable<post_tags::SqlType, __DB>
for PostTag
where
    __DB: ::ordain::__private::diesel::backend::Backend,
    Self: ::ordain::__private::diesel::deserialize::FromStaticSqlRow<
        post_tags::SqlType,
        __DB,
    >,
{
    type Row = Self;
    fn build(row: Self) -> ::ordain::__private::diesel::deserialize::Result<Self> {
        ::core::result::Result::Ok(row)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for PostTag {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PostTag")
            .field("post_id", &self.post_id)
            .field("tag_code", &self.tag_code)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for PostTag {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "PostTag",
            2usize,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "post_id",
            &self.post_id,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "tag_code",
            &self.tag_code,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::end(state)
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for PostTag {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("PostTag")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .property(
                "post_id",
                ::ordain::schema::Property::of::<i64>(__schemas).required().read_only(),
            )
            .property(
                "tag_code",
                ::ordain::schema::Property::of::<String>(__schemas)
                    .required()
                    .read_only(),
            )
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Output for PostTag {}
#[automatically_derived]
impl ::ordain::model::Model for PostTag {
    type Key = (i64, String);
    type Table = post_tags::table;
    type Itself = Self;
    type Conditions = ();
    const SPEC: &'static ::ordain::model::ModelSpec = &::ordain::model::ModelSpec {
        name: "post_tag",
        ident: "PostTag",
        module: ::core::module_path!(),
        table: "post_tags",
        renamed_from: ::core::option::Option::None,
        columns: &[
            ::ordain::model::ColumnSpec {
                key: true,
                writer: ::ordain::model::Writer::Server,
                references: ::core::option::Option::Some(::ordain::model::Reference {
                    target: || <Post as ::ordain::model::Model>::SPEC,
                    on_delete: ::ordain::model::OnDelete::Restrict,
                }),
                ..::ordain::model::ColumnSpec::plain(
                    "post_id",
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
                key: true,
                writer: ::ordain::model::Writer::Server,
                references: ::core::option::Option::Some(::ordain::model::Reference {
                    target: || <Tag as ::ordain::model::Model>::SPEC,
                    on_delete: ::ordain::model::OnDelete::Restrict,
                }),
                ..::ordain::model::ColumnSpec::plain(
                    "tag_code",
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
        (
            ::core::clone::Clone::clone(&self.post_id),
            ::core::clone::Clone::clone(&self.tag_code),
        )
    }
    fn key_values(key: Self::Key) -> ::ordain::__private::model::Key {
        ::std::vec![
            ::ordain::__private::model::value(key.0),
            ::ordain::__private::model::value(key.1)
        ]
    }
    fn keys(keys: ::std::vec::Vec<Self::Key>) -> ::ordain::__private::model::Keys {
        ::ordain::__private::model::Keys::composite(keys, Self::key_values)
    }
}
::ordain::__private::inventory::submit! {
    ::ordain::__private::model::Registered(< PostTag as ::ordain::model::Model > ::SPEC)
}
const _: () = ::ordain::__private::model::check_reference::<
    i64,
    <Post as ::ordain::model::Model>::Key,
>();
const _: () = ::ordain::__private::model::check_reference::<
    String,
    <Tag as ::ordain::model::Model>::Key,
>();
///What is given of a new [`PostTag`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
struct PostTagCreate<
    PostIdState = ::ordain::model::Missing,
    TagCodeState = ::ordain::model::Missing,
> {
    ///The column `post_id`.
    #[serde(skip)]
    post_id: PostIdState,
    ///The column `tag_code`.
    #[serde(skip)]
    tag_code: TagCodeState,
}
#[allow(dead_code)]
impl<PostIdState, TagCodeState> PostTagCreate<PostIdState, TagCodeState> {
    ///Gives `post_id`, which no client does.
    #[must_use]
    fn post_id(
        self,
        value: i64,
    ) -> PostTagCreate<::ordain::model::Set<i64>, TagCodeState> {
        PostTagCreate {
            post_id: ::ordain::model::Set(value),
            tag_code: self.tag_code,
        }
    }
    ///Gives `tag_code`, which no client does.
    #[must_use]
    fn tag_code(
        self,
        value: String,
    ) -> PostTagCreate<PostIdState, ::ordain::model::Set<String>> {
        PostTagCreate {
            tag_code: ::ordain::model::Set(value),
            post_id: self.post_id,
        }
    }
}
impl<
    PostIdState: ::ordain::model::Given<post_tags::post_id, i64>,
    TagCodeState: ::ordain::model::Given<post_tags::tag_code, String>,
> PostTagCreate<PostIdState, TagCodeState> {
    #[allow(unused_variables)]
    fn __ordain_PostTag_row(
        self,
        now: ::ordain::__private::model::Moment,
    ) -> ::ordain::Result<::ordain::__private::model::NewRow> {
        ::core::result::Result::Ok(
            ::ordain::__private::model::NewRow::new([
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        <_ as ::ordain::model::Given<
                            post_tags::post_id,
                            i64,
                        >>::given(self.post_id),
                    ),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        <_ as ::ordain::model::Given<
                            post_tags::tag_code,
                            String,
                        >>::given(self.tag_code),
                    ),
                ),
            ]),
        )
    }
}
#[allow(dead_code)]
impl PostTag {
    /// Creates a row.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create<
        PostIdState: ::ordain::model::Given<post_tags::post_id, i64>,
        TagCodeState: ::ordain::model::Given<post_tags::tag_code, String>,
    >(
        x: impl ::ordain::db::Executor,
        new: PostTagCreate<PostIdState, TagCodeState>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, PostTagCreate::__ordain_PostTag_row)
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for PostTagCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
impl<
    PostIdState: ::core::fmt::Debug,
    TagCodeState: ::core::fmt::Debug,
> ::core::fmt::Debug for PostTagCreate<PostIdState, TagCodeState> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PostTagCreate")
            .field("post_id", &self.post_id)
            .field("tag_code", &self.tag_code)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for PostTagCreate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for PostTagCreate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("PostTagCreate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is given of a new `PostTag`.")
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl PostTag {
    /// Creates many rows in few statements, and gives them in no order. Inside of a
    /// transaction they are created together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn create_many<
        PostIdState: ::ordain::model::Given<post_tags::post_id, i64>,
        TagCodeState: ::ordain::model::Given<post_tags::tag_code, String>,
    >(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<
            Item = PostTagCreate<PostIdState, TagCodeState>,
        >,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(
                x,
                new,
                PostTagCreate::__ordain_PostTag_row,
            )
            .await
    }
    /// Creates a row, or changes the one with the same key to what is given.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn upsert<
        PostIdState: ::ordain::model::Given<post_tags::post_id, i64>,
        TagCodeState: ::ordain::model::Given<post_tags::tag_code, String>,
    >(
        x: impl ::ordain::db::Executor,
        new: PostTagCreate<PostIdState, TagCodeState>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::put(x, new, PostTagCreate::__ordain_PostTag_row)
            .await
    }
    /// Creates rows, or changes those with the same keys to what is given, in few statements.
    ///
    /// No two of them may have the same key: PostgreSQL refuses that, on others the last one counts. They
    /// are given in no order; inside of a transaction they are written together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    async fn upsert_many<
        PostIdState: ::ordain::model::Given<post_tags::post_id, i64>,
        TagCodeState: ::ordain::model::Given<post_tags::tag_code, String>,
    >(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<
            Item = PostTagCreate<PostIdState, TagCodeState>,
        >,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::put_many(x, new, PostTagCreate::__ordain_PostTag_row)
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
            Item = (i64, String),
            IntoIter: ::core::marker::Send,
        > + ::core::marker::Send,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::delete_many::<Self>(x, keys).await
    }
}
#[allow(dead_code)]
impl PostTag {
    ///All rows, as a query to be narrowed.
    #[must_use]
    fn query() -> post_tags::table {
        post_tags::table
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    fn visible_to<__P>(
        actor: &::ordain::policy::Actor,
    ) -> ::ordain::__private::diesel::dsl::Filter<
        post_tags::table,
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
    async fn find(
        x: impl ::ordain::db::Executor,
        key: (i64, String),
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::find(x, key).await
    }
    /// The row with this key, if there is one.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn find_optional(
        x: impl ::ordain::db::Executor,
        key: (i64, String),
    ) -> ::ordain::Result<::core::option::Option<Self>> {
        ::ordain::__private::model::find_optional(x, key).await
    }
    /// Whether there is a row with this key.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    async fn exists(
        x: impl ::ordain::db::Executor,
        key: (i64, String),
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
impl PostTag {
    ///The row that `post_id` refers to.
    ///
    /// # Errors
    /// - `not_found` if it has gone
    /// - `unavailable` if the database is busy
    async fn post(&self, x: impl ::ordain::db::Executor) -> ::ordain::Result<Post> {
        let key = ::core::clone::Clone::clone(&self.post_id);
        ::ordain::__private::model::parent::<
            <Post as ::ordain::model::Model>::Itself,
        >(x, key)
            .await
    }
    ///The row that the `post_id` of each row refers to, in the order of `rows`.
    ///
    /// All of them are loaded by one query.
    ///
    /// # Errors
    /// - `not_found` if one has gone
    /// - `unavailable` if the database is busy
    async fn load_posts(
        x: impl ::ordain::db::Executor,
        rows: &[Self],
    ) -> ::ordain::Result<::std::vec::Vec<Post>> {
        let keys = ::core::iter::Iterator::map(
            rows.iter(),
            |row| ::core::clone::Clone::clone(&row.post_id),
        );
        let keys = ::core::iter::Iterator::collect(keys);
        ::ordain::__private::model::parents::<
            <Post as ::ordain::model::Model>::Itself,
        >(x, keys)
            .await
    }
    ///For queries: whether the row refers to a row by `post_id` for which `condition` holds.
    fn has_post<__E>(
        condition: __E,
    ) -> ::ordain::model::HasParent<post_tags::post_id, Post, __E> {
        ::ordain::__private::model::has_parent(condition)
    }
}
impl ::ordain::__private::diesel::query_source::TableNotEqual<
    <Post as ::ordain::model::Model>::Table,
> for post_tags::table
where
    for<'__any> Post: ::ordain::model::Model,
{}
impl ::ordain::__private::diesel::query_source::TableNotEqual<post_tags::table>
for <Post as ::ordain::model::Model>::Table
where
    for<'__any> Post: ::ordain::model::Model,
{}
impl ::ordain::__private::diesel::JoinTo<<Post as ::ordain::model::Model>::Table>
for post_tags::table {
    type FromClause = <Post as ::ordain::model::Model>::Table;
    type OnClause = ::ordain::__private::model::JoinedOn<
        post_tags::post_id,
        <Post as ::ordain::model::Model>::Table,
    >;
    fn join_target(
        rhs: <Post as ::ordain::model::Model>::Table,
    ) -> (Self::FromClause, Self::OnClause) {
        let key = ::ordain::__private::diesel::Table::primary_key(&rhs);
        let key = ::ordain::__private::diesel::NullableExpressionMethods::nullable(key);
        let column = ::ordain::__private::diesel::NullableExpressionMethods::nullable(
            post_tags::post_id,
        );
        (rhs, ::ordain::__private::diesel::ExpressionMethods::eq(column, key))
    }
}
impl ::ordain::__private::diesel::JoinTo<post_tags::table>
for <Post as ::ordain::model::Model>::Table {
    type FromClause = post_tags::table;
    type OnClause = ::ordain::__private::model::JoinedOn<
        post_tags::post_id,
        <Post as ::ordain::model::Model>::Table,
    >;
    fn join_target(rhs: post_tags::table) -> (Self::FromClause, Self::OnClause) {
        let parent = ::core::default::Default::default();
        (
            rhs,
            <post_tags::table as ::ordain::__private::diesel::JoinTo<
                <Post as ::ordain::model::Model>::Table,
            >>::join_target(parent)
                .1,
        )
    }
}
#[allow(dead_code)]
impl PostTag {
    ///The row that `tag_code` refers to.
    ///
    /// # Errors
    /// - `not_found` if it has gone
    /// - `unavailable` if the database is busy
    async fn tag_code(&self, x: impl ::ordain::db::Executor) -> ::ordain::Result<Tag> {
        let key = ::core::clone::Clone::clone(&self.tag_code);
        ::ordain::__private::model::parent::<
            <Tag as ::ordain::model::Model>::Itself,
        >(x, key)
            .await
    }
    ///The row that the `tag_code` of each row refers to, in the order of `rows`.
    ///
    /// All of them are loaded by one query.
    ///
    /// # Errors
    /// - `not_found` if one has gone
    /// - `unavailable` if the database is busy
    async fn load_tag_codes(
        x: impl ::ordain::db::Executor,
        rows: &[Self],
    ) -> ::ordain::Result<::std::vec::Vec<Tag>> {
        let keys = ::core::iter::Iterator::map(
            rows.iter(),
            |row| ::core::clone::Clone::clone(&row.tag_code),
        );
        let keys = ::core::iter::Iterator::collect(keys);
        ::ordain::__private::model::parents::<
            <Tag as ::ordain::model::Model>::Itself,
        >(x, keys)
            .await
    }
    ///For queries: whether the row refers to a row by `tag_code` for which `condition` holds.
    fn has_tag_code<__E>(
        condition: __E,
    ) -> ::ordain::model::HasParent<post_tags::tag_code, Tag, __E> {
        ::ordain::__private::model::has_parent(condition)
    }
}
impl ::ordain::__private::diesel::query_source::TableNotEqual<
    <Tag as ::ordain::model::Model>::Table,
> for post_tags::table
where
    for<'__any> Tag: ::ordain::model::Model,
{}
impl ::ordain::__private::diesel::query_source::TableNotEqual<post_tags::table>
for <Tag as ::ordain::model::Model>::Table
where
    for<'__any> Tag: ::ordain::model::Model,
{}
impl ::ordain::__private::diesel::JoinTo<<Tag as ::ordain::model::Model>::Table>
for post_tags::table {
    type FromClause = <Tag as ::ordain::model::Model>::Table;
    type OnClause = ::ordain::__private::model::JoinedOn<
        post_tags::tag_code,
        <Tag as ::ordain::model::Model>::Table,
    >;
    fn join_target(
        rhs: <Tag as ::ordain::model::Model>::Table,
    ) -> (Self::FromClause, Self::OnClause) {
        let key = ::ordain::__private::diesel::Table::primary_key(&rhs);
        let key = ::ordain::__private::diesel::NullableExpressionMethods::nullable(key);
        let column = ::ordain::__private::diesel::NullableExpressionMethods::nullable(
            post_tags::tag_code,
        );
        (rhs, ::ordain::__private::diesel::ExpressionMethods::eq(column, key))
    }
}
impl ::ordain::__private::diesel::JoinTo<post_tags::table>
for <Tag as ::ordain::model::Model>::Table {
    type FromClause = post_tags::table;
    type OnClause = ::ordain::__private::model::JoinedOn<
        post_tags::tag_code,
        <Tag as ::ordain::model::Model>::Table,
    >;
    fn join_target(rhs: post_tags::table) -> (Self::FromClause, Self::OnClause) {
        let parent = ::core::default::Default::default();
        (
            rhs,
            <post_tags::table as ::ordain::__private::diesel::JoinTo<
                <Tag as ::ordain::model::Model>::Table,
            >>::join_target(parent)
                .1,
        )
    }
}
#[automatically_derived]
impl ::ordain::model::References<Post> for post_tags::post_id {
    type Child = PostTag;
    type Key = i64;
    fn keys(
        keys: ::std::vec::Vec<Self::Key>,
    ) -> ::std::boxed::Box<dyn ::ordain::__private::model::Value> {
        ::ordain::__private::model::list(keys)
    }
    fn parent_key(child: &PostTag) -> ::core::option::Option<Self::Key> {
        ::core::option::Option::Some(::core::clone::Clone::clone(&child.post_id))
    }
}
#[automatically_derived]
impl ::ordain::model::BelongsTo<Post> for PostTag {
    type Column = post_tags::post_id;
}
#[automatically_derived]
impl ::ordain::model::References<Tag> for post_tags::tag_code {
    type Child = PostTag;
    type Key = String;
    fn keys(
        keys: ::std::vec::Vec<Self::Key>,
    ) -> ::std::boxed::Box<dyn ::ordain::__private::model::Value> {
        ::ordain::__private::model::list(keys)
    }
    fn parent_key(child: &PostTag) -> ::core::option::Option<Self::Key> {
        ::core::option::Option::Some(::core::clone::Clone::clone(&child.tag_code))
    }
}
#[automatically_derived]
impl ::ordain::model::BelongsTo<Tag> for PostTag {
    type Column = post_tags::tag_code;
}
#[automatically_derived]
impl ::ordain::model::Lookup for PostTag {
    const NAME: &'static ::core::primitive::str = "post_tag";
    const COLUMNS: &'static [&'static ::core::primitive::str] = &[];
    fn lookup(
        db: &::ordain::db::Db,
        column: &'static ::core::primitive::str,
        value: &::core::primitive::str,
    ) -> impl ::core::future::Future<
        Output = ::ordain::Result<::core::option::Option<Self>>,
    > + ::core::marker::Send {
        async move {
            match column {
                _ => {
                    ::core::result::Result::Err(
                        ::ordain::__private::model::by_column("PostTag", column),
                    )
                }
            }
        }
    }
}
