//! What queries come to, and which are refused.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
use super::*;

const LIMITS: QueryLimits =
    QueryLimits { depth: 15, complexity: 5000, aliases: 5, directives: 5, tokens: 4000, page_size: 100 };

fn measure(query: &str) -> Result<Cost, EdgeError> {
    with(query, serde_json::json!({}))
}

fn with(query: &str, variables: serde_json::Value) -> Result<Cost, EdgeError> {
    let document = async_graphql::parser::parse_query(query).unwrap();
    let operation = document.operations.iter().next().unwrap().1;
    check(&document, &operation.node, &Variables::from_json(variables), &LIMITS)
}

#[test]
fn depth_counts_fields_and_not_fragments() {
    let cost = measure("{ a { ...F ... { b } } } fragment F on A { b { c { d } } }").unwrap();
    assert_eq!(cost.depth, 4);
    let deep = format!("{}{{z}}{}", "{a".repeat(16), "}".repeat(16));
    let error = measure(&deep).unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        ("TOO_DEEP", "The query has 17 levels of fields; the limit of this server is 15.")
    );
}

#[test]
fn a_page_multiplies_what_is_below_it() {
    assert_eq!(measure("{ cases(first: 10) { nodes { id title } } }").unwrap().complexity, 1 + 10 * 3);
    assert_eq!(measure("{ cases { edges { node { id } } } }").unwrap().complexity, 1 + 20 * 3);
    assert_eq!(measure("{ cases(first: 100000) { id } }").unwrap().complexity, 101);
    let query = "query($n: Int = 7) { cases(last: $n) { id } }";
    assert_eq!(measure(query).unwrap().complexity, 8);
    assert_eq!(with(query, serde_json::json!({"n": 30})).unwrap().complexity, 31);
    let nested = "{ cases(first: 100) { nodes { events(first: 100) { nodes { id } } } } }";
    assert_eq!(measure(nested).unwrap_err().code(), "TOO_COMPLEX");
}

#[test]
fn fragments_that_double_each_other_are_refused_at_once() {
    let mut query = String::from("{ ...F0 }");
    for level in 0..60 {
        query += &format!(" fragment F{level} on Q {{ ...F{0} ...F{0} }}", level + 1);
    }
    query += " fragment F60 on Q { a }";
    assert_eq!(measure(&query).unwrap_err().code(), "TOO_COMPLEX");
}

#[test]
fn an_operation_that_is_not_run_counts_too_where_it_is_expanded() {
    let mut query = String::from("query A { a } query B { ...F0 }");
    for level in 0..40 {
        query += &format!(" fragment F{level} on Q {{ ...F{0} ...F{0} }}", level + 1);
    }
    query += " fragment F40 on Q { a }";
    assert_eq!(measure(&query).unwrap_err().code(), "TOO_COMPLEX");
}

#[test]
fn fragments_in_a_circle_or_in_a_long_chain_are_refused() {
    let circle = "{ a } fragment A on Q { ...B } fragment B on Q { x { ...A } }";
    let error = measure(circle).unwrap_err();
    assert!(error.message().ends_with("leads back to itself."), "{}", error.message());
    let mut chain = String::from("{ ...F0 }");
    for level in 0..500 {
        chain += &format!(" fragment F{level} on Q {{ ...F{} }}", level + 1);
    }
    assert_eq!(measure(&chain).unwrap_err().code(), "TOO_DEEP");
}

#[test]
fn aliases_and_directives_are_counted_through_fragments() {
    let aliases = "{ ...F ...F } fragment F on Q { a: x b: x c: x }";
    let error = measure(aliases).unwrap_err();
    assert_eq!(error.code(), "TOO_MANY_ALIASES");
    assert!(error.message().contains("6 aliases") && error.message().contains("is 5"));
    let directives = "{ a @skip(if: true) @skip(if: true) @skip(if: true) ...F @d } fragment F on Q { x @d @d }";
    assert_eq!(measure(directives).unwrap_err().code(), "TOO_MANY_DIRECTIVES");
}
