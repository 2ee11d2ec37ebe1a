//! The pure parts: what each request and each act computes without a database.
#![expect(clippy::unwrap_used, reason = "a bench stops by panicking")]
use std::hint::black_box;

use chrono::{NaiveDate, TimeZone, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use entities::vocab::{Classification, ClockStage};
use server::{
    domain::{
        deadline::{ChainLink, due},
        rules::{Compiled, Desk, Report, Rule, RuleSet, Target, Then, When},
        text,
        tracking_code::TrackingCode,
    },
    reference::{deadlines, embedded, lists, rules_domain},
};

fn clocks(c: &mut Criterion) {
    let policies = deadlines::policies(&embedded::deadlines().unwrap());
    let calendar = lists::calendar(&embedded::holidays().unwrap());
    let chain =
        [ChainLink::new("KALSEL-PUPR-BM", false), ChainLink::new("KALSEL-PUPR", false), ChainLink::new("KALSEL", true)];
    let start = Utc.with_ymd_and_hms(2026, 11, 2, 1, 0, 0).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    c.bench_function("deadline: choose a policy and count 14 working days", |b| {
        b.iter(|| {
            let policy = policies
                .select(ClockStage::Complete, Classification::ServiceComplaint, None, &chain, black_box(day))
                .unwrap();
            due(policy, &calendar, black_box(start))
        });
    });
}

fn texts(c: &mut Criterion) {
    let body =
        "Jalan berlubang di depan pasar, sudah tiga pekan. Mohon segera ditambal sebelum ada korban.\n".repeat(40);
    c.bench_function("text: clean 3,700 characters", |b| {
        b.iter(|| text::clean_text("body", black_box(&body), text::Limits::BODY));
    });
    c.bench_function("text: search words of 3,700 characters", |b| b.iter(|| text::search_words(black_box(&body))));
}

fn codes(c: &mut Criterion) {
    let code = TrackingCode::new(NaiveDate::from_ymd_opt(2026, 11, 2).unwrap(), [1, 2, 3, 4, 5]).to_string();
    c.bench_function("tracking code: parse and check", |b| b.iter(|| TrackingCode::parse(black_box(&code))));
}

/// Rules that share topics and regions among them; every second one asks for words too.
fn many_rules(count: u32) -> RuleSet {
    let topics: Vec<String> = embedded::topics().unwrap().into_iter().map(|row| row.code).collect();
    let regions: Vec<String> =
        embedded::regions().unwrap().into_iter().map(|row| row.code).filter(|code| code.len() == 5).collect();
    let pick = |list: &[String], at: u32| list.get(at as usize % list.len()).cloned().into_iter().collect();
    let rule = |at: u32| {
        let words = (0..10).map(|word| format!("lampu kata{at}x{word}")).collect();
        let when = When {
            topics: if at.is_multiple_of(5) { vec![] } else { pick(&topics, at) },
            regions: pick(&regions, at / 3),
            keywords_any: if at.is_multiple_of(2) || at.is_multiple_of(5) { words } else { vec![] },
            ..When::default()
        };
        Rule::new(at, format!("{at}"), when, Then::forward(Target::function("public_works").or("KALSEL-PUPR")))
    };
    let last = Rule::new(count, "last", When::default(), Then::forward(Target::agency("KALSEL-DISKOMINFO")));
    RuleSet::province((0..count).map(rule).chain([last]).collect())
}

fn rules(c: &mut Criterion) {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let directory = rules_domain::directory(&embedded::agencies().unwrap(), day);
    let demos = embedded::demo_reports().unwrap().reports;
    let reports: Vec<Report<'_>> = demos
        .iter()
        .map(|demo| Report {
            topic: Some(&demo.topic_code),
            region: Some(&demo.region_code),
            classification: demo.classification,
            named: demo.named_agency_code.as_deref(),
            ..Report::of_text(&demo.title, &demo.body)
        })
        .collect();
    let compiled = Compiled::new(&many_rules(1_000));
    let mut desk = Desk::for_many();
    c.bench_function("rules: 36 reports by 1,000 rules", |b| {
        b.iter(|| {
            let decide = |report| compiled.decide_at(&mut desk, black_box(report), &directory);
            reports.iter().map(decide).filter(|verdict| verdict.lead.is_some()).count()
        });
    });
    c.bench_function("rules: one report by 1,000 rules, with its reasons", |b| {
        b.iter(|| reports.first().map(|report| compiled.evaluate(black_box(report), &directory)));
    });
    let many = many_rules(10_000);
    c.bench_function("rules: compile 10,000", |b| b.iter(|| Compiled::new(black_box(&many))));
}

criterion_group!(benches, clocks, texts, codes, rules);
criterion_main!(benches);
