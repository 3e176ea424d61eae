//! What goes into a statement and comes out of a row.

use crate::error::Error;
use durbar_sync::{BlobId, ChangeHash, LaneId, PublicKey};
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{FromSql, IsNull, Type, private::BytesMut};

/// A value, borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// None.
    Null,
    /// A number. Lengths, times in milliseconds, numbers of records.
    Integer(i64),
    /// Whether something is so; SQLite keeps it as 0 or 1.
    Truth(bool),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// Makes the values of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        &[$($crate::store::sql::Value::from($value)),*]
    };
}
pub(crate) use values;

impl<'a> Value<'a> {
    pub(super) fn of_sqlite(value: ValueRef<'a>) -> Result<Self, Error> {
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Text(_) => Self::Text(value.as_str().map_err(rusqlite::Error::from)?),
            ValueRef::Blob(bytes) => Self::Bytes(bytes),
            ValueRef::Real(_) => return Err(Error::Damaged("a column holds a fraction")),
        })
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(number),
            Self::Truth(truth) => ValueRef::Integer(truth.into()),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

type Failed = Box<dyn std::error::Error + Sync + Send>;

impl tokio_postgres::types::ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failed> {
        match *self {
            Self::Null => Ok(IsNull::Yes),
            // As it comes out of SQLite.
            Self::Integer(number) if *ty == Type::BOOL => (number != 0).to_sql_checked(ty, out),
            Self::Integer(number) => number.to_sql_checked(ty, out),
            Self::Truth(truth) => truth.to_sql_checked(ty, out),
            Self::Text(text) => text.to_sql_checked(ty, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Each kind of value says so for itself.
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

/// A value of one's own.
#[derive(Debug)]
pub(super) enum Owned {
    /// A null, a number or a truth.
    Plain(Value<'static>),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<&Value<'_>> for Owned {
    fn from(value: &Value<'_>) -> Self {
        match *value {
            Value::Null => Self::Plain(Value::Null),
            Value::Integer(number) => Self::Plain(Value::Integer(number)),
            Value::Truth(truth) => Self::Plain(Value::Truth(truth)),
            Value::Text(text) => Self::Text(text.to_owned()),
            Value::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

impl tokio_postgres::types::ToSql for Owned {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failed> {
        let value = match self {
            Self::Plain(value) => *value,
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(bytes),
        };
        value.to_sql(ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failed> {
        match *ty {
            Type::BOOL => bool::from_sql(ty, raw).map(Self::Truth),
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Integer),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Self::Integer(number.into())),
            Type::BYTEA => <&[u8]>::from_sql(ty, raw).map(Self::Bytes),
            _ => <&str>::from_sql(ty, raw).map(Self::Text),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::BOOL, Type::INT8, Type::INT4, Type::BYTEA].contains(ty)
            || <&str as FromSql<'_>>::accepts(ty)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, T::into)
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads it. `None`: it is something else.
    fn read(value: Value<'_>) -> Option<Self>;
}

impl Column for i64 {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }
}

/// SQLite's and PostgreSQL's integers have a sign; lengths and numbers of records have none.
impl Column for u64 {
    fn read(value: Value<'_>) -> Option<Self> {
        i64::read(value)?.try_into().ok()
    }
}

impl Column for bool {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Truth(truth) => Some(truth),
            Value::Integer(number) => Some(number != 0),
            _ => None,
        }
    }
}

impl Column for String {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Column for Vec<u8> {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.to_vec()),
            _ => None,
        }
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::read(value).map(Some),
        }
    }
}

/// Ids are bytes of one length.
macro_rules! ids {
    ($($id:ident),*) => {
        $(
            impl<'a> From<&'a $id> for Value<'a> {
                fn from(id: &'a $id) -> Self {
                    Self::Bytes(&id.0)
                }
            }

            impl Column for $id {
                fn read(value: Value<'_>) -> Option<Self> {
                    Column::read(value).map(Self)
                }
            }
        )*
    };
}
ids!(BlobId, ChangeHash, LaneId, PublicKey);
