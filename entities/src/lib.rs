//! The words of the database: identifiers, closed lists and one table a file.
//! No query is ever run here. To add a table: a file here, a change in `migration`,
//! a file of the same name in `server/src/store`.
pub mod access_token;
pub mod account;
pub mod agency;
pub mod agency_sheet;
pub mod agency_version;
pub mod archive_reason;
pub mod attachment;
pub mod case;
pub mod case_audience;
pub mod case_clock;
pub mod case_count;
pub mod case_event;
pub mod case_link;
pub mod case_party;
pub mod deadline_policy;
pub mod holiday;
pub mod idempotency_key;
pub mod ids;
pub mod maladministration_form;
pub mod plan;
pub mod plan_change;
pub mod plan_event;
pub mod plan_move;
pub mod rate_mark;
pub mod region;
pub mod reply;
pub mod reporter;
pub mod role_grant;
pub mod session;
pub mod setting;
pub mod standard_reply;
pub mod succession;
pub mod topic;
pub mod vocab;
