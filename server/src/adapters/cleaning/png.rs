//! PNG: keeps the chunks that draw the still picture; text, EXIF, time, colour profile (it names
//! device and author), animation and whatever follows the end are dropped.
use bytes::Bytes;
use img_parts::png::Png;

const KEPT: [&[u8; 4]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"cICP"];

/// The same picture without its metadata; `None` where the bytes are not a whole PNG.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let whole = png.chunks().last().is_some_and(|last| &last.kind() == b"IEND");
    png.chunks_mut().retain(|chunk| {
        let kind = chunk.kind();
        // The end carries nothing, whatever a file puts there.
        KEPT.contains(&&kind) && (&kind != b"IEND" || chunk.contents().is_empty())
    });
    whole.then(|| png.encoder().bytes().to_vec())
}
