#[derive(::core::clone::Clone, ::ordain::__private::Fields)]
/// An article.
pub struct Post {
    #[key]
    pub id: i64,
    #[belongs_to(User)]
    pub author_id: i64,
    /// Its name in addresses.
    #[unique]
    #[validate(length(min = 1, max = 80))]
    pub slug: String,
    #[column(default = false, renamed_from = public)]
    pub published: bool,
    #[secret]
    pub token: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_author_id_type = <i64 as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_slug_type = <String as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_published_type = <bool as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_token_type = ::ordain::__private::diesel::sql_types::Nullable<
    <String as ::ordain::model::ColumnType>::Sql,
>;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_created_at_type = <DateTime<Utc> as ::ordain::model::ColumnType>::Sql;
#[doc(hidden)]
#[allow(non_camel_case_types)]
type __ordain_Post_updated_at_type = <DateTime<Utc> as ::ordain::model::ColumnType>::Sql;
::ordain::__private::table! {
    #[doc = "The table of [`Post`]."] [pub, pub, pub] mod posts, "posts", key[id],
    others[author_id slug published token created_at updated_at]; #[doc = ""] id, "id",
    super::super::__ordain_Post_id_type; #[doc = ""] author_id, "author_id",
    super::super::__ordain_Post_author_id_type; #[doc = "Its name in addresses."] slug,
    "slug", super::super::__ordain_Post_slug_type; #[doc = ""] published, "published",
    super::super::__ordain_Post_published_type; #[doc = ""] token, "token",
    super::super::__ordain_Post_token_type; #[doc = ""] created_at, "created_at",
    super::super::__ordain_Post_created_at_type; #[doc = ""] updated_at, "updated_at",
    super::super::__ordain_Post_updated_at_type;
}
::ordain::__private::row! {
    Post, posts::SqlType, (i64, i64, String, bool, ::core::option::Option < String >,
    DateTime < Utc >, DateTime < Utc >,), { id : 0, author_id : 1, slug : 2, published :
    3, token : 4, created_at : 5, updated_at : 6 }, key[i64, 0usize]
}
#[automatically_derived]
impl<__DB> ::ordain::__private::diesel::deserialize::Queryable<posts::SqlType, __DB>
for Post
where
    __DB: ::ordain::__private::diesel::backend::Backend,
    Self: ::ordain::__private::diesel::deserialize::FromStaticSqlRow<
        posts::SqlType,
        __DB,
    >,
{
    type Row = Self;
    fn build(row: Self) -> ::ordain::__private::diesel::deserialize::Result<Self> {
        ::core::result::Result::Ok(row)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Post {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "Post")
            .field("id", &self.id)
            .field("author_id", &self.author_id)
            .field("slug", &self.slug)
            .field("published", &self.published)
            .field("token", &::core::format_args!("<secret>"))
            .field("created_at", &self.created_at)
            .field("updated_at", &self.updated_at)
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::__private::serde::Serialize for Post {
    fn serialize<__S: ::ordain::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut state = ::ordain::__private::serde::Serializer::serialize_struct(
            serializer,
            "Post",
            6usize,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "id",
            &self.id,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "author_id",
            &self.author_id,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "slug",
            &self.slug,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "published",
            &self.published,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "created_at",
            &self.created_at,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::serialize_field(
            &mut state,
            "updated_at",
            &self.updated_at,
        )?;
        ::ordain::__private::serde::ser::SerializeStruct::end(state)
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for Post {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("Post")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("An article.")
            .property(
                "id",
                ::ordain::schema::Property::of::<i64>(__schemas).required().read_only(),
            )
            .property(
                "author_id",
                ::ordain::schema::Property::of::<i64>(__schemas).required().read_only(),
            )
            .property(
                "slug",
                ::ordain::schema::Property::of::<String>(__schemas)
                    .min_length(1)
                    .max_length(80)
                    .required()
                    .describe("Its name in addresses."),
            )
            .property(
                "published",
                ::ordain::schema::Property::of::<bool>(__schemas).required(),
            )
            .property(
                "created_at",
                ::ordain::schema::Property::of::<DateTime<Utc>>(__schemas)
                    .required()
                    .read_only(),
            )
            .property(
                "updated_at",
                ::ordain::schema::Property::of::<DateTime<Utc>>(__schemas)
                    .required()
                    .read_only(),
            )
            .into_schema()
    }
}
#[automatically_derived]
impl ::ordain::http::Output for Post {}
#[automatically_derived]
impl ::ordain::model::Model for Post {
    type Key = i64;
    type Table = posts::table;
    type Itself = Self;
    type Conditions = ();
    const SPEC: &'static ::ordain::model::ModelSpec = &::ordain::model::ModelSpec {
        name: "post",
        ident: "Post",
        module: ::core::module_path!(),
        table: "posts",
        renamed_from: ::core::option::Option::Some("articles"),
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
                writer: ::ordain::model::Writer::Server,
                references: ::core::option::Option::Some(::ordain::model::Reference {
                    target: || <User as ::ordain::model::Model>::SPEC,
                    on_delete: ::ordain::model::OnDelete::Restrict,
                }),
                ..::ordain::model::ColumnSpec::plain(
                    "author_id",
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
                docs: "Its name in addresses.",
                index: ::ordain::model::Index::Unique,
                bounds: ::ordain::model::Bounds {
                    min_length: ::core::option::Option::Some(1u64),
                    max_length: ::core::option::Option::Some(80u64),
                    ..::ordain::model::Bounds::NONE
                },
                ..::ordain::model::ColumnSpec::plain(
                    "slug",
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
                renamed_from: ::core::option::Option::Some("public"),
                default: ::core::option::Option::Some(
                    ::ordain::model::DefaultValue::Bool(false),
                ),
                ..::ordain::model::ColumnSpec::plain(
                    "published",
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
            ::ordain::model::ColumnSpec {
                nullable: true,
                writer: ::ordain::model::Writer::Server,
                reader: ::ordain::model::Reader::Nobody,
                ..::ordain::model::ColumnSpec::plain(
                    "token",
                    <String as ::ordain::model::ColumnType>::KIND,
                    <String as ::ordain::model::ColumnType>::TEXTS,
                    |text| {
                        ::core::option::Option::is_some(
                            &<String as ::ordain::model::ColumnType>::parse(text),
                        )
                    },
                    ::ordain::schema::inlined::<::std::string::String>,
                )
            },
            ::ordain::model::ColumnSpec {
                writer: ::ordain::model::Writer::CreatedAt,
                ..::ordain::model::ColumnSpec::plain(
                    "created_at",
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
            ::ordain::model::ColumnSpec {
                writer: ::ordain::model::Writer::UpdatedAt,
                ..::ordain::model::ColumnSpec::plain(
                    "updated_at",
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
        soft_delete: ::core::option::Option::None,
        version: ::core::option::Option::None,
        indexes: &[],
        identity: ::core::option::Option::None,
        docs: "An article.",
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
    ::ordain::__private::model::Registered(< Post as ::ordain::model::Model > ::SPEC)
}
const _: () = ::ordain::__private::model::check_reference::<
    i64,
    <User as ::ordain::model::Model>::Key,
>();
const _: () = ::ordain::__private::model::check_default(
    <bool as ::ordain::model::ColumnType>::KIND,
    &::ordain::model::DefaultValue::Bool(false),
);
///What is given of a new [`Post`].
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
pub struct PostCreate<AuthorIdState = ::ordain::model::Missing> {
    ///Its name in addresses.
    pub slug: String,
    ///The column `published`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    pub published: ::core::option::Option<bool>,
    ///The column `author_id`.
    #[serde(skip)]
    pub author_id: AuthorIdState,
    ///The column `token`.
    #[serde(skip)]
    pub token: ::core::option::Option<String>,
}
#[allow(dead_code)]
impl<AuthorIdState> PostCreate<AuthorIdState> {
    ///Gives `author_id`, which no client does.
    #[must_use]
    pub fn author_id(self, value: i64) -> PostCreate<::ordain::model::Set<i64>> {
        PostCreate {
            author_id: ::ordain::model::Set(value),
            slug: self.slug,
            published: self.published,
            token: self.token,
        }
    }
    ///Gives `token`, which no client does.
    #[must_use]
    pub fn token(mut self, value: ::core::option::Option<String>) -> Self {
        self.token = value;
        self
    }
}
impl<
    AuthorIdState: ::ordain::model::Given<posts::author_id, i64>,
> PostCreate<AuthorIdState> {
    #[allow(unused_variables)]
    fn __ordain_Post_row(
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
                    ::ordain::__private::model::value(
                        <_ as ::ordain::model::Given<
                            posts::author_id,
                            i64,
                        >>::given(self.author_id),
                    ),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(self.slug),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        match self.published {
                            ::core::option::Option::Some(value) => value,
                            ::core::option::Option::None => {
                                ::ordain::__private::model::default_value::<bool>("false")?
                            }
                        },
                    ),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::optional(self.token),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        <DateTime<Utc> as ::ordain::__private::model::ClockType>::of(now),
                    ),
                ),
                ::core::option::Option::Some(
                    ::ordain::__private::model::value(
                        <DateTime<Utc> as ::ordain::__private::model::ClockType>::of(now),
                    ),
                ),
            ]),
        )
    }
}
#[allow(dead_code)]
impl Post {
    /// Creates a row.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn create<AuthorIdState: ::ordain::model::Given<posts::author_id, i64>>(
        x: impl ::ordain::db::Executor,
        new: PostCreate<AuthorIdState>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::create(x, new, PostCreate::__ordain_Post_row).await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for PostCreate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &["slug"];
}
#[automatically_derived]
impl<AuthorIdState: ::core::fmt::Debug> ::core::fmt::Debug
for PostCreate<AuthorIdState> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PostCreate")
            .field("slug", &self.slug)
            .field("published", &self.published)
            .field("author_id", &self.author_id)
            .field("token", &::core::format_args!("<secret>"))
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for PostCreate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            let __value = (&&&::ordain::__private::validate::Look(&self.slug)).present();
            __found
                .check(
                    "slug",
                    ::ordain::__private::validate::length(
                        __value,
                        (&&::ordain::__private::validate::Counted(__value)).unit(),
                        ::ordain::__private::validate::Length {
                            min: ::core::option::Option::Some(1),
                            max: ::core::option::Option::Some(80),
                            equal: ::core::option::Option::None,
                        },
                    ),
                );
            __found
                .nested(
                    "slug",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.slug))
                            .visit(__found)
                    },
                );
        }
        {
            __found
                .nested(
                    "published",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.published))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for PostCreate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("PostCreate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is given of a new `Post`.")
            .property(
                "slug",
                ::ordain::schema::Property::of::<String>(__schemas)
                    .min_length(1)
                    .max_length(80)
                    .describe("Its name in addresses."),
            )
            .property(
                "published",
                ::ordain::schema::Property::of::<bool>(__schemas)
                    .optional()
                    .default(
                        ::ordain::__private::schema::json_default(|| ::ordain::__private::schema::json(
                            &false,
                        )),
                    ),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Post {
    /// Creates many rows in few statements, and gives them in no order. Inside of a
    /// transaction they are created together or not at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of a unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn create_many<
        AuthorIdState: ::ordain::model::Given<posts::author_id, i64>,
    >(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = PostCreate<AuthorIdState>>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::create_many(x, new, PostCreate::__ordain_Post_row)
            .await
    }
    ///Creates a row, or changes the one with the same `slug` to what is given.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of another unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn upsert_by_slug<
        AuthorIdState: ::ordain::model::Given<posts::author_id, i64>,
    >(
        x: impl ::ordain::db::Executor,
        new: PostCreate<AuthorIdState>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::upsert(x, new, PostCreate::__ordain_Post_row, "slug")
            .await
    }
    ///Creates rows, or changes those with the same `slug` to what is given, in few statements.
    ///
    /// No two of them may have the same value: PostgreSQL refuses that, on others the last one
    /// counts. They are given in no order; inside of a transaction they are written together or not
    /// at all.
    ///
    /// # Errors
    /// - `conflict` if another row has the value of another unique column
    /// - `invalid` if a value breaks a rule of its column or refers to nothing
    /// - `unavailable` if the database is busy
    pub async fn upsert_many_by_slug<
        AuthorIdState: ::ordain::model::Given<posts::author_id, i64>,
    >(
        x: impl ::ordain::db::Executor,
        new: impl ::core::iter::IntoIterator<Item = PostCreate<AuthorIdState>>,
    ) -> ::ordain::Result<::std::vec::Vec<Self>> {
        ::ordain::__private::model::upsert_many(
                x,
                new,
                PostCreate::__ordain_Post_row,
                "slug",
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
        change: PostUpdate,
    ) -> ::ordain::Result<::core::primitive::u64> {
        ::ordain::__private::model::update_many::<
            Self,
        >(x, keys, PostUpdate::__ordain_Post_changes(change))
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
///What is changed of a [`Post`]: `None` stays as it is.
#[derive(::core::clone::Clone, ::ordain::__private::serde::Deserialize)]
#[serde(crate = "::ordain::__private::serde", deny_unknown_fields)]
#[derive(::core::default::Default)]
pub struct PostUpdate {
    ///Its name in addresses.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    pub slug: ::core::option::Option<String>,
    ///The column `published`.
    #[serde(default, deserialize_with = "::ordain::__private::model::present")]
    pub published: ::core::option::Option<bool>,
    ///The column `author_id`.
    #[serde(skip)]
    pub author_id: ::core::option::Option<i64>,
    ///The column `token`.
    #[serde(skip)]
    pub token: ::core::option::Option<::core::option::Option<String>>,
}
#[allow(dead_code)]
impl PostUpdate {
    ///Changes `author_id`, which no client does.
    #[must_use]
    pub fn author_id(mut self, value: i64) -> Self {
        self.author_id = ::core::option::Option::Some(value);
        self
    }
    ///Changes `token`, which no client does.
    #[must_use]
    pub fn token(mut self, value: ::core::option::Option<String>) -> Self {
        self.token = ::core::option::Option::Some(value);
        self
    }
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> ::core::primitive::bool {
        true && ::core::option::Option::is_none(&self.slug)
            && ::core::option::Option::is_none(&self.published)
            && ::core::option::Option::is_none(&self.author_id)
            && ::core::option::Option::is_none(&self.token)
    }
}
impl PostUpdate {
    fn __ordain_Post_changes(self) -> ::ordain::__private::model::Changes {
        let mut changes = ::ordain::__private::model::Changes::new();
        changes
            .give(
                "slug",
                ::core::option::Option::map(self.slug, ::ordain::__private::model::value),
            );
        changes
            .give(
                "published",
                ::core::option::Option::map(
                    self.published,
                    ::ordain::__private::model::value,
                ),
            );
        changes
            .give(
                "author_id",
                ::core::option::Option::map(
                    self.author_id,
                    ::ordain::__private::model::value,
                ),
            );
        changes
            .give(
                "token",
                ::core::option::Option::map(
                    self.token,
                    ::ordain::__private::model::optional,
                ),
            );
        changes
            .touch(
                "updated_at",
                ::ordain::__private::model::value(
                    <DateTime<
                        Utc,
                    > as ::ordain::__private::model::ClockType>::of(
                        ::ordain::__private::model::now(),
                    ),
                ),
            );
        changes
    }
}
#[allow(dead_code)]
impl Post {
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
        change: PostUpdate,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::update(
                x,
                self,
                PostUpdate::__ordain_Post_changes(change),
            )
            .await
    }
}
#[automatically_derived]
impl ::ordain::http::Input for PostUpdate {
    const CONFLICTS: &'static [&'static ::core::primitive::str] = &["slug"];
}
#[automatically_derived]
impl ::core::fmt::Debug for PostUpdate {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::debug_struct(f, "PostUpdate")
            .field("slug", &self.slug)
            .field("published", &self.published)
            .field("author_id", &self.author_id)
            .field("token", &::core::format_args!("<secret>"))
            .finish()
    }
}
#[automatically_derived]
impl ::ordain::validate::Validate for PostUpdate {
    #[allow(unused_imports, unused_variables)]
    fn validate(&self, __found: &mut ::ordain::validate::Violations) {
        use ::ordain::__private::validate::traits::*;
        {
            let __value = (&&&::ordain::__private::validate::Look(&self.slug)).present();
            __found
                .check(
                    "slug",
                    ::ordain::__private::validate::length(
                        __value,
                        (&&::ordain::__private::validate::Counted(__value)).unit(),
                        ::ordain::__private::validate::Length {
                            min: ::core::option::Option::Some(1),
                            max: ::core::option::Option::Some(80),
                            equal: ::core::option::Option::None,
                        },
                    ),
                );
            __found
                .nested(
                    "slug",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.slug))
                            .visit(__found)
                    },
                );
        }
        {
            __found
                .nested(
                    "published",
                    |__found| {
                        (&&::ordain::__private::validate::Inside(&self.published))
                            .visit(__found)
                    },
                );
        }
    }
}
#[automatically_derived]
impl ::ordain::JsonSchema for PostUpdate {
    fn name() -> ::ordain::__private::schema::Name {
        ::ordain::__private::schema::named("PostUpdate")
    }
    #[allow(unused_variables)]
    fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
        ::ordain::schema::ObjectSchema::new()
            .describe("What is changed of a `Post`: what is left out stays as it is.")
            .property(
                "slug",
                ::ordain::schema::Property::of::<String>(__schemas)
                    .min_length(1)
                    .max_length(80)
                    .optional()
                    .describe("Its name in addresses."),
            )
            .property(
                "published",
                ::ordain::schema::Property::of::<bool>(__schemas).optional(),
            )
            .closed()
            .into_schema()
    }
}
#[allow(dead_code)]
impl Post {
    ///All rows, as a query to be narrowed.
    #[must_use]
    pub fn query() -> posts::table {
        posts::table
    }
    /// The rows that a policy accepts for an actor, as a query to be narrowed:
    /// `visible_to::<own_post>(&actor)`.
    #[must_use]
    pub fn visible_to<__P>(
        actor: &::ordain::policy::Actor,
    ) -> ::ordain::__private::diesel::dsl::Filter<
        posts::table,
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
    ///The row with this `slug`.
    ///
    /// # Errors
    /// - `not_found` if there is none
    /// - `unavailable` if the database is busy
    pub async fn find_by_slug(
        x: impl ::ordain::db::Executor,
        slug: impl ::core::convert::Into<String>,
    ) -> ::ordain::Result<Self> {
        ::ordain::__private::model::find_by::<
            Self,
            posts::slug,
        >(
                x,
                ::ordain::__private::model::value::<
                    String,
                >(::core::convert::Into::into(slug)),
            )
            .await
    }
    ///The row with this `slug`, if there is one.
    ///
    /// # Errors
    /// - `unavailable` if the database is busy
    pub async fn find_by_slug_optional(
        x: impl ::ordain::db::Executor,
        slug: impl ::core::convert::Into<String>,
    ) -> ::ordain::Result<::core::option::Option<Self>> {
        ::ordain::__private::model::find_optional_by::<
            Self,
            posts::slug,
        >(
                x,
                ::ordain::__private::model::value::<
                    String,
                >(::core::convert::Into::into(slug)),
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
#[allow(dead_code)]
impl Post {
    ///The row that `author_id` refers to.
    ///
    /// # Errors
    /// - `not_found` if it has gone
    /// - `unavailable` if the database is busy
    pub async fn author(
        &self,
        x: impl ::ordain::db::Executor,
    ) -> ::ordain::Result<User> {
        let key = ::core::clone::Clone::clone(&self.author_id);
        ::ordain::__private::model::parent::<
            <User as ::ordain::model::Model>::Itself,
        >(x, key)
            .await
    }
    ///The row that the `author_id` of each row refers to, in the order of `rows`.
    ///
    /// All of them are loaded by one query.
    ///
    /// # Errors
    /// - `not_found` if one has gone
    /// - `unavailable` if the database is busy
    pub async fn load_authors(
        x: impl ::ordain::db::Executor,
        rows: &[Self],
    ) -> ::ordain::Result<::std::vec::Vec<User>> {
        let keys = ::core::iter::Iterator::map(
            rows.iter(),
            |row| ::core::clone::Clone::clone(&row.author_id),
        );
        let keys = ::core::iter::Iterator::collect(keys);
        ::ordain::__private::model::parents::<
            <User as ::ordain::model::Model>::Itself,
        >(x, keys)
            .await
    }
    ///For queries: whether the row refers to a row by `author_id` for which `condition` holds.
    pub fn has_author<__E>(
        condition: __E,
    ) -> ::ordain::model::HasParent<posts::author_id, User, __E> {
        ::ordain::__private::model::has_parent(condition)
    }
}
impl ::ordain::__private::diesel::query_source::TableNotEqual<
    <User as ::ordain::model::Model>::Table,
> for posts::table
where
    for<'__any> User: ::ordain::model::Model,
{}
impl ::ordain::__private::diesel::query_source::TableNotEqual<posts::table>
for <User as ::ordain::model::Model>::Table
where
    for<'__any> User: ::ordain::model::Model,
{}
impl ::ordain::__private::diesel::JoinTo<<User as ::ordain::model::Model>::Table>
for posts::table {
    type FromClause = <User as ::ordain::model::Model>::Table;
    type OnClause = ::ordain::__private::model::JoinedOn<
        posts::author_id,
        <User as ::ordain::model::Model>::Table,
    >;
    fn join_target(
        rhs: <User as ::ordain::model::Model>::Table,
    ) -> (Self::FromClause, Self::OnClause) {
        let key = ::ordain::__private::diesel::Table::primary_key(&rhs);
        let key = ::ordain::__private::diesel::NullableExpressionMethods::nullable(key);
        let column = ::ordain::__private::diesel::NullableExpressionMethods::nullable(
            posts::author_id,
        );
        (rhs, ::ordain::__private::diesel::ExpressionMethods::eq(column, key))
    }
}
impl ::ordain::__private::diesel::JoinTo<posts::table>
for <User as ::ordain::model::Model>::Table {
    type FromClause = posts::table;
    type OnClause = ::ordain::__private::model::JoinedOn<
        posts::author_id,
        <User as ::ordain::model::Model>::Table,
    >;
    fn join_target(rhs: posts::table) -> (Self::FromClause, Self::OnClause) {
        let parent = ::core::default::Default::default();
        (
            rhs,
            <posts::table as ::ordain::__private::diesel::JoinTo<
                <User as ::ordain::model::Model>::Table,
            >>::join_target(parent)
                .1,
        )
    }
}
#[automatically_derived]
impl ::ordain::model::References<User> for posts::author_id {
    type Child = Post;
    type Key = i64;
    fn keys(
        keys: ::std::vec::Vec<Self::Key>,
    ) -> ::std::boxed::Box<dyn ::ordain::__private::model::Value> {
        ::ordain::__private::model::list(keys)
    }
    fn parent_key(child: &Post) -> ::core::option::Option<Self::Key> {
        ::core::option::Option::Some(::core::clone::Clone::clone(&child.author_id))
    }
}
#[automatically_derived]
impl ::ordain::model::BelongsTo<User> for Post {
    type Column = posts::author_id;
}
#[automatically_derived]
impl ::ordain::model::Lookup for Post {
    const NAME: &'static ::core::primitive::str = "post";
    const COLUMNS: &'static [&'static ::core::primitive::str] = &["id", "slug"];
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
                "slug" => {
                    ::ordain::__private::model::find_optional_by::<
                        Self,
                        posts::slug,
                    >(
                            db,
                            ::ordain::__private::model::value(
                                ::ordain::__private::model::parse::<String>("slug", value)?,
                            ),
                        )
                        .await
                }
                _ => {
                    ::core::result::Result::Err(
                        ::ordain::__private::model::by_column("Post", column),
                    )
                }
            }
        }
    }
}
