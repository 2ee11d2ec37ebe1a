//! What the pages of sheets ask for.
use chrono::NaiveDate;

use crate::gql::enums::vocab;
use crate::gql::fragments::*;
use crate::gql::plan_enums::ChangeKind;
use crate::gql::schema;
use crate::pages::plan::PlanRef;
use crate::pages::tree::queries::StandingViewer;
use crate::texts::{Key, k};

vocab!(
    /// Which lines are shown.
    [all label] SheetLineFilter {
        All = "ALL" => SHEET_ALL,
        Changes = "CHANGES" => SHEET_CHANGES,
        Faults = "FAULTS" => SHEET_FAULTS,
    }
);

impl SheetLineFilter {
    /// As it stands in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "semua",
            Self::Changes => "perubahan",
            Self::Faults => "salah",
        }
    }
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
pub struct SheetStart {
    pub viewer: ViewerBit,
    #[cynic(rename = "viewer", alias)]
    pub standing: StandingViewer,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct SheetVars {
    pub id: cynic::Id,
    pub only: SheetLineFilter,
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "SheetVars")]
pub struct SheetPage {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub agency_sheet: Option<SheetView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AgencySheet", variables = "SheetVars")]
pub struct SheetView {
    pub id: cynic::Id,
    pub file_name: String,
    pub government: AgencyBit,
    pub importable: bool,
    pub totals: TotalsBit,
    pub faults: Vec<SheetFaultBit>,
    pub missing_codes: Vec<String>,
    #[arguments(only: $only, first: $first, after: $after, last: $last, before: $before)]
    pub lines: LineList,
}

#[derive(cynic::QueryFragment, Debug, Clone, Copy)]
#[cynic(graphql_type = "SheetTotals")]
pub struct TotalsBit {
    pub rows: i32,
    pub same: i32,
    pub changed: i32,
    pub faulty: i32,
    pub changes: i32,
    pub created: i32,
    pub closed: i32,
    pub missing: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SheetFault")]
pub struct SheetFaultBit {
    pub line: i32,
    pub column: Option<String>,
    pub message: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SheetLineConnection")]
pub struct LineList {
    pub nodes: Vec<LineBit>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SheetLine")]
pub struct LineBit {
    pub line: i32,
    pub code: String,
    pub name: String,
    pub changes: Vec<ChangeKind>,
    pub cells: Vec<CellBit>,
    pub faults: Vec<SheetFaultBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SheetCell")]
pub struct CellBit {
    pub column: String,
    pub before: String,
    pub after: String,
    pub kept: bool,
}

#[derive(cynic::InputObject, Debug)]
pub struct ImportAgencySheetInput {
    pub sheet_id: cynic::Id,
    pub title: String,
    pub effective_on: NaiveDate,
    pub legal_reference: String,
    pub note: Option<String>,
    pub past_reason: Option<String>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ImportVars {
    pub input: ImportAgencySheetInput,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct ImportAgencySheetPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ImportVars")]
pub struct ImportAgencySheet {
    #[arguments(input: $input)]
    pub import_agency_sheet: ImportAgencySheetPayload,
}
