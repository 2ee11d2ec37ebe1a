//! The policy, printed for people: `matrix.txt` is read in review, so that no change of rights goes unseen.
//! To renew it: `TANGGAP_TEST_UPDATE=1 cargo test -p server --test it -- authz::the_printed_matrix`.
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use entities::{
    ids::{AccountId, AgencyId, CaseId, RoleGrantId},
    vocab::{CaseStatus, Classification, Relation, Role, Urgency},
};
use server::{
    authz::{
        actor::{Actor, Officer, SystemTask},
        policy::{self, Denial, Standing},
        scope,
    },
    domain::{
        act::{Act, from_states},
        case_state::CaseState,
        refusal::Refusal,
        workflow,
    },
};
use uuid::Uuid;

use crate::support::Trials;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.plain("authz::the_printed_matrix_is_the_policy", printed);
    trials.plain("authz::a_decision_is_role_and_relation_and_state_and_nothing_else", decisions);
    trials.plain("authz::the_system_routes_reports_that_nobody_has_touched_and_does_nothing_else", alone);
    trials.plain("authz::the_province_corrects_its_decision_on_a_dispute_until_it_is_answered", corrects);
}

fn letter(relation: Relation) -> char {
    match relation {
        Relation::Reporter => 'R',
        Relation::Holder => 'H',
        Relation::AboveHolder => 'h',
        Relation::Supporting => 'S',
        Relation::AboveSupporting => 's',
        Relation::Informed => 'I',
        Relation::Coordination => 'C',
        Relation::Oversight => 'O',
        Relation::OversightOverdue => 'o',
    }
}

fn short(role: Role) -> &'static str {
    match role {
        Role::Citizen => "citizen",
        Role::UnitOfficer => "unit",
        Role::LiaisonOfficer => "liaison",
        Role::AgencyAdmin => "admin",
        Role::RegencyCoordinator => "regency",
        Role::ProvinceCoordinator => "province",
        Role::Leadership => "leader",
        Role::Inspectorate => "inspect",
        Role::OmbudsmanOfficer => "ombuds",
        Role::OversightReader => "reader",
        Role::SystemAdmin => "system",
    }
}

fn actor(role: Role) -> Actor {
    let account = AccountId(Uuid::from_u128(7));
    if role == Role::Citizen {
        return Actor::Citizen { account, tracked: None };
    }
    let path = vec![AgencyId(1), AgencyId(2)];
    Actor::Officer(Officer {
        account,
        grant: RoleGrantId(Uuid::from_u128(8)),
        role,
        agency: Some(AgencyId(2)),
        kind: None,
        government: Some(AgencyId(2)),
        path,
        instead_of: None,
    })
}

fn case(status: CaseStatus, anonymous: bool) -> CaseState {
    CaseState {
        id: CaseId(Uuid::from_u128(1)),
        version: 1,
        status,
        resume: None,
        status_since: DateTime::<Utc>::UNIX_EPOCH,
        classification: Classification::ServiceComplaint,
        topic: None,
        region: None,
        urgency: Urgency::Normal,
        anonymous,
        secret: false,
        opened_at: DateTime::<Utc>::UNIX_EPOCH,
        verified_at: None,
        closed_at: None,
        holder: AgencyId(2),
        intake: AgencyId(2),
        forwarded_from: None,
        assignee: None,
        accused: None,
        returns: 0,
        rejections: 0,
        reopenings: 0,
        answered_at: None,
        rating: None,
        rating_comment: None,
        archive_proposal: None,
        archive_reason: None,
        question: None,
        merged_into: None,
        published_at: None,
    }
}

fn standing(role: Role, relation: Relation) -> Standing {
    let own = role == Role::Citizen && relation == Relation::Reporter;
    Standing { relation: (!own).then_some(relation), is_reporter: own, overdue: false }
}

fn decide(role: Role, relation: Relation, act: Act, status: CaseStatus, anonymous: bool) -> Result<(), Denial> {
    policy::decide(&actor(role), act, &case(status, anonymous), standing(role, relation)).map(|_| ())
}

fn letters(relations: impl IntoIterator<Item = Relation>) -> String {
    let text: String = relations.into_iter().map(letter).collect();
    if text.is_empty() { ".".to_owned() } else { text }
}

fn words(statuses: &[CaseStatus]) -> String {
    statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>().join(" ")
}

/// The page.
fn print() -> String {
    let mut page = String::from(
        "WHO MAY ACT (made from authz::policy::TABLE and domain::act; the test says how to renew it)\n\nRelations of the actor's agency to the case:",
    );
    for &relation in Relation::ALL {
        write!(page, " {}={}", letter(relation), relation.as_str()).unwrap();
    }
    let header: String = Role::ALL.iter().map(|&role| format!(" {:<8}", short(role))).collect();
    writeln!(
        page,
        "\n\n1. Act, relations in which each role may do it, states in which it fits\n\n{:<16}{header} states",
        "act"
    )
    .unwrap();
    for &act in Act::ALL {
        let cells: String = Role::ALL
            .iter()
            .map(|&role| {
                let may = Relation::ALL.iter().copied().filter(|&relation| policy::role_allows(role, relation, act));
                format!(" {:<8}", letters(may))
            })
            .collect();
        writeln!(page, "{:<16}{cells} {}", act.as_str(), words(from_states(act))).unwrap();
    }
    writeln!(page, "\n2. What each role sees: always, and only while overdue\n").unwrap();
    for &role in Role::ALL {
        let (always, overdue) = scope::relations(role);
        writeln!(
            page,
            "{:<22} always {:<8} overdue {}",
            role.as_str(),
            letters(always.iter().copied()),
            letters(overdue.iter().copied())
        )
        .unwrap();
    }
    writeln!(page, "\n3. In how many of the {} states `decide` grants it, by role and relation (a reporter who is named; not listed: in none)\n", CaseStatus::ALL.len()).unwrap();
    for (number, act) in Act::ALL.iter().enumerate() {
        writeln!(page, "   {:>2} {}", number + 1, act.as_str()).unwrap();
    }
    let header: String = (1..=Act::ALL.len()).map(|number| format!("{number:>3}")).collect();
    writeln!(page, "\n{:<42}{header}", "role, relation").unwrap();
    let mut granted = 0;
    for &role in Role::ALL {
        for &relation in Relation::ALL {
            let counts: Vec<usize> = Act::ALL
                .iter()
                .map(|&act| {
                    CaseStatus::ALL.iter().filter(|&&status| decide(role, relation, act, status, false).is_ok()).count()
                })
                .collect();
            granted += counts.iter().sum::<usize>();
            if counts.iter().any(|&count| count > 0) {
                let cells: String = counts
                    .iter()
                    .map(|&count| if count == 0 { "  .".to_owned() } else { format!("{count:>3}") })
                    .collect();
                writeln!(page, "{:<42}{cells}", format!("{} as {}", role.as_str(), relation.as_str())).unwrap();
            }
        }
    }
    let all = Role::ALL.len() * Relation::ALL.len() * Act::ALL.len() * CaseStatus::ALL.len();
    writeln!(page, "\n{granted} of {all} combinations of role, relation, act and state are granted.").unwrap();
    writeln!(page, "\n4. Who may read the identity behind an anonymous report\n").unwrap();
    for &role in Role::ALL {
        let may = Relation::ALL
            .iter()
            .copied()
            .filter(|&relation| decide(role, relation, Act::RevealIdentity, CaseStatus::Forwarded, true).is_ok());
        let may = letters(may);
        if may != "." {
            writeln!(page, "{:<22} {may}", role.as_str()).unwrap();
        }
    }
    writeln!(page, "\n5. What the system does by an automatic rule to a report that nobody has touched: act, states\n")
        .unwrap();
    for &act in Act::ALL {
        let states: Vec<CaseStatus> =
            CaseStatus::ALL.iter().copied().filter(|&status| by_rule(act, &untouched(act, status), true)).collect();
        if !states.is_empty() {
            writeln!(page, "{:<16} {}", act.as_str(), words(&states)).unwrap();
        }
    }
    page
}

const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

/// As it was filed; for every other act than verifying as the system has just verified it.
fn untouched(act: Act, status: CaseStatus) -> CaseState {
    CaseState { verified_at: (act != Act::Verify).then_some(NOW), ..case(status, false) }
}

fn by_rule(act: Act, case: &CaseState, automatic: bool) -> bool {
    policy::by_rule(&Actor::System(SystemTask::Route), act, case, automatic, NOW).is_ok()
}

/// Two acts, on what nobody has touched, accuses nobody and is no secret; and only the task that routes.
fn alone() {
    let account = AccountId(Uuid::from_u128(7));
    let accusing = [Classification::SupervisoryComplaint, Classification::WhistleBlowing];
    for &act in Act::ALL {
        let ours = policy::BY_RULE.contains(&act);
        for &status in CaseStatus::ALL {
            let fresh = untouched(act, status);
            let what = format!("{} on {status}", act.as_str());
            assert_eq!(by_rule(act, &fresh, true), ours && status == CaseStatus::Submitted, "{what}");
            assert!(!by_rule(act, &fresh, false), "{what} without a rule that says so");
            for task in
                [SystemTask::Import, SystemTask::Sweep, SystemTask::Tell, SystemTask::Reorganise, SystemTask::Deliver]
            {
                let other = policy::by_rule(&Actor::System(task), act, &fresh, true, NOW);
                assert!(other.is_err(), "{what} by {task:?}");
            }
            for &role in Role::ALL {
                assert!(policy::by_rule(&actor(role), act, &fresh, true, NOW).is_err(), "{what} by {}", role.as_str());
            }
            // Nor has the system a standing like that of people.
            for &relation in Relation::ALL {
                let standing = Standing { relation: Some(relation), is_reporter: false, overdue: false };
                let system = Actor::System(SystemTask::Route);
                assert!(!policy::sees(&system, standing));
                assert_eq!(policy::decide(&system, act, &fresh, standing).unwrap_err(), Denial::Role(act), "{what}");
            }
        }
        let fresh = || untouched(act, CaseStatus::Submitted);
        let mut touched: Vec<(&str, CaseState)> = vec![
            ("secret", CaseState { secret: true, ..fresh() }),
            ("accused", CaseState { accused: Some(AgencyId(3)), ..fresh() }),
            ("assigned", CaseState { assignee: Some(account), ..fresh() }),
            ("returned", CaseState { returns: 1, ..fresh() }),
            ("reopened", CaseState { reopenings: 1, ..fresh() }),
            ("merged", CaseState { merged_into: Some(CaseId(Uuid::from_u128(2))), ..fresh() }),
        ];
        touched.extend(accusing.map(|classification| ("accusing", CaseState { classification, ..fresh() })));
        // A person has verified it, at another moment; or nobody has, and it is to be forwarded.
        let earlier = NOW - chrono::Duration::seconds(1);
        let verified = if act == Act::Verify { Some(earlier) } else { None };
        touched.push(("verified by somebody or nobody", CaseState { verified_at: verified, ..fresh() }));
        for (what, case) in touched {
            assert!(!by_rule(act, &case, true), "{} on a report that is {what}", act.as_str());
        }
    }
}

/// What stands returned more than twice and was forwarded is bound; only whoever coordinates takes it away again.
fn corrects() {
    let bound = |status| CaseState { returns: workflow::MAX_RETURNS + 1, ..case(status, false) };
    let coordination = standing(Role::ProvinceCoordinator, Relation::Coordination);
    let may =
        |act, case: &CaseState| policy::decide(&actor(Role::ProvinceCoordinator), act, case, coordination).is_ok();
    for &act in Act::ALL {
        assert_eq!(may(act, &bound(CaseStatus::Forwarded)), act == Act::Forward, "{}", act.as_str());
        assert!(!may(act, &bound(CaseStatus::InProgress)), "{} once it is answered", act.as_str());
        assert!(!may(act, &case(CaseStatus::Forwarded, false)), "{} without a dispute", act.as_str());
    }
    for role in [Role::LiaisonOfficer, Role::AgencyAdmin, Role::RegencyCoordinator] {
        let held = standing(role, Relation::Holder);
        let back = policy::decide(&actor(role), Act::Return, &bound(CaseStatus::Forwarded), held).unwrap_err();
        assert_eq!(back, Denial::Refused(Refusal::DecisionBinds), "{}", role.as_str());
    }
}

fn printed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/authz/matrix.txt");
    let now = print();
    if std::env::var_os("TANGGAP_TEST_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let change = now.lines().zip(kept.lines()).find(|(new, old)| new != old);
    assert!(
        now == kept,
        "the policy is not what tests/it/authz/matrix.txt says; first change (new, old): {change:#?}\n\
         If the change is meant: TANGGAP_TEST_UPDATE=1 cargo test -p server --test it -- authz::the_printed_matrix, and have the diff read."
    );
}

/// The rule in words, held against `decide` for everybody, everywhere, always.
fn decisions() {
    let mut granted = 0;
    for &role in Role::ALL {
        for &relation in Relation::ALL {
            for &act in Act::ALL {
                for &status in CaseStatus::ALL {
                    for anonymous in [false, true] {
                        let protects =
                            matches!(role, Role::RegencyCoordinator | Role::ProvinceCoordinator | Role::Inspectorate);
                        // The province routes what is unassigned elsewhere, and nothing more.
                        let unrouted =
                            matches!(status, CaseStatus::Submitted | CaseStatus::Returned | CaseStatus::Reopened);
                        let theirs = policy::role_allows(role, relation, act)
                            && (relation != Relation::Coordination || unrouted)
                            && !(act == Act::RevealIdentity && anonymous && !protects);
                        let fits = from_states(act).contains(&status);
                        let found = decide(role, relation, act, status, anonymous);
                        let what = format!(
                            "{} as {} does {} on {status}, anonymous {anonymous}: {found:?}",
                            role.as_str(),
                            relation.as_str(),
                            act.as_str()
                        );
                        match found {
                            Ok(()) => assert!(theirs && fits, "{what}"),
                            Err(Denial::Role(_)) => assert!(!theirs, "{what}"),
                            Err(Denial::Refused(_)) => assert!(theirs && !fits, "{what}"),
                        }
                        granted += usize::from(theirs && fits);
                    }
                }
            }
        }
    }
    assert!(granted > 500, "the table grants something: {granted}");
    // Those who only read do nothing; nobody acts for the reporter.
    for &act in Act::ALL {
        for &relation in Relation::ALL {
            for role in [Role::Leadership, Role::OmbudsmanOfficer, Role::OversightReader, Role::SystemAdmin] {
                assert!(
                    !policy::role_allows(role, relation, act),
                    "{} may {} as {}",
                    role.as_str(),
                    act.as_str(),
                    relation.as_str()
                );
            }
            if role_of_reporter(act) {
                for &role in Role::ALL.iter().filter(|&&role| role != Role::Citizen) {
                    assert!(
                        !policy::role_allows(role, relation, act),
                        "{} may {} for the reporter",
                        role.as_str(),
                        act.as_str()
                    );
                }
            }
        }
    }
}

/// Supplement is not among them: the lead may enter what the reporter said on the telephone.
const fn role_of_reporter(act: Act) -> bool {
    matches!(act, Act::Comment | Act::Confirm | Act::Reject | Act::Rate | Act::Reopen)
}
