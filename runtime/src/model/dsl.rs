//! The table of a model in diesel's query language.
//!
//! diesel's own `table!` knows the types of columns by their names; here they are whatever the
//! column's Rust type says, which only the compiler knows. It uses the same parts of diesel as
//! `table!` does. Nothing here reads or writes a row.

/// Makes the module of a table: `table`, a struct for each column, `all_columns`, `dsl`.
///
/// Its visibility is given three times: as seen beside the model, inside the module, and inside a
/// module in it. The types of the columns are paths as seen from the last of these.
/// A name of an argument in here that a column may have begins with two underscores: in a pattern, it
/// would be the column.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_table {
    (
        $(#[$meta:meta])*
        [$vis:vis, $inside:vis, $deep:vis] mod $module:ident, $sql:literal,
        key [$($key:ident)+], others [$($other:ident)*];
        $($(#[$doc:meta])* $column:ident, $name:literal, $ty:ty;)+
    ) => {
        $(#[$meta])*
        #[allow(
            dead_code,
            missing_docs,
            non_camel_case_types,
            unreachable_pub,
            unused_imports,
            unused_qualifications
        )]
        $vis mod $module {
            use $crate::__private::diesel as __d;
            use __d::internal::table_macro as __m;

            $inside use self::columns::*;

            /// The columns of the table.
            $inside mod columns {
                use super::__d;
                use super::__m;
                use super::table;
                $($crate::__ordain_column!($(#[$doc])* $deep $column, $name, $ty);)+
                $crate::__ordain_grouping!([$($key)+] $($other)*);
            }

            /// For functions that deal with this table only: `use posts::dsl::*`.
            $inside mod dsl {
                $($deep use super::columns::$column;)+
                $deep use super::table as $module;
            }

            /// All columns, in the order of the model's fields.
            $inside const all_columns: ($($column,)+) = ($($column,)+);

            /// The SQL types of all columns.
            $inside type SqlType = ($(<$column as __d::Expression>::SqlType,)+);

            /// A query on the table whose form is known only while the program runs.
            $inside type BoxedQuery<'a, DB, ST = SqlType> =
                __m::BoxedSelectStatement<'a, ST, __m::FromClause<table>, DB>;

            /// The table.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::marker::Copy,
                ::core::default::Default
            )]
            $inside struct table;

            impl __m::StaticQueryFragment for table {
                type Component = __m::Identifier<'static>;
                const STATIC_COMPONENT: &'static Self::Component = &__m::Identifier($sql);
            }

            impl __d::Table for table {
                type PrimaryKey = $crate::__ordain_primary_key!($($key)+);
                type AllColumns = ($($column,)+);

                fn primary_key(&self) -> Self::PrimaryKey {
                    $crate::__ordain_primary_key!($($key)+)
                }

                fn all_columns() -> Self::AllColumns {
                    all_columns
                }
            }

            $crate::__ordain_table_source!();
            $crate::__ordain_table_joins!();
        }
    };
}

/// The column of the key, or the tuple of its columns.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_primary_key {
    ($key:ident) => { $key };
    ($($key:ident)+) => { ($($key,)+) };
}

/// What makes `table` something that is selected from, inserted into and updated.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_table_source {
    () => {
        impl __d::query_builder::QueryId for table {
            type QueryId = Self;
        }

        impl __d::QuerySource for table {
            type FromClause = __m::StaticQueryFragmentInstance<Self>;
            type DefaultSelection = <Self as __d::Table>::AllColumns;

            fn from_clause(&self) -> Self::FromClause {
                __m::StaticQueryFragmentInstance::new()
            }

            fn default_selection(&self) -> Self::DefaultSelection {
                all_columns
            }
        }

        impl<DB: __d::backend::Backend> __d::query_builder::QueryFragment<DB> for table {
            fn walk_ast<'b>(
                &'b self,
                __out: __d::query_builder::AstPass<'_, 'b, DB>,
            ) -> __d::result::QueryResult<()> {
                __d::query_builder::QueryFragment::<DB>::walk_ast(
                    <Self as __m::StaticQueryFragment>::STATIC_COMPONENT,
                    __out,
                )
            }
        }

        impl __d::query_builder::AsQuery for table {
            type SqlType = SqlType;
            type Query = __m::SelectStatement<__m::FromClause<Self>>;

            fn as_query(self) -> Self::Query {
                __m::SelectStatement::simple(self)
            }
        }

        impl __d::associations::HasTable for table {
            type Table = Self;

            fn table() -> Self {
                table
            }
        }

        impl __d::query_builder::IntoUpdateTarget for table {
            type WhereClause = <<Self as __d::query_builder::AsQuery>::Query
                                        as __d::query_builder::IntoUpdateTarget>::WhereClause;

            fn into_update_target(
                self,
            ) -> __d::query_builder::UpdateTarget<Self, Self::WhereClause> {
                __d::query_builder::IntoUpdateTarget::into_update_target(
                    __d::query_builder::AsQuery::as_query(self),
                )
            }
        }

        impl<T> __d::insertable::Insertable<T> for table
        where
            <Self as __d::query_builder::AsQuery>::Query: __d::insertable::Insertable<T>,
        {
            type Values = <<Self as __d::query_builder::AsQuery>::Query
                                        as __d::insertable::Insertable<T>>::Values;

            fn values(self) -> Self::Values {
                __d::insertable::Insertable::values(__d::query_builder::AsQuery::as_query(self))
            }
        }

        impl __d::query_source::AppearsInFromClause<table> for table {
            type Count = __d::query_source::Once;
        }

        impl __d::query_source::AppearsInFromClause<table> for __m::NoFromClause {
            type Count = __d::query_source::Never;
        }

        impl<S: __d::query_source::AliasSource>
            __d::query_source::AppearsInFromClause<__d::query_source::Alias<S>> for table
        {
            type Count = __d::query_source::Never;
        }

        impl<S: __d::query_source::AliasSource<Target = table>>
            __m::AliasAppearsInFromClause<S, table> for table
        {
            type Count = __d::query_source::Never;
        }

        impl<A, B> __m::AliasAliasAppearsInFromClause<table, B, A> for table
        where
            A: __d::query_source::AliasSource<Target = table>
                + __m::AliasAliasAppearsInFromClauseSameTable<B, table>,
            B: __d::query_source::AliasSource<Target = table>,
        {
            type Count = <A as __m::AliasAliasAppearsInFromClauseSameTable<B, table>>::Count;
        }

        impl<S, C> __m::FieldAliasMapperAssociatedTypesDisjointnessTrick<table, S, C> for table
        where
            S: __d::query_source::AliasSource<Target = table> + ::core::clone::Clone,
            C: __d::query_source::Column<Table = table>,
        {
            type Out = __d::query_source::AliasedField<S, C>;

            fn map(__column: C, __alias: &__d::query_source::Alias<S>) -> Self::Out {
                __alias.field(__column)
            }
        }
    };
}

/// What lets `table` be joined to something made of other tables: as that is joined to it.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_table_joins {
    () => {
        $crate::__ordain_table_joins! { @with [Left, Right, Kind]
            [Left: __d::query_source::QuerySource, Right: __d::query_source::QuerySource]
            __m::Join<Left, Right, Kind>
        }
        $crate::__ordain_table_joins! { @with [Join, On] [] __m::JoinOn<Join, On> }
        $crate::__ordain_table_joins! { @with [F, S, D, W, O, L, Of, G]
            [F: __d::query_source::QuerySource]
            __m::SelectStatement<__m::FromClause<F>, S, D, W, O, L, Of, G>
        }
        $crate::__ordain_table_joins! { @with ['a, QS, ST, DB]
            [QS: __d::query_source::QuerySource]
            __m::BoxedSelectStatement<'a, __m::FromClause<QS>, ST, DB>
        }
        $crate::__ordain_table_joins! { @with [S] [] __d::query_source::Alias<S> }
    };
    (@with [$($param:tt)*] [$($bounds:tt)*] $other:ty) => {
        impl<$($param)*> __d::JoinTo<$other> for table
        where
            $other: __d::JoinTo<table>,
            $($bounds)*
        {
            type FromClause = $other;
            type OnClause = <$other as __d::JoinTo<table>>::OnClause;

            fn join_target(__rhs: $other) -> (Self::FromClause, Self::OnClause) {
                let (_, __on) = <$other as __d::JoinTo<table>>::join_target(table);
                (__rhs, __on)
            }
        }
    };
}

/// One column.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_column {
    ($(#[$doc:meta])* $vis:vis $column:ident, $name:literal, $ty:ty) => {
        $(#[$doc])*
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::default::Default
        )]
        $vis struct $column;

        impl __d::query_builder::QueryId for $column {
            type QueryId = Self;
        }

        impl __d::Expression for $column {
            type SqlType = $ty;
        }

        impl __d::query_source::Column for $column {
            type Table = table;
            const NAME: &'static ::core::primitive::str = $name;
        }

        impl<DB> __d::query_builder::QueryFragment<DB> for $column
        where
            DB: __d::backend::Backend,
            __m::StaticQueryFragmentInstance<table>: __d::query_builder::QueryFragment<DB>,
        {
            fn walk_ast<'b>(
                &'b self,
                mut __out: __d::query_builder::AstPass<'_, 'b, DB>,
            ) -> __d::result::QueryResult<()> {
                if !__out.should_skip_from() {
                    const TABLE: __m::StaticQueryFragmentInstance<table> =
                        __m::StaticQueryFragmentInstance::new();
                    __d::query_builder::QueryFragment::<DB>::walk_ast(&TABLE, __out.reborrow())?;
                    __out.push_sql(".");
                }
                __out.push_identifier($name)
            }
        }

        $crate::__ordain_column_places!($column);
        $crate::__ordain_column_operators!($column: Add add, Sub sub, Mul mul, Div div);

        impl __d::expression::ValidGrouping<()> for $column {
            type IsAggregate = __d::expression::is_aggregate::No;
        }

        impl<G> __d::expression::ValidGrouping<G> for $column
        where
            G: __d::expression::IsContainedInGroupBy<
                    $column,
                    Output = __d::expression::is_contained_in_group_by::Yes,
                >,
        {
            type IsAggregate = __d::expression::is_aggregate::Yes;
        }

        impl __d::expression::IsContainedInGroupBy<$column> for $column {
            type Output = __d::expression::is_contained_in_group_by::Yes;
        }

        // The type is a parameter here, and in the operators: as a projection in a bound, the
        // compiler would not find out what it is.
        impl<T, ST> __d::EqAll<T> for $column
        where
            $column: __d::Expression<SqlType = ST>,
            ST: __d::sql_types::SqlType
                + __d::sql_types::SingleValue
                + __d::expression::TypedExpressionType,
            T: __d::expression::AsExpression<ST>,
            __d::dsl::Eq<$column, T::Expression>: __d::Expression<SqlType = __d::sql_types::Bool>,
        {
            type Output = __d::dsl::Eq<Self, T::Expression>;

            fn eq_all(self, __rhs: T) -> Self::Output {
                __d::ExpressionMethods::eq(self, __rhs.as_expression())
            }
        }
    };
}

/// Where a column can be selected from.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_column_places {
    ($column:ident) => {
        impl __d::SelectableExpression<table> for $column {}

        impl<QS> __d::AppearsOnTable<QS> for $column where
            QS: __d::query_source::AppearsInFromClause<table, Count = __d::query_source::Once>
        {
        }

        impl<Left, Right> __d::SelectableExpression<__m::Join<Left, Right, __m::LeftOuter>>
            for $column
        where
            $column: __d::AppearsOnTable<__m::Join<Left, Right, __m::LeftOuter>>,
            Self: __d::SelectableExpression<Left>,
            Right: __d::query_source::AppearsInFromClause<table, Count = __d::query_source::Never>
                + __d::query_source::QuerySource,
            Left: __d::query_source::QuerySource,
        {
        }

        impl<Left, Right> __d::SelectableExpression<__m::Join<Left, Right, __m::Inner>> for $column
        where
            $column: __d::AppearsOnTable<__m::Join<Left, Right, __m::Inner>>,
            Left: __d::query_source::AppearsInFromClause<table> + __d::query_source::QuerySource,
            Right: __d::query_source::AppearsInFromClause<table> + __d::query_source::QuerySource,
            (Left::Count, Right::Count): __m::Pick<Left, Right>,
            Self: __d::SelectableExpression<
                    <(Left::Count, Right::Count) as __m::Pick<Left, Right>>::Selection,
                >,
        {
        }

        impl<Join, On> __d::SelectableExpression<__m::JoinOn<Join, On>> for $column where
            $column: __d::SelectableExpression<Join> + __d::AppearsOnTable<__m::JoinOn<Join, On>>
        {
        }

        impl<From> __d::SelectableExpression<__m::SelectStatement<__m::FromClause<From>>>
            for $column
        where
            From: __d::query_source::QuerySource,
            $column: __d::SelectableExpression<From>
                + __d::AppearsOnTable<__m::SelectStatement<__m::FromClause<From>>>,
        {
        }
    };
}

/// `posts::views + 1`, for the types that have it.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_column_operators {
    ($column:ident: $($operator:ident $method:ident),*) => {$(
        impl<Rhs, ST> ::core::ops::$operator<Rhs> for $column
        where
            $column: __d::Expression<SqlType = ST>,
            ST: __d::sql_types::ops::$operator,
            ST::Rhs: __d::expression::TypedExpressionType,
            Rhs: __d::expression::AsExpression<ST::Rhs>,
        {
            type Output = __m::ops::$operator<Self, Rhs::Expression>;

            fn $method(self, __rhs: Rhs) -> Self::Output {
                __m::ops::$operator::new(self, __rhs.as_expression())
            }
        }
    )*};
}

/// Which columns are known in a group of rows: all by the key, none by another column or by a part
/// of a composite key.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_grouping {
    ([$key:ident] $($other:ident)*) => {
        $($crate::__ordain_grouping! { @pair $key Yes $other })*
        $crate::__ordain_grouping! { @rest $($other)* }
    };
    ([$($key:ident)+] $($other:ident)*) => {
        $crate::__ordain_grouping! { @rest $($key)+ $($other)* }
    };
    (@rest) => {};
    (@rest $first:ident $($other:ident)*) => {
        $($crate::__ordain_grouping! { @pair $first No $other })*
        $crate::__ordain_grouping! { @rest $($other)* }
    };
    (@pair $left:ident $known:ident $right:ident) => {
        impl __d::expression::IsContainedInGroupBy<$right> for $left {
            type Output = __d::expression::is_contained_in_group_by::$known;
        }

        impl __d::expression::IsContainedInGroupBy<$left> for $right {
            type Output = __d::expression::is_contained_in_group_by::No;
        }
    };
}
