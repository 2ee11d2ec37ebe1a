//! What an agency is there for, in words. The codes are data of a deployment: one that is not known here is
//! shown as it is. To add one: a line here, and its text in both catalogues.
use crate::texts::{Key, k};
use crate::visit::Visit;

/// The codes that have words, in the order of the alphabet.
const FUNCTIONS: &[(&str, Key)] = &[
    ("agriculture", k::FUNCTION_AGRICULTURE),
    ("civil_registry", k::FUNCTION_CIVIL_REGISTRY),
    ("civil_service", k::FUNCTION_CIVIL_SERVICE),
    ("communications", k::FUNCTION_COMMUNICATIONS),
    ("coordinator", k::FUNCTION_COORDINATOR),
    ("disaster", k::FUNCTION_DISASTER),
    ("drinking_water", k::FUNCTION_DRINKING_WATER),
    ("education", k::FUNCTION_EDUCATION),
    ("electricity", k::FUNCTION_ELECTRICITY),
    ("energy", k::FUNCTION_ENERGY),
    ("environment", k::FUNCTION_ENVIRONMENT),
    ("ferry", k::FUNCTION_FERRY),
    ("fire", k::FUNCTION_FIRE),
    ("fisheries", k::FUNCTION_FISHERIES),
    ("forestry", k::FUNCTION_FORESTRY),
    ("fuel", k::FUNCTION_FUEL),
    ("health", k::FUNCTION_HEALTH),
    ("health_insurance", k::FUNCTION_HEALTH_INSURANCE),
    ("hospital", k::FUNCTION_HOSPITAL),
    ("housing", k::FUNCTION_HOUSING),
    ("industry", k::FUNCTION_INDUSTRY),
    ("inspectorate", k::FUNCTION_INSPECTORATE),
    ("labour", k::FUNCTION_LABOUR),
    ("land_registry", k::FUNCTION_LAND_REGISTRY),
    ("library", k::FUNCTION_LIBRARY),
    ("licensing", k::FUNCTION_LICENSING),
    ("livestock", k::FUNCTION_LIVESTOCK),
    ("mining_inspection", k::FUNCTION_MINING_INSPECTION),
    ("national_coordinator", k::FUNCTION_NATIONAL_COORDINATOR),
    ("national_roads", k::FUNCTION_NATIONAL_ROADS),
    ("ombudsman", k::FUNCTION_OMBUDSMAN),
    ("plantation", k::FUNCTION_PLANTATION),
    ("protection", k::FUNCTION_PROTECTION),
    ("public_order", k::FUNCTION_PUBLIC_ORDER),
    ("public_works", k::FUNCTION_PUBLIC_WORKS),
    ("quarry", k::FUNCTION_QUARRY),
    ("revenue", k::FUNCTION_REVENUE),
    ("secretariat", k::FUNCTION_SECRETARIAT),
    ("small_business", k::FUNCTION_SMALL_BUSINESS),
    ("social", k::FUNCTION_SOCIAL),
    ("sport", k::FUNCTION_SPORT),
    ("tourism", k::FUNCTION_TOURISM),
    ("trade", k::FUNCTION_TRADE),
    ("transport", k::FUNCTION_TRANSPORT),
    ("vehicle_tax", k::FUNCTION_VEHICLE_TAX),
    ("village", k::FUNCTION_VILLAGE),
];

/// "pendidikan" for `education`.
pub fn function_words(visit: &Visit, code: &str) -> String {
    FUNCTIONS.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, key)| visit.t(*key))
}

/// All codes with their words, for those who type codes.
pub fn function_codes(visit: &Visit) -> Vec<(&'static str, String)> {
    FUNCTIONS.iter().map(|(code, key)| (*code, visit.t(*key))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::visit;

    #[test]
    fn a_known_code_is_told_in_words_and_an_unknown_one_as_it_is() {
        assert_eq!(function_words(&visit(), "public_works"), "pekerjaan umum");
        assert_eq!(function_words(&visit(), "space_travel"), "space_travel");
        assert!(function_codes(&visit()).is_sorted(), "the order of the alphabet");
    }
}
