//! The operation and its loaders, shared by all objects of one request and by no other.
use std::sync::Arc;

use async_graphql::{
    Context,
    dataloader::{DataLoader, HashMapCache, Loader},
};

use super::{
    batches::{InRequest, NoWait},
    errors::{Fault, fault},
    loaders::Source,
};
use crate::op::Op;

/// What resolvers work with.
pub struct View {
    /// The operation.
    pub op: Op,
    loader: DataLoader<Source, HashMapCache>,
}

/// How objects hold it.
pub type Viewer = Arc<View>;

impl View {
    /// New loaders for an operation.
    #[must_use]
    pub fn new(op: Op) -> Self {
        let source = Source(op.scoped.clone(), op.clone());
        let loader = DataLoader::with_cache(source, InRequest, NoWait, HashMapCache::default());
        Self { op, loader }
    }

    /// The view of a request.
    ///
    /// # Errors
    /// Never, but for a schema that is run without one.
    pub fn of(ctx: &Context<'_>) -> async_graphql::Result<Viewer> {
        ctx.data::<Viewer>().cloned().map_err(|_| fault(crate::op::Locale::Id))
    }

    /// Loads one thing, together with all that are asked for at the same time.
    ///
    /// # Errors
    /// Database.
    pub async fn load<K>(&self, key: K) -> async_graphql::Result<Option<<Source as Loader<K>>::Value>>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Source: Loader<K, Error = Fault>,
    {
        self.loader.load_one(key).await.map_err(|fault| fault.error(self.op.locale))
    }
}
