//! Reference lists that several pages ask for: topics, regions, agencies, limits, the viewer.
use crate::components::{Found, RegionLists};
use crate::forms::Typed;
use crate::gql::Fault;
use crate::gql::fragments::{AgencyChoices, Limits, RegionBit, TopicBit, ViewerBit};
use crate::gql::schema;
use crate::visit::Visit;

/// The province whose regencies are offered first.
pub const PROVINCE: &str = "63";
/// How many agencies a search shows.
const AGENCIES_SHOWN: i32 = 12;
/// Longer searches find nothing anyway.
const SEARCH_MAX: usize = 100;

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct WhoLooks {
    viewer: ViewerBit,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct TopicList {
    topics: Vec<TopicBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct FormLimits {
    limits: Limits,
}

#[derive(cynic::QueryVariables, Debug)]
struct RegionVars {
    parent: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RegionVars")]
struct RegionList {
    #[arguments(parentCode: $parent)]
    regions: Vec<RegionBit>,
}

#[derive(cynic::QueryVariables, Debug)]
struct AgencyVars {
    search: Option<String>,
    first: Option<i32>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "AgencyVars")]
struct AgencySearch {
    #[arguments(search: $search, openOnly: true, first: $first)]
    agencies: AgencyChoices,
}

/// Who looks; for pages that need nothing else.
pub async fn viewer(visit: &Visit) -> Result<ViewerBit, Fault> {
    Ok(visit.query::<WhoLooks, _>(()).await?.viewer)
}

/// All topics.
pub async fn topics(visit: &Visit) -> Result<Vec<TopicBit>, Fault> {
    Ok(visit.query::<TopicList, _>(()).await?.topics)
}

/// The limits of forms.
pub async fn limits(visit: &Visit) -> Result<Limits, Fault> {
    Ok(visit.query::<FormLimits, _>(()).await?.limits)
}

/// What lies directly in a region.
pub async fn regions(visit: &Visit, parent: &str) -> Result<Vec<RegionBit>, Fault> {
    Ok(visit.query::<RegionList, _>(RegionVars { parent: Some(parent.to_owned()) }).await?.regions)
}

/// The lists of the region picker for what was chosen so far.
pub async fn region_lists(visit: &Visit, typed: &Typed) -> Result<RegionLists, Fault> {
    let mut lists = RegionLists { regencies: regions(visit, PROVINCE).await?, ..RegionLists::default() };
    let Some(regency) = typed.opt("regency").filter(|code| lists.regencies.iter().any(|known| known.code == *code))
    else {
        return Ok(lists);
    };
    lists.districts = regions(visit, &regency).await?;
    if let Some(district) = typed.opt("district").filter(|code| lists.districts.iter().any(|known| known.code == *code))
    {
        lists.villages = regions(visit, &district).await?;
    }
    Ok(lists)
}

/// Agencies open today that a search finds over the whole tree, for a field of a form.
pub async fn find_agencies(visit: &Visit, field: &str, words: &str) -> Result<Found, Fault> {
    let words: String = words.trim().chars().take(SEARCH_MAX).collect();
    if words.is_empty() {
        return Ok(Found { field: field.to_owned(), ..Found::default() });
    }
    let vars = AgencyVars { search: Some(words), first: Some(AGENCIES_SHOWN) };
    let found = visit.query::<AgencySearch, _>(vars).await?.agencies;
    Ok(Found { field: field.to_owned(), agencies: found.nodes, more: found.page_info.has_next_page })
}
