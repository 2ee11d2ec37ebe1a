//! The history of a case.
use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::vocab::ActorKind;

use super::{
    agency::Agency,
    enums::{CaseStatus, EventKind, Role},
    ids,
    loaders::{Files, Name, Replies, Seen},
    reply::{Attachment, Reply},
    view::Viewer,
};
use crate::{
    domain::workflow::ByRule,
    store::{
        case_view::CaseView,
        details::{ActorView, EventView},
    },
    texts,
};

/// Who acted, as the viewer may know it.
#[derive(SimpleObject)]
pub struct Actor {
    /// An officer's name for colleagues of the same government, otherwise the agency; "Pelapor"; "Sistem".
    pub label: String,
    /// Role of an officer.
    pub role: Option<Role>,
    /// Agency of an officer.
    pub agency: Option<Agency>,
    /// Whose place the officer took: a name, for colleagues of the same government; null otherwise.
    pub on_behalf_of: Option<String>,
}

impl Actor {
    /// From what the store gave.
    ///
    /// # Errors
    /// Database.
    pub async fn of(view: &Viewer, actor: &ActorView) -> async_graphql::Result<Self> {
        let locale = view.op.locale;
        let agency = match actor.agency {
            Some(id) => Agency::load(view, id).await?,
            None => None,
        };
        let name = match actor.account {
            Some(account) => view.load(Name(account)).await?,
            None => None,
        };
        let on_behalf_of = match actor.instead_of {
            Some(account) => view.load(Name(account)).await?,
            None => None,
        };
        let label = match actor.kind {
            ActorKind::Reporter => texts::reporter(locale).to_owned(),
            ActorKind::System => texts::system(locale).to_owned(),
            ActorKind::Officer => name
                .or_else(|| agency.as_ref().map(|agency| agency.row.short_name.clone()))
                .unwrap_or_else(|| texts::officer(locale).to_owned()),
        };
        Ok(Self { label, role: actor.role.map(Into::into), agency, on_behalf_of })
    }
}

/// A forwarding rule as it was when an act followed it.
#[derive(SimpleObject)]
pub struct EventRule {
    /// Number of the version.
    pub version: Option<i32>,
    /// Position.
    pub position: i32,
    /// Name.
    pub name: String,
}

/// One line of the history.
pub struct CaseEvent {
    /// The event.
    pub event: EventView,
    /// Its case.
    pub case: Arc<CaseView>,
    /// The request.
    pub view: Viewer,
}

/// One line of the history. Whoever sees the case; internal ones only colleagues.
#[Object]
impl CaseEvent {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::event(self.event.id)
    }
    /// Number within the case: 1, 2, 3 ...; gaps are events that the viewer may not read.
    async fn seq(&self) -> i32 {
        self.event.seq
    }
    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.event.at
    }
    /// What happened.
    async fn kind(&self) -> EventKind {
        self.event.kind.into()
    }
    /// Who acted.
    async fn actor(&self) -> async_graphql::Result<Actor> {
        Actor::of(&self.view, &self.event.actor).await
    }
    /// State before, where the act changed it.
    async fn from_status(&self) -> Option<CaseStatus> {
        self.event.from.map(Into::into)
    }
    /// State after, where the act changed it.
    async fn to_status(&self) -> Option<CaseStatus> {
        self.event.to.map(Into::into)
    }
    /// Reason, message, question or note; null where there is none or the viewer may not read the text.
    async fn text(&self) -> Option<&str> {
        self.event.text.as_deref()
    }
    /// The target agency, where the act had one.
    async fn agency(&self) -> async_graphql::Result<Option<Agency>> {
        match self.event.agency {
            Some(id) => Agency::load(&self.view, id).await,
            None => Ok(None),
        }
    }
    /// The forwarding rule that the act followed: taken by an officer, or carried out by the system. Officers only.
    async fn rule(&self) -> Option<EventRule> {
        self.view.op.actor().officer()?;
        let kept = self.event.data.as_ref()?.get(ByRule::KEY)?.clone();
        let ByRule { version, position, name, .. } = serde_json::from_value(kept).ok()?;
        Some(EventRule { version, position, name })
    }
    /// False for what the reporter does not see.
    async fn visible_to_reporter(&self) -> bool {
        self.event.for_reporter
    }
    /// The reply concerned, if the viewer may read it.
    async fn reply(&self) -> async_graphql::Result<Option<Reply>> {
        let Some(id) = self.event.reply else { return Ok(None) };
        let seen = Seen(self.case.clone());
        let rows = self.view.load(Replies(seen)).await?.unwrap_or_default();
        Ok(rows.into_iter().find(|row| row.id == id).map(|row| Reply {
            row,
            case: self.case.clone(),
            view: self.view.clone(),
        }))
    }
    /// Files that came with it.
    async fn attachments(&self) -> async_graphql::Result<Vec<Attachment>> {
        let rows = self.view.load(Files(Seen(self.case.clone()))).await?.unwrap_or_default();
        Ok(rows
            .into_iter()
            .filter(|row| row.event_id == Some(self.event.id) && row.reply_id.is_none())
            .map(Attachment)
            .collect())
    }
}
