//! Papers that are printed of evidence: their titles, versions and legal sources.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files, Labels};

/// What is known of one kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperForm {
    /// Its code, for instance `custody`.
    pub code: String,
    /// The version of its template.
    pub version: String,
    /// Its title.
    pub title: Labels,
    /// Its legal source with the edition. Blank in all three languages where nobody has entered it.
    pub law: Labels,
    /// Where the list of what stands in it was taken from.
    pub contents: Labels,
    /// Where this entry comes from.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PapersFile {
    paper: Vec<PaperForm>,
}

const PATH: &str = "evidence/papers.toml";

/// Reads `evidence/papers.toml`; without the file there are no papers.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Vec<PaperForm> {
    let Some(bytes) = files.bytes(PATH) else { return Vec::new() };
    match read_toml::<PapersFile>(PATH, bytes) {
        Ok(file) => {
            check(&file.paper, faults);
            file.paper
        }
        Err(fault) => {
            faults.push(fault);
            Vec::new()
        }
    }
}

fn check(papers: &[PaperForm], faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for paper in papers {
        let mut fault = |what: &str| faults.push(Fault::new(PATH, format!("{}: {what}", paper.code)));
        if !seen.insert(paper.code.as_str()) {
            fault("stands twice");
        }
        if paper.version.trim().is_empty() || paper.source.trim().is_empty() {
            fault("has a version and a source");
        }
        if blanks(&paper.title) > 0 {
            fault("has a title in each of the three languages");
        }
        if [&paper.law, &paper.contents].iter().any(|labels| !matches!(blanks(labels), 0 | 3)) {
            fault("what is known in one language is known in all three, or the papers would differ");
        }
    }
}

fn blanks(labels: &Labels) -> usize {
    [&labels.kk, &labels.ru, &labels.en].iter().filter(|text| text.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Book;

    fn faults(text: &str) -> Vec<String> {
        let (mut files, mut faults) = (Files::default(), Vec::new());
        files.put(PATH, text);
        let _ = read(&files, &mut faults);
        faults.into_iter().map(|fault| fault.what).collect()
    }

    fn paper(version: &str, title: &str, law: &str) -> String {
        let labels = |text: &str| format!("{{ kk = \"{text}\", ru = \"x\", en = \"x\" }}");
        let (title, law) = (labels(title), labels(law));
        format!("[[paper]]\ncode = \"a\"\nversion = \"{version}\"\nsource = \"ours\"\ntitle = {title}\nlaw = {law}\ncontents = {law}\n")
    }

    #[test]
    fn those_that_are_shipped_are_read() {
        let papers = Book::shipped().unwrap().papers;
        let codes: Vec<&str> = papers.iter().map(|paper| paper.code.as_str()).collect();
        assert_eq!(codes, ["inspection", "seizure", "custody", "hand_over", "osint"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(faults(&paper("1", "x", "x")), Vec::<String>::new());
        assert!(faults(&paper("1", "x", "x").repeat(2))[0].contains("twice"));
        assert!(faults(&paper("", "x", "x"))[0].contains("version"));
        assert!(faults(&paper("1", " ", "x"))[0].contains("title"));
        assert!(faults(&paper("1", "x", ""))[0].contains("all three"));
        assert_eq!(faults("paper = 1").len(), 1);
        assert_eq!(read(&Files::default(), &mut Vec::new()), vec![]);
    }
}
