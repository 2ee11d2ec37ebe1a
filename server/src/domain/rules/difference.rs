//! What has changed from one version to another. A rule is the same rule when its name is, else when its position is.
use std::collections::BTreeSet;

use super::model::{Rule, RuleSet};

/// A part of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Name.
    Name,
    /// Whether it is active.
    Active,
    /// Whether it suggests or forwards.
    Mode,
    /// Topics.
    Topics,
    /// Regions.
    Regions,
    /// Classifications.
    Classifications,
    /// Channels.
    Channels,
    /// Named agencies.
    NamedAgencies,
    /// Kinds of the named agency.
    NamedKinds,
    /// Urgencies asked for.
    Urgencies,
    /// Time window.
    Time,
    /// One of these words.
    KeywordsAny,
    /// All of these words.
    KeywordsAll,
    /// Action.
    Action,
    /// Target that leads.
    ForwardTo,
    /// Targets that help.
    Supporting,
    /// Targets that read.
    Cc,
    /// Urgency given.
    Urgency,
    /// Archive reason.
    ArchiveReason,
    /// Standard reply.
    ReplyCode,
    /// Reason.
    Because,
    /// How sure its author is.
    Evidence,
}

/// One change, with positions in the version where they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// New.
    Added {
        /// Its position.
        position: u32,
        /// Its name.
        name: String,
    },
    /// Gone.
    Removed {
        /// Its old position.
        position: u32,
        /// Its old name.
        name: String,
    },
    /// Still there, at another place or with other content.
    Changed {
        /// Its old position.
        from: u32,
        /// Its position.
        to: u32,
        /// Its name.
        name: String,
        /// It stands before or after another than it did; a mere new number is no move.
        moved: bool,
        /// What has changed; empty when only its place has.
        fields: Vec<Field>,
    },
}

/// From `old` to `new`: removed ones first, then the rest in the order of `new`. Equal sets have no difference.
#[must_use]
pub fn difference(old: &RuleSet, new: &RuleSet) -> Vec<Change> {
    let pairs = pairs(old.rules(), new.rules());
    let taken: BTreeSet<usize> = pairs.iter().filter_map(|pair| *pair).collect();
    let mut changes: Vec<Change> = old
        .rules()
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at))
        .map(|(_, rule)| Change::Removed { position: rule.position, name: rule.name.clone() })
        .collect();
    let order: Vec<usize> = pairs.iter().filter_map(|pair| *pair).collect();
    let stays = stays(&order);
    for (rule, pair) in new.rules().iter().zip(&pairs) {
        let before = pair.and_then(|at| old.rules().get(at).map(|before| (at, before)));
        let Some((at, before)) = before else {
            changes.push(Change::Added { position: rule.position, name: rule.name.clone() });
            continue;
        };
        let fields = fields(before, rule);
        let moved = !stays.contains(&at);
        if moved || before.position != rule.position || !fields.is_empty() {
            let name = rule.name.clone();
            changes.push(Change::Changed { from: before.position, to: rule.position, name, moved, fields });
        }
    }
    changes
}

/// For each new rule the old one that it was.
fn pairs(old: &[Rule], new: &[Rule]) -> Vec<Option<usize>> {
    let mut free: BTreeSet<usize> = (0..old.len()).collect();
    let mut pairs = vec![None; new.len()];
    let alike: [fn(&Rule, &Rule) -> bool; 3] =
        [|old, new| old == new, |old, new| old.name == new.name, |old, new| old.position == new.position];
    for same in alike {
        for (pair, rule) in pairs.iter_mut().zip(new).filter(|(pair, _)| pair.is_none()) {
            let found = free.iter().copied().find(|at| old.get(*at).is_some_and(|old| same(old, rule)));
            if let Some(at) = found {
                free.remove(&at);
                *pair = Some(at);
            }
        }
    }
    pairs
}

/// The most that kept their order: the longest rising part. The others have moved.
fn stays(order: &[usize]) -> BTreeSet<usize> {
    // Ends of the best parts of each length, with the one before.
    let mut ends: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = vec![];
    for (at, value) in order.iter().enumerate() {
        let length = ends.partition_point(|end| order.get(*end).is_some_and(|end| end < value));
        before.push(length.checked_sub(1).and_then(|length| ends.get(length)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    std::iter::successors(ends.last().copied(), |at| before.get(*at).copied().flatten())
        .filter_map(|at| order.get(at).copied())
        .collect()
}

fn fields(old: &Rule, new: &Rule) -> Vec<Field> {
    let (ow, nw, ot, nt) = (&old.when, &new.when, &old.then, &new.then);
    [
        (Field::Name, old.name != new.name),
        (Field::Active, old.active != new.active),
        (Field::Mode, old.mode != new.mode),
        (Field::Topics, ow.topics != nw.topics),
        (Field::Regions, ow.regions != nw.regions),
        (Field::Classifications, ow.classifications != nw.classifications),
        (Field::Channels, ow.channels != nw.channels),
        (Field::NamedAgencies, ow.named_agencies != nw.named_agencies),
        (Field::NamedKinds, ow.named_kinds != nw.named_kinds),
        (Field::Urgencies, ow.urgencies != nw.urgencies),
        (Field::Time, ow.time != nw.time),
        (Field::KeywordsAny, ow.keywords_any != nw.keywords_any),
        (Field::KeywordsAll, ow.keywords_all != nw.keywords_all),
        (Field::Action, ot.action != nt.action),
        (Field::ForwardTo, ot.forward_to != nt.forward_to),
        (Field::Supporting, ot.supporting != nt.supporting),
        (Field::Cc, ot.cc != nt.cc),
        (Field::Urgency, ot.urgency != nt.urgency),
        (Field::ArchiveReason, ot.archive_reason != nt.archive_reason),
        (Field::ReplyCode, ot.reply_code != nt.reply_code),
        (Field::Because, old.because != new.because),
        (Field::Evidence, old.evidence != new.evidence),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}
