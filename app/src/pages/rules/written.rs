//! A rule between the form and the schema: what was typed becomes an input, a rule becomes what stands in the form.
//! Pure. Agencies that help or read are lines: a code (`POLDA-KALSEL`), a function in the place of the report
//! (`fungsi:disaster`, two tried in order `fungsi:village+secretariat`), or `disebut`, the one that the reporter named;
//! an agency for the case that a function is found nowhere stands behind a slash.
use super::acts::{RuleInput, RuleTargetInput};
use super::build_queries::{RuleBody, TargetBit};
use crate::forms::Typed;
use crate::gql::enums::{Channel, Classification, Urgency};
use crate::gql::fragments::UserErrorBit;
use crate::gql::plan_enums::AgencyKind;
use crate::gql::rule_enums::{RuleAction, RuleMode, Weekday};

/// Before a function in a line.
const FUNCTION: &str = "fungsi:";
/// The agency that the reporter named, as a line.
const NAMED: &str = "disebut";

/// How the target of a rule is found, as the form says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// The agency of a code.
    Agency,
    /// The agency with a function in the place of the report.
    Function,
    /// The agency that the reporter named.
    Named,
}

impl TargetKind {
    /// Every value, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Agency, Self::Function, Self::Named];

    /// As the form writes it.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Agency => "AGENCY",
            Self::Function => "FUNCTION",
            Self::Named => "NAMED",
        }
    }
}

/// Fields in which an agency is searched: of the choice, of the words, and the button that searches.
pub const SEARCHED: [(&str, &str, &str); 2] =
    [("forward_code", "forward_search", "cari-sasaran"), ("extra_code", "extra_search", "cari-lain")];

/// Takes what was chosen into its place: a code typed into the search of the target counts as chosen.
pub fn settle(typed: &mut Typed) {
    let words = typed.get("forward_search");
    if typed.opt("forward_code").is_none() && !words.is_empty() && !words.contains(char::is_whitespace) {
        typed.set("forward_code", words);
    }
}

/// The agency or function that was picked joins the list that a button names; whether it was such a button.
pub fn add_picked(typed: &mut Typed, button: &str) -> bool {
    let list = match button {
        "cadangan" => "otherwise_code",
        "pendukung" => "supporting",
        "tembusan" => "informed",
        "disebut" => "named_agency_codes",
        _ => return false,
    };
    let code = typed.opt("extra_code");
    let function = typed.opt("extra_function").filter(|_| matches!(list, "supporting" | "informed"));
    match (list, code) {
        ("otherwise_code", Some(code)) => typed.set(list, code),
        (_, code) => {
            let mut lines = lines(typed, list);
            for line in code.into_iter().chain(function.map(|function| format!("{FUNCTION}{function}"))) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            typed.set(list, lines.join("\n"));
        }
    }
    for name in ["extra_code", "extra_search", "extra_function"] {
        typed.set(name, "");
    }
    true
}

/// What stands in each line, once.
fn lines(typed: &Typed, field: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in typed.raw(field).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.iter().any(|known| known == line) {
            out.push(line.to_owned());
        }
    }
    out
}

/// A line as a target.
fn target_of(line: &str) -> RuleTargetInput {
    let (line, otherwise) = match line.split_once('/') {
        Some((line, code)) => (line.trim(), Some(code.trim().to_owned()).filter(|code| !code.is_empty())),
        None => (line, None),
    };
    let none = RuleTargetInput { agency_code: None, functions: Vec::new(), otherwise_code: otherwise, named: false };
    if line.eq_ignore_ascii_case(NAMED) {
        return RuleTargetInput { named: true, ..none };
    }
    match line.get(..FUNCTION.len()) {
        Some(start) if start.eq_ignore_ascii_case(FUNCTION) => {
            let rest = line.get(FUNCTION.len()..).unwrap_or_default();
            let functions =
                rest.split('+').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
            RuleTargetInput { functions, ..none }
        }
        _ => RuleTargetInput { agency_code: Some(line.to_owned()), ..none },
    }
}

/// A target as a line.
fn line_of(target: &TargetBit) -> String {
    let mut line = match &target.agency_code {
        Some(code) => code.clone(),
        None if target.named => NAMED.to_owned(),
        None => format!("{FUNCTION}{}", target.functions.join("+")),
    };
    if let Some(code) = &target.otherwise_code {
        line.push('/');
        line.push_str(code);
    }
    line
}

/// Agencies that help or read, without the one that decides nothing.
fn targets(typed: &Typed, field: &str) -> Vec<RuleTargetInput> {
    lines(typed, field).iter().map(|line| target_of(line)).collect()
}

/// The target of the rule; nothing where the action needs none and none was chosen.
fn forward_to(typed: &Typed) -> Option<RuleTargetInput> {
    let none = RuleTargetInput { agency_code: None, functions: Vec::new(), otherwise_code: None, named: false };
    let chosen = typed.get("target_kind");
    let kind = TargetKind::ALL.into_iter().find(|kind| kind.value() == chosen)?;
    match kind {
        TargetKind::Agency => {
            let code = typed.opt("forward_code")?;
            Some(RuleTargetInput { agency_code: Some(code), ..none })
        }
        TargetKind::Function => {
            let functions: Vec<String> =
                ["function", "function_next"].iter().filter_map(|name| typed.opt(name)).collect();
            // An agency for the case that nothing is found is no target by itself.
            (!functions.is_empty()).then(|| RuleTargetInput {
                functions,
                otherwise_code: typed.opt("otherwise_code"),
                ..none
            })
        }
        TargetKind::Named => Some(RuleTargetInput { named: true, ..none }),
    }
}

/// "8.00" is written as the schema writes it, "08:00".
fn hour(typed: &Typed, field: &str) -> Option<String> {
    let text = typed.opt(field)?.replace('.', ":");
    Some(if text.find(':') == Some(1) { format!("0{text}") } else { text })
}

/// What was typed, for the schema. `position` was read before, because nothing can be sent without it.
pub fn input(position: i32, typed: &Typed) -> RuleInput {
    let chosen = |field: &str| typed.all(field);
    let mut regions = chosen("region_codes");
    for code in typed.codes("more_regions") {
        if !regions.contains(&code) {
            regions.push(code);
        }
    }
    RuleInput {
        position,
        name: typed.get("name"),
        active: typed.flag("active"),
        mode: RuleMode::parse(&typed.get("mode")).unwrap_or(RuleMode::Suggest),
        because: typed.get("because"),
        topic_codes: chosen("topic_codes"),
        region_codes: regions,
        classifications: chosen("classifications").iter().filter_map(|text| Classification::parse(text)).collect(),
        channels: chosen("channels").iter().filter_map(|text| Channel::parse(text)).collect(),
        named_agency_codes: typed.codes("named_agency_codes"),
        named_kinds: chosen("named_kinds").iter().filter_map(|text| AgencyKind::parse(text)).collect(),
        urgencies: chosen("urgencies").iter().filter_map(|text| Urgency::parse(text)).collect(),
        weekdays: chosen("weekdays").iter().filter_map(|text| Weekday::parse(text)).collect(),
        from: hour(typed, "from"),
        until: hour(typed, "until"),
        keywords_any: lines(typed, "keywords_any"),
        keywords_all: lines(typed, "keywords_all"),
        action: RuleAction::parse(&typed.get("action")).unwrap_or(RuleAction::Forward),
        forward_to: forward_to(typed),
        supporting: targets(typed, "supporting"),
        informed: targets(typed, "informed"),
        urgency: Urgency::parse(&typed.get("urgency")).unwrap_or(Urgency::Normal),
        archive_reason_code: typed.opt("archive_reason_code"),
        reply_code: typed.opt("reply_code"),
    }
}

/// A new rule as it stands in the form before anybody typed.
pub fn blank(position: i32) -> Typed {
    let mut typed = Typed::default();
    typed.set("position", position.to_string());
    typed.set("active", "true");
    typed.set("mode", RuleMode::Suggest.value());
    typed.set("action", RuleAction::Forward.value());
    typed.set("urgency", Urgency::Normal.value());
    typed.set("target_kind", TargetKind::Agency.value());
    typed
}

/// A rule as it stands in the form. Places that the form has no box for stand in a field of their own.
pub fn typed_of(rule: &RuleBody, boxes: &[String]) -> Typed {
    let mut typed = blank(rule.position);
    typed.set("name", rule.name.clone());
    typed.set("because", rule.because.clone());
    typed.set("active", if rule.active { "true" } else { "" });
    typed.set("mode", rule.mode.value());
    let (when, then) = (&rule.when, &rule.then);
    let mut push = |field: &str, values: Vec<String>| values.into_iter().for_each(|value| typed.push(field, value));
    push("topic_codes", when.topic_codes.clone());
    push("region_codes", when.region_codes.iter().filter(|code| boxes.contains(code)).cloned().collect());
    push("classifications", when.classifications.iter().map(|one| one.value().to_owned()).collect());
    push("channels", when.channels.iter().map(|one| one.value().to_owned()).collect());
    push("named_kinds", when.named_kinds.iter().map(|one| one.value().to_owned()).collect());
    push("urgencies", when.urgencies.iter().map(|one| one.value().to_owned()).collect());
    push("weekdays", when.weekdays.iter().map(|one| one.value().to_owned()).collect());
    let more: Vec<String> = when.region_codes.iter().filter(|code| !boxes.contains(code)).cloned().collect();
    typed.set("more_regions", more.join(", "));
    typed.set("named_agency_codes", when.named_agency_codes.join("\n"));
    typed.set("from", when.from.clone().unwrap_or_default());
    typed.set("until", when.until.clone().unwrap_or_default());
    typed.set("keywords_any", when.keywords_any.join("\n"));
    typed.set("keywords_all", when.keywords_all.join("\n"));
    typed.set("action", then.action.value());
    typed.set("urgency", then.urgency.value());
    typed.set("archive_reason_code", then.archive_reason_code.clone().unwrap_or_default());
    typed.set("reply_code", then.reply_code.clone().unwrap_or_default());
    let told = |list: &[TargetBit]| list.iter().map(line_of).collect::<Vec<_>>().join("\n");
    typed.set("supporting", told(&then.supporting));
    typed.set("informed", told(&then.informed));
    set_target(&mut typed, then.forward_to.as_ref());
    typed
}

fn set_target(typed: &mut Typed, target: Option<&TargetBit>) {
    let kind = match target {
        None => return typed.set("target_kind", ""),
        Some(target) if target.named => TargetKind::Named,
        Some(target) if target.agency_code.is_none() => TargetKind::Function,
        Some(_) => TargetKind::Agency,
    };
    typed.set("target_kind", kind.value());
    let Some(target) = target else { return };
    typed.set("forward_code", target.agency_code.clone().unwrap_or_default());
    typed.set("function", target.functions.first().cloned().unwrap_or_default());
    typed.set("function_next", target.functions.get(1).cloned().unwrap_or_default());
    typed.set("otherwise_code", target.otherwise_code.clone().unwrap_or_default());
}

/// Refusals of a rule stand beside the fields of the form: the target has several, and its paths are longer.
pub fn beside(errors: &[UserErrorBit]) -> Vec<UserErrorBit> {
    errors
        .iter()
        .cloned()
        .map(|mut error| {
            let parts: Vec<String> = error.path.iter().flat_map(|part| part.split('.')).map(str::to_owned).collect();
            let has = |word: &str| parts.iter().any(|part| part == word);
            let last = parts.last().map(String::as_str);
            let field = if has("supporting") {
                Some("supporting")
            } else if has("informed") {
                Some("informed")
            } else if has("forwardTo") {
                Some(match last {
                    Some("agencyCode") => "forward_code",
                    Some("otherwiseCode") => "otherwise_code",
                    _ if has("functions") => "function",
                    _ => "target_kind",
                })
            } else {
                None
            };
            let whole = last == Some("rule");
            error.path = match field {
                Some(field) => vec!["input".to_owned(), field.to_owned()],
                None if whole => vec!["input".to_owned()],
                None => parts,
            };
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

    fn target(line: &str) -> (Option<String>, Vec<String>, Option<String>, bool) {
        let target = target_of(line);
        (target.agency_code, target.functions, target.otherwise_code, target.named)
    }

    #[test]
    fn a_line_is_an_agency_a_function_or_the_one_named_by_the_reporter() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(target("POLDA-KALSEL"), (some("POLDA-KALSEL"), Vec::new(), None, false));
        let two = vec!["village".to_owned(), "secretariat".to_owned()];
        assert_eq!(target("Fungsi: village + secretariat / KALSEL"), (None, two, some("KALSEL"), false));
        assert_eq!(target("disebut"), (None, Vec::new(), None, true));
        for line in ["POLDA-KALSEL", "fungsi:village+secretariat/KALSEL", "fungsi:fire", "disebut"] {
            let (agency_code, functions, otherwise_code, named) = target(line);
            assert_eq!(line_of(&TargetBit { agency_code, functions, otherwise_code, named }), line);
        }
    }

    #[test]
    fn what_was_picked_joins_the_list_of_its_button() {
        let mut one = typed(&[("supporting", "A\nB"), ("extra_code", "B"), ("extra_function", "fire")]);
        assert!(add_picked(&mut one, "pendukung"));
        assert_eq!((one.get("supporting"), one.get("extra_function")), ("A\nB\nfungsi:fire".to_owned(), String::new()));
        let mut one = typed(&[("otherwise_code", "A"), ("extra_code", "B"), ("extra_function", "fire")]);
        assert!(add_picked(&mut one, "cadangan") && !add_picked(&mut one, "lain"));
        assert_eq!(one.get("otherwise_code"), "B");
    }

    #[test]
    fn the_kind_of_target_that_is_chosen_counts_and_no_other() {
        let fields = [("forward_code", "A"), ("function", "fire"), ("otherwise_code", "B")];
        let with = |kind: &str| {
            let mut values = vec![("target_kind", kind)];
            values.extend_from_slice(&fields);
            forward_to(&typed(&values))
        };
        assert_eq!(with("AGENCY").and_then(|target| target.agency_code), Some("A".to_owned()));
        let by_function = with("FUNCTION");
        assert_eq!(by_function.as_ref().map(|target| target.functions.clone()), Some(vec!["fire".to_owned()]));
        assert_eq!(by_function.and_then(|target| target.otherwise_code), Some("B".to_owned()));
        assert_eq!(with("NAMED").map(|target| target.named), Some(true));
        assert_eq!(with(""), None);
    }

    #[test]
    fn words_are_read_line_by_line_and_places_from_both_fields() {
        let one = typed(&[
            ("keywords_any", "lampu gang\r\n\r\n lampu \nlampu gang"),
            ("region_codes", "63.71"),
            ("region_codes", "63.72"),
            ("more_regions", "63.71.01, 63.72"),
            ("from", "8.00"),
        ]);
        let input = input(575, &one);
        assert_eq!(input.keywords_any, ["lampu gang", "lampu"]);
        assert_eq!(input.region_codes, ["63.71", "63.72", "63.71.01"]);
        assert_eq!((input.position, input.from, input.active), (575, Some("08:00".to_owned()), false));
    }

    #[test]
    fn a_refusal_of_a_rule_stands_beside_its_field() {
        let error = |path: &[&str]| UserErrorBit {
            code: UserErrorCode::Other,
            message: "x".into(),
            path: path.iter().map(|part| (*part).to_owned()).collect(),
        };
        let errors = [
            error(&["input", "rule", "forwardTo"]),
            error(&["rule.forwardTo.functions", "0"]),
            error(&["input", "rule", "supporting", "1", "agencyCode"]),
            error(&["rule.keywordsAny"]),
            error(&["input", "rule"]),
        ];
        let mut typed = Typed::default();
        typed.refuse(&beside(&errors));
        let fields: Vec<Option<&str>> = typed.faults().iter().map(|(field, _)| field.as_deref()).collect();
        assert_eq!(fields, [Some("target_kind"), Some("function"), Some("supporting"), Some("keywords_any"), None]);
    }
}
