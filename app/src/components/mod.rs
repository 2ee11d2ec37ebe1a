//! Parts that pages are put together from: plain functions from `&Visit` and data to a view. They run no
//! query and know no page. To add one, give it a file and name its class in `style/`.
mod agency;
mod attachments;
mod flow;
mod function;
mod list;
mod receipt;
mod region;
mod state;
mod time;
mod timeline;
mod trace;

pub use agency::{Finder, Found, agency_choices, agency_finder};
pub use attachments::attachments;
pub use flow::{Flow, flow};
pub use function::{function_codes, function_words};
pub use list::{count_words, empty, number_table, pager, table};
pub use receipt::receipt;
pub use region::{RegionLists, region_picker, topic_choices};
pub use state::{state, tags};
pub use time::{due, due_big};
pub use timeline::{conflict, timeline};
pub use trace::{ReportText, trace, trace_on};
