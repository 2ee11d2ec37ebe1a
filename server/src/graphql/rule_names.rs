//! Sentences that name agencies, topics, regions and reasons. A sentence is made twice: the first time to hear which names it
//! needs, the second time with them; so the texts alone know what they name, and all sentences of a request share the loaders.
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    loaders::{self, ByCode},
    view::Viewer,
};
use crate::{
    op::Locale,
    texts::rules::{Name, Names},
};

/// A code whose name is wanted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Code {
    Agency(String),
    Topic(String),
    Region(String),
    Reason(String),
}

impl From<Name<'_>> for Code {
    fn from(name: Name<'_>) -> Self {
        match name {
            Name::Agency(code) => Self::Agency(code.to_owned()),
            Name::Topic(code) => Self::Topic(code.to_owned()),
            Name::Region(code) => Self::Region(code.to_owned()),
            Name::Reason(code) => Self::Reason(code.to_owned()),
        }
    }
}

impl Code {
    async fn name(&self, view: &Viewer) -> async_graphql::Result<Option<String>> {
        let say = |id: String, en: String| match view.op.locale {
            Locale::Id => id,
            Locale::En => en,
        };
        Ok(match self {
            Self::Agency(code) => view.load(ByCode(code.clone())).await?.map(|row| row.short_name),
            Self::Region(code) => view.load(loaders::Region(code.clone())).await?.map(|region| region.full_name),
            Self::Topic(code) => {
                view.load(loaders::Topic(code.clone())).await?.map(|row| say(row.name_id, row.name_en))
            }
            Self::Reason(code) => {
                view.load(loaders::Reason(code.clone())).await?.map(|row| say(row.name_id, row.name_en))
            }
        })
    }
}

/// What `say` says, with the names that it asks for.
///
/// # Errors
/// Database.
pub(super) async fn worded<T>(view: &Viewer, say: impl Fn(&Names<'_>) -> T) -> async_graphql::Result<T> {
    let wanted = {
        let wanted: RefCell<BTreeSet<Code>> = RefCell::default();
        let listen = |name: Name<'_>| -> Option<String> {
            wanted.borrow_mut().insert(Code::from(name));
            None
        };
        drop(say(&listen));
        wanted.into_inner()
    };
    let names = futures::future::try_join_all(wanted.iter().map(|code| code.name(view))).await?;
    let found: BTreeMap<Code, String> =
        wanted.iter().cloned().zip(names).filter_map(|(code, name)| Some((code, name?))).collect();
    Ok(say(&|name: Name<'_>| found.get(&Code::from(name)).cloned()))
}
