//! Loaders: many keys, one or a few statements. Built for each request from the actor's scope, never
//! shared. To add one: a key type and its `Loader` here.
use std::{
    collections::{BTreeMap, HashMap},
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use entities::{
    agency, archive_reason, case_routing,
    ids::{AccountId, AgencyId, CaseId},
    region, topic,
};

use super::errors::Fault;
use crate::{
    domain::clocks::ClockRow,
    op::Op,
    store::{
        Scoped,
        agencies::OfficerRow,
        attachments::AttachmentRow,
        case_view::CaseView,
        details::{EventPage, EventView, PartyView},
        invitations::InvitationView,
        people::{MemberView, PersonView, RoleEventView},
        public::PublicReplyView,
        replies::ReplyView,
        tree_figures::Figures,
    },
};

/// Where loaders read, and the operation for what is weighed.
pub struct Source(pub Scoped, pub Op);

/// A case that the viewer sees, as a key: what hangs on it is read by the same right.
#[derive(Clone)]
pub struct Seen(pub Arc<CaseView>);
impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        self.0.state.id == other.0.state.id
    }
}
impl Eq for Seen {}
impl Hash for Seen {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.state.id.hash(state);
    }
}

macro_rules! key {
    ($($(#[$m:meta])* $name:ident($inner:ty)),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(pub $inner);
    )+ };
}
pub(super) use key;
key! {
    /// An agency by id.
    ById(AgencyId),
    /// An agency by code.
    ByCode(String),
    /// Children of an agency.
    Children(AgencyId),
    /// People in office.
    InOffice(AgencyId),
    /// Officers who can be given a case of an agency.
    Assignable(AgencyId),
    /// A topic.
    Topic(String),
    /// A region with the names above it.
    Region(String),
    /// An archive reason.
    Reason(String),
    /// Name of an officer.
    Name(AccountId),
    /// Somebody in office.
    People(AccountId),
    /// What happened to the roles of somebody.
    History(AccountId),
    /// Clocks of a case.
    Clocks(CaseId),
    /// Parties of a case.
    Parties(CaseId),
    /// What the forwarding rules said about a case, newest first.
    Routings(CaseId),
    /// Linked cases.
    Linked(CaseId),
    /// A case.
    CaseById(CaseId),
    /// Published replies.
    PublicReplies(CaseId),
}

/// An agency as it was on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AsOf(pub AgencyId, pub NaiveDate);
/// Who inherits from an agency, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heirs(pub AgencyId, pub NaiveDate);
/// Children as they were on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChildrenAsOf(pub AgencyId, pub NaiveDate);

macro_rules! node_key {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(Debug, Clone)]
        pub struct $name(pub agency::Model);
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.id == other.0.id
            }
        }
        impl Eq for $name {}
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.id.hash(state);
            }
        }
    )+ };
}
// These carry the row of the agency: who may see them hangs on its place.
node_key! {
    /// Figures of an agency.
    FiguresOf,
    /// Roles in an agency.
    MembersOf,
    /// Invitations to an agency.
    InvitationsOf,
}

macro_rules! seen_key {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(pub Seen);
    )+ };
}
seen_key! {
    /// Replies of a case.
    Replies,
    /// Files of a case.
    Files,
    /// Cases like it.
    Similar,
}

/// A page of events of a case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Events(pub Seen, pub EventPage);

/// A region and the names from it up to the regency.
#[derive(Debug, Clone)]
pub struct RegionNames {
    /// The region.
    pub row: region::Model,
    /// "Takisung, Kabupaten Tanah Laut".
    pub full_name: String,
}

macro_rules! loader {
    ($key:ty => $value:ty, |$source:ident, $keys:ident| $body:expr) => {
        impl Loader<$key> for Source {
            type Value = $value;
            type Error = Fault;
            async fn load(&self, $keys: &[$key]) -> Result<HashMap<$key, $value>, Fault> {
                let $source = &self.0;
                Ok($body)
            }
        }
    };
}
pub(super) use loader;

loader!(ById => agency::Model, |scoped, keys| {
    let ids: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    scoped.agencies_by_id(&ids).await?.into_iter().map(|(id, row)| (ById(id), row)).collect()
});
loader!(ByCode => agency::Model, |scoped, keys| {
    let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
    scoped.agencies_by_code(&codes).await?.into_iter().map(|(code, row)| (ByCode(code), row)).collect()
});
loader!(Children => Vec<agency::Model>, |scoped, keys| {
    let ids: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    let mut found: HashMap<Children, Vec<agency::Model>> = HashMap::new();
    for row in scoped.agency_children(&ids).await? {
        if let Some(parent) = row.parent_id {
            found.entry(Children(parent)).or_default().push(row);
        }
    }
    found
});
loader!(Heirs => Vec<AgencyId>, |scoped, keys| {
    let mut found = HashMap::new();
    for (day, ids) in by_day(keys.iter().map(|key| (key.1, key.0))) {
        found.extend(scoped.heirs_of(&ids, day).await?.into_iter().map(|(id, heirs)| (Heirs(id, day), heirs)));
    }
    found
});
loader!(AsOf => agency::Model, |scoped, keys| {
    let mut found = HashMap::new();
    for (day, ids) in by_day(keys.iter().map(|key| (key.1, key.0))) {
        found.extend(scoped.agencies_as_of(&ids, day).await?.into_iter().map(|(id, row)| (AsOf(id, day), row)));
    }
    found
});
loader!(ChildrenAsOf => Vec<agency::Model>, |scoped, keys| {
    let mut found: HashMap<ChildrenAsOf, Vec<agency::Model>> = HashMap::new();
    for (day, ids) in by_day(keys.iter().map(|key| (key.1, key.0))) {
        for row in scoped.children_as_of(&ids, day).await? {
            if let Some(parent) = row.parent_id {
                found.entry(ChildrenAsOf(parent, day)).or_default().push(row);
            }
        }
    }
    found
});
loader!(FiguresOf => Figures, |scoped, keys| {
    let rows: Vec<agency::Model> = keys.iter().map(|key| key.0.clone()).collect();
    let mut figures = scoped.figures(&rows).await?;
    keys.iter().filter_map(|key| Some((key.clone(), figures.remove(&key.0.id)?))).collect()
});
loader!(MembersOf => Vec<MemberView>, |scoped, keys| {
    let rows: Vec<agency::Model> = keys.iter().map(|key| key.0.clone()).collect();
    let mut members = scoped.members(&rows).await?;
    keys.iter().filter_map(|key| Some((key.clone(), members.remove(&key.0.id)?))).collect()
});
loader!(InvitationsOf => Vec<InvitationView>, |scoped, keys| {
    let rows: Vec<agency::Model> = keys.iter().map(|key| key.0.clone()).collect();
    let mut found = scoped.invitations(&rows).await?;
    keys.iter().filter_map(|key| Some((key.clone(), found.remove(&key.0.id)?))).collect()
});
loader!(People => PersonView, |scoped, keys| {
    let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
    scoped.people(&ids).await?.into_iter().map(|(id, person)| (People(id), person)).collect()
});
loader!(History => Vec<RoleEventView>, |scoped, keys| {
    let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
    scoped.role_events(&ids).await?.into_iter().map(|(id, events)| (History(id), events)).collect()
});
loader!(InOffice => i64, |scoped, keys| {
    let ids: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    scoped.officers_in_office(&ids).await?.into_iter().map(|(id, n)| (InOffice(id), n)).collect()
});
loader!(Assignable => Vec<OfficerRow>, |scoped, keys| {
    let ids: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    let mut found: HashMap<Assignable, Vec<OfficerRow>> = HashMap::new();
    for row in scoped.assignable(&ids).await? {
        if let Some(agency) = row.agency {
            found.entry(Assignable(agency)).or_default().push(row);
        }
    }
    found
});
loader!(Topic => topic::Model, |scoped, keys| {
    let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
    scoped.topics_by_code(&codes).await?.into_iter().map(|(code, row)| (Topic(code), row)).collect()
});
loader!(Region => RegionNames, |scoped, keys| {
    let mut codes: Vec<String> = keys.iter().flat_map(|key| with_parents(&key.0)).collect();
    codes.sort_unstable();
    codes.dedup();
    let rows = scoped.regions_by_code(&codes).await?;
    keys.iter()
        .filter_map(|key| {
            let row = rows.get(&key.0)?.clone();
            let mut names: Vec<&str> = with_parents(&key.0).iter().filter_map(|code| rows.get(code)).map(|row| row.name.as_str()).collect();
            // The province is the same for all; it is named only by itself.
            if names.len() > 1 {
                names.pop();
            }
            let full_name = names.join(", ");
            Some((key.clone(), RegionNames { row, full_name }))
        })
        .collect()
});
loader!(Reason => archive_reason::Model, |scoped, keys| {
    let _ = keys;
    scoped.archive_reasons().await?.into_iter().map(|row| (Reason(row.code.clone()), row)).collect()
});
loader!(Name => String, |scoped, keys| {
    let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
    scoped.officer_names(&ids).await?.into_iter().map(|(id, name)| (Name(id), name)).collect()
});
loader!(Clocks => Vec<ClockRow>, |scoped, keys| {
    let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
    scoped.clocks(&ids).await?.into_iter().map(|(id, rows)| (Clocks(id), rows)).collect()
});
loader!(Parties => Vec<PartyView>, |scoped, keys| {
    let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
    scoped.parties(&ids).await?.into_iter().map(|(id, rows)| (Parties(id), rows)).collect()
});
loader!(Routings => Vec<case_routing::Model>, |scoped, keys| {
    let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
    scoped.routings(&ids).await?.into_iter().map(|(id, rows)| (Routings(id), rows)).collect()
});
loader!(Linked => Vec<CaseView>, |scoped, keys| {
    let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
    scoped.linked(&ids).await?.into_iter().map(|(id, rows)| (Linked(id), rows)).collect()
});
loader!(CaseById => CaseView, |scoped, keys| {
    let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
    scoped.cases_by_id(&ids).await?.into_iter().map(|(id, view)| (CaseById(id), view)).collect()
});
loader!(PublicReplies => Vec<PublicReplyView>, |scoped, keys| {
    let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
    scoped.public_replies(&ids).await?.into_iter().map(|(id, rows)| (PublicReplies(id), rows)).collect()
});
loader!(Replies => Vec<ReplyView>, |scoped, keys| {
    let views: Vec<&CaseView> = keys.iter().map(|key| &*key.0.0).collect();
    let mut rows = scoped.replies(&views).await?;
    keys.iter().map(|key| (key.clone(), rows.remove(&key.0.0.state.id).unwrap_or_default())).collect()
});
loader!(Files => Vec<AttachmentRow>, |scoped, keys| {
    let views: Vec<&CaseView> = keys.iter().map(|key| &*key.0.0).collect();
    let mut rows = scoped.attachments(&views).await?;
    keys.iter().map(|key| (key.clone(), rows.remove(&key.0.0.state.id).unwrap_or_default())).collect()
});
loader!(Similar => Vec<CaseView>, |scoped, keys| {
    let views: Vec<&CaseView> = keys.iter().map(|key| &*key.0.0).collect();
    let mut rows = scoped.similar(&views).await?;
    keys.iter().map(|key| (key.clone(), rows.remove(&key.0.0.state.id).unwrap_or_default())).collect()
});
loader!(Events => Vec<EventView>, |scoped, keys| {
    // One statement for each different page: as many as the request has different arguments.
    let mut pages: HashMap<EventPage, Vec<Seen>> = HashMap::new();
    for key in keys {
        pages.entry(key.1).or_default().push(key.0.clone());
    }
    let mut found = HashMap::new();
    for (page, seen) in pages {
        let views: Vec<&CaseView> = seen.iter().map(|seen| &*seen.0).collect();
        let mut rows = scoped.events(&views, page).await?;
        for seen in seen {
            let events = rows.remove(&seen.0.state.id).unwrap_or_default();
            found.insert(Events(seen, page), events);
        }
    }
    found
});

/// One statement for each different day: as many as the request names.
fn by_day(keys: impl Iterator<Item = (NaiveDate, AgencyId)>) -> BTreeMap<NaiveDate, Vec<AgencyId>> {
    let mut days: BTreeMap<NaiveDate, Vec<AgencyId>> = BTreeMap::new();
    for (day, id) in keys {
        days.entry(day).or_default().push(id);
    }
    days
}

/// A region code and those above it, smallest first.
fn with_parents(code: &str) -> Vec<String> {
    let mut codes = vec![code.to_owned()];
    let mut rest = code;
    while let Some((above, _)) = rest.rsplit_once('.') {
        codes.push(above.to_owned());
        rest = above;
    }
    codes
}
