//! Facts about places in the agency tree, as values. Loading them is `store::agencies`.
use entities::{
    ids::AgencyId,
    vocab::{AgencyKind, Watch},
};

/// One agency, with the path that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The agency.
    pub id: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// From the root to the agency itself.
    pub path: Vec<AgencyId>,
    /// The nearest government at or above it; none for national and vertical agencies.
    pub government: Option<AgencyId>,
}

impl Place {
    /// Whether this place is `other` or lies below it.
    #[must_use]
    pub fn is_within(&self, other: AgencyId) -> bool {
        self.path.contains(&other)
    }

    /// The places above it that share its responsibility: up to and including its government. A
    /// vertical agency's line ends below the national root, which answers for nothing itself.
    #[must_use]
    pub fn above(&self) -> Vec<AgencyId> {
        let start = match self.government {
            Some(government) => self.path.iter().position(|&id| id == government).unwrap_or(0),
            None => 1,
        };
        let end = self.path.len().saturating_sub(1);
        self.path.get(start..end).map(<[AgencyId]>::to_vec).unwrap_or_default()
    }

    /// The places above it inside its own department: below the government.
    #[must_use]
    pub fn above_in_department(&self) -> Vec<AgencyId> {
        self.above().into_iter().filter(|&id| Some(id) != self.government).collect()
    }
}

/// Whether two places stand in one line: one is the other, or hangs below it.
#[must_use]
pub fn in_one_line(one: &Place, other: &Place) -> bool {
    one.is_within(other.id) || other.is_within(one.id)
}

/// An agency that watches beyond its own tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watcher {
    /// Who watches.
    pub agency: AgencyId,
    /// What it watches.
    pub watch: Watch,
}

/// Whether a case that accuses `accused` must be kept from `place`: the accused unit, all below it,
/// and the units above it in the same department (FORMATS.md, conflicts of interest).
#[must_use]
pub fn is_barred(place: &Place, accused: &Place) -> bool {
    place.is_within(accused.id) || accused.above_in_department().contains(&place.id)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// 1 national root > 2 province > 3 department > 4 division; 2 > 5 regency government > 6 department; 1 > 7 ministry > 8 vertical.
    pub(crate) fn place(id: i64) -> Place {
        let (kind, path, government) = match id {
            2 => (AgencyKind::ProvinceGovernment, vec![1, 2], Some(2)),
            3 => (AgencyKind::Department, vec![1, 2, 3], Some(2)),
            4 => (AgencyKind::Division, vec![1, 2, 3, 4], Some(2)),
            5 => (AgencyKind::RegencyGovernment, vec![1, 2, 5], Some(5)),
            6 => (AgencyKind::Department, vec![1, 2, 5, 6], Some(5)),
            7 => (AgencyKind::National, vec![1, 7], None),
            8 => (AgencyKind::VerticalAgency, vec![1, 7, 8], None),
            9 => (AgencyKind::Inspectorate, vec![1, 2, 9], Some(2)),
            other => (AgencyKind::National, vec![other], None),
        };
        Place {
            id: AgencyId(id),
            kind,
            path: path.into_iter().map(AgencyId).collect(),
            government: government.map(AgencyId),
        }
    }

    #[test]
    fn responsibility_ends_at_the_government() {
        assert_eq!(place(4).above(), [AgencyId(2), AgencyId(3)]);
        assert_eq!(place(6).above(), [AgencyId(5)], "the province is not above a regency's unit");
        assert_eq!(place(5).above(), []);
    }

    #[test]
    fn a_vertical_agency_has_its_ministry_above_but_not_the_national_root() {
        assert_eq!(place(8).above(), [AgencyId(7)]);
    }

    #[test]
    fn an_accused_unit_its_units_and_its_department_are_barred() {
        assert!(is_barred(&place(4), &place(4)));
        assert!(is_barred(&place(3), &place(4)), "the department above the accused division");
        assert!(is_barred(&place(4), &place(3)), "a division of the accused department");
        assert!(!is_barred(&place(2), &place(4)), "the government itself stays");
        assert!(!is_barred(&place(9), &place(4)));
        assert!(!is_barred(&place(6), &place(4)));
    }
}
