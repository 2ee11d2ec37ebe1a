//! `tanggap doctor`: looks at what a server needs and says what to mend.
use crate::wiring::App;

/// So many of the newest cases are looked at.
const CASES: u64 = 1000;

/// One line for each thing looked at; `false` where something must be mended.
pub async fn examine(app: &App) -> (Vec<String>, bool) {
    let mut lines = vec![];
    let mut well = true;
    let mut say = |right: bool, text: String| {
        well &= right;
        lines.push(format!("{} {text}", if right { "ok   " } else { "MEND " }));
    };
    match app.store.ping().await {
        Ok(()) => {
            say(true, format!("database answers ({})", if app.store.is_postgres() { "PostgreSQL" } else { "SQLite" }))
        }
        Err(error) => say(false, format!("database: {error}")),
    }
    match app.store.migration_status().await {
        Ok(files) => {
            let pending = files.iter().filter(|(_, applied)| !applied).count();
            say(pending == 0, format!("{} migrations, {pending} pending", files.len()));
        }
        Err(error) => say(false, format!("migrations: {error}")),
    }
    match app.store.is_empty().await {
        Ok(empty) => say(
            !empty,
            if empty {
                "no reference data: start the server once, or import".to_owned()
            } else {
                "reference data is there".to_owned()
            },
        ),
        Err(error) => say(false, format!("reference data: {error}")),
    }
    match app.store.agency_id(&app.deps.government).await {
        Ok(found) => say(found.is_some(), format!("coordinating government {}", app.deps.government)),
        Err(error) => say(false, format!("coordinating government: {error}")),
    }
    match app.store.inconsistencies(app.clock.now(), CASES).await {
        Ok(faults) => {
            say(
                faults.is_empty(),
                format!("audiences, totals and the tree agree ({} faults among {CASES} cases)", faults.len()),
            );
            for fault in faults.into_iter().take(20) {
                say(false, fault);
            }
        }
        Err(error) => say(false, format!("consistency: {error}")),
    }
    match app.deps.blobs.check().await {
        Ok(()) => say(true, "attachments can be written and read".to_owned()),
        Err(error) => say(false, format!("attachments: {error}")),
    }
    let https = app.config.is_https();
    let local = app.config.listen.ip().is_loopback();
    say(
        https || local,
        format!("public_url is {} ({})", app.config.origin(), if https { "https" } else { "no https" }),
    );
    (lines, well)
}
