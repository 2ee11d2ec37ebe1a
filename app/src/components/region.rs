//! Choosing a place and a topic without a script. The place is chosen from large to small: each list has
//! a button that brings the next one. The form has the fields `regency`, `district`, `village` and the
//! buttons `tombol=wilayah`.
use leptos::prelude::*;

use crate::forms::{Choice, Form, Typed};
use crate::gql::fragments::{RegionBit, TopicBit};
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// The lists that can be chosen from now; an empty one is not shown.
#[derive(Debug, Clone, Default)]
pub struct RegionLists {
    pub regencies: Vec<RegionBit>,
    pub districts: Vec<RegionBit>,
    pub villages: Vec<RegionBit>,
}

impl RegionLists {
    /// The smallest place chosen that lies in the larger ones chosen.
    pub fn chosen(typed: &Typed) -> Option<String> {
        let regency = typed.opt("regency")?;
        let district = typed.opt("district").filter(|code| code.starts_with(&regency));
        let village = typed
            .opt("village")
            .filter(|code| district.as_ref().is_some_and(|district| code.starts_with(district.as_str())));
        Some(village.or(district).unwrap_or(regency))
    }
}

/// The three lists with their buttons.
pub fn region_picker(visit: &Visit, form: &Form<'_>, lists: &RegionLists) -> AnyView {
    let list = |regions: &[RegionBit]| {
        regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect::<Vec<_>>()
    };
    let button = || {
        view! { <button class="btn small" name="tombol" value="wilayah" formnovalidate=true>{visit.t(k::REGION_PICK)}</button> }.into_any()
    };
    let regency = form.field("regency", k::REGION_REGENCY).hint(k::REGION_HINT).select_with(
        Some(k::REGION_NONE),
        list(&lists.regencies),
        button(),
    );
    let district = if lists.districts.is_empty() {
        nothing()
    } else {
        form.field("district", k::REGION_DISTRICT).select_with(Some(k::REGION_NONE), list(&lists.districts), button())
    };
    let village = if lists.villages.is_empty() {
        nothing()
    } else {
        form.field("village", k::REGION_VILLAGE).select(Some(k::REGION_NONE), list(&lists.villages))
    };
    let fault = form.typed.fault_of("region_code").map(|text| view! { <p class="field" id=format!("{}-region_code", form.id)><span class="error">{text.to_owned()}</span></p> });
    view! { {regency}{district}{village}{fault} }.into_any()
}

/// Topics under their top topic, which can be chosen too.
pub fn topic_choices(topics: &[TopicBit]) -> Vec<Choice> {
    let mut out = Vec::new();
    for top in topics.iter().filter(|topic| topic.parent_code.is_none()) {
        out.push(Choice::new(top.code.clone(), top.name.clone()).group(top.name.clone()));
        for sub in topics.iter().filter(|topic| topic.parent_code.as_deref() == Some(top.code.as_str())) {
            out.push(Choice::new(sub.code.clone(), sub.name.clone()).group(top.name.clone()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(values: &[(&str, &str)]) -> Typed {
        Typed::new(values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_district_of_another_regency_is_dropped() {
        let chosen = |values: &[(&str, &str)]| RegionLists::chosen(&typed(values));
        assert_eq!(
            chosen(&[("regency", "63.03"), ("district", "63.03.05"), ("village", "63.03.05.2001")]).as_deref(),
            Some("63.03.05.2001")
        );
        assert_eq!(
            chosen(&[("regency", "63.71"), ("district", "63.03.05"), ("village", "63.03.05.2001")]).as_deref(),
            Some("63.71")
        );
        assert_eq!(chosen(&[("district", "63.03.05")]), None);
    }
}
