//! What coreutils really write, of files with the worst names, is read as it is.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use extraction::Limits;
use extraction::hashlist::{Form, Row, SixtyFour, read};

/// Names with blanks, escapes, quotes, brackets, stars, commas, letters of Kazakh, and such as look like lists themselves.
const NAMES: [&str; 12] = [
    "plain",
    "two words",
    " blank first",
    "*star",
    "back\\slash",
    "line\nfeed",
    "car\rriage",
    "quote\"d, and comma",
    "MD5 (x) = y",
    "сәлем.jpg",
    "\\n",
    "a (1) = 00",
];

fn rows(program: &str, options: &[&str], folder: &Path) -> Vec<Row> {
    let said = Command::new(program).args(options).arg("--").args(NAMES).current_dir(folder).output().unwrap();
    assert!(said.status.success(), "{program} {options:?}: {}", String::from_utf8_lossy(&said.stderr));
    let mut rows = Vec::new();
    let summary = read(&said.stdout[..], SixtyFour::Sha256, &Limits::default(), &mut |row| rows.push(row));
    assert_eq!((summary.form, summary.rejects.count, summary.broken), (Some(Form::Checksums), 0, None), "{program} {options:?}");
    rows
}

#[test]
fn all_names_and_hashes_are_read() {
    let folder = tempfile::tempdir().unwrap();
    NAMES.iter().for_each(|name| std::fs::write(folder.path().join(name), b"").unwrap());
    let expected: BTreeSet<&str> = NAMES.into();
    for program in ["md5sum", "sha1sum", "sha256sum"] {
        for options in [&[][..], &["--binary"], &["--tag"]] {
            let rows = rows(program, options, folder.path());
            assert_eq!(rows.iter().filter_map(|row| row.name.as_deref()).collect::<BTreeSet<_>>(), expected, "{program} {options:?}");
            let same: BTreeSet<String> = rows.iter().map(|row| format!("{:?}", row.digests)).collect();
            assert_eq!(same.len(), 1, "all are empty, so all have one hash");
            let found = same.first().unwrap().to_lowercase();
            let known =
                ["d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "e3b0c44298fc1c149afbf4c8996fb924"];
            assert!(known.iter().any(|digits| found.contains(digits)), "{found}");
        }
    }
}
