//! Checklists: what is asked of whoever secures evidence, as steps, each with the words of its source.
//!
//! A step says only what its source says. A reason or a condition that the source does not give stays blank, and an order is kept only where
//! the source names one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files, Labels};

/// The most letters of a step's or a checklist's code.
const LONGEST_CODE: usize = 64;

/// A list of steps of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its code, which stays the same over editions.
    pub code: String,
    /// Its names.
    pub labels: Labels,
    /// Where it comes from, with the section.
    pub source: String,
    /// Edition of the source.
    pub edition: String,
    /// The steps, in the order of the source.
    #[serde(default, rename = "step")]
    pub steps: Vec<ChecklistStep>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistStep {
    /// Its code, which stays the same over editions.
    pub code: String,
    /// What is to be done.
    pub labels: Labels,
    /// Why, where the source gives a reason.
    #[serde(default)]
    pub why: Option<Labels>,
    /// Under which condition, where the source names one.
    #[serde(default, rename = "where")]
    pub condition: Option<Labels>,
    /// The words of the source.
    pub quote: String,
    /// For a device in which state.
    pub state: StepState,
    /// How the source words it.
    pub duty: StepDuty,
    /// Steps that are answered before this one, because the source names them first.
    #[serde(default)]
    pub after: Vec<String>,
    /// Steps that must have been done for this one to be done.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// For a device in which state a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// One that was found switched off.
    Off,
    /// One that was found switched on.
    On,
    /// Any.
    Any,
}

/// How a source words a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepDuty {
    /// It orders it.
    Required,
    /// It recommends it.
    Advised,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecklistFile {
    #[serde(default)]
    checklist: Vec<Checklist>,
}

impl Checklist {
    /// The step with this code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&ChecklistStep> {
        self.steps.iter().find(|step| step.code == code)
    }

    fn check(&self, path: &str, faults: &mut Vec<Fault>) {
        let mut fault = |what: String| faults.push(Fault::new(path, format!("{}: {what}", self.code)));
        if !is_code(&self.code) {
            fault(CODE.into());
        }
        if [&self.source, &self.edition].iter().any(|text| text.trim().is_empty()) {
            fault("has no source or no edition".into());
        }
        if !is_said(&self.labels) {
            fault("has no name in one of the languages".into());
        }
        let mut before = BTreeSet::new();
        for step in &self.steps {
            step.check(&before, &mut fault);
            before.insert(step.code.as_str());
        }
    }
}

const CODE: &str = "a code has letters a to z, figures, '_' and '.', at most 64 of them";

impl ChecklistStep {
    /// A step names only steps that stand before it, so that no two wait for each other.
    fn check(&self, before: &BTreeSet<&str>, fault: &mut impl FnMut(String)) {
        let mut said = |what: String| fault(format!("step {}: {what}", self.code));
        if !is_code(&self.code) {
            said(CODE.into());
        }
        if before.contains(self.code.as_str()) {
            said("stands twice".into());
        }
        if self.quote.trim().is_empty() {
            said("does not have the words of its source".into());
        }
        if [Some(&self.labels), self.why.as_ref(), self.condition.as_ref()].into_iter().flatten().any(|text| !is_said(text)) {
            said("is not said in one of the languages".into());
        }
        for other in self.after.iter().chain(&self.needs).filter(|other| !before.contains(other.as_str())) {
            said(format!("comes after {other}, which does not stand before it"));
        }
    }
}

fn is_code(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"_.".contains(&letter);
    !text.is_empty() && text.len() <= LONGEST_CODE && text.bytes().all(fits)
}

fn is_said(labels: &Labels) -> bool {
    [&labels.kk, &labels.ru, &labels.en].iter().all(|text| !text.trim().is_empty())
}

/// Reads `evidence/checklists.toml`.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Vec<Checklist> {
    let path = "evidence/checklists.toml";
    let lists = match files.bytes(path).map(|bytes| read_toml::<ChecklistFile>(path, bytes)) {
        Some(Ok(file)) => file.checklist,
        Some(Err(fault)) => {
            faults.push(fault);
            Vec::new()
        }
        None => Vec::new(),
    };
    let mut seen = BTreeSet::new();
    for list in &lists {
        if !seen.insert(list.code.as_str()) {
            faults.push(Fault::new(path, format!("{}: stands twice", list.code)));
        }
        list.check(path, faults);
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Book;

    const LIST: &str = r#"
[[checklist]]
code = "device"
labels = { kk = "а", ru = "б", en = "c" }
source = "S"
edition = "2025"
[[checklist.step]]
code = "a"
state = "any"
duty = "required"
labels = { kk = "а", ru = "б", en = "c" }
quote = "q"
[[checklist.step]]
code = "b"
state = "off"
duty = "advised"
after = ["a"]
needs = ["a"]
labels = { kk = "а", ru = "б", en = "c" }
quote = "q"
"#;

    fn faults(text: &str) -> Vec<String> {
        let mut files = Files::default();
        files.put("evidence/checklists.toml", text);
        let mut faults = Vec::new();
        let _ = read(&files, &mut faults);
        faults.into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn the_shipped_checklist_says_what_the_source_says() {
        let book = Book::shipped().unwrap();
        let device = book.checklists.iter().find(|list| list.code == "device").unwrap();
        assert!(device.source.contains("5.3") && device.edition == "2025");
        let of = |state| device.steps.iter().filter(|step| step.state == state).map(|step| step.code.as_str()).collect::<Vec<_>>();
        assert_eq!(of(StepState::Off), ["off.leave_off", "off.describe"]);
        assert_eq!(of(StepState::On), ["on.photograph_screen", "on.record_visually"]);
        assert_eq!(of(StepState::Any).len(), 6);
        assert_eq!(device.step("off.describe").unwrap().after, ["off.leave_off"]);
        assert_eq!(device.step("data.work_on_copy").unwrap().needs, ["data.copy"]);
        assert!(device.step("off.leave_off").unwrap().why.is_none(), "the source gives no reason, so none is written");
    }

    #[test]
    fn a_list_that_holds_is_read() {
        assert_eq!(faults(LIST), Vec::<String>::new());
        assert_eq!(faults(""), Vec::<String>::new());
    }

    #[test]
    fn every_fault_is_named() {
        for (from, to, expected) in [
            ("code = \"b\"", "code = \"a\"", "device: step a: stands twice"),
            ("code = \"b\"", "code = \"B\"", "letters a to z"),
            ("after = [\"a\"]", "after = [\"b\"]", "comes after b, which does not stand before it"),
            ("needs = [\"a\"]", "needs = [\"c\"]", "comes after c"),
            ("quote = \"q\"", "quote = \" \"", "does not have the words of its source"),
            ("edition = \"2025\"", "edition = \"\"", "no source or no edition"),
            ("source = \"S\"\n", "", "missing field `source`"),
            ("duty = \"advised\"", "duty = \"maybe\"", "unknown variant"),
            ("quote = \"q\"\n", "quote = \"q\"\nhow = 1\n", "unknown field"),
        ] {
            let faults = faults(&LIST.replacen(from, to, 1));
            assert!(faults.iter().any(|fault| fault.contains(expected)), "{from} → {to}: {faults:?}");
        }
        for (place, expected) in [(0, "no name in one of the languages"), (1, "step a: is not said")] {
            let parts: Vec<&str> = LIST.split("kk = \"а\"").collect();
            let text: String = parts
                .iter()
                .enumerate()
                .map(|(at, part)| {
                    if at == 0 {
                        (*part).to_owned()
                    } else if at == place + 1 {
                        format!("kk = \"\"{part}")
                    } else {
                        format!("kk = \"а\"{part}")
                    }
                })
                .collect();
            assert!(faults(&text).iter().any(|fault| fault.contains(expected)), "{:?}", faults(&text));
        }
    }

    #[test]
    fn a_list_stands_once() {
        assert!(faults(&LIST.repeat(2)).contains(&"device: stands twice".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_said_by_the_check_of_all_knowledge() {
        let mut files = Files::default();
        files.put("evidence/checklists.toml", "[[checklist]]\ncode = 1");
        assert!(Book::read(&files).unwrap_err().iter().any(|fault| fault.file == "evidence/checklists.toml"));
    }
}
