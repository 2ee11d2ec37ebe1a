//! Finds all keywords of a rule set in a text in one pass: a trie over whole normalised words. Whole words and phrases
//! only, so `sma` is not found in `smart`. No regular expressions: its cost is that of reading the text.
use std::ops::Range;

use super::normalise::table::Map;
use super::normalise::{Scratch, each_word, normal_phrase};
use super::report::Report;
use super::trace::Part;

/// Keywords with one normal form have one number.
pub(super) type Pattern = u32;

#[derive(Debug, Clone, Default)]
struct Node {
    pattern: Option<Pattern>,
    /// Whether a longer phrase goes on here.
    goes_on: bool,
}

/// All keywords.
#[derive(Debug, Clone, Default)]
pub(super) struct Matcher {
    words: Map<Box<str>, u32>,
    /// First words, by number of the word.
    first: Vec<Option<u32>>,
    next: Map<(u32, u32), u32>,
    nodes: Vec<Node>,
    patterns: u32,
}

/// Room to work in, used again from report to report.
#[derive(Debug, Default)]
pub(super) struct Room {
    scratch: Scratch,
    active: Vec<(u32, usize)>,
    coming: Vec<(u32, usize)>,
}

impl Room {
    /// For many reports, one after the other.
    pub fn remembering() -> Self {
        Self { scratch: Scratch::remembering(), ..Self::default() }
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Matcher {
    /// The number of a keyword; none when it normalises to nothing.
    pub fn add(&mut self, keyword: &str) -> Option<Pattern> {
        let phrase = normal_phrase(keyword);
        let mut words = phrase.iter();
        let first = self.word(words.next()?);
        let mut at = match self.first.get(index(first)).copied().flatten() {
            Some(node) => node,
            None => {
                let node = self.node();
                if let Some(slot) = self.first.get_mut(index(first)) {
                    *slot = Some(node);
                }
                node
            }
        };
        for word in words {
            let word = self.word(word);
            at = match self.next.get(&(at, word)).copied() {
                Some(node) => node,
                None => {
                    let node = self.node();
                    self.next.insert((at, word), node);
                    if let Some(from) = self.nodes.get_mut(index(at)) {
                        from.goes_on = true;
                    }
                    node
                }
            };
        }
        let new = self.patterns;
        let node = self.nodes.get_mut(index(at))?;
        let pattern = *node.pattern.get_or_insert(new);
        if pattern == new {
            self.patterns += 1;
        }
        Some(pattern)
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let number = count(self.first.len());
        self.words.insert(word.into(), number);
        self.first.push(None);
        number
    }

    fn node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        count(self.nodes.len() - 1)
    }

    /// How many different keywords there are.
    pub const fn patterns(&self) -> u32 {
        self.patterns
    }

    /// Hands out each keyword in title and text, with its bytes. A phrase does not reach from the title into the text.
    pub fn each(&self, report: &Report<'_>, room: &mut Room, mut found: impl FnMut(Pattern, Part, Range<usize>)) {
        if self.patterns == 0 {
            return;
        }
        for (part, text) in [(Part::Title, report.title), (Part::Body, report.body)] {
            let Room { scratch, active, coming } = room;
            active.clear();
            each_word(text, scratch, |word, range| {
                let Some(word) = self.words.get(word).copied() else {
                    active.clear();
                    return;
                };
                coming.clear();
                let mut reach = |node: u32, start: usize| {
                    let Some(there) = self.nodes.get(index(node)) else { return };
                    if let Some(pattern) = there.pattern {
                        found(pattern, part, start..range.end);
                    }
                    if there.goes_on {
                        coming.push((node, start));
                    }
                };
                for (node, start) in active.iter() {
                    if let Some(next) = self.next.get(&(*node, word)) {
                        reach(*next, *start);
                    }
                }
                if let Some(node) = self.first.get(index(word)).copied().flatten() {
                    reach(node, range.start);
                }
                std::mem::swap(active, coming);
            });
        }
    }
}
