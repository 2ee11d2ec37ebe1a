//! People in office: invited, moved, suspended, ended, stood in for.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, graphql::ids};

use crate::support::{Answer, Trials, World};

mod deputies;
mod inviting;
mod letters;
mod plans;
mod roles;
mod vacancies;

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    inviting::list(trials);
    letters::list(trials);
    roles::list(trials);
    deputies::list(trials);
    plans::list(trials);
    vacancies::list(trials);
}

const MEMBER: &str = "id name role version inOffice validFrom validTo suspension { reason } standsInFor
    deputies { id name version validTo } viewerCan";

/// A mutation that answers a role.
pub async fn role_act(world: &World, who: &Actor, mutation: &str, input: Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ member {{ {MEMBER} }} userErrors {{ code message path }} }} }}"
    );
    world.ask(who, &query, json!({ "input": input })).await
}

/// A mutation that answers an invitation.
pub async fn invitation_act(world: &World, who: &Actor, mutation: &str, input: Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let link = if mutation == "withdrawInvitation" { "" } else { "link" };
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {link}
           invitation {{ id name email role state delivery version viewerCan agency {{ code }} }}
           userErrors {{ code message path }} }} }}"
    );
    world.ask(who, &query, json!({ "input": input })).await
}

/// An input of an invitation with sensible defaults; `extra` adds and replaces.
pub fn invitation(agency: &str, role: &str, email: &str, extra: Value) -> Value {
    let mut input =
        json!({ "agencyId": ids::agency(agency).to_string(), "role": role, "name": "Maulida Fitri", "email": email });
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

/// The token of a link.
pub fn token(link: &str) -> String {
    link.rsplit('/').next().unwrap().to_owned()
}

/// Uses a link in a browser.
pub async fn accept(world: &World, token: &str, password: &str) -> Answer {
    let query = "mutation($t: String!, $p: String!) { acceptInvitation(input: { token: $t, password: $p }) {
        viewer { role account { email roles { id role standsInFor agency { code } } } } userErrors { code message path } } }";
    world.ask_in_browser(&Actor::Public, query, json!({ "t": token, "p": password })).await
}

/// The global id of the role in which somebody acts.
pub fn role_id(who: &Actor) -> String {
    ids::role_grant(who.officer().unwrap().grant).to_string()
}

/// The members of an agency as somebody sees them.
pub async fn members(world: &World, who: &Actor, agency: &str) -> Vec<Value> {
    let query = format!("query($c: String!) {{ agency(code: $c) {{ members {{ {MEMBER} }} }} }}");
    let answer = world.ask(who, &query, json!({ "c": agency })).await;
    answer.at("/agency/members").as_array().cloned().unwrap_or_default()
}

/// A role among the members of its agency.
pub async fn member(world: &World, who: &Actor, agency: &str, id: &str) -> Option<Value> {
    members(world, who, agency).await.into_iter().find(|member| member["id"] == id)
}

/// An input about a role at its version of now, as `who` sees it.
pub async fn about(world: &World, who: &Actor, agency: &str, id: &str, extra: Value) -> Value {
    let version = member(world, who, agency, id).await.map_or(json!(1), |member| member["version"].clone());
    let mut input = json!({ "memberId": id, "version": version });
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

/// The same session at the next request.
pub async fn next_request(world: &World, who: &Actor) -> Actor {
    let officer = who.officer().unwrap();
    let (account, grant) = (officer.account, Some(officer.grant));
    world.app.store.actor_of_account(account, 1, grant, world.app.clock.now()).await.unwrap().unwrap()
}

/// The address of somebody made by `World::officer`.
pub fn email(role: Role, code: &str) -> String {
    format!("{}.{}@contoh.id", role.as_str(), code.to_lowercase().replace('#', "-"))
}

/// A day from today on.
pub fn day(world: &World, later: i64) -> String {
    let today = server::domain::calendar::wita_date(world.app.clock.now());
    (today + chrono::Duration::days(later)).to_string()
}

pub const WHY: &str = "Penataan tugas (contoh).";
