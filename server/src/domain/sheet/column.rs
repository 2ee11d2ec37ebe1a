//! The columns of a sheet.

/// A column, named as in `agencies.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "FORMATS.md describes each")]
pub enum Column {
    Code,
    Name,
    ShortName,
    Kind,
    Functions,
    ParentCode,
    RegionCode,
    ServesRegions,
    ValidFrom,
    ValidTo,
    SuccessorCode,
    Evidence,
    Note,
}

impl Column {
    /// In the order in which a sheet is written.
    pub const ALL: [Self; 13] = [
        Self::Code,
        Self::Name,
        Self::ShortName,
        Self::Kind,
        Self::Functions,
        Self::ParentCode,
        Self::RegionCode,
        Self::ServesRegions,
        Self::ValidFrom,
        Self::ValidTo,
        Self::SuccessorCode,
        Self::Evidence,
        Self::Note,
    ];
    /// Those that a sheet cannot do without; what the others say stays as it is where they are left out.
    pub const NEEDED: [Self; 4] = [Self::Code, Self::Name, Self::Kind, Self::ParentCode];

    /// As it stands in the header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::ShortName => "short_name",
            Self::Kind => "kind",
            Self::Functions => "functions",
            Self::ParentCode => "parent_code",
            Self::RegionCode => "region_code",
            Self::ServesRegions => "serves_regions",
            Self::ValidFrom => "valid_from",
            Self::ValidTo => "valid_to",
            Self::SuccessorCode => "successor_code",
            Self::Evidence => "evidence",
            Self::Note => "note",
        }
    }

    /// The column of a heading.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == text)
    }
}
