//! One change of a plan, as it is written down and as the preview sees it.
use std::{collections::HashMap, sync::Arc};

use async_graphql::{ComplexObject, ID, Object, SimpleObject};
use entities::plan_change;

use super::{
    agency::Agency,
    enums::{AgencyKind, ChangeKind},
    ids,
    loaders::Name,
    plan::Sheet,
    plan_preview::PlanFinding,
};
use crate::{domain::reorganisation::Draft, texts};

/// One change of a plan.
pub struct PlanChange {
    pub(super) row: plan_change::Model,
    pub(super) draft: Draft,
    pub(super) at: Option<usize>,
    pub(super) all: Arc<Vec<plan_change::Model>>,
    pub(super) names: Arc<HashMap<String, String>>,
    pub(super) plan: Arc<Sheet>,
}

/// One change of a plan. What its kind has no use for is null.
#[Object]
impl PlanChange {
    /// Global id.
    async fn id(&self) -> ID {
        ids::plan_change(self.row.id)
    }
    /// Raised by each edit.
    async fn version(&self) -> i64 {
        self.row.version
    }
    /// Kind.
    async fn kind(&self) -> ChangeKind {
        self.draft.kind.into()
    }
    /// One sentence in the viewer's language.
    async fn summary(&self) -> String {
        let name = |code: &str| self.names.get(code).cloned();
        texts::plans::change(self.plan.view.op.locale, &self.draft, &name)
    }
    /// The agency that changes, as it is today; null for a new one.
    async fn agency(&self) -> async_graphql::Result<Option<Agency>> {
        let row = self.plan.view.load(super::loaders::ByCode(self.draft.code.clone())).await?;
        Ok(row.map(|row| Agency::new(row, &self.plan.view)))
    }
    /// Code of the agency that changes; of a merger, the one that stays.
    async fn code(&self) -> &str {
        &self.draft.code
    }
    /// New name.
    async fn name(&self) -> Option<&str> {
        self.draft.name.as_deref()
    }
    /// New short name.
    async fn short_name(&self) -> Option<&str> {
        self.draft.short_name.as_deref()
    }
    /// New kind.
    async fn agency_kind(&self) -> Option<AgencyKind> {
        self.draft.agency_kind.map(Into::into)
    }
    /// New functions, all of them.
    async fn functions(&self) -> Option<&[String]> {
        self.draft.functions.as_deref()
    }
    /// New area of authority.
    async fn region_code(&self) -> Option<&str> {
        self.draft.region.as_deref()
    }
    /// New further regencies or cities served, all of them.
    async fn serves_regions(&self) -> Option<&[String]> {
        self.draft.serves.as_deref()
    }
    /// New parent.
    async fn parent_code(&self) -> Option<&str> {
        self.draft.parent.as_deref()
    }
    /// Of a merger: those that become part of `code`.
    async fn source_codes(&self) -> &[String] {
        &self.draft.sources
    }
    /// Of a closing: who inherits.
    async fn successor_code(&self) -> Option<&str> {
        self.draft.successor.as_deref()
    }
    /// Of a split: who takes what.
    async fn heirs(&self) -> Vec<PlanHeir> {
        let heirs = self.draft.heirs.iter().cloned();
        heirs
            .map(|heir| PlanHeir {
                code: heir.code,
                topic_codes: heir.topics,
                region_codes: heir.regions,
                unit_codes: heir.units,
                returned: heir.back,
            })
            .collect()
    }
    /// Note.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_deref()
    }
    /// Law of this change, where it has one of its own.
    async fn legal_reference(&self) -> Option<&str> {
        self.row.legal_reference.as_deref()
    }
    /// Who wrote it last.
    async fn edited_by(&self) -> async_graphql::Result<Option<String>> {
        self.plan.view.load(Name(self.row.edited_by)).await
    }
    /// What the preview says of it; empty once the plan is published or given up.
    async fn findings(&self) -> async_graphql::Result<Vec<PlanFinding>> {
        if self.plan.row.status.is_final() {
            return Ok(vec![]);
        }
        let Some(at) = self.at else { return Ok(vec![]) };
        let weighed = self.plan.weighed().await?;
        Ok(weighed.findings_of(at).map(|finding| self.plan.finding(&weighed, finding, &self.all)).collect())
    }
}

/// One share of a split: all cases that match; the share without conditions takes the rest.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PlanHeir {
    /// Who takes it.
    pub code: String,
    /// Cases of these topics, with their sub-topics.
    pub topic_codes: Vec<String>,
    /// Cases of these regions, with everything in them.
    pub region_codes: Vec<String>,
    /// Units that go along.
    pub unit_codes: Vec<String>,
    /// Only cases that the plan which is taken back had taken from this agency.
    pub returned: bool,
}

#[ComplexObject]
impl PlanHeir {
    /// Takes what no other share takes.
    async fn takes_the_rest(&self) -> bool {
        self.topic_codes.is_empty() && self.region_codes.is_empty() && !self.returned
    }
}
