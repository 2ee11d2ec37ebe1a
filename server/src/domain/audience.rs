//! Who may see a case, computed from its facts: the rows of `case_audience`. The store writes what
//! this answers; `authz::scope` reads the rows; a property test holds the two against each other.
use std::collections::BTreeMap;

use entities::{
    ids::AgencyId,
    vocab::{AgencyKind, PartyRole, Relation, Watch},
};

use super::agency_tree::{Place, Watcher, is_barred};

/// What decides the audience.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Who has it.
    pub holder: &'a Place,
    /// Supporting and informed agencies of today.
    pub parties: &'a [(Place, PartyRole)],
    /// The accused unit.
    pub accused: Option<&'a Place>,
    /// Supervisory or whistle-blowing.
    pub supervisory: bool,
    /// Filed as whistle-blowing.
    pub confidential: bool,
    /// The inspectorate of the holder's government, if it has one.
    pub inspectorate: Option<&'a Place>,
    /// Those who watch beyond their tree.
    pub watchers: &'a [Watcher],
}

/// The audience, one relation for each agency: the strongest that applies.
#[must_use]
pub fn of(facts: &Facts<'_>) -> BTreeMap<AgencyId, Relation> {
    let mut rows = BTreeMap::new();
    if facts.confidential {
        // Seen by nobody but the inspectorate that holds it, and its own unit if it went down.
        rows.insert(facts.holder.id, Relation::Holder);
        if let Some(inspectorate) = facts.inspectorate
            && facts.holder.is_within(inspectorate.id)
            && facts.holder.id != inspectorate.id
        {
            rows.insert(inspectorate.id, Relation::AboveHolder);
        }
        return rows;
    }
    let barred = |place: &Place| facts.supervisory && facts.accused.is_some_and(|accused| is_barred(place, accused));
    let barred_id = |id: AgencyId| {
        facts.supervisory
            && facts.accused.is_some_and(|accused| accused.id == id || accused.above_in_department().contains(&id))
    };
    add(&mut rows, facts.holder.id, Relation::Holder);
    for id in facts.holder.above() {
        if !barred_id(id) {
            add(&mut rows, id, Relation::AboveHolder);
        }
    }
    for (place, part) in facts.parties {
        if barred(place) {
            continue;
        }
        match part {
            PartyRole::Lead => {}
            PartyRole::Supporting => {
                add(&mut rows, place.id, Relation::Supporting);
                for id in place.above() {
                    if !barred_id(id) {
                        add(&mut rows, id, Relation::AboveSupporting);
                    }
                }
            }
            PartyRole::Informed => add(&mut rows, place.id, Relation::Informed),
        }
    }
    if let Some(inspectorate) = facts.inspectorate {
        let relation = if facts.supervisory { Relation::Oversight } else { Relation::OversightOverdue };
        if !barred(inspectorate) {
            add(&mut rows, inspectorate.id, relation);
        }
    }
    for watcher in facts.watchers {
        let relation = match watcher.watch {
            Watch::Coordination => Relation::Coordination,
            Watch::Oversight => Relation::Oversight,
            Watch::Overdue => Relation::OversightOverdue,
        };
        if !barred_id(watcher.agency) {
            add(&mut rows, watcher.agency, relation);
        }
    }
    rows
}

fn add(rows: &mut BTreeMap<AgencyId, Relation>, agency: AgencyId, relation: Relation) {
    // `Relation` is ordered from the strongest to the weakest.
    rows.entry(agency).and_modify(|current| *current = (*current).min(relation)).or_insert(relation);
}

/// Whether an agency of this kind takes reports at all.
#[must_use]
pub const fn receives(kind: AgencyKind, is_root: bool) -> bool {
    !is_root && !matches!(kind, AgencyKind::Ombudsman | AgencyKind::Oversight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agency_tree::tests::place;

    fn facts<'a>(holder: &'a Place, watchers: &'a [Watcher], inspectorate: Option<&'a Place>) -> Facts<'a> {
        Facts { holder, parties: &[], accused: None, supervisory: false, confidential: false, inspectorate, watchers }
    }

    #[test]
    fn a_regencys_case_is_seen_by_the_province_for_coordination_only() {
        let holder = place(6);
        let watchers = [Watcher { agency: AgencyId(2), watch: Watch::Coordination }];
        let rows = of(&facts(&holder, &watchers, None));
        assert_eq!(rows.get(&AgencyId(6)), Some(&Relation::Holder));
        assert_eq!(rows.get(&AgencyId(5)), Some(&Relation::AboveHolder));
        assert_eq!(rows.get(&AgencyId(2)), Some(&Relation::Coordination));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn the_province_leads_its_own_units_with_full_rights_although_it_also_coordinates() {
        let holder = place(4);
        let watchers = [Watcher { agency: AgencyId(2), watch: Watch::Coordination }];
        assert_eq!(of(&facts(&holder, &watchers, None)).get(&AgencyId(2)), Some(&Relation::AboveHolder));
    }

    #[test]
    fn the_accused_unit_and_its_department_are_in_no_row_of_a_supervisory_case() {
        let (holder, accused, inspectorate) = (place(2), place(4), place(9));
        let parties = [(place(4), PartyRole::Supporting), (place(3), PartyRole::Informed)];
        let rows = of(&Facts {
            holder: &holder,
            parties: &parties,
            accused: Some(&accused),
            supervisory: true,
            confidential: false,
            inspectorate: Some(&inspectorate),
            watchers: &[],
        });
        assert!(!rows.contains_key(&AgencyId(4)) && !rows.contains_key(&AgencyId(3)));
        assert_eq!(rows.get(&AgencyId(9)), Some(&Relation::Oversight));
    }

    #[test]
    fn whistle_blowing_is_seen_by_the_inspectorate_alone() {
        let inspectorate = place(9);
        let watchers = [
            Watcher { agency: AgencyId(2), watch: Watch::Coordination },
            Watcher { agency: AgencyId(8), watch: Watch::Oversight },
        ];
        let rows = of(&Facts {
            confidential: true,
            supervisory: true,
            ..facts(&inspectorate, &watchers, Some(&inspectorate))
        });
        assert_eq!(rows.into_iter().collect::<Vec<_>>(), [(AgencyId(9), Relation::Holder)]);
    }

    #[test]
    fn the_strongest_relation_wins() {
        let holder = place(3);
        let parties = [(place(3), PartyRole::Supporting)];
        let rows = of(&Facts { parties: &parties, ..facts(&holder, &[], None) });
        assert_eq!(rows.get(&AgencyId(3)), Some(&Relation::Holder));
    }
}
