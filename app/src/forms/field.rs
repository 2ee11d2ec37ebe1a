//! Prints a form: the hidden fields that every form carries, and fields with label, hint, what was
//! typed and what was wrong. Ids are `<form id>-<name>`, so that a page may hold several forms.
use leptos::prelude::*;

use super::{Typed, posted::fresh_key};
use crate::html::{nothing, textarea_text};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// One form of a page.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// Begins the ids of its fields; unique on the page.
    pub id: &'a str,
    /// What was typed into it.
    pub typed: &'a Typed,
}

/// One thing to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Sent.
    pub value: String,
    /// Shown.
    pub label: String,
    /// One line of explanation.
    pub note: Option<String>,
    /// Heading under which a select shows it.
    pub group: Option<String>,
}

impl Choice {
    /// A choice without explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: None, group: None }
    }
    /// With one line of explanation.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
    /// Under a heading.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

impl<'a> Form<'a> {
    /// A form.
    pub fn new(visit: &'a Visit, id: &'a str, typed: &'a Typed) -> Self {
        Self { visit, id, typed }
    }

    /// The form element for fields without files.
    pub fn open(&self, action: impl Into<String>, body: AnyView) -> AnyView {
        let (action, summary) = (action.into(), self.summary());
        view! { <form method="post" action=action class="stack" id=self.id.to_owned()>{hidden(self.visit)}{summary}{body}</form> }
            .into_any()
    }

    /// The form element for fields with files. Needs `<input type=file>`, see [`Form::files`].
    pub fn open_with_files(&self, action: impl Into<String>, body: AnyView) -> AnyView {
        let (action, summary) = (action.into(), self.summary());
        view! { <form method="post" action=action class="stack" id=self.id.to_owned() enctype="multipart/form-data">{hidden(self.visit)}{summary}{body}</form> }.into_any()
    }

    /// What was wrong, on top, with links to the fields; nothing when all was right.
    pub fn summary(&self) -> AnyView {
        if !self.typed.has_faults() {
            return nothing();
        }
        let lines = self
            .typed
            .faults()
            .iter()
            .map(|(field, message)| {
                let message = message.clone();
                match field {
                    Some(field) => view! { <li><a href=format!("#{}-{field}", self.id)>{message}</a></li> }.into_any(),
                    None => view! { <li>{message}</li> }.into_any(),
                }
            })
            .collect_view();
        view! { <div class="note bad" role="alert"><p><b>{self.visit.t(k::FORM_PROBLEMS)}</b></p><ul>{lines}</ul></div> }.into_any()
    }

    /// A hidden field.
    pub fn hidden(&self, name: &'static str, value: impl Into<String>) -> AnyView {
        view! { <input type="hidden" name=name value=value.into()/> }.into_any()
    }

    /// A field to be described further and printed by one of its endings.
    pub fn field(&self, name: &'static str, label: Key) -> Field<'a> {
        Field {
            form: *self,
            name,
            label: self.visit.t(label),
            hint: None,
            required: false,
            unmarked: false,
            max: None,
            kind: "text",
            default: String::new(),
            rows: 4,
            autocomplete: None,
            list: None,
        }
    }

    /// The button that sends the form; `primary` for the one likely next act of the page.
    pub fn button(&self, label: Key, primary: bool) -> AnyView {
        let class = if primary { "btn primary" } else { "btn" };
        view! { <div class="row"><button class=class>{self.visit.t(label)}</button></div> }.into_any()
    }
}

/// The fields that every form carries: its token and a key so that sending twice acts once.
pub(crate) fn hidden(visit: &Visit) -> AnyView {
    let csrf = visit.door.csrf.clone();
    view! { <input type="hidden" name="_csrf" value=csrf/><input type="hidden" name="kunci" value=fresh_key()/> }
        .into_any()
}

/// One field; see [`Form::field`].
pub struct Field<'a> {
    form: Form<'a>,
    name: &'static str,
    label: String,
    hint: Option<String>,
    required: bool,
    unmarked: bool,
    max: Option<i32>,
    kind: &'static str,
    default: String,
    rows: i32,
    autocomplete: Option<&'static str>,
    list: Option<&'static str>,
}

impl Field<'_> {
    /// One line under the label.
    pub fn hint(mut self, hint: Key) -> Self {
        self.hint = Some(self.form.visit.t(hint));
        self
    }
    /// The same, with values already in it.
    pub fn hint_text(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
    /// Cannot be empty.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// Neither required nor called optional: its hint says when it is needed.
    pub fn unmarked(mut self) -> Self {
        self.unmarked = true;
        self
    }
    /// At most so many characters: told in the hint, and not enforced by the browser, which would cut a
    /// pasted text silently.
    pub fn max(mut self, max: i32) -> Self {
        self.max = Some(max);
        self
    }
    /// The type of the input: `email`, `tel`, `password`, `date`, `search`.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }
    /// Shown while nobody has typed.
    pub fn default(mut self, value: impl Into<String>) -> Self {
        self.default = value.into();
        self
    }
    /// Height of a text area.
    pub fn rows(mut self, rows: i32) -> Self {
        self.rows = rows;
        self
    }
    /// What the browser may fill in.
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// The id of a `<datalist>` that suggests while somebody types.
    pub fn list(mut self, id: &'static str) -> Self {
        self.list = Some(id);
        self
    }

    fn id(&self) -> String {
        format!("{}-{}", self.form.id, self.name)
    }
    fn value(&self) -> String {
        if self.form.typed.is_filled() { self.form.typed.raw(self.name).to_owned() } else { self.default.clone() }
    }
    fn fault(&self) -> Option<String> {
        self.form.typed.fault_of(self.name).map(str::to_owned)
    }
    fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint_line().is_some() {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.fault().is_some() {
            ids.push(format!("{}-error", self.id()));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
    fn invalid(&self) -> Option<&'static str> {
        self.fault().map(|_| "true")
    }
    fn hint_line(&self) -> Option<String> {
        let max = self.max.map(|n| self.form.visit.ta(k::FORM_MAX, &[("n", self.form.visit.num(n).into())]));
        match (self.hint.clone(), max) {
            (Some(hint), Some(max)) => Some(format!("{hint} {max}")),
            (hint, max) => hint.or(max),
        }
    }
    fn marks(&self) -> (AnyView, AnyView) {
        let hint =
            self.hint_line().map(|text| view! { <span class="hint" id=format!("{}-hint", self.id())>{text}</span> });
        let fault =
            self.fault().map(|text| view! { <span class="error" id=format!("{}-error", self.id())>{text}</span> });
        (hint.into_any(), fault.into_any())
    }
    fn labelled(&self, control: AnyView) -> AnyView {
        let (hint, fault) = self.marks();
        let optional = (!self.required && !self.unmarked)
            .then(|| view! { <span class="meta">" "{self.form.visit.t(k::FORM_OPTIONAL)}</span> });
        view! { <div class="field"><label for=self.id()>{self.label.clone()}{optional}</label>{hint}{control}{fault}</div> }.into_any()
    }

    /// One line of text.
    pub fn input(self) -> AnyView {
        let value = if self.kind == "password" { String::new() } else { self.value() };
        let control = view! {
            <input id=self.id() name=self.name type=self.kind value=value required=self.required
                autocomplete=self.autocomplete list=self.list aria-describedby=self.described() aria-invalid=self.invalid()/>
        };
        self.labelled(control.into_any())
    }

    /// Several lines of text.
    pub fn area(self) -> AnyView {
        let control = view! {
            <textarea id=self.id() name=self.name rows=self.rows.to_string() required=self.required
                aria-describedby=self.described() aria-invalid=self.invalid() inner_html=textarea_text(&self.value())></textarea>
        };
        self.labelled(control.into_any())
    }

    /// A list to choose one from. `empty` is the text of "nothing chosen", where that is possible.
    pub fn select(self, empty: Option<Key>, choices: Vec<Choice>) -> AnyView {
        let control = self.select_alone(empty, choices);
        self.labelled(control)
    }

    /// The list alone with a button beside it, for lists whose choice brings the next list.
    pub fn select_with(self, empty: Option<Key>, choices: Vec<Choice>, button: AnyView) -> AnyView {
        let control = self.select_alone(empty, choices);
        let both = view! { <div class="row">{control}{button}</div> }.into_any();
        self.labelled(both)
    }

    /// One line of text with a button beside it.
    pub fn input_with(self, button: AnyView) -> AnyView {
        let control = view! {
            <input id=self.id() name=self.name type=self.kind value=self.value() required=self.required autocomplete=self.autocomplete list=self.list
                aria-describedby=self.described() aria-invalid=self.invalid()/>
        };
        let both = view! { <div class="row">{control}{button}</div> }.into_any();
        self.labelled(both)
    }

    fn select_alone(&self, empty: Option<Key>, choices: Vec<Choice>) -> AnyView {
        let chosen = self.value();
        let empty = empty.map(|key| view! { <option value="">{self.form.visit.t(key)}</option> });
        view! {
            <select id=self.id() name=self.name required=self.required aria-describedby=self.described() aria-invalid=self.invalid()>
                {empty}{options(choices, &chosen)}
            </select>
        }
        .into_any()
    }

    /// Up to five choices, each with one line of explanation.
    pub fn radios(self, choices: Vec<Choice>) -> AnyView {
        let list = self.radio_list(choices, false);
        let (hint, fault) = self.marks();
        view! { <fieldset class="field" aria-describedby=self.described()><legend>{self.label.clone()}</legend>{hint}<div class="segments">{list}</div>{fault}</fieldset> }.into_any()
    }

    /// Choices below each other, for longer labels such as search results.
    pub fn radio_rows(self, choices: Vec<Choice>) -> AnyView {
        let list = self.radio_list(choices, true);
        let (hint, fault) = self.marks();
        view! { <fieldset class="field" aria-describedby=self.described()><legend>{self.label.clone()}</legend>{hint}{list}{fault}</fieldset> }.into_any()
    }

    fn radio_list(&self, choices: Vec<Choice>, rows: bool) -> AnyView {
        let chosen = self.value();
        let (name, id, required) = (self.name, self.id(), self.required);
        choices
            .into_iter()
            .enumerate()
            .map(|(i, choice)| {
                let id = if i == 0 { id.clone() } else { format!("{id}-{i}") };
                let note = choice.note.map(|note| view! { <small>{note}</small> });
                let checked = choice.value == chosen;
                view! {
                    <label class=rows.then_some("choice")>
                        <input type="radio" id=id name=name value=choice.value checked=checked required=required/><span>{choice.label}{note}</span>
                    </label>
                }
            })
            .collect_view()
            .into_any()
    }

    /// A box to tick; `on` is its state while nobody has typed.
    pub fn tick(self, on: bool) -> AnyView {
        let checked = if self.form.typed.is_filled() { self.form.typed.flag(self.name) } else { on };
        let fault =
            self.fault().map(|text| view! { <span class="error" id=format!("{}-error", self.id())>{text}</span> });
        let hint = self.hint.clone().map(|text| view! { <small>{text}</small> });
        view! {
            <div class="field"><label class="choice"><input type="checkbox" id=self.id() name=self.name value="true" checked=checked/>
                <span>{self.label.clone()}{hint}</span></label>{fault}</div>
        }
        .into_any()
    }

    /// Files to choose; the form must be [`Form::open_with_files`]. `types` are media types.
    pub fn files(self, types: &[String]) -> AnyView {
        self.chosen(types, true)
    }

    /// One file to choose; as [`Field::files`].
    pub fn file(self, types: &[String]) -> AnyView {
        self.chosen(types, false)
    }

    fn chosen(self, types: &[String], multiple: bool) -> AnyView {
        let control = view! {
            <input id=self.id() name=self.name type="file" multiple=multiple required=self.required accept=types.join(",") aria-describedby=self.described() aria-invalid=self.invalid()/>
        };
        self.labelled(control.into_any())
    }
}

/// Options, with headings where the choices have groups (choices of a group stand together).
pub(crate) fn options(choices: Vec<Choice>, chosen: &str) -> AnyView {
    let mut out = Vec::new();
    let mut rest = choices.into_iter().peekable();
    while let Some(choice) = rest.next() {
        let Some(group) = choice.group.clone() else {
            out.push(option(choice, chosen));
            continue;
        };
        let mut inner = vec![option(choice, chosen)];
        while let Some(next) = rest.next_if(|next| next.group.as_deref() == Some(group.as_str())) {
            inner.push(option(next, chosen));
        }
        out.push(view! { <optgroup label=group>{inner}</optgroup> }.into_any());
    }
    out.into_any()
}

fn option(choice: Choice, chosen: &str) -> AnyView {
    let selected = choice.value == chosen;
    view! { <option value=choice.value selected=selected>{choice.label}</option> }.into_any()
}
