//! Archives of others, those of the tests of warcio; passed over where they are not at hand.

use super::super::{HttpFlaw, Part, check_warc_form};
use super::*;

#[test]
fn archives_of_others_are_read_and_their_flaws_named() {
    let folder = std::env::var_os("WARC_SAMPLES").unwrap_or_default();
    let Ok(found) = std::fs::read_dir(folder) else {
        println!("passed over: the archives of others are not at hand (WARC_SAMPLES names their folder)");
        return;
    };
    let table: [(&str, &[Flaw]); 6] = [
        ("example.warc.gz", &[Flaw::Version]),
        ("example-wrong-chunks.warc.gz", &[Flaw::CutOff]),
        ("example-bad-non-chunked.warc.gz", &[Flaw::SharedMember]),
        ("example-trunc.warc", &[Flaw::Ending, Flaw::Http(HttpFlaw::Length), Flaw::NotARecord]),
        ("example-digest.warc", &[Flaw::NoDigest(Part::Block)]),
        ("example.arc.gz", &[Flaw::NotARecord]),
    ];
    let mut seen = 0;
    for path in found.map(|file| file.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let findings = check_warc_form(&std::fs::read(&path).unwrap()[..], Limits::default()).unwrap();
        assert!(!findings.is_empty(), "{name} is in our form");
        println!("{name}: {:?}", findings.iter().map(|finding| (finding.at, finding.flaw)).collect::<Vec<_>>());
        let expected = table.iter().find(|(file, _)| *file == name).map_or(&[][..], |(_, flaws)| flaws);
        seen += expected.len();
        for flaw in expected {
            assert!(findings.iter().any(|finding| finding.flaw == *flaw), "{name}: {flaw:?}");
        }
    }
    assert_eq!(seen, 8);
}
