//! The pure parts: what each request and each act computes without a database.
#![expect(clippy::unwrap_used, reason = "a bench stops by panicking")]
use std::hint::black_box;

use chrono::{NaiveDate, TimeZone, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use entities::vocab::{Classification, ClockStage};
use server::{
    domain::{
        deadline::{ChainLink, due},
        text,
        tracking_code::TrackingCode,
    },
    reference::{deadlines, embedded, lists},
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

criterion_group!(benches, clocks, texts, codes);
criterion_main!(benches);
