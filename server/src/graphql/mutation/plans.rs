//! Mutations of plans of the tree.
use async_graphql::{Context, ID, Object};
use entities::ids::{PlanChangeId, PlanId};

use super::{
    super::{
        errors::user_errors,
        ids,
        plan::ReorganisationPlan,
        plan_inputs::*,
        plan_payloads::*,
        scalars::Date,
        view::{View, Viewer},
    },
    filled, key,
};
use crate::{
    domain::{
        refusal::Refusal,
        reorganisation::{Draft, Heir},
    },
    usecases::{
        Failure,
        plans::{self, TypedChange, TypedHead},
    },
};

/// Mutations of plans of the tree.
#[derive(Default)]
pub struct PlanMutation;

fn plan_id(id: &ID) -> Result<PlanId, Failure> {
    ids::to_plan(id).ok_or_else(|| Refusal::Unknown("planId").into())
}

fn change_id(id: &ID) -> Result<PlanChangeId, Failure> {
    ids::to_plan_change(id).ok_or_else(|| Refusal::Unknown("changeId").into())
}

fn head(
    title: String,
    legal_reference: String,
    note: Option<String>,
    past_reason: Option<String>,
    effective_on: Date,
) -> TypedHead {
    let (note, past_reason) = (filled(note), filled(past_reason));
    TypedHead { title, legal_reference, note, past_reason, effective_on: effective_on.0 }
}

fn change(input: PlanChangeInput) -> TypedChange {
    let heirs = input.heirs.unwrap_or_default().into_iter();
    TypedChange {
        draft: Draft {
            name: filled(input.name),
            short_name: filled(input.short_name),
            agency_kind: input.agency_kind.map(Into::into),
            functions: input.functions,
            region: filled(input.region_code),
            serves: input.serves_regions,
            parent: filled(input.parent_code),
            sources: input.source_codes.unwrap_or_default(),
            successor: filled(input.successor_code),
            heirs: heirs
                .map(|heir| Heir {
                    code: heir.code,
                    topics: heir.topic_codes,
                    regions: heir.region_codes,
                    units: heir.unit_codes,
                    back: heir.returned,
                })
                .collect(),
            ..Draft::new(input.kind.into(), input.code)
        },
        note: filled(input.note),
        legal_reference: filled(input.legal_reference),
    }
}

/// Which plan the client should see, also after a refusal.
async fn answer(
    view: &Viewer,
    about: Option<PlanId>,
    result: Result<PlanId, Failure>,
) -> async_graphql::Result<PlanAnswer> {
    let (plan, user_errors) = match result {
        Ok(id) => (Some(id), vec![]),
        Err(failure) => (about, user_errors(view.op.locale, &failure)?),
    };
    let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
    let row = match plan {
        Some(id) => fresh.op.scoped.plan(id).await.map_err(super::super::errors::internal(&fresh.op))?,
        None => None,
    };
    Ok(PlanAnswer { plan: row.map(|row| ReorganisationPlan::new(row, &fresh)), user_errors })
}

/// The plan of a change.
async fn plan_of(view: &Viewer, id: &ID) -> async_graphql::Result<Option<PlanId>> {
    let Some(id) = ids::to_plan_change(id) else { return Ok(None) };
    let plan = view.op.scoped.plan_of_change(id).await.map_err(super::super::errors::internal(&view.op))?;
    Ok(plan.map(|row| row.id))
}

#[Object]
impl PlanMutation {
    /// Begins a plan. Coordinators for their own government, the system administrator for any.
    async fn create_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: CreatePlanInput,
    ) -> async_graphql::Result<CreatePlanPayload> {
        let view = View::of(ctx)?;
        let key = key("createPlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (None, input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            plans::create(
                op,
                input.government_code.as_deref(),
                head(input.title, input.legal_reference, input.note, input.past_reason, input.effective_on),
                key.as_ref(),
            )
            .await
        }
        .await;
        Ok(CreatePlanPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Changes the head of a plan that is being written. Coordinators of its government, the system administrator.
    async fn update_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: UpdatePlanInput,
    ) -> async_graphql::Result<UpdatePlanPayload> {
        let view = View::of(ctx)?;
        let key = key("updatePlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            plans::update(
                op,
                plan_id(&input.plan_id)?,
                input.version,
                head(input.title, input.legal_reference, input.note, input.past_reason, input.effective_on),
                key.as_ref(),
            )
            .await
        }
        .await;
        Ok(UpdatePlanPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Adds a change at the end of a plan. Coordinators of its government, the system administrator.
    async fn add_plan_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: AddPlanChangeInput,
    ) -> async_graphql::Result<AddPlanChangePayload> {
        let view = View::of(ctx)?;
        let key = key("addPlanChange", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result =
            async { plans::add_change(op, plan_id(&input.plan_id)?, change(input.change), key.as_ref()).await }.await;
        Ok(AddPlanChangePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Writes a change anew. Coordinators of its government, the system administrator.
    async fn update_plan_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: UpdatePlanChangeInput,
    ) -> async_graphql::Result<UpdatePlanChangePayload> {
        let view = View::of(ctx)?;
        let key = key("updatePlanChange", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (plan_of(&view, &input.change_id).await?, input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            plans::update_change(op, change_id(&input.change_id)?, input.version, change(input.change), key.as_ref())
                .await
        }
        .await;
        Ok(UpdatePlanChangePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Takes a change out. Coordinators of its government, the system administrator.
    async fn remove_plan_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: RemovePlanChangeInput,
    ) -> async_graphql::Result<RemovePlanChangePayload> {
        let view = View::of(ctx)?;
        let key = key("removePlanChange", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (plan_of(&view, &input.change_id).await?, input.client_mutation_id.clone());
        let op = &view.op;
        let result =
            async { plans::remove_change(op, change_id(&input.change_id)?, input.version, key.as_ref()).await }.await;
        Ok(RemovePlanChangePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Hands a plan without errors to a second person. Coordinators of its government, the system administrator.
    async fn submit_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: SubmitPlanInput,
    ) -> async_graphql::Result<SubmitPlanPayload> {
        let view = View::of(ctx)?;
        let key = key("submitPlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async { plans::submit(op, plan_id(&input.plan_id)?, input.version, key.as_ref()).await }.await;
        Ok(SubmitPlanPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Publishes a plan: at once, or on its day by the system, which weighs it again. Another person than the one who submitted it: coordinators of its government, the system administrator.
    async fn approve_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ApprovePlanInput,
    ) -> async_graphql::Result<ApprovePlanPayload> {
        let view = View::of(ctx)?;
        let key = key("approvePlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async { plans::approve(op, plan_id(&input.plan_id)?, input.version, key.as_ref()).await }.await;
        Ok(ApprovePlanPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Sends a submitted or scheduled plan back to its writers. Coordinators of its government, the system administrator.
    async fn return_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ReturnPlanInput,
    ) -> async_graphql::Result<ReturnPlanPayload> {
        let view = View::of(ctx)?;
        let key = key("returnPlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result =
            async { plans::hand_back(op, plan_id(&input.plan_id)?, input.version, &input.reason, key.as_ref()).await }
                .await;
        Ok(ReturnPlanPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Gives a plan up that is not published. Coordinators of its government, the system administrator.
    async fn discard_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: DiscardPlanInput,
    ) -> async_graphql::Result<DiscardPlanPayload> {
        let view = View::of(ctx)?;
        let key = key("discardPlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            plans::discard(op, plan_id(&input.plan_id)?, input.version, input.reason.as_deref(), key.as_ref()).await
        }
        .await;
        Ok(DiscardPlanPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Drafts the plan that takes a published one back. Coordinators of its government, the system administrator.
    async fn draft_counter_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: DraftCounterPlanInput,
    ) -> async_graphql::Result<DraftCounterPlanPayload> {
        let view = View::of(ctx)?;
        let key = key("draftCounterPlan", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_plan(&input.plan_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result =
            async { plans::counter(op, plan_id(&input.plan_id)?, input.effective_on.0, key.as_ref()).await }.await;
        Ok(DraftCounterPlanPayload::of(answer(&view, about, result).await?, mark))
    }
}
