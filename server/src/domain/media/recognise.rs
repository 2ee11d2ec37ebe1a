//! Tells a kind by its first bytes, never by a name or a declared media type.
//! A signature must stand at the very beginning, so that a page or an archive with a picture's
//! signature somewhere inside is not taken for a picture.
use super::{Kind, MAX_BYTES, MediaRefusal};

/// Major brands of `ftyp` that are some other format in the same container.
const NOT_VIDEO: [&[u8; 4]; 11] =
    [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"qt  ", b"M4A ", b"M4B "];
/// Brands that promise an MP4 video.
const VIDEO: [&[u8; 4]; 15] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42", b"avc1",
    b"dash", b"M4V ", b"MSNV",
];

/// Checks the size and tells the kind: the first question for every upload.
///
/// # Errors
/// `Empty`, `TooLarge` or `UnknownType`.
pub fn admit(bytes: &[u8]) -> Result<Kind, MediaRefusal> {
    if bytes.is_empty() {
        return Err(MediaRefusal::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(MediaRefusal::TooLarge { limit: MAX_BYTES });
    }
    recognise(bytes).ok_or(MediaRefusal::UnknownType)
}

/// The kind that these bytes begin like, if any. The beginning alone (32 bytes) is enough.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Kind> {
    let at = |from: usize, expected: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(expected));
    if at(0, b"\xff\xd8\xff") && bytes.get(3).is_some_and(|marker| (0xc0..0xff).contains(marker)) {
        return Some(Kind::Jpeg);
    }
    if at(0, b"\x89PNG\r\n\x1a\n") && at(12, b"IHDR") {
        return Some(Kind::Png);
    }
    if at(0, b"RIFF") && at(8, b"WEBP") && (at(12, b"VP8 ") || at(12, b"VP8L") || at(12, b"VP8X")) {
        return Some(Kind::Webp);
    }
    if at(0, b"%PDF-") && bytes.get(5).is_some_and(u8::is_ascii_digit) {
        return Some(Kind::Pdf);
    }
    is_mp4(bytes).then_some(Kind::Mp4)
}

fn is_mp4(bytes: &[u8]) -> bool {
    let Some((head, rest)) = bytes.split_first_chunk::<8>() else {
        return false;
    };
    let [a, b, c, d, kind @ ..] = *head;
    let size = u32::from_be_bytes([a, b, c, d]) as usize;
    if &kind != b"ftyp" || !(16..=4096).contains(&size) {
        return false;
    }
    let Some((major, rest)) = rest.split_first_chunk::<4>() else {
        return false;
    };
    if NOT_VIDEO.contains(&major) {
        return false;
    }
    // After the major brand: four bytes of version, then the compatible brands.
    let compatible = rest.get(4..rest.len().min(size - 12)).unwrap_or_default();
    VIDEO.contains(&major) || compatible.chunks_exact(4).any(|brand| VIDEO.iter().any(|video| *video == brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";

    #[test]
    fn each_kind_is_told_by_its_first_bytes() {
        assert_eq!(recognise(b"\xff\xd8\xff\xe1\0\x10Exif"), Some(Kind::Jpeg));
        assert_eq!(recognise(PNG), Some(Kind::Png));
        assert_eq!(recognise(b"RIFF\x24\0\0\0WEBPVP8X"), Some(Kind::Webp));
        assert_eq!(recognise(b"%PDF-1.7\n"), Some(Kind::Pdf));
        assert_eq!(recognise(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Some(Kind::Mp4));
        assert_eq!(recognise(b"\0\0\0\x18ftypXYZW\0\0\0\0isomXYZW"), Some(Kind::Mp4));
    }

    #[test]
    fn what_is_something_else_is_refused_whatever_its_name() {
        let others: [&[u8]; 14] = [
            b"<html><script>alert(1)</script>",
            b"<!DOCTYPE html>\xff\xd8\xff\xe0",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a\x01\0\x01\0",
            b"PK\x03\x04\x14\0",
            b"MZ\x90\0",
            b"\x7fELF",
            b"GIF89a%PDF-1.7",
            b"\n%PDF-1.7",
            b"BM\0\0\0\0",
            b"RIFF\x24\0\0\0AVI LIST",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
            b"\xff\xd8\xff",
        ];
        for other in others {
            assert_eq!(admit(other), Err(MediaRefusal::UnknownType), "{other:?}");
        }
    }

    #[test]
    fn an_empty_and_an_over_long_file_are_refused_with_the_limit() {
        assert_eq!(admit(b""), Err(MediaRefusal::Empty));
        let mut long = PNG.to_vec();
        long.resize(MAX_BYTES, 0);
        assert_eq!(admit(&long), Ok(Kind::Png));
        long.push(0);
        assert_eq!(admit(&long), Err(MediaRefusal::TooLarge { limit: MAX_BYTES }));
    }

    #[test]
    fn a_stored_media_type_finds_its_kind_again() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_media_type(kind.media_type()), Some(kind));
        }
        assert_eq!(Kind::from_media_type("text/html"), None);
    }

    proptest::proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..64)) {
            let mut video = b"\0\0\0\x18ftyp".to_vec();
            video.extend_from_slice(&bytes);
            let _ = (recognise(&bytes), recognise(&video));
        }
    }
}
