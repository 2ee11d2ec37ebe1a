//! Step 3, check and send, and the receipt that answers it.
use leptos::prelude::*;

use super::draft::{self, ABOUT, Step, WHO};
use super::queries::{FilePage, FiledCase};
use super::steps::{FORM, head, plain_name};
use crate::components::receipt;
use crate::forms::{Form, Typed, hidden_fields};
use crate::gql::fragments::AgencyBit;
use crate::html::{nothing, paragraphs};
use crate::pages::citizen::{files, sending};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// Names of what was chosen by code.
pub struct Names {
    pub region: Option<String>,
    pub named: Option<String>,
    pub accused: Option<String>,
}

/// Step 3: everything once more, as it will be sent.
pub fn view(visit: &Visit, data: &FilePage, typed: &Typed, names: &Names) -> AnyView {
    let form = Form::new(visit, FORM, typed);
    let whistle = draft::whistle(typed);
    let fact = |label: Key, value: String| view! { <dt>{visit.t(label)}</dt><dd>{value}</dd> }.into_any();
    let or_none = |value: Option<String>| value.unwrap_or_else(|| visit.t(k::FILING_NOTHING));
    let yes = |on: bool| visit.t(if on { k::FILING_YES } else { k::FILING_NO });
    let topic = typed
        .opt("topic_code")
        .and_then(|code| data.topics.iter().find(|topic| topic.code == code).map(|topic| topic.name.clone()));
    let receiver = match (&names.named, whistle) {
        (_, true) => visit.t(k::FILING_TO_INSPECTORATE),
        (Some(name), false) => name.clone(),
        (None, false) => visit.t(k::FILING_TO_RULES),
    };
    let accused = draft::accuses(typed).then(|| fact(k::FILING_ACCUSED, or_none(names.accused.clone())));
    let reporter = match &data.viewer.account {
        Some(account) => account.name.clone(),
        None => {
            let known: Vec<String> = ["name", "email", "phone"].iter().filter_map(|name| typed.opt(name)).collect();
            if known.is_empty() { visit.t(k::FILING_NOBODY) } else { known.join(" · ") }
        }
    };
    let change = |value: &'static str, label: Key| {
        view! { <button class="btn small" name="tombol" value=value formnovalidate=true>{visit.t(label)}</button> }
            .into_any()
    };
    let body = view! {
        {form.hidden("langkah", Step::Review.value())}{sending::carried(&form)}{draft::carried(&form, &ABOUT)}{draft::carried(&form, &WHO)}{files::carried(&form)}
        <button class="vh" name="tombol" value="kirim" tabindex="-1" aria-hidden="true">"→"</button>
        <section class="card" aria-labelledby="h-apa"><div class="card-head"><h2 id="h-apa">{visit.t(k::FILING_STEP_ABOUT)}</h2>{change("langkah1", k::FILING_CHANGE_ABOUT)}</div>
            <h3>{typed.get("title")}</h3><div class="report">{paragraphs(&typed.get("body"))}</div>
            <dl class="facts">
                {fact(k::FILING_CLASS, visit.t(plain_name(draft::classification(typed))))}
                {fact(k::FILING_TOPIC, or_none(topic))}
                {fact(k::FILING_WHERE, or_none(names.region.clone()))}
                {fact(k::FILING_PLACE, or_none(typed.opt("place")))}
                {fact(k::FILING_DAY, or_none(typed.day("occurred_on").map(|day| visit.date(day))))}
                {fact(k::FILING_RECEIVER, receiver)}
            </dl></section>
        <section class="card" aria-labelledby="h-siapa"><div class="card-head"><h2 id="h-siapa">{visit.t(k::FILING_STEP_WHO)}</h2>{change("langkah2", k::FILING_CHANGE_WHO)}</div>
            {files::read_first(visit, typed)}
            <dl class="facts">
                <dt>{visit.t(k::FILING_FILES)}</dt><dd>{files::summary(visit, typed)}</dd>
                {accused}
                {fact(k::FILING_IDENTITY, reporter)}
                {fact(k::FILING_ANONYMOUS, yes(typed.flag("anonymous")))}
                {fact(k::FILING_SECRET, yes(whistle || typed.flag("secret")))}
            </dl></section>
        {if whistle { view! { <p class="note tip">{visit.t(k::FILING_WHISTLE_NOTE)}</p> }.into_any() } else { nothing() }}
        <div class="row"><button class="btn primary" name="tombol" value="kirim">{visit.t(k::FILING_SEND)}</button><span class="meta">{visit.t(k::FILING_SEND_NOTE)}</span></div>
    };
    view! { <div class="reading stack">{head(visit, Step::Review)}{form.open("/lapor", body.into_any())}</div> }
        .into_any()
}

/// A report that was taken in.
pub struct Filed {
    pub case: FiledCase,
    pub secret: Option<(String, String)>,
    /// Where it probably goes; nothing where that is not told, or where a person decides.
    pub probably: Option<AgencyBit>,
    pub whistle: bool,
}

/// The receipt: number, code and secret, once; how to keep them; what happens next.
pub fn filed(visit: &Visit, filed: &Filed, signed_in: bool) -> AnyView {
    let case = &filed.case;
    let card = match &filed.secret {
        Some((code, secret)) => view! {
            {receipt(visit, &case.reference, code, secret)}
            <section class="card" aria-labelledby="h-simpan"><h2 id="h-simpan">{visit.t(k::FILED_KEEP)}</h2>
                <ul class="tips"><li>{visit.t(k::FILED_KEEP_PAPER)}</li><li>{visit.t(k::FILED_KEEP_PRIVATE)}</li><li>{visit.t(k::FILED_KEEP_LOST)}</li></ul>
                {(!signed_in).then(|| open(visit, code, secret))}</section>
        }
        .into_any(),
        None => view! {
            <section class="card receipt"><h2>{visit.t(k::RECEIPT_TITLE)}</h2><dl class="facts"><dt>{visit.t(k::RECEIPT_REFERENCE)}</dt><dd><code class="code">{case.reference.clone()}</code></dd></dl></section>
        }
        .into_any(),
    };
    let until = case.clock.as_ref().map(|clock| {
        let stage = visit.t(clock.stage.label());
        view! { <p>{visit.ta(k::DUE_UNTIL, &[("stage", stage.into())])}" "<b>{visit.moment_long(clock.due_at)}</b></p> }
    });
    let next = if filed.whistle { k::FILED_NEXT_WHISTLE } else { k::FILED_NEXT };
    let probably = filed.probably.as_ref().map(|agency| {
        view! { <p>{visit.ta(k::FILED_PROBABLY, &[("agency", agency.name.clone().into())])}</p> }
    });
    let mine = signed_in.then(
        || view! { <p><a class="btn" href=format!("/lacak/{}", case.reference)>{visit.t(k::FILED_OPEN)}</a></p> },
    );
    view! {
        <div class="reading stack">
            <div class="hero"><h1>{visit.t(k::FILED_TITLE)}</h1><p class="lede">{visit.t(k::FILED_LEDE)}</p></div>
            {card}
            <section class="card now" aria-labelledby="h-lanjut"><h2 id="h-lanjut">{visit.t(k::FILED_NEXT_TITLE)}</h2>
                <p>{visit.ta(k::TRACK_HELD_BY, &[("agency", case.holder.name.clone().into())])}</p>{until}{probably}<p>{visit.t(next)}</p>{mine}</section>
        </div>
    }
    .into_any()
}

/// Opens the report in this browser, without its secret in an address.
fn open(visit: &Visit, code: &str, secret: &str) -> AnyView {
    view! {
        <form method="post" action="/lacak" class="row">{hidden_fields(visit)}<input type="hidden" name="code" value=code.to_owned()/>
            <input type="hidden" name="secret" value=secret.to_owned()/><button class="btn">{visit.t(k::FILED_OPEN)}</button></form>
    }
    .into_any()
}
