//! The committed schema is the one that is served, and every item of it is described.
use serde_json::Value;

use crate::support::Trials;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.plain("the_committed_schema_is_the_one_that_is_served", committed);
    trials.plain("every_type_field_argument_and_value_is_described", described);
}

fn committed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql");
    let kept = std::fs::read_to_string(path).unwrap();
    let served = server::graphql::sdl();
    let differs = kept.lines().zip(served.lines()).position(|(kept, served)| kept != served);
    assert!(
        kept.trim_end() == served.trim_end(),
        "server/schema.graphql is not what is served (first difference in line {differs:?}); export it: cargo run -p server -- schema > server/schema.graphql"
    );
}

const INTROSPECTION: &str = "{ __schema { types { kind name description
    fields(includeDeprecated: true) { name description args { name description } }
    inputFields { name description } enumValues(includeDeprecated: true) { name description } } } }";

/// Made by the specification or by Relay's, not by us.
fn ours(name: &str) -> bool {
    !name.starts_with("__") && !["Int", "Float", "String", "Boolean", "ID"].contains(&name)
}

fn described() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = runtime.block_on(server::graphql::schema().execute(INTROSPECTION));
    let answer: Value = serde_json::to_value(answer).unwrap();
    let types = answer["data"]["__schema"]["types"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
    let mut silent = vec![];
    let mut seen = 0;
    let mut check = |path: String, item: &Value| {
        seen += 1;
        if item["description"].as_str().unwrap_or_default().trim().is_empty() {
            silent.push(path);
        }
    };
    let list = |item: &Value, key: &str| item[key].as_array().cloned().unwrap_or_default();
    for kind in types.iter().filter(|kind| ours(kind["name"].as_str().unwrap())) {
        let name = kind["name"].as_str().unwrap().to_owned();
        // The types of lists are made by the library, as Relay names them, and cannot be given a description.
        if !name.ends_with("Connection") {
            check(name.clone(), kind);
        }
        for field in list(kind, "fields") {
            let path = format!("{name}.{}", field["name"].as_str().unwrap());
            check(path.clone(), &field);
            for argument in list(&field, "args") {
                check(format!("{path}({})", argument["name"].as_str().unwrap()), &argument);
            }
        }
        for key in ["inputFields", "enumValues"] {
            for item in list(kind, key) {
                check(format!("{name}.{}", item["name"].as_str().unwrap()), &item);
            }
        }
    }
    assert!(seen > 500, "only {seen} items were walked");
    assert!(silent.is_empty(), "{} of {seen} items without a description: {}", silent.len(), silent.join(", "));
}
