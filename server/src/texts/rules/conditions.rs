//! Conditions and targets of a rule in words, and the names of its parts.
use super::{
    super::{pick, say},
    Name, Names, always, capital, named, some, words,
};
use crate::{
    domain::rules::{Action, Field, Target, Then, TimeWindow, When, model::DAY},
    op::Locale,
};

/// So many of a list are named; the rest is a number.
const SHOWN: usize = 4;

/// All conditions in one line.
#[must_use]
pub fn conditions(locale: Locale, when: &When, names: &Names<'_>) -> String {
    if when.is_always() {
        return always(locale).to_owned();
    }
    let mut parts: Vec<String> = vec![];
    let mut part = |id: &str, en: &str, items: Vec<String>| {
        if !items.is_empty() {
            parts.push(format!("{} {}", say(locale, id, en), some(locale, &items, SHOWN)));
        }
    };
    part("topik", "topic", when.topics.iter().map(|code| named(names, Name::Topic(code))).collect());
    part("wilayah", "region", when.regions.iter().map(|code| named(names, Name::Region(code))).collect());
    let classifications = when.classifications.iter().map(|one| words::classification(locale, *one).to_owned());
    part("klasifikasi", "classification", classifications.collect());
    part("saluran", "channel", when.channels.iter().map(|one| words::channel(locale, *one).to_owned()).collect());
    part("menyebut", "names", when.named_agencies.iter().map(|code| named(names, Name::Agency(code))).collect());
    part(
        "jenis instansi yang disebut",
        "kind of the agency named",
        when.named_kinds.iter().map(|one| words::agency_kind(locale, *one).to_owned()).collect(),
    );
    part("urgensi", "urgency", when.urgencies.iter().map(|one| words::urgency(locale, *one).to_owned()).collect());
    part("masuk", "came in on", when.time.iter().map(|window| time(locale, window)).collect());
    part("salah satu kata:", "one of the words:", when.keywords_any.clone());
    part("semua kata:", "all of the words:", when.keywords_all.clone());
    capital(&parts.join(" · "))
}

/// Days and hours.
fn time(locale: Locale, window: &TimeWindow) -> String {
    let days: Vec<&str> = window.weekdays.iter().map(|day| words::weekday(locale, *day)).collect();
    let days = if days.is_empty() { say(locale, "setiap hari", "every day").to_owned() } else { days.join(", ") };
    if window.from == 0 && window.until >= DAY {
        return days;
    }
    let (from, until) = (words::clock(locale, window.from), words::clock(locale, window.until));
    pick(locale, format!("{days} pukul {from}–{until}"), format!("{days}, {from}–{until}"))
}

/// A target.
#[must_use]
pub fn target(locale: Locale, target: &Target, names: &Names<'_>) -> String {
    match target {
        Target::Agency(code) => named(names, Name::Agency(code)),
        Target::Named => say(locale, "Instansi yang disebut pelapor", "The agency named by the reporter").to_owned(),
        Target::Relative { functions, otherwise } => {
            let functions: Vec<String> = functions.iter().map(|code| words::function(locale, code)).collect();
            let found = pick(
                locale,
                format!("Fungsi {} di wilayah laporan", functions.join(", lalu ")),
                format!("Function {} in the region of the report", functions.join(", then ")),
            );
            match otherwise {
                None => found,
                Some(code) => {
                    let other = named(names, Name::Agency(code));
                    pick(locale, format!("{found}, cadangan {other}"), format!("{found}, otherwise {other}"))
                }
            }
        }
    }
}

/// What a rule suggests, in one line.
#[must_use]
pub fn consequence(locale: Locale, then: &Then, names: &Names<'_>) -> String {
    let mut parts = vec![match (then.action, &then.forward_to) {
        (Action::Forward, Some(lead)) => target(locale, lead, names),
        (Action::Forward, None) => say(locale, "Belum ada sasaran", "No target yet").to_owned(),
        (Action::Archive, _) => match &then.archive_reason {
            Some(code) => {
                let reason = named(names, Name::Reason(code));
                pick(locale, format!("Arsipkan: {reason}"), format!("Archive: {reason}"))
            }
            None => capital(words::action(locale, then.action)),
        },
        (Action::Refer | Action::AskSupplement, _) => capital(words::action(locale, then.action)),
    }];
    for (id, en, targets) in [("pendukung", "supporting", &then.supporting), ("tembusan", "informed", &then.cc)] {
        if !targets.is_empty() {
            let targets: Vec<String> = targets.iter().map(|one| target(locale, one, names)).collect();
            parts.push(format!("{}: {}", say(locale, id, en), some(locale, &targets, SHOWN)));
        }
    }
    parts.join(" · ")
}

/// A part of a rule that has changed.
#[must_use]
pub fn field(locale: Locale, field: Field) -> &'static str {
    match field {
        Field::Name => say(locale, "nama", "name"),
        Field::Active => say(locale, "dipakai atau tidak", "in use or not"),
        Field::Mode => say(locale, "cara", "mode"),
        Field::Topics => say(locale, "topik", "topics"),
        Field::Regions => say(locale, "wilayah", "regions"),
        Field::Classifications => say(locale, "klasifikasi", "classifications"),
        Field::Channels => say(locale, "saluran", "channels"),
        Field::NamedAgencies => say(locale, "instansi yang disebut", "agencies named"),
        Field::NamedKinds => say(locale, "jenis instansi yang disebut", "kinds of the agency named"),
        Field::Urgencies => say(locale, "syarat urgensi", "urgencies asked for"),
        Field::Time => say(locale, "hari dan jam", "days and hours"),
        Field::KeywordsAny => say(locale, "salah satu kata", "one of the words"),
        Field::KeywordsAll => say(locale, "semua kata", "all of the words"),
        Field::Action => say(locale, "tindakan", "action"),
        Field::ForwardTo => say(locale, "sasaran", "target"),
        Field::Supporting => say(locale, "pendukung", "supporting agencies"),
        Field::Cc => say(locale, "tembusan", "informed agencies"),
        Field::Urgency => say(locale, "urgensi", "urgency"),
        Field::ArchiveReason => say(locale, "alasan pengarsipan", "archive reason"),
        Field::ReplyCode => say(locale, "jawaban baku", "standard reply"),
        Field::Because => say(locale, "alasan", "reason"),
        Field::Evidence => say(locale, "tanda keyakinan", "mark of evidence"),
    }
}

/// The number of a rule, as a part that has changed.
#[must_use]
pub fn position(locale: Locale) -> &'static str {
    say(locale, "urutan", "position")
}
