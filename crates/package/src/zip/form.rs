//! The one form in which the ZIP headers of packages are written (APPNOTE 6.3, 4.3): stored, no flags, no extra fields, no comments.

use record::Moment;

/// A local header without its name.
pub(crate) const LOCAL: usize = 30;
/// An entry of the central directory without its name.
pub(crate) const CENTRAL: usize = 46;
/// The end of the central directory.
pub(crate) const END: usize = 22;

/// Which paths a kind of package has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paths {
    /// No path has more bytes.
    pub(crate) longest: usize,
    /// Names that may stand there although they have other letters.
    pub(crate) besides: &'static [&'static str],
}

/// What the headers say of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) path: String,
    pub(crate) stamp: Stamp,
    pub(crate) crc: u32,
    pub(crate) length: u32,
    pub(crate) offset: u32,
}

/// Date and time as ZIP has them: from 1980 to 2107, every second second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) time: u16,
    pub(crate) date: u16,
}

impl Stamp {
    /// The moment in UTC, the odd second dropped; None outside of the years that can be written.
    pub(crate) fn of(moment: Moment) -> Option<Self> {
        let text = moment.to_string();
        let mut numbers = text.split(['-', 'T', ':', '.', 'Z']).map(|number| number.parse::<u16>().ok());
        let mut next = || numbers.next().flatten();
        let (year, month, day) = (next()?, next()?, next()?);
        let (hour, minute, second) = (next()?, next()?, next()?);
        let years = year.checked_sub(1980).filter(|years| *years < 128)?;
        Some(Self { time: (hour << 11) | (minute << 5) | (second / 2), date: (years << 9) | (month << 5) | day })
    }
}

impl Member {
    /// The header before the member.
    pub(crate) fn local(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        self.common(&mut bytes);
        bytes.extend(self.path.as_bytes());
        bytes
    }

    /// The entry in the central directory.
    pub(crate) fn central(&self) -> Vec<u8> {
        // Made on Unix by version 2.0, so that the mode below is read as one.
        let mut bytes = b"PK\x01\x02\x14\x03".to_vec();
        self.common(&mut bytes);
        // No comment, disk 0, no inner attributes; a plain file that its owner may write.
        bytes.extend([0; 6]);
        bytes.extend((0o100_644_u32 << 16).to_le_bytes());
        bytes.extend(self.offset.to_le_bytes());
        bytes.extend(self.path.as_bytes());
        bytes
    }

    fn common(&self, bytes: &mut Vec<u8>) {
        // Version 1.0 is needed, no flags, stored.
        bytes.extend([10, 0, 0, 0, 0, 0]);
        bytes.extend(self.stamp.time.to_le_bytes());
        bytes.extend(self.stamp.date.to_le_bytes());
        bytes.extend(self.crc.to_le_bytes());
        bytes.extend(self.length.to_le_bytes());
        bytes.extend(self.length.to_le_bytes());
        // No path that is allowed comes near to what can't be written.
        bytes.extend(u16::try_from(self.path.len()).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend([0; 2]);
    }
}

/// The end of the central directory.
pub(crate) fn end(members: u16, length: u32, offset: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend(members.to_le_bytes());
    bytes.extend(members.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

impl Paths {
    /// Whether a path may stand in a package: letters that a Frictionless name may have, and nothing that climbs.
    pub(crate) fn allow(self, path: &str) -> bool {
        let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-._/".contains(letter);
        let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.');
        let is_plain = path.len() <= self.longest && path.chars().all(is_letter) && path.split('/').all(is_part);
        is_plain || self.besides.contains(&path)
    }
}
