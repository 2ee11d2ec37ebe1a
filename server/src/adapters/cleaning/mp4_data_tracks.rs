//! MP4: overwrites the samples of a data track (GPS telemetry, motion), which lie between the
//! pictures and cannot be found any more once the track's tables are gone.
use super::mp4::{Part, child, fill};
use super::read::{be32, be64};

/// Videos have one box of media data, or a few.
const MAX_MEDIA: usize = 64;

/// Zeroes every sample of the track; `None` where its tables do not lead to all of them.
pub(super) fn wipe_samples(file: &mut [u8], track: &Part, media: &[Part]) -> Option<()> {
    let table = child(file, &child(file, &child(file, track, b"mdia")?, b"minf")?, b"stbl")?;
    let sizes = child(file, &table, b"stsz")?.body.start;
    let runs = child(file, &table, b"stsc")?.body.start;
    let (offsets, wide) = match child(file, &table, b"stco") {
        Some(part) => (part.body.start, false),
        None => (child(file, &table, b"co64")?.body.start, true),
    };
    let (same_size, samples) = (be32(file, sizes + 4)?, be32(file, sizes + 8)?);
    let (run_count, chunk_count) = (be32(file, runs + 4)?, be32(file, offsets + 4)?);
    // No table can have more rows than the file has bytes; each sample is looked for in all of `media`.
    let counts = [samples, run_count, chunk_count];
    if media.len() > MAX_MEDIA || counts.iter().any(|count| *count > file.len()) {
        return None;
    }
    let (mut sample, mut run, mut wiped) = (0, 0, 0usize);
    for chunk in 0..chunk_count {
        let row = offsets + 8;
        let mut at = if wide { be64(file, row + chunk * 8)? } else { be32(file, row + chunk * 4)? };
        // A run of chunks holds until the next run's first chunk, which counts from one.
        while run + 1 < run_count && be32(file, runs + 8 + (run + 1) * 12)? <= chunk + 1 {
            run += 1;
        }
        for _ in 0..be32(file, runs + 8 + run * 12 + 4)? {
            if sample == samples {
                break;
            }
            let size = if same_size > 0 { same_size } else { be32(file, sizes + 12 + sample * 4)? };
            let range = at..at.checked_add(size)?;
            at = range.end;
            sample += 1;
            wiped = wiped.checked_add(size)?;
            let inside = media.iter().any(|part| part.body.start <= range.start && range.end <= part.body.end);
            // Samples that overlap could ask for the same bytes without end.
            if !inside || wiped > file.len() {
                return None;
            }
            fill(file, range)?;
        }
    }
    (sample == samples).then_some(())
}
