//! The difference between a sheet and the tree of today, line by line.
use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use entities::ids::AgencyId;

use super::{
    Column, Fault, Parsed, Reason, Row,
    draft::{Said, fresh, standing},
    order::{depths, ordered},
};
use crate::domain::reorganisation::{Change, ChangeKind, Draft, FindingCode, MAX_CHANGES, Severity, Tree, apply};

/// Deeper than any government is.
const DEEPEST: usize = 40;

/// What the tree does not say of a unit, but a sheet does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the columns")]
pub struct Unit {
    /// Nearest government at or above.
    pub government: Option<AgencyId>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub evidence: String,
    pub note: String,
}

/// The tree that a sheet is held against.
#[derive(Debug, Clone)]
pub struct Today {
    /// All of it, as it would stand on the day of the plan.
    pub tree: Tree,
    /// What else is known, by code.
    pub units: HashMap<String, Unit>,
    /// Those of the regions of the sheet that exist.
    pub regions: HashSet<String>,
    /// The government that the sheet is for.
    pub government: AgencyId,
    /// The day of the plan.
    pub day: NaiveDate,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Where.
    pub column: Column,
    /// Today.
    pub before: String,
    /// In the sheet.
    pub after: String,
    /// No plan writes this; it stays as it is today.
    pub kept: bool,
}

/// One row of the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Line of the file.
    pub line: usize,
    /// The code as it is written.
    pub code: String,
    /// The name as it is written.
    pub name: String,
    /// What differs from today.
    pub shifts: Vec<Shift>,
    /// The changes that it makes.
    pub changes: Vec<ChangeKind>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// A sheet held against the tree.
#[derive(Debug, Clone, Default)]
pub struct Difference {
    /// Its rows, in the order of the file.
    pub lines: Vec<Line>,
    /// What is wrong with the sheet as a whole.
    pub faults: Vec<Fault>,
    /// The changes that make the tree of the sheet, in the order in which they are carried out; none with faults.
    pub drafts: Vec<Draft>,
    /// Open units of the government that the sheet does not name: they stay.
    pub missing: Vec<String>,
}

impl Difference {
    /// Whether a plan can be made of it.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.lines.iter().all(|line| line.faults.is_empty())
    }

    /// The name that a code has in the sheet.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<&str> {
        self.lines.iter().find(|line| line.code == code).map(|line| line.name.as_str())
    }
}

struct Sheet<'a> {
    today: &'a Today,
    rows: HashMap<&'a str, &'a Row>,
    /// Also of rows with faults.
    named: HashSet<&'a str>,
}

impl<'a> Sheet<'a> {
    fn parent(&self, code: &'a str) -> Option<&'a str> {
        match self.rows.get(code) {
            Some(row) => row.parent.as_deref(),
            None => self.today.tree.get(code)?.parent.as_deref(),
        }
    }

    /// The government of a code of the sheet: that of its unit, or of the first one above it that stands today.
    fn is_own(&self, code: &'a str) -> bool {
        let mut at = code;
        for _ in 0..DEEPEST {
            if let Some(unit) = self.today.units.get(at) {
                return unit.government == Some(self.today.government);
            }
            match self.parent(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        // Told as an unknown parent, as a circle or as too deep.
        true
    }

    fn said(&self, line: usize, row: &'a Row) -> Said {
        let today = self.today.tree.get(&row.code).zip(self.today.units.get(&row.code));
        let mut said = match today {
            Some((node, unit)) => standing(line, row, node, unit),
            None => fresh(line, row),
        };
        let fault = |column, reason| Fault::cell(line, column, reason);
        if today.is_some() && !self.is_own(&row.code) {
            // A sheet of more than the own government is welcome, as long as it leaves the others as they are.
            said.drafts.clear();
            let foreign = said.changes() || !said.faults.is_empty();
            said.faults = foreign.then(|| fault(Column::Code, Reason::NotYours)).into_iter().collect();
            return said;
        }
        if !said.changes() {
            return said;
        }
        let known = |code: &str| self.named.contains(code) || self.today.tree.get(code).is_some();
        let pointers = [
            (Column::ParentCode, row.parent.as_deref(), Reason::UnknownParent as fn(String) -> Reason),
            (Column::SuccessorCode, row.successor.as_ref().and_then(Option::as_deref), Reason::UnknownSuccessor),
        ];
        for (column, code, unknown) in pointers {
            let Some(code) = code else { continue };
            let same =
                today.is_some_and(|(node, _)| column == Column::ParentCode && node.parent.as_deref() == Some(code));
            if !known(code) {
                said.faults.push(fault(column, unknown(code.to_owned())));
            } else if !same && !self.is_own(code) {
                said.faults.push(fault(column, Reason::NotYours));
            }
        }
        let regions = row.region.iter().flatten().map(|region| (Column::RegionCode, region));
        let serves = row.serves.iter().flatten().map(|region| (Column::ServesRegions, region));
        for (column, region) in regions.chain(serves) {
            if !self.today.regions.contains(region) {
                said.faults.push(fault(column, Reason::UnknownRegion(region.clone())));
            }
        }
        said
    }
}

/// Holds a sheet against the tree of today.
#[must_use]
pub fn compare(parsed: &Parsed, today: &Today) -> Difference {
    let rows: HashMap<&str, &Row> =
        parsed.lines.iter().filter_map(|line| line.row.as_ref()).map(|row| (row.code.as_str(), row)).collect();
    let named: HashSet<&str> = parsed.lines.iter().map(|line| line.code.as_str()).collect();
    let sheet = Sheet { today, rows, named };
    let mut told: HashMap<usize, Vec<Fault>> = HashMap::new();
    for fault in &parsed.faults {
        told.entry(fault.line).or_default().push(fault.clone());
    }
    let mut found = Difference::default();
    let mut drafts: Vec<(usize, Draft)> = vec![];
    for (at, line) in parsed.lines.iter().enumerate() {
        let said = line.row.as_ref().map(|row| sheet.said(line.line, row)).unwrap_or_default();
        let mut faults = told.remove(&line.line).unwrap_or_default();
        faults.extend(said.faults);
        found.lines.push(Line {
            line: line.line,
            code: line.code.clone(),
            name: line.name.clone(),
            shifts: said.shifts,
            changes: said.drafts.iter().map(|draft| draft.kind).collect(),
            faults,
        });
        drafts.extend(said.drafts.into_iter().map(|draft| (at, draft)));
    }
    found.faults = told.into_values().flatten().collect();
    found.faults.sort_by_key(|fault| fault.line);
    found.missing = missing(&sheet);
    let depth = shape(&sheet, parsed, &mut found);
    if drafts.len() > MAX_CHANGES {
        found.faults.push(Fault::line(1, Reason::TooManyChanges { n: drafts.len(), max: MAX_CHANGES }));
    }
    // What a first fault brings with it is not told as a second.
    if found.is_sound() {
        let drafts = ordered(
            drafts,
            |code| depth.get(code).copied().unwrap_or_default(),
            |code| sheet.rows.get(code).and_then(|row| row.parent.as_deref()),
        );
        try_out(&sheet, drafts, &mut found);
    }
    found
}

/// Circles and what hangs too deep; answers how deep each row lies.
fn shape<'a>(sheet: &Sheet<'a>, parsed: &'a Parsed, found: &mut Difference) -> HashMap<&'a str, usize> {
    let codes = parsed.lines.iter().filter_map(|line| line.row.as_ref()).map(|row| row.code.as_str());
    let (depth, circles) = depths(codes, |code| sheet.parent(code));
    for circle in circles {
        let members: HashSet<&str> = circle.iter().copied().collect();
        if let Some(line) = found.lines.iter_mut().find(|line| members.contains(line.code.as_str())) {
            let codes = circle.iter().take(10).map(|code| (*code).to_owned()).collect();
            line.faults.push(Fault::cell(line.line, Column::ParentCode, Reason::Loop(codes)));
        }
    }
    for line in &mut found.lines {
        if !line.changes.is_empty()
            && line.faults.is_empty()
            && depth.get(line.code.as_str()).is_some_and(|n| *n > DEEPEST)
        {
            line.faults.push(Fault::cell(line.line, Column::ParentCode, Reason::TooDeep { max: DEEPEST }));
        }
    }
    depth
}

/// Carries the plan out on paper; what does not fit is told on the line that asks for it.
fn try_out(sheet: &Sheet<'_>, drafts: Vec<(usize, Draft)>, found: &mut Difference) {
    let (at, drafts): (Vec<usize>, Vec<Draft>) = drafts.into_iter().unzip();
    let changes: Vec<Change> = drafts.iter().filter_map(|draft| Change::try_from(draft).ok()).collect();
    let applied = apply(&sheet.today.tree, &changes, sheet.today.day);
    let by_code: HashMap<String, usize> =
        found.lines.iter().enumerate().map(|(n, line)| (line.code.clone(), n)).collect();
    for finding in applied.findings {
        if finding.severity() != Severity::Error {
            continue;
        }
        let of_change = finding.change.and_then(|change| at.get(change).copied());
        let rival = finding.other.as_deref().filter(|_| finding.code == FindingCode::FunctionTwice);
        let rival = rival.and_then(|text| text.split(':').next());
        let line = of_change
            .or_else(|| by_code.get(&finding.agency).copied())
            .or_else(|| by_code.get(rival?).copied())
            .and_then(|n| found.lines.get_mut(n));
        let column = column_of(finding.code);
        match line {
            Some(line) => {
                let fault = Fault::cell(line.line, column, Reason::Plan(finding));
                line.faults.push(fault);
            }
            None => found.faults.push(Fault::line(1, Reason::Plan(finding))),
        }
    }
    if found.is_sound() {
        found.drafts = drafts;
    }
}

/// The cell that a finding is about.
const fn column_of(code: FindingCode) -> Column {
    match code {
        FindingCode::FunctionTwice => Column::Functions,
        FindingCode::GovernmentKind => Column::Kind,
        FindingCode::CrossesGovernment | FindingCode::Loop | FindingCode::UnknownAgency | FindingCode::DeadTarget => {
            Column::ParentCode
        }
        FindingCode::NotAReceiver => Column::SuccessorCode,
        FindingCode::OpenUnits => Column::ValidTo,
        _ => Column::Code,
    }
}

fn missing(sheet: &Sheet<'_>) -> Vec<String> {
    let own: BTreeSet<&str> = sheet
        .today
        .tree
        .nodes()
        .filter(|node| node.open)
        .map(|node| node.code.as_str())
        .filter(|code| !sheet.named.contains(code))
        .filter(|code| sheet.today.units.get(*code).is_some_and(|unit| unit.government == Some(sheet.today.government)))
        .collect();
    own.into_iter().map(str::to_owned).collect()
}
