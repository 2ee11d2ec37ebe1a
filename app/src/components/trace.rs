//! Why a report goes where it goes: each rule that was tried, what became of it, the way to its target, and its words
//! marked in the report. What decided stands open, the rest folds.
use leptos::prelude::*;

use crate::gql::routing_enums::{TextPart, TriedOutcome};
use crate::gql::rules::{MatchedWordBit, TriedRuleBit};
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// Rules of one folded list; a rule set may have thousands.
const MOST: usize = 200;
/// Characters shown around a word that was found.
const AROUND: usize = 48;

/// What the words were looked for in; nothing where the viewer may not read it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportText<'a> {
    /// Title.
    pub title: Option<&'a str>,
    /// Text, as it was typed.
    pub body: Option<&'a str>,
}

/// The rules in the order in which they were tried.
pub fn trace(visit: &Visit, tried: &[TriedRuleBit], text: ReportText<'_>) -> AnyView {
    told(visit, tried, text, None)
}

/// The same, with each rule leading to its place on the page of its version, which is named by its address.
pub fn trace_on(visit: &Visit, tried: &[TriedRuleBit], text: ReportText<'_>, page: &str) -> AnyView {
    told(visit, tried, text, Some(page))
}

fn told(visit: &Visit, tried: &[TriedRuleBit], text: ReportText<'_>, page: Option<&str>) -> AnyView {
    let telling = Telling { visit, title: characters(text.title), body: characters(text.body), page };
    let of = |wanted: &[TriedOutcome]| -> Vec<&TriedRuleBit> {
        tried.iter().filter(|rule| wanted.contains(&rule.outcome)).collect()
    };
    let told = of(&[TriedOutcome::Decided, TriedOutcome::Unresolved]);
    let failed = of(&[TriedOutcome::Failed, TriedOutcome::Inactive]);
    let later = of(&[TriedOutcome::NotReached]);
    let told = if told.is_empty() { nothing() } else { telling.list(&told) };
    view! {
        <div class="trace stack">{told}{telling.folded(k::ROUTING_NOT_MATCHED, &failed)}{telling.folded(k::ROUTING_NOT_TRIED, &later)}</div>
    }
    .into_any()
}

fn characters(text: Option<&str>) -> Vec<char> {
    text.unwrap_or_default().chars().collect()
}

/// What every line is told from.
struct Telling<'a> {
    visit: &'a Visit,
    title: Vec<char>,
    body: Vec<char>,
    /// The page of the version, where there is one to lead to.
    page: Option<&'a str>,
}

impl Telling<'_> {
    fn folded(&self, title: Key, rules: &[&TriedRuleBit]) -> AnyView {
        if rules.is_empty() {
            return nothing();
        }
        let summary = self.visit.ta(title, &[("n", self.visit.num(rules.len() as i64).into())]);
        let more = rules.len().saturating_sub(MOST);
        let more = (more > 0).then(|| {
            let text = self.visit.ta(k::ROUTING_MORE, &[("n", self.visit.num(more as i64).into())]);
            view! { <p class="meta">{text}</p> }
        });
        let list = self.list(rules.get(..MOST).unwrap_or(rules));
        view! { <details class="fold"><summary>{summary}</summary>{list}{more}</details> }.into_any()
    }

    fn list(&self, rules: &[&TriedRuleBit]) -> AnyView {
        let items = rules.iter().map(|rule| self.item(rule)).collect_view();
        view! { <ol role="list">{items}</ol> }.into_any()
    }

    fn item(&self, rule: &TriedRuleBit) -> AnyView {
        let visit = self.visit;
        let (mark, tag) = match rule.outcome {
            TriedOutcome::Decided => ("yes", Some("tag river")),
            TriedOutcome::Unresolved => ("no", Some("tag strong")),
            TriedOutcome::Inactive => ("no", Some("tag")),
            // The heading of their list says it.
            TriedOutcome::Failed | TriedOutcome::NotReached => ("no", None),
        };
        let tag = tag.map(|class| view! { " "<span class=class>{visit.t(rule.outcome.label())}</span> });
        let own = rule.own.then(|| view! { " "<span class="tag">{visit.t(k::ROUTING_OWN_RULE)}</span> });
        let steps = rule.steps.iter().map(|step| view! { <small>{step.clone()}</small> }).collect_view();
        // A rule of the regency's own version stands on another page.
        let name = match self.page.filter(|_| !rule.own) {
            Some(page) => view! { <a href=format!("{page}#r{}", rule.position)>{rule.name.clone()}</a> }.into_any(),
            None => rule.name.clone().into_any(),
        };
        view! {
            <li data-r=mark><span>{rule.position.to_string()}</span>
                <span>{name}{own}{tag}<small>{rule.sentence.clone()}</small>{steps}{self.words(&rule.words)}</span></li>
        }
        .into_any()
    }

    /// The keywords, and where they stand in the report.
    fn words(&self, words: &[MatchedWordBit]) -> AnyView {
        if words.is_empty() {
            return nothing();
        }
        let mut keywords: Vec<&str> = Vec::new();
        for word in words {
            if !keywords.contains(&word.keyword.as_str()) {
                keywords.push(&word.keyword);
            }
        }
        let found = self.visit.ta(k::ROUTING_KEYWORDS, &[("words", keywords.join(", ").into())]);
        view! { <small>{found}</small>{self.excerpt(TextPart::Title, words)}{self.excerpt(TextPart::Body, words)} }
            .into_any()
    }

    fn excerpt(&self, part: TextPart, words: &[MatchedWordBit]) -> AnyView {
        let (text, around) = match part {
            TextPart::Title => (&self.title, usize::MAX),
            TextPart::Body => (&self.body, AROUND),
        };
        let spans = spans(words.iter().filter(|word| word.part == part), text.len());
        if spans.is_empty() {
            return nothing();
        }
        let pieces = pieces(text, &spans, around)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.into_any(),
                Piece::Mark(text) => view! { <mark>{text}</mark> }.into_any(),
                Piece::Gap => " … ".to_owned().into_any(),
            })
            .collect_view();
        view! { <small>{self.visit.t(part.label())}": "{pieces}</small> }.into_any()
    }
}

/// A part of an excerpt.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Shown for the context.
    Text(String),
    /// Found.
    Mark(String),
    /// Left out.
    Gap,
}

/// Where words stand, in order; what overlaps or touches becomes one, what lies outside the text is dropped.
fn spans<'a>(words: impl Iterator<Item = &'a MatchedWordBit>, length: usize) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = words
        .filter_map(|word| Some((usize::try_from(word.start).ok()?, usize::try_from(word.end).ok()?.min(length))))
        .filter(|(start, end)| start < end)
        .collect();
    all.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in all {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// The words with what stands around them.
fn pieces(text: &[char], spans: &[(usize, usize)], around: usize) -> Vec<Piece> {
    let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default().iter().collect::<String>();
    let mut out = Vec::new();
    // Where the text that is shown already ends.
    let mut shown = 0;
    for (i, (start, end)) in spans.iter().copied().enumerate() {
        let from = before(text, start, around).max(shown);
        if from > shown {
            out.push(Piece::Gap);
        }
        if start > from {
            out.push(Piece::Text(slice(from, start)));
        }
        out.push(Piece::Mark(slice(start, end)));
        let next = spans.get(i + 1).map_or(text.len(), |(start, _)| *start);
        shown = after(text, end, around).min(next);
        if shown > end {
            out.push(Piece::Text(slice(end, shown)));
        }
    }
    if shown < text.len() {
        out.push(Piece::Gap);
    }
    out
}

/// Where an excerpt begins: not within a word, if that can be helped.
fn before(text: &[char], start: usize, around: usize) -> usize {
    let at = start.saturating_sub(around);
    if at == 0 {
        return 0;
    }
    let blank = text.get(at..start).and_then(|part| part.iter().position(|c| c.is_whitespace()));
    blank.map_or(at, |n| at + n + 1)
}

/// Where it ends.
fn after(text: &[char], end: usize, around: usize) -> usize {
    let at = end.saturating_add(around);
    if at >= text.len() {
        return text.len();
    }
    let blank = text.get(end..at).and_then(|part| part.iter().rposition(|c| c.is_whitespace()));
    blank.map_or(at, |n| end + n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::render;
    use crate::testing::{HOSTILE, visit};

    fn word(part: TextPart, start: i32, end: i32) -> MatchedWordBit {
        MatchedWordBit { part, start, end, keyword: HOSTILE.into() }
    }

    fn told(text: &str, found: &[(i32, i32)], around: usize) -> String {
        let text: Vec<char> = text.chars().collect();
        let words: Vec<MatchedWordBit> = found.iter().map(|(start, end)| word(TextPart::Body, *start, *end)).collect();
        let spans = spans(words.iter(), text.len());
        if spans.is_empty() {
            return "nothing".into();
        }
        pieces(&text, &spans, around)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Mark(text) => format!("[{text}]"),
                Piece::Gap => "…".into(),
            })
            .collect()
    }

    #[test]
    fn words_are_marked_with_what_stands_around_them() {
        assert_eq!(told("lampu jalan padam", &[(0, 11)], 99), "[lampu jalan] padam");
        assert_eq!(
            told("satu dua tiga empat lima enam", &[(9, 13)], 5),
            "…dua [tiga]…",
            "the blank before it is 5 away"
        );
        assert_eq!(told("satu dua tiga empat lima enam", &[(9, 13)], 7), "…dua [tiga] empat…");
        assert_eq!(told("aaaaaaaaaaXbbbbbbbbbb", &[(10, 11)], 3), "…aaa[X]bbb…", "no blank to begin or end at");
        assert_eq!(told("a b c d", &[(0, 1), (4, 5)], 99), "[a] b [c] d", "told once");
    }

    #[test]
    fn what_overlaps_is_one_and_what_lies_outside_is_left_out() {
        assert_eq!(told("jalan raya", &[(6, 10), (0, 7)], 9), "[jalan raya]");
        assert_eq!(told("jalan", &[(-1, 3), (3, 3), (9, 12), (4, 2)], 9), "nothing");
        assert_eq!(told("jalan", &[(2, 99)], 9), "ja[lan]");
        assert_eq!(told("", &[(0, 4)], 9), "nothing");
        assert_eq!(told("aß 中文 lampu", &[(3, 5)], 99), "aß [中文] lampu", "characters, not bytes");
    }

    fn rule(position: i32, outcome: TriedOutcome) -> TriedRuleBit {
        let words = vec![word(TextPart::Title, 0, 5), word(TextPart::Body, 2, 9_000)];
        let steps = vec![HOSTILE.to_owned()];
        TriedRuleBit { position, name: HOSTILE.into(), own: true, outcome, sentence: HOSTILE.into(), steps, words }
    }

    #[test]
    fn what_decided_stands_open_and_the_rest_folds() {
        let mut tried: Vec<TriedRuleBit> = (1..=250).map(|n| rule(n, TriedOutcome::Failed)).collect();
        tried.push(rule(260, TriedOutcome::Inactive));
        tried.push(rule(270, TriedOutcome::Unresolved));
        tried.push(rule(280, TriedOutcome::Decided));
        tried.push(rule(290, TriedOutcome::NotReached));
        let html = render(trace(&visit(), &tried, ReportText { title: Some(HOSTILE), body: Some(HOSTILE) }));
        assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{html}");
        assert!(html.contains("251 aturan lain tidak cocok") && html.contains("51 aturan lagi"), "{html}");
        assert_eq!(html.matches("data-r=\"yes\"").count(), 1, "{html}");
        let open = html.split("<details").next().unwrap_or_default();
        assert!(
            open.contains("<span>280</span>") && open.contains("<span>270</span>") && open.contains("<mark>"),
            "{open}"
        );
        assert!(!open.contains("<span>260</span>") && !open.contains("<span>290</span>"), "{open}");
    }

    #[test]
    fn without_the_text_only_the_keywords_are_told() {
        let html = render(trace(&visit(), &[rule(1, TriedOutcome::Decided)], ReportText::default()));
        assert!(html.contains("Kata kunci") && !html.contains("<mark>"), "{html}");
    }

    #[test]
    fn rules_lead_to_the_page_of_their_version_unless_they_are_of_another_one() {
        let of_the_version = TriedRuleBit { own: false, ..rule(570, TriedOutcome::Decided) };
        let tried = [of_the_version, rule(12, TriedOutcome::Failed)];
        let html = render(trace_on(&visit(), &tried, ReportText::default(), "/aturan/set-8"));
        assert!(html.contains("href=\"/aturan/set-8#r570\"") && !html.contains("#r12\""), "{html}");
    }
}
