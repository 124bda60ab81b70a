//! Newtypes as columns: in the database they are what is inside.

/// Makes a struct around one value the type of a column: its name, its field, the field's type.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_newtype_column {
    ($ty:ident, $member:tt, $inner:ty) => {
        const _: () = {
            use $crate::__private::diesel::backend::Backend;
            use $crate::__private::diesel::deserialize::{
                self, FromSql, FromStaticSqlRow, Queryable,
            };
            use $crate::__private::diesel::expression::{AsExpression, TypedExpressionType};
            use $crate::__private::diesel::internal::derives::as_expression::Bound;
            use $crate::__private::diesel::serialize::{self, Output, ToSql};
            use $crate::__private::diesel::sql_types::{IntoNotNullable, SqlType};
            use $crate::model::{ColumnKind, ColumnType, Kept};

            impl ColumnType for $ty {
                type Sql = <$inner as ColumnType>::Sql;
                const KIND: ColumnKind = <$inner as ColumnType>::KIND;
                const TEXTS: &'static [&'static ::core::primitive::str] =
                    <$inner as ColumnType>::TEXTS;
                const ORDERED: bool = <$inner as ColumnType>::ORDERED;

                fn kept(&self) -> Kept {
                    <$inner as ColumnType>::kept(&self.$member)
                }

                fn parse(text: &::core::primitive::str) -> ::core::option::Option<Self> {
                    let value = <$inner as ColumnType>::parse(text);
                    ::core::option::Option::map(value, |value| Self { $member: value })
                }
            }

            // For columns that may be null, too. What the type does not fit is said of the value
            // inside. One implementation each: the compiler could not tell several apart.
            impl<__ST, __DB> ToSql<__ST, __DB> for $ty
            where
                __DB: Backend,
                __ST: IntoNotNullable,
                $inner: ToSql<__ST::NotNullable, __DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, __DB>) -> serialize::Result {
                    ToSql::<__ST::NotNullable, __DB>::to_sql(&self.$member, out)
                }
            }

            impl<__ST, __DB> FromSql<__ST, __DB> for $ty
            where
                __DB: Backend,
                $inner: FromSql<__ST, __DB>,
            {
                fn from_sql(bytes: __DB::RawValue<'_>) -> deserialize::Result<Self> {
                    let value = <$inner as FromSql<__ST, __DB>>::from_sql(bytes)?;
                    ::core::result::Result::Ok(Self { $member: value })
                }
            }

            impl<__ST, __DB> Queryable<__ST, __DB> for $ty
            where
                __DB: Backend,
                Self: FromStaticSqlRow<__ST, __DB>,
            {
                type Row = Self;

                fn build(row: Self) -> deserialize::Result<Self> {
                    ::core::result::Result::Ok(row)
                }
            }

            impl<__ST: SqlType + TypedExpressionType> AsExpression<__ST> for $ty {
                type Expression = Bound<__ST, Self>;

                fn as_expression(self) -> Self::Expression {
                    Bound::new(self)
                }
            }

            impl<'__a, __ST: SqlType + TypedExpressionType> AsExpression<__ST> for &'__a $ty {
                type Expression = Bound<__ST, Self>;

                fn as_expression(self) -> Self::Expression {
                    Bound::new(self)
                }
            }
        };
    };
}
