//! The workflow's promises, as sentences.
use chrono::{Duration, TimeZone};
use entities::{
    ids::{AccountId, CaseId},
    vocab::{Classification, ReplyKind, ReplyState, Urgency},
};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::{agency_tree::tests::place, second_person::Hand};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 1, 0, 0).unwrap()
}

fn person(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn case() -> CaseState {
    CaseState {
        id: CaseId(Uuid::from_u128(1)),
        version: 1,
        status: CaseStatus::Submitted,
        resume: None,
        status_since: now(),
        classification: Classification::ServiceComplaint,
        topic: None,
        region: None,
        urgency: Urgency::Normal,
        anonymous: false,
        secret: false,
        opened_at: now(),
        verified_at: Some(now()),
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

fn in_status(status: CaseStatus) -> CaseState {
    CaseState { status, ..case() }
}

fn answer(case: &CaseState, kind: ReplyKind) -> Transition {
    publish(case, ReplyId(Uuid::nil()), kind, ReplyState::Draft, false, case.holder, now()).unwrap()
}

#[test]
fn an_unverified_report_is_not_forwarded() {
    let case = CaseState { verified_at: None, ..case() };
    assert_eq!(forward(&case, &place(3), None, None, &[], None, now()).unwrap_err(), Refusal::NotVerified);
}

#[test]
fn forwarding_makes_the_report_public_and_starts_the_agencys_clocks() {
    let sent = forward(&case(), &place(3), None, None, &[], None, now()).unwrap();
    assert_eq!(sent.after.status, CaseStatus::Forwarded);
    assert_eq!((sent.after.holder, sent.after.forwarded_from), (AgencyId(3), Some(AgencyId(2))));
    assert_eq!(sent.after.published_at, Some(now()));
    assert!(sent.clocks.contains(&ClockOp::StartOnce(ClockStage::FirstResponse)));
}

#[test]
fn whistle_blowing_is_never_published() {
    let case = CaseState { classification: Classification::WhistleBlowing, holder: AgencyId(9), ..case() };
    assert_eq!(forward(&case, &place(9), None, Some(&place(9)), &[], None, now()).unwrap().after.published_at, None);
}

#[test]
fn forwarding_to_the_accused_unit_is_refused_even_for_a_service_complaint() {
    let refused = forward(&case(), &place(4), Some(&place(4)), None, &[], None, now()).unwrap_err();
    assert_eq!(refused, Refusal::ConflictOfInterest("targetCode"));
}

#[test]
fn a_supervisory_report_is_not_sent_above_the_accused_unit_in_its_department() {
    let case = CaseState { classification: Classification::SupervisoryComplaint, ..case() };
    assert!(forward(&case, &place(3), Some(&place(4)), None, &[], None, now()).is_err());
    assert!(forward(&case, &place(9), Some(&place(4)), None, &[], None, now()).is_ok());
}

#[test]
fn the_third_return_goes_to_the_coordinator_as_a_dispute() {
    let mut case =
        CaseState { forwarded_from: Some(AgencyId(3)), holder: AgencyId(4), ..in_status(CaseStatus::Forwarded) };
    let first = hand_back(&case, return_target(&case, None, AgencyId(2)), None, "bukan".into(), now()).unwrap().after;
    assert_eq!(first.holder, AgencyId(3));
    case.returns = MAX_RETURNS;
    assert_eq!(
        hand_back(&case, return_target(&case, None, AgencyId(2)), None, "bukan".into(), now()).unwrap().after.holder,
        AgencyId(2)
    );
}

/// A case that agency 4 has handed back for the third time: it lies with the coordinator.
fn disputed() -> CaseState {
    let held = CaseState { holder: AgencyId(4), returns: MAX_RETURNS, ..in_status(CaseStatus::Forwarded) };
    let back = hand_back(&held, return_target(&held, None, AgencyId(2)), None, "bukan".into(), now()).unwrap();
    assert!(back.clocks.contains(&ClockOp::Start(ClockStage::ReturnAgain)), "a deadline of its own");
    assert_eq!(back.happenings[0].data.as_ref().unwrap()["disputed"], true);
    back.after
}

#[test]
fn the_decision_on_a_dispute_binds() {
    let dispute = disputed();
    assert!(is_disputed(&dispute) && !is_disputed(&CaseState { returns: MAX_RETURNS, ..case() }));
    let decision = forward(&dispute, &place(6), None, None, &[], None, now()).unwrap();
    assert_eq!(decision.happenings[0].data.as_ref().unwrap()["decides_dispute"], true);
    assert!(decision.clocks.contains(&ClockOp::Stop(ClockStage::ReturnAgain)));
    let bound = decision.after;
    let to = return_target(&bound, Some(AgencyId(5)), AgencyId(2));
    assert_eq!(hand_back(&bound, to, None, "bukan".into(), now()).unwrap_err(), Refusal::DecisionBinds);
    assert_eq!(fits(&bound, Act::Return).unwrap_err(), Refusal::DecisionBinds, "it is not offered either");
    // Below the agency it can go on, and there it cannot be handed back either.
    let below =
        forward(&CaseState { holder: AgencyId(3), ..bound }, &place(4), None, None, &[], None, now()).unwrap().after;
    assert_eq!(fits(&below, Act::Return).unwrap_err(), Refusal::DecisionBinds);
    assert!(fits(&below, Act::Forward).is_ok(), "whoever decided can correct it");
}

#[test]
fn a_decision_binds_until_a_reopening_asks_anew_where_the_case_belongs() {
    let closed = CaseState {
        closed_at: Some(now()),
        holder: AgencyId(3),
        returns: MAX_RETURNS + 1,
        ..in_status(CaseStatus::Closed)
    };
    let once = reopen(&closed, closed.holder, AgencyId(2), "lagi".into(), now()).unwrap().after;
    assert!(is_disputed(&once), "straight back to its holder: the same round");
    let again = CaseState { status: CaseStatus::Closed, closed_at: Some(now()), ..once };
    let twice = reopen(&again, again.holder, AgencyId(2), "lagi".into(), now()).unwrap().after;
    assert!(!is_disputed(&twice), "a verifier decides where it belongs now");
    assert_eq!(twice.returns, 0);
}

#[test]
fn an_act_that_follows_a_rule_says_so_and_keeps_what_else_it_says() {
    let rule = ByRule { rule_set: None, version: Some(3), position: 590, name: "Jalan setempat".into() };
    let decision = forward(&disputed(), &place(6), None, None, &[], None, now()).unwrap().by_rule(Some(&rule));
    let data = decision.happenings[0].data.as_ref().unwrap();
    assert_eq!(data["decides_dispute"], true);
    assert_eq!(serde_json::from_value::<ByRule>(data[ByRule::KEY].clone()).unwrap(), rule);
    let plain = forward(&case(), &place(3), None, None, &[], None, now()).unwrap().by_rule(None);
    assert_eq!(plain.happenings[0].data, None);
}

#[test]
fn an_agency_that_the_reporter_named_wrongly_hands_the_report_to_the_coordinator() {
    let named = CaseState { holder: AgencyId(6), intake: AgencyId(6), verified_at: None, ..case() };
    let back = hand_back(&named, return_target(&named, None, AgencyId(2)), None, "bukan".into(), now()).unwrap().after;
    assert_eq!((back.status, back.holder), (CaseStatus::Returned, AgencyId(2)));
    // In a regency its own coordinator is nearer; the regency as a whole hands it to the province.
    assert_eq!(return_target(&named, Some(AgencyId(5)), AgencyId(2)), AgencyId(5));
    assert_eq!(return_target(&named, Some(AgencyId(6)), AgencyId(2)), AgencyId(2));
    assert_eq!(
        return_target(&CaseState { returns: MAX_RETURNS, ..named }, Some(AgencyId(5)), AgencyId(2)),
        AgencyId(2)
    );
    let coordinator = CaseState { holder: AgencyId(2), intake: AgencyId(2), ..case() };
    assert!(
        hand_back(&coordinator, return_target(&coordinator, None, AgencyId(2)), None, "bukan".into(), now()).is_err(),
        "nobody above"
    );
}

#[test]
fn a_pass_on_stops_only_the_first_response_clock() {
    let sent = answer(&in_status(CaseStatus::Forwarded), ReplyKind::PassOn);
    assert_eq!(sent.after.status, CaseStatus::Forwarded);
    assert_eq!(sent.clocks, [ClockOp::Stop(ClockStage::FirstResponse)]);
    assert_eq!(sent.after.answered_at, None);
}

#[test]
fn a_case_without_a_substantive_answer_cannot_be_finished() {
    let working = answer(&in_status(CaseStatus::Forwarded), ReplyKind::Progress).after;
    assert_eq!(working.status, CaseStatus::InProgress);
    assert_eq!(finish(&working, None, now()).unwrap_err(), Refusal::NotAnswered);
    let answered = answer(&working, ReplyKind::Substantive).after;
    assert_eq!(finish(&answered, None, now()).unwrap().after.status, CaseStatus::AwaitingConfirmation);
}

#[test]
fn a_rejected_answer_no_longer_counts() {
    let waiting = CaseState { answered_at: Some(now()), ..in_status(CaseStatus::AwaitingConfirmation) };
    let back = reject(&waiting, "belum".into(), now()).unwrap().after;
    assert_eq!((back.status, back.rejections, back.answered_at), (CaseStatus::InProgress, 1, None));
    assert_eq!(finish(&back, None, now()).unwrap_err(), Refusal::NotAnswered);
}

#[test]
fn an_anonymous_report_is_archived_by_two_people_only() {
    let case = CaseState { anonymous: true, ..case() };
    let needs_two = case.archive_needs_two(false);
    let proposed = archive(&case, "too_general", needs_two, None, Hand::own(person(1)), now()).unwrap().after;
    assert_eq!(proposed.status, CaseStatus::Submitted);
    assert_eq!(
        archive(&proposed, "too_general", needs_two, None, Hand::own(person(1)), now()).unwrap_err(),
        Refusal::OwnProposal
    );
    let done = archive(&proposed, "too_general", needs_two, None, Hand::own(person(2)), now()).unwrap().after;
    assert_eq!(done.status, CaseStatus::Archived);
}

#[test]
fn nobody_approves_the_own_draft() {
    let case = in_status(CaseStatus::Forwarded);
    let own = approve(&case, ReplyId(Uuid::nil()), ReplyState::Draft, Hand::own(person(1)), Hand::own(person(1)));
    let deputy = Hand { account: person(2), instead_of: Some(person(1)) };
    for (author, by) in [(deputy, Hand::own(person(1))), (Hand::own(person(1)), deputy)] {
        let of_one = approve(&case, ReplyId(Uuid::nil()), ReplyState::Draft, author, by);
        assert_eq!(of_one.unwrap_err(), Refusal::OwnDraft, "a deputy is no second person");
    }
    assert_eq!(own.unwrap_err(), Refusal::OwnDraft);
}

#[test]
fn handlers_tighten_and_only_the_reporter_loosens() {
    let case = CaseState { secret: true, ..case() };
    assert_eq!(tighten(&case, true, false, None).unwrap_err(), Refusal::OnlyReporterLoosens);
    assert!(tighten(&case, true, true, None).unwrap().after.anonymous);
    assert!(!loosen(&case, false, false).unwrap().after.secret);
}

#[test]
fn the_first_reopening_goes_to_the_holder_the_second_through_a_verifier_and_a_late_one_nowhere() {
    let closed = CaseState { closed_at: Some(now()), holder: AgencyId(3), ..in_status(CaseStatus::Closed) };
    let once = reopen(&closed, closed.holder, AgencyId(2), "lagi".into(), now() + Duration::days(30)).unwrap().after;
    assert_eq!((once.holder, once.verified_at.is_some()), (AgencyId(3), true));
    let again = CaseState { status: CaseStatus::Closed, closed_at: Some(now()), ..once };
    let twice = reopen(&again, again.holder, AgencyId(2), "lagi".into(), now()).unwrap().after;
    assert_eq!((twice.holder, twice.verified_at), (AgencyId(2), None));
    let late = reopen(&closed, closed.holder, AgencyId(2), "lagi".into(), now() + Duration::days(31)).unwrap_err();
    assert_eq!(late, Refusal::TooLate { days: 30 });
}

#[test]
fn a_supplement_brings_the_case_back_to_where_it_was() {
    let asked = postpone(&in_status(CaseStatus::InProgress), "di mana?".into(), now()).unwrap().after;
    assert_eq!(supplement(&asked, "di sini".into(), now()).unwrap().after.status, CaseStatus::InProgress);
}

#[test]
fn a_merged_case_takes_no_more_acts() {
    let stays = CaseState { id: CaseId(Uuid::from_u128(2)), ..case() };
    let merged = merge(&case(), &stays, None, now()).unwrap().after;
    assert_eq!(merged.status, CaseStatus::Archived);
    assert_eq!(comment(&merged, "halo".into()).unwrap_err(), Refusal::Merged);
    assert!(merge(&stays, &merged, None, now()).is_err(), "no merge into a merged case");
}

#[test]
fn an_accused_holder_loses_the_case_when_it_is_verified() {
    let facts = Facts {
        classification: Classification::SupervisoryComplaint,
        topic: None,
        region: None,
        urgency: Urgency::Normal,
        accused: Some(AgencyId(3)),
        moves_to: Some(AgencyId(9)),
    };
    let case = CaseState { holder: AgencyId(3), verified_at: None, ..case() };
    let moved = verify(&case, facts, None, now()).unwrap();
    assert_eq!(moved.after.holder, AgencyId(9));
    assert_eq!(moved.happenings.len(), 2, "the move is told");
}

fn any_act(case: &CaseState, choice: u8, at: DateTime<Utc>) -> Result<Transition, Refusal> {
    match choice % 12 {
        0 => forward(case, &place(i64::from(choice % 7) + 2), None, None, &[], None, at),
        1 => hand_back(case, return_target(case, None, AgencyId(2)), None, "r".into(), at),
        2 => postpone(case, "q".into(), at),
        3 => supplement(case, "s".into(), at),
        4 => publish(case, ReplyId(Uuid::nil()), ReplyKind::Substantive, ReplyState::Draft, false, case.holder, at),
        5 => finish(case, None, at),
        6 => confirm(case, Some(4), None, at),
        7 => reject(case, "n".into(), at),
        8 => reopen(case, case.holder, AgencyId(2), "o".into(), at),
        9 => archive(case, "x", false, None, Hand::own(person(u128::from(choice))), at),
        10 => comment(case, "c".into()),
        _ => tighten(case, true, true, None),
    }
}

proptest! {
    #[test]
    fn after_any_acts_the_state_is_in_the_table_told_and_held(choices in proptest::collection::vec(any::<u8>(), 0..60)) {
        let mut state = case();
        for (step, choice) in choices.into_iter().enumerate() {
            let at = now() + Duration::hours(i64::try_from(step).unwrap());
            let Ok(transition) = any_act(&state, choice, at) else { continue };
            prop_assert!(!transition.happenings.is_empty(), "no act is silent");
            if transition.after.status != state.status {
                prop_assert!(crate::domain::act::to_states(transition.act).contains(&transition.after.status));
                prop_assert!(transition.after.version > state.version);
            }
            prop_assert!(transition.after.holder.0 > 0);
            // The brake: three returns a round and no more.
            prop_assert!(transition.after.returns <= MAX_RETURNS + 1);
            prop_assert!(transition.act != Act::Return || !is_disputed(&state));
            prop_assert_eq!(transition.after.status.is_open(), transition.after.closed_at.is_none());
            state = transition.after;
        }
    }
}
