//! Files: a small picture where there is one, else a link with name and size.
use leptos::prelude::*;

use crate::gql::fragments::AttachmentBit;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// The files of a report, an event or a reply; nothing when there are none.
pub fn attachments(visit: &Visit, files: &[AttachmentBit]) -> AnyView {
    if files.is_empty() {
        return nothing();
    }
    let list = files
        .iter()
        .map(|file| {
            let caption = format!("{} ({})", file.file_name, visit.size(file.size));
            let url = file.url.clone();
            match file.thumbnail_url.clone() {
                Some(small) => {
                    let alt = visit.ta(k::FILE_ALT, &[("name", file.file_name.clone().into())]);
                    view! { <figure><a href=url><img src=small alt=alt loading="lazy"/></a><figcaption>{caption}</figcaption></figure> }.into_any()
                }
                None => view! { <figure class="file"><a href=url>{caption}</a></figure> }.into_any(),
            }
        })
        .collect_view();
    view! { <div class="pics">{list}</div> }.into_any()
}
