//! Shows published reports.
use leptos::prelude::*;

use super::queries::{PublicReply, PublicReport, PublicRow, PublishedPage};
use crate::components::{empty, pager, state, topic_choices};
use crate::forms::{Choice, options};
use crate::gql::enums::CaseStatus;
use crate::html::{nothing, paragraphs};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// The states in which a report can be published, in the order of its way.
pub const STATES: [CaseStatus; 4] =
    [CaseStatus::Forwarded, CaseStatus::InProgress, CaseStatus::AwaitingConfirmation, CaseStatus::Closed];
/// How much of a report's text a list shows, in characters.
const EXCERPT: usize = 220;

/// What the address asks for.
pub struct Asked {
    pub words: Option<String>,
    /// Whether the words can be searched.
    pub usable: bool,
    pub topic: Option<String>,
    pub region: Option<String>,
    pub status: Option<CaseStatus>,
}

impl Asked {
    fn any(&self) -> bool {
        self.words.is_some() || self.topic.is_some() || self.region.is_some() || self.status.is_some()
    }
}

/// The list with its filters.
pub fn list(visit: &Visit, data: &PublishedPage, asked: &Asked) -> AnyView {
    let nodes = &data.public_cases.nodes;
    let reports = match (nodes.is_empty(), asked.any()) {
        (false, _) => rows(visit, nodes, 2),
        (true, true) => empty(visit, k::PUB_NO_MATCH, k::PUB_NO_MATCH_NEXT),
        (true, false) => empty(visit, k::PUB_EMPTY, k::PUB_EMPTY_NEXT),
    };
    view! {
        <div class="page-head"><div><h1>{visit.t(k::PUB_TITLE)}</h1><p class="lede">{visit.t(k::PUB_LEDE)}</p></div></div>
        {filters(visit, data, asked)}{chips(visit, data, asked)}
        <section class="card flush" aria-label=visit.t(k::PUB_LIST)>{reports}</section>
        {pager(visit, &data.public_cases.page_info)}
    }
    .into_any()
}

fn filters(visit: &Visit, data: &PublishedPage, asked: &Asked) -> AnyView {
    let select = |name: &'static str, label: Key, choices: Vec<Choice>, chosen: Option<&str>| {
        let id = format!("saring-{name}");
        view! {
            <div class="field"><label for=id.clone()>{visit.t(label)}</label>
                <select id=id name=name><option value="">{visit.t(k::PUB_ALL)}</option>{options(choices, chosen.unwrap_or_default())}</select></div>
        }
    };
    let mut regions: Vec<Choice> =
        data.regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect();
    // A district may come by a link; it stays chosen.
    if let Some(code) = asked.region.as_ref().filter(|code| !regions.iter().any(|known| known.value == **code)) {
        regions.push(Choice::new(code.clone(), code.clone()));
    }
    let states = STATES.iter().map(|status| Choice::new(status.value(), visit.t(status.label()))).collect();
    let fault = (!asked.usable)
        .then(|| view! { <span class="error" id="saring-kata-error">{visit.t(k::PUB_WORDS_FAULT)}</span> });
    let invalid = (!asked.usable).then_some("true");
    let described = (!asked.usable).then_some("saring-kata-error");
    let words = asked.words.clone().unwrap_or_default();
    view! {
        <details class="card filters" open=asked.any() || !asked.usable><summary>{visit.t(k::PUB_FILTER)}</summary>
            <form method="get" action="/publik">
                <div class="field wide"><label for="saring-kata">{visit.t(k::PUB_WORDS)}</label>
                    <input id="saring-kata" name="kata" type="search" value=words aria-invalid=invalid aria-describedby=described/>{fault}</div>
                {select("topik", k::PUB_TOPIC, topic_choices(&data.topics), asked.topic.as_deref())}
                {select("wilayah", k::PUB_REGION, regions, asked.region.as_deref())}
                {select("keadaan", k::PUB_STATE, states, asked.status.map(CaseStatus::value))}
                <div class="row"><button class="btn">{visit.t(k::PUB_APPLY)}</button></div>
            </form></details>
    }
    .into_any()
}

/// What is filtered by, each with a way to take it out.
fn chips(visit: &Visit, data: &PublishedPage, asked: &Asked) -> AnyView {
    if !asked.any() {
        return nothing();
    }
    let topic = asked.topic.as_ref().map(|code| {
        data.topics.iter().find(|topic| topic.code == *code).map_or_else(|| code.clone(), |topic| topic.name.clone())
    });
    let region = asked.region.as_ref().map(|code| {
        data.regions
            .iter()
            .find(|region| region.code == *code)
            .map_or_else(|| code.clone(), |region| region.name.clone())
    });
    let chosen = [
        ("kata", asked.words.clone().map(|words| format!("“{words}”"))),
        ("topik", topic),
        ("wilayah", region),
        ("keadaan", asked.status.map(|status| visit.t(status.label()))),
    ];
    let links = chosen
        .into_iter()
        .filter_map(|(name, text)| {
            let text = text?;
            let href = visit.with_query(&[(name, None), ("after", None), ("before", None)]);
            Some(view! { <a href=href><span class="vh">{visit.t(k::PUB_TAKE_OUT)}" "</span>{text}</a> })
        })
        .collect_view();
    view! { <p class="chips"><span>{visit.t(k::PUB_FILTERED)}</span>{links}<span><a class="all" href="/publik">{visit.t(k::PUB_SEE_ALL)}</a></span></p> }.into_any()
}

/// Reports below each other; `level` is that of their headings.
pub fn rows(visit: &Visit, reports: &[PublicRow], level: u8) -> AnyView {
    let items = reports
        .iter()
        .map(|report| {
            let link = view! { <a href=format!("/publik/{}", report.reference)>{report.title.clone()}</a> };
            let heading = if level == 2 { view! { <h2 class="title">{link}</h2> }.into_any() } else { view! { <h3 class="title">{link}</h3> }.into_any() };
            let topic = report.topic.as_ref().map(|topic| view! { <span>{topic.name.clone()}</span> });
            let region = report.region.as_ref().map(|region| view! { <span>{region.full_name.clone()}</span> });
            view! {
                <li>{heading}<p class="excerpt">{excerpt(&report.body)}</p>
                    <p class="meta">{state(visit, report.status)}<span class="ref">{report.reference.clone()}</span>{topic}{region}
                        <span>{report.holder.short_name.clone()}</span><span>{dates(visit, report)}</span></p></li>
            }
        })
        .collect_view();
    view! { <ul role="list" class="reports">{items}</ul> }.into_any()
}

fn dates(visit: &Visit, report: &PublicRow) -> String {
    match report.closed_at {
        Some(closed) => {
            visit.ta(k::PUB_FROM_TO, &[("from", visit.day(report.opened_at).into()), ("to", visit.day(closed).into())])
        }
        None => visit.ta(k::PUB_SINCE, &[("day", visit.day(report.opened_at).into())]),
    }
}

/// The beginning of a text, cut between words.
fn excerpt(body: &str) -> String {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let cut: String = line.chars().take(EXCERPT).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// One report.
pub fn one(visit: &Visit, report: &PublicReport) -> AnyView {
    let fact =
        |label: Key, value: Option<String>| value.map(|value| view! { <dt>{visit.t(label)}</dt><dd>{value}</dd> });
    let rating = report.rating.map(|n| visit.ta(k::PUB_RATING, &[("n", n.into())]));
    let replies = if report.replies.is_empty() {
        view! { <p>{visit.t(k::PUB_NO_REPLY)}</p> }.into_any()
    } else {
        report.replies.iter().map(|one| reply(visit, one)).collect_view().into_any()
    };
    view! {
        <nav class="crumb" aria-label=visit.t(k::CITIZEN_CRUMB)><ol><li><a href="/publik">{visit.t(k::PUB_TITLE)}</a></li><li>{report.reference.clone()}</li></ol></nav>
        <div class="page-head"><div><h1>{report.title.clone()}</h1>
            <p class="row meta"><span class="ref">{report.reference.clone()}</span>{state(visit, report.status)}</p></div></div>
        <div class="split">
            <div class="stack stack-l">
                <section class="card" aria-labelledby="h-isi"><h2 id="h-isi">{visit.t(k::TRACK_BODY)}</h2><div class="report">{paragraphs(&report.body)}</div></section>
                <section class="card" aria-labelledby="h-jawaban"><h2 id="h-jawaban">{visit.t(k::TRACK_REPLIES)}</h2>{replies}</section>
            </div>
            <aside class="card now" aria-labelledby="h-fakta"><h2 class="eyebrow" id="h-fakta">{visit.t(k::TRACK_HOLDER)}</h2><p class="holder">{report.holder.name.clone()}</p>
                <dl class="facts">
                    {fact(k::PUB_FILED, Some(visit.day_long(report.opened_at)))}
                    {fact(k::PUB_CLOSED, report.closed_at.map(|at| visit.day_long(at)))}
                    {fact(k::PUB_TOPIC, report.topic.as_ref().map(|topic| topic.name.clone()))}
                    {fact(k::PUB_REGION, report.region.as_ref().map(|region| region.full_name.clone()))}
                    {fact(k::TRACK_RATING, rating)}
                </dl>
                <p class="meta">{visit.t(k::PUB_PRIVACY)}</p>
                <p class="meta no-print">{visit.t(k::PUB_YOURS)}" "<a href="/lacak">{visit.t(k::HOME_TRACK_BUTTON)}</a></p></aside>
        </div>
    }
    .into_any()
}

fn reply(visit: &Visit, reply: &PublicReply) -> AnyView {
    view! {
        <article class="reply"><p class="head"><b>{reply.agency.name.clone()}</b>" "<span class="tag">{visit.t(reply.kind.label())}</span>
            <time datetime=reply.published_at.to_rfc3339()>{visit.moment(reply.published_at)}</time></p><div class="say">{paragraphs(&reply.body)}</div></article>
    }
    .into_any()
}
