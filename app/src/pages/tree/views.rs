//! The tree as nested lists that open by links, and what a search finds.
use std::collections::BTreeMap;

use leptos::prelude::*;

use super::branches::{MOST_OPEN, TreePage};
use super::handlers::{ALL_CLOSED, Asked};
use super::queries::{Branch, Figures, FoundList, FoundNode, NodeList, TopNode, TreeNode};
use crate::components::empty;
use crate::format::day_long;
use crate::gql::plan_enums::AgencyKind;
use crate::html::nothing;
use crate::pages::sheet;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// What every line needs to know.
struct Scene<'a> {
    visit: &'a Visit,
    asked: &'a Asked,
    own: Option<String>,
    counts: bool,
}

/// The content of the page.
pub fn page(visit: &Visit, asked: &Asked, mut data: TreePage) -> AnyView {
    let branches = data.take_branches();
    let own = data.standing.agency().map(|agency| agency.code.clone());
    let counts = data
        .top
        .nodes
        .iter()
        .flat_map(|top| std::iter::once(&top.node).chain(&top.below.nodes))
        .chain(branches.iter().flat_map(|branch| &branch.children.nodes))
        .chain(data.found.iter().flat_map(|found| found.nodes.iter().map(|found| &found.node)))
        .any(|node| node.figures.is_some() || node.vacant.is_some());
    let scene = Scene { visit, asked, own, counts };
    let day = day_long(visit.locale(), asked.day);
    let unread = asked.day_unread.then(|| view! { <p class="note">{visit.t(k::TREE_DAY_UNREAD)}</p> });
    let past = asked.as_of.map(|_| {
        let today = visit.with_query(&[("per", None)]);
        view! { <p class="note">{visit.ta(k::TREE_AS_OF, &[("day", day.clone().into())])}" "<a href=today>{visit.t(k::TREE_TODAY)}</a></p> }
    });
    let body = match &data.found {
        Some(found) => found_list(&scene, found),
        None => tree(&scene, &data.top.nodes, branches),
    };
    let plans = data.standing.plans().then(|| {
        view! { <a class="btn" href="/penataan">{visit.t(k::NAV_PLANS)}</a><a class="btn" href="/penataan#h-baru">{visit.t(k::TREE_NEW_PLAN)}</a><a class="btn" href=sheet::PATH>{visit.t(k::SHEET_TITLE)}</a> }
    });
    let hint = scene.counts.then(|| {
        view! { <span class="meta">{visit.t(k::TREE_SUBTREE)}" · "<a href="/instansi/kosong">{visit.t(k::VACANCIES_LINK)}</a></span> }
    });
    // With an account, the tree can be taken home as it is shown.
    let exports = data.viewer.account.is_some().then(|| {
        let day = asked.as_of.map(|day| day.to_string());
        sheet::exports(visit, &[("q", asked.words.clone()), ("per", day)])
    });
    let acts = view! { <div class="row no-print">{plans}{exports}</div> };
    let count = data.found.as_ref().map_or_else(|| visit.t(k::TREE_LIVE_WHOLE), |found| found_words(&scene, found));
    view! {
        <div class="page-head"><div><h1>{visit.t(k::NAV_TREE)}</h1><p class="lede">{visit.t(k::TREE_LEDE)}</p></div>{acts}</div>
        {filters(&scene)}<p class="vh" id="pohon-kabar" role="status"></p>
        <div class="stack" id="pohon" data-count=count>{unread}{past}
        <section class="card flush" aria-labelledby="h-pohon"><div class="card-head"><h2 id="h-pohon">{visit.ta(k::TREE_ON, &[("day", day.into())])}</h2>{hint}</div>{body}</section></div>
    }
    .into_any()
}

fn filters(scene: &Scene<'_>) -> AnyView {
    let (visit, asked) = (scene.visit, scene.asked);
    // What is open stays open after a search; a script that opens branches renews it.
    let open = visit.asked("buka").or_else(|| asked.words.is_none().then(|| open_value(&asked.open)));
    let open = open.map(|open| view! { <input type="hidden" name="buka" value=open/> });
    let vacant = scene.counts.then(|| {
        view! { <fieldset class="field"><legend class="vh">{visit.t(k::TREE_ONLY)}</legend><label class="choice"><input type="checkbox" name="lowong" value="1" checked=asked.vacant/><span>{visit.t(k::TREE_ONLY_VACANT)}</span></label></fieldset> }
    });
    view! {
        <form class="keep" method="get" action="/instansi" role="search" aria-label=visit.t(k::TREE_SEARCH) data-live="pohon" data-live-status="pohon-kabar"><div class="row end">
            <div class="field"><label for="t-q">{visit.t(k::TREE_SEARCH)}</label><input id="t-q" name="q" type="search" value=asked.words.clone()/></div>
            <div class="field"><label for="t-d">{visit.t(k::TREE_DAY)}</label><input id="t-d" name="per" type="date" value=asked.day.to_string()/></div>
            {vacant}{open}<button class="btn">{visit.t(k::TREE_SHOW)}</button></div></form>
    }
    .into_any()
}

fn head(scene: &Scene<'_>) -> AnyView {
    let visit = scene.visit;
    let columns = scene.counts.then(|| {
        view! { <span class="nums"><span>{visit.t(k::TREE_VACANT)}</span><span>{visit.t(k::TREE_OPEN)}</span><span>{visit.t(k::TREE_OVERDUE)}</span></span> }
    });
    // Every number says again what it is, for those who hear the page.
    view! { <div class="tree-head" aria-hidden="true"><span>{visit.t(k::TREE_AGENCY)}</span>{columns}</div> }.into_any()
}

fn tree(scene: &Scene<'_>, top: &[TopNode], branches: Vec<Branch>) -> AnyView {
    let mut open: BTreeMap<String, NodeList> =
        branches.into_iter().map(|branch| (branch.code, branch.children)).collect();
    let mut items: Vec<AnyView> = Vec::new();
    for top in top.iter().filter(|top| top.node.stands_on(scene.asked.day)) {
        open.remove(&top.node.code);
        let below = branch(scene, &top.node, &top.below, &mut open);
        let line = line(scene, &top.node, view! { <span></span> }.into_any());
        items.push(view! { <li id=format!("n-{}", top.node.code)>{line}{below}</li> }.into_any());
    }
    if items.is_empty() {
        return empty(scene.visit, k::TREE_EMPTY, k::TREE_EMPTY_NEXT);
    }
    view! { <div class="tree">{head(scene)}<ul role="list">{items}</ul></div> }.into_any()
}

/// One line with what is open below it. An open branch is taken out, so that no data can make this endless.
fn item(scene: &Scene<'_>, node: &TreeNode, open: &mut BTreeMap<String, NodeList>) -> Option<AnyView> {
    if scene.asked.vacant && node.vacancies() == 0 {
        return None;
    }
    let below = open.remove(&node.code);
    let toggle = node.has_units().then(|| toggle(scene, node, below.is_some()));
    let inner = below.map(|list| branch(scene, node, &list, open));
    let anchor = format!("n-{}", node.code);
    Some(view! { <li id=anchor>{line(scene, node, toggle.unwrap_or_else(|| view! { <span></span> }.into_any()))}{inner}</li> }.into_any())
}

fn branch(scene: &Scene<'_>, node: &TreeNode, list: &NodeList, open: &mut BTreeMap<String, NodeList>) -> AnyView {
    let items: Vec<AnyView> = list
        .nodes
        .iter()
        .filter(|child| child.stands_on(scene.asked.day))
        .filter_map(|child| item(scene, child, open))
        .collect();
    let more = list.page_info.has_next_page.then(|| {
        view! { <li class="meta"><a href=agency_href(scene.asked, &node.code)>{scene.visit.t(k::TREE_MORE_UNITS)}</a></li> }
    });
    if items.is_empty() && more.is_none() {
        return view! { <p class="meta tree-none">{scene.visit.t(k::TREE_NONE_BELOW)}</p> }.into_any();
    }
    view! { <ul role="list">{items}{more}</ul> }.into_any()
}

/// The link that opens or closes a branch; the address says which branches are open then.
fn toggle(scene: &Scene<'_>, node: &TreeNode, is_open: bool) -> AnyView {
    let mut codes: Vec<String> = scene.asked.open.iter().filter(|code| **code != node.code).cloned().collect();
    if !is_open {
        codes.push(node.code.clone());
        // The branch that was opened first makes room.
        let surplus = codes.len().saturating_sub(MOST_OPEN);
        codes.drain(..surplus);
    }
    let value = open_value(&codes);
    let href = format!("{}#n-{}", scene.visit.with_query(&[("buka", Some(&value))]), encoded(&node.code));
    let label = if is_open { k::TREE_CLOSE_BRANCH } else { k::TREE_OPEN_BRANCH };
    let label = scene.visit.ta(label, &[("name", node.name.clone().into())]);
    let expanded = if is_open { "true" } else { "false" };
    view! { <a class="tog" href=href aria-expanded=expanded aria-label=label data-branch=""></a> }.into_any()
}

fn line(scene: &Scene<'_>, node: &TreeNode, toggle: AnyView) -> AnyView {
    let visit = scene.visit;
    let own = (scene.own.as_ref() == Some(&node.code)).then_some("true");
    let vacant = (node.vacant == Some(true))
        .then(|| view! { " "<span class="tag strong">{visit.t(k::TREE_NODE_VACANT)}</span> });
    let nums = scene.counts.then(|| nums(visit, node));
    view! {
        <div class="node">{toggle}<span><a href=agency_href(scene.asked, &node.code) aria-current=own>{node.name.clone()}</a><span class="kind">{kind_words(visit, node.kind)}</span>{vacant}</span>{nums}</div>
    }
    .into_any()
}

/// The kind in words; a regency is said to govern itself.
fn kind_words(visit: &Visit, kind: AgencyKind) -> String {
    let word = visit.t(kind.label());
    if kind == AgencyKind::RegencyGovernment {
        visit.ta(k::TREE_OWN_GOVERNMENT, &[("kind", word.into())])
    } else {
        word
    }
}

fn nums(visit: &Visit, node: &TreeNode) -> AnyView {
    let Some(figures) = node.figures else {
        let vacant = node.vacant.unwrap_or_default();
        return view! { <span class="nums">{cell(visit, k::TREE_VACANT, "v", i32::from(vacant))}<span></span><span></span></span> }.into_any();
    };
    let Figures { subtree_vacant, subtree_open, subtree_overdue, .. } = figures;
    view! {
        <span class="nums">{cell(visit, k::TREE_VACANT, "v", subtree_vacant)}{cell(visit, k::TREE_OPEN, "", subtree_open)}{cell(visit, k::TREE_OVERDUE, "o", subtree_overdue)}</span>
    }
    .into_any()
}

fn cell(visit: &Visit, label: Key, class: &'static str, n: i32) -> AnyView {
    let class = (n > 0 && !class.is_empty()).then_some(class);
    let words = if n == 0 { "–".to_owned() } else { visit.num(n) };
    view! { <span class=class><span class="vh">{visit.t(label)}" "</span>{words}</span> }.into_any()
}

/// The address of an agency's page, on the same day.
fn agency_href(asked: &Asked, code: &str) -> String {
    match asked.as_of {
        Some(day) => format!("/instansi/{}?per={day}", encoded(code)),
        None => format!("/instansi/{}", encoded(code)),
    }
}

/// Which branches are open, as the address says it.
fn open_value(codes: &[String]) -> String {
    if codes.is_empty() { ALL_CLOSED.to_owned() } else { codes.join(",") }
}

/// What is shown of what was found.
fn shown<'a>(scene: &'a Scene<'_>, found: &'a FoundList) -> impl Iterator<Item = &'a FoundNode> {
    let asked = scene.asked;
    found
        .nodes
        .iter()
        .filter(move |found| found.node.stands_on(asked.day) && (!asked.vacant || found.node.vacancies() > 0))
}

/// How much was found, for those who hear the page.
fn found_words(scene: &Scene<'_>, found: &FoundList) -> String {
    let n = shown(scene, found).count() as i64;
    let key = if found.page_info.has_next_page { k::TREE_FOUND_MORE } else { k::TREE_FOUND };
    scene.visit.ta(key, &[("n", n.into())])
}

fn found_list(scene: &Scene<'_>, found: &FoundList) -> AnyView {
    let visit = scene.visit;
    let items: Vec<AnyView> = shown(scene, found)
        .map(|found| {
            let path = found.ancestors.iter().skip(1).map(|above| above.short_name.clone()).collect::<Vec<_>>().join(" › ");
            let open: Vec<String> = found.ancestors.iter().skip(1).map(|above| above.code.clone()).collect();
            let value = open_value(&open);
            let place = format!("{}#n-{}", visit.with_query(&[("q", None), ("buka", Some(&value))]), encoded(&found.node.code));
            let where_it_is = view! { <p class="meta found-path"><span class="ref">{found.node.code.clone()}</span>" "{path}" "<a href=place>{visit.t(k::TREE_IN_PLACE)}<span class="vh">" "{found.node.name.clone()}</span></a></p> };
            view! { <li>{line(scene, &found.node, view! { <span></span> }.into_any())}{where_it_is}</li> }.into_any()
        })
        .collect();
    if items.is_empty() {
        return empty(visit, k::AGENCY_NOT_FOUND, k::TREE_EMPTY_NEXT);
    }
    let all = visit.with_query(&[("q", None)]);
    let more = if found.page_info.has_next_page {
        view! { <p class="meta tree-none" role="status">{visit.t(k::AGENCY_MORE)}</p> }.into_any()
    } else {
        nothing()
    };
    view! { <div class="tree">{head(scene)}<ul role="list">{items}</ul>{more}<p class="tree-none"><a href=all>{visit.t(k::TREE_WHOLE)}</a></p></div> }.into_any()
}
