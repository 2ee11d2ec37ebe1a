//! What a published plan keeps for the one that takes it back: the changes, and the roles that it gave elsewhere.
use entities::ids::{AgencyId, RoleGrantId};
use serde::{Deserialize, Serialize};

use super::Draft;

/// What would take a published plan back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// Its changes, in order.
    pub changes: Vec<Draft>,
    /// Roles that the plan wrote for people who went along, and from where they came.
    #[serde(default)]
    pub moved: Vec<(RoleGrantId, AgencyId)>,
}

impl Undo {
    /// As it was written down; plans that were published before roles were kept have a bare list of changes.
    #[must_use]
    pub fn read(kept: serde_json::Value) -> Option<Self> {
        if kept.is_array() {
            return serde_json::from_value(kept).ok().map(|changes| Self { changes, moved: vec![] });
        }
        serde_json::from_value(kept).ok()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::reorganisation::ChangeKind;

    #[test]
    fn both_forms_are_read_and_nothing_else() {
        let changes = vec![Draft::new(ChangeKind::Reopen, "A")];
        let bare = serde_json::to_value(&changes).unwrap();
        assert_eq!(Undo::read(bare), Some(Undo { changes: changes.clone(), moved: vec![] }));
        let whole = Undo { changes, moved: vec![(RoleGrantId(Uuid::from_u128(7)), AgencyId(3))] };
        assert_eq!(Undo::read(serde_json::to_value(&whole).unwrap()), Some(whole));
        assert_eq!(Undo::read(serde_json::json!("?")), None);
        assert_eq!(Undo::read(serde_json::Value::Null), None);
    }
}
