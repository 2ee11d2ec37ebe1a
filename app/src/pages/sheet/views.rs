//! The form that takes a sheet, and what a sheet would change.
use leptos::prelude::*;

use super::queries::{CellBit, LineBit, SheetFaultBit, SheetLineFilter, SheetView, TotalsBit};
use super::{LARGEST_MB, PATH};
use crate::components::{empty, pager, table};
use crate::forms::{Form, Typed};
use crate::html::nothing;
use crate::pages::plan::head_fields;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

fn crumb(visit: &Visit, here: String) -> AnyView {
    view! { <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li><li aria-current="page">{here}</li></ol></nav> }.into_any()
}

/// The form.
pub fn start(visit: &Visit, typed: &Typed, may: bool, names: bool) -> AnyView {
    let form = if may {
        let form = Form::new(visit, "lembar", typed);
        let government = names.then(|| {
            form.field("government_code", k::PLAN_GOVERNMENT).hint(k::PLAN_GOVERNMENT_HINT).required().input()
        });
        let hint = visit.ta(k::SHEET_FILE_HINT, &[("n", LARGEST_MB.into())]);
        let file = form.field("file", k::SHEET_FILE).hint_text(hint).required().file(&[
            ".csv".into(),
            ".txt".into(),
            "text/csv".into(),
        ]);
        let fields = view! { {government}{file}{form.button(k::SHEET_CHECK, true)} }.into_any();
        view! { <section class="card" aria-labelledby="h-lembar"><h2 id="h-lembar">{visit.t(k::SHEET_HAND_OVER)}</h2><p class="meta">{visit.t(k::SHEET_NOTHING_YET)}</p>{form.open_with_files(PATH, fields)}</section> }.into_any()
    } else {
        view! { <p class="note">{visit.t(k::PLAN_MAY_NOT)}</p> }.into_any()
    };
    let rules = [k::SHEET_RULE_COLUMNS, k::SHEET_RULE_MISSING, k::SHEET_RULE_CLOSE, k::SHEET_RULE_FORM]
        .map(|key| view! { <li>{visit.t(key)}</li> });
    view! {
        {crumb(visit, visit.t(k::SHEET_TITLE))}
        <div class="page-head"><div><h1>{visit.t(k::SHEET_TITLE)}</h1><p class="lede">{visit.t(k::SHEET_LEDE)}</p></div></div>
        {form}
        <section class="card" aria-labelledby="h-aturan"><h2 id="h-aturan">{visit.t(k::SHEET_RULES)}</h2><ul>{rules}</ul>
            <p class="row"><a class="btn" href="/instansi/ekspor.csv">{visit.t(k::SHEET_EXPORT_CSV)}</a></p></section>
    }
    .into_any()
}

/// What it would change, and the form that makes a plan of it.
pub fn review(visit: &Visit, sheet: &SheetView, only: SheetLineFilter, typed: &Typed) -> AnyView {
    let about = visit.ta(
        k::SHEET_READ,
        &[("rows", visit.num(sheet.totals.rows).into()), ("government", sheet.government.name.clone().into())],
    );
    view! {
        {crumb(visit, visit.t(k::SHEET_TITLE))}
        <div class="page-head"><div><h1>{visit.ta(k::SHEET_OF, &[("file", sheet.file_name.clone().into())])}</h1><p class="lede">{about}</p></div></div>
        {totals(visit, &sheet.totals)}{verdict(visit, sheet)}{whole(visit, &sheet.faults)}{missing(visit, sheet)}
        {lines(visit, sheet, only)}{next(visit, sheet, typed)}
    }
    .into_any()
}

fn totals(visit: &Visit, totals: &TotalsBit) -> AnyView {
    let items = [
        (k::SHEET_SAME, totals.same),
        (k::SHEET_CHANGED, totals.changed),
        (k::SHEET_CREATED, totals.created),
        (k::SHEET_CLOSED, totals.closed),
        (k::SHEET_FAULTY, totals.faulty),
    ]
    .map(|(label, n)| view! { <dt>{visit.t(label)}</dt><dd>{visit.num(n)}</dd> });
    view! { <section class="card" aria-labelledby="h-jumlah"><h2 id="h-jumlah">{visit.t(k::SHEET_TOTALS)}</h2><dl class="facts">{items}</dl></section> }.into_any()
}

fn verdict(visit: &Visit, sheet: &SheetView) -> AnyView {
    let faults = sheet.totals.faulty > 0 || !sheet.faults.is_empty();
    if sheet.importable {
        let n = visit.num(sheet.totals.changes);
        view! { <p class="note tip" role="status">{visit.ta(k::SHEET_READY, &[("n", n.into())])}</p> }.into_any()
    } else if faults {
        view! { <p class="note bad" role="status">{visit.t(k::SHEET_BLOCKED)}" "<a href=PATH>{visit.t(k::SHEET_AGAIN)}</a></p> }.into_any()
    } else {
        view! { <p class="note" role="status">{visit.t(k::SHEET_NOTHING)}" "<a href=PATH>{visit.t(k::SHEET_AGAIN)}</a></p> }.into_any()
    }
}

fn whole(visit: &Visit, faults: &[SheetFaultBit]) -> AnyView {
    if faults.is_empty() {
        return nothing();
    }
    let items = faults.iter().map(|fault| view! { <li>{fault_words(visit, fault, true)}</li> }).collect_view();
    view! { <section class="card" aria-labelledby="h-berkas"><h2 id="h-berkas">{visit.t(k::SHEET_WHOLE)}</h2><ul>{items}</ul></section> }.into_any()
}

fn missing(visit: &Visit, sheet: &SheetView) -> AnyView {
    if sheet.totals.missing == 0 {
        return nothing();
    }
    let n = visit.num(sheet.totals.missing);
    let more = usize::try_from(sheet.totals.missing).unwrap_or_default() > sheet.missing_codes.len();
    let mut codes = sheet.missing_codes.join(", ");
    if more {
        codes.push_str(" …");
    }
    view! { <details class="note"><summary>{visit.ta(k::SHEET_MISSING, &[("n", n.into())])}</summary><p class="meta codes">{codes}</p></details> }.into_any()
}

fn lines(visit: &Visit, sheet: &SheetView, only: SheetLineFilter) -> AnyView {
    let filters = SheetLineFilter::ALL
        .iter()
        .map(|one| {
            let href = visit.with_query(&[("hanya", Some(one.word())), ("after", None), ("before", None)]);
            let current = (*one == only).then_some("page");
            view! { <li><a class="btn small" href=href aria-current=current>{visit.t(one.label())}</a></li> }
        })
        .collect_view();
    let list = if sheet.lines.nodes.is_empty() {
        empty(visit, k::SHEET_NO_LINES, k::SHEET_NO_LINES_NEXT)
    } else {
        let rows = sheet.lines.nodes.iter().map(|line| row(visit, line)).collect();
        table(visit, k::SHEET_LINES, &[k::SHEET_LINE, k::SHEET_AGENCY, k::SHEET_DOES, k::SHEET_CELLS], rows)
    };
    view! {
        <section class="card" aria-labelledby="h-baris"><h2 id="h-baris">{visit.t(k::SHEET_LINES)}</h2>
            <nav aria-label=visit.t(k::SHEET_SHOW)><ul class="row" role="list">{filters}</ul></nav>{list}{pager(visit, &sheet.lines.page_info)}</section>
    }
    .into_any()
}

fn row(visit: &Visit, line: &LineBit) -> Vec<AnyView> {
    let mut does: Vec<String> = line.changes.iter().map(|kind| visit.t(kind.label())).collect();
    if does.is_empty() {
        does.push(visit.t(if line.faults.is_empty() { k::SHEET_SAME_LINE } else { k::SHEET_FAULT_LINE }));
    }
    let agency = view! { <b>{line.name.clone()}</b><br/><span class="meta">{line.code.clone()}</span> }.into_any();
    let faults = line
        .faults
        .iter()
        .map(|fault| view! { <li class="bad">{fault_words(visit, fault, false)}</li> })
        .collect_view();
    let cells = line.cells.iter().map(|cell| cell_line(visit, cell)).collect_view();
    let what = if line.cells.is_empty() && line.faults.is_empty() {
        "–".into_any()
    } else {
        view! { <ul role="list" class="cells">{faults}{cells}</ul> }.into_any()
    };
    vec![visit.num(line.line).into_any(), agency, does.join(", ").into_any(), what]
}

fn cell_line(visit: &Visit, cell: &CellBit) -> AnyView {
    let text = |text: &str| if text.is_empty() { visit.t(k::SHEET_EMPTY_CELL) } else { text.to_owned() };
    let values = [("before", text(&cell.before).into()), ("after", text(&cell.after).into())];
    let kept = cell.kept.then(|| view! { <span class="meta">" "{visit.t(k::SHEET_KEPT)}</span> });
    view! { <li><code>{cell.column.clone()}</code>" "{visit.ta(k::SHEET_CELL, &values)}{kept}</li> }.into_any()
}

/// Line and column stand before the sentence; inside a row the line is known already.
fn fault_words(visit: &Visit, fault: &SheetFaultBit, with_line: bool) -> AnyView {
    let line = with_line.then(|| visit.ta(k::SHEET_AT_LINE, &[("n", visit.num(fault.line).into())]));
    let column = fault.column.clone().map(|column| view! { <code>{column}</code>": " });
    view! { {line}" "{column}{fault.message.clone()} }.into_any()
}

fn next(visit: &Visit, sheet: &SheetView, typed: &Typed) -> AnyView {
    if !sheet.importable {
        return nothing();
    }
    let form = Form::new(visit, "rencana", typed);
    let fields = view! { {head_fields(&form)}{form.button(k::SHEET_MAKE_PLAN, true)} }.into_any();
    let action = format!("{PATH}/{}", encoded(sheet.id.inner()));
    view! { <section class="card" aria-labelledby="h-rencana"><h2 id="h-rencana">{visit.t(k::SHEET_PLAN)}</h2><p class="meta">{visit.t(k::PLAN_NEW_HINT)}</p>{form.open(action, fields)}</section> }.into_any()
}

/// The two files that a tree can be taken home as, with the filter of the page.
pub fn exports(visit: &Visit, query: &[(&str, Option<String>)]) -> AnyView {
    let mut address = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in query {
        if let Some(value) = value {
            address.append_pair(key, value);
        }
    }
    let query = address.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    let link = |kind: &str, label: Key| {
        view! { <a class="btn" href=format!("/instansi/ekspor.{kind}{mark}{query}") download=true>{visit.t(label)}</a> }
    };
    view! { {link("csv", k::SHEET_EXPORT_CSV)}{link("xlsx", k::SHEET_EXPORT_XLSX)} }.into_any()
}
