//! A simulation as CSV: a row for each flow, then one for each report that moved. A cell that a spreadsheet would take
//! for a formula gets an apostrophe before it, as in the sheets of the tree.
use super::queries::{FlowBit, MoveRow};
use crate::gql::fragments::AgencyBit;

const HEADS: [&str; 12] = [
    "row",
    "from_code",
    "from_name",
    "to_code",
    "to_name",
    "count",
    "became_right",
    "became_wrong",
    "unfinished",
    "reference",
    "right_before",
    "right_after",
];

/// The text while it is written.
pub struct Sheet(String);

impl Sheet {
    /// With its header. A byte order mark tells spreadsheets that it is UTF-8.
    pub fn new() -> Self {
        let mut sheet = Self("\u{feff}".to_owned());
        sheet.row(HEADS.map(str::to_owned));
        sheet
    }

    pub fn flow(&mut self, flow: &FlowBit) {
        let [from_code, from_name] = agency(flow.from.as_ref());
        let [to_code, to_name] = agency(flow.to.as_ref());
        let count = |n: i32| n.to_string();
        self.row([
            "flow".to_owned(),
            from_code,
            from_name,
            to_code,
            to_name,
            count(flow.count),
            count(flow.became_right),
            count(flow.became_wrong),
            count(flow.unfinished),
            String::new(),
            String::new(),
            String::new(),
        ]);
    }

    pub fn moved(&mut self, moved: &MoveRow) {
        let [from_code, from_name] = agency(moved.from.as_ref());
        let [to_code, to_name] = agency(moved.to.as_ref());
        let told = |right: Option<bool>| right.map(|right| right.to_string()).unwrap_or_default();
        let reference = moved.case.as_ref().map(|case| case.reference.clone()).unwrap_or_default();
        let none = String::new;
        self.row([
            "move".to_owned(),
            from_code,
            from_name,
            to_code,
            to_name,
            none(),
            none(),
            none(),
            none(),
            reference,
            told(moved.right_before),
            told(moved.right_after),
        ]);
    }

    fn row(&mut self, cells: [String; HEADS.len()]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(&guarded(cell))).collect();
        self.0.push_str(&cells.join(","));
        self.0.push('\n');
    }

    pub fn text(self) -> String {
        self.0
    }
}

fn agency(agency: Option<&AgencyBit>) -> [String; 2] {
    agency.map(|agency| [agency.code.clone(), agency.name.clone()]).unwrap_or_default()
}

/// A cell that no spreadsheet carries out.
fn guarded(cell: &str) -> String {
    let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formula_is_left() {
        assert_eq!(quoted("Dinas A, Kota \"B\""), "\"Dinas A, Kota \"\"B\"\"\"");
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
        assert_eq!(quoted("lurus"), "lurus");
        for cell in ["=1+1", "+62", "-1", "@a", "\tx", "'=1", "\rx"] {
            assert!(guarded(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(guarded("'biasa"), "'biasa");
        assert_eq!(guarded("TG-1"), "TG-1");
    }

    #[test]
    fn every_row_has_all_columns_and_no_agency_is_empty() {
        let named = AgencyBit { code: "A".into(), name: "=HYPERLINK(\"x\")".into(), short_name: "A".into() };
        let mut sheet = Sheet::new();
        sheet.flow(&FlowBit { from: Some(named), to: None, count: 3, became_right: 1, became_wrong: 0, unfinished: 2 });
        sheet.moved(&MoveRow { case: None, from: None, to: None, right_before: Some(true), right_after: None });
        let text = sheet.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert_eq!(lines.get(1).copied(), Some("flow,A,\"'=HYPERLINK(\"\"x\"\")\",,,3,1,0,2,,,"));
        assert_eq!(lines.get(2).copied(), Some("move,,,,,,,,,,true,"));
    }
}
