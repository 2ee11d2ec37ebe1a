//! Rust types of the schema's own scalars.
use super::schema;

type Moment = chrono::DateTime<chrono::Utc>;

cynic::impl_scalar!(Moment, schema::DateTime);
cynic::impl_scalar!(chrono::NaiveDate, schema::Date);
