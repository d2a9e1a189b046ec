//! Everything that can be wrong with a ZIP file, by name.

/// What is wrong with a ZIP file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ZipFlaw {
    /// No end of a central directory.
    #[error("not a ZIP file")]
    NotAZip,
    /// Bytes before the first file.
    #[error("bytes before the ZIP file")]
    JunkBefore,
    /// Bytes between files or before the directory.
    #[error("bytes that belong to no file")]
    JunkBetween,
    /// Bytes behind the end.
    #[error("bytes behind the ZIP file")]
    JunkBehind,
    /// Files share bytes, or the directory does with them.
    #[error("files overlap")]
    Overlap,
    /// A comment.
    #[error("a comment")]
    Comment,
    /// The larger form, which our packages never have.
    #[error("the larger form of ZIP (zip64)")]
    Zip64,
    /// A file is encrypted.
    #[error("a file is encrypted")]
    Encrypted,
    /// A file is compressed and not stored.
    #[error("a file is compressed")]
    Compressed,
    /// Lengths stand behind a file and not before it.
    #[error("lengths behind a file")]
    DataDescriptor,
    /// An extra field.
    #[error("an extra field")]
    ExtraField,
    /// The name before the file is another one than in the directory.
    #[error("a file has two names")]
    TwoNames,
    /// The header before the file says something else than the directory.
    #[error("a file has two headers that differ")]
    TwoHeaders,
    /// A name stands twice.
    #[error("a name stands twice")]
    Doubled,
    /// A name that climbs out, or with letters that are not allowed.
    #[error("a name that is not allowed")]
    Path,
    /// The checksum is another one than that of the file.
    #[error("the checksum is false")]
    Checksum,
    /// The directory does not hold what its end says.
    #[error("the directory is damaged")]
    Directory,
    /// A header is written in another way than ours.
    #[error("a header has another form")]
    Form,
}
