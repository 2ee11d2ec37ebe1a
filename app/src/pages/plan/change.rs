//! A change between the form and the schema: what was typed becomes an input, a change of the plan
//! becomes what stands in the form. Pure.
use super::acts::{PlanChangeInput, PlanHeirInput};
use super::queries::ChangeBit;
use crate::forms::Typed;
use crate::gql::fragments::UserErrorBit;
use crate::gql::plan_enums::{AgencyKind, ChangeKind};

/// The fields of one share of a split.
pub struct HeirFields {
    pub code: &'static str,
    pub topics: &'static str,
    pub regions: &'static str,
    pub units: &'static str,
    /// Only what another plan had taken; set by counter-plans and kept.
    pub returned: &'static str,
}

macro_rules! heir_fields {
    ($($n:literal),*) => {
        [$(HeirFields {
            code: concat!("heir_code_", $n),
            topics: concat!("heir_topics_", $n),
            regions: concat!("heir_regions_", $n),
            units: concat!("heir_units_", $n),
            returned: concat!("heir_returned_", $n),
        }),*]
    };
}

/// A split has at most so many shares in the form.
pub const HEIRS: [HeirFields; 8] = heir_fields!("0", "1", "2", "3", "4", "5", "6", "7");

/// Fields that carry an agency's code, each with the field in which it is searched.
pub const PICKED: [(&str, &str); 5] = [
    ("code", "code_search"),
    ("parent_code", "parent_search"),
    ("successor_code", "successor_search"),
    ("source_pick", "source_search"),
    ("heir_pick", "heir_search"),
];

/// Takes what was chosen into its place: a code typed into a search counts as chosen, a chosen source or
/// heir joins the others.
pub fn settle(typed: &mut Typed) {
    for (field, search) in PICKED {
        let words = typed.get(search);
        if typed.opt(field).is_none() && !words.is_empty() && !words.contains(char::is_whitespace) {
            typed.set(field, words);
        }
    }
    add_source(typed);
    add_heir(typed);
}

/// The agency that was picked becomes one of the sources of a merger.
pub fn add_source(typed: &mut Typed) {
    let Some(code) = typed.opt("source_pick") else { return };
    let mut codes = typed.codes("source_codes");
    if !codes.contains(&code) {
        codes.push(code);
    }
    typed.set("source_codes", codes.join(", "));
    typed.set("source_pick", "");
    typed.set("source_search", "");
}

/// The agency that was picked gets the first share without an heir.
pub fn add_heir(typed: &mut Typed) {
    let Some(code) = typed.opt("heir_pick") else { return };
    if let Some(free) = HEIRS.iter().find(|heir| typed.opt(heir.code).is_none()) {
        typed.set(free.code, code);
        typed.set("heir_pick", "");
        typed.set("heir_search", "");
    }
}

/// Nothing typed leaves a list as it is, a hyphen empties it.
fn list(typed: &Typed, field: &str) -> Option<Vec<String>> {
    let codes = typed.codes(field);
    match codes.as_slice() {
        [] => None,
        [only] if only == "-" => Some(Vec::new()),
        _ => Some(codes),
    }
}

/// What was typed, for the schema.
pub fn input(kind: ChangeKind, typed: &Typed) -> PlanChangeInput {
    let heirs: Vec<PlanHeirInput> = HEIRS
        .iter()
        .map(|heir| PlanHeirInput {
            code: typed.get(heir.code),
            topic_codes: typed.codes(heir.topics),
            region_codes: typed.codes(heir.regions),
            unit_codes: typed.codes(heir.units),
            returned: typed.flag(heir.returned),
        })
        // A share without an heir is sent, so that it is refused and not lost.
        .filter(|heir| {
            !(heir.code.is_empty()
                && heir.topic_codes.is_empty()
                && heir.region_codes.is_empty()
                && heir.unit_codes.is_empty())
        })
        .collect();
    PlanChangeInput {
        kind,
        code: typed.get("code"),
        name: typed.opt("name"),
        short_name: typed.opt("short_name"),
        agency_kind: AgencyKind::parse(&typed.get("agency_kind")),
        functions: list(typed, "functions"),
        region_code: typed.opt("region_code"),
        serves_regions: list(typed, "serves_regions"),
        parent_code: typed.opt("parent_code"),
        source_codes: (kind == ChangeKind::Merge).then(|| typed.codes("source_codes")),
        successor_code: typed.opt("successor_code"),
        heirs: (kind == ChangeKind::Split).then_some(heirs),
        note: typed.opt("note"),
        legal_reference: typed.opt("legal_reference"),
    }
}

/// A change as it stands in the form.
pub fn typed_of(change: &ChangeBit) -> Typed {
    let mut typed = Typed::default();
    let mut set = |field: &str, value: Option<String>| typed.set(field, value.unwrap_or_default());
    let codes = |list: &Option<Vec<String>>| {
        list.as_ref().map(|codes| if codes.is_empty() { "-".to_owned() } else { codes.join(", ") })
    };
    set("code", Some(change.code.clone()));
    set("name", change.name.clone());
    set("short_name", change.short_name.clone());
    set("agency_kind", change.agency_kind.map(|kind| kind.value().to_owned()));
    set("functions", codes(&change.functions));
    set("region_code", change.region_code.clone());
    set("serves_regions", codes(&change.serves_regions));
    set("parent_code", change.parent_code.clone());
    set("source_codes", change.source_codes.as_ref().map(|codes| codes.join(", ")));
    set("successor_code", change.successor_code.clone());
    for (heir, fields) in change.heirs.iter().zip(&HEIRS) {
        set(fields.code, Some(heir.code.clone()));
        set(fields.topics, Some(heir.topic_codes.join(", ")));
        set(fields.regions, Some(heir.region_codes.join(", ")));
        set(fields.units, Some(heir.unit_codes.join(", ")));
        set(fields.returned, heir.returned.then(|| "true".to_owned()));
    }
    set("note", change.note.clone());
    set("legal_reference", change.legal_reference.clone());
    typed
}

/// A refusal within a share of a split names the field of that share.
pub fn beside_heirs(errors: &[UserErrorBit]) -> Vec<UserErrorBit> {
    errors
        .iter()
        .cloned()
        .map(|mut error| {
            if let Some(at) = error.path.iter().position(|part| part == "heirs") {
                let number: usize = error.path.get(at + 1).and_then(|part| part.parse().ok()).unwrap_or_default();
                let field = HEIRS.get(number).map(|heir| match error.path.get(at + 2).map(String::as_str) {
                    Some("topicCodes") => heir.topics,
                    Some("regionCodes") => heir.regions,
                    Some("unitCodes") => heir.units,
                    _ => heir.code,
                });
                error.path = ["input"].into_iter().chain(field).map(str::to_owned).collect();
            }
            error
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gql::enums::UserErrorCode;

    fn typed(values: &[(&str, &str)]) -> Typed {
        Typed::new(values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_code_typed_into_a_search_counts_as_chosen_and_words_do_not() {
        let mut one = typed(&[("code_search", "KALSEL-PUPR"), ("parent_search", "dinas pekerjaan umum")]);
        settle(&mut one);
        assert_eq!((one.get("code"), one.get("parent_code")), ("KALSEL-PUPR".to_owned(), String::new()));
    }

    #[test]
    fn picked_sources_and_heirs_join_the_others() {
        let mut one = typed(&[("source_codes", "A"), ("source_pick", "B"), ("heir_code_0", "X"), ("heir_pick", "Y")]);
        settle(&mut one);
        assert_eq!((one.get("source_codes"), one.get("heir_code_1")), ("A, B".to_owned(), "Y".to_owned()));
    }

    #[test]
    fn an_empty_list_is_left_alone_and_a_hyphen_empties_it() {
        let one = input(ChangeKind::Adjust, &typed(&[("code", "A"), ("functions", "-"), ("serves_regions", "")]));
        assert_eq!((one.functions, one.serves_regions, one.heirs), (Some(Vec::new()), None, None));
    }

    #[test]
    fn a_share_with_conditions_and_without_an_heir_is_not_lost() {
        let one = input(ChangeKind::Split, &typed(&[("heir_topics_1", "roads; water"), ("heir_code_2", "B")]));
        let heir = |code: &str, topics: &[&str]| PlanHeirInput {
            code: code.into(),
            topic_codes: topics.iter().map(|topic| (*topic).to_owned()).collect(),
            region_codes: Vec::new(),
            unit_codes: Vec::new(),
            returned: false,
        };
        assert_eq!(one.heirs, Some(vec![heir("", &["roads", "water"]), heir("B", &[])]));
    }

    #[test]
    fn a_refusal_of_a_share_stands_beside_its_field() {
        let path = ["input", "change", "heirs", "1", "topicCodes", "0"].map(str::to_owned).to_vec();
        let errors = [UserErrorBit { code: UserErrorCode::Other, message: "x".into(), path }];
        assert_eq!(
            beside_heirs(&errors).first().map(|error| error.path.clone()),
            Some(vec!["input".to_owned(), "heir_topics_1".to_owned()])
        );
    }
}
