//! News. The viewer of a websocket is fixed when it connects, so at each event the edge is asked who it is
//! by now, and the store whether that person still sees the case.
use std::sync::Arc;

use async_graphql::{Context, ID, SimpleObject, Subscription as Feed, futures_util::Stream};
use async_trait::async_trait;
use entities::ids::CaseId;
use tokio::sync::broadcast::error::RecvError;

use super::{
    case::Case,
    counts::{CaseCounts, counts},
    enums::EventKind,
    ids,
    view::{View, Viewer},
};
use crate::{op::Op, store::live::Change};

/// Tells who the subscriber is at this moment.
#[async_trait]
pub trait Watch: Send + Sync {
    /// The operation as that person now; `None` once the session, token or role has ended.
    async fn now(&self) -> Option<Op>;
}

/// Something happened in the viewer's queue.
#[derive(SimpleObject)]
pub struct QueueChange {
    /// The case.
    pub case_id: ID,
    /// What.
    pub kind: EventKind,
    /// Figures of the queue now.
    pub counts: CaseCounts,
}

/// News.
pub struct Subscription;

async fn viewer_now(watch: &Arc<dyn Watch>) -> Option<Viewer> {
    Some(Arc::new(View::new(watch.now().await?)))
}

/// Waits for the next change that concerns the subscriber. A listener that fell behind is told of the
/// case it watches all the same, because what it reads is always the state of now.
async fn next(
    changes: &mut tokio::sync::broadcast::Receiver<Change>,
    wanted: impl Fn(&Change) -> bool,
) -> Option<Option<Change>> {
    loop {
        match changes.recv().await {
            Ok(change) if wanted(&change) => return Some(Some(change)),
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return Some(None),
            Err(RecvError::Closed) => return None,
        }
    }
}

/// News, over graphql-transport-ws at `/graphql/ws`. The right to see is checked anew at each event.
#[Feed]
impl Subscription {
    /// The case after each act on it. Whoever sees it; ends with null when the viewer no longer does.
    async fn case_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case.")] id: ID,
    ) -> async_graphql::Result<impl Stream<Item = async_graphql::Result<Option<Case>>> + use<>> {
        let view = View::of(ctx)?;
        let watch = ctx.data::<Arc<dyn Watch>>().map_err(|_| super::errors::fault(view.op.locale))?.clone();
        let changes = view.op.store.changes();
        let case: Option<CaseId> = ids::to_case(&id);
        // Hidden and unknown alike: one null, and the end.
        let seen = match case {
            Some(case) if Case::load(&view, case).await?.is_some() => Some(case),
            _ => None,
        };
        Ok(async_graphql::futures_util::stream::unfold(
            (changes, watch, seen, seen.is_none()),
            move |(mut changes, watch, seen, last)| async move {
                let Some(case) = seen else {
                    return last.then_some((Ok(None), (changes, watch, None, false)));
                };
                next(&mut changes, |change| change.case == case).await?;
                let found = match viewer_now(&watch).await {
                    Some(view) => Case::load(&view, case).await,
                    None => Ok(None),
                };
                let still = matches!(&found, Ok(Some(_))).then_some(case);
                Some((found, (changes, watch, still, false)))
            },
        ))
    }

    /// Each act on a case in the viewer's part of the tree, with the figures of the queue. Officers; ends
    /// with null when the viewer's role ends.
    async fn queue_changed(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<impl Stream<Item = async_graphql::Result<Option<QueueChange>>> + use<>> {
        let view = View::of(ctx)?;
        let watch = ctx.data::<Arc<dyn Watch>>().map_err(|_| super::errors::fault(view.op.locale))?.clone();
        let changes = view.op.store.changes();
        let agency = view.op.actor().officer().and_then(|officer| officer.agency);
        if agency.is_none() {
            return Err(super::errors::unauthenticated(view.op.locale));
        }
        Ok(async_graphql::futures_util::stream::unfold(
            (changes, watch, agency),
            move |(mut changes, watch, agency)| async move {
                let here = agency?;
                loop {
                    let Some(change) = next(&mut changes, |change| change.agencies.contains(&here)).await? else {
                        continue;
                    };
                    let Some(view) = viewer_now(&watch).await else {
                        return Some((Ok(None), (changes, watch, None)));
                    };
                    // An act in the agency's audience that this role does not see is not told.
                    match Case::load(&view, change.case).await {
                        Ok(None) => {}
                        Err(error) => return Some((Err(error), (changes, watch, agency))),
                        Ok(Some(_)) => {
                            let told = counts(&view).await.map(|counts| {
                                Some(QueueChange { case_id: ids::case(change.case), kind: change.kind.into(), counts })
                            });
                            return Some((told, (changes, watch, agency)));
                        }
                    }
                }
            },
        ))
    }
}
