//! Lists: a plain table that becomes cards on a narrow screen, the pager, the empty list.
use leptos::prelude::*;

use crate::gql::fragments::PageInfo;
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// What would be here, and the next step.
pub fn empty(visit: &Visit, title: Key, next: Key) -> AnyView {
    view! { <div class="empty"><b>{visit.t(title)}</b>{visit.t(next)}</div> }.into_any()
}

/// "1.284", or "999+" where counting stopped.
pub fn count_words(visit: &Visit, count: i32, capped: bool) -> String {
    if capped { format!("{}+", visit.num(count)) } else { visit.num(count) }
}

/// Backwards and forwards; keeps the filters of the address. Nothing where all fits on one page.
pub fn pager(visit: &Visit, info: &PageInfo) -> AnyView {
    if !info.has_next_page && !info.has_previous_page {
        return nothing();
    }
    let back = info.start_cursor.as_deref().filter(|_| info.has_previous_page).map(|cursor| {
        let href = visit.with_query(&[("after", None), ("before", Some(cursor))]);
        view! { <a class="btn" rel="prev" href=href>{visit.t(k::PAGER_BACK)}</a> }
    });
    let on = info.end_cursor.as_deref().filter(|_| info.has_next_page).map(|cursor| {
        let href = visit.with_query(&[("before", None), ("after", Some(cursor))]);
        view! { <a class="btn" rel="next" href=href>{visit.t(k::PAGER_ON)}</a> }
    });
    view! { <nav class="pager" aria-label=visit.t(k::PAGER_LABEL)><span>{back}</span><span>{on}</span></nav> }
        .into_any()
}

/// A table with a caption; `rows` have one cell a heading, the first being the row's own heading.
pub fn table(visit: &Visit, caption: Key, heads: &[Key], rows: Vec<Vec<AnyView>>) -> AnyView {
    number_table(visit, caption, heads, &[], rows)
}

/// The same, with columns of numbers (counted from 0), which stand on the right below each other.
pub fn number_table(visit: &Visit, caption: Key, heads: &[Key], numbers: &[usize], rows: Vec<Vec<AnyView>>) -> AnyView {
    let class = |column: usize| numbers.contains(&column).then_some("n");
    let labels: Vec<String> = heads.iter().map(|key| visit.t(*key)).collect();
    let head = labels
        .iter()
        .enumerate()
        .map(|(i, label)| view! { <th scope="col" class=class(i)>{label.clone()}</th> })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|cells| {
            let cells = cells
                .into_iter()
                .zip(&labels)
                .enumerate()
                .map(|(i, (cell, label))| {
                    if i == 0 {
                        view! { <th scope="row">{cell}</th> }.into_any()
                    } else {
                        view! { <td class=class(i) data-l=label.clone()>{cell}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! { <table class="tbl cards"><caption>{visit.t(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table> }.into_any()
}
