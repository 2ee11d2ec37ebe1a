//! Closed lists that only the reference files use. Not here: what the database stores (`entities::vocab`).
//! To add a word: a line in its list, and a line in `FORMATS.md`.
use crate::domain::deadline::words::closed_words;

closed_words! {
    /// How sure a row is.
    Evidence {
        /// The name was seen in a public source.
        Sighted = "sighted",
        /// From general knowledge.
        Recalled = "recalled",
        /// Invented for the sample reports.
        Fictitious = "fictitious",
        /// Seen in a source (holidays: in two).
        Verified = "V",
        /// Seen in one source only, or the sources disagree.
        VerifiedOnce = "V1",
        /// From general knowledge; check before using it in earnest.
        Recall = "R",
        /// A proposal without a legal source.
        Proposal = "P",
    }
}
impl Evidence {
    /// The marks of agencies.
    pub const OF_AGENCIES: &'static [Self] = &[Self::Sighted, Self::Recalled, Self::Fictitious];
    /// The marks of holidays.
    pub const OF_HOLIDAYS: &'static [Self] = &[Self::Verified, Self::VerifiedOnce, Self::Recall];
    /// The marks of deadlines and rules.
    pub const OF_RULES: &'static [Self] = &[Self::Verified, Self::Recall, Self::Proposal];
}
closed_words! {
    /// Why nobody works on a day.
    HolidayKind { NationalHoliday = "national_holiday", JointLeave = "joint_leave", ElectionDay = "election_day" }
}
closed_words! {
    /// What a forwarding rule suggests, or a demonstration report expects.
    RuleAction {
        Forward = "forward", Refer = "refer", AskSupplement = "ask_supplement", Archive = "archive",
        /// Only in demonstration reports.
        Reopen = "reopen",
    }
}
closed_words! {
    /// Whether a forwarding rule forwards by itself.
    #[derive(Default)]
    RuleMode { #[default] Suggest = "suggest", Automatic = "automatic" }
}
impl RuleMode {
    /// Whether it is the usual one, which a file leaves out.
    #[must_use]
    pub fn is_suggest(&self) -> bool {
        *self == Self::Suggest
    }
}
closed_words! {
    /// Days of a forwarding rule's hours.
    Weekday {
        Monday = "monday", Tuesday = "tuesday", Wednesday = "wednesday", Thursday = "thursday", Friday = "friday",
        Saturday = "saturday", Sunday = "sunday",
    }
}
