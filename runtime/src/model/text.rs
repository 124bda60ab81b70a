//! Types that a column holds as text.
//!
//! A text that is no value of the type is an error when it is read, never another value.

/// Makes a type with `Display` and `FromStr` the type of a text column.
///
/// For enums and newtypes. A text in the database that `FromStr` refuses is an error that names it.
/// `#[policy]` does this for roles by itself.
///
/// # Examples
///
/// ```
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Colour { Red, Blue }
///
/// impl std::fmt::Display for Colour {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         f.write_str(match self { Colour::Red => "red", Colour::Blue => "blue" })
///     }
/// }
///
/// impl std::str::FromStr for Colour {
///     type Err = &'static str;
///
///     fn from_str(text: &str) -> Result<Self, Self::Err> {
///         match text {
///             "red" => Ok(Colour::Red),
///             "blue" => Ok(Colour::Blue),
///             _ => Err("no colour"),
///         }
///     }
/// }
///
/// ordain::text_column!(Colour);
/// ```
#[macro_export]
macro_rules! text_column {
    ($ty:ty) => {
        $crate::__ordain_text_column!($ty);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column {
    ($ty:ty) => {
        $crate::__ordain_text_column! {
            $ty, $crate::__private::model::read_text, $crate::__private::model::write_text, []
        }
    };
    // A text that is one of a few.
    ($ty:ty, one of [$($text:literal),*]) => {
        $crate::__ordain_text_column! {
            $ty,
            $crate::__private::model::read_text,
            $crate::__private::model::write_text,
            [$($text),*]
        }
    };
    // A value that shows itself to nobody, an error message included.
    ($ty:ty, secret $write:path) => {
        $crate::__ordain_text_column!($ty, $crate::__private::model::read_secret, $write, []);
    };
    ($ty:ty, $read:path, $write:path, [$($text:literal),*]) => {
        const _: () = {
            use $crate::__private::diesel::backend::Backend;
            use $crate::__private::diesel::deserialize::{self, FromSql, Queryable};
            use $crate::__private::diesel::expression::AsExpression;
            use $crate::__private::diesel::internal::derives::as_expression::Bound;
            use $crate::__private::diesel::sql_types::{Nullable, Text};
            use $crate::__private::model::Owned;

            impl $crate::model::ColumnType for $ty {
                type Sql = Text;
                const KIND: $crate::model::ColumnKind = $crate::model::ColumnKind::Text;
                const TEXTS: &'static [&'static ::core::primitive::str] = &[$($text),*];

                fn parse(text: &::core::primitive::str) -> ::core::option::Option<Self> {
                    ::core::result::Result::ok(::core::str::FromStr::from_str(text))
                }
            }

            impl AsExpression<Text> for $ty {
                type Expression = Bound<Text, Self>;

                fn as_expression(self) -> Self::Expression {
                    Bound::new(self)
                }
            }

            impl<'__a> AsExpression<Text> for &'__a $ty {
                type Expression = Bound<Text, Self>;

                fn as_expression(self) -> Self::Expression {
                    Bound::new(self)
                }
            }

            impl AsExpression<Nullable<Text>> for $ty {
                type Expression = Bound<Nullable<Text>, Self>;

                fn as_expression(self) -> Self::Expression {
                    Bound::new(self)
                }
            }

            impl<'__a> AsExpression<Nullable<Text>> for &'__a $ty {
                type Expression = Bound<Nullable<Text>, Self>;

                fn as_expression(self) -> Self::Expression {
                    Bound::new(self)
                }
            }

            impl<__DB: Backend> FromSql<Text, __DB> for $ty
            where
                Owned: FromSql<Text, __DB>,
            {
                fn from_sql(bytes: __DB::RawValue<'_>) -> deserialize::Result<Self> {
                    $read(&<Owned as FromSql<Text, __DB>>::from_sql(bytes)?)
                }
            }

            impl<__DB: Backend> Queryable<Text, __DB> for $ty
            where
                Self: FromSql<Text, __DB>,
            {
                type Row = Self;

                fn build(row: Self) -> deserialize::Result<Self> {
                    ::core::result::Result::Ok(row)
                }
            }

            $crate::__ordain_text_column_sqlite!($ty, $write);
            $crate::__ordain_text_column_postgres!($ty, $write);
            $crate::__ordain_text_column_mysql!($ty, $write);
        };
    };
}

#[cfg(feature = "sqlite")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_sqlite {
    ($ty:ty, $write:path) => {
        const _: () = {
            use $crate::__private::diesel::serialize::{self, Output, ToSql};
            use $crate::__private::diesel::sql_types::{Nullable, Text};
            use $crate::__private::diesel::sqlite::Sqlite;

            impl ToSql<Text, Sqlite> for $ty {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                    out.set_value($write(self));
                    ::core::result::Result::Ok(serialize::IsNull::No)
                }
            }

            impl ToSql<Nullable<Text>, Sqlite> for $ty {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                    ToSql::<Text, Sqlite>::to_sql(self, out)
                }
            }
        };
    };
}

#[cfg(not(feature = "sqlite"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_sqlite {
    ($ty:ty, $write:path) => {};
}

#[cfg(feature = "postgres")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_postgres {
    ($ty:ty, $write:path) => {
        $crate::__ordain_text_column_server!($ty, $write, $crate::__private::diesel::pg::Pg);
    };
}

#[cfg(not(feature = "postgres"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_postgres {
    ($ty:ty, $write:path) => {};
}

#[cfg(feature = "mysql")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_mysql {
    ($ty:ty, $write:path) => {
        $crate::__ordain_text_column_server!($ty, $write, $crate::__private::diesel::mysql::Mysql);
    };
}

#[cfg(not(feature = "mysql"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_mysql {
    ($ty:ty, $write:path) => {};
}

#[cfg(feature = "__remote")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ordain_text_column_server {
    ($ty:ty, $write:path, $backend:ty) => {
        const _: () = {
            use $crate::__private::diesel::serialize::{self, Output, ToSql};
            use $crate::__private::diesel::sql_types::{Nullable, Text};

            impl ToSql<Text, $backend> for $ty {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, $backend>) -> serialize::Result {
                    $crate::__private::model::send_text(&$write(self), out)
                }
            }

            impl ToSql<Nullable<Text>, $backend> for $ty {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, $backend>) -> serialize::Result {
                    ToSql::<Text, $backend>::to_sql(self, out)
                }
            }
        };
    };
}

/// Sends a text to a server.
///
/// # Errors
/// Never: it is written into memory.
#[cfg(feature = "__remote")]
pub fn send_text(text: &str, out: &mut impl std::io::Write) -> diesel::serialize::Result {
    out.write_all(text.as_bytes())?;
    Ok(diesel::serialize::IsNull::No)
}

/// What text columns are read from.
pub type Owned = String;

/// Reads the value of a text column.
///
/// # Errors
/// When the text is no value of the type; the message names it.
pub fn read_text<T: std::str::FromStr>(text: &str) -> diesel::deserialize::Result<T> {
    text.parse().map_err(|_| {
        let name = std::any::type_name::<T>();
        format!("`{text}` is no value of `{}`", name.rsplit("::").next().unwrap_or(name)).into()
    })
}

/// Reads the value of a text column that nobody may see.
///
/// # Errors
/// When the text is no value of the type.
pub fn read_secret<T: std::str::FromStr>(text: &str) -> diesel::deserialize::Result<T> {
    text.parse().map_err(|_| "a secret text is no value of its type".into())
}

/// Writes the value of a text column.
#[must_use]
pub fn write_text(value: &impl std::fmt::Display) -> Owned {
    value.to_string()
}
