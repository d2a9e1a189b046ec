//! The guided record for suspected synthetic media: what findings are called, what files declare of themselves, what an expert is asked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files, Labels};

const PATH: &str = "evidence/synthetic_media.toml";

/// The guided record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyntheticMedia {
    /// Of when it is.
    pub edition: String,
    /// Whose it is.
    pub source: String,
    /// Its name.
    pub labels: Labels,
    /// What the program finds, by code.
    #[serde(rename = "sign")]
    pub signs: Vec<MediaSign>,
    /// What files declare of themselves.
    #[serde(rename = "source_type")]
    pub source_types: Vec<SourceType>,
    /// What an expert is asked, in this order.
    #[serde(rename = "question")]
    pub questions: Vec<ExpertQuestion>,
}

/// A finding of the program, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaSign {
    /// Its code, as the program gives it.
    pub code: String,
    /// What is so.
    pub labels: Labels,
}

/// A way in which a picture comes to be, as a file may declare it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceType {
    /// Its code in the vocabulary.
    pub code: String,
    /// Whether the declaration opens the guided record.
    pub synthetic: bool,
    /// Whose vocabulary.
    pub source: String,
    /// What it means.
    pub labels: Labels,
}

/// A question to an expert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpertQuestion {
    /// Its code; it stays the same for ever.
    pub code: String,
    /// Who asks for it.
    pub source: String,
    /// The question.
    pub labels: Labels,
}

impl SyntheticMedia {
    /// What a finding is called.
    #[must_use]
    pub fn sign(&self, code: &str) -> Option<&Labels> {
        self.signs.iter().find(|sign| sign.code == code).map(|sign| &sign.labels)
    }

    /// What a file declares of itself.
    #[must_use]
    pub fn source_type(&self, code: &str) -> Option<&SourceType> {
        self.source_types.iter().find(|known| known.code == code)
    }
}

/// Reads `evidence/synthetic_media.toml`; none where it is not there.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Option<SyntheticMedia> {
    match read_toml::<SyntheticMedia>(PATH, files.bytes(PATH)?) {
        Ok(guide) => {
            check(&guide, faults);
            Some(guide)
        }
        Err(fault) => {
            faults.push(fault);
            None
        }
    }
}

fn check(guide: &SyntheticMedia, faults: &mut Vec<Fault>) {
    let mut fault = |what: String| faults.push(Fault::new(PATH, what));
    for (kind, code) in twice(guide) {
        fault(format!("{kind} {code} stands twice"));
    }
    let questions = guide.questions.iter().map(|question| (&question.code, &question.source));
    let sourced = questions.chain(guide.source_types.iter().map(|known| (&known.code, &known.source)));
    for (code, _) in sourced.filter(|(_, source)| source.trim().is_empty()) {
        fault(format!("{code} has no source"));
    }
    for code in labelled(guide).filter(|(_, labels)| is_lacking(labels)).map(|(code, _)| code) {
        fault(format!("{code} lacks a text in one of the three languages"));
    }
}

fn labelled(guide: &SyntheticMedia) -> impl Iterator<Item = (&str, &Labels)> {
    let signs = guide.signs.iter().map(|sign| (sign.code.as_str(), &sign.labels));
    let types = guide.source_types.iter().map(|known| (known.code.as_str(), &known.labels));
    let questions = guide.questions.iter().map(|question| (question.code.as_str(), &question.labels));
    std::iter::once(("the record", &guide.labels)).chain(signs).chain(types).chain(questions)
}

fn is_lacking(labels: &Labels) -> bool {
    [&labels.kk, &labels.ru, &labels.en].iter().any(|text| text.trim().is_empty())
}

fn twice(guide: &SyntheticMedia) -> Vec<(&'static str, String)> {
    let signs = guide.signs.iter().map(|sign| ("sign", &sign.code));
    let types = guide.source_types.iter().map(|known| ("source_type", &known.code));
    let questions = guide.questions.iter().map(|question| ("question", &question.code));
    let mut seen = BTreeSet::new();
    let all = signs.chain(types).chain(questions);
    all.filter(|entry| !seen.insert(*entry)).map(|(kind, code)| (kind, code.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let (mut files, mut faults) = (Files::default(), Vec::new());
        files.put(PATH, text);
        read(&files, &mut faults);
        faults.into_iter().map(|fault| fault.to_string()).collect()
    }

    fn shipped() -> String {
        String::from_utf8(Files::shipped().bytes(PATH).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_shipped_record_is_read() {
        let mut faults = Vec::new();
        let guide = read(&Files::shipped(), &mut faults).unwrap();
        assert_eq!(faults, []);
        assert!(guide.source_type("trainedAlgorithmicMedia").unwrap().synthetic && guide.source_type("none").is_none());
        assert!(guide.sign("software").unwrap().en.contains("programs") && guide.sign("none").is_none());
        assert!(guide.questions.len() >= 10);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let shipped = shipped();
        assert_eq!(faults(&shipped), [""; 0]);
        let twice = faults(&shipped.replace("\"visual\"", "\"sound\""));
        assert_eq!(twice, ["evidence/synthetic_media.toml: question sound stands twice"]);
        let blank = faults(&shipped.replace("SEED(002), §3.3: детекторы подмен", " "));
        assert_eq!(blank, ["evidence/synthetic_media.toml: detector has no source"]);
        let silent = faults(&shipped.replace("The file names programs.", ""));
        assert_eq!(silent, ["evidence/synthetic_media.toml: software lacks a text in one of the three languages"]);
        assert_eq!(faults("edition = 1").len(), 1);
        assert_eq!(read(&Files::default(), &mut Vec::new()), None);
    }
}
