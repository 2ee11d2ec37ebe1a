//! What stands around every page: head, top bar, navigation by role, the band of made-up data, notices,
//! footer. A page gives its title, its content and who looks; see [`Page`].
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use crate::assets;
use crate::door::Locale;
use crate::forms::hidden_fields;
use crate::gql::fragments::ViewerBit;
use crate::html::{escape, nothing, render};
use crate::texts::{Key, k};
use crate::visit::{Theme, Visit};

/// The entries of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    Home,
    File,
    Track,
    MyReports,
    Published,
    Queue,
    Entry,
    Tree,
    Rules,
    Account,
}

impl Nav {
    fn target(self) -> (&'static str, Key) {
        match self {
            Self::Home => ("/", k::NAV_HOME),
            Self::File => ("/lapor", k::NAV_FILE),
            Self::Track => ("/lacak", k::NAV_TRACK),
            Self::MyReports => ("/laporan-saya", k::NAV_MY_REPORTS),
            Self::Published => ("/publik", k::NAV_PUBLISHED),
            Self::Queue => ("/antrean", k::NAV_QUEUE),
            Self::Entry => ("/entri", k::NAV_ENTRY),
            Self::Tree => ("/instansi", k::NAV_TREE),
            Self::Rules => ("/aturan", k::NAV_RULES),
            Self::Account => ("/akun", k::NAV_ACCOUNT),
        }
    }
}

/// Notices after an act, by their name in `?pesan=`; an unknown name shows nothing.
const NOTICES: &[(&str, Key)] = &[
    ("verifikasi", k::NOTICE_VERIFIED),
    ("tunda", k::NOTICE_POSTPONED),
    ("kembalikan", k::NOTICE_RETURNED),
    ("arsipkan", k::NOTICE_ARCHIVED),
    ("usul-arsip", k::NOTICE_ARCHIVE_PROPOSED),
    ("tolak-arsip", k::NOTICE_ARCHIVE_DECLINED),
    ("teruskan", k::NOTICE_FORWARDED),
    ("tugaskan", k::NOTICE_ASSIGNED),
    ("konsep", k::NOTICE_DRAFTED),
    ("balas", k::NOTICE_REPLIED),
    ("setujui", k::NOTICE_APPROVED),
    ("terbitkan", k::NOTICE_PUBLISHED),
    ("selesai", k::NOTICE_FINISHED),
    ("catatan", k::NOTICE_NOTED),
    ("gabung", k::NOTICE_LINKED),
    ("visibilitas", k::NOTICE_VISIBILITY),
    ("peran", k::NOTICE_ROLE),
    ("sandi", k::NOTICE_PASSWORD),
    ("token-cabut", k::NOTICE_TOKEN_REVOKED),
    ("keluar", k::NOTICE_SIGNED_OUT),
    ("daftar", k::NOTICE_JOINED),
    ("lengkapi", k::NOTICE_OWN_SUPPLEMENTED),
    ("pesan", k::NOTICE_OWN_COMMENTED),
    ("konfirmasi", k::NOTICE_OWN_CONFIRMED),
    ("tolak", k::NOTICE_OWN_REJECTED),
    ("nilai", k::NOTICE_OWN_RATED),
    ("buka-lagi", k::NOTICE_OWN_REOPENED),
    ("keterbukaan", k::NOTICE_OWN_VISIBILITY),
    ("rencana-baru", k::NOTICE_PLAN_CREATED),
    ("rencana-lembar", k::NOTICE_PLAN_OF_SHEET),
    ("rencana-ubah", k::NOTICE_PLAN_EDITED),
    ("rencana-tambah", k::NOTICE_PLAN_CHANGE_ADDED),
    ("rencana-perubahan", k::NOTICE_PLAN_CHANGE_EDITED),
    ("rencana-hapus", k::NOTICE_PLAN_CHANGE_REMOVED),
    ("rencana-ajukan", k::NOTICE_PLAN_SUBMITTED),
    ("rencana-setujui", k::NOTICE_PLAN_APPROVED),
    ("rencana-kembalikan", k::NOTICE_PLAN_RETURNED),
    ("rencana-buang", k::NOTICE_PLAN_DISCARDED),
    ("rencana-balik", k::NOTICE_PLAN_COUNTERED),
    ("aturan-baru", k::NOTICE_RULES_CREATED),
    ("aturan-impor", k::NOTICE_RULES_IMPORTED),
    ("aturan-ubah", k::NOTICE_RULES_EDITED),
    ("aturan-tambah", k::NOTICE_RULE_ADDED),
    ("aturan-tulis", k::NOTICE_RULE_EDITED),
    ("aturan-pindah", k::NOTICE_RULE_MOVED),
    ("aturan-hapus", k::NOTICE_RULE_REMOVED),
    ("aturan-ajukan", k::NOTICE_RULES_SUBMITTED),
    ("aturan-setujui", k::NOTICE_RULES_APPROVED),
    ("aturan-kembalikan", k::NOTICE_RULES_RETURNED),
    ("aturan-buang", k::NOTICE_RULES_DISCARDED),
    ("simulasi-mulai", k::NOTICE_SIM_STARTED),
    ("simulasi-batal", k::NOTICE_SIM_CANCELLED),
    ("undangan-surel", k::NOTICE_INVITATION_MAILED),
    ("undangan-cabut", k::NOTICE_INVITATION_WITHDRAWN),
    ("undangan-terima", k::NOTICE_INVITATION_ACCEPTED),
    ("peran-pindah", k::NOTICE_ROLE_MOVED),
    ("peran-akhir", k::NOTICE_ROLE_ENDED),
    ("peran-istirahat", k::NOTICE_ROLE_SUSPENDED),
    ("peran-aktif", k::NOTICE_ROLE_RESUMED),
    ("peran-pengganti", k::NOTICE_DEPUTY_NAMED),
    ("peran-cabut-pengganti", k::NOTICE_DEPUTY_ENDED),
];

/// A page to be answered.
pub struct Page {
    title: String,
    main: AnyView,
    viewer: Option<ViewerBit>,
    active: Option<Nav>,
    status: StatusCode,
}

impl Page {
    /// A page of nobody in particular, with status 200. `main` holds the one `<h1>`.
    pub fn new(title: impl Into<String>, main: AnyView) -> Self {
        Self { title: title.into(), main, viewer: None, active: None, status: StatusCode::OK }
    }
    /// Who looks: decides the navigation and the menu.
    pub fn viewer(mut self, viewer: &ViewerBit) -> Self {
        self.viewer = Some(viewer.clone());
        self
    }
    /// Where in the navigation it stands.
    pub fn active(mut self, nav: Nav) -> Self {
        self.active = Some(nav);
        self
    }
    /// Another status, such as 422 for a form that comes back.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

impl Visit {
    /// The whole document.
    pub fn page(&self, page: Page) -> Response {
        let lang = match self.locale() {
            Locale::Id => "id",
            Locale::En => "en",
        };
        let theme = self.theme.name().map(|name| format!(" data-theme=\"{name}\"")).unwrap_or_default();
        // A form that came back says so first, for those who hear the page.
        let title = if page.status == StatusCode::UNPROCESSABLE_ENTITY {
            format!("{}: {}", self.t(k::FORM_PROBLEM_TITLE), page.title)
        } else {
            page.title.clone()
        };
        let styles: String = assets::STYLES
            .iter()
            .map(|name| format!("<link rel=\"stylesheet\" href=\"{}\">\n", assets::address(name)))
            .collect();
        let body = render(body(self, page.viewer.as_ref(), page.active, page.main));
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\"{theme}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} · Tanggap</title>\n\
             <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">\n{styles}<script src=\"{}\" defer></script>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
            escape(&title),
            assets::address("tanggap.svg"),
            assets::address("tanggap.js"),
        );
        let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
        (page.status, headers, html).into_response()
    }
}

fn body(visit: &Visit, viewer: Option<&ViewerBit>, active: Option<Nav>, main: AnyView) -> AnyView {
    view! {
        <a class="skip" href="#isi">{visit.t(k::LAYOUT_SKIP)}</a>
        <header>
            <div class="top"><div class="wrap">{brand(visit)}{languages(visit)}{search(visit, viewer)}{menu(visit, viewer)}</div></div>
            <div class="weave" aria-hidden="true"></div>
            {navigation(visit, viewer, active)}
            {sample(visit)}
        </header>
        <main id="isi" class="wrap" tabindex="-1">{notice(visit)}{main}</main>
        {footer(visit)}
    }
    .into_any()
}

fn brand(visit: &Visit) -> AnyView {
    view! {
        <a class="brand" href="/">
            <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 4h24a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H15l-7 6v-6H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round"/><path d="M6.5 12c3.2-3 6.3 3 9.5 0s6.3-3 9.5 0M6.5 17.5c3.2-3 6.3 3 9.5 0s6.3-3 9.5 0" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/></svg>
            <span><b>"Tanggap"</b><small>{visit.t(k::LAYOUT_REGION)}</small></span>
        </a>
    }
    .into_any()
}

fn back(visit: &Visit) -> String {
    url::form_urlencoded::byte_serialize(visit.page_path().as_bytes()).collect()
}

fn languages(visit: &Visit) -> AnyView {
    let back = back(visit);
    let is = |locale: Locale| (visit.locale() == locale).then_some("true");
    view! {
        <nav class="lang" aria-label=visit.t(k::LAYOUT_LANGUAGE)>
            <a href=format!("/bahasa/id?kembali={back}") lang="id" aria-current=is(Locale::Id) aria-label="Bahasa Indonesia">"ID"</a>
            <a href=format!("/bahasa/en?kembali={back}") lang="en" aria-current=is(Locale::En) aria-label="English">"EN"</a>
        </nav>
    }
    .into_any()
}

fn search(visit: &Visit, viewer: Option<&ViewerBit>) -> AnyView {
    let action = if viewer.is_some_and(ViewerBit::is_officer) { "/antrean" } else { "/publik" };
    view! {
        <form class="find" role="search" action=action method="get">
            <label class="vh" for="cari-atas">{visit.t(k::LAYOUT_FIND_LABEL)}</label>
            <input id="cari-atas" name="kata" type="search" placeholder=visit.t(k::LAYOUT_FIND_HINT)/><button>{visit.t(k::LAYOUT_FIND)}</button>
        </form>
    }
    .into_any()
}

fn menu(visit: &Visit, viewer: Option<&ViewerBit>) -> AnyView {
    let Some(account) = viewer.and_then(|viewer| viewer.account.clone()) else {
        return view! { <a class="top-link" href="/masuk">{visit.t(k::NAV_SIGN_IN)}</a> }.into_any();
    };
    let acting = viewer.and_then(|viewer| viewer.acting_role.clone());
    let label = acting.as_ref().map_or_else(|| account.name.clone(), |role| role.label.clone());
    let choose = (account.roles.len() > 1).then(|| {
        let buttons = account
            .roles
            .iter()
            .map(|role| {
                let current = acting.as_ref().is_some_and(|now| now.id == role.id).then_some("true");
                let agency = role.agency.as_ref().map(|agency| view! { <small>{agency.name.clone()}</small> });
                let behalf = role.stands_in_for.clone().map(|name| {
                    view! { <small>{visit.ta(k::ON_BEHALF_OF, &[("name", name.into())])}</small> }
                });
                view! { <button name="role_grant_id" value=role.id.inner().to_owned() aria-current=current>{visit.t(role.role.label())}{behalf}{agency}</button> }
            })
            .collect_view();
        view! { <form method="post" action="/akun/peran" class="keep">{hidden_fields(visit)}{buttons}</form> }
    });
    view! {
        <details class="menu">
            <summary><span><small>{visit.t(k::LAYOUT_ACTING_AS)}</small>{label}</span></summary>
            <div>
                <p class="meta">{account.name}</p>
                {choose}
                <p><a class="menu-link" href="/akun">{visit.t(k::NAV_ACCOUNT)}</a></p>
                <form method="post" action="/keluar" class="keep">{hidden_fields(visit)}<button>{visit.t(k::NAV_SIGN_OUT)}</button></form>
            </div>
        </details>
    }
    .into_any()
}

fn navigation(visit: &Visit, viewer: Option<&ViewerBit>, active: Option<Nav>) -> AnyView {
    let signed_in = viewer.is_some_and(|viewer| viewer.account.is_some());
    let entries: &[Nav] = match viewer {
        Some(viewer) if viewer.keeps_rules() => {
            &[Nav::Queue, Nav::Entry, Nav::Tree, Nav::Rules, Nav::Published, Nav::Account]
        }
        Some(viewer) if viewer.is_officer() => &[Nav::Queue, Nav::Entry, Nav::Tree, Nav::Published, Nav::Account],
        Some(_) if signed_in => &[Nav::Home, Nav::File, Nav::MyReports, Nav::Track, Nav::Published, Nav::Account],
        _ => &[Nav::Home, Nav::File, Nav::Track, Nav::Published],
    };
    let links = entries
        .iter()
        .map(|entry| {
            let (target, label) = entry.target();
            let current = (active == Some(*entry)).then_some("page");
            view! { <li><a href=target aria-current=current>{visit.t(label)}</a></li> }
        })
        .collect_view();
    view! { <nav class="nav" aria-label=visit.t(k::LAYOUT_MAIN_NAV)><div class="wrap"><ul role="list">{links}</ul></div></nav> }.into_any()
}

fn sample(visit: &Visit) -> AnyView {
    if !visit.door.demo {
        return nothing();
    }
    view! { <div class="sample" role="note"><div class="wrap"><b>"DATA CONTOH"</b>{visit.t(k::LAYOUT_SAMPLE)}</div></div> }.into_any()
}

fn notice(visit: &Visit) -> AnyView {
    let found = visit.asked("pesan").and_then(|name| NOTICES.iter().find(|(known, _)| *known == name));
    match found {
        Some((_, key)) => view! { <p class="note tip" role="status">{visit.t(*key)}</p> }.into_any(),
        None => nothing(),
    }
}

fn footer(visit: &Visit) -> AnyView {
    let back = back(visit);
    let theme = |theme: Theme, name: &str, key: Key| {
        let current = (visit.theme == theme).then_some("true");
        view! { <a href=format!("/tema/{name}?kembali={back}") aria-current=current>{visit.t(key)}</a> }.into_any()
    };
    let colours = vec![
        theme(Theme::Auto, "auto", k::THEME_AUTO),
        theme(Theme::Light, "light", k::THEME_LIGHT),
        theme(Theme::Dark, "dark", k::THEME_DARK),
    ];
    view! {
        <footer class="foot"><div class="wrap">
            <span>{visit.ta(k::LAYOUT_CLOCK, &[("moment", visit.moment_long(visit.door.now).into())])}</span>
            <nav class="themes" aria-label=visit.t(k::LAYOUT_THEME)><span aria-hidden="true">{visit.t(k::LAYOUT_THEME)}</span>{colours}</nav>
        </div></footer>
    }
    .into_any()
}
