//! WebP: keeps the chunks that draw the picture, also inside the frames of an animation; EXIF, XMP,
//! colour profile, unknown chunks and whatever follows the end are dropped.
use super::read::{array, le32};

/// The flags of `VP8X` that stay true: alpha and animation.
const KEPT_FLAGS: u8 = 0x10 | 0x02;
/// Bytes before the chunks of a frame (`ANMF`): its place, size, duration and flags.
const FRAME_HEADER: usize = 16;

/// The same picture without its metadata; `None` where the bytes are not a whole WebP.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let body = bytes.get(8..)?.strip_prefix(b"WEBP")?;
    let declared = le32(bytes, 4)?.checked_sub(4)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for (id, data) in chunks(body.get(..declared)?)? {
        match &id {
            b"VP8X" => {
                let mut header: [u8; 10] = array(data, 0)?;
                header[0] &= KEPT_FLAGS;
                push(&mut out, id, &header);
            }
            b"ANMF" => push(&mut out, id, &frame(data)?),
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => push(&mut out, id, data),
            _ => {}
        }
    }
    let size = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&size);
    Some(out)
}

/// The most pixels that any bitstream inside claims. The decoder makes room for what a bitstream
/// says before it compares that with the size of the picture, so it is asked here first.
pub(super) fn largest_bitstream(bytes: &[u8]) -> u64 {
    let mut largest = 0;
    for (id, data) in bytes.get(12..).and_then(chunks).unwrap_or_default() {
        let inner = match &id {
            b"ANMF" => data.get(FRAME_HEADER..).and_then(chunks).unwrap_or_default(),
            _ => vec![(id, data)],
        };
        for (id, data) in inner {
            largest = largest.max(pixels(id, data).unwrap_or(0));
        }
    }
    largest
}

fn pixels(id: [u8; 4], data: &[u8]) -> Option<u64> {
    let (width, height) = match &id {
        b"VP8 " => (
            u32::from(u16::from_le_bytes(array(data, 6)?) & 0x3fff),
            u32::from(u16::from_le_bytes(array(data, 8)?) & 0x3fff),
        ),
        b"VP8L" => {
            let packed = u32::from_le_bytes(array(data, 1)?);
            ((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1)
        }
        _ => return None,
    };
    Some(u64::from(width) * u64::from(height))
}

/// A frame of an animation with its drawing chunks only.
fn frame(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = data.get(..FRAME_HEADER)?.to_vec();
    for (id, data) in chunks(data.get(FRAME_HEADER..)?)? {
        if matches!(&id, b"VP8 " | b"VP8L" | b"ALPH") {
            push(&mut out, id, data);
        }
    }
    Some(out)
}

type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The chunks of a list; `None` where one is longer than the list.
fn chunks(mut rest: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let mut found = Vec::new();
    while rest.len() >= 8 {
        let size = le32(rest, 4)?;
        let end = size.checked_add(8)?;
        found.push((array(rest, 0)?, rest.get(8..end)?));
        // Chunks are padded to an even size; a missing last pad is forgiven.
        rest = rest.get(end + size % 2..).unwrap_or_default();
    }
    Some(found)
}

fn push(out: &mut Vec<u8>, id: [u8; 4], data: &[u8]) {
    out.extend_from_slice(&id);
    // What is kept came out of a file below 4 GiB, and is never longer than there.
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
