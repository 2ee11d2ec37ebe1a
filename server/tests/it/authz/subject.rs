//! What the tests of hiding try to reach: a secret case of another government, with a draft, a file and a
//! history; and the same with ids that do not exist. `attempts` is every mutation that names a case.
use chrono::NaiveDate;
use entities::{
    ids::{AttachmentId, CaseId, EventId, ReplyId},
    vocab::Role,
};
use serde_json::{Value, json};
use server::{domain::tracking_code::TrackingCode, graphql::ids, store::attachments::NewAttachment};
use uuid::Uuid;

use crate::support::World;

/// A word that stands in no other text.
pub const WORD: &str = "zirkonium";

/// Ids of one case and of what hangs on it.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Case.
    pub case: String,
    /// Number.
    pub reference: String,
    /// Draft.
    pub reply: String,
    /// File.
    pub attachment: String,
    /// First event.
    pub event: String,
    /// Somebody in office there.
    pub officer: String,
    /// Version of the case.
    pub version: i64,
}

impl Subject {
    /// A secret case of BANJARMASIN-PUPR.
    pub async fn hidden(world: &World) -> Self {
        let case = world
            .forwarded(
                json!({ "secret": true, "title": format!("Jalan berlubang dan {WORD} di tengah pasar") }),
                "BANJARMASIN-PUPR",
            )
            .await;
        let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
        let version = world.version(&admin, &case).await;
        let draft = world
            .act(&admin, "draftReply", json!({ "caseId": case, "version": version, "kind": "SUBSTANTIVE", "body": "Kami kerjakan pekan ini." }))
            .await
            .done("draftReply");
        let attachment = upload(world).await;
        let tracker = world.tracker(&case).await;
        let comment = json!({ "caseId": case, "body": "Ini fotonya, mohon dilihat.", "attachmentIds": [attachment] });
        world.act(&tracker, "addComment", comment).await.done("addComment");
        let seen = world.ask(&admin, "query($id: ID!) { case(id: $id) { reference version events(first: 1) { nodes { id } } attachments { id } } }", json!({ "id": case })).await;
        assert_eq!(seen.text("/case/attachments/0/id"), attachment, "the handler reads the file");
        Self {
            reference: seen.text("/case/reference"),
            reply: draft.text("/draftReply/reply/id"),
            event: seen.text("/case/events/nodes/0/id"),
            officer: ids::officer(admin.account().unwrap()).to_string(),
            version: seen.at("/case/version").as_i64().unwrap(),
            case,
            attachment,
        }
    }

    /// Ids of the same forms that name nothing.
    pub fn unknown(version: i64) -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        Self {
            case: ids::case(CaseId(Uuid::now_v7())).to_string(),
            reference: TrackingCode::new(day, [9, 9, 9, 9, 9]).to_string(),
            reply: ids::reply(ReplyId(Uuid::now_v7())).to_string(),
            attachment: ids::attachment(AttachmentId(Uuid::new_v4())).to_string(),
            event: ids::event(EventId(Uuid::now_v7())).to_string(),
            officer: ids::officer(entities::ids::AccountId(Uuid::now_v7())).to_string(),
            version,
        }
    }

    /// The answer with these ids taken out.
    pub fn blank(&self, answer: &Value) -> String {
        let ids = [&self.case, &self.reference, &self.reply, &self.attachment, &self.event, &self.officer];
        ids.into_iter().fold(answer.to_string(), |text, id| text.replace(id.as_str(), "ID"))
    }

    /// Every mutation that names a case or a reply, with an input that would do were it the actor's.
    pub fn attempts(&self) -> Vec<(&'static str, Value)> {
        let (case, version) = (&self.case, self.version);
        vec![
            ("supplementReport", json!({ "caseId": case, "body": "Di depan pasar lama." })),
            ("addComment", json!({ "caseId": case, "body": "Mohon kabar terbaru." })),
            ("confirmAnswer", json!({ "caseId": case, "rating": 4 })),
            ("rejectAnswer", json!({ "caseId": case, "reason": "Belum selesai sama sekali." })),
            ("rateAnswer", json!({ "caseId": case, "rating": 4 })),
            ("reopenReport", json!({ "caseId": case, "reason": "Rusak lagi sejak kemarin." })),
            ("setVisibility", json!({ "caseId": case, "version": version, "anonymous": true, "secret": true })),
            (
                "verifyCase",
                json!({ "caseId": case, "version": version, "classification": "SERVICE_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" }),
            ),
            ("postponeCase", json!({ "caseId": case, "version": version, "question": "Di mana tepatnya?" })),
            ("returnCase", json!({ "caseId": case, "version": version, "reason": "Bukan kewenangan kami." })),
            ("archiveCase", json!({ "caseId": case, "version": version, "reasonCode": "too_general" })),
            ("declineArchive", json!({ "caseId": case, "version": version, "note": "Tetap kita tangani." })),
            ("forwardCase", json!({ "caseId": case, "version": version, "targetCode": "BANJARBARU-PUPR" })),
            ("finishFollowUp", json!({ "caseId": case, "version": version })),
            ("addNote", json!({ "caseId": case, "body": "Catatan untuk rekan." })),
            (
                "linkDuplicate",
                json!({ "caseId": case, "version": version, "ofReference": self.reference, "merge": false }),
            ),
            ("assignCase", json!({ "caseId": case, "version": version, "officerId": self.officer })),
            (
                "draftReply",
                json!({ "caseId": case, "version": version, "replyId": self.reply, "kind": "PROGRESS", "body": "Sedang kami kerjakan." }),
            ),
            ("approveReply", json!({ "replyId": self.reply, "version": 1 })),
            ("publishReply", json!({ "replyId": self.reply, "version": 1 })),
            ("revealIdentity", json!({ "caseId": case, "reason": "Perlu menghubungi pelapor." })),
        ]
    }
}

/// An upload that nobody has taken yet, as its global id.
pub async fn upload(world: &World) -> String {
    let id = AttachmentId(Uuid::new_v4());
    let new = NewAttachment {
        id,
        file_name: "foto.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        size: 3,
        width: None,
        height: None,
        sha256: "0".repeat(64),
        blob_key: format!("uji/{id}"),
        thumb_key: None,
    };
    world.op(&server::authz::actor::Actor::Public).scoped.add_attachment(new).await.unwrap();
    ids::attachment(id).to_string()
}

/// The text of a mutation that answers no more than its refusals.
pub fn mutation(name: &str) -> String {
    format!(
        "mutation($input: {}{}Input!) {{ {name}(input: $input) {{ userErrors {{ code message path }} }} }}",
        name[..1].to_uppercase(),
        &name[1..]
    )
}
