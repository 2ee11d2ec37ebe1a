//! Takes place, device and author out of attachments, measures pictures and makes thumbnails.
//! Bytes in, bytes out: nothing is stored here and nobody is asked for a right. What is kept of a
//! file is a list of allowed parts, so that an unknown part is dropped rather than passed on.
//! To add a kind: a file with its cleaner, an arm in `clean_known`, hostile samples in `tests`.
mod jpeg;
mod mp4;
mod mp4_data_tracks;
mod pdf;
mod picture;
mod png;
mod read;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod webp;

use crate::domain::media::{Cleaned, Kind, MediaRefusal, admit};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Cleans one attachment of a known kind. CPU-bound: from async code go through [`Cleaner`].
///
/// # Errors
/// `Broken` for what cannot be read as `kind`, `TooManyPixels` for what is not decoded.
pub fn clean(bytes: &[u8], kind: Kind) -> Result<Cleaned, MediaRefusal> {
    // The decoders are other people's code on hostile input: a panic of theirs is a broken file.
    catch_unwind(AssertUnwindSafe(|| clean_known(bytes, kind))).unwrap_or_else(|_| {
        tracing::error!(media.kind = ?kind, "a decoder panicked; the file was refused");
        Err(MediaRefusal::Broken)
    })
}

fn clean_known(bytes: &[u8], kind: Kind) -> Result<Cleaned, MediaRefusal> {
    match kind {
        Kind::Jpeg | Kind::Png | Kind::Webp => picture::clean(bytes, kind),
        Kind::Pdf => pdf::clean(bytes),
        Kind::Mp4 => mp4::clean(bytes),
    }
}

/// Cleans on the blocking pool, few files at a time: decoding one picture of the largest size
/// takes up to half a gigabyte for a moment.
#[derive(Debug, Clone)]
pub struct Cleaner {
    permits: Arc<Semaphore>,
}

impl Cleaner {
    /// A cleaner that works on `parallel` files at a time (at least one).
    #[must_use]
    pub fn new(parallel: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(parallel.clamp(1, 64))) }
    }

    /// Checks the size, recognises the kind by content, and cleans.
    ///
    /// # Errors
    /// Every [`MediaRefusal`].
    pub async fn clean(&self, bytes: bytes::Bytes) -> Result<Cleaned, MediaRefusal> {
        let kind = admit(&bytes)?;
        // The permit moves into the work, so that a caller who goes away does not free it early.
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            clean(&bytes, kind)
        });
        work.await.unwrap_or(Err(MediaRefusal::Broken))
    }
}
