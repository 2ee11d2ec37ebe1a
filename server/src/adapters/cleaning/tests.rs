//! Every kind loses its traces and keeps its picture; hostile input is refused and never panics.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
use super::samples::{self, SECRET};
use super::{Cleaner, clean, clean_known};
use crate::domain::media::{CleanWarning, Cleaned, Kind, MAX_PIXELS, MediaRefusal, recognise};
use image::GenericImageView;
use img_parts::png::{Png, PngChunk};
use lopdf::{Document, Object, Stream, dictionary};
use proptest::prelude::*;

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Cleans, and checks what is true of each kind: no trace is left, and the content is still of the
/// kind that is told, also for a second cleaning.
fn cleaned(bytes: &[u8], kind: Kind) -> Cleaned {
    assert!(has(bytes, SECRET), "the sample has no trace to remove");
    let cleaned = clean(bytes, kind).unwrap();
    for trace in [SECRET, b"Exif", b"xmpmeta", b"Photoshop", b"ICC_PROFILE", b"GPS", b"eXIf", b"110.36"] {
        assert!(!has(&cleaned.bytes, trace), "{} is left", String::from_utf8_lossy(trace));
    }
    assert_eq!(cleaned.not_cleaned, []);
    assert_eq!(recognise(&cleaned.bytes), Some(cleaned.kind));
    let again = clean(&cleaned.bytes, cleaned.kind).unwrap();
    assert_eq!((again.width, again.height), (cleaned.width, cleaned.height));
    cleaned
}

/// Turned to the right by a quarter (EXIF orientation 6), red is above blue.
fn assert_upright(cleaned: &Cleaned) {
    assert_eq!((cleaned.width, cleaned.height), (Some(20), Some(40)));
    for bytes in [&cleaned.bytes, cleaned.thumbnail.as_ref().unwrap()] {
        let image = image::load_from_memory(bytes).unwrap();
        assert_eq!(image.dimensions(), (20, 40));
        let (above, below) = (image.get_pixel(10, 5).0, image.get_pixel(10, 35).0);
        assert!(above[0] > 200 && above[2] < 60, "{above:?}");
        assert!(below[2] > 200 && below[0] < 60, "{below:?}");
    }
}

#[test]
fn a_jpeg_loses_place_device_author_and_hidden_files() {
    let cleaned = cleaned(&samples::jpeg(1), Kind::Jpeg);
    assert_eq!((cleaned.width, cleaned.height), (Some(40), Some(20)));
    let before = image::load_from_memory(&samples::jpeg(1)).unwrap();
    // The pixels are the same ones, not a copy of a copy.
    assert_eq!(image::load_from_memory(&cleaned.bytes).unwrap(), before);
    assert!(cleaned.bytes.ends_with(b"\xff\xd9"));
}

#[test]
fn a_turned_picture_stands_upright_without_its_exif() {
    assert_upright(&cleaned(&samples::jpeg(6), Kind::Jpeg));
    assert_upright(&cleaned(&samples::png(6), Kind::Png));
    let webp = cleaned(&samples::webp(6), Kind::Webp);
    assert_upright(&webp);
    assert_eq!(webp.kind, Kind::Jpeg, "an opaque webp that is turned becomes a jpeg");
}

#[test]
fn a_png_loses_text_time_exif_and_unknown_chunks() {
    let cleaned = cleaned(&samples::png(1), Kind::Png);
    for chunk in [b"tEXt", b"iTXt", b"zTXt", b"tIME", b"prVt"] {
        assert!(!has(&cleaned.bytes, chunk));
    }
    assert_eq!(image::load_from_memory(&cleaned.bytes).unwrap(), samples::picture());
}

#[test]
fn a_webp_loses_exif_xmp_profile_and_unknown_chunks() {
    let cleaned = cleaned(&samples::webp(1), Kind::Webp);
    assert!(!has(&cleaned.bytes, b"EXIF") && !has(&cleaned.bytes, b"XMP ") && !has(&cleaned.bytes, b"ICCP"));
    assert_eq!(cleaned.bytes[20], 0, "the header still promises what was removed");
    assert_eq!(image::load_from_memory(&cleaned.bytes).unwrap(), samples::picture());
}

#[test]
fn a_thumbnail_is_a_small_jpeg_on_white() {
    let mut wide = image::RgbaImage::new(1000, 500);
    wide.put_pixel(0, 0, image::Rgba([0, 0, 0, 255]));
    let bytes = samples::encode(&wide.into(), image::ImageFormat::Png);
    let thumbnail = clean(&bytes, Kind::Png).unwrap().thumbnail.unwrap();
    assert_eq!(recognise(&thumbnail), Some(Kind::Jpeg));
    let image = image::load_from_memory(&thumbnail).unwrap();
    assert_eq!(image.dimensions(), (480, 240));
    assert!(image.get_pixel(300, 100).0[0] > 250, "what is transparent became dark");
}

#[test]
fn a_pdf_loses_author_xmp_scripts_and_the_traces_of_pictures_inside() {
    let cleaned = cleaned(&samples::pdf(), Kind::Pdf);
    let document = Document::load_mem(&cleaned.bytes).unwrap();
    assert_eq!(document.get_pages().len(), 1);
    assert!(has(&cleaned.bytes, b"what the reporter wrote"), "the page itself must stay");
    assert!(has(&cleaned.bytes, b"field name") && has(&cleaned.bytes, b"DCTDecode"));
    for key in [b"/Info".as_slice(), b"/OpenAction", b"/JS", b"/PieceInfo", b"/Metadata"] {
        assert!(!has(&cleaned.bytes, key), "{}", String::from_utf8_lossy(key));
    }
}

#[test]
fn what_a_pdf_keeps_is_told_to_the_reporter() {
    let mut signed = samples::pdf_document();
    signed.add_object(dictionary! { "Type" => "Sig", "Name" => Object::string_literal("A. Official") });
    let signed = samples::save(signed);
    let kept = clean(&signed, Kind::Pdf).unwrap();
    assert_eq!(kept.not_cleaned, [CleanWarning::Signed]);
    assert_eq!(kept.bytes, signed, "a signature must not be broken");

    let mut with_files = samples::pdf_document();
    let file = with_files.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal("inner.docx"), "EF" => dictionary! {},
    });
    with_files.catalog_mut().unwrap().set("AF", vec![file.into()]);
    let kept = clean(&samples::save(with_files), Kind::Pdf).unwrap();
    assert_eq!(kept.not_cleaned, [CleanWarning::FilesInside]);

    let mut odd_picture = samples::pdf_document();
    let stream = Stream::new(dictionary! { "Filter" => "DCTDecode" }, b"not a picture".to_vec());
    odd_picture.add_object(stream);
    let kept = clean(&samples::save(odd_picture), Kind::Pdf).unwrap();
    assert_eq!(kept.not_cleaned, [CleanWarning::PictureInside]);

    let locked = samples::locked_pdf("only the reporter knows");
    let kept = clean(&locked, Kind::Pdf).unwrap();
    assert_eq!((kept.not_cleaned, kept.bytes), (vec![CleanWarning::Encrypted], locked));
    let restricted = samples::locked_pdf("");
    let kept = clean(&restricted, Kind::Pdf).unwrap();
    assert_eq!((kept.not_cleaned, kept.bytes), (vec![CleanWarning::Encrypted], restricted));

    let kept = clean(b"%PDF-1.7\nno objects\nstartxref\n0\n%%EOF", Kind::Pdf).unwrap();
    assert_eq!(kept.not_cleaned, [CleanWarning::Unreadable]);
}

#[test]
fn an_mp4_loses_place_maker_times_and_telemetry_and_its_offsets_stay_right() {
    let (bytes, at) = samples::mp4();
    let cleaned = cleaned(&bytes, Kind::Mp4);
    for (at, sample) in at.video.into_iter().zip([b"video-0001".as_slice(), b"video-000002"]) {
        assert_eq!(&cleaned.bytes[at..at + sample.len()], sample);
    }
    assert_eq!(&cleaned.bytes[at.data[0]..at.data[0] + 10], [0; 10]);
    assert_eq!(&cleaned.bytes[at.data[1]..at.data[1] + 12], [0; 12]);
    let offsets = [0u32, 2, at.video[0] as u32, at.video[1] as u32];
    let offsets: Vec<u8> = offsets.iter().flat_map(|word| word.to_be_bytes()).collect();
    assert!(has(&cleaned.bytes, &[b"stco".as_slice(), &offsets].concat()));
    for gone in [b"udta".as_slice(), b"meta", b"uuid", b"\xa9xyz", b"gpmd", &0x5EC2_E700u32.to_be_bytes()] {
        assert!(!has(&cleaned.bytes, gone), "{gone:?}");
    }
    assert_eq!((cleaned.width, cleaned.height), (Some(480), Some(640)), "stored lying");
    assert!(has(&cleaned.bytes, b"avcC"));
}

#[test]
fn telemetry_that_cannot_be_wiped_is_told() {
    let (mut bytes, at) = samples::mp4();
    let wanted = (at.data[0] as u32).to_be_bytes();
    let place = bytes.windows(4).position(|word| word == wanted).unwrap();
    bytes[place..place + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    let cleaned = clean(&bytes, Kind::Mp4).unwrap();
    assert_eq!(cleaned.not_cleaned, [CleanWarning::Telemetry]);
}

#[test]
fn a_file_that_is_cut_short_is_broken() {
    let (video, _) = samples::mp4();
    for (bytes, kind) in [
        (samples::jpeg(1), Kind::Jpeg),
        (samples::png(1), Kind::Png),
        (samples::webp(1), Kind::Webp),
        (samples::pdf(), Kind::Pdf),
        (video, Kind::Mp4),
    ] {
        for part in [1, 2, 3] {
            let half = &bytes[..bytes.len() * part / 5];
            assert_eq!(clean(half, kind).err(), Some(MediaRefusal::Broken), "{kind:?} {part}/5");
        }
    }
}

#[test]
fn a_picture_in_name_only_is_broken() {
    let fakes: [(&[u8], Kind); 6] = [
        (b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>", Kind::Jpeg),
        (b"\xff\xd8\xff\xd9", Kind::Jpeg),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<svg onload=alert(1)>", Kind::Png),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff", Kind::Webp),
        (b"%PDF-1.7 and nothing else", Kind::Pdf),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42<html>", Kind::Mp4),
    ];
    for (bytes, kind) in fakes {
        assert_eq!(recognise(bytes), Some(kind));
        assert_eq!(clean(bytes, kind), Err(MediaRefusal::Broken), "{kind:?}");
    }
}

#[test]
fn a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded() {
    let refused = Err(MediaRefusal::TooManyPixels { limit: MAX_PIXELS });
    let small = samples::encode(&samples::picture(), image::ImageFormat::Png);
    let mut png = Png::from_bytes(small.into()).unwrap();
    let header = vec![0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 6, 0, 0, 0];
    png.chunks_mut()[0] = PngChunk::new(*b"IHDR", header.into());
    let png = png.encoder().bytes();
    assert_eq!(clean(&png, Kind::Png), refused);

    let mut jpeg = samples::encode(&samples::picture(), image::ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    assert_eq!(clean(&jpeg, Kind::Jpeg), refused);

    let mut webp = samples::webp(1);
    let bitstream = webp.windows(4).position(|id| id == b"VP8L").unwrap();
    webp[bitstream + 9..bitstream + 13].copy_from_slice(&[0xff, 0xff, 0xff, 0x0f]);
    assert_eq!(clean(&webp, Kind::Webp), refused);
}

#[test]
fn a_pdf_that_unfolds_to_very_much_is_not_unfolded() {
    let honest = samples::pdf_with_padded_list(1024);
    assert_eq!(clean(&honest, Kind::Pdf).unwrap().not_cleaned, []);
    let bomb = samples::pdf_with_padded_list(40 * 1024 * 1024);
    assert!(bomb.len() < 100_000);
    assert_eq!(clean(&bomb, Kind::Pdf).unwrap().not_cleaned, [CleanWarning::Unreadable]);
}

#[tokio::test]
async fn the_cleaner_recognises_refuses_and_cleans_off_the_async_threads() {
    let cleaner = Cleaner::new(2);
    let cleaned = cleaner.clean(samples::jpeg(1).into()).await.unwrap();
    assert_eq!(cleaned.kind, Kind::Jpeg);
    let html = bytes::Bytes::from_static(b"<html>");
    assert_eq!(cleaner.clean(html).await, Err(MediaRefusal::UnknownType));
    assert_eq!(cleaner.clean(bytes::Bytes::new()).await, Err(MediaRefusal::Empty));
}

fn any_sample() -> impl Strategy<Value = (Vec<u8>, Kind)> {
    prop_oneof![
        (1u16..9).prop_map(|turn| (samples::jpeg(turn), Kind::Jpeg)),
        (1u16..9).prop_map(|turn| (samples::png(turn), Kind::Png)),
        (1u16..9).prop_map(|turn| (samples::webp(turn), Kind::Webp)),
        Just((samples::pdf(), Kind::Pdf)),
        Just((samples::mp4().0, Kind::Mp4)),
    ]
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for kind in Kind::ALL {
            let _ = clean_known(&bytes, kind);
        }
    }

    #[test]
    fn a_damaged_file_never_panics(
        (mut bytes, kind) in any_sample(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<proptest::sample::Index>(),
        shorten in any::<bool>(),
    ) {
        for (place, value) in damage {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if shorten {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(cleaned) = clean_known(&bytes, kind) {
            prop_assert!(!cleaned.bytes.is_empty());
            // A picture that was taken can be shown.
            if cleaned.kind.is_picture() {
                prop_assert!(image::load_from_memory(&cleaned.bytes).is_ok());
            }
        }
    }
}
