//! Relay pages: arguments, cursors, connections. Limits answer an error that names them, never a silent clamp.
use async_graphql::connection::{Connection, Edge, EmptyFields};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::DateTime;
use entities::ids::CaseId;
use uuid::Uuid;

use super::errors::bad_input;
use crate::{
    domain::refusal::Refusal,
    op::Op,
    store::case_list::{Key, Page},
};

/// Rows where the client names no number.
pub const DEFAULT_SIZE: usize = 20;

/// A connection of ours.
pub type Listed<T> = Connection<String, T, EmptyFields, EmptyFields>;

/// The four arguments of Relay.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "as Relay names them")]
pub struct PageArgs {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

/// A checked page.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Rows.
    pub size: usize,
    /// From the end.
    pub backwards: bool,
    after: Option<String>,
    before: Option<String>,
}

impl PageArgs {
    /// Checks the arguments.
    ///
    /// # Errors
    /// `first` with `last`, negative or above the limit.
    pub fn check(self, op: &Op) -> async_graphql::Result<Wanted> {
        let max = op.deps.page_size_max;
        let size = |n: Option<i32>, field: &'static str| match n {
            None => Ok(DEFAULT_SIZE),
            Some(n) => usize::try_from(n).ok().filter(|n| (1..=max).contains(n)).ok_or_else(|| {
                let max = i64::try_from(max).unwrap_or(i64::MAX);
                bad_input(op.locale, &Refusal::OutOfRange { field, min: 1, max })
            }),
        };
        if self.first.is_some() && self.last.is_some() {
            return Err(bad_input(op.locale, &Refusal::Invalid("last")));
        }
        let backwards = self.last.is_some();
        let size = if backwards { size(self.last, "last")? } else { size(self.first, "first")? };
        Ok(Wanted { size, backwards, after: self.after, before: self.before })
    }
}

impl Wanted {
    /// Reads both cursors with a reader of the list's own.
    ///
    /// # Errors
    /// A cursor that this list did not give.
    pub fn bounds<K>(
        &self,
        op: &Op,
        read: impl Fn(&str) -> Option<K>,
    ) -> async_graphql::Result<(Option<K>, Option<K>)> {
        let one = |cursor: &Option<String>, field: &'static str| match cursor {
            None => Ok(None),
            Some(cursor) => read(cursor).map(Some).ok_or_else(|| bad_input(op.locale, &Refusal::Invalid(field))),
        };
        Ok((one(&self.after, "after")?, one(&self.before, "before")?))
    }

    /// One row more than wanted tells whether there is another page.
    #[must_use]
    pub fn limit(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(u64::MAX).saturating_add(1)
    }

    /// The connection of up to `limit()` rows.
    #[must_use]
    pub fn connection<T: async_graphql::OutputType, R>(
        &self,
        mut rows: Vec<R>,
        entry: impl Fn(R) -> (String, T),
    ) -> Listed<T> {
        let more = rows.len() > self.size;
        if more && self.backwards {
            rows.remove(0);
        }
        rows.truncate(self.size);
        let (previous, next) =
            if self.backwards { (more, self.before.is_some()) } else { (self.after.is_some(), more) };
        let mut connection = Connection::new(previous, next);
        connection.edges.extend(rows.into_iter().map(|row| {
            let (cursor, node) = entry(row);
            Edge::new(cursor, node)
        }));
        connection
    }
}

/// A cursor of a list of cases; `list` is the mark of its order and filter, so that a cursor of another
/// list is told apart.
#[must_use]
pub fn case_cursor(list: &str, key: Key) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}|{}|{}", key.at.timestamp_micros(), key.id))
}

/// Reads a cursor of this list.
#[must_use]
pub fn read_case_cursor(list: &str, cursor: &str) -> Option<Key> {
    let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = plain.split('|');
    let (mark, at, id) = (parts.next()?, parts.next()?, parts.next()?);
    if mark != list || parts.next().is_some() {
        return None;
    }
    let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    Some(Key { at, id: CaseId(Uuid::parse_str(id).ok()?) })
}

/// A page of cases.
///
/// # Errors
/// Cursors of another list.
pub fn case_page(op: &Op, wanted: &Wanted, list: &str) -> async_graphql::Result<Page> {
    let (after, before) = wanted.bounds(op, |cursor| read_case_cursor(list, cursor))?;
    Ok(Page { after, before, limit: wanted.limit(), backwards: wanted.backwards })
}

/// A cursor of a list in the order of a number.
#[must_use]
pub fn number_cursor(list: &str, n: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}|{n}"))
}

/// Reads it.
#[must_use]
pub fn read_number_cursor(list: &str, cursor: &str) -> Option<i64> {
    let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    plain.strip_prefix(list)?.strip_prefix('|')?.parse().ok()
}
