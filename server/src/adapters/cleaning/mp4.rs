//! MP4: every box that is not needed to play the video is overwritten in place by a `free` box of
//! the same size, so that the offsets to picture and sound stay right wherever `moov` stands.
//! Removed so: `udta` (place, title, device), `meta`, `uuid` (XMP), unknown boxes, old `free` space.
//! Blanked: creation times, names of handlers and encoders. Tracks that are neither picture, sound
//! nor subtitles (GPS telemetry, motion) go with their samples. Codes nothing anew.
use super::mp4_data_tracks::wipe_samples;
use super::read::{array, be32, be64};
use crate::domain::media::{CleanWarning, Cleaned, Kind, MediaRefusal};
use std::ops::Range;

/// Where a box stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) kind: [u8; 4],
    start: usize,
    /// Its content, after the header.
    pub(super) body: Range<usize>,
}

/// A box is kept only where this list has it under its parent (`None` is the file itself).
fn is_kept(parent: Option<&[u8; 4]>, kind: &[u8; 4]) -> bool {
    let kept: &[&[u8; 4]] = match parent {
        None => &[b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix"],
        Some(b"moov") => &[b"mvhd", b"trak", b"mvex", b"iods"],
        Some(b"trak") => &[b"tkhd", b"edts", b"mdia", b"tapt"],
        Some(b"mdia") => &[b"mdhd", b"hdlr", b"minf", b"elng"],
        Some(b"minf") => &[b"vmhd", b"smhd", b"hmhd", b"sthd", b"nmhd", b"gmhd", b"dinf", b"hdlr", b"stbl"],
        Some(b"stbl") => &[
            b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh", b"stps",
            b"sdtp", b"sbgp", b"sgpd", b"padb", b"subs", b"saiz", b"saio",
        ],
        Some(b"mvex") => &[b"mehd", b"trex", b"leva"],
        Some(b"moof") => &[b"mfhd", b"traf"],
        Some(b"traf") => &[b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"],
        Some(_) => &[],
    };
    kept.contains(&kind)
}

/// Boxes whose content is boxes again.
fn is_container(kind: &[u8; 4]) -> bool {
    matches!(kind, b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" | b"mvex" | b"moof" | b"traf")
}

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, MediaRefusal> {
    clean_file(bytes.to_vec()).ok_or(MediaRefusal::Broken)
}

fn clean_file(mut file: Vec<u8>) -> Option<Cleaned> {
    let (top, end) = top_level(&file)?;
    file.truncate(end);
    let media: Vec<_> = top.iter().filter(|part| &part.kind == b"mdat").cloned().collect();
    let mut moovs = top.iter().filter(|part| &part.kind == b"moov");
    let (moov, None) = (moovs.next()?, moovs.next()) else {
        return None;
    };
    let fragmented = top.iter().any(|part| &part.kind == b"moof");
    if media.is_empty() {
        return None;
    }
    let mut size = None;
    let mut not_cleaned = Vec::new();
    for track in parts(&file, moov.body.clone())?.iter().filter(|part| &part.kind == b"trak") {
        match &handler(&file, track)? {
            b"vide" => size = size.or(shown_size(&file, track)),
            b"soun" | b"text" | b"sbtl" | b"subt" | b"clcp" => {}
            _ => {
                let wiped = wipe_samples(&mut file, track, &media).is_some() && !fragmented;
                blank(&mut file, track)?;
                if !wiped && !not_cleaned.contains(&CleanWarning::Telemetry) {
                    not_cleaned.push(CleanWarning::Telemetry);
                }
            }
        }
    }
    let (width, height) = size?;
    clean_parts(&mut file, None, &top)?;
    Some(Cleaned {
        bytes: file,
        kind: Kind::Mp4,
        width: Some(width),
        height: Some(height),
        thumbnail: None,
        not_cleaned,
    })
}

/// The boxes of the file, and where they end. What follows the last readable one is cut off (phones
/// append data of their own), unless the video itself is cut short.
fn top_level(file: &[u8]) -> Option<(Vec<Part>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < file.len() {
        match part_at(file, at, file.len()) {
            Some(part) => {
                at = part.body.end;
                found.push(part);
            }
            None if matches!(array(file, at + 4).as_ref(), Some(b"mdat" | b"moov" | b"moof")) => {
                return None;
            }
            None => break,
        }
    }
    Some((found, at))
}

/// The boxes within a range; `None` where one is longer than the range. A rest that is too short for
/// a box (some writers end a list with zeros) is passed over.
pub(super) fn parts(file: &[u8], range: Range<usize>) -> Option<Vec<Part>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at + 8 <= range.end {
        let part = part_at(file, at, range.end)?;
        at = part.body.end;
        found.push(part);
    }
    Some(found)
}

fn part_at(file: &[u8], start: usize, limit: usize) -> Option<Part> {
    let kind = array(file, start.checked_add(4)?)?;
    let (header, size) = match be32(file, start)? {
        // To the end of what holds it.
        0 => (8, limit.checked_sub(start)?),
        1 => (16, be64(file, start.checked_add(8)?)?),
        size => (8, size),
    };
    let end = start.checked_add(size)?;
    (size >= header && end <= limit).then_some(Part { kind, start, body: start + header..end })
}

/// The first box of this kind among the boxes of another one.
pub(super) fn child(file: &[u8], parent: &Part, kind: &[u8; 4]) -> Option<Part> {
    parts(file, parent.body.clone())?.into_iter().find(|part| &part.kind == kind)
}

fn clean_parts(file: &mut [u8], parent: Option<&[u8; 4]>, parts_here: &[Part]) -> Option<()> {
    for part in parts_here {
        if !is_kept(parent, &part.kind) {
            blank(file, part)?;
            continue;
        }
        match &part.kind {
            b"mvhd" | b"tkhd" | b"mdhd" => blank_times(file, part)?,
            // After version, type and reserved fields: the name of the handler.
            b"hdlr" => fill(file, part.body.start.checked_add(12)?..part.body.end)?,
            b"stsd" => blank_encoder_names(file, part)?,
            kind if is_container(kind) => {
                let inner = parts(file, part.body.clone())?;
                clean_parts(file, Some(kind), &inner)?;
            }
            _ => {}
        }
    }
    Some(())
}

/// Turns a box into empty space of the same size.
fn blank(file: &mut [u8], part: &Part) -> Option<()> {
    let kind = part.start.checked_add(4)?;
    file.get_mut(kind..kind.checked_add(4)?)?.copy_from_slice(b"free");
    fill(file, part.body.clone())
}

/// Overwrites a range with zeros.
pub(super) fn fill(file: &mut [u8], range: Range<usize>) -> Option<()> {
    file.get_mut(range)?.fill(0);
    Some(())
}

/// Creation and modification time: 4 bytes each, 8 in version 1.
fn blank_times(file: &mut [u8], part: &Part) -> Option<()> {
    let length = if *file.get(part.body.start)? == 1 { 16 } else { 8 };
    let from = part.body.start.checked_add(4)?;
    let times = from..from.checked_add(length)?;
    (times.end <= part.body.end).then_some(())?;
    fill(file, times)
}

/// The fixed fields of a video's sample entry: vendor, and the name of the encoder.
fn blank_encoder_names(file: &mut [u8], part: &Part) -> Option<()> {
    let entries = part.body.start.checked_add(8)?;
    for entry in parts(file, entries..part.body.end)? {
        let video = matches!(
            &entry.kind,
            b"avc1"
                | b"avc3"
                | b"hvc1"
                | b"hev1"
                | b"mp4v"
                | b"vp08"
                | b"vp09"
                | b"av01"
                | b"s263"
                | b"dvh1"
                | b"dvhe"
                | b"encv"
        );
        let (from, end) = (entry.body.start, entry.body.end);
        if video && end.checked_sub(from)? >= 78 {
            fill(file, from + 12..from + 16)?;
            fill(file, from + 42..from + 74)?;
        }
    }
    Some(())
}

/// What a track is for: `vide`, `soun`, `meta` ...
fn handler(file: &[u8], track: &Part) -> Option<[u8; 4]> {
    let hdlr = child(file, &child(file, track, b"mdia")?, b"hdlr")?;
    array(file, hdlr.body.start.checked_add(8)?)
}

/// Width and height in whole pixels, the last eight bytes of the track's header, turned as its
/// matrix says (phones store an upright video lying).
fn shown_size(file: &[u8], track: &Part) -> Option<(u32, u32)> {
    let header = child(file, track, b"tkhd")?.body;
    let at = header.end.checked_sub(8).filter(|at| *at >= header.start + 44)?;
    let size = |at| array(file, at).map(|bytes| u32::from_be_bytes(bytes) >> 16);
    let (width, height) = (size(at)?, size(at + 4)?);
    let lying = be32(file, at - 36)? == 0 && be32(file, at - 32)? != 0;
    let shown = if lying { (height, width) } else { (width, height) };
    (width > 0 && height > 0).then_some(shown)
}
