//! Pictures: decoded under limits (which proves that they are pictures), turned as their EXIF says,
//! measured, and given a thumbnail. The pixels that are kept are the ones that came, unless the
//! picture had to be turned: only then it is coded anew.
use super::{jpeg, png, webp};
use crate::domain::media::{Cleaned, Kind, MAX_PIXELS, MediaRefusal, THUMBNAIL_EDGE};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use std::io::Cursor;

/// The most memory that the decoded pixels may take, in bytes.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// JPEG quality of a picture that had to be turned; high, because it may be evidence.
const TURNED_QUALITY: u8 = 92;
const THUMBNAIL_QUALITY: u8 = 80;
const TOO_MANY: MediaRefusal = MediaRefusal::TooManyPixels { limit: MAX_PIXELS };

pub(super) fn clean(bytes: &[u8], kind: Kind) -> Result<Cleaned, MediaRefusal> {
    let orientation = orientation(bytes, kind)?;
    let stripped = strip(bytes, kind).ok_or(MediaRefusal::Broken)?;
    // What will be kept is what is decoded, so that nothing is kept that was never looked at.
    let mut image = decode(&stripped, kind)?;
    image.apply_orientation(orientation);
    let thumbnail = encode_jpeg(&thumbnail(&image), THUMBNAIL_QUALITY)?;
    let (width, height) = (image.width(), image.height());
    let (bytes, kind) =
        if orientation == Orientation::NoTransforms { (stripped, kind) } else { encode_turned(image, kind)? };
    Ok(Cleaned {
        bytes,
        kind,
        width: Some(width),
        height: Some(height),
        thumbnail: Some(thumbnail),
        not_cleaned: Vec::new(),
    })
}

fn strip(bytes: &[u8], kind: Kind) -> Option<Vec<u8>> {
    match kind {
        Kind::Jpeg => jpeg::strip(bytes),
        Kind::Png => png::strip(bytes),
        Kind::Webp => webp::strip(bytes),
        Kind::Pdf | Kind::Mp4 => None,
    }
}

/// A decoder that has read the header only, and whose picture is within the limits.
fn open(bytes: &[u8], kind: Kind) -> Result<impl ImageDecoder + '_, MediaRefusal> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Webp if webp::largest_bitstream(bytes) > MAX_PIXELS => return Err(TOO_MANY),
        Kind::Webp => ImageFormat::WebP,
        Kind::Pdf | Kind::Mp4 => return Err(MediaRefusal::Broken),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(MediaRefusal::Broken);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(TOO_MANY);
    }
    Ok(decoder)
}

fn orientation(bytes: &[u8], kind: Kind) -> Result<Orientation, MediaRefusal> {
    let mut decoder = open(bytes, kind)?;
    // An unreadable EXIF block says nothing about how to turn the picture.
    Ok(decoder.orientation().unwrap_or(Orientation::NoTransforms))
}

fn decode(bytes: &[u8], kind: Kind) -> Result<DynamicImage, MediaRefusal> {
    DynamicImage::from_decoder(open(bytes, kind)?).map_err(refusal)
}

fn refusal(error: ImageError) -> MediaRefusal {
    match error {
        ImageError::Limits(_) => TOO_MANY,
        _ => MediaRefusal::Broken,
    }
}

/// At most `THUMBNAIL_EDGE` on its longer side, never larger than the picture, on white.
fn thumbnail(image: &DynamicImage) -> DynamicImage {
    let small = if image.width().max(image.height()) > THUMBNAIL_EDGE {
        image.thumbnail(THUMBNAIL_EDGE, THUMBNAIL_EDGE)
    } else {
        image.clone()
    };
    if small.color().has_alpha() {
        DynamicImage::ImageRgb8(on_white(&small.to_rgba8()))
    } else {
        DynamicImage::ImageRgb8(small.into_rgb8())
    }
}

fn on_white(image: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, alpha] = image.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = u16::from(colour) * u16::from(alpha) + 255 * u16::from(255 - alpha);
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

/// Codes a turned picture anew. Only the lossless kind of WebP can be written, which makes a photo
/// several times larger: an opaque one becomes a JPEG.
fn encode_turned(image: DynamicImage, kind: Kind) -> Result<(Vec<u8>, Kind), MediaRefusal> {
    let mut out = Cursor::new(Vec::new());
    match kind {
        Kind::Png => image.write_with_encoder(PngEncoder::new(&mut out)),
        Kind::Webp if image.color().has_alpha() => image.write_with_encoder(WebPEncoder::new_lossless(&mut out)),
        Kind::Jpeg | Kind::Webp | Kind::Pdf | Kind::Mp4 => {
            return Ok((encode_jpeg(&image, TURNED_QUALITY)?, Kind::Jpeg));
        }
    }
    .map_err(refusal)?;
    Ok((out.into_inner(), kind))
}

fn encode_jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, MediaRefusal> {
    let mut out = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut out, quality)).map_err(refusal)?;
    Ok(out)
}
