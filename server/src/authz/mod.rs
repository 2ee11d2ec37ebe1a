//! PURE authorization: who acts (`actor`), what they may do (`policy`), what they may see (`scope`, as data).
//! Knows no SQL. To add a role: `entities::vocab::Role`, its columns in `policy::TABLE`, its relations in `scope`.
pub mod actor;
pub mod appointing;
pub mod planning;
pub mod policy;
pub mod scope;
