//! Closed lists of deadline policies that no column of the database shares with other rooms.
//! Not here: what `entities::vocab` already has. To add a word: a line in its list.

/// Defines a closed list with its stored words, for lists that are not columns of an entity.
macro_rules! closed_words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant,)+
        }
        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
            /// The value of a stored word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($text => Some($name::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}
pub(crate) use closed_words;
use entities::vocab::ClockStage;

closed_words! {
    /// What a policy sets a limit for: the stages a clock runs for, and two that have no clock of their own.
    PolicyStage {
        Verify = "verify", FirstResponse = "first_response", Complete = "complete",
        ReporterConfirmation = "reporter_confirmation", Supplement = "supplement", ReturnAgain = "return",
        Escalation = "escalation", Reopen = "reopen",
    }
}
impl From<ClockStage> for PolicyStage {
    fn from(stage: ClockStage) -> Self {
        match stage {
            ClockStage::Verify => Self::Verify,
            ClockStage::FirstResponse => Self::FirstResponse,
            ClockStage::Complete => Self::Complete,
            ClockStage::ReporterConfirmation => Self::ReporterConfirmation,
            ClockStage::Supplement => Self::Supplement,
            ClockStage::ReturnAgain => Self::ReturnAgain,
        }
    }
}
closed_words! {
    /// A step of the escalation, or an outer limit set by law.
    PolicyLevel {
        /// The agency's own admin.
        L1 = "L1",
        /// The coordinator.
        L2 = "L2",
        /// The regional secretary and the inspectorate.
        L3 = "L3",
        /// The Ombudsman and the presidential staff office.
        L4 = "L4",
        /// A second limit beside the policy; it never replaces one.
        LegalCeiling = "legal_ceiling",
    }
}
closed_words! {
    /// How grave a complaint is, where an agency promises different limits for it.
    Severity { Minor = "minor", Normative = "normative" }
}
closed_words! {
    /// How far down the tree a policy reaches.
    PolicyScope {
        /// Everything below, across governments only where the agency itself stands outside every government.
        All = "all",
        /// The agency and its units, never another government below it.
        OwnUnits = "own_units",
        /// The agency alone.
        ThisAgency = "this_agency",
    }
}
closed_words! {
    /// The event that starts the clock.
    StartsAt {
        Received = "received", Forwarded = "forwarded", AgencyMarkedDone = "agency_marked_done",
        SupplementRequested = "supplement_requested", AnyDeadlinePassed = "any_deadline_passed",
        CompleteDeadlinePassed = "complete_deadline_passed", FileComplete = "file_complete", Closed = "closed",
    }
}
