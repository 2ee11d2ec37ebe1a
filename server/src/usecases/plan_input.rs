//! Plans and changes as people type them: cleaned, with all faults at once.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use entities::plan;

use super::Failure;
use crate::{
    domain::{
        refusal::Refusal,
        reorganisation::{self, Change, ChangeKind, Draft},
        text::{self, Limits},
    },
    store::{
        Work,
        plan_write::{NewChange, PlanHead},
    },
};

/// Most functions, regions, sources and heirs of one change.
pub const ITEMS_MAX: usize = 200;

/// Most agencies that one change may name.
pub const CODES_MAX: usize = 2000;

/// The head of a plan as it is typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct TypedHead {
    pub title: String,
    pub legal_reference: String,
    pub note: Option<String>,
    pub past_reason: Option<String>,
    pub effective_on: NaiveDate,
}

impl TypedHead {
    pub(super) fn clean(self) -> Result<PlanHead, Failure> {
        let mut faults: Vec<Refusal> = vec![];
        let mut keep = |result: Result<String, text::FieldError>| result.map_err(|e| faults.push(e.into())).ok();
        let title = keep(text::clean_line("title", &self.title, Limits::PLAN_TITLE));
        let law = keep(text::clean_line("legalReference", &self.legal_reference, Limits::LAW));
        let mut optional = |field, value: Option<&str>| {
            text::optional_text(field, value, Limits::NOTE).map_err(|error| faults.push(error.into())).ok().flatten()
        };
        let note = optional("note", self.note.as_deref());
        let past_reason = optional("pastReason", self.past_reason.as_deref());
        match (title, law) {
            (Some(title), Some(legal_reference)) if faults.is_empty() => {
                Ok(PlanHead { title, legal_reference, note, past_reason, effective_on: self.effective_on })
            }
            _ => Err(Failure::Refused(faults)),
        }
    }
}

/// A change as it is typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct TypedChange {
    pub draft: Draft,
    pub note: Option<String>,
    pub legal_reference: Option<String>,
}

fn code_of(field: &'static str, code: &str, faults: &mut Vec<Refusal>) -> String {
    let code = code.trim().to_owned();
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    if code.is_empty() {
        faults.push(Refusal::Required(field));
    } else if code.len() > 64 {
        faults.push(Refusal::TooLong { field, max: 64, len: code.len() });
    } else if !plain {
        faults.push(Refusal::Invalid(field));
    }
    code
}

impl TypedChange {
    pub(super) fn clean(self) -> Result<NewChange, Failure> {
        let mut faults: Vec<Refusal> = vec![];
        let typed = self.draft;
        let line = |field, value: &Option<String>, bounds, faults: &mut Vec<Refusal>| {
            text::optional_line(field, value.as_deref(), bounds)
                .map_err(|error| faults.push(error.into()))
                .ok()
                .flatten()
        };
        let many = |field, items: Vec<String>, faults: &mut Vec<Refusal>| -> Vec<String> {
            if items.len() > ITEMS_MAX {
                faults.push(Refusal::TooMany { field, max: ITEMS_MAX });
            }
            let filled = items.into_iter().filter(|item| !item.trim().is_empty()).take(ITEMS_MAX);
            filled.map(|item| code_of(field, &item, faults)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let one = |field, item: Option<String>, faults: &mut Vec<Refusal>| {
            item.filter(|item| !item.trim().is_empty()).map(|item| code_of(field, &item, faults))
        };
        let draft = Draft {
            kind: typed.kind,
            code: code_of("change.code", &typed.code, &mut faults),
            name: line("change.name", &typed.name, Limits::AGENCY_NAME, &mut faults),
            short_name: line("change.shortName", &typed.short_name, Limits::AGENCY_NAME, &mut faults),
            agency_kind: typed.agency_kind,
            functions: typed.functions.map(|items| many("change.functions", items, &mut faults)),
            region: one("change.regionCode", typed.region, &mut faults),
            serves: typed.serves.map(|items| many("change.servesRegions", items, &mut faults)),
            parent: one("change.parentCode", typed.parent, &mut faults),
            sources: many("change.sourceCodes", typed.sources, &mut faults),
            successor: one("change.successorCode", typed.successor, &mut faults),
            heirs: {
                if typed.heirs.len() > ITEMS_MAX {
                    faults.push(Refusal::TooMany { field: "change.heirs", max: ITEMS_MAX });
                }
                let heirs = typed.heirs.into_iter().take(ITEMS_MAX);
                heirs
                    .map(|heir| reorganisation::Heir {
                        code: code_of("change.heirs", &heir.code, &mut faults),
                        topics: many("change.heirs", heir.topics, &mut faults),
                        regions: many("change.heirs", heir.regions, &mut faults),
                        units: many("change.heirs", heir.units, &mut faults),
                        back: heir.back,
                    })
                    .collect()
            },
        };
        if draft.codes().count() > CODES_MAX {
            faults.push(Refusal::TooMany { field: "change.heirs", max: CODES_MAX });
        }
        if draft.kind == ChangeKind::Create && draft.code != draft.code.to_uppercase() {
            faults.push(Refusal::Invalid("change.code"));
        }
        if let Err(missing) = Change::try_from(&draft) {
            faults.extend(missing.into_iter().map(|refusal| match refusal {
                Refusal::Required("name") => Refusal::Required("change.name"),
                Refusal::Required("agencyKind") => Refusal::Required("change.agencyKind"),
                Refusal::Required("parentCode") => Refusal::Required("change.parentCode"),
                Refusal::Required("sourceCodes") => Refusal::Required("change.sourceCodes"),
                Refusal::Required("heirs") => Refusal::Required("change.heirs"),
                Refusal::Required("functions") => Refusal::Required("change.functions"),
                other => other,
            }));
        }
        let note = text::optional_text("change.note", self.note.as_deref(), Limits::NOTE);
        let note = note.map_err(|error| faults.push(error.into())).ok().flatten();
        let law = line("change.legalReference", &self.legal_reference, Limits::LAW, &mut faults);
        if faults.is_empty() {
            Ok(NewChange { draft, note, legal_reference: law })
        } else {
            Err(Failure::Refused(faults))
        }
    }
}

/// Agencies of another government, and codes of regions and topics that do not exist, are refused at once: the rest is
/// the preview's to say.
pub(super) async fn within(work: &Work, plan: &plan::Model, draft: &Draft) -> Result<(), Failure> {
    let named: Vec<String> = draft.codes().map(str::to_owned).collect();
    let rows = work.agencies_by_code(&named).await?;
    let field = |code: &str| match code {
        code if draft.parent.as_deref() == Some(code) => "change.parentCode",
        code if draft.successor.as_deref() == Some(code) => "change.successorCode",
        code if draft.sources.iter().any(|source| source == code) => "change.sourceCodes",
        code if draft.heirs.iter().any(|heir| heir.code == code || heir.units.iter().any(|unit| unit == code)) => {
            "change.heirs"
        }
        _ => "change.code",
    };
    let foreign = rows.values().filter(|row| row.government_id != Some(plan.government_id));
    let faults: BTreeSet<&'static str> = foreign.map(|row| field(&row.code)).collect();
    let mut faults: Vec<Refusal> = faults.into_iter().map(Refusal::NotYours).collect();
    let regions: Vec<String> = draft
        .region
        .iter()
        .chain(draft.serves.iter().flatten())
        .chain(draft.heirs.iter().flat_map(|heir| &heir.regions))
        .cloned()
        .collect();
    let topics: Vec<String> = draft.heirs.iter().flat_map(|heir| heir.topics.iter().cloned()).collect();
    if !regions.is_empty() || !topics.is_empty() {
        let (region, topic) = work.unknown_codes(&regions, &topics).await?;
        if let Some(region) = region {
            let own = draft.region.as_ref() == Some(&region);
            let serves = draft.serves.iter().flatten().any(|code| *code == region);
            faults.push(Refusal::Unknown(match (own, serves) {
                (true, _) => "change.regionCode",
                (false, true) => "change.servesRegions",
                (false, false) => "change.heirs",
            }));
        }
        if topic.is_some() {
            faults.push(Refusal::Unknown("change.heirs"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Failure::Refused(faults)) }
}
