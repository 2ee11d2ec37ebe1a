//! A report is filed: by a citizen with or without account, or by an officer for a citizen.
use chrono::NaiveDate;
use entities::{
    ids::{AttachmentId, CaseId},
    vocab::{CaseStatus, Channel, Classification, Urgency},
};
use uuid::Uuid;

use super::{
    ClientKey, Failure, Outcome,
    client_key::{self, kept_key},
    desk::officers_only,
    few_files,
    intake::{self, Wish},
    routing_itself,
    suggesting::{self, Words},
    unknown_as,
};
use crate::{
    authz::policy,
    domain::{
        calendar::wita_date,
        case_state::CaseState,
        refusal::Refusal,
        text::{self, Limits},
        tracking_code::TrackingSecret,
        workflow,
    },
    op::Op,
    secrets,
    store::{case_write::Filing, guard::Identity},
};

/// What was typed.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct Report {
    pub title: String,
    pub body: String,
    pub classification: Classification,
    pub topic: Option<String>,
    pub region: Option<String>,
    pub place: Option<String>,
    pub occurred_on: Option<NaiveDate>,
    pub named_agency: Option<String>,
    pub reported_agency: Option<String>,
    pub anonymous: bool,
    pub secret: bool,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub channel: Option<Channel>,
    pub files: Vec<AttachmentId>,
}

/// A report that was filed.
#[derive(Debug)]
pub struct Receipt {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub code: String,
    /// Shown once. `None` for a repeated request without enough randomness in its key.
    pub secret: String,
}

struct Clean {
    title: String,
    body: String,
    place: Option<String>,
    identity: Identity,
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// All faults of the typed texts at once.
fn clean(op: &Op, report: &Report, own: Option<&entities::account::Model>) -> Result<Clean, Failure> {
    let mut faults: Vec<Refusal> = vec![];
    let mut keep = |result: Result<String, text::FieldError>| result.map_err(|error| faults.push(error.into())).ok();
    let title = keep(text::clean_line("title", &report.title, Limits::TITLE));
    let body = keep(text::clean_text("body", &report.body, Limits::BODY));
    let place = given(report.place.as_deref()).and_then(|place| keep(text::clean_line("place", place, Limits::PLACE)));
    let name =
        given(report.name.as_deref()).and_then(|name| keep(text::clean_line("contact.name", name, Limits::NAME)));
    let email = given(report.email.as_deref()).and_then(|email| keep(text::email("contact.email", email)));
    let phone = given(report.phone.as_deref()).and_then(|phone| keep(text::phone("contact.phone", phone)));
    let is_officer = op.actor().officer().is_some();
    let own = own.filter(|_| !is_officer);
    if own.is_none() && name.is_none() && given(report.name.as_deref()).is_none() && !report.anonymous {
        faults.push(Refusal::Required("contact.name"));
    }
    if report.occurred_on.is_some_and(|day| day > wita_date(op.now())) {
        faults.push(Refusal::Invalid("occurredOn"));
    }
    if let Err(refusal) = few_files(&report.files) {
        faults.push(refusal);
    }
    if let Err(refusal) = officers_only(
        op,
        report.channel.is_some_and(|channel| !matches!(channel, Channel::Web | Channel::MobileApp)),
        "channel",
    ) {
        faults.push(refusal);
    }
    match (title, body) {
        (Some(title), Some(body)) if faults.is_empty() => {
            let identity = Identity {
                name: name.or_else(|| own.map(|account| account.name.clone())),
                email: email.or_else(|| own.map(|account| account.email.clone())),
                phone: phone.or_else(|| own.and_then(|account| account.phone.clone())),
            };
            Ok(Clean { title, body, place, identity })
        }
        _ => Err(Failure::Refused(faults)),
    }
}

/// Files a report.
///
/// # Errors
/// Faults of the input, all at once; limits of the address.
pub async fn submit_report(op: &Op, report: Report, key: Option<&ClientKey>) -> Result<Receipt, Failure> {
    let own = op.scoped.own_account().await?;
    let clean = clean(op, &report, own.as_ref())?;
    let kept = kept_key(op, key)?;
    if op.actor().account().is_none() && op.client != crate::op::NO_CLIENT {
        let bucket = format!("filing-from:{}", op.client);
        op.store.attempt(&bucket, op.deps.rates.reports_address, op.now()).await?;
    }
    let router = suggesting::router(op).await;
    let mut work = op.scoped.begin().await?;
    if let Some(kept) = &kept
        && let Some(answer) = work.claim(kept).await?
    {
        let outcome: Outcome = serde_json::from_value(answer).map_err(|_| Failure::Fault)?;
        // Nothing else may be asked for while a transaction is open.
        drop(work);
        return receipt_again(op, key, &outcome).await;
    }
    let named = intake::named(&work, report.named_agency.as_deref(), "namedAgencyCode").await?;
    let accused = intake::named(&work, report.reported_agency.as_deref(), "reportedAgencyCode").await?;
    let confidential = report.classification == Classification::WhistleBlowing;
    let wish = Wish {
        named: named.as_ref(),
        accused: accused.as_ref(),
        supervisory: report.classification.is_supervisory(),
        confidential,
    };
    let taker = intake::taker(op, &work, &wish).await?;
    let known = work.known_codes(report.topic.as_deref(), report.region.as_deref()).await?;
    for (code, found, field) in
        [(&report.topic, known.topic, "topicCode"), (&report.region, known.region, "regionCode")]
    {
        if code.is_some() && !found {
            return Err(Refusal::Unknown(field).into());
        }
    }
    // An anonymous report keeps no identity at all beyond what the reporter chose to give.
    let account = if op.actor().officer().is_some() { None } else { op.actor().account() };
    let reporter = work.add_reporter(clean.identity, account).await?;
    let id = CaseId(Uuid::now_v7());
    let state = first_state(op, &report, id, taker.id, accused.as_ref().map(|row| row.id));
    let salt = secrets::random::<16>();
    let code = work.fresh_reference(wita_date(op.now())).await?;
    let secret = tracking_secret(key, &salt);
    let words = text::search_words(&format!("{} {}", clean.title, clean.body));
    let channel = report.channel.unwrap_or(if op.actor().officer().is_some() { Channel::WalkIn } else { Channel::Web });
    let said = router.as_deref().map(|router| {
        let named = named.as_ref().map(|row| row.code.as_str());
        let words = Words { title: &clean.title, body: &clean.body, channel, named };
        (router, suggesting::decide(router, &state, words))
    });
    let filing = Filing {
        reference: code.to_string(),
        secret_hash: secrets::tracking_digest(&secret.canonical()),
        reporter,
        account,
        title: clean.title,
        body: clean.body,
        place: clean.place,
        occurred_on: report.occurred_on,
        channel,
        named_agency: named.map(|row| row.id),
        words,
        state,
    };
    let transition = workflow::submit(&filing.state);
    let grant = policy::may_file(&filing.state);
    let written = work.file(&grant, filing, transition).await?;
    if let Some((router, said)) = &said {
        work.add_routing(id, router, said).await?;
    }
    work.bind_attachments(&report.files, id, Some(written.event), None).await.map_err(unknown_as("attachmentIds"))?;
    if let Some(kept) = &kept {
        let outcome = Outcome { case: id, event: written.event, reply: None, salt: Some(salt) };
        work.keep_answer(kept, serde_json::to_value(&outcome).map_err(|_| Failure::Fault)?).await?;
    }
    work.commit().await?;
    tracing::info!(case.id = %id, case.reference = %code, agency.code = %taker.code, "case.submitted");
    if said.is_some_and(|(_, said)| said.decision.automatic) {
        routing_itself::now(op, id).await;
    }
    Ok(Receipt { case: id, code: code.to_string(), secret: secret.expose() })
}

fn tracking_secret(key: Option<&ClientKey>, salt: &[u8; 16]) -> TrackingSecret {
    TrackingSecret::from_random(client_key::secret::<15>(key, salt))
}

async fn receipt_again(op: &Op, key: Option<&ClientKey>, outcome: &Outcome) -> Result<Receipt, Failure> {
    let tracker = op.as_actor(crate::authz::actor::Actor::Tracker { case: outcome.case });
    let case = tracker.scoped.cases_by_id(&[outcome.case]).await?.remove(&outcome.case).ok_or(Failure::Fault)?;
    Ok(Receipt {
        case: outcome.case,
        code: case.reference,
        secret: tracking_secret(key, &outcome.salt.unwrap_or_default()).expose(),
    })
}

fn first_state(
    op: &Op,
    report: &Report,
    id: CaseId,
    taker: entities::ids::AgencyId,
    accused: Option<entities::ids::AgencyId>,
) -> CaseState {
    let now = op.now();
    let confidential = report.classification == Classification::WhistleBlowing;
    CaseState {
        id,
        version: 1,
        status: CaseStatus::Submitted,
        resume: None,
        status_since: now,
        classification: report.classification,
        topic: report.topic.clone(),
        region: report.region.clone(),
        urgency: Urgency::Normal,
        anonymous: report.anonymous || confidential,
        secret: report.secret || confidential,
        opened_at: now,
        verified_at: None,
        closed_at: None,
        holder: taker,
        intake: taker,
        forwarded_from: None,
        assignee: None,
        accused,
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
