//! A query takes as many SQL statements for thirty cases as for one.
use chrono::{Duration, NaiveDate};
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, store::bulk::NewMember};

use crate::{
    graphql::rules::{copied, rules_act, running},
    stories::{
        reorganisation::{coordinators, draft, plan_act, today},
        routes::{now, reply},
    },
    support::{Trials, World},
};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("the_main_queries_take_as_many_statements_for_thirty_cases_as_for_one", counted);
    trials.story("members_of_thirty_agencies_take_as_many_statements_as_of_two", members);
    trials.story("versions_of_the_rules_take_as_many_statements_for_thirty_as_for_two", versions);
    trials.story("lists_of_agencies_and_of_plans_take_as_many_statements_for_many_nodes_as_for_few", lists);
    trials.story("a_plan_that_moves_eighty_people_takes_as_many_statements_as_one_that_moves_two", people);
}

const AGENCY: &str = "{ code name shortName }";

/// The fields of a row of the queue, as the page asks for them, and more.
fn row() -> String {
    format!(
        "id reference title status classification urgency anonymous secret returnCount version verified published viewerRelation viewerCan
         topic {{ code name }} region {{ code name fullName }} holder {AGENCY} government {AGENCY} assignee {{ name }}
         clock {{ stage state startedAt dueAt amount unit used left legalBasis }}
         lastEvent {{ at kind actor {{ label role agency {AGENCY} }} }}"
    )
}

/// The main queries.
fn queries(case: &str, code: &str, secret: &str) -> Vec<(&'static str, String, Value)> {
    let case_page = format!(
        "query($id: ID!) {{ case(id: $id) {{ {} body place occurredOn channel namedAgency {AGENCY} reportedAgency {AGENCY}
           clocks {{ stage dueAt left }} parties {{ agency {AGENCY} part since endedAt answeredAt }}
           events(first: 50) {{ nodes {{ seq at kind text actor {{ label role agency {AGENCY} }} agency {AGENCY} visibleToReporter reply {{ id body }} attachments {{ id }} }} pageInfo {{ hasNextPage }} }}
           replies {{ id body kind state agency {AGENCY} author {{ label }} attachments {{ id }} }}
           attachments {{ id fileName url }} reporter {{ isViewer hasAccount name }}
           duplicates {{ reference title holder {AGENCY} }} similar {{ reference title holder {AGENCY} }}
           assignableOfficers {{ id name }} archiveReason {{ code }} archiveProposal {{ note }} }} }}",
        row()
    );
    let own = json!({ "id": case });
    vec![
        (
            "queue",
            format!(
                "query {{ viewer {{ role account {{ name }} actingRole {{ label agency {AGENCY} }} }} cases(filter: {{ tab: OPEN }}, sort: DUE_FIRST, first: 50) {{ nodes {{ {} }} pageInfo {{ hasNextPage endCursor }} }} }}",
                row()
            ),
            json!({}),
        ),
        ("case", case_page, own.clone()),
        ("caseCounts", "{ caseCounts { tabs { tab count capped } overdue overdueCapped } }".into(), json!({})),
        (
            "publicCases",
            format!(
                "{{ publicCases(first: 50) {{ nodes {{ reference title body status openedAt closedAt rating topic {{ name }} region {{ fullName }} holder {AGENCY} replies {{ body agency {AGENCY} }} }} }} }}"
            ),
            json!({}),
        ),
        (
            "agencies",
            format!(
                "{{ agencies(search: \"dinas\", first: 50) {{ nodes {{ code name open officersInOffice ancestors {AGENCY} government {AGENCY} }} }} }}"
            ),
            json!({}),
        ),
        ("topics", "{ topics { code name parentCode } }".into(), json!({})),
        ("regions", "{ regions(parentCode: \"63\") { code name fullName } }".into(), json!({})),
        (
            "trackReport",
            format!(
                "query($c: String!, $s: String!) {{ trackReport(code: $c, secret: $s) {{ {} replies {{ body agency {AGENCY} }} events(first: 50) {{ nodes {{ kind text actor {{ label }} }} }} }} }}",
                row()
            ),
            json!({ "c": code, "s": secret }),
        ),
        (
            "events",
            format!(
                "query($id: ID!) {{ case(id: $id) {{ events(last: 20) {{ nodes {{ seq kind at text fromStatus toStatus actor {{ label role agency {AGENCY} }} agency {AGENCY} reply {{ body }} attachments {{ id }} }} }} }} }}"
            ),
            own.clone(),
        ),
        (
            "standardReplies",
            "query($id: ID!) { standardReplies(stage: DONE, caseId: $id) { code name text placeholders } }".into(),
            own,
        ),
        (
            "routing",
            format!(
                "query {{ cases(filter: {{ tab: OPEN }}, sort: DUE_FIRST, first: 50) {{ nodes {{ id disputed routing {{ at version state targetLost sentence otherReason settledAt
                   lead {AGENCY} chosen {AGENCY} ruleSet {{ number }} decision {{ sentence lead {AGENCY} trace {{ position outcome sentence steps words {{ text keyword }} }} }} }} }} }} }}"
            ),
            json!({}),
        ),
    ]
}

/// Statements of each query. A batch may be cut in two where the machine is busy: the least of some runs counts.
async fn measure(world: &World, who: &Actor, queries: &[(&'static str, String, Value)]) -> Vec<(&'static str, u64)> {
    let mut found = vec![];
    for (name, query, variables) in queries {
        let mut least = u64::MAX;
        for _ in 0..8 {
            let before = world.app.store.statements();
            let answer = world.ask(who, query, variables.clone()).await;
            least = least.min(world.app.store.statements() - before);
            assert!(answer.errors().is_empty(), "{name}: {:#}", answer.0);
        }
        found.push((*name, least));
    }
    found
}

async fn counted(world: World) {
    let officer = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let (case, code, secret) = world.file(&Actor::Public, json!({})).await;
    let stated = json!({ "classification": "SERVICE_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
    let begin = |case: String| {
        let (world, officer, admin, stated) = (&world, &officer, &admin, stated.clone());
        async move {
            now(world, officer, "verifyCase", &case, stated).await.done("verifyCase");
            now(world, officer, "forwardCase", &case, json!({ "targetCode": "KALSEL-PUPR" })).await.done("forwardCase");
            let me = server::graphql::ids::officer(admin.account().unwrap()).to_string();
            now(world, admin, "assignCase", &case, json!({ "officerId": me })).await.done("assignCase");
            reply(world, admin, &case, "PROGRESS", "Sedang kami periksa di lapangan.").await.done("publishReply");
        }
    };
    begin(case.clone()).await;
    // A second one, so that what hangs on neighbours (similar reports) is there in both measurements.
    let (other, ..) = world.file(&Actor::Public, json!({})).await;
    begin(other).await;
    let queries = queries(&case, &code, &secret);
    measure(&world, &officer, &queries).await;
    world.pass(Duration::hours(1));
    let few = measure(&world, &officer, &queries).await;

    let topics = ["roads.pothole", "roads", "water_works", "roads.bridge"];
    let regions = ["63.03", "63.01", "63.71", "63.03.05"];
    for n in 0..28usize {
        // All in the same state, but of other topics, regions and texts: nothing is answered from what was loaded for a neighbour.
        world.pass(Duration::minutes(7));
        let extra = json!({ "topicCode": topics[n % topics.len()], "regionCode": regions[n % regions.len()], "title": format!("Laporan nomor {n} untuk diukur") });
        let answer = world.submit(&Actor::Public, extra).await.done("submitReport");
        let case = answer.text("/submitReport/case/id");
        begin(case).await;
    }
    // The window of tracking attempts is not what is measured.
    world.pass(Duration::hours(1));
    let many = measure(&world, &officer, &queries).await;
    let listed = world.ask(&officer, &queries[0].1, json!({})).await;
    assert_eq!(listed.at("/cases/nodes").as_array().unwrap().len(), 30);
    for ((name, many), (_, few)) in many.iter().zip(&few) {
        // What is loaded at the same moment is one batch; by timing one may come as two, or two as one.
        // A query that grew would take 28 more at least.
        assert!(many.abs_diff(*few) <= 2, "{name}: {few} statements for few cases, {many} for thirty");
        assert!(*many <= 24, "{name} takes {many} statements");
    }
    let lists = ["caseCounts", "publicCases", "agencies", "topics", "regions"];
    let exact = |found: &[(&'static str, u64)]| {
        found.iter().filter(|(name, _)| lists.contains(name)).copied().collect::<Vec<_>>()
    };
    assert_eq!(exact(&many), exact(&few), "these load nothing in parallel");
}

/// Every field of people in office that hangs on an agency.
async fn members(world: World) {
    let system = world.officer(Role::SystemAdmin, "").await;
    let codes = world
        .ask(
            &system,
            "{ agencies(under: \"KALSEL\", first: 100) { nodes { code kind government { code } } } }",
            json!({}),
        )
        .await;
    let nodes = codes.at("/agencies/nodes").as_array().unwrap().clone();
    let units: Vec<String> = nodes
        .iter()
        .filter(|node| node["kind"] == "DEPARTMENT" || node["kind"] == "BOARD" || node["kind"] == "DIVISION")
        .take(30)
        .map(|node| node["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(units.len(), 30);
    for (n, code) in units.iter().enumerate() {
        world.officer(Role::AgencyAdmin, code).await;
        world.officer(Role::UnitOfficer, code).await;
        let input = json!({ "agencyId": server::graphql::ids::agency(code).to_string(), "role": "UNIT_OFFICER",
            "name": "Maulida", "email": format!("orang.{n}@contoh.id") });
        let invite =
            "mutation($input: InvitePersonInput!) { invitePerson(input: $input) { userErrors { code message } } }";
        world.ask(&system, invite, json!({ "input": input })).await.done("invitePerson");
    }
    let ask = |codes: &[String]| {
        let fields = "appointableRoles viewerCan vacant members { id name role inOffice suspension { reason } standsInFor version viewerCan
            deputies { id } person { name email roles { agency { code } member { viewerCan } } history { kind by agency { code } } } }
            invitations { id state delivery invitedBy viewerCan agency { code } }";
        let parts: String = codes
            .iter()
            .enumerate()
            .map(|(n, code)| format!("a{n}: agency(code: \"{code}\") {{ {fields} }} "))
            .collect();
        vec![("members", format!("{{ {parts} }}"), json!({}))]
    };
    let few = measure(&world, &system, &ask(&units[..2])).await;
    let many = measure(&world, &system, &ask(&units)).await;
    assert_eq!(few, many);
}

const BRANCH: &str = "query($n: Int!) { agencies(under: \"KALSEL\", first: $n) { nodes { code open vacant officersInOffice
    ancestors { code } government { code } children(first: 5) { nodes { code } } heirs { code } viewerCan
    versions { name validFrom plan { title } } deadlineOverrides { id amount }
    plans { title status changes { code } } figures { open overdue vacant subtreeOpen subtreeOverdue subtreeVacant } } } }";

const PLANS: &str =
    "query($n: Int!) { reorganisationPlans(first: $n) { nodes { title status effectiveOn version viewerCan
    government { code } changes { code summary editedBy agency { name } } preview { publishable openCases handovers { fromCode toCode sample { id } } } events { kind at by text } outcome { cases }
    counterOf { title } counteredBy { title } progress { phase done total } } } }";

async fn lists(world: World) {
    let (one, _) = coordinators(&world).await;
    world.forwarded(json!({}), "KALSEL-PUPR").await;
    for n in 0..9 {
        let code = ["KALSEL-PUPR", "KALSEL-PUPR-BM", "KALSEL-PERKIM"][n % 3];
        let rename = json!({ "kind": "RENAME", "code": code, "name": format!("Dinas nomor {n}") });
        let close = json!({ "kind": "CLOSE", "code": "KALSEL-DISHUB-LALIN", "successorCode": code });
        draft(&world, &one, &today(&world), &[rename, close]).await;
    }
    for (name, query) in [("agencies", BRANCH), ("plans", PLANS)] {
        let mut found = vec![];
        for n in [2, 2, 50] {
            let before = world.app.store.statements();
            let answer = world.ask(&one, query, json!({ "n": n })).await;
            found.push(world.app.store.statements() - before);
            assert!(answer.errors().is_empty(), "{name}: {:#}", answer.0);
        }
        let (few, many) = (found[1], found[2]);
        assert!(few.abs_diff(many) <= 2 && many <= 40, "{name}: {few} statements for two nodes, {many} for fifty");
    }
}

/// Statements of the approval that carries a plan out.
async fn carried_out(world: &World, (one, two): (&Actor, &Actor), plan: &str, version: i64) -> (u64, Value) {
    let sent =
        plan_act(world, one, "submitPlan", json!({ "planId": plan, "version": version })).await.done("submitPlan");
    let version = sent.at("/submitPlan/plan/version").clone();
    let approve = "mutation($p: ID!, $v: Int!) { approvePlan(input: { planId: $p, version: $v }) {
        plan { outcome { members } } userErrors { code message } } }";
    let before = world.app.store.statements();
    let done = world.ask(two, approve, json!({ "p": plan, "v": version })).await.done("approvePlan");
    (world.app.store.statements() - before, done.at("/approvePlan/plan/outcome/members").clone())
}

/// The same merger and the same way back, with few people and with many.
async fn people(world: World) {
    let (one, two) = coordinators(&world).await;
    world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    for role in [Role::AgencyAdmin, Role::UnitOfficer] {
        world.officer(role, "KALSEL-PERKIM").await;
    }
    let mut found = vec![];
    for people in [2, 2, 80] {
        if people > 2 {
            let new = |n: i32| NewMember {
                email: format!("banyak.{n}@contoh.id"),
                name: format!("Orang {n}"),
                role: Role::UnitOfficer,
                agency: "KALSEL-PERKIM".to_owned(),
            };
            let from = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
            world.app.store.add_members((0..people - 2).map(new).collect(), from, world.app.clock.now()).await.unwrap();
        }
        let merge = json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] });
        let (plan, version) = draft(&world, &one, &today(&world), &[merge]).await;
        let (forth, moved) = carried_out(&world, (&one, &two), &plan, version).await;
        assert_eq!(moved, json!(people));
        world.pass(Duration::days(1));
        let counter =
            plan_act(&world, &one, "draftCounterPlan", json!({ "planId": plan, "effectiveOn": today(&world) }))
                .await
                .done("draftCounterPlan");
        let (id, version) = (counter.text("/draftCounterPlan/plan/id"), counter.at("/draftCounterPlan/plan/version"));
        let (back, moved) = carried_out(&world, (&one, &two), &id, version.as_i64().unwrap()).await;
        assert_eq!(moved, json!(people), "all go back");
        world.pass(Duration::days(1));
        found.push((forth, back));
    }
    // The first round finds an empty history; the second and the third differ in people only.
    let (few, many) = (found[1], found[2]);
    assert!(few.0.abs_diff(many.0) <= 2 && few.1.abs_diff(many.1) <= 2, "{few:?} {many:?}");
}

/// Every field of a version and of its rules.
const RULES: &str = "id number status title note version overtaken ruleCount document viewerCan government { code } basedOn { number }
    recentCases errorCount outcomes { taken other open automatic reasons { reason count } } flaggedCases(first: 3) { nodes { id } }
    createdAt activatedAt findings { severity code message position moveTo } changes { kind name from to fields }
    events { kind at by text } rules { position name summary targetSummary fallback recentHits findings { code message }
      when { topicCodes } then { action forwardTo { label } supporting { label } informed { label } } }";

async fn versions(world: World) {
    let (one, two) = coordinators(&world).await;
    world.forwarded(json!({}), "KALSEL-PUPR").await;
    let small = json!({ "version": 1, "rules": [{ "position": 10, "name": "Lainnya", "active": true, "when": {}, "evidence": "P", "because": "Contoh.",
        "then": { "action": "forward", "forward_to": "KALSEL-PUPR", "supporting": [], "cc": [], "urgency": "normal" } }] });
    let input = json!({ "title": "Satu aturan saja", "document": small.to_string() });
    let small = rules_act(&world, &one, "importRules", input).await.done("importRules").text("/importRules/ruleSet/id");
    let targets = ["KALSEL-DISDIK", "KALSEL-PERKIM", "KALSEL-DISHUB", "KALSEL-DISKOMINFO"];
    let topics = ["roads.pothole", "roads.bridge", "roads.lighting", "water_works"];
    for n in 0..30 {
        let who = if n % 2 == 0 { &one } else { &two };
        let (id, version) = copied(&world, who, &format!("Rancangan nomor {n}")).await;
        // Behind the rules that take all of these: each has a finding of its own.
        let rule = json!({ "position": 5000 + n, "name": format!("Aturan {n}"), "because": "Contoh.", "topicCodes": [topics[n % 4]],
            "forwardTo": { "agencyCode": targets[n % 4] } });
        let input = json!({ "ruleSetId": id, "version": version, "rule": rule });
        rules_act(&world, who, "addRule", input).await.done("addRule");
    }
    let list = format!("query($n: Int!) {{ ruleSets(first: $n) {{ nodes {{ {RULES} }} }} }}");
    let page = format!(
        "query($id: ID!) {{ ruleSet(id: $id) {{ {RULES} }} testRouting(input: {{ ruleSetId: $id, title: \"\", body: \"Jalan berlubang\" }}) {{
           decision {{ sentence lead {{ name }} supporting {{ name }} trace {{ name sentence steps words {{ text }} }} }} }} }}"
    );
    let large = running(&world, &one).await;
    for (name, query, few, many) in [
        ("ruleSets", &list, json!({ "n": 2 }), json!({ "n": 30 })),
        ("ruleSet", &page, json!({ "id": small }), json!({ "id": large })),
    ] {
        let mut found = vec![];
        for variables in [&few, &few, &many] {
            let before = world.app.store.statements();
            let answer = world.ask(&one, query, variables.clone()).await;
            found.push(world.app.store.statements() - before);
            assert!(answer.errors().is_empty(), "{name}: {:#}", answer.0);
        }
        let (few, many) = (found[1], found[2]);
        // A version with one rule names no topic and no region: those are two statements less.
        assert!(many.abs_diff(few) <= 5 && many <= 40, "{name}: {few} statements for few, {many} for many");
    }
}
