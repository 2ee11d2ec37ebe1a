//! Editing a rule set: adding, replacing, moving and taking out a rule. Where a position is taken, the rule there and
//! those right behind it give way by one until there is a gap; all others stay where they are. Not here: what is wrong
//! with the result (`lint`).
use super::lint::Limits;
use super::model::{Rule, RuleSet};
use crate::domain::refusal::{Field, Refusal};

/// The last position.
pub const LAST: u32 = 99_999;

/// With one more rule, at its position.
///
/// # Errors
/// `OutOfRange`, `NoRoom`; `TooMany`.
pub fn add(set: &RuleSet, rule: Rule) -> Result<RuleSet, Refusal> {
    if set.rules().len() >= Limits::RULES {
        return Err(Refusal::TooMany { field: "rule", max: Limits::RULES });
    }
    insert(set, set.rules().to_vec(), rule, "rule.position")
}

/// With another rule in place of the one at a position; it may stand at another position itself.
///
/// # Errors
/// `RuleGone`; as `add`.
pub fn replace(set: &RuleSet, position: u32, rule: Rule) -> Result<RuleSet, Refusal> {
    let (_, others) = take(set, position)?;
    insert(set, others, rule, "rule.position")
}

/// With the rule of a position at another one.
///
/// # Errors
/// `RuleGone`; `OutOfRange`, `NoRoom`.
pub fn move_to(set: &RuleSet, from: u32, to: u32) -> Result<RuleSet, Refusal> {
    let (mut rule, others) = take(set, from)?;
    rule.position = to;
    insert(set, others, rule, "to")
}

/// Without the rule of a position.
///
/// # Errors
/// `RuleGone`.
pub fn remove(set: &RuleSet, position: u32) -> Result<RuleSet, Refusal> {
    let (_, others) = take(set, position)?;
    Ok(RuleSet::new(set.scope.clone(), others))
}

fn take(set: &RuleSet, position: u32) -> Result<(Rule, Vec<Rule>), Refusal> {
    let mut others = set.rules().to_vec();
    let at = others.iter().position(|rule| rule.position == position).ok_or(Refusal::RuleGone("position"))?;
    let rule = others.remove(at);
    Ok((rule, others))
}

fn keywords(rule: &Rule) -> usize {
    rule.when.keywords_any.len() + rule.when.keywords_all.len()
}

/// `others` are in order.
fn insert(set: &RuleSet, mut others: Vec<Rule>, rule: Rule, field: Field) -> Result<RuleSet, Refusal> {
    if !(1..=LAST).contains(&rule.position) {
        return Err(Refusal::OutOfRange { field, min: 1, max: i64::from(LAST) });
    }
    let mut taken = rule.position;
    for other in others.iter_mut().skip_while(|other| other.position < rule.position) {
        if other.position > taken {
            break;
        }
        taken += 1;
        other.position = taken;
    }
    if taken > LAST {
        return Err(Refusal::NoRoom(field));
    }
    others.push(rule);
    if others.iter().map(keywords).sum::<usize>() > Limits::ALL_KEYWORDS {
        return Err(Refusal::TooMany { field: "rule.keywordsAny", max: Limits::ALL_KEYWORDS });
    }
    Ok(RuleSet::new(set.scope.clone(), others))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::rules::{Target, Then, When};

    fn rule(position: u32, name: &str) -> Rule {
        Rule::new(position, name, When::default(), Then::forward(Target::agency("KALSEL-PUPR")))
    }

    fn set(positions: &[u32]) -> RuleSet {
        RuleSet::province(positions.iter().map(|position| rule(*position, &format!("r{position}"))).collect())
    }

    fn order(set: &RuleSet) -> Vec<(u32, &str)> {
        set.rules().iter().map(|rule| (rule.position, rule.name.as_str())).collect()
    }

    #[test]
    fn a_free_position_moves_nobody() {
        let with = add(&set(&[10, 20]), rule(15, "new")).unwrap();
        assert_eq!(order(&with), [(10, "r10"), (15, "new"), (20, "r20")]);
    }

    #[test]
    fn a_taken_position_is_given_up_until_there_is_a_gap() {
        let with = add(&set(&[9, 10, 11, 12, 14, 15]), rule(10, "new")).unwrap();
        assert_eq!(
            order(&with),
            [(9, "r9"), (10, "new"), (11, "r10"), (12, "r11"), (13, "r12"), (14, "r14"), (15, "r15")]
        );
    }

    #[test]
    fn a_rule_leaves_a_gap_where_it_was() {
        let moved = move_to(&set(&[10, 11, 12, 20]), 12, 10).unwrap();
        assert_eq!(order(&moved), [(10, "r12"), (11, "r10"), (12, "r11"), (20, "r20")]);
        let down = move_to(&set(&[10, 11, 20]), 10, 20).unwrap();
        assert_eq!(order(&down), [(11, "r11"), (20, "r10"), (21, "r20")]);
        let same = set(&[10, 11]);
        assert_eq!(move_to(&same, 10, 10).unwrap(), same);
    }

    #[test]
    fn a_replaced_rule_may_stand_elsewhere() {
        let stays = replace(&set(&[10, 20]), 10, rule(10, "new")).unwrap();
        assert_eq!(order(&stays), [(10, "new"), (20, "r20")]);
        let goes = replace(&set(&[10, 20]), 10, rule(20, "new")).unwrap();
        assert_eq!(order(&goes), [(20, "new"), (21, "r20")]);
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let rules = set(&[10]);
        assert_eq!(replace(&rules, 11, rule(11, "new")), Err(Refusal::RuleGone("position")));
        assert_eq!(move_to(&rules, 11, 12), Err(Refusal::RuleGone("position")));
        assert_eq!(remove(&rules, 11), Err(Refusal::RuleGone("position")));
        assert!(remove(&rules, 10).unwrap().rules().is_empty());
    }

    #[test]
    fn positions_have_bounds() {
        let rules = set(&[10, LAST]);
        let beyond = |field| Refusal::OutOfRange { field, min: 1, max: 99_999 };
        assert_eq!(add(&rules, rule(0, "new")), Err(beyond("rule.position")));
        assert_eq!(add(&rules, rule(LAST + 1, "new")), Err(beyond("rule.position")));
        assert_eq!(move_to(&rules, 10, 0), Err(beyond("to")));
        assert_eq!(add(&rules, rule(LAST, "new")), Err(Refusal::NoRoom("rule.position")));
        assert_eq!(move_to(&rules, 10, LAST), Err(Refusal::NoRoom("to")));
    }

    #[test]
    fn a_full_set_takes_no_more() {
        let full = RuleSet::province((1..=2_000).map(|position| rule(position, "r")).collect());
        assert_eq!(add(&full, rule(5_000, "new")), Err(Refusal::TooMany { field: "rule", max: Limits::RULES }));
        assert!(replace(&full, 7, rule(7, "new")).is_ok());
    }
}
