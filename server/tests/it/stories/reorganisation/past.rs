//! The reorganisations of the past, replayed.
use serde_json::{Value, json};

use super::{all_is_well, coordinators, draft, plan_act, publish, today};
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("the_reorganisations_of_the_past_give_the_tree_of_today", history);
}

/// Undoes in the database what two real reorganisations did, and does it again by plans.
async fn history(world: World) {
    use crate::store::{connect, run};
    let (one, two) = coordinators(&world).await;
    let rows = async |day: &str| {
        let ask = "query($d: Date, $after: String) { agencies(asOf: $d, first: 100, after: $after) { nodes { code name shortName kind functions parent { code } government { code } } pageInfo { endCursor hasNextPage } } }";
        let (mut all, mut after) = (vec![], Value::Null);
        loop {
            let page = world.ask(&one, ask, json!({ "d": day, "after": after })).await;
            all.extend(page.at("/agencies/nodes").as_array().unwrap().clone());
            if page.at("/agencies/pageInfo/hasNextPage") == &json!(false) {
                return all;
            }
            after = page.at("/agencies/pageInfo/endCursor").clone();
        }
    };
    let code_of = |rows: &[Value]| {
        rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let wanted = (rows("2022-12-31").await, rows("2023-01-20").await, rows(&today(&world)).await);
    assert!(code_of(&wanted.0).contains("KALSEL-DTPH") && !code_of(&wanted.2).contains("KALSEL-DTPH"));

    let db = connect(&world).await;
    let heirs = "('KALSEL-DPKP', 'KALSEL-DPKP-PSP', 'KALSEL-BRIDA')";
    let old = "('KALSEL-DTPH', 'KALSEL-DKP', 'KALSEL-BALITBANGDA')";
    for statement in [
        format!("DELETE FROM successions WHERE to_id IN (SELECT id FROM agencies WHERE code IN {heirs})"),
        format!("UPDATE agencies SET valid_to = NULL, successor_id = NULL WHERE code IN {old}"),
        format!(
            "UPDATE agency_versions SET valid_to = NULL WHERE agency_id IN (SELECT id FROM agencies WHERE code IN {old})"
        ),
        format!("DELETE FROM agency_versions WHERE agency_id IN (SELECT id FROM agencies WHERE code IN {heirs})"),
        format!("DELETE FROM agencies WHERE code IN {heirs} AND code LIKE '%-PSP'"),
        format!("DELETE FROM agencies WHERE code IN {heirs}"),
    ] {
        run(&db, &statement).await;
    }
    db.close().await.unwrap();

    let create = |code: &str, name: &str, short: &str, kind: &str, functions: Value, parent: &str| json!({ "kind": "CREATE", "code": code, "name": name, "shortName": short, "agencyKind": kind, "functions": functions, "parentCode": parent, "regionCode": "63" });
    let find = |rows: &[Value], code: &str| rows.iter().find(|row| row["code"] == code).unwrap().clone();
    let like = |code: &str, parent: &str| {
        let row = find(&wanted.2, code);
        create(
            code,
            row["name"].as_str().unwrap(),
            row["shortName"].as_str().unwrap(),
            row["kind"].as_str().unwrap(),
            row["functions"].clone(),
            parent,
        )
    };
    let plans = [
        (
            "2023-01-11",
            vec![
                like("KALSEL-BRIDA", "KALSEL"),
                json!({ "kind": "MERGE", "code": "KALSEL-BRIDA", "sourceCodes": ["KALSEL-BALITBANGDA"] }),
            ],
        ),
        (
            "2023-03-15",
            vec![
                like("KALSEL-DPKP", "KALSEL"),
                like("KALSEL-DPKP-PSP", "KALSEL-DPKP"),
                json!({ "kind": "MERGE", "code": "KALSEL-DPKP", "sourceCodes": ["KALSEL-DTPH", "KALSEL-DKP"] }),
            ],
        ),
    ];
    for (day, changes) in plans {
        let (plan, version) = draft(&world, &one, day, &changes).await;
        let head = json!({ "planId": plan, "version": version, "title": "Penataan yang lalu", "legalReference": "Perda (menurut berita)", "effectiveOn": day,
            "pastReason": "Riwayat dimasukkan kemudian." });
        let told = plan_act(&world, &one, "updatePlan", head).await.done("updatePlan");
        let version = told.at("/updatePlan/plan/version").as_i64().unwrap();
        let done = publish(&world, &one, &two, &plan, version).await;
        assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED");
    }
    let same = |mut one: Vec<Value>, mut two: Vec<Value>| {
        // New rows get new numbers: the order of the tree is theirs, not the names.
        for rows in [&mut one, &mut two] {
            rows.sort_by_key(|row| row["code"].as_str().unwrap().to_owned());
        }
        assert_eq!(one, two);
    };
    same(rows("2022-12-31").await, wanted.0);
    same(rows("2023-01-20").await, wanted.1);
    same(rows(&today(&world)).await, wanted.2);
    all_is_well(&world).await;
}
