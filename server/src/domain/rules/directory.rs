//! The agencies as rules see them: by code, by function in a regency or city, with successors and the way up. In memory,
//! built from rows or from a tree of the day. Not here: the choice of a target (`resolve`).
use std::collections::BTreeSet;

use chrono::NaiveDate;
use entities::vocab::AgencyKind;

use super::model::is_below;
use super::normalise::table::Map;
use crate::domain::reorganisation::{Node, Tree};

/// Longer chains of successors or parents run in a circle.
const DEEPEST: usize = 64;

/// One agency or unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Stable code.
    pub code: String,
    /// What it is.
    pub kind: AgencyKind,
    /// Its tasks.
    pub functions: Vec<String>,
    /// One level up.
    pub parent: Option<String>,
    /// Area of authority.
    pub region: Option<String>,
    /// Further regencies or cities.
    pub serves: Vec<String>,
    /// In use.
    pub open: bool,
    /// Last day of use, where it is known that it will close.
    pub closes: Option<NaiveDate>,
    /// Who inherits its reports.
    pub successor: Option<String>,
    /// Invented for the sample reports: never found by its function.
    pub fictitious: bool,
}
impl From<&Node> for Seat {
    fn from(node: &Node) -> Self {
        Self {
            code: node.code.clone(),
            kind: node.kind,
            functions: node.functions.iter().cloned().collect(),
            parent: node.parent.clone(),
            region: node.region.clone(),
            serves: node.serves.iter().cloned().collect(),
            open: node.open,
            closes: None,
            successor: node.successor.clone(),
            fictitious: node.fictitious,
        }
    }
}

/// The place of an agency in a directory; of no meaning in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot(u32);

/// Who has a function in a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holders {
    /// In use; one, if all is well.
    pub open: Vec<Spot>,
    /// No longer in use.
    pub closed: Vec<Spot>,
}

/// All agencies, past and present.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    seats: Vec<Seat>,
    by_code: Map<String, Spot>,
    by_function: Map<String, Map<String, Holders>>,
}

impl Directory {
    /// A directory of these. A code that comes twice counts once.
    #[must_use]
    pub fn new(seats: impl IntoIterator<Item = Seat>) -> Self {
        let mut directory = Self::default();
        for seat in seats {
            let Ok(number) = u32::try_from(directory.seats.len()) else { break };
            let spot = Spot(number);
            if directory.by_code.contains_key(&seat.code) {
                continue;
            }
            directory.by_code.insert(seat.code.clone(), spot);
            if !seat.fictitious {
                let areas: BTreeSet<&String> = seat.region.iter().chain(&seat.serves).collect();
                for function in seat.functions.iter().collect::<BTreeSet<_>>() {
                    let places = directory.by_function.entry(function.clone()).or_default();
                    for area in &areas {
                        let holders = places.entry((*area).clone()).or_default();
                        if seat.open { holders.open.push(spot) } else { holders.closed.push(spot) }
                    }
                }
            }
            directory.seats.push(seat);
        }
        directory
    }

    /// The directory of a tree, which is that of one day.
    #[must_use]
    pub fn of_tree(tree: &Tree) -> Self {
        Self::new(tree.nodes().map(Seat::from))
    }

    /// Where this code stands.
    #[must_use]
    pub fn spot(&self, code: &str) -> Option<Spot> {
        self.by_code.get(code).copied()
    }

    /// The agency at a place.
    #[must_use]
    pub fn seat(&self, spot: Spot) -> Option<&Seat> {
        self.seats.get(usize::try_from(spot.0).ok()?)
    }

    /// The agency of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Seat> {
        self.seat(self.spot(code)?)
    }

    /// The code at a place; empty for a place of another directory.
    #[must_use]
    pub fn code(&self, spot: Spot) -> &str {
        self.seat(spot).map_or("", |seat| seat.code.as_str())
    }

    /// All agencies.
    pub fn seats(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter()
    }

    /// Who has a function in a regency or city.
    #[must_use]
    pub fn holders(&self, function: &str, area: &str) -> Option<&Holders> {
        self.by_function.get(function)?.get(area)
    }

    /// Whether anybody in use has a function, anywhere.
    #[must_use]
    pub fn knows_function(&self, function: &str) -> bool {
        self.by_function.get(function).is_some_and(|places| places.values().any(|holders| !holders.open.is_empty()))
    }

    /// The first in use along the successors of a closed one, itself excluded.
    #[must_use]
    pub fn heir(&self, spot: Spot) -> Option<Spot> {
        let mut next = self.seat(spot)?;
        for _ in 0..DEEPEST {
            let heir = self.spot(next.successor.as_deref()?)?;
            next = self.seat(heir)?;
            if next.open {
                return Some(heir);
            }
        }
        None
    }

    /// From the agency itself up to the root.
    pub fn up(&self, spot: Spot) -> impl Iterator<Item = Spot> + '_ {
        std::iter::successors(Some(spot), |spot| self.spot(self.seat(*spot)?.parent.as_deref()?)).take(DEEPEST)
    }

    /// The nearest government at or above it.
    #[must_use]
    pub fn government(&self, spot: Spot) -> Option<Spot> {
        self.up(spot).find(|spot| self.seat(*spot).is_some_and(|seat| seat.kind.is_government()))
    }

    /// Whether it is `top` or hangs below it.
    #[must_use]
    pub fn is_within(&self, spot: Spot, top: Spot) -> bool {
        self.up(spot).any(|above| above == top)
    }

    /// Whether a supervisory report that accuses `accused` must be kept from `target`: the accused unit, all below it, and
    /// the units above it in the same department (`agency_tree::is_barred`, by code).
    #[must_use]
    pub fn is_barred(&self, target: Spot, accused: Spot) -> bool {
        if self.is_within(target, accused) {
            return true;
        }
        // A vertical agency's line ends below the national root.
        let government = self.government(accused);
        self.up(accused)
            .take_while(|spot| Some(*spot) != government)
            .filter(|spot| government.is_some() || self.seat(*spot).is_some_and(|seat| seat.parent.is_some()))
            .any(|spot| spot == target)
    }

    /// Whether any agency of these kinds bears one of these codes, or is a unit below one, as `named_agencies` reads it.
    #[must_use]
    pub fn any_named(&self, codes: &[String], kinds: &[AgencyKind]) -> bool {
        self.seats
            .iter()
            .any(|seat| kinds.contains(&seat.kind) && codes.iter().any(|code| is_below(&seat.code, code, '-')))
    }
}
