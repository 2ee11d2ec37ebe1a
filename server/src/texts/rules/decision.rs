//! The whole of a decision in a sentence: for officers with the rule and its reason, for the reporter without internals.
use entities::vocab::Urgency;

use super::{
    super::{pick, say},
    Name, Names, named, rule, trace, words,
};
use crate::{
    domain::rules::{Action, Lost, PersonDecides},
    op::Locale,
};

/// What was decided, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Position and name of the rule that decided.
    pub rule: Option<(u32, &'a str)>,
    /// What to do.
    pub action: Option<Action>,
    /// Code of the agency that leads.
    pub lead: Option<&'a str>,
    /// How urgent.
    pub urgency: Urgency,
    /// The system may forward by itself.
    pub automatic: bool,
    /// The reason that the rule gives.
    pub because: Option<&'a str>,
    /// Code of the reason to archive.
    pub archive_reason: Option<&'a str>,
    /// Why a person decides.
    pub person: Option<&'a PersonDecides>,
    /// Targets that are no more, where they are known.
    pub lost: &'a [Lost],
    /// Some target is no more.
    pub target_lost: bool,
}

/// A reason as part of a sentence: without the stop at its end.
fn reason(said: &Said<'_>) -> String {
    let because = said.because.unwrap_or_default().trim().trim_end_matches('.');
    if because.is_empty() { String::new() } else { format!(" {because}.") }
}

/// What happens and why, for officers.
#[must_use]
pub fn sentence(locale: Locale, said: &Said<'_>, names: &Names<'_>) -> String {
    let mut text = match (said.person, said.action) {
        (Some(person), _) => {
            let why = trace::person(locale, person, names);
            match said.rule {
                Some((position, name)) => format!("{}: {why}", rule(locale, position, name)),
                None => why,
            }
        }
        (None, Some(action)) => {
            let by = said.rule.map(|(position, name)| rule(locale, position, name)).unwrap_or_default();
            let what = what(locale, said, action, names);
            format!("{by}: {what}.{}", reason(said))
        }
        (None, None) => trace::person(locale, &PersonDecides::NoRule, names),
    };
    if let Some(lost) = said.lost.first() {
        text.push(' ');
        text.push_str(&trace::lost(locale, lost, names));
    } else if said.target_lost {
        text.push_str(say(
            locale,
            " Sasaran salah satu aturan yang cocok sudah tidak ada; periksa aturannya.",
            " The target of a matching rule is no more; check the rule.",
        ));
    }
    text
}

/// What is done: "teruskan ke PUPR Banjarmasin".
fn what(locale: Locale, said: &Said<'_>, action: Action, names: &Names<'_>) -> String {
    let mut text = match (action, said.lead) {
        (Action::Forward, Some(code)) => {
            let lead = named(names, Name::Agency(code));
            if said.automatic {
                pick(locale, format!("diteruskan otomatis ke {lead}"), format!("forwarded by itself to {lead}"))
            } else {
                pick(locale, format!("teruskan ke {lead}"), format!("forward to {lead}"))
            }
        }
        (Action::Archive, _) => match said.archive_reason {
            Some(code) => {
                let reason = named(names, Name::Reason(code));
                pick(locale, format!("arsipkan ({reason})"), format!("archive ({reason})"))
            }
            None => words::action(locale, action).to_owned(),
        },
        (Action::Forward | Action::Refer | Action::AskSupplement, _) => words::action(locale, action).to_owned(),
    };
    if said.urgency != Urgency::Normal {
        text.push_str(", ");
        text.push_str(words::urgency(locale, said.urgency));
    }
    text
}

/// The same for the reporter: where it goes, in plain words, without rules and their reasons.
#[must_use]
pub fn for_reporter(locale: Locale, said: &Said<'_>, names: &Names<'_>) -> String {
    let text = match (said.person, said.action, said.lead) {
        (None, Some(Action::Forward), Some(code)) => {
            let lead = named(names, Name::Agency(code));
            return pick(
                locale,
                format!("Menurut topik, tempat, dan isinya, laporan Anda ditujukan kepada {lead}."),
                format!("By its topic, place and words, your report is meant for {lead}."),
            );
        }
        (None, Some(Action::Refer), _) => say(
            locale,
            "Laporan Anda mungkin lebih cepat ditangani layanan lain; petugas akan memberi tahu.",
            "Another service may help you faster; an officer will tell you.",
        ),
        (None, Some(Action::AskSupplement), _) => say(
            locale,
            "Petugas mungkin meminta keterangan tambahan sebelum meneruskan laporan Anda.",
            "An officer may ask you for more before your report is forwarded.",
        ),
        (None, Some(Action::Archive | Action::Forward) | None, _) | (Some(_), _, _) => say(
            locale,
            "Petugas memeriksa laporan Anda dan menentukan instansi yang menanganinya.",
            "An officer reads your report and decides which agency handles it.",
        ),
    };
    text.to_owned()
}
