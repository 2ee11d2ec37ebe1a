//! What the rules know of a report. Never who reported it.
use chrono::NaiveDateTime;
use entities::vocab::{Channel, Classification, Urgency};

/// Length of the code of a regency or city.
const REGENCY: usize = 5;

/// One report, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Title as typed.
    pub title: &'a str,
    /// Text as typed.
    pub body: &'a str,
    /// Topic; none when nobody has chosen one.
    pub topic: Option<&'a str>,
    /// Region.
    pub region: Option<&'a str>,
    /// Kind of report.
    pub classification: Classification,
    /// How it came in.
    pub channel: Channel,
    /// How urgent it is so far.
    pub urgency: Urgency,
    /// Code of the agency named by the reporter, or recognised by the verifier.
    pub named: Option<&'a str>,
    /// Code of the unit accused.
    pub accused: Option<&'a str>,
    /// When it came in, in the agency's local time.
    pub received: Option<NaiveDateTime>,
}
impl<'a> Report<'a> {
    /// A report of which only the text is known.
    #[must_use]
    pub const fn of_text(title: &'a str, body: &'a str) -> Self {
        Self {
            title,
            body,
            topic: None,
            region: None,
            classification: Classification::ServiceComplaint,
            channel: Channel::Web,
            urgency: Urgency::Normal,
            named: None,
            accused: None,
            received: None,
        }
    }
    /// The regency or city: the first five characters of the region code.
    #[must_use]
    pub fn regency(&self) -> Option<&'a str> {
        self.region.and_then(|code| code.get(..REGENCY))
    }
    /// The unit accused. Who complains of an office without saying who is accused, accuses the office.
    #[must_use]
    pub fn accused_or_named(&self) -> Option<&'a str> {
        self.accused.or(if self.classification.is_supervisory() { self.named } else { None })
    }
}
