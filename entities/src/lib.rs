//! The words of the database: identifiers, closed lists and one table a file.
//! No query is ever run here. To add a table: a file here, a change in `migration`,
//! a file of the same name in `server/src/store`.
pub mod ids;
pub mod vocab;
