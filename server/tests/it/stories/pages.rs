//! Arguments of lists that do not fit: refused with the argument and its limit, never clamped in silence.
use entities::vocab::Role;
use serde_json::json;
use server::op::Locale;

use super::refusals::ask_in;
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("pages_and_cursors_that_do_not_fit_are_refused_with_the_limit", pages);
    trials.story("a_list_of_several_states_is_paged_as_one_list", several);
}

async fn pages(world: World) {
    for n in 0..3 {
        world.forwarded(json!({ "title": format!("Jalan berlubang nomor {n}") }), "KALSEL-PUPR").await;
    }
    let officer = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let cursor = |query: &'static str, pointer: &'static str| {
        let (world, officer) = (&world, &officer);
        async move { world.ask(officer, query, json!({})).await.text(pointer) }
    };
    let newest =
        cursor("{ cases(sort: NEWEST, first: 1) { pageInfo { endCursor } } }", "/cases/pageInfo/endCursor").await;
    let agencies = cursor("{ agencies(first: 1) { pageInfo { endCursor } } }", "/agencies/pageInfo/endCursor").await;
    let public =
        cursor("{ publicCases(first: 1) { pageInfo { endCursor } } }", "/publicCases/pageInfo/endCursor").await;
    let right = format!("{{ cases(sort: NEWEST, first: 2, after: \"{newest}\") {{ nodes {{ id }} }} }}");
    assert_eq!(world.ask(&officer, &right, json!({})).await.at("/cases/nodes").as_array().unwrap().len(), 2);

    let mut wrong: Vec<(String, &str, &str)> = vec![];
    for list in ["cases", "publicCases", "agencies"] {
        wrong.push((format!("{list}(first: 0) {{ nodes {{ __typename }} }}"), "first", "100"));
        wrong.push((format!("{list}(first: -1) {{ nodes {{ __typename }} }}"), "first", "100"));
        wrong.push((format!("{list}(first: 101) {{ nodes {{ __typename }} }}"), "first", "100"));
        wrong.push((format!("{list}(last: 101) {{ nodes {{ __typename }} }}"), "last", "100"));
        wrong.push((format!("{list}(first: 2, last: 2) {{ nodes {{ __typename }} }}"), "last", "first"));
        for garbage in ["", "xx", "%%%", "YXxifGN8ZA"] {
            wrong.push((format!("{list}(first: 2, after: \"{garbage}\") {{ nodes {{ __typename }} }}"), "after", ""));
        }
    }
    for other in [&agencies, &public, &newest] {
        wrong.push((format!("cases(sort: OLDEST, first: 2, after: \"{other}\") {{ nodes {{ id }} }}"), "after", ""));
    }
    wrong.push((
        format!("cases(sort: NEWEST, filter: {{ tab: DONE }}, first: 2, after: \"{newest}\") {{ nodes {{ id }} }}"),
        "after",
        "",
    ));
    wrong.push((format!("cases(sort: NEWEST, last: 2, before: \"{public}\") {{ nodes {{ id }} }}"), "before", ""));
    wrong.push((format!("publicCases(first: 2, after: \"{newest}\") {{ nodes {{ reference }} }}"), "after", ""));
    wrong.push((format!("agencies(first: 2, after: \"{newest}\") {{ nodes {{ code }} }}"), "after", ""));
    wrong.push(("cases(filter: { text: \"x\" }, first: 2) { nodes { id } }".into(), "text", "2"));
    wrong.push((
        format!("cases(filter: {{ text: \"{}\" }}, first: 2) {{ nodes {{ id }} }}", "x".repeat(101)),
        "text",
        "100",
    ));
    wrong.push(("cases(filter: { agencyCode: \"TIDAK-ADA\" }, first: 2) { nodes { id } }".into(), "agencyCode", ""));
    wrong.push(("cases(filter: { assigneeId: \"xx\" }, first: 2) { nodes { id } }".into(), "assigneeId", ""));
    wrong.push(("case { id }".into(), "id", ""));
    let mut faults = vec![];
    for (field, argument, limit) in wrong {
        let mut said = vec![];
        for locale in [Locale::Id, Locale::En] {
            let answer = ask_in(&world, locale, &officer, &format!("{{ {field} }}"), json!({})).await;
            let error = &answer.0["errors"][0];
            let message = error["message"].as_str().unwrap_or_default().to_owned();
            if error["extensions"]["code"] != "BAD_USER_INPUT"
                || error["extensions"]["argument"] != argument
                || !message.contains(limit)
            {
                faults.push(format!("{field}: wanted {argument} naming {limit:?}, got {}", answer.0));
            }
            said.push(message);
        }
        if said[0] == said[1] {
            faults.push(format!("{field}: the same sentence in both languages: {}", said[0]));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Several states are read as several ranges: pages, both ways, must be those of one sorted list.
async fn several(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    for n in 0..9 {
        world.pass(chrono::Duration::minutes(7));
        let extra = json!({ "title": format!("Jalan berlubang nomor {n}") });
        if n % 3 == 0 {
            world.file(&server::authz::actor::Actor::Public, extra).await;
        } else {
            world.forwarded(extra, "KALSEL-PUPR").await;
        }
    }
    let read = async |arguments: &str| {
        let query = format!(
            "{{ cases({arguments}) {{ nodes {{ id status openedAt }} pageInfo {{ endCursor startCursor }} }} }}"
        );
        world.ask(&coordinator, &query, json!({})).await
    };
    let ids = |answer: &crate::support::Answer| -> Vec<String> {
        answer.at("/cases/nodes").as_array().unwrap().iter().map(|row| row["id"].to_string()).collect()
    };
    let states = "filter: { status: [SUBMITTED, FORWARDED, SUBMITTED] }";
    for sort in ["NEWEST", "OLDEST", "DUE_FIRST"] {
        let all = ids(&read(&format!("{states}, sort: {sort}, first: 50")).await);
        assert_eq!(all.len(), 9, "each once");
        let unfiltered = ids(&read(&format!("sort: {sort}, first: 50")).await);
        assert_eq!(all, unfiltered, "{sort}");
        let (mut forward, mut cursor) = (vec![], String::new());
        while forward.len() < 9 {
            let after = if cursor.is_empty() { String::new() } else { format!(", after: \"{cursor}\"") };
            let page = read(&format!("{states}, sort: {sort}, first: 4{after}")).await;
            forward.extend(ids(&page));
            cursor = page.text("/cases/pageInfo/endCursor");
        }
        assert_eq!(forward, all, "{sort}, page by page");
        let last = read(&format!("{states}, sort: {sort}, last: 4")).await;
        assert_eq!(ids(&last), all[5..]);
        let start = last.text("/cases/pageInfo/startCursor");
        let before = read(&format!("{states}, sort: {sort}, last: 4, before: \"{start}\"")).await;
        assert_eq!(ids(&before), all[1..5]);
    }
}
