//! Where attachments are kept: a folder, an S3-compatible bucket, or memory for tests.
//! Only bytes under keys; who may read them is decided before anybody comes here, and what they
//! are is known to the database. To add a place: a constructor that wraps another `ObjectStore`.
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, RetryConfig};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How long a request to S3 is tried again before the person who waits for it gets an answer.
const RETRY_FOR: Duration = Duration::from_secs(20);

/// What went wrong, without paths, hosts or keys; the details are in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// Nothing is kept under this key.
    #[error("the file is not there any more")]
    NotFound,
    /// The key is not one of ours (a programming error, or somebody's guess).
    #[error("this is not a key of a kept file")]
    BadKey,
    /// The place does not answer, is full, or may not be written to. Trying again later may help.
    #[error("the file store is not available at the moment")]
    Unavailable,
    /// The place is configured wrongly; told at start.
    #[error("the file store is configured wrongly")]
    Misconfigured,
}

/// How to reach an S3-compatible bucket.
#[derive(Clone)]
pub struct S3Config {
    /// Name of the bucket.
    pub bucket: String,
    /// Region; any word for most stores that are not Amazon's.
    pub region: String,
    /// Base address, for stores that are not Amazon's.
    pub endpoint: Option<String>,
    /// Id of the access key.
    pub access_key: String,
    /// The secret key; never shown.
    pub secret_key: String,
    /// Whether the endpoint may be plain http (a store on the same host).
    pub allow_http: bool,
}

impl fmt::Debug for S3Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Config")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("allow_http", &self.allow_http)
            .finish_non_exhaustive()
    }
}

/// The content of a blob, as it arrives.
pub type BlobStream = BoxStream<'static, Result<Bytes, BlobError>>;

/// A kept blob, as the sweep sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobInfo {
    /// Its key.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written, by the store's clock.
    pub modified: DateTime<Utc>,
}

/// A place for blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct BlobStore {
    store: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
}

impl BlobStore {
    /// Keeps blobs in a folder, which is made if missing.
    ///
    /// # Errors
    /// `Misconfigured` where the folder cannot be made or read.
    pub fn folder(path: impl Into<PathBuf>) -> Result<Self, BlobError> {
        let path = path.into();
        std::fs::create_dir_all(&path).map_err(|error| misconfigured(&error))?;
        let store = LocalFileSystem::new_with_prefix(&path).map_err(|error| misconfigured(&error))?;
        Ok(Self { store: Arc::new(store.with_fsync(true)), folder: Some(path) })
    }

    /// Keeps blobs in an S3-compatible bucket. Nothing is sent yet: ask [`Self::check`].
    ///
    /// # Errors
    /// `Misconfigured` where the configuration cannot be understood.
    pub fn s3(config: S3Config) -> Result<Self, BlobError> {
        let retry = RetryConfig { max_retries: 3, retry_timeout: RETRY_FOR, ..Default::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(config.bucket)
            .with_region(config.region)
            .with_access_key_id(config.access_key)
            .with_secret_access_key(config.secret_key)
            .with_allow_http(config.allow_http)
            // Not every compatible store has the call that deletes many at once.
            .with_disable_bulk_delete(true)
            .with_retry(retry);
        if let Some(endpoint) = config.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = builder.build().map_err(|error| misconfigured(&error))?;
        Ok(Self { store: Arc::new(store), folder: None })
    }

    /// Keeps blobs in this process only, for tests.
    #[must_use]
    pub fn memory() -> Self {
        Self { store: Arc::new(InMemory::new()), folder: None }
    }

    /// Whether the place answers, for readiness and `doctor`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn check(&self) -> Result<(), BlobError> {
        match self.store.list(None).next().await {
            None | Some(Ok(_)) => Ok(()),
            Some(Err(error)) => Err(outside(error)),
        }
    }

    /// Keeps these bytes under a key: all of them or, on failure, nothing. They are written aside
    /// and then renamed, so a reader never sees half a file.
    ///
    /// # Errors
    /// `BadKey`, `Unavailable`.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), BlobError> {
        self.store.put(&path(key)?, bytes.into()).await.map_err(outside)?;
        Ok(())
    }

    /// Size in bytes and content of a blob. An error within the stream ends it early, so whoever
    /// passes it on must announce the size first.
    ///
    /// # Errors
    /// `NotFound`, `BadKey`, `Unavailable`.
    pub async fn get_stream(&self, key: &str) -> Result<(u64, BlobStream), BlobError> {
        let found = self.store.get(&path(key)?).await.map_err(outside)?;
        Ok((found.meta.size, found.into_stream().map_err(outside).boxed()))
    }

    /// The whole blob at once, for small ones such as thumbnails.
    ///
    /// # Errors
    /// `NotFound`, `BadKey`, `Unavailable`.
    pub async fn get(&self, key: &str) -> Result<Bytes, BlobError> {
        let found = self.store.get(&path(key)?).await.map_err(outside)?;
        found.bytes().await.map_err(outside)
    }

    /// Removes a blob. One that is not there is removed already.
    ///
    /// # Errors
    /// `BadKey`, `Unavailable`.
    pub async fn delete(&self, key: &str) -> Result<(), BlobError> {
        match self.store.delete(&path(key)?).await.map_err(outside) {
            Ok(()) | Err(BlobError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Every blob that was written before `cutoff`, for the sweep of those that no row names. The
    /// cutoff must leave time for an upload whose transaction has not committed yet.
    pub fn list_older_than(&self, cutoff: DateTime<Utc>) -> BoxStream<'static, Result<BlobInfo, BlobError>> {
        self.store
            .list(None)
            .map_err(outside)
            .try_filter_map(move |meta| async move {
                let (key, size, modified) = (meta.location.to_string(), meta.size, meta.last_modified);
                Ok((modified < cutoff).then_some(BlobInfo { key, size, modified }))
            })
            .boxed()
    }

    /// Removes what a killed process left half written before `cutoff`, and tells how many files
    /// that were. Only a folder can have such files; they are never listed or read.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sweep_unfinished(&self, cutoff: DateTime<Utc>) -> Result<usize, BlobError> {
        let Some(folder) = self.folder.clone() else {
            return Ok(0);
        };
        tokio::task::spawn_blocking(move || remove_unfinished(folder, cutoff.into()))
            .await
            .map_err(|_| BlobError::Unavailable)?
            .map_err(|error| {
                tracing::warn!(%error, "the blob folder could not be swept");
                BlobError::Unavailable
            })
    }
}

/// The store writes to `<key>#<number>` before it renames; `#` is in no key of ours.
fn remove_unfinished(folder: PathBuf, cutoff: SystemTime) -> std::io::Result<usize> {
    let (mut folders, mut removed) = (vec![folder], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let meta = entry.metadata()?;
            if meta.is_dir() {
                folders.push(entry.path());
            } else if entry.file_name().to_string_lossy().contains('#') && meta.modified()? < cutoff {
                std::fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

/// A key of ours: lower-case letters, digits, `-`, `_`, `.` and `/` between non-empty parts, at most
/// 200 bytes. Nothing that a file system or a store could read as another place.
fn path(key: &str) -> Result<Path, BlobError> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
    if key.len() > 200 || !key.split('/').all(part) {
        return Err(BlobError::BadKey);
    }
    Path::parse(key).map_err(|_| BlobError::BadKey)
}

fn misconfigured(error: &dyn std::error::Error) -> BlobError {
    tracing::error!(%error, "the blob store is configured wrongly");
    BlobError::Misconfigured
}

fn outside(error: object_store::Error) -> BlobError {
    match error {
        object_store::Error::NotFound { .. } => BlobError::NotFound,
        error => {
            tracing::warn!(%error, "the blob store failed");
            BlobError::Unavailable
        }
    }
}

#[cfg(test)]
#[path = "blobs_tests.rs"]
mod tests;
