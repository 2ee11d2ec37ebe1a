//! From a tree of elements to text. Leptos escapes what it prints, except inside `<textarea>` (and we
//! write `<title>` ourselves): user text gets there only through the helpers of this file.
use leptos::prelude::*;

/// Escapes text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The HTML of a tree. Leptos leaves `<!>` between texts, for scripts that we do not have; no user text
/// can contain it here, because `<` is always escaped.
pub fn render(view: AnyView) -> String {
    view.to_html().replace("<!>", "")
}

/// What goes between `<textarea>` and its end. A parser drops one leading line feed, so one is given.
pub fn textarea_text(text: &str) -> String {
    format!("\n{}", escape(text))
}

/// Text of a person as paragraphs, with its line breaks kept.
pub fn paragraphs(text: &str) -> AnyView {
    text.replace("\r\n", "\n")
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let mut lines = Vec::new();
            for line in part.trim_matches('\n').split('\n') {
                if !lines.is_empty() {
                    lines.push(view! { <br/> }.into_any());
                }
                lines.push(line.to_owned().into_any());
            }
            view! { <p>{lines}</p> }
        })
        .collect_view()
        .into_any()
}

/// A drawing that was made as text by one of our components, which has escaped every word in it.
pub fn drawing(svg: String) -> AnyView {
    view! { <div inner_html=svg></div> }.into_any()
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "</textarea><script>alert(1)</script><!>\"'&";

    #[test]
    fn hostile_text_in_a_textarea_stays_text() {
        let html = render(view! { <textarea name="x" inner_html=textarea_text(HOSTILE)></textarea> }.into_any());
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    }

    #[test]
    fn hostile_text_in_texts_and_attributes_stays_text() {
        let html = render(view! { <p title=HOSTILE>{HOSTILE.to_owned()}</p> }.into_any());
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("&lt;!&gt;").count(), 2, "typed marks are kept: {html}");
    }

    #[test]
    fn paragraphs_keep_line_breaks_and_escape() {
        let html = render(paragraphs("a\r\nb\r\n\r\n<i>c</i>"));
        assert_eq!(html, "<p>a<br>b</p><p>&lt;i&gt;c&lt;/i&gt;</p>");
    }
}
