//! Attachments, as facts: which kinds are taken, how large, under which name, and what went wrong.
//! No decoding and no library here (that is `adapters::cleaning`), only bytes and values.
//! To add a kind: a variant of `Kind`, its signature in `media/recognise.rs`, its cleaner.
mod name;
mod recognise;

pub use name::safe_file_name;
pub use recognise::{admit, recognise};

/// The largest attachment that is taken, in bytes (10 MiB).
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// How many attachments one report may carry.
pub const MAX_PER_REPORT: usize = 5;
/// The largest picture that is decoded, in pixels (50 megapixels, the full size of today's phones).
pub const MAX_PIXELS: u64 = 50_000_000;
/// The long edge of a thumbnail, in pixels.
pub const THUMBNAIL_EDGE: u32 = 480;
/// The media type of every thumbnail.
pub const THUMBNAIL_MEDIA_TYPE: &str = "image/jpeg";

/// The kinds of attachment that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A WebP picture.
    Webp,
    /// A PDF document.
    Pdf,
    /// An MP4 video.
    Mp4,
}

impl Kind {
    /// Every kind, in the order they are named to people.
    pub const ALL: [Self; 5] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf, Self::Mp4];

    /// The media type it is stored and served with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Mp4 => "video/mp4",
        }
    }

    /// The kind that was stored under this media type.
    #[must_use]
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == text)
    }

    /// The extension its file name ends with, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Mp4 => "mp4",
        }
    }

    /// Whether it is a still picture, which has a size in pixels and a thumbnail.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// Why an attachment is not taken. Each is something the reporter can mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaRefusal {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than `limit`.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The largest size that is taken, in bytes.
        limit: usize,
    },
    /// Its content is none of the kinds, whatever its name says.
    #[error("the file is not a JPEG, PNG or WebP picture, a PDF document or an MP4 video")]
    UnknownType,
    /// It begins like one of the kinds, but cannot be read.
    #[error("the file is damaged or incomplete")]
    Broken,
    /// The picture has more pixels (or needs more memory) than is decoded.
    #[error("the picture has more than {limit} pixels")]
    TooManyPixels {
        /// The largest number of pixels that is taken.
        limit: u64,
    },
}

impl MediaRefusal {
    /// A stable word for error codes and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::UnknownType => "unknown_type",
            Self::Broken => "broken",
            Self::TooManyPixels { .. } => "too_many_pixels",
        }
    }
}

/// Personal traces that could not be removed; the reporter is told before sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CleanWarning {
    /// The document is locked with a password; nothing in it was changed.
    Encrypted,
    /// The document carries an electronic signature, which any change would break; it was kept
    /// as it is, with the signer's name.
    Signed,
    /// The document could not be read well enough to change it; it was kept as it is.
    Unreadable,
    /// Files are attached inside the document; their own traces were not removed.
    FilesInside,
    /// A picture inside the document could not be read; its own traces were not removed.
    PictureInside,
    /// The video carries a data track (it may hold places) that could not be wiped out entirely.
    Telemetry,
}

impl CleanWarning {
    /// A stable word for message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Signed => "signed",
            Self::Unreadable => "unreadable",
            Self::FilesInside => "files_inside",
            Self::PictureInside => "picture_inside",
            Self::Telemetry => "telemetry",
        }
    }
}

/// An attachment without the traces of place, device and author, ready to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// What is kept.
    pub bytes: Vec<u8>,
    /// The kind of `bytes`. It differs from the kind that came in for one case only: an opaque
    /// WebP that had to be turned becomes a JPEG. Name and media type follow this one.
    pub kind: Kind,
    /// Width in pixels as it is shown, of pictures and videos.
    pub width: Option<u32>,
    /// Height in pixels as it is shown, of pictures and videos.
    pub height: Option<u32>,
    /// A JPEG of at most [`THUMBNAIL_EDGE`] pixels, of pictures only.
    pub thumbnail: Option<Vec<u8>>,
    /// What could not be removed.
    pub not_cleaned: Vec<CleanWarning>,
}
