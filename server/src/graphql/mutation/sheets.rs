//! The mutation that makes a draft plan of a sheet.
use async_graphql::{Context, Object};

use super::{
    super::{
        errors::{internal, user_errors},
        ids,
        plan::ReorganisationPlan,
        sheet::{ImportAgencySheetInput, ImportAgencySheetPayload},
        view::{View, Viewer},
    },
    filled, key,
};
use crate::{
    domain::refusal::Refusal,
    usecases::{Failure, plan_input::TypedHead, sheets},
};

/// The mutation that makes a draft plan of a sheet.
#[derive(Default)]
pub struct SheetMutation;

#[Object]
impl SheetMutation {
    /// Makes a draft plan of a sheet of the tree: all of its changes in one transaction, or nothing. The tree itself changes only when a second person approves the plan. Coordinators for their own government, the system administrator for any.
    async fn import_agency_sheet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ImportAgencySheetInput,
    ) -> async_graphql::Result<ImportAgencySheetPayload> {
        let view = View::of(ctx)?;
        let key = key("importAgencySheet", input.client_mutation_id.as_ref(), &input);
        let op = &view.op;
        let result = async {
            let id = ids::to_sheet(&input.sheet_id).ok_or_else(|| Failure::from(Refusal::Unknown("sheetId")));
            let head = TypedHead {
                title: input.title,
                legal_reference: input.legal_reference,
                note: filled(input.note),
                past_reason: filled(input.past_reason),
                effective_on: input.effective_on.0,
            };
            if op.actor().officer().is_none() {
                return Err(Failure::Unauthenticated);
            }
            sheets::import(op, id?, head, key.as_ref()).await
        }
        .await;
        let (plan, user_errors) = match result {
            Ok(id) => (Some(id), vec![]),
            Err(failure) => (None, user_errors(op.locale, &failure)?),
        };
        let fresh: Viewer = std::sync::Arc::new(View::new(op.clone()));
        let row = match plan {
            Some(id) => fresh.op.scoped.plan(id).await.map_err(internal(&fresh.op))?,
            None => None,
        };
        let plan = row.map(|row| ReorganisationPlan::new(row, &fresh));
        Ok(ImportAgencySheetPayload { plan, user_errors, client_mutation_id: input.client_mutation_id })
    }
}
