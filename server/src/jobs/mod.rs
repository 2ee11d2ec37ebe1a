//! Background jobs: each takes no input, may run twice or on several servers at once, and is listed here
//! with its period. To add one: a function, a line in `run`.
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::{
    authz::actor::{Actor, SystemTask},
    op::{Locale, NO_CLIENT},
    usecases::{
        asking_again,
        large_plans::{Step, Worker},
        letters, plans, routing_itself, rule_sets, simulations,
    },
    wiring::App,
};

/// How often what is left over is swept.
const SWEEP: Duration = Duration::from_secs(15 * 60);

/// How often plans of the tree are looked at whose day has come.
const PLANS: Duration = Duration::from_secs(60);

/// How often versions of the forwarding rules are looked at whose hour has come.
const RULES: Duration = Duration::from_secs(30);

/// How often suggestions are looked for that have lost their ground, and reports that an automatic rule should have forwarded.
const ROUTES: Duration = Duration::from_secs(60);

/// How often letters are sent out.
const LETTERS: Duration = Duration::from_secs(10);

/// How often work on large plans is looked for that another server has left; work of this server wakes it at once.
const LARGE: Duration = Duration::from_secs(10);

/// How often trials of rules are looked for that another server has left; one asked of this server wakes it at once.
const TRIALS: Duration = Duration::from_secs(10);

/// Between two steps of the work, so that others get their turn.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs all jobs until the server stops. What takes long, or waits for others, has a loop of its own.
pub async fn run(app: App, stop: CancellationToken) {
    tokio::join!(
        keep_house(&app, &stop),
        send_letters(&app, &stop),
        large_plans(&app, &stop),
        route_cases(&app, &stop),
        trials(&app, &stop)
    );
}

async fn keep_house(app: &App, stop: &CancellationToken) {
    let (mut sweeps, mut plans) = (tokio::time::interval(SWEEP), tokio::time::interval(PLANS));
    let mut rules = tokio::time::interval(RULES);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = sweeps.tick() => sweep(app).await,
            _ = plans.tick() => publish_plans(app).await,
            _ = rules.tick() => activate_rules(app).await,
        }
    }
}

/// A change of the tree may concern thousands of cases.
async fn route_cases(app: &App, stop: &CancellationToken) {
    let mut routes = tokio::time::interval(ROUTES);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = routes.tick() => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = ask_again(app) => {}
        }
        route_the_rest(app).await;
    }
}

async fn send_letters(app: &App, stop: &CancellationToken) {
    let mut letters = tokio::time::interval(LETTERS);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = letters.tick() => deliver_mail(app).await,
        }
    }
}

fn reorganising(app: &App) -> crate::op::Op {
    app.op(Actor::System(SystemTask::Reorganise), Locale::Id, NO_CLIENT.to_owned())
}

/// Works on large plans, step by step, until the server stops.
async fn large_plans(app: &App, stop: &CancellationToken) {
    let mut worker = Worker::default();
    while !stop.is_cancelled() {
        let wait = match work_on_large(app, &mut worker).await {
            Step::Idle => LARGE,
            Step::More | Step::Published(_) | Step::Ended(_) => PAUSE,
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
            () = app.deps.publishing.due.notified(), if wait == LARGE => {}
        }
    }
    if let Err(failure) = worker.release(&reorganising(app)).await {
        tracing::warn!(?failure, "job.large_plans_not_released");
    }
}

/// One step of the work on large plans; a failed one counts as idle.
pub async fn work_on_large(app: &App, worker: &mut Worker) -> Step {
    match worker.step(&reorganising(app)).await {
        Ok(step) => step,
        Err(failure) => {
            tracing::warn!(?failure, "job.large_plans");
            Step::Idle
        }
    }
}

fn simulating(app: &App) -> crate::op::Op {
    app.op(Actor::System(SystemTask::Simulate), Locale::Id, NO_CLIENT.to_owned())
}

/// Works on trials of rules, step by step, until the server stops.
async fn trials(app: &App, stop: &CancellationToken) {
    let mut worker = simulations::Worker::default();
    while !stop.is_cancelled() {
        let wait = match work_on_simulations(app, &mut worker).await {
            simulations::Step::Idle => TRIALS,
            simulations::Step::More | simulations::Step::Done(_) | simulations::Step::Ended(_) => PAUSE,
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
            () = app.deps.simulating.due.notified(), if wait == TRIALS => {}
        }
    }
    if let Err(failure) = worker.release(&simulating(app)).await {
        tracing::warn!(?failure, "job.simulations_not_released");
    }
}

/// One step of the work on trials of rules; a failed one counts as idle.
pub async fn work_on_simulations(app: &App, worker: &mut simulations::Worker) -> simulations::Step {
    match worker.step(&simulating(app)).await {
        Ok(step) => step,
        Err(failure) => {
            tracing::warn!(?failure, "job.simulations");
            simulations::Step::Idle
        }
    }
}

/// Carries out the approved plans of the tree whose day has come.
pub async fn publish_plans(app: &App) {
    let op = reorganising(app);
    match plans::publish_due(&op).await {
        Ok(0) => {}
        Ok(plans) => tracing::info!(plans, "job.plans_published"),
        Err(failure) => tracing::warn!(?failure, "job.publish_plans"),
    }
}

/// Lets approved versions of the forwarding rules begin to decide whose hour has come.
pub async fn activate_rules(app: &App) {
    let op = app.op(Actor::System(SystemTask::Route), Locale::Id, NO_CLIENT.to_owned());
    match rule_sets::activate_due(&op).await {
        Ok(0) => {}
        Ok(versions) => tracing::info!(versions, "job.rules_activated"),
        Err(failure) => tracing::warn!(?failure, "job.activate_rules"),
    }
}

/// Asks the rules again about cases whose suggestion has lost its ground: by other rules, or by a change of the tree.
pub async fn ask_again(app: &App) {
    let op = app.op(Actor::System(SystemTask::Route), Locale::Id, NO_CLIENT.to_owned());
    match asking_again::about_stale(&op).await {
        Ok(0) => {}
        Ok(cases) => tracing::info!(cases, "job.cases_asked_again"),
        Err(failure) => tracing::warn!(?failure, "job.ask_again"),
    }
}

/// Forwards what automatic rules say of reports that were filed while a server stopped.
pub async fn route_the_rest(app: &App) {
    let op = app.op(Actor::System(SystemTask::Route), Locale::Id, NO_CLIENT.to_owned());
    match routing_itself::rest(&op).await {
        Ok(0) => {}
        Ok(cases) => tracing::info!(cases, "job.cases_routed"),
        Err(failure) => tracing::warn!(?failure, "job.route_the_rest"),
    }
}

/// Sends out the letters that are due.
pub async fn deliver_mail(app: &App) {
    let op = app.op(Actor::System(SystemTask::Deliver), Locale::Id, NO_CLIENT.to_owned());
    match letters::deliver(&op).await {
        Ok(0) => {}
        Ok(letters) => tracing::info!(letters, "job.letters_sent"),
        Err(failure) => tracing::warn!(?failure, "job.deliver_mail"),
    }
}

/// Removes uploads that no act took, ended sessions, old windows and keys.
pub async fn sweep(app: &App) {
    let now = app.clock.now();
    if let Err(error) = sweep_uploads(app).await {
        tracing::warn!(error = %error, "job.sweep_uploads");
    }
    for (name, done) in [
        ("sessions", app.store.forget_sessions(now).await),
        ("windows", app.store.forget_windows(now).await),
        ("keys", app.store.forget_keys(now).await),
        ("sheets", app.store.forget_sheets(now).await),
    ] {
        match done {
            Ok(rows) if rows > 0 => tracing::info!(job = name, rows, "job.swept"),
            Ok(_) => {}
            Err(error) => tracing::warn!(job = name, error = %error, "job.failed"),
        }
    }
}

async fn sweep_uploads(app: &App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let now = app.clock.now();
    for row in app.store.stale_uploads(now).await? {
        // Bytes first: a row without bytes would be found again, bytes without a row would not.
        app.deps.blobs.delete(&row.blob_key).await?;
        if let Some(key) = &row.thumb_key {
            app.deps.blobs.delete(key).await?;
        }
        app.store.forget_upload(row.id).await?;
    }
    app.deps.blobs.sweep_unfinished(now - chrono::Duration::hours(24)).await?;
    Ok(())
}
