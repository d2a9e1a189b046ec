//! Everything that can be wrong with an archive, by name.

/// What a strict check holds against an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Flaw {
    /// Nothing is there.
    #[error("there is no record")]
    Empty,
    /// The archive is not compressed record by record.
    #[error("not compressed with gzip")]
    NotGzip,
    /// Bytes stand before, between or behind the members that belong to none.
    #[error("bytes that belong to no record")]
    Junk,
    /// The archive ends within a record.
    #[error("the archive breaks off")]
    CutOff,
    /// What is compressed can't be unpacked, or its checksum differs.
    #[error("the compressed data is damaged")]
    Damaged,
    /// What stands where a record must begin is none.
    #[error("this is no record")]
    NotARecord,
    /// A record, its head or the whole is beyond the limits.
    #[error("larger than the limits allow")]
    TooLarge,
    /// A gzip member without anything in it.
    #[error("an empty gzip member")]
    EmptyMember,
    /// Several records share a gzip member.
    #[error("several records in one gzip member")]
    SharedMember,
    /// The gzip header carries a name, a comment, a time or other things in which data can hide.
    #[error("the gzip header carries more than it must")]
    GzipHeader,
    /// Another version than WARC/1.1.
    #[error("not WARC/1.1")]
    Version,
    /// Blank lines before the record.
    #[error("blank lines before a record")]
    BlankLines,
    /// Lines of the head do not end with CR LF.
    #[error("a line of the head does not end with CR LF")]
    LineEnd,
    /// A line of the head is no field, is folded or is not UTF-8.
    #[error("a line of the head is no plain field")]
    FieldForm,
    /// A field that may stand once stands twice.
    #[error("a field stands twice")]
    RepeatedField,
    /// The block has no length, or one that is no number.
    #[error("a record without a length")]
    NoLength,
    /// The block is not followed by two line ends and nothing else: the length lies, or something was put in.
    #[error("the block does not end where its length says")]
    Ending,
    /// The record has no identifier, or one that is no `urn:uuid`.
    #[error("a record without an identifier")]
    NoId,
    /// The record has no type, or one that the standard does not know.
    #[error("a record without a known type")]
    NoKind,
    /// The record has no date, or one in another form.
    #[error("a record without a date")]
    NoDate,
    /// The record says not from where it comes.
    #[error("a record without an address")]
    NoUri,
    /// The digest is not given, or not as SHA-256.
    #[error("no SHA-256 digest of the {0}")]
    NoDigest(Part),
    /// The digest is another one than that of what is there.
    #[error("the digest of the {0} is false")]
    FalseDigest(Part),
    /// The HTTP message in the block is not well formed.
    #[error("{0}")]
    Http(HttpFlaw),
    /// A record is there that was not written.
    #[error("a record that is not in the list")]
    Added,
    /// A record was written that is not there.
    #[error("a record of the list is missing")]
    Missing,
    /// A record stands in another place than it was written.
    #[error("the records stand in another order")]
    Moved,
    /// Two records have the same identifier.
    #[error("a record stands twice")]
    Doubled,
    /// A record says something else than it was written with.
    #[error("the {0} is another one than in the list")]
    Differs(Property),
}

/// What a digest is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The block.
    Block,
    /// The payload.
    Payload,
}

/// What the list says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Property {
    /// Its type.
    Kind,
    /// Its date.
    Date,
    /// From where it comes.
    Uri,
    /// The address that was contacted.
    Ip,
    /// The digest of its block.
    Block,
    /// The digest of its payload.
    Payload,
    /// Where it stands.
    Offset,
    /// How long it is as stored.
    Length,
    /// The digest of what is stored.
    Stored,
}

/// What is wrong with an HTTP message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum HttpFlaw {
    /// It has no head that begins and ends as it must.
    #[error("the block is no HTTP message")]
    Head,
    /// The body has another length than the head says.
    #[error("the body of the HTTP message has another length than its head says")]
    Length,
    /// The body is not in the chunks that the head announces, or something follows the last.
    #[error("the chunks of the HTTP message are not well formed")]
    Chunks,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Block => "block",
            Self::Payload => "payload",
        })
    }
}

impl std::fmt::Display for Property {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Kind => "type",
            Self::Date => "date",
            Self::Uri => "address",
            Self::Ip => "IP address",
            Self::Block => "digest of the block",
            Self::Payload => "digest of the payload",
            Self::Offset => "place",
            Self::Length => "length",
            Self::Stored => "digest of the stored bytes",
        })
    }
}
