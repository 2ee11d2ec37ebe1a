//! The people of the demonstration. All names are invented.
use std::collections::HashMap;

use chrono::NaiveDate;
use entities::{
    ids::{AccountId, AgencyId, RoleGrantId},
    vocab::Role,
};
use serde::{Deserialize, Serialize};

use crate::{
    authz::actor::Actor,
    op::{Locale, NO_CLIENT},
    store::accounts::NewAccount,
    usecases::{
        Failure,
        deputies::{self, TypedDeputy},
        inviting::{self, TypedInvitation},
        people as roles,
    },
    wiring::App,
};

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    /// Role.
    pub role: String,
    /// Agency code.
    pub agency: Option<String>,
    /// E-mail.
    pub email: String,
    /// Password; public.
    pub password: String,
    /// Name.
    pub name: String,
}

/// Everybody, by role and agency.
#[derive(Debug, Default)]
pub struct Staff {
    people: Vec<Person>,
    known: HashMap<(Role, String), (AccountId, RoleGrantId, Option<AgencyId>)>,
}

/// The password of every made-up account.
const PASSWORD: &str = "contoh-saja-123";

/// Role, agency, name. Two of a kind where a second person is needed.
const PEOPLE: &[(Role, &str, &str)] = &[
    (Role::ProvinceCoordinator, "KALSEL", "Rina Noor"),
    (Role::ProvinceCoordinator, "KALSEL", "Fahmi Rasyid"),
    (Role::AgencyAdmin, "KALSEL-PUPR", "Hendra Wijaya"),
    (Role::LiaisonOfficer, "KALSEL-PUPR", "Siti Aminah"),
    (Role::UnitOfficer, "KALSEL-PUPR-BM", "Rahmat Hidayat"),
    (Role::AgencyAdmin, "KALSEL-DISHUB", "Yusuf Anwar"),
    (Role::UnitOfficer, "KALSEL-DISHUB-LALIN", "Laila Sari"),
    (Role::AgencyAdmin, "KALSEL-RSUD-CONTOH", "Dewi Lestari"),
    (Role::LiaisonOfficer, "KALSEL-RSUD-CONTOH", "Bagus Pratama"),
    (Role::AgencyAdmin, "KALSEL-BAPENDA", "Nurul Huda"),
    (Role::AgencyAdmin, "KALSEL-DISDIK", "Gusti Ayu"),
    (Role::RegencyCoordinator, "BANJARMASIN", "Ahmad Zaini"),
    (Role::AgencyAdmin, "BANJARMASIN-PUPR", "Maulida Fitri"),
    (Role::AgencyAdmin, "BANJARMASIN-DISDIK", "Jamilah Hayati"),
    (Role::AgencyAdmin, "KALSEL-RSJ-CONTOH", "Arif Rahman"),
    (Role::AgencyAdmin, "KALSEL-ESDM", "Lukman Hakim"),
    (Role::AgencyAdmin, "BANJARMASIN-DLH", "Taufik Ismail"),
    (Role::AgencyAdmin, "BANJARMASIN-PTAM", "Ratna Dewi"),
    (Role::RegencyCoordinator, "BANJARBARU", "Irwan Syah"),
    (Role::AgencyAdmin, "BANJARBARU-DPMPTSP", "Wulan Sari"),
    (Role::AgencyAdmin, "BATOLA-DUKCAPIL", "Hasan Basri"),
    (Role::Inspectorate, "KALSEL-INSPEKTORAT", "Surya Dharma"),
    (Role::Inspectorate, "TALA-INSPEKTORAT", "Mina Kartika"),
    (Role::Leadership, "KALSEL", "Pimpinan Contoh"),
    (Role::OmbudsmanOfficer, "OMB-KALSEL", "Nadia Putri"),
    (Role::OversightReader, "KSP", "Bima Satria"),
];

/// A deputy, somebody who is asked, and a role that rests: what the pages of people in office show.
///
/// # Errors
/// What to print.
pub async fn arrange(app: &App, staff: &Staff) -> Result<(), String> {
    let coordinator = staff.actor(app, Role::ProvinceCoordinator, "KALSEL").await?;
    let op = app.op(coordinator, Locale::Id, NO_CLIENT.to_owned());
    let text = |failure: Failure| format!("{failure:?}");
    let role = |role: Role, code: &str| {
        let known = staff.known.get(&(role, code.to_owned())).map(|(_, grant, _)| *grant);
        known.ok_or_else(|| format!("nobody is {role} in {code}"))
    };
    let from = op.scoped.today();
    let to = from.checked_add_days(chrono::Days::new(20)).unwrap_or(from);
    let reason = "Cuti tahunan (contoh).";
    let deputy = TypedDeputy { email: "siti.kalsel-pupr@contoh.id", from, to, reason };
    deputies::name(&op, role(Role::AgencyAdmin, "KALSEL-PUPR")?, 1, deputy, None).await.map_err(text)?;
    let invitation = TypedInvitation {
        agency: "KALSEL-PUPR-CK",
        role: Role::UnitOfficer,
        name: "Maya Safitri",
        email: "maya@contoh.id",
        from: None,
        to: None,
    };
    inviting::invite(&op, invitation, None).await.map_err(text)?;
    let rests = role(Role::LiaisonOfficer, "KALSEL-RSUD-CONTOH")?;
    roles::suspend(&op, rests, 1, "Sedang diperiksa (contoh).", None).await.map_err(text)?;
    Ok(())
}

fn since() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default()
}

/// Creates everybody.
///
/// # Errors
/// What to print.
pub async fn hire(app: &App) -> Result<Staff, String> {
    let mut staff = Staff::default();
    let hash = app.deps.passwords.hash(PASSWORD.to_owned()).await.map_err(|error| error.to_string())?;
    let text = |error: crate::store::StoreError| error.to_string();
    for (role, code, name) in PEOPLE {
        let first = name.split(' ').next().unwrap_or(name).to_lowercase();
        let email = format!("{first}.{}@contoh.id", code.to_lowercase());
        let new =
            NewAccount { email: email.clone(), name: (*name).to_owned(), phone: None, password_hash: hash.clone() };
        let account = app.store.add_account(new, app.clock.now()).await.map_err(text)?;
        let agency = app.store.agency_id(code).await.map_err(text)?;
        let grant = app.store.add_role(account, *role, agency, since()).await.map_err(text)?;
        staff.known.entry((*role, (*code).to_owned())).or_insert((account, grant, agency));
        // The second of a kind is found under a key of its own.
        staff.known.insert((*role, format!("{code}#{first}")), (account, grant, agency));
        staff.people.push(person(*role, Some(code), &email, name));
    }
    for (role, email, name) in
        [(Role::Citizen, "warga@contoh.id", "Warga Contoh"), (Role::SystemAdmin, "admin@contoh.id", "Admin Sistem")]
    {
        let new =
            NewAccount { email: email.to_owned(), name: name.to_owned(), phone: None, password_hash: hash.clone() };
        let account = app.store.add_account(new, app.clock.now()).await.map_err(text)?;
        if role == Role::SystemAdmin {
            app.store.add_role(account, role, None, since()).await.map_err(text)?;
        }
        staff.known.insert((role, String::new()), (account, RoleGrantId(account.0), None));
        staff.people.push(person(role, None, email, name));
    }
    Ok(staff)
}

fn person(role: Role, agency: Option<&str>, email: &str, name: &str) -> Person {
    Person {
        role: role.as_str().to_uppercase(),
        agency: agency.map(str::to_owned),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        name: name.to_owned(),
    }
}

impl Staff {
    /// Everybody, to print.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        self.people.clone()
    }

    /// Somebody as an actor: the same way as signing in makes one.
    ///
    /// # Errors
    /// Nobody of that role there.
    pub async fn actor(&self, app: &App, role: Role, code: &str) -> Result<Actor, String> {
        let missing = || format!("nobody is {role} in {code}");
        let (account, grant, _) = self.known.get(&(role, code.to_owned())).copied().ok_or_else(missing)?;
        app.store
            .actor_of_account(account, 1, Some(grant), app.clock.now())
            .await
            .map_err(|error| error.to_string())?
            .ok_or_else(missing)
    }
}
