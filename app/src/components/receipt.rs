//! What a reporter takes home: number, tracking code and secret, shown once, to be printed or copied.
use leptos::prelude::*;

use crate::texts::k;
use crate::visit::Visit;

/// The receipt, as a card. The page around it holds the `<h1>`.
pub fn receipt(visit: &Visit, reference: &str, code: &str, secret: &str) -> AnyView {
    let line = |label: String, value: &str, id: &'static str| {
        view! { <dt>{label}</dt><dd><code class="code" id=id>{value.to_owned()}</code></dd> }
    };
    let both = format!(
        "{}: {reference}\n{}: {code}\n{}: {secret}",
        visit.t(k::RECEIPT_REFERENCE),
        visit.t(k::RECEIPT_CODE),
        visit.t(k::RECEIPT_SECRET)
    );
    view! {
        <section class="card receipt" aria-labelledby="h-tanda">
            <h2 id="h-tanda">{visit.t(k::RECEIPT_TITLE)}</h2>
            <dl class="facts">
                {line(visit.t(k::RECEIPT_REFERENCE), reference, "nomor-laporan")}
                {line(visit.t(k::RECEIPT_CODE), code, "kode-pelacakan")}
                {line(visit.t(k::RECEIPT_SECRET), secret, "rahasia-pelacakan")}
            </dl>
            <p class="note">{visit.t(k::RECEIPT_ONCE)}</p>
            <p class="row no-print"><button class="btn" type="button" hidden=true data-copy=both data-done=visit.t(k::RECEIPT_COPIED)>{visit.t(k::RECEIPT_COPY)}</button>
                <button class="btn" type="button" hidden=true data-print="">{visit.t(k::RECEIPT_PRINT)}</button><span class="meta">{visit.t(k::RECEIPT_PRINT_HINT)}</span></p>
        </section>
    }
    .into_any()
}
