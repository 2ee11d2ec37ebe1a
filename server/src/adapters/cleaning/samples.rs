//! Small real files, made here byte by byte, full of traces: every trace contains the word `SECRET`,
//! so that one look tells whether any of them is left. For tests only.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use img_parts::png::{Png, PngChunk};
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use std::io::Cursor;

/// The word in every trace.
pub(super) const SECRET: &[u8] = b"SECRET";

/// 40 x 20 pixels, the left half red and the right half blue: a turn shows.
pub(super) fn picture() -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) }))
}

pub(super) fn encode(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A TIFF block with maker, orientation and a GPS directory (latitude, with reference).
pub(super) fn exif(orientation: u16) -> Vec<u8> {
    let mut out = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |out: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        out.extend_from_slice(&tag.to_be_bytes());
        out.extend_from_slice(&kind.to_be_bytes());
        out.extend_from_slice(&count.to_be_bytes());
        out.extend_from_slice(&value);
    };
    out.extend_from_slice(&3u16.to_be_bytes());
    entry(&mut out, 0x010f, 2, 7, 80u32.to_be_bytes());
    let [a, b] = orientation.to_be_bytes();
    entry(&mut out, 0x0112, 3, 1, [a, b, 0, 0]);
    entry(&mut out, 0x8825, 4, 1, 50u32.to_be_bytes());
    out.extend_from_slice(&0u32.to_be_bytes());
    assert_eq!(out.len(), 50);
    out.extend_from_slice(&2u16.to_be_bytes());
    entry(&mut out, 0x0001, 2, 2, *b"S\0\0\0");
    entry(&mut out, 0x0002, 5, 3, 87u32.to_be_bytes());
    out.extend_from_slice(&0u32.to_be_bytes());
    assert_eq!(out.len(), 80);
    out.extend_from_slice(b"SECRET\0");
    for part in [7u32, 1, 47, 1, 3000, 100] {
        out.extend_from_slice(&part.to_be_bytes());
    }
    out
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), content].concat()
}

/// A JPEG with EXIF (GPS), XMP, IPTC, a colour profile, a comment, a maker's segment, an embedded
/// preview in JFIF, and a second file behind its end.
pub(super) fn jpeg(orientation: u16) -> Vec<u8> {
    let plain = encode(&picture(), ImageFormat::Jpeg);
    let mut out = b"\xff\xd8".to_vec();
    out.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x02SECRET"));
    out.extend(segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat()));
    out.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"));
    out.extend(segment(0xed, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0bSECRET place"));
    out.extend(segment(0xe2, b"ICC_PROFILE\0\x01\x01SECRET author"));
    out.extend(segment(0xe7, b"maker note SECRET"));
    out.extend(segment(0xfe, b"SECRET comment"));
    out.extend_from_slice(&plain[2..]);
    out.extend_from_slice(b"\0\0\0\x18ftypmp42 SECRET motion photo");
    out
}

/// A PNG with text, XMP, EXIF, time and a named colour profile, and something behind its end.
pub(super) fn png(orientation: u16) -> Vec<u8> {
    let mut png = Png::from_bytes(encode(&picture(), ImageFormat::Png).into()).unwrap();
    let chunks: [(&[u8; 4], Vec<u8>); 6] = [
        (b"tEXt", b"Author\0SECRET".to_vec()),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET".to_vec()),
        (b"eXIf", exif(orientation)),
        (b"tIME", vec![7, 230, 1, 2, 3, 4, 5]),
        (b"prVt", b"SECRET".to_vec()),
        (b"zTXt", b"SECRET\0\0x".to_vec()),
    ];
    for (kind, content) in chunks {
        png.chunks_mut().insert(1, PngChunk::new(*kind, content.into()));
    }
    let mut out = png.encoder().bytes().to_vec();
    out.extend_from_slice(b"<html>SECRET</html>");
    out
}

fn riff(out: &mut Vec<u8>, id: &[u8; 4], data: &[u8]) {
    out.extend_from_slice(id);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    out.extend_from_slice(data);
    out.resize(out.len() + data.len() % 2, 0);
}

/// A WebP with EXIF, XMP, a colour profile and an unknown chunk.
pub(super) fn webp(orientation: u16) -> Vec<u8> {
    let plain = encode(&picture(), ImageFormat::WebP);
    let mut body = b"WEBP".to_vec();
    riff(&mut body, b"VP8X", &[0x20 | 0x08 | 0x04, 0, 0, 0, 39, 0, 0, 19, 0, 0]);
    riff(&mut body, b"ICCP", b"SECRET profile");
    body.extend_from_slice(&plain[12..]);
    riff(&mut body, b"EXIF", &exif(orientation));
    riff(&mut body, b"XMP ", b"<x:xmpmeta>SECRET</x:xmpmeta>");
    riff(&mut body, b"junk", b"SECRET");
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&u32::try_from(body.len()).unwrap().to_le_bytes());
    out.extend(body);
    out.extend_from_slice(b"SECRET behind the end");
    out
}

/// One page with a picture and a comment, document information, XMP, private data of a program,
/// an object nobody refers to, and a script that runs at opening.
pub(super) fn pdf_document() -> Document {
    let mut document = Document::with_version("1.5");
    let text = |words: &str| Object::string_literal(words);
    let picture = document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 40, "Height" => 20,
            "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        },
        jpeg(6),
    ));
    let comment = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Contents" => text("what the reporter wrote"), "T" => text("SECRET author"),
    });
    let field = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "T" => text("field name"),
    });
    let content = document.add_object(Stream::new(Dictionary::new(), b"/Pic Do".to_vec()));
    let metadata = document.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        b"<x:xmpmeta>SECRET</x:xmpmeta>".to_vec(),
    ));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 40.into(), 20.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "Pic" => picture } },
        "Annots" => vec![comment.into(), field.into()],
        "PieceInfo" => dictionary! { "Program" => dictionary! { "Private" => text("SECRET") } },
        "LastModified" => text("SECRET date"),
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata,
        "OpenAction" => dictionary! { "S" => "JavaScript", "JS" => text("SECRET()") },
    });
    document.add_object(text("SECRET leftover"));
    let info = document.add_object(dictionary! {
        "Author" => text("SECRET"), "Producer" => text("SECRET phone"), "Title" => text("SECRET"),
    });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    document
}

pub(super) fn save(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

pub(super) fn pdf() -> Vec<u8> {
    save(pdf_document())
}

/// A document that opens with this password (the empty one opens by itself).
pub(super) fn locked_pdf(password: &str) -> Vec<u8> {
    let mut document = pdf_document();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    save(document)
}

/// A document whose catalog lies in a compressed object list, followed there by so many spaces.
pub(super) fn pdf_with_padded_list(spaces: usize) -> Vec<u8> {
    let mut list = b"2 0 <</Type/Catalog/Pages 3 0 R>>".to_vec();
    list.resize(list.len() + spaces, b' ');
    let mut list = Stream::new(Dictionary::new(), list);
    list.compress().unwrap();
    let length = list.content.len();
    let head = format!("1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {length}>>\n");
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut at = [0; 6];
    let list = [head.as_bytes(), b"stream\n", &list.content, b"\nendstream\nendobj\n"].concat();
    let others: [(usize, &[u8]); 3] = [
        (1, &list),
        (3, b"3 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n"),
        (4, b"4 0 obj\n<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>\nendobj\n"),
    ];
    for (number, object) in others {
        at[number] = out.len();
        out.extend_from_slice(object);
    }
    at[5] = out.len();
    // The table: how each object is kept (1: at an offset, 2: in list 1), in six bytes each.
    let mut table = Vec::new();
    for (number, offset) in at.into_iter().enumerate() {
        let (how, place) = match number {
            0 => (0, 0),
            2 => (2, 1),
            _ => (1, u32::try_from(offset).unwrap()),
        };
        table.push(how);
        table.extend_from_slice(&place.to_be_bytes());
        table.push(0);
    }
    out.extend_from_slice(b"5 0 obj\n<</Type/XRef/Size 6/Root 2 0 R/W[1 4 1]/Length 36>>\nstream\n");
    out.extend_from_slice(&table);
    out.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{}\n%%EOF", at[5]).as_bytes());
    out
}

fn atom(kind: &[u8; 4], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [size.as_slice(), kind, &content].concat()
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// A track whose samples, of two bytes more each (10, 12), lie in one chunk each.
fn track(handler: &[u8; 4], chunks: [u32; 2], entry: &[u8]) -> Vec<u8> {
    let times = words(&[0, 0x5EC2_E700, 0x5EC2_E700]);
    let matrix = words(&[0, 0x10000, 0, 0xffff_0000, 0, 0, 0, 0, 0x4000_0000]);
    let tkhd = atom(b"tkhd", &[&times, &[0; 28], &matrix, &words(&[640 << 16, 480 << 16])]);
    let stbl = atom(
        b"stbl",
        &[
            &atom(b"stsd", &[&words(&[0, 1]), entry]),
            &atom(b"stts", &[&words(&[0, 1, 2, 100])]),
            &atom(b"stsc", &[&words(&[0, 1, 1, 1, 1])]),
            &atom(b"stsz", &[&words(&[0, 0, 2, 10, 12])]),
            &atom(b"stco", &[&words(&[0, 2, chunks[0], chunks[1]])]),
        ],
    );
    let mdia = atom(
        b"mdia",
        &[
            &atom(b"mdhd", &[&times, &[0; 12]]),
            &atom(b"hdlr", &[&[0; 8], handler, &[0; 12], b"SECRET maker\0"]),
            &atom(b"minf", &[&atom(b"vmhd", &[&[0; 12]]), &stbl]),
        ],
    );
    let place = atom(b"\xa9xyz", &[b"\0\x12\x15\xc7-07.7900+110.3600/SECRET"]);
    atom(b"trak", &[&tkhd, &mdia, &atom(b"udta", &[&place]), &atom(b"meta", &[b"SECRET"])])
}

/// Where each sample of [`mp4`] begins: of the video, then of the data track between them.
pub(super) struct Samples {
    pub(super) video: [usize; 2],
    pub(super) data: [usize; 2],
}

/// A video of 640 x 480 stored lying, `moov` before `mdat`, with place, maker, XMP, creation times
/// and a telemetry track whose samples lie between the pictures.
pub(super) fn mp4() -> (Vec<u8>, Samples) {
    let mut entry = vec![0u8; 78];
    entry[42..54].copy_from_slice(b"\x0bSECRETcoder");
    let video = atom(b"avc1", &[&entry, &atom(b"avcC", &[b"\x01\x64"])]);
    let build = |at: u32| {
        let place = atom(b"\xa9xyz", &[b"\0\x12\x15\xc7-07.7900+110.3600/SECRET"]);
        let moov = atom(
            b"moov",
            &[
                &atom(b"mvhd", &[&words(&[0, 0x5EC2_E700, 0x5EC2_E700]), &[0; 88]]),
                &track(b"vide", [at, at + 20], &video),
                &track(b"meta", [at + 10, at + 32], &atom(b"gpmd", &[&[0; 8]])),
                &atom(b"udta", &[&place, &atom(b"\xa9mak", &[b"SECRET"])]),
                &atom(b"meta", &[b"SECRET"]),
            ],
        );
        [
            atom(b"ftyp", &[b"mp42\0\0\0\0isommp42"]),
            atom(b"free", &[b"SECRET edited away"]),
            moov,
            atom(b"uuid", &[&[0xbe; 16], b"<x:xmpmeta>SECRET</x:xmpmeta>"]),
        ]
        .concat()
    };
    let start = build(0).len() + 8;
    let mut out = build(u32::try_from(start).unwrap());
    let samples = b"video-0001SECRET 7.7video-000002SECRET110.36";
    out.extend(atom(b"mdat", &[samples]));
    out.extend_from_slice(b"SEFT SECRET trailer");
    (out, Samples { video: [start, start + 20], data: [start + 10, start + 32] })
}
