//! The plan that takes a published one back, drafted from the tree before it and its changes.
use std::collections::BTreeSet;

use super::{Change, ChangeKind, Draft, Heir, Node, Tree};

/// Changes that undo `changes` on the tree that they made of `before`, in the order in which they must be carried out.
/// Cases go back to whom the plan took them from; what came in since stays with the heir.
#[must_use]
pub fn counter(before: &Tree, changes: &[Change]) -> Vec<Draft> {
    let mut drafts = vec![];
    for change in changes.iter().rev() {
        match change {
            Change::Create { code, parent, .. } => {
                // What it got meanwhile goes one level up, unless a share has taken it back.
                drafts.push(Draft { successor: Some(parent.clone()), ..Draft::new(ChangeKind::Close, code.clone()) });
            }
            Change::Rename { code, .. } => drafts.extend(before.get(code).map(|node| Draft {
                name: Some(node.name.clone()),
                short_name: Some(node.short_name.clone()),
                ..Draft::new(ChangeKind::Rename, code.clone())
            })),
            Change::Adjust { code, .. } => drafts.extend(before.get(code).map(adjusted)),
            Change::Move { code, .. } => drafts.extend(hung(before, code)),
            Change::Merge { into, sources } => {
                let standing = before.get(into).filter(|node| node.open);
                // First the heir gives the tasks back: nobody may have them twice, not even for a moment of the plan.
                drafts.extend(standing.map(adjusted));
                for source in sources {
                    drafts.push(Draft::new(ChangeKind::Reopen, source.clone()));
                }
                let mut heirs: Vec<Heir> =
                    sources.iter().map(|code| Heir { code: code.clone(), back: true, ..Heir::default() }).collect();
                heirs.push(Heir { code: into.clone(), ..Heir::default() });
                drafts.push(Draft { heirs, ..Draft::new(ChangeKind::Split, into.clone()) });
                for source in sources {
                    let units = before.children(source);
                    drafts
                        .extend(units.into_iter().filter(|unit| unit.open).filter_map(|unit| hung(before, &unit.code)));
                }
            }
            Change::Split { code, heirs } => {
                if !heirs.iter().any(|heir| heir.code == *code) {
                    drafts.push(Draft::new(ChangeKind::Reopen, code.clone()));
                }
                let others: BTreeSet<&String> =
                    heirs.iter().map(|heir| &heir.code).filter(|heir| *heir != code).collect();
                for heir in others {
                    let shares = vec![
                        Heir { code: code.clone(), back: true, ..Heir::default() },
                        Heir { code: heir.clone(), ..Heir::default() },
                    ];
                    drafts.push(Draft { heirs: shares, ..Draft::new(ChangeKind::Split, heir.clone()) });
                }
                let units = before.children(code);
                drafts.extend(units.into_iter().filter(|unit| unit.open).filter_map(|unit| hung(before, &unit.code)));
            }
            Change::Close { code, successor } => {
                drafts.push(Draft::new(ChangeKind::Reopen, code.clone()));
                if let Some(heir) = successor {
                    let heirs = vec![
                        Heir { code: code.clone(), back: true, ..Heir::default() },
                        Heir { code: heir.clone(), ..Heir::default() },
                    ];
                    drafts.push(Draft { heirs, ..Draft::new(ChangeKind::Split, heir.clone()) });
                }
            }
            Change::Reopen { code } => drafts.extend(before.get(code).map(|node| Draft {
                successor: node.successor.clone(),
                ..Draft::new(ChangeKind::Close, code.clone())
            })),
        }
    }
    drafts
}

fn adjusted(node: &Node) -> Draft {
    Draft {
        agency_kind: Some(node.kind),
        functions: Some(node.functions.iter().cloned().collect()),
        region: Some(node.region.clone().unwrap_or_default()),
        serves: Some(node.serves.iter().cloned().collect()),
        ..Draft::new(ChangeKind::Adjust, node.code.clone())
    }
}

fn hung(before: &Tree, code: &str) -> Option<Draft> {
    let parent = before.get(code)?.parent.clone()?;
    Some(Draft { parent: Some(parent), ..Draft::new(ChangeKind::Move, code) })
}
