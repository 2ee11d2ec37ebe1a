//! `tanggap create-admin`: the first account that can sign in; `tanggap end-role`: the last word over a role.
use entities::vocab::Role;

use crate::{
    authz::actor::{Actor, SystemTask},
    domain::text::{self, Limits},
    op::{Locale, NO_CLIENT},
    secrets,
    store::accounts::NewAccount,
    usecases::people,
    wiring::App,
};

/// Creates an administrator with a random password, or a role in an agency.
///
/// # Errors
/// What to print.
pub async fn create(app: &App, email: &str, name: &str, role: Role, agency: Option<&str>) -> Result<String, String> {
    let email = text::email("email", email).map_err(|_| format!("{email} is no e-mail address"))?;
    let name =
        text::clean_line("name", name, Limits::NAME).map_err(|error| format!("the name does not fit: {error:?}"))?;
    let agency = match agency {
        Some(code) => Some(
            app.store
                .agency_id(code)
                .await
                .map_err(|error| error.to_string())?
                .ok_or_else(|| format!("there is no agency {code}; see `import agencies`"))?,
        ),
        None if role == Role::SystemAdmin => None,
        None => return Err(format!("the role {role} needs --agency CODE")),
    };
    let password = secrets::token_of(secrets::random()).chars().skip(4).take(20).collect::<String>();
    let password_hash = app.deps.passwords.hash(password.clone()).await.map_err(|error| error.to_string())?;
    let now = app.clock.now();
    let new = NewAccount { email: email.clone(), name, phone: None, password_hash };
    let account = app.store.add_account(new, now).await.map_err(|_| format!("{email} has an account already"))?;
    let today = crate::domain::calendar::wita_date(now);
    app.store.add_role(account, role, agency, today).await.map_err(|error| error.to_string())?;
    Ok(format!("account {email} ({role}) created\npassword (shown once): {password}"))
}

/// Ends a role at once, whoever else is left: for the administrator of the server, where nobody in office can.
///
/// # Errors
/// What to print.
pub async fn end_role(app: &App, email: &str, role: Role, agency: Option<&str>) -> Result<String, String> {
    let email = text::email("email", email).map_err(|_| format!("{email} is no e-mail address"))?;
    let agency = match agency {
        Some(code) => Some(
            app.store
                .agency_id(code)
                .await
                .map_err(|error| error.to_string())?
                .ok_or_else(|| format!("there is no agency {code}"))?,
        ),
        None => None,
    };
    let op = app.op(Actor::System(SystemTask::Import), Locale::Id, NO_CLIENT.to_owned());
    match people::end_by_hand(&op, &email, role, agency).await {
        Ok(0) => Err(format!("{email} holds no role {role} there")),
        Ok(n) => Ok(format!("{n} role(s) {role} of {email} ended")),
        Err(failure) => Err(format!("not ended: {failure:?}")),
    }
}
