//! Where an invitation stands, and when a letter is tried again. Values in, values out.
use chrono::{DateTime, Duration, Utc};

/// How long a link can be used, in days.
pub const LINK_DAYS: i64 = 7;
/// How often a letter is tried.
pub const TRIES_MAX: i32 = 8;

/// What is known of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// When it was used.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// The link can be used.
    Waiting,
    /// It was used.
    Accepted,
    /// It was taken back.
    Withdrawn,
    /// It ran out.
    Expired,
}

impl Stand {
    /// Where it stands at a moment.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>) -> InvitationState {
        match (self.accepted_at, self.withdrawn_at) {
            (Some(_), _) => InvitationState::Accepted,
            (None, Some(_)) => InvitationState::Withdrawn,
            (None, None) if self.expires_at <= now => InvitationState::Expired,
            (None, None) => InvitationState::Waiting,
        }
    }

    /// Whether the link can be used.
    #[must_use]
    pub fn is_waiting(&self, now: DateTime<Utc>) -> bool {
        self.state(now) == InvitationState::Waiting
    }
}

/// When a letter is tried again after so many tries; none: given up.
#[must_use]
pub fn next_try(tries: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if tries >= TRIES_MAX {
        return None;
    }
    let minutes = match tries {
        ..=1 => 1,
        2 => 5,
        3 => 30,
        4 => 120,
        _ => 480,
    };
    Some(now + Duration::minutes(minutes))
}

/// What the holder of a link is shown of an address: `m***@contoh.id`.
#[must_use]
pub fn hint(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_in_one_state_at_a_time() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let waiting = Stand { accepted_at: None, withdrawn_at: None, expires_at: now + Duration::days(LINK_DAYS) };
        assert_eq!(waiting.state(now), InvitationState::Waiting);
        assert_eq!(waiting.state(now + Duration::days(LINK_DAYS)), InvitationState::Expired, "to the moment");
        let taken_back = Stand { withdrawn_at: Some(now), ..waiting };
        assert_eq!(taken_back.state(now + Duration::days(9)), InvitationState::Withdrawn);
        assert_eq!(Stand { accepted_at: Some(now), ..taken_back }.state(now), InvitationState::Accepted);
    }

    #[test]
    fn a_letter_is_tried_eight_times_within_two_days_and_then_given_up() {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        let (mut at, mut tries) = (start, 1);
        while let Some(next) = next_try(tries, at) {
            assert!(next > at);
            (at, tries) = (next, tries + 1);
        }
        assert_eq!(tries, TRIES_MAX);
        assert!(at - start < Duration::days(2), "the link lives for {LINK_DAYS} days: {}", at - start);
    }

    #[test]
    fn a_hint_shows_one_letter_of_a_name() {
        assert_eq!(hint("maulida@contoh.id"), "m***@contoh.id");
        assert_eq!(hint("x"), "x***@");
    }
}
