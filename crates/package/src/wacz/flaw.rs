//! Everything that can be wrong with a package, by name.

use crate::warc::Finding;
use crate::zip::ZipFlaw;

/// What a strict check holds against a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WaczFlaw {
    /// The ZIP file itself.
    #[error("{0}")]
    Zip(ZipFlaw),
    /// The archive in it.
    #[error("in the archive: {}", .0.flaw)]
    Archive(Finding),
    /// There is no list.
    #[error("no datapackage.json")]
    NoList,
    /// The list can't be read, or is written in another way than ours.
    #[error("datapackage.json has another form")]
    ListForm,
    /// The list is not one of WACZ 1.1.1.
    #[error("not WACZ 1.1.1")]
    Version,
    /// The list is another one than was sealed.
    #[error("datapackage.json is another one than was sealed")]
    OtherList,
    /// There is no digest of the list.
    #[error("no datapackage-digest.json")]
    NoDigest,
    /// The digest is of another list.
    #[error("datapackage-digest.json does not fit datapackage.json")]
    FalseDigest,
    /// A file is not in the list.
    #[error("a file that is not in the list")]
    Unlisted,
    /// The list names a file that is not there.
    #[error("a file of the list is absent")]
    Absent,
    /// The list names a file twice, or not by its path.
    #[error("the list names a file twice or by another name")]
    Name,
    /// The files stand in another order than in the list.
    #[error("the files stand in another order than in the list")]
    Order,
    /// The file has another hash than the list says.
    #[error("the hash is another one than in the list")]
    Hash,
    /// The file has another length than the list says.
    #[error("the length is another one than in the list")]
    Length,
    /// The time stamp of a file is not when the package was made.
    #[error("the time stamp is not that of the package")]
    Stamp,
    /// There is no archive.
    #[error("no archive")]
    NoArchive,
    /// There is no index.
    #[error("no index")]
    NoIndex,
    /// There is no list of pages.
    #[error("no list of pages")]
    NoPages,
    /// The index is not that of the archive.
    #[error("the index is not that of the archive")]
    FalseIndex,
    /// The list of pages can't be read.
    #[error("the list of pages has another form")]
    PagesForm,
    /// A page was not captured.
    #[error("a page that the archive does not hold")]
    NoCapture,
    /// A file stands where only files of the format stand, or not one folder deep.
    #[error("a file in a place where none belongs")]
    Place,
}
