//! Why a report goes where it goes, rule by rule: what became of each, the first condition that failed, the way to a target.
use super::{
    super::{pick, say},
    Name, Names, named, words,
};
use crate::{
    domain::rules::{
        Failed, Lost, Outcome, PersonDecides, Step,
        resolve::Why,
        trace::{LeftOut, Side},
    },
    op::Locale,
};

/// What became of a rule, in one sentence.
#[must_use]
pub fn outcome(locale: Locale, outcome: &Outcome) -> String {
    let text = match outcome {
        Outcome::Inactive => {
            say(locale, "Tidak dipakai: dimatikan penyusunnya.", "Not used: its editor switched it off.")
        }
        Outcome::Failed(condition) => return failed(locale, condition),
        Outcome::Unresolved(_) => say(
            locale,
            "Syaratnya cocok, tetapi sasarannya tidak ditemukan; aturan berikutnya diperiksa.",
            "Its conditions hold, but its target was not found; the next rule was tried.",
        ),
        Outcome::Decided { .. } => say(locale, "Cocok: aturan ini yang dipakai.", "It matches: this rule was used."),
        Outcome::NotReached { matches: true } => say(
            locale,
            "Syaratnya juga cocok, tetapi tidak sempat diperiksa: sudah diputuskan sebelumnya.",
            "Its conditions hold too, but it was not reached: it had been decided before.",
        ),
        Outcome::NotReached { matches: false } => {
            say(locale, "Tidak diperiksa: sudah diputuskan sebelumnya.", "Not tried: it had been decided before.")
        }
    };
    text.to_owned()
}

/// The first condition that does not hold.
#[must_use]
pub fn failed(locale: Locale, failed: &Failed) -> String {
    let text = match failed {
        Failed::Topic => {
            say(locale, "Tidak cocok: topiknya lain, atau belum ada.", "No match: another topic, or none yet.")
        }
        Failed::Region => {
            say(locale, "Tidak cocok: wilayahnya lain, atau belum ada.", "No match: another region, or none yet.")
        }
        Failed::Classification => say(locale, "Tidak cocok: klasifikasinya lain.", "No match: another classification."),
        Failed::Channel => {
            say(locale, "Tidak cocok: masuk lewat saluran lain.", "No match: it came by another channel.")
        }
        Failed::NamedAgency => say(
            locale,
            "Tidak cocok: pelapor menyebut instansi lain, atau tidak menyebut.",
            "No match: the reporter named another agency, or none.",
        ),
        Failed::NamedKind => say(
            locale,
            "Tidak cocok: instansi yang disebut berjenis lain, atau tidak ada yang disebut.",
            "No match: the agency named is of another kind, or none was named.",
        ),
        Failed::Urgency => say(locale, "Tidak cocok: urgensinya lain.", "No match: another urgency."),
        Failed::Time => say(
            locale,
            "Tidak cocok: masuk pada hari atau jam lain.",
            "No match: it came in on another day or at another hour.",
        ),
        Failed::KeywordsAny => say(
            locale,
            "Tidak cocok: tidak satu pun katanya ada dalam laporan.",
            "No match: none of its words is in the report.",
        ),
        Failed::KeywordsAll { missing } => {
            let missing = missing.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
            return pick(
                locale,
                format!("Tidak cocok: kata ini tidak ada dalam laporan: {missing}."),
                format!("No match: these words are not in the report: {missing}."),
            );
        }
    };
    text.to_owned()
}

/// The ways to all targets of a rule, step by step.
#[must_use]
pub fn steps(locale: Locale, outcome: &Outcome, names: &Names<'_>) -> Vec<String> {
    let way = |steps: &[Step]| -> Vec<String> { steps.iter().map(|one| step(locale, one, names)).collect() };
    match outcome {
        Outcome::Inactive | Outcome::Failed(_) | Outcome::NotReached { .. } => vec![],
        Outcome::Unresolved(steps) => way(steps),
        Outcome::Decided { lead, supporting, cc } => {
            let mut all = way(lead);
            for (id, en, sides) in [("Pendukung", "Supporting", supporting), ("Tembusan", "Informed", cc)] {
                all.extend(sides.iter().map(|one| format!("{}: {}", say(locale, id, en), side(locale, one, names))));
            }
            all
        }
    }
}

/// The way to one that helps or reads, in one line.
fn side(locale: Locale, side: &Side, names: &Names<'_>) -> String {
    let mut parts: Vec<String> = side.steps.iter().map(|one| step(locale, one, names)).collect();
    parts.extend(side.left_out.map(|why| left_out(locale, why).to_owned()));
    parts.join(" ")
}

/// Why one that would help or read is left out.
#[must_use]
pub fn left_out(locale: Locale, why: LeftOut) -> &'static str {
    match why {
        LeftOut::Unresolved => say(locale, "Tidak ditemukan, jadi tidak disertakan.", "Not found, so left out."),
        LeftOut::IsLead => {
            say(locale, "Sudah menjadi penanggung jawab, jadi tidak disebut lagi.", "It leads already, so left out.")
        }
        LeftOut::Twice => say(locale, "Sudah ada dalam daftar.", "It is on the list already."),
        LeftOut::Conflict => say(
            locale,
            "Tidak disertakan: laporan ini mengadukan instansi itu atau bagiannya.",
            "Left out: the report accuses that agency or a part of it.",
        ),
    }
}

/// One step on the way to a target.
#[must_use]
pub fn step(locale: Locale, step: &Step, names: &Names<'_>) -> String {
    let agency = |code: &str| named(names, Name::Agency(code));
    let place = |function: &str, area: &str| (words::function(locale, function), named(names, Name::Region(area)));
    match step {
        Step::Found { code } => {
            let who = agency(code);
            pick(locale, format!("{who} ada dan berlaku."), format!("{who} is there and in force."))
        }
        Step::Followed { code, heir } => {
            let (who, heir) = (agency(code), agency(heir));
            pick(
                locale,
                format!("{who} sudah ditutup; penerusnya {heir}."),
                format!("{who} is closed; {heir} inherits."),
            )
        }
        Step::Closed { code } => {
            let who = agency(code);
            pick(
                locale,
                format!("{who} sudah ditutup dan tidak punya penerus."),
                format!("{who} is closed and nobody inherits."),
            )
        }
        Step::Unknown { code } => {
            pick(locale, format!("Tidak ada instansi dengan kode {code}."), format!("There is no agency {code}."))
        }
        Step::OutsideGovernment { code } => {
            let who = agency(code);
            pick(
                locale,
                format!("{who} berada di luar pemerintahan aturan ini, jadi tidak dipakai."),
                format!("{who} is outside the government of these rules, so it is not used."),
            )
        }
        Step::NoRegency => say(
            locale,
            "Laporan tidak menyebut kabupaten atau kota, jadi fungsinya tidak dapat dicari.",
            "The report names no regency or city, so no function can be looked for.",
        )
        .to_owned(),
        Step::NobodyHas { function, area } => {
            let (function, area) = place(function, area);
            pick(
                locale,
                format!("Tidak ada instansi dengan fungsi {function} di {area}."),
                format!("Nobody has the function {function} in {area}."),
            )
        }
        Step::NobodyHasAnyMore { function, area, code } => {
            let ((function, area), who) = (place(function, area), agency(code));
            pick(
                locale,
                format!("Fungsi {function} di {area} dahulu pada {who}, yang sudah ditutup."),
                format!("The function {function} in {area} was with {who}, which is closed."),
            )
        }
        Step::SeveralHave { function, area, codes } => {
            let (function, area) = place(function, area);
            let who = codes.iter().map(|code| agency(code)).collect::<Vec<_>>().join(", ");
            pick(
                locale,
                format!("Fungsi {function} di {area} dipegang beberapa instansi ({who}), jadi tidak jelas yang mana."),
                format!("Several have the function {function} in {area} ({who}), so it is not clear which."),
            )
        }
        Step::Has { function, area, code } => {
            let ((function, area), who) = (place(function, area), agency(code));
            pick(
                locale,
                format!("Fungsi {function} di {area} dipegang {who}."),
                format!("{who} has the function {function} in {area}."),
            )
        }
        Step::Otherwise { code } => {
            let who = agency(code);
            pick(
                locale,
                format!("Cadangannya {who} dilihat."),
                format!("{who}, named for want of a better one, is looked at."),
            )
        }
        Step::NobodyNamed => say(
            locale,
            "Pelapor tidak menyebut instansi yang dikenal dan berlaku.",
            "The reporter named no agency that is known and in force.",
        )
        .to_owned(),
    }
}

/// A target of a matching rule that is no more.
#[must_use]
pub fn lost(locale: Locale, lost: &Lost, names: &Names<'_>) -> String {
    let position = lost.position;
    let who = match lost.why {
        Why::Closed | Why::Unknown | Why::OutsideGovernment => named(names, Name::Agency(&lost.target)),
        Why::FunctionLeft | Why::SeveralHave => {
            let function = words::function(locale, &lost.target);
            pick(locale, format!("fungsi {function}"), format!("function {function}"))
        }
    };
    let (id, en) = match lost.why {
        Why::Closed => ("sudah ditutup tanpa penerus", "is closed and nobody inherits"),
        Why::Unknown => ("tidak dikenal", "is not known"),
        Why::OutsideGovernment => ("berada di luar pemerintahannya", "is outside its government"),
        Why::FunctionLeft => ("tidak dipegang siapa pun lagi", "is with nobody any more"),
        Why::SeveralHave => ("dipegang beberapa instansi", "is with several agencies"),
    };
    pick(
        locale,
        format!("Aturan {position} perlu diperbaiki: {who} {id}."),
        format!("Rule {position} needs mending: {who} {en}."),
    )
}

/// Why a person decides. Where the target and the accused unit are no longer known (empty), they are not named.
#[must_use]
pub fn person(locale: Locale, person: &PersonDecides, names: &Names<'_>) -> String {
    match person {
        PersonDecides::Conflict { target, accused } if !target.is_empty() && !accused.is_empty() => {
            let (target, accused) = (named(names, Name::Agency(target)), named(names, Name::Agency(accused)));
            if target == accused {
                return pick(
                    locale,
                    format!("Petugas yang memutuskan: laporan ini mengadukan {accused}, yaitu sasaran aturannya."),
                    format!("A person decides: the report accuses {accused}, which is the target of the rule."),
                );
            }
            pick(
                locale,
                format!(
                    "Petugas yang memutuskan: laporan ini mengadukan {accused}, dan sasarannya, {target}, terkait dengannya."
                ),
                format!("A person decides: the report accuses {accused}, and the target, {target}, is tied to it."),
            )
        }
        PersonDecides::Conflict { .. } => say(
            locale,
            "Petugas yang memutuskan: laporan ini mengadukan sasaran aturannya, atau instansi yang terkait dengannya.",
            "A person decides: the report accuses the target of the rule, or an agency tied to it.",
        )
        .to_owned(),
        PersonDecides::Confidential => say(
            locale,
            "Pelaporan pelanggaran langsung ke inspektorat menurut hukum, tidak lewat aturan.",
            "Whistle-blowing goes to the inspectorate by law, never by rule.",
        )
        .to_owned(),
        PersonDecides::NoRule => say(
            locale,
            "Tidak ada aturan yang cocok dan sasarannya ada; petugas yang memutuskan.",
            "No rule matched with a target that is there; a person decides.",
        )
        .to_owned(),
    }
}
