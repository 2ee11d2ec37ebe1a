//! Mutations of forwarding rules.
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Datelike, Utc};
use entities::ids::RuleSetId;

use super::{
    super::{
        enums::UserErrorCode,
        errors::{UserError, internal, user_errors},
        ids,
        loaders::ById,
        rule_inputs::*,
        rule_payloads::*,
        rule_set::RuleSet,
        view::{View, Viewer},
    },
    filled, key,
};
use crate::{
    authz::planning::{self, Planning},
    domain::{refusal::Refusal, rules},
    store::rule_document,
    texts,
    usecases::{Failure, rule_sets},
};

/// So many faults of a document are answered at once; the rest is a number.
const FAULTS: usize = 50;

/// Mutations of forwarding rules.
#[derive(Default)]
pub struct RuleMutation;

fn rule_set_id(id: &ID) -> Result<RuleSetId, Failure> {
    ids::to_rule_set(id).ok_or_else(|| Refusal::Unknown("ruleSetId").into())
}

/// A position; one that cannot be is refused as any beyond the limits.
fn position(at: i32) -> u32 {
    u32::try_from(at).unwrap_or(0)
}

/// Which version the client should see, also after a refusal.
async fn answer(
    view: &Viewer,
    about: Option<RuleSetId>,
    result: Result<RuleSetId, Failure>,
) -> async_graphql::Result<RuleAnswer> {
    match result {
        Ok(id) => shown(view, Some(id), vec![]).await,
        Err(failure) => shown(view, about, user_errors(view.op.locale, &failure)?).await,
    }
}

/// Reads anew after the act, with loaders that have seen nothing before it.
async fn shown(view: &Viewer, id: Option<RuleSetId>, user_errors: Vec<UserError>) -> async_graphql::Result<RuleAnswer> {
    let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
    let row = match id {
        Some(id) => fresh.op.scoped.rule_set(id).await.map_err(internal(&fresh.op))?,
        None => None,
    };
    Ok(RuleAnswer { rule_set: row.map(|row| RuleSet::new(row, &fresh)), user_errors })
}

/// The rules of a document, or what is wrong with it. Nothing is read for somebody who keeps no rules.
async fn document(view: &Viewer, input: &ImportRulesInput) -> async_graphql::Result<Result<rules::RuleSet, Import>> {
    let actor = view.op.actor();
    if actor.officer().is_none() {
        return Ok(Err(Import::Refused(Failure::Unauthenticated)));
    }
    if !planning::keeps(actor) {
        return Ok(Err(Import::Refused(Refusal::Unknown("governmentCode").into())));
    }
    let code = match (filled(input.government_code.clone()), planning::sees(actor)) {
        (Some(code), _) => Some(code),
        (None, Planning::Of(own)) => view.load(ById(own)).await?.map(|row| row.code),
        (None, Planning::All | Planning::Nothing) => None,
    };
    let scope = rule_document::scope_of(&code.unwrap_or_default(), &view.op.deps.government);
    let locale = view.op.locale;
    Ok(rule_document::read(&input.document, scope).map_err(|faults| {
        let error = |message| UserError {
            code: UserErrorCode::Invalid,
            message,
            path: vec!["input".to_owned(), "document".to_owned()],
        };
        let mut told: Vec<UserError> = faults
            .iter()
            .take(FAULTS)
            .map(|fault| error(texts::rules::fault(locale, fault.line, fault.column.as_deref(), &fault.reason)))
            .collect();
        if let Some(left) = faults.len().checked_sub(FAULTS).filter(|left| *left > 0) {
            told.push(error(texts::rules::more_faults(locale, left)));
        }
        Import::Faulty(told)
    }))
}

/// Why a document is not taken.
enum Import {
    Refused(Failure),
    Faulty(Vec<UserError>),
}

/// Moments that both engines can count with.
fn moment(at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>, Failure> {
    match at {
        Some(at) if !(1900..=2200).contains(&at.year()) => Err(Refusal::Invalid("activatesAt").into()),
        at => Ok(at),
    }
}

#[Object]
impl RuleMutation {
    /// Begins a version of the forwarding rules: empty, or as a copy of another one. Going back to an old version is a
    /// copy of it. Coordinators for their own government, the system administrator for any.
    async fn create_rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: CreateRuleSetInput,
    ) -> async_graphql::Result<CreateRuleSetPayload> {
        let view = View::of(ctx)?;
        let key = key("createRuleSet", input.client_mutation_id.as_ref(), &input);
        let op = &view.op;
        let result = async {
            let based_on = match &input.based_on_id {
                Some(id) => Some(ids::to_rule_set(id).ok_or(Refusal::Unknown("basedOnId"))?),
                None => None,
            };
            let (government, note) = (input.government_code.as_deref(), filled(input.note.clone()));
            rule_sets::create(op, government, based_on, &input.title, note.as_deref(), key.as_ref()).await
        }
        .await;
        Ok(CreateRuleSetPayload::of(answer(&view, None, result).await?, input.client_mutation_id))
    }

    /// Begins a version from a file in the form of forwarding_rules.json; it never changes one that is there. What is
    /// wrong with the file comes as `userErrors` on `document`; what is wrong with the rules, as `findings` of the draft.
    /// Coordinators for their own government, the system administrator for any.
    async fn import_rules(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ImportRulesInput,
    ) -> async_graphql::Result<ImportRulesPayload> {
        let view = View::of(ctx)?;
        let key = key("importRules", input.client_mutation_id.as_ref(), &input);
        let op = &view.op;
        let answer = match document(&view, &input).await? {
            Err(Import::Faulty(told)) => shown(&view, None, told).await?,
            Err(Import::Refused(failure)) => answer(&view, None, Err(failure)).await?,
            Ok(set) => {
                let (government, note) = (input.government_code.as_deref(), filled(input.note.clone()));
                let result = rule_sets::import(op, government, &input.title, note.as_deref(), set, key.as_ref()).await;
                answer(&view, None, result).await?
            }
        };
        Ok(ImportRulesPayload::of(answer, input.client_mutation_id))
    }

    /// Changes title and note of a draft. Coordinators of its government, the system administrator.
    async fn update_rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: UpdateRuleSetInput,
    ) -> async_graphql::Result<UpdateRuleSetPayload> {
        let view = View::of(ctx)?;
        let key = key("updateRuleSet", input.client_mutation_id.as_ref(), &input);
        let op = &view.op;
        let result = async {
            let (id, note) = (rule_set_id(&input.rule_set_id)?, filled(input.note.clone()));
            rule_sets::update(op, id, input.version, &input.title, note.as_deref(), key.as_ref()).await
        }
        .await;
        let about = ids::to_rule_set(&input.rule_set_id);
        Ok(UpdateRuleSetPayload::of(answer(&view, about, result).await?, input.client_mutation_id))
    }

    /// Adds a rule to a draft. Coordinators of its government, the system administrator.
    async fn add_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: AddRuleInput,
    ) -> async_graphql::Result<AddRulePayload> {
        let view = View::of(ctx)?;
        let key = key("addRule", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let id = rule_set_id(&input.rule_set_id)?;
            rule_sets::add_rule(op, id, input.version, input.rule.typed()?, key.as_ref()).await
        }
        .await;
        Ok(AddRulePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Writes a rule of a draft anew. Coordinators of its government, the system administrator.
    async fn update_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: UpdateRuleInput,
    ) -> async_graphql::Result<UpdateRulePayload> {
        let view = View::of(ctx)?;
        let key = key("updateRule", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let (id, at) = (rule_set_id(&input.rule_set_id)?, position(input.position));
            rule_sets::update_rule(op, id, input.version, at, input.rule.typed()?, key.as_ref()).await
        }
        .await;
        Ok(UpdateRulePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Moves a rule of a draft to another position. Coordinators of its government, the system administrator.
    async fn move_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: MoveRuleInput,
    ) -> async_graphql::Result<MoveRulePayload> {
        let view = View::of(ctx)?;
        let key = key("moveRule", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let (from, to) = (position(input.position), position(input.to));
            rule_sets::move_rule(op, rule_set_id(&input.rule_set_id)?, input.version, from, to, key.as_ref()).await
        }
        .await;
        Ok(MoveRulePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Takes a rule out of a draft. Coordinators of its government, the system administrator.
    async fn remove_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: RemoveRuleInput,
    ) -> async_graphql::Result<RemoveRulePayload> {
        let view = View::of(ctx)?;
        let key = key("removeRule", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let (id, at) = (rule_set_id(&input.rule_set_id)?, position(input.position));
            rule_sets::remove_rule(op, id, input.version, at, key.as_ref()).await
        }
        .await;
        Ok(RemoveRulePayload::of(answer(&view, about, result).await?, mark))
    }

    /// Hands a draft without errors to a second person. Coordinators of its government, the system administrator.
    async fn submit_rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: SubmitRuleSetInput,
    ) -> async_graphql::Result<SubmitRuleSetPayload> {
        let view = View::of(ctx)?;
        let key = key("submitRuleSet", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result =
            async { rule_sets::submit(op, rule_set_id(&input.rule_set_id)?, input.version, key.as_ref()).await }.await;
        Ok(SubmitRuleSetPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Publishes a version: at once, or at its time by the system, which lints it again. It takes the place of the one that
    /// runs. Another person than the one who submitted it: coordinators of its government, the system administrator.
    async fn approve_rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ApproveRuleSetInput,
    ) -> async_graphql::Result<ApproveRuleSetPayload> {
        let view = View::of(ctx)?;
        let key = key("approveRuleSet", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let (id, at) = (rule_set_id(&input.rule_set_id)?, moment(input.activates_at)?);
            rule_sets::approve(op, id, input.version, at, key.as_ref()).await
        }
        .await;
        Ok(ApproveRuleSetPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Sends a submitted or scheduled version back to its writers. Coordinators of its government, the system administrator.
    async fn return_rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ReturnRuleSetInput,
    ) -> async_graphql::Result<ReturnRuleSetPayload> {
        let view = View::of(ctx)?;
        let key = key("returnRuleSet", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let id = rule_set_id(&input.rule_set_id)?;
            rule_sets::hand_back(op, id, input.version, &input.reason, key.as_ref()).await
        }
        .await;
        Ok(ReturnRuleSetPayload::of(answer(&view, about, result).await?, mark))
    }

    /// Gives a version up that has not run. Coordinators of its government, the system administrator.
    async fn discard_rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: DiscardRuleSetInput,
    ) -> async_graphql::Result<DiscardRuleSetPayload> {
        let view = View::of(ctx)?;
        let key = key("discardRuleSet", input.client_mutation_id.as_ref(), &input);
        let (about, mark) = (ids::to_rule_set(&input.rule_set_id), input.client_mutation_id.clone());
        let op = &view.op;
        let result = async {
            let (id, reason) = (rule_set_id(&input.rule_set_id)?, filled(input.reason.clone()));
            rule_sets::discard(op, id, input.version, reason.as_deref(), key.as_ref()).await
        }
        .await;
        Ok(DiscardRuleSetPayload::of(answer(&view, about, result).await?, mark))
    }
}
