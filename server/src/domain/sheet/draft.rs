//! From one row and the unit of today to the cells that differ and the changes that make it as the row says.
use std::collections::BTreeSet;

use super::{Column, Fault, Reason, Row, Shift, Unit};
use crate::domain::{
    reorganisation::{ChangeKind, Draft, Node},
    text::TextFault,
};

/// What one row says.
#[derive(Default)]
pub(super) struct Said {
    pub(super) shifts: Vec<Shift>,
    pub(super) drafts: Vec<Draft>,
    pub(super) faults: Vec<Fault>,
}

impl Said {
    fn shift(&mut self, column: Column, before: impl Into<String>, after: impl Into<String>) {
        let (before, after) = (before.into(), after.into());
        if before != after {
            // Since when it is as it is, and how sure it is, no plan writes.
            let kept = matches!(column, Column::ValidFrom | Column::Evidence | Column::Note);
            self.shifts.push(Shift { column, before, after, kept });
        }
    }

    /// Whether a cell differs that a plan would change.
    pub(super) fn changes(&self) -> bool {
        self.shifts.iter().any(|shift| !shift.kept)
    }

    fn differs(&self, column: Column) -> bool {
        self.shifts.iter().any(|shift| shift.column == column)
    }
}

fn joined(items: &BTreeSet<String>) -> String {
    items.iter().cloned().collect::<Vec<_>>().join(";")
}

fn listed(items: &BTreeSet<String>) -> Vec<String> {
    items.iter().cloned().collect()
}

/// A unit that is not there yet.
pub(super) fn fresh(line: usize, row: &Row) -> Said {
    let mut said = Said::default();
    let empty = BTreeSet::new();
    let region = row.region.clone().flatten();
    said.shift(Column::Code, "", row.code.as_str());
    said.shift(Column::Name, "", row.name.as_str());
    said.shift(Column::ShortName, "", row.short_name.as_deref().unwrap_or_default());
    said.shift(Column::Kind, "", row.kind.as_str());
    said.shift(Column::Functions, "", joined(row.functions.as_ref().unwrap_or(&empty)));
    said.shift(Column::ParentCode, "", row.parent.as_deref().unwrap_or_default());
    said.shift(Column::RegionCode, "", region.as_deref().unwrap_or_default());
    said.shift(Column::ServesRegions, "", joined(row.serves.as_ref().unwrap_or(&empty)));
    kept(&mut said, row, None);
    if row.parent.is_none() {
        said.faults.push(Fault::cell(line, Column::ParentCode, Reason::Text(TextFault::Required)));
    }
    if row.valid_to.flatten().is_some() {
        said.faults.push(Fault::cell(line, Column::ValidTo, Reason::NewIsClosed));
    } else if row.successor.iter().flatten().next().is_some() {
        said.faults.push(Fault::cell(line, Column::SuccessorCode, Reason::SuccessorWithoutEnd));
    }
    said.drafts.push(Draft {
        name: Some(row.name.clone()),
        short_name: row.short_name.clone(),
        agency_kind: Some(row.kind),
        functions: row.functions.as_ref().map(listed),
        region,
        serves: row.serves.as_ref().map(listed),
        parent: row.parent.clone(),
        ..Draft::new(ChangeKind::Create, row.code.as_str())
    });
    said
}

fn kept(said: &mut Said, row: &Row, unit: Option<&Unit>) {
    if let Some(day) = row.valid_from {
        said.shift(
            Column::ValidFrom,
            unit.map(|unit| unit.valid_from.to_string()).unwrap_or_default(),
            day.to_string(),
        );
    }
    if let Some(evidence) = &row.evidence {
        said.shift(Column::Evidence, unit.map_or("", |unit| unit.evidence.as_str()), evidence.as_str());
    }
    if let Some(note) = &row.note {
        said.shift(Column::Note, unit.map_or("", |unit| unit.note.as_str()), note.as_str());
    }
}

/// A unit of today.
pub(super) fn standing(line: usize, row: &Row, node: &Node, unit: &Unit) -> Said {
    let mut said = Said::default();
    said.shift(Column::Name, node.name.as_str(), row.name.as_str());
    if let Some(short) = &row.short_name {
        said.shift(Column::ShortName, node.short_name.as_str(), short.as_str());
    }
    said.shift(Column::Kind, node.kind.as_str(), row.kind.as_str());
    if let Some(functions) = &row.functions {
        said.shift(Column::Functions, joined(&node.functions), joined(functions));
    }
    if row.parent.is_none() && node.parent.is_some() {
        said.faults.push(Fault::cell(line, Column::ParentCode, Reason::Text(TextFault::Required)));
    }
    said.shift(
        Column::ParentCode,
        node.parent.as_deref().unwrap_or_default(),
        row.parent.as_deref().unwrap_or_default(),
    );
    if let Some(region) = &row.region {
        let text = |region: &Option<String>| region.clone().unwrap_or_default();
        said.shift(Column::RegionCode, text(&node.region), text(region));
    }
    if let Some(serves) = &row.serves {
        said.shift(Column::ServesRegions, joined(&node.serves), joined(serves));
    }
    let end = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    if let Some(valid_to) = row.valid_to {
        said.shift(Column::ValidTo, end(unit.valid_to), end(valid_to));
    }
    if let Some(successor) = &row.successor {
        said.shift(
            Column::SuccessorCode,
            node.successor.as_deref().unwrap_or_default(),
            successor.as_deref().unwrap_or_default(),
        );
    }
    kept(&mut said, row, Some(unit));
    match (unit.valid_to, row.valid_to) {
        (Some(_), Some(None)) => {
            said.drafts.push(Draft::new(ChangeKind::Reopen, row.code.as_str()));
            edits(&mut said, row);
        }
        (Some(_), _) => closed(&mut said, line),
        (None, Some(Some(_))) => {
            edits(&mut said, row);
            let successor = row.successor.clone().flatten();
            said.drafts.push(Draft { successor, ..Draft::new(ChangeKind::Close, row.code.as_str()) });
        }
        (None, _) => {
            if said.differs(Column::SuccessorCode) {
                said.faults.push(Fault::cell(line, Column::SuccessorCode, Reason::SuccessorWithoutEnd));
            }
            edits(&mut said, row);
        }
    }
    said
}

/// What has ended stays as it ended.
fn closed(said: &mut Said, line: usize) {
    for shift in said.shifts.iter().filter(|shift| !shift.kept) {
        let reason = match shift.column {
            Column::ValidTo | Column::SuccessorCode => Reason::HistoryStands,
            _ => Reason::ClosedStands,
        };
        said.faults.push(Fault::cell(line, shift.column, reason));
    }
}

/// Name, facts and parent.
fn edits(said: &mut Said, row: &Row) {
    if said.differs(Column::Name) || said.differs(Column::ShortName) {
        said.drafts.push(Draft {
            name: Some(row.name.clone()),
            short_name: row.short_name.clone(),
            ..Draft::new(ChangeKind::Rename, row.code.as_str())
        });
    }
    let facts = [Column::Kind, Column::Functions, Column::RegionCode, Column::ServesRegions];
    if facts.into_iter().any(|column| said.differs(column)) {
        said.drafts.push(Draft {
            agency_kind: said.differs(Column::Kind).then_some(row.kind),
            functions: row.functions.as_ref().filter(|_| said.differs(Column::Functions)).map(listed),
            // An empty one takes the region away.
            region: row.region.clone().filter(|_| said.differs(Column::RegionCode)).map(Option::unwrap_or_default),
            serves: row.serves.as_ref().filter(|_| said.differs(Column::ServesRegions)).map(listed),
            ..Draft::new(ChangeKind::Adjust, row.code.as_str())
        });
    }
    if said.differs(Column::ParentCode) {
        said.drafts.push(Draft { parent: row.parent.clone(), ..Draft::new(ChangeKind::Move, row.code.as_str()) });
    }
}
