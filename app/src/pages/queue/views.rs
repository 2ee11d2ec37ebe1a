//! The queue: tabs with counts, filters, rows grouped by time left.
use leptos::prelude::*;

use super::filter::{Asked, DUES, SORTS, TABS};
use super::queries::{CaseCounts, QueuePage, QueueRow};
use crate::components::{count_words, due, empty, pager, state, tags, topic_choices};
use crate::forms::{Choice, options};
use crate::gql::enums::Classification;
use crate::gql::enums::{CaseSort, CaseTab, ClockState};
use crate::gql::fragments::{AgencyBit, RegionBit, TopicBit};
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// The content of the page.
pub fn page(visit: &Visit, asked: &Asked, data: QueuePage, agencies: &[AgencyBit]) -> AnyView {
    let of = data
        .viewer
        .acting_role
        .as_ref()
        .and_then(|role| role.agency.as_ref())
        .map_or_else(String::new, |agency| agency.short_name.clone());
    let lede = visit.ta(k::QUEUE_LEDE, &[("agency", of.into())]);
    let short = asked.words_useless().then(|| view! { <p class="note">{visit.t(k::QUEUE_WORDS_SHORT)}</p> });
    let more = if data.cases.page_info.has_next_page { k::QUEUE_FOUND_MORE } else { k::QUEUE_FOUND };
    let count = visit.ta(more, &[("n", (data.cases.nodes.len() as i64).into())]);
    let list = if data.cases.nodes.is_empty() {
        view! { <section class="card">{empty(visit, k::QUEUE_EMPTY, k::QUEUE_EMPTY_NEXT)}<p class="row"><a class="btn" href="/antrean">{visit.t(k::QUEUE_ALL_OPEN)}</a></p></section> }.into_any()
    } else {
        rows(visit, asked, data.cases.nodes)
    };
    view! {
        <div class="page-head"><div><h1>{visit.t(k::NAV_QUEUE)}</h1><p class="lede">{lede}</p></div><a class="btn" href="/entri">{visit.t(k::NAV_ENTRY)}</a></div>
        {tabs(visit, asked, &data.case_counts)}
        {filters(visit, asked, &data.topics, &data.regions, agencies)}
        <p class="vh" id="antrean-kabar" role="status"></p>
        <div class="stack" id="antrean" data-count=count>
            {short}
            {chips(visit, asked, &data.topics, &data.regions, agencies)}
            {list}
            {pager(visit, &data.cases.page_info)}
        </div>
    }
    .into_any()
}

fn tabs(visit: &Visit, asked: &Asked, counts: &CaseCounts) -> AnyView {
    let items = TABS
        .iter()
        .map(|(tab, name)| {
            let count = counts.tabs.iter().find(|count| count.tab == *tab).map(|count| {
                view! { <span class="count">{count_words(visit, count.count, count.capped)}</span> }
            });
            let over = (*tab == CaseTab::Open && counts.overdue > 0).then(|| {
                let n = count_words(visit, counts.overdue, counts.overdue_capped);
                view! { <span class="over">{visit.ta(k::QUEUE_OVERDUE, &[("n", n.into())])}</span> }
            });
            let current = (asked.tab == *tab).then_some("page");
            view! { <li><a href=format!("/antrean?tab={name}") aria-current=current>{visit.t(tab.label())}" "{count}{over}</a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=visit.t(k::QUEUE_STATES)><ul role="list">{items}</ul></nav> }.into_any()
}

fn filters(
    visit: &Visit,
    asked: &Asked,
    topics: &[TopicBit],
    regions: &[RegionBit],
    agencies: &[AgencyBit],
) -> AnyView {
    let pick = |name: &'static str, label: Key, any: Key, choices: Vec<Choice>, chosen: String| {
        view! {
            <div class="field"><label for=format!("f-{name}")>{visit.t(label)}</label>
                <select id=format!("f-{name}") name=name><option value="">{visit.t(any)}</option>{options(choices, &chosen)}</select></div>
        }
    };
    let topics = pick(
        "topik",
        k::QUEUE_TOPIC,
        k::QUEUE_ANY_TOPIC,
        topic_choices(topics),
        asked.topic.clone().unwrap_or_default(),
    );
    let regions = regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect();
    let regions =
        pick("wilayah", k::QUEUE_REGION, k::QUEUE_ANY_REGION, regions, asked.region.clone().unwrap_or_default());
    let classes = Classification::ALL.iter().map(|class| Choice::new(class.value(), visit.t(class.label()))).collect();
    let classes = pick(
        "klasifikasi",
        k::QUEUE_CLASS,
        k::QUEUE_ANY,
        classes,
        asked.class.map(Classification::value).unwrap_or_default().to_owned(),
    );
    let dues = DUES.iter().map(|(name, label)| Choice::new(*name, visit.t(*label))).collect();
    let dues = pick("tenggat", k::QUEUE_DUE, k::QUEUE_ANY, dues, asked.due.unwrap_or_default().to_owned());
    let sorts: Vec<Choice> = SORTS.iter().map(|(sort, name)| Choice::new(*name, visit.t(sort.label()))).collect();
    let sorted = SORTS.iter().find(|(sort, _)| *sort == asked.sort).map_or("", |(_, name)| name);
    let tab = TABS.iter().find(|(tab, _)| *tab == asked.tab).map_or("", |(_, name)| name);
    let names = agencies
        .iter()
        .map(|agency| view! { <option value=agency.code.clone()>{agency.name.clone()}</option> })
        .collect_view();
    view! {
        <details class="filters"><summary>{visit.t(k::QUEUE_FILTER_TITLE)}</summary><form method="get" action="/antrean" data-live="antrean" data-live-status="antrean-kabar">
            <input type="hidden" name="tab" value=tab/>
            <div class="field wide"><label for="f-kata">{visit.t(k::QUEUE_WORDS)}</label><input id="f-kata" name="kata" type="search" value=asked.words.clone().unwrap_or_default()/></div>
            {topics}{regions}
            <div class="field"><label for="f-instansi">{visit.t(k::QUEUE_HOLDER)}</label>
                <input id="f-instansi" name="instansi" list="f-instansi-nama" autocomplete="off" placeholder=visit.t(k::QUEUE_HOLDER_HINT) value=asked.agency.clone().unwrap_or_default()/>
                <datalist id="f-instansi-nama">{names}</datalist></div>
            {classes}{dues}
            <div class="field"><label for="f-urut">{visit.t(k::QUEUE_SORT)}</label><select id="f-urut" name="urut">{options(sorts, sorted)}</select></div>
            <button class="btn">{visit.t(k::QUEUE_FILTER)}</button>
        </form></details>
    }
    .into_any()
}

fn chips(visit: &Visit, asked: &Asked, topics: &[TopicBit], regions: &[RegionBit], agencies: &[AgencyBit]) -> AnyView {
    let mut set: Vec<(&str, String)> = Vec::new();
    let mut add = |name, value: Option<String>| set.extend(value.map(|value| (name, value)));
    add("kata", asked.words.clone().map(|words| format!("“{words}”")));
    add(
        "topik",
        asked.topic.as_ref().map(|code| {
            topics.iter().find(|topic| topic.code == *code).map_or_else(|| code.clone(), |topic| topic.name.clone())
        }),
    );
    add(
        "wilayah",
        asked.region.as_ref().map(|code| {
            regions
                .iter()
                .find(|region| region.code == *code)
                .map_or_else(|| code.clone(), |region| region.name.clone())
        }),
    );
    add(
        "instansi",
        asked.agency.as_ref().map(|code| {
            agencies
                .iter()
                .find(|agency| agency.code == *code)
                .map_or_else(|| code.clone(), |agency| agency.name.clone())
        }),
    );
    add("klasifikasi", asked.class.map(|class| visit.t(class.label())));
    add(
        "tenggat",
        asked.due.and_then(|due| DUES.iter().find(|(name, _)| *name == due)).map(|(_, label)| visit.t(*label)),
    );
    if set.is_empty() {
        return nothing();
    }
    let links = set
        .into_iter()
        .map(|(name, label)| {
            let href = visit.with_query(&[(name, None), ("after", None), ("before", None)]);
            view! { <a href=href>{label}<span class="vh">" ("{visit.t(k::QUEUE_UNFILTER)}")"</span></a> }
        })
        .collect_view();
    view! { <div class="chips"><span class="meta">{visit.t(k::QUEUE_FILTERED)}</span>{links}<span class="meta">{visit.t(k::QUEUE_SHARE)}</span></div> }.into_any()
}

/// Groups of rows, in the order in which they are shown.
const GROUPS: [Key; 4] = [k::QUEUE_GROUP_OVER, k::QUEUE_GROUP_SOON, k::QUEUE_GROUP_LATER, k::QUEUE_GROUP_STOPPED];

fn group(row: &QueueRow) -> usize {
    match row.clock.as_ref().map(|clock| clock.state) {
        Some(ClockState::Overdue) => 0,
        Some(ClockState::Today | ClockState::Soon) => 1,
        Some(ClockState::Running) => 2,
        Some(ClockState::Stopped) | None => 3,
    }
}

fn rows(visit: &Visit, asked: &Asked, rows: Vec<QueueRow>) -> AnyView {
    let caption = visit.ta(
        k::QUEUE_CAPTION,
        &[("tab", visit.t(asked.tab.label()).into()), ("sort", visit.t(asked.sort.label()).into())],
    );
    let bodies = if asked.sort == CaseSort::DueFirst && asked.tab != CaseTab::Done {
        GROUPS
            .iter()
            .enumerate()
            .filter_map(|(i, title)| {
                let own: Vec<AnyView> = rows.iter().filter(|row| group(row) == i).map(|one| row(visit, one)).collect();
                (!own.is_empty()).then(|| {
                    view! { <tbody><tr class="group"><th colspan="5" scope="rowgroup">{visit.t(*title)}</th></tr>{own}</tbody> }.into_any()
                })
            })
            .collect::<Vec<_>>()
    } else {
        vec![view! { <tbody>{rows.iter().map(|one| row(visit, one)).collect_view()}</tbody> }.into_any()]
    };
    let heads = [k::QUEUE_COL_REPORT, k::QUEUE_COL_STATE, k::QUEUE_HOLDER, k::QUEUE_COL_TIME, k::QUEUE_COL_LAST]
        .map(|key| view! { <th scope="col">{visit.t(key)}</th> });
    view! {
        <section class="card flush"><table class="tbl cards queue"><caption class="vh">{caption}</caption>
            <thead><tr>{heads.into_iter().collect_view()}</tr></thead>{bodies}</table></section>
    }
    .into_any()
}

fn row(visit: &Visit, row: &QueueRow) -> AnyView {
    let title = row.title.clone().unwrap_or_else(|| visit.t(k::CASE_HIDDEN_TITLE));
    let topic = row.topic.as_ref().map(|topic| view! { <span>{topic.name.clone()}</span> });
    let region = row.region.as_ref().map(|region| view! { <span>{region.full_name.clone()}</span> });
    let below = match (&row.assignee, row.return_count) {
        (Some(officer), _) => officer.name.clone(),
        (None, n) if n > 0 => visit.ta(k::QUEUE_RETURNS, &[("n", n.into())]),
        (None, _) => visit.t(k::QUEUE_NOBODY),
    };
    let time = row.clock.as_ref().map(|clock| due(visit, clock));
    let last = row.last_event.as_ref().map(|event| {
        view! { <div>{visit.t(event.kind.label())}<div class="meta">{event.actor.label.clone()}" · "{visit.moment(event.at)}</div></div> }
    });
    view! {
        <tr>
            <td class="lead"><a href=format!("/laporan/{}", row.reference)>{title}</a>{tags(visit, row.urgency, row.secret, row.anonymous)}
                <div class="meta"><span class="ref">{row.reference.clone()}</span>{topic}{region}</div></td>
            <td data-l=visit.t(k::QUEUE_COL_STATE)>{state(visit, row.status)}</td>
            <td data-l=visit.t(k::QUEUE_HOLDER) class="who"><div>{row.holder.short_name.clone()}<small>{below}</small></div></td>
            <td data-l=visit.t(k::QUEUE_COL_TIME)>{time}</td>
            <td data-l=visit.t(k::QUEUE_COL_LAST) class="last">{last}</td>
        </tr>
    }
    .into_any()
}
