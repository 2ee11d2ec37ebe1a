//! Anything by its global id, as far as the viewer sees it.
use super::{
    account::{AccessToken, Account, RoleGrant},
    agency::{Agency, Officer},
    case::Case,
    errors::internal,
    event::CaseEvent,
    ids::{self, Named, Node},
    invitation::Invitation,
    loaders::{Assignable, ByCode, People},
    people::Person,
    plan::ReorganisationPlan,
    reply::{Attachment, Reply},
    rule_set::RuleSet,
    simulation::RuleSimulation,
    view::Viewer,
};
use crate::store::StoreError;

pub(super) async fn find(view: &Viewer, id: &str) -> async_graphql::Result<Option<Node>> {
    let scoped = &view.op.scoped;
    let internal = internal(&view.op);
    Ok(match ids::decode(id) {
        None => None,
        Some(Named::Case(id)) => Case::load(view, id).await?.map(Node::Case),
        Some(Named::Agency(code)) => view.load(ByCode(code)).await?.map(|row| Node::Agency(Agency::new(row, view))),
        Some(Named::Officer(account)) => match view.op.actor().officer().and_then(|officer| officer.agency) {
            // An officer may look up those in office in the own agency.
            Some(agency) => view
                .load(Assignable(agency))
                .await?
                .unwrap_or_default()
                .into_iter()
                .find(|row| row.account == account)
                .map(|row| Node::Officer(Officer { row, view: view.clone() })),
            None => None,
        },
        Some(Named::Event(id)) => match scoped.event(id).await.map_err(&internal)? {
            Some(event) => Case::load(view, event.case)
                .await?
                .map(|case| Node::CaseEvent(CaseEvent { event, case: case.case.clone(), view: view.clone() })),
            None => None,
        },
        Some(Named::Reply(id)) => scoped
            .reply(id)
            .await
            .map_err(&internal)?
            .map(|(row, case)| Node::Reply(Reply { row, case: case.into(), view: view.clone() })),
        Some(Named::Attachment(id)) => match scoped.attachment(id).await {
            Ok(row) => Some(Node::Attachment(Attachment(row))),
            Err(StoreError::NotFound) => None,
            Err(error) => return Err(internal(error)),
        },
        Some(Named::Plan(id)) => scoped
            .plan(id)
            .await
            .map_err(&internal)?
            .map(|row| Node::ReorganisationPlan(ReorganisationPlan::new(row, view))),
        Some(Named::Person(id)) => {
            view.load(People(id)).await?.map(|person| Node::Person(Person { person, view: view.clone() }))
        }
        Some(Named::Invitation(id)) => scoped
            .invitation(id)
            .await
            .map_err(&internal)?
            .map(|row| Node::Invitation(Invitation { row: Box::new(row), view: view.clone() })),
        Some(Named::RuleSet(id)) => {
            scoped.rule_set(id).await.map_err(&internal)?.map(|row| Node::RuleSet(RuleSet::new(row, view)))
        }
        Some(Named::Simulation(id)) => scoped
            .simulation(id)
            .await
            .map_err(&internal)?
            .map(|row| Node::RuleSimulation(RuleSimulation::new(row, view))),
        // A change is read within its plan, a sheet by its own question.
        Some(Named::PlanChange(_) | Named::Sheet(_)) => None,
        Some(Named::Account(id)) => scoped
            .own_account()
            .await
            .map_err(&internal)?
            .filter(|row| row.id == id)
            .map(|row| Node::Account(Account { row, view: view.clone() })),
        Some(Named::RoleGrant(id)) => scoped
            .own_roles()
            .await
            .map_err(&internal)?
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| Node::RoleGrant(RoleGrant { row, view: view.clone() })),
        Some(Named::AccessToken(id)) => scoped
            .own_tokens()
            .await
            .map_err(&internal)?
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| Node::AccessToken(AccessToken { row, view: view.clone() })),
    })
}
