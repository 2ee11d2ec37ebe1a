//! When two are needed: a deputy and the one whose place is taken count as one person. Whatever asks for a second
//! person (an archive, a reply, a plan) asks here.
use entities::ids::AccountId;

/// Whose hand did something: the person, and the one whose place was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// Who did it.
    pub account: AccountId,
    /// Whose place that person took.
    pub instead_of: Option<AccountId>,
}

impl Hand {
    /// Somebody in the own name.
    #[must_use]
    pub const fn own(account: AccountId) -> Self {
        Self { account, instead_of: None }
    }

    /// Whether both count as one person.
    #[must_use]
    pub fn is_one_with(self, other: Self) -> bool {
        self.names().any(|name| other.names().any(|theirs| theirs == name))
    }

    fn names(self) -> impl Iterator<Item = AccountId> {
        std::iter::once(self.account).chain(self.instead_of)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn hand(account: u128, instead_of: Option<u128>) -> Hand {
        let id = |n| AccountId(Uuid::from_u128(n));
        Hand { account: id(account), instead_of: instead_of.map(id) }
    }

    /// 1 is absent, 2 is the deputy, 3 somebody else.
    #[test]
    fn a_deputy_and_the_absent_one_are_one_person() {
        let (absent, deputy, own, other) = (hand(1, None), hand(2, Some(1)), hand(2, None), hand(3, None));
        assert!(absent.is_one_with(absent));
        assert!(deputy.is_one_with(absent) && absent.is_one_with(deputy), "neither approves what the other wrote");
        assert!(deputy.is_one_with(own), "a deputy is no second person for the own hand");
        assert!(hand(3, Some(1)).is_one_with(deputy), "two deputies of one absent person are not two");
        assert!(!absent.is_one_with(own), "in the own role the deputy is somebody else");
        assert!(!other.is_one_with(absent) && !other.is_one_with(deputy));
    }
}
