//! JPEG: keeps the segments that draw the picture, drops every other one (EXIF, XMP, IPTC, ICC,
//! comments, maker notes, embedded previews) and whatever follows the end of the picture, where
//! phones put a second picture or a short video with the same place in it.
use super::read::array;

const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;

/// The same picture without its metadata; `None` where the bytes are not a whole JPEG.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut scans = 0;
    out.extend_from_slice(b"\xff\xd8");
    loop {
        let (marker, after) = next_marker(rest)?;
        if marker == EOI {
            out.extend_from_slice(&[0xff, EOI]);
            return (scans > 0).then_some(out);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            rest = after;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(array(after, 0)?));
        let (segment, after) = (after.get(2..length)?, after.get(length..)?);
        if let Some(kept) = kept(marker, segment) {
            out.extend_from_slice(&[0xff, marker]);
            out.extend_from_slice(&u16::try_from(kept.len() + 2).ok()?.to_be_bytes());
            out.extend_from_slice(&kept);
        }
        rest = after;
        if marker == SOS {
            scans += 1;
            let end = scan_length(rest)?;
            out.extend_from_slice(rest.get(..end)?);
            rest = rest.get(end..)?;
        }
    }
}

/// Finds the next marker (skipping stray and fill bytes), and what follows it.
fn next_marker(mut rest: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = rest.iter().position(|byte| *byte == 0xff)?;
        rest = rest.get(at + 1..)?;
        match rest.split_first()? {
            (0x00, _) => {}
            (0xff, _) => {}
            (marker, after) => return Some((*marker, after)),
        }
    }
}

/// What is kept of a segment. Tables, frames and scans stay whole; of JFIF and Adobe the fixed
/// fields that decoders need.
fn kept(marker: u8, segment: &[u8]) -> Option<Vec<u8>> {
    match marker {
        0xc0..=0xc7 | 0xc9..=0xcf | SOS..=0xdf => Some(segment.to_vec()),
        0xe0 if segment.starts_with(b"JFIF\0") => {
            // Version and density; the size of the embedded preview becomes 0 x 0.
            Some([segment.get(..12)?, &[0, 0]].concat())
        }
        0xee if segment.starts_with(b"Adobe") => Some(segment.get(..12)?.to_vec()),
        _ => None,
    }
}

/// How long the coded picture data is: up to the next marker that is not part of it.
fn scan_length(data: &[u8]) -> Option<usize> {
    data.windows(2).position(|pair| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xff | 0xd0..=0xd7)))
}
