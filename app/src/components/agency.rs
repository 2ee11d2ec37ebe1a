//! Agencies to choose from: the name, and below it the path in the tree and who is in office.
use leptos::prelude::*;

use crate::forms::{Choice, Form};
use crate::gql::fragments::AgencyChoice;
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// "Pemerintah Provinsi Kalimantan Selatan › Dinas PUPR".
pub fn agency_path(agency: &AgencyChoice) -> String {
    agency
        .ancestors
        .iter()
        .skip_while(|above| above.code == "NASIONAL")
        .map(|above| above.short_name.clone())
        .collect::<Vec<_>>()
        .join(" › ")
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

/// What a search for agencies found, and for which field it was made.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The field that the choice is for.
    pub field: String,
    /// The agencies.
    pub agencies: Vec<AgencyChoice>,
    /// Whether the search finds more than is shown.
    pub more: bool,
}

/// The names of a field that chooses an agency by search.
#[derive(Debug, Clone, Copy)]
pub struct Finder {
    /// Carries the code of the agency.
    pub name: &'static str,
    /// Carries the words looked for.
    pub search: &'static str,
    /// Value of the button `tombol` that searches; the page is shown again with what was found.
    pub button: &'static str,
    /// What is to be chosen.
    pub label: Key,
    /// One line of explanation.
    pub hint: Key,
}

/// Chooses an agency by search, without a script. `offered` stand before what was found; the label of
/// `none` says what it means to choose nothing, where that is possible.
pub fn agency_finder(
    visit: &Visit,
    form: &Form<'_>,
    finder: Finder,
    offered: Vec<Choice>,
    none: Option<Key>,
    found: Option<&Found>,
) -> AnyView {
    let button = view! { <button class="btn small" name="tombol" value=finder.button formnovalidate=true>{visit.t(k::AGENCY_FIND)}</button> };
    let search = form.field(finder.search, finder.label).hint(finder.hint).kind("search");
    // Where an agency must be chosen, its search is not called optional.
    let search = if none.is_some() { search } else { search.unmarked() };
    let search = search.input_with(button.into_any());
    let found = found.filter(|found| found.field == finder.name);
    let mut choices = offered;
    if let Some(found) = found {
        for choice in agency_choices(visit, &found.agencies) {
            if !choices.iter().any(|known| known.value == choice.value) {
                choices.push(choice);
            }
        }
    }
    let chosen = form.typed.get(finder.name);
    if !chosen.is_empty() && !choices.iter().any(|known| known.value == chosen) {
        choices.insert(0, Choice::new(chosen.clone(), chosen));
    }
    let note = match found {
        Some(found) if found.agencies.is_empty() => {
            view! { <p class="meta" role="status">{visit.t(k::AGENCY_NOT_FOUND)}</p> }.into_any()
        }
        Some(found) if found.more => view! { <p class="meta" role="status">{visit.t(k::AGENCY_MORE)}</p> }.into_any(),
        _ => nothing(),
    };
    let list = if choices.is_empty() {
        nothing()
    } else {
        if let Some(none) = none {
            choices.insert(0, Choice::new("", visit.t(none)));
        }
        form.field(finder.name, k::AGENCY_CHOICE).radio_rows(choices)
    };
    view! { {search}{note}{list} }.into_any()
}
