//! Asks the rules again about cases that wait, after other rules have begun or the tree has changed: a target that was lost
//! may be mended, an agency that was suggested may have closed. So that nobody goes by a suggestion whose reason is gone.
//! Case by case, each in a transaction of its own; what was said before stays in the history as overtaken.
use entities::ids::CaseId;

use super::{
    Failure,
    suggesting::{self, Words},
};
use crate::{
    op::Op,
    store::{
        flagged::Stale,
        router::Router,
        routings::{asked_of, said},
    },
};

/// Cases of one look at what is stale.
const BATCH: u64 = 200;

/// Asks again about all cases whose suggestion is stale; answers how many got another one. What is asked under the rules
/// and the tree of now is not asked again, so that it can run as often as it likes.
///
/// # Errors
/// Database.
pub async fn about_stale(op: &Op) -> Result<usize, Failure> {
    let router = op.router().await?;
    let mark = router.mark();
    let mut changed = 0;
    for why in [Stale::Lost, Stale::Closed] {
        let mut after = None;
        loop {
            let batch = op.scoped.stale_suggestions(why, &mark, after, BATCH).await?;
            let Some((last, _)) = batch.last().copied() else { break };
            after = Some(last);
            for (_, case) in batch {
                // One that fails must not keep the others waiting; it is tried again at the next round.
                match about(op, &router, case).await {
                    Ok(anew) => changed += usize::from(anew),
                    Err(failure) => tracing::warn!(case.id = %case, ?failure, "case.not_asked_again"),
                }
            }
        }
    }
    Ok(changed)
}

/// Whether the rules now say something else about a case.
async fn about(op: &Op, router: &Router, case: CaseId) -> Result<bool, Failure> {
    let work = op.scoped.begin().await?;
    // Somebody may have decided meanwhile.
    let Some((state, row)) = work.waiting_suggestion(case).await? else { return Ok(false) };
    let facts = work.rule_facts(case).await?;
    let words = Words {
        title: &facts.title,
        body: &facts.body,
        channel: facts.channel,
        named: facts.named.and_then(|id| router.code(id)),
    };
    let mut now = suggesting::decide(router, &state, words);
    // It was filed under other rules: a person forwards it.
    now.decision.automatic = false;
    // Another version with the same answer is still another reason, and is named on the page of the case.
    let same =
        !row.automatic && asked_of(&row) == router.asked(&now) && said(&row).as_ref() == Some(&now.clone().shortened());
    if same {
        work.holds_still(row, router.mark()).await?;
    } else {
        work.add_routing(case, router, &now).await?;
    }
    work.commit().await?;
    Ok(!same)
}
