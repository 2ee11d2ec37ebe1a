//! The open branches of the tree in one query: twenty places, each asked for only where it is used, so that
//! the number of operations does not grow with what is open. Nothing here renders.
use chrono::NaiveDate;

use super::queries::{Branch, FoundList, StandingViewer, TopList};
use crate::gql::fragments::ViewerBit;
use crate::gql::schema;

/// How many branches may be open.
pub const MOST_OPEN: usize = 20;

#[derive(cynic::QueryVariables, Debug, Default)]
pub struct TreeVars {
    pub as_of: Option<NaiveDate>,
    pub open_only: bool,
    pub words: Option<String>,
    pub searching: bool,
    pub b01: String,
    pub i01: bool,
    pub b02: String,
    pub i02: bool,
    pub b03: String,
    pub i03: bool,
    pub b04: String,
    pub i04: bool,
    pub b05: String,
    pub i05: bool,
    pub b06: String,
    pub i06: bool,
    pub b07: String,
    pub i07: bool,
    pub b08: String,
    pub i08: bool,
    pub b09: String,
    pub i09: bool,
    pub b10: String,
    pub i10: bool,
    pub b11: String,
    pub i11: bool,
    pub b12: String,
    pub i12: bool,
    pub b13: String,
    pub i13: bool,
    pub b14: String,
    pub i14: bool,
    pub b15: String,
    pub i15: bool,
    pub b16: String,
    pub i16: bool,
    pub b17: String,
    pub i17: bool,
    pub b18: String,
    pub i18: bool,
    pub b19: String,
    pub i19: bool,
    pub b20: String,
    pub i20: bool,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "TreeVars")]
pub struct TreePage {
    pub viewer: ViewerBit,
    #[cynic(rename = "viewer", alias)]
    pub standing: StandingViewer,
    #[cynic(rename = "agencies", alias)]
    #[arguments(openOnly: $open_only, first: 1, asOf: $as_of)]
    pub top: TopList,
    #[cynic(rename = "agencies", alias)]
    #[arguments(search: $words, openOnly: $open_only, first: 50, asOf: $as_of)]
    #[directives(include(if: $searching))]
    pub found: Option<FoundList>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b01, asOf: $as_of)]
    #[directives(include(if: $i01))]
    pub b01: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b02, asOf: $as_of)]
    #[directives(include(if: $i02))]
    pub b02: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b03, asOf: $as_of)]
    #[directives(include(if: $i03))]
    pub b03: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b04, asOf: $as_of)]
    #[directives(include(if: $i04))]
    pub b04: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b05, asOf: $as_of)]
    #[directives(include(if: $i05))]
    pub b05: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b06, asOf: $as_of)]
    #[directives(include(if: $i06))]
    pub b06: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b07, asOf: $as_of)]
    #[directives(include(if: $i07))]
    pub b07: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b08, asOf: $as_of)]
    #[directives(include(if: $i08))]
    pub b08: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b09, asOf: $as_of)]
    #[directives(include(if: $i09))]
    pub b09: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b10, asOf: $as_of)]
    #[directives(include(if: $i10))]
    pub b10: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b11, asOf: $as_of)]
    #[directives(include(if: $i11))]
    pub b11: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b12, asOf: $as_of)]
    #[directives(include(if: $i12))]
    pub b12: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b13, asOf: $as_of)]
    #[directives(include(if: $i13))]
    pub b13: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b14, asOf: $as_of)]
    #[directives(include(if: $i14))]
    pub b14: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b15, asOf: $as_of)]
    #[directives(include(if: $i15))]
    pub b15: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b16, asOf: $as_of)]
    #[directives(include(if: $i16))]
    pub b16: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b17, asOf: $as_of)]
    #[directives(include(if: $i17))]
    pub b17: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b18, asOf: $as_of)]
    #[directives(include(if: $i18))]
    pub b18: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b19, asOf: $as_of)]
    #[directives(include(if: $i19))]
    pub b19: Option<Branch>,
    #[cynic(rename = "agency", alias)]
    #[arguments(code: $b20, asOf: $as_of)]
    #[directives(include(if: $i20))]
    pub b20: Option<Branch>,
}

impl TreeVars {
    /// Asks for these branches; those beyond the last place are left out.
    pub fn open(mut self, codes: &[String]) -> Self {
        let places = [
            (&mut self.b01, &mut self.i01),
            (&mut self.b02, &mut self.i02),
            (&mut self.b03, &mut self.i03),
            (&mut self.b04, &mut self.i04),
            (&mut self.b05, &mut self.i05),
            (&mut self.b06, &mut self.i06),
            (&mut self.b07, &mut self.i07),
            (&mut self.b08, &mut self.i08),
            (&mut self.b09, &mut self.i09),
            (&mut self.b10, &mut self.i10),
            (&mut self.b11, &mut self.i11),
            (&mut self.b12, &mut self.i12),
            (&mut self.b13, &mut self.i13),
            (&mut self.b14, &mut self.i14),
            (&mut self.b15, &mut self.i15),
            (&mut self.b16, &mut self.i16),
            (&mut self.b17, &mut self.i17),
            (&mut self.b18, &mut self.i18),
            (&mut self.b19, &mut self.i19),
            (&mut self.b20, &mut self.i20),
        ];
        for ((code, wanted), open) in places.into_iter().zip(codes) {
            open.clone_into(code);
            *wanted = true;
        }
        self
    }
}

impl TreePage {
    /// The branches that are open and exist.
    pub fn take_branches(&mut self) -> Vec<Branch> {
        [
            self.b01.take(),
            self.b02.take(),
            self.b03.take(),
            self.b04.take(),
            self.b05.take(),
            self.b06.take(),
            self.b07.take(),
            self.b08.take(),
            self.b09.take(),
            self.b10.take(),
            self.b11.take(),
            self.b12.take(),
            self.b13.take(),
            self.b14.take(),
            self.b15.take(),
            self.b16.take(),
            self.b17.take(),
            self.b18.take(),
            self.b19.take(),
            self.b20.take(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
