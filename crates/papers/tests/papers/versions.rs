//! A template has a version: where what it writes has changed, the version has too.

use papers::Kind;
use sha2::{Digest as _, Sha256};
use words::Tongue;

use crate::sample::{facts_for, forms, paper};

const KNOWN: &str = include_str!("versions.txt");

/// Fails where a paper looks otherwise than its version looked before. Then raise `version` in `knowledge/evidence/papers.toml`, and put the
/// line that is shown into `versions.txt` in the place of the old one.
#[test]
fn a_paper_that_has_changed_has_another_version() {
    let mut new = Vec::new();
    for kind in Kind::ALL {
        let form = forms().into_iter().find(|form| form.code == kind.code()).unwrap();
        let mut hasher = Sha256::new();
        for tongue in Tongue::ALL {
            hasher.update(paper(kind, &facts_for(kind), tongue).unwrap());
        }
        let digest: String = hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let line = format!("{} {} {digest}", form.code, form.version);
        if !KNOWN.lines().any(|known| known == line) {
            new.push(line);
        }
    }
    assert!(new.is_empty(), "now:\n{}", new.join("\n"));
}
