//! The check against provocation: what is asked before each step by which a covert account makes contact, and which answers stop it.
//!
//! Questions are data with a source. `house` says that a question is ours and claims no legal rule.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files, Labels};

const PATH: &str = "evidence/provocation_check.toml";

/// The check of one edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvocationCheck {
    /// Its edition.
    pub edition: String,
    /// Who asks that there is such a check.
    pub source: String,
    /// The legal criteria; blank where the law gives none or nobody has entered them.
    pub law: String,
    /// The questions, in order.
    #[serde(rename = "question", default)]
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its code, that stays the same over editions.
    pub code: String,
    /// The question itself.
    pub ask: Labels,
    /// The answers with which the step is not made.
    pub blocks: BTreeSet<Answer>,
    /// Where it comes from; `house` where it is ours.
    pub source: String,
}

/// An answer to a question of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It can't be said.
    Unclear,
}

impl Answer {
    /// All answers.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unclear];

    /// Its code, as in files, in the log and in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unclear => "unclear",
        }
    }
}

impl ProvocationCheck {
    /// A check has so many questions at most. The number is ours.
    pub const MOST: usize = 50;

    /// The question with this code.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    fn check(&self, faults: &mut Vec<Fault>) {
        let mut fault = |what: String| faults.push(Fault::new(PATH, what));
        if [&self.edition, &self.source].iter().any(|text| text.trim().is_empty()) {
            fault("needs an edition and a source".into());
        }
        if self.questions.is_empty() || self.questions.len() > Self::MOST {
            fault(format!("has {} questions; it needs 1 to {}", self.questions.len(), Self::MOST));
        }
        if self.questions.iter().all(|question| question.blocks.is_empty()) {
            fault("no answer stops a step, so that the check would be empty".into());
        }
        let mut seen = BTreeSet::new();
        for question in &self.questions {
            if !seen.insert(question.code.as_str()) {
                fault(format!("{}: stands twice", question.code));
            }
            question.faults().into_iter().for_each(|what| fault(format!("{}: {what}", question.code)));
        }
    }
}

impl Question {
    fn faults(&self) -> Vec<&'static str> {
        let Labels { kk, ru, en } = &self.ask;
        let is_blank = |text: &String| text.trim().is_empty();
        [
            (is_blank(&self.code), "needs a code"),
            ([kk, ru, en].into_iter().any(is_blank), "must be asked in all three languages"),
            (is_blank(&self.source), "needs a source; `house` where it is ours"),
            (self.blocks.len() == Answer::ALL.len(), "every answer stops the step, so that nothing is asked"),
        ]
        .into_iter()
        .filter_map(|(is_so, what)| is_so.then_some(what))
        .collect()
    }
}

/// Reads `evidence/provocation_check.toml`. Without the file there is no check, and no step can be made.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Option<ProvocationCheck> {
    match read_toml::<ProvocationCheck>(PATH, files.bytes(PATH)?) {
        Ok(check) => {
            check.check(faults);
            Some(check)
        }
        Err(fault) => {
            faults.push(fault);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Option<ProvocationCheck>, String) {
        let (mut files, mut faults) = (Files::default(), Vec::new());
        files.put(PATH, text);
        let check = read(&files, &mut faults);
        (check, faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))
    }

    fn question(code: &str, kk: &str, blocks: &str, source: &str) -> String {
        format!(
            "[[question]]\ncode = \"{code}\"\nask = {{ kk = \"{kk}\", ru = \"a\", en = \"a\" }}\nblocks = {blocks}\nsource = \"{source}\"\n"
        )
    }

    const HEAD: &str = "edition = \"1\"\nsource = \"002\"\nlaw = \"\"\n";

    #[test]
    fn the_shipped_check_has_no_faults() {
        let mut faults = Vec::new();
        let check = read(&Files::shipped(), &mut faults).unwrap();
        assert_eq!(faults, []);
        assert_eq!(check.law, "", "no source gives criteria; nothing is made up");
        assert!(check.questions.iter().all(|question| question.source == "house"));
    }

    #[test]
    fn every_shipped_question_of_initiative_stops_but_the_one_that_only_records() {
        let check = read(&Files::shipped(), &mut Vec::new()).unwrap();
        let of_initiative = check.questions.iter().filter(|question| question.code.starts_with("initiative."));
        for question in of_initiative.filter(|question| question.code != "initiative.known_before") {
            assert_eq!(question.blocks, BTreeSet::from([Answer::Yes, Answer::Unclear]), "{}", question.code);
        }
    }

    #[test]
    fn a_good_check_is_read() {
        let (check, faults) = of(&(HEAD.to_owned() + &question("a", "a", "[\"yes\"]", "house") + &question("b", "a", "[]", "house")));
        assert_eq!(faults, "");
        let check = check.unwrap();
        assert_eq!(check.question("a").unwrap().blocks, BTreeSet::from([Answer::Yes]));
        assert!(check.question("c").is_none());
    }

    #[test]
    fn faults_are_named() {
        for (text, what) in [
            (HEAD.to_owned(), "it needs 1 to 50"),
            (HEAD.replace("002", " ") + &question("a", "a", "[\"yes\"]", "x"), "needs an edition and a source"),
            (HEAD.to_owned() + &question("a", "a", "[\"yes\"]", "x").repeat(51), "has 51 questions"),
            (HEAD.to_owned() + &question("a", "a", "[]", "x"), "no answer stops a step"),
            (HEAD.to_owned() + &question("a", "a", "[\"yes\"]", "x").repeat(2), "a: stands twice"),
            (HEAD.to_owned() + &question(" ", "a", "[\"yes\"]", "x"), "needs a code"),
            (HEAD.to_owned() + &question("a", "", "[\"yes\"]", "x"), "in all three languages"),
            (HEAD.to_owned() + &question("a", "a", "[\"yes\"]", ""), "needs a source"),
            (HEAD.to_owned() + &question("a", "a", "[\"yes\", \"no\", \"unclear\"]", "x"), "every answer stops"),
            (HEAD.to_owned() + &question("a", "a", "[\"perhaps\"]", "x"), PATH),
            ("law = 1".to_owned(), PATH),
        ] {
            let (_, faults) = of(&text);
            assert!(faults.contains(what), "{what}: {faults}");
        }
    }

    #[test]
    fn without_the_file_there_is_no_check() {
        let mut faults = Vec::new();
        assert_eq!((read(&Files::default(), &mut faults), faults), (None, vec![]));
    }

    #[test]
    fn an_answer_has_one_code_everywhere() {
        for answer in Answer::ALL {
            assert_eq!(serde_json::to_value(answer).unwrap(), answer.code());
        }
    }
}
