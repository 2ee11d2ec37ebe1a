//! A flow chart: from where to where how many went, as bands between two columns. Rows in, SVG out; whoever shows it
//! puts the same numbers in a table beside it, and on narrow screens the table stands alone.
use std::fmt::Write as _;

use crate::html::escape;
use crate::visit::Visit;

/// Width of the drawing; labels have the room left and right of the columns.
const WIDTH: f64 = 660.0;
/// Right edge of the left column, left edge of the right one.
const LEFT: f64 = 230.0;
const RIGHT: f64 = 430.0;
/// Width of a column.
const COLUMN: f64 = 9.0;
/// Between a column and its label.
const AIR: f64 = 9.0;
/// Height that all bands share.
const SHARED: f64 = 200.0;
/// A band is never thinner, or nobody sees it.
const THINNEST: f64 = 3.0;
/// A node has room for its label.
const LINE: f64 = 20.0;
/// Between two nodes.
const GAP: f64 = 12.0;
/// Characters of a label.
const LABEL: usize = 22;

/// How many went from one place to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Name of where they were.
    pub from: String,
    /// Name of where they go.
    pub to: String,
    /// How many; what is not positive is not drawn.
    pub count: i32,
}

/// A place of one column.
struct Node<'a> {
    name: &'a str,
    count: i64,
    top: f64,
    height: f64,
    /// Height that is taken by bands already.
    taken: f64,
}

/// A column: its places in the order of the flows, and its height.
fn column<'a>(flows: &[(&'a str, i32, f64)]) -> (Vec<Node<'a>>, f64) {
    let mut nodes: Vec<Node<'a>> = Vec::new();
    for (name, count, height) in flows {
        match nodes.iter_mut().find(|node| node.name == *name) {
            Some(node) => {
                node.count += i64::from(*count);
                node.height += height;
            }
            None => {
                nodes.push(Node { name, count: i64::from(*count), top: 0.0, height: *height, taken: 0.0 });
            }
        }
    }
    let mut at = 0.0;
    for node in &mut nodes {
        // A thin node stands in the middle of the line of its label.
        let room = node.height.max(LINE);
        node.top = at + (room - node.height) / 2.0;
        at += room + GAP;
    }
    (nodes, (at - GAP).max(0.0))
}

/// The drawing; `title` tells it to those who do not see it, `id` is the id of the title. Nothing where nothing flows.
pub fn flow(visit: &Visit, id: &str, title: &str, flows: &[Flow]) -> String {
    let flows: Vec<&Flow> = flows.iter().filter(|flow| flow.count > 0).collect();
    let all: f64 = flows.iter().map(|flow| f64::from(flow.count)).sum();
    if flows.is_empty() {
        return String::new();
    }
    let height = |flow: &Flow| (f64::from(flow.count) * SHARED / all).max(THINNEST);
    let (mut from, from_height) =
        column(&flows.iter().copied().map(|flow| (flow.from.as_str(), flow.count, height(flow))).collect::<Vec<_>>());
    let (mut to, to_height) =
        column(&flows.iter().copied().map(|flow| (flow.to.as_str(), flow.count, height(flow))).collect::<Vec<_>>());
    let whole = from_height.max(to_height);
    // The shorter column stands in the middle of the longer one.
    for (nodes, own) in [(&mut from, from_height), (&mut to, to_height)] {
        for node in nodes {
            node.top += (whole - own) / 2.0 + 2.0;
        }
    }
    let mut bands = String::new();
    for left in &mut from {
        for (index, right) in to.iter_mut().enumerate() {
            for flow in flows.iter().copied().filter(|flow| flow.from == left.name && flow.to == right.name) {
                let high = height(flow);
                let (a, b) = (left.top + left.taken, right.top + right.taken);
                left.taken += high;
                right.taken += high;
                band(&mut bands, index % 3 + 1, (a, b), high);
            }
        }
    }
    let mut columns = String::new();
    for node in &from {
        mark(&mut columns, visit, node, "from", (LEFT - COLUMN, LEFT - COLUMN - AIR), " text-anchor=\"end\"");
    }
    for node in &to {
        mark(&mut columns, visit, node, "to", (RIGHT, RIGHT + COLUMN + AIR), "");
    }
    let (id, title) = (escape(id), escape(title));
    format!(
        "<svg class=\"flow\" viewBox=\"0 0 {WIDTH:.0} {:.0}\" role=\"img\" aria-labelledby=\"{id}\"><title id=\"{id}\">{title}</title>{bands}{columns}</svg>",
        whole + 4.0
    )
}

/// One band, from the height `a` on the left to `b` on the right.
fn band(out: &mut String, colour: usize, (a, b): (f64, f64), high: f64) {
    let middle = f64::midpoint(LEFT, RIGHT);
    let (c, d) = (a + high, b + high);
    // Writing to memory does not fail.
    let _ = write!(
        out,
        "<path class=\"f{colour}\" d=\"M{LEFT:.0} {a:.1}C{middle:.0} {a:.1} {middle:.0} {b:.1} {RIGHT:.0} {b:.1}V{d:.1}C{middle:.0} {d:.1} {middle:.0} {c:.1} {LEFT:.0} {c:.1}Z\"/>"
    );
}

/// A place with its name and its number.
fn mark(out: &mut String, visit: &Visit, node: &Node<'_>, class: &str, (bar, label): (f64, f64), anchor: &str) {
    let (top, height) = (node.top, node.height);
    // The line of the label is a third of its size below the middle.
    let line = top + height / 2.0 + 4.5;
    let (name, count) = (escape(&short(node.name)), visit.num(node.count));
    let _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{bar:.0}\" y=\"{top:.1}\" width=\"{COLUMN:.0}\" height=\"{height:.1}\" rx=\"1\"/><text x=\"{label:.0}\" y=\"{line:.1}\"{anchor}>{name} <tspan class=\"sub\">{count}</tspan></text>"
    );
}

/// A name that fits beside its column.
fn short(name: &str) -> String {
    if name.chars().count() <= LABEL {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LABEL - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{HOSTILE, visit};

    fn row(from: &str, to: &str, count: i32) -> Flow {
        Flow { from: from.into(), to: to.into(), count }
    }

    #[test]
    fn each_flow_is_a_band_and_each_place_a_mark() {
        let rows = [row("Dishub", "Disperkim", 38), row("PUPR", "Disperkim", 14), row("Cadangan", "BPJN", 1_209)];
        let svg = flow(&visit(), "alir", "Perpindahan", &rows);
        assert_eq!(svg.matches("<path").count(), 3, "{svg}");
        assert_eq!((svg.matches("class=\"from\"").count(), svg.matches("class=\"to\"").count()), (3, 2), "{svg}");
        assert!(svg.contains("Disperkim <tspan class=\"sub\">52</tspan>"), "what comes together is summed: {svg}");
        assert!(svg.contains("1.209</tspan>") && svg.contains("aria-labelledby=\"alir\""), "{svg}");
        assert!(!svg.contains("style"), "{svg}");
    }

    #[test]
    fn one_place_may_be_on_both_sides_and_a_small_flow_is_seen() {
        let svg = flow(&visit(), "a", "", &[row("A", "B", 100_000), row("B", "A", 1), row("C", "C", 0)]);
        assert_eq!(svg.matches("<path").count(), 2, "{svg}");
        assert!(svg.contains("height=\"3.0\""), "{svg}");
        assert_eq!(flow(&visit(), "a", "", &[row("A", "B", 0)]), "", "nothing flows");
        assert_eq!(flow(&visit(), "a", "", &[]), "");
    }

    #[test]
    fn names_are_shortened_by_characters_and_stay_text() {
        let svg = flow(&visit(), "a", HOSTILE, &[row(HOSTILE, &"é".repeat(40), 2)]);
        assert!(!svg.contains("<script") && !svg.contains("<img") && svg.matches("</title>").count() == 1, "{svg}");
        assert!(svg.contains(&format!("{}…", "é".repeat(21))) && !svg.contains(&"é".repeat(22)), "{svg}");
    }
}
