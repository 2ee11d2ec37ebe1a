//! In which order the changes of a sheet can be carried out: what opens comes first and what closes last; parents before
//! their units where something is made or moved, units before their parents and before their heirs where it closes.
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::domain::reorganisation::{ChangeKind, Draft};

/// How deep each code lies, and the circles among them, each once.
pub(super) fn depths<'a>(
    codes: impl Iterator<Item = &'a str>,
    parent: impl Fn(&'a str) -> Option<&'a str>,
) -> (HashMap<&'a str, usize>, Vec<Vec<&'a str>>) {
    let (mut depths, mut circles) = (HashMap::new(), vec![]);
    for start in codes {
        let (mut path, mut on_path) = (vec![], HashSet::new());
        let (mut next, mut depth) = (Some(start), 0);
        while let Some(code) = next {
            if let Some(settled) = depths.get(code) {
                depth = settled + 1;
                break;
            }
            if !on_path.insert(code) {
                circles.push(path.iter().copied().skip_while(|one| *one != code).collect());
                break;
            }
            path.push(code);
            next = parent(code);
        }
        for code in path.into_iter().rev() {
            depths.insert(code, depth);
            depth += 1;
        }
    }
    (depths, circles)
}

const fn stage(kind: ChangeKind) -> u8 {
    match kind {
        ChangeKind::Reopen => 0,
        ChangeKind::Create => 1,
        ChangeKind::Rename => 2,
        ChangeKind::Adjust => 3,
        ChangeKind::Move => 4,
        ChangeKind::Merge | ChangeKind::Split | ChangeKind::Close => 5,
    }
}

/// The drafts with the number of their row, in an order in which they can be carried out. `depth` is that of the tree
/// of the sheet, `parent` the parent in it.
pub(super) fn ordered<'a>(
    mut drafts: Vec<(usize, Draft)>,
    depth: impl Fn(&str) -> usize,
    parent: impl Fn(&str) -> Option<&'a str>,
) -> Vec<(usize, Draft)> {
    drafts.sort_by_key(|(row, draft)| (stage(draft.kind), depth(&draft.code), *row));
    let first = drafts.iter().position(|(_, draft)| stage(draft.kind) == 5).unwrap_or(drafts.len());
    let closing = drafts.split_off(first);
    drafts.extend(closing_order(closing, parent));
    drafts
}

/// Units before their parents and before those who inherit from them; what runs in a circle stays as it came.
fn closing_order<'a>(drafts: Vec<(usize, Draft)>, parent: impl Fn(&str) -> Option<&'a str>) -> Vec<(usize, Draft)> {
    let at: HashMap<String, usize> = drafts.iter().enumerate().map(|(n, (_, draft))| (draft.code.clone(), n)).collect();
    let mut waits = vec![0usize; drafts.len()];
    let mut later: Vec<Vec<usize>> = vec![vec![]; drafts.len()];
    for (n, (_, draft)) in drafts.iter().enumerate() {
        let targets: BTreeSet<usize> = parent(&draft.code)
            .into_iter()
            .chain(draft.successor.as_deref())
            .filter_map(|code| at.get(code).copied())
            .filter(|target| *target != n)
            .collect();
        for target in targets {
            if let (Some(list), Some(count)) = (later.get_mut(n), waits.get_mut(target)) {
                list.push(target);
                *count += 1;
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..drafts.len()).filter(|n| waits.get(*n) == Some(&0)).collect();
    let mut order = vec![];
    while let Some(n) = ready.pop_first() {
        order.push(n);
        for target in later.get(n).into_iter().flatten() {
            if let Some(count) = waits.get_mut(*target) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*target);
                }
            }
        }
    }
    let done: HashSet<usize> = order.iter().copied().collect();
    order.extend((0..drafts.len()).filter(|n| !done.contains(n)));
    let mut drafts: Vec<Option<(usize, Draft)>> = drafts.into_iter().map(Some).collect();
    order.into_iter().filter_map(|n| drafts.get_mut(n)?.take()).collect()
}
