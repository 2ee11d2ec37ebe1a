//! Codes that point at other codes of the same file: unknown ones, circles, and parents before children.
//! Knows nothing of agencies, regions or topics. To use it: build `Pointer`s from the raw columns.
use super::fault::Fault;
use std::collections::{HashMap, HashSet};

/// One row that may point at another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointer<'a> {
    /// Line of the row.
    pub(super) line: usize,
    /// Its own code.
    pub(super) code: &'a str,
    /// The code it points at; empty for none.
    pub(super) target: &'a str,
}

/// Joins two raw columns of a sheet.
pub(super) fn pointers<'a>(codes: &[(usize, &'a str)], targets: &[(usize, &'a str)]) -> Vec<Pointer<'a>> {
    codes.iter().zip(targets).map(|((line, code), (_, target))| Pointer { line: *line, code, target }).collect()
}

/// Tells targets that are neither in the file nor known already, and rows that point at themselves.
pub(super) fn check_targets(
    pointers: &[Pointer<'_>],
    column: &str,
    known: Option<&HashSet<String>>,
    faults: &mut Vec<Fault>,
) {
    let codes: HashSet<&str> = pointers.iter().map(|pointer| pointer.code).collect();
    for pointer in pointers.iter().filter(|pointer| !pointer.target.is_empty()) {
        let target = pointer.target;
        if !codes.contains(target) && !known.is_some_and(|known| known.contains(target)) {
            faults.push(Fault::cell(pointer.line, column, format!("there is no \"{target}\"")));
        }
    }
}

/// How deep each code lies below its root. Every circle is told once, on the line of its first row.
pub(super) fn depths<'a>(pointers: &[Pointer<'a>], column: &str, faults: &mut Vec<Fault>) -> HashMap<&'a str, usize> {
    let by_code: HashMap<&str, &Pointer<'a>> = pointers.iter().rev().map(|pointer| (pointer.code, pointer)).collect();
    let mut depths: HashMap<&'a str, usize> = HashMap::with_capacity(pointers.len());
    for start in pointers {
        let mut path: Vec<&Pointer<'a>> = Vec::new();
        let mut on_path: HashSet<&str> = HashSet::new();
        let mut next = by_code.get(start.code).copied();
        let mut depth = 0;
        while let Some(pointer) = next {
            if let Some(settled) = depths.get(pointer.code) {
                depth = settled + 1;
                break;
            }
            if !on_path.insert(pointer.code) {
                tell_circle(&path, pointer.code, column, faults);
                break;
            }
            path.push(pointer);
            next = by_code.get(pointer.target).copied().filter(|_| !pointer.target.is_empty());
        }
        for pointer in path.iter().rev() {
            depths.insert(pointer.code, depth);
            depth += 1;
        }
    }
    depths
}

fn tell_circle(path: &[&Pointer<'_>], entry: &str, column: &str, faults: &mut Vec<Fault>) {
    let circle: Vec<&&Pointer<'_>> = path.iter().skip_while(|pointer| pointer.code != entry).collect();
    let line = circle.iter().map(|pointer| pointer.line).min().unwrap_or(1);
    let codes: Vec<&str> = circle.iter().map(|pointer| pointer.code).chain([entry]).collect();
    faults.push(Fault::cell(line, column, format!("these form a circle: {}", codes.join(" > "))));
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn pointer<'a>(line: usize, code: &'a str, target: &'a str) -> Pointer<'a> {
        Pointer { line, code, target }
    }

    #[test]
    fn children_lie_deeper_than_their_parents_in_whatever_order_they_come() {
        let rows = [pointer(2, "c", "b"), pointer(3, "b", "a"), pointer(4, "a", ""), pointer(5, "d", "a")];
        let mut faults = Vec::new();
        let depths = depths(&rows, "parent", &mut faults);
        assert_eq!((depths["a"], depths["b"], depths["c"], depths["d"]), (0, 1, 2, 1));
        assert!(faults.is_empty());
    }

    #[test]
    fn two_circles_are_told_once_each_and_the_row_that_hangs_on_one_is_not_blamed() {
        let rows = [pointer(2, "hanger", "a"), pointer(3, "a", "b"), pointer(4, "b", "a"), pointer(5, "self", "self")];
        let mut faults = Vec::new();
        depths(&rows, "parent", &mut faults);
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.reason.as_str())).collect();
        assert_eq!(told, [(3, "these form a circle: a > b > a"), (5, "these form a circle: self > self")]);
    }

    #[test]
    fn ten_thousand_rows_in_one_long_chain_are_measured_without_recursion() {
        let codes: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let rows: Vec<_> =
            (0..10_000).map(|n| pointer(n + 2, &codes[n], codes.get(n + 1).map_or("", String::as_str))).collect();
        let mut faults = Vec::new();
        assert_eq!(depths(&rows, "parent", &mut faults)["0"], 9_999);
    }
}
