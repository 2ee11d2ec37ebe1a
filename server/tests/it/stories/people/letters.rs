//! The letter that carries a link: written with the act, sent once, tried again, given up, taken back.
use std::sync::Arc;

use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{adapters::mail::MemoryMail, authz::actor::Actor, jobs};

use super::{accept, invitation, invitation_act, token};
use crate::{
    store::{connect, select},
    support::{Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_letter_is_tried_again_and_delivered_once", again);
    trials.story("a_letter_that_nobody_takes_is_given_up_and_said_so", given_up);
    trials.story("a_server_that_breaks_off_leaves_its_letter_to_another", broken_off);
}

fn with_mail(mut world: World) -> (World, MemoryMail) {
    let mail = MemoryMail::default();
    world.app = world.app.with_mail(Arc::new(mail.clone()));
    assert!(world.app.deps.mail.is_some());
    (world, mail)
}

async fn delivery(world: &World, who: &Actor) -> Value {
    let query = "{ agency(code: \"KALSEL-PUPR-BM\") { invitations { delivery } } }";
    world.ask(who, query, json!({})).await.at("/agency/invitations/0/delivery").clone()
}

async fn invited(world: &World, admin: &Actor) -> String {
    let input = invitation("KALSEL-PUPR-BM", "UNIT_OFFICER", "maulida@contoh.id", json!({}));
    let made = invitation_act(world, admin, "invitePerson", input).await.done("invitePerson");
    assert_eq!(made.at("/invitePerson/link"), &Value::Null, "the link goes to the person alone");
    made.text("/invitePerson/invitation/id")
}

fn link(body: &str) -> &str {
    body.lines().find(|line| line.starts_with("http")).unwrap()
}

async fn again(world: World) {
    let (world, mail) = with_mail(world);
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let id = invited(&world, &admin).await;
    mail.fail_next(2);
    jobs::deliver_mail(&world.app).await;
    assert_eq!((mail.taken().len(), delivery(&world, &admin).await), (0, json!("WAITING")));
    jobs::deliver_mail(&world.app).await;
    world.pass(Duration::minutes(2));
    jobs::deliver_mail(&world.app).await;
    world.pass(Duration::minutes(2));
    jobs::deliver_mail(&world.app).await;
    assert!(mail.taken().is_empty(), "not before its time");
    world.pass(Duration::minutes(4));
    // Two servers at once, and once more: it goes out one time.
    tokio::join!(jobs::deliver_mail(&world.app), jobs::deliver_mail(&world.app));
    world.pass(Duration::hours(3));
    jobs::deliver_mail(&world.app).await;
    let taken = mail.taken();
    assert_eq!((taken.len(), delivery(&world, &admin).await), (1, json!("SENT")));
    assert_eq!(taken[0].to, "maulida@contoh.id");
    assert!(taken[0].subject.starts_with("Undangan: Admin unit kerja di Bidang Bina Marga"), "{}", taken[0].subject);
    // Nothing of the link is kept once it is sent.
    let db = connect(&world).await;
    let payload: Value = select(&db, "SELECT payload FROM outbox").await[0].try_get("", "payload").unwrap();
    assert_eq!(payload, Value::Null);
    db.close().await.unwrap();
    // A new letter for a new link; the old link is dead.
    invitation_act(&world, &admin, "renewInvitation", json!({ "invitationId": id, "version": 1 }))
        .await
        .done("renewInvitation");
    jobs::deliver_mail(&world.app).await;
    let taken = mail.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(
        accept(&world, &token(link(&taken[0].body)), "panjang-sekali-12").await.refusals("acceptInvitation"),
        ["UNKNOWN"]
    );
    accept(&world, &token(link(&taken[1].body)), "panjang-sekali-12").await.done("acceptInvitation");
}

async fn given_up(world: World) {
    let (world, mail) = with_mail(world);
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let id = invited(&world, &admin).await;
    mail.fail_next(1000);
    for _ in 0..8 {
        assert_eq!(delivery(&world, &admin).await, "WAITING");
        jobs::deliver_mail(&world.app).await;
        world.pass(Duration::hours(9));
    }
    assert_eq!(delivery(&world, &admin).await, "FAILED");
    mail.fail_next(0);
    jobs::deliver_mail(&world.app).await;
    assert!(mail.taken().is_empty(), "given up");
    // Renewed, and taken back before it goes out: no letter.
    invitation_act(&world, &admin, "renewInvitation", json!({ "invitationId": id, "version": 1 }))
        .await
        .done("renewInvitation");
    invitation_act(&world, &admin, "withdrawInvitation", json!({ "invitationId": id, "version": 2 }))
        .await
        .done("withdrawInvitation");
    jobs::deliver_mail(&world.app).await;
    assert!(mail.taken().is_empty());
}

async fn broken_off(world: World) {
    let (world, mail) = with_mail(world);
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    invited(&world, &admin).await;
    // Claimed, and never marked.
    let claimed = world.app.store.claim_letter(world.app.clock.now()).await.unwrap();
    assert_eq!(claimed.unwrap().tries, 1);
    jobs::deliver_mail(&world.app).await;
    assert!(mail.taken().is_empty(), "another server has it in hand");
    world.pass(Duration::minutes(6));
    jobs::deliver_mail(&world.app).await;
    assert_eq!(mail.taken().len(), 1);
}
