//! Agencies to choose from: the name, and below it the path in the tree and who is in office.
use crate::forms::Choice;
use crate::gql::fragments::AgencyChoice;
use crate::texts::k;
use crate::visit::Visit;

/// "Pemerintah Provinsi Kalimantan Selatan › Dinas PUPR".
pub fn agency_path(agency: &AgencyChoice) -> String {
    agency.ancestors.iter().skip_while(|above| above.code == "NASIONAL").map(|above| above.short_name.clone()).collect::<Vec<_>>().join(" › ")
}

/// Choices for [`crate::forms::Field::radio_rows`]; the value is the agency's code.
pub fn agency_choices(visit: &Visit, agencies: &[AgencyChoice]) -> Vec<Choice> {
    agencies
        .iter()
        .map(|agency| {
            let mut note = vec![agency.code.clone(), agency_path(agency)];
            match agency.officers_in_office {
                Some(0) => note.push(visit.t(k::AGENCY_NOBODY)),
                Some(n) => note.push(visit.ta(k::AGENCY_OFFICERS, &[("n", n.into())])),
                None => {}
            }
            if !agency.open {
                note.push(visit.t(k::AGENCY_CLOSED));
            }
            note.retain(|part| !part.is_empty());
            Choice::new(agency.code.clone(), agency.name.clone()).note(note.join(" · "))
        })
        .collect()
}
