//! Reads what others' tools wrote: lists of hashes, logs of imaging, reports of extraction. And compares two captures of one address.
//!
//! Nothing here is believed. A tool's word is kept as it stands (times without a zone stay texts, names of fields stay the tool's), with the
//! line where it stands; what can't be read is counted and named, never passed over silently; the program states what a report says, not
//! that it is so. Every reader has [`Limits`], reads as a stream, opens nothing on a disk and never panics, whatever it is given.
//!
//! ```text
//! hashlist    md5sum, sha1sum, sha256sum, b3sum · BSD and OpenSSL · hashdeep · tables (FTK, EnCase, NSRL)  ─► rows ─► compared with kept files
//! imaging     FTK Imager · Guymager · ewfacquire, ewfverify · dc3dd · dcfldd                                ─► tool, drive, times, hashes, faults
//! cellebrite  report.xml, and the UFDR container around it                                                  ─► device, extraction, files, messages
//! oxygen      the table of messages                                                                         ─► messages
//! two_sides   what two installations captured of one address                                                ─► agree, or how they differ
//! ```
//!
//! # Which editions were seen
//!
//! No report of a real device was at hand, and none belongs into a repository. Forms were taken from what is public:
//!
//! * **Hash lists**: coreutils 9 itself (tests may compare with it); hashdeep's and NSRL's documented forms.
//! * **Imaging logs**: published logs of FTK Imager 3.1, 4.2, 4.5 and 4.7, Guymager 0.7 and 0.8, ewfacquire 20140814, dc3dd 7.2.641 and 7.2.646.
//!   Of dcfldd only the line with the total is known.
//! * **Cellebrite**: the element names that public readers of `report.xml` (name space `http://pa.cellebrite.com/report/2.0`, Physical Analyzer
//!   5.2 to 10.5) agree on. What else stands in a report is in [`cellebrite::Report::unread`], by name and number.
//! * **Oxygen**: of its XML no description is public, so it is not read (and says so). Its table of messages is read by the column names that
//!   a public importer uses (`Time stamp (UTC 0)`, `Direction`, `Source`, `From`, `To`, `Text`, `Thread ID`, `Details`).

pub mod cellebrite;
mod gauge;
pub mod hashlist;
pub mod imaging;
mod limits;
mod lines;
mod message;
pub mod oxygen;
mod table;
pub mod two_sides;

pub use limits::{Broken, Limits, Reject, Rejects, Why};
pub use message::{Message, Party, Stamp};
