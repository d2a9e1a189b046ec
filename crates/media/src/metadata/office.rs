//! Office documents in a zip: Office Open XML (ISO/IEC 29500) and `OpenDocument`.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{Found, xml};
use crate::kind::Kind;

/// Most bytes of one part, unpacked.
const MOST: u64 = 1 << 20;

pub(super) fn read(bytes: &[u8], found: &mut Found) {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return found.broken("zip", error),
    };
    for part in ["docProps/core.xml", "docProps/app.xml", "meta.xml"] {
        let Ok(mut entry) = archive.by_name(part) else { continue };
        found.metadata.kind = Some(Kind::Office);
        let mut text = Vec::new();
        match entry.by_ref().take(MOST).read_to_end(&mut text) {
            Ok(_) => xml::office(part, &text, found),
            Err(error) => found.broken(part, error),
        }
    }
}
