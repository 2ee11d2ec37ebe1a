//! Units with nobody in office, paged in both directions.
use entities::vocab::Role;
use serde_json::{Value, json};

use super::inviting::vacant;
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("vacancies_are_the_same_read_from_either_end", backwards);
}

async fn backwards(world: World) {
    let who = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let query = "query($b: String) { vacancies(last: 30, before: $b) { nodes { code }
        pageInfo { hasPreviousPage hasNextPage startCursor } } }";
    let (mut found, mut before) = (Vec::<String>::new(), Value::Null);
    loop {
        let page = world.ask(&who, query, json!({ "b": before })).await;
        let nodes = page.at("/vacancies/nodes").as_array().unwrap().clone();
        let mut codes: Vec<String> = nodes.iter().map(|node| node["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(page.at("/vacancies/pageInfo/hasNextPage"), &json!(!before.is_null()));
        codes.append(&mut found);
        found = codes;
        if page.at("/vacancies/pageInfo/hasPreviousPage") == false {
            break;
        }
        assert_eq!(nodes.len(), 30, "only the first page may be short");
        before = page.at("/vacancies/pageInfo/startCursor").clone();
    }
    assert!(found.len() > 30, "more than one page: {}", found.len());
    assert_eq!(found, vacant(&world, &who).await);

    let both = world.ask(&who, "{ vacancies(first: 3, last: 3) { nodes { code } } }", json!({})).await;
    let foreign = world.ask(&who, query, json!({ "b": "bukan-penanda" })).await;
    for refused in [both, foreign] {
        assert_eq!(refused.errors().len(), 1, "{:#}", refused.0);
    }
}
