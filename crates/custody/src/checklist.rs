//! How far a checklist was worked through for a device: what is next, what is left, what was skipped and why.
//!
//! The steps are knowledge (`knowledge/evidence/checklists.toml`); what was answered stands in the item's history. A step is answered as done,
//! as not done, or as one that does not apply here; the last two with a reason. A later answer stands in the place of an earlier one, which
//! stays in the history.

use std::collections::BTreeMap;

use knowledge::{Checklist, ChecklistStep, StepState};
use record::{Moment, PersonId, Reason};
use serde::{Deserialize, Serialize};

use crate::Power;
use crate::item::Begun;

/// The code of a step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StepCode(String);

/// The text is no code of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code of a step has letters a to z, figures, '_' and '.', at most {} of them", StepCode::LONGEST)]
pub struct StepCodeError;

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StepOutcome {
    /// It was done.
    Done {
        /// What is to be said of it.
        note: Option<Reason>,
    },
    /// It was not done.
    NotDone {
        /// Why.
        reason: Reason,
    },
    /// It does not apply here.
    NotApplicable {
        /// Why.
        reason: Reason,
    },
}

/// An answer to a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What became of it.
    pub outcome: StepOutcome,
    /// When, as whoever answered says.
    pub when: Moment,
    /// Who answered.
    pub by: PersonId,
}

/// All answers, by step.
pub type Answers = BTreeMap<StepCode, Answer>;

/// How far a checklist was worked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The step that is next.
    pub next: Option<&'a ChecklistStep>,
    /// Steps that nobody has answered, in their order.
    pub left: Vec<&'a ChecklistStep>,
    /// Steps that were done.
    pub done: Vec<(&'a ChecklistStep, &'a Answer)>,
    /// Steps that were not done or do not apply, each with its reason.
    pub skipped: Vec<(&'a ChecklistStep, &'a Answer, &'a Reason)>,
    /// Answers to steps that are not asked of this device by this edition.
    pub others: Vec<(&'a StepCode, &'a Answer)>,
}

/// Why a step can't be answered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotYet {
    /// The checklist does not have it.
    NoSuchStep,
    /// It is for devices in another state.
    OtherState,
    /// A step that comes before was not answered.
    TooEarly,
    /// It needs a step that was not done.
    Needs,
}

impl StepCode {
    /// The most letters.
    pub const LONGEST: usize = 64;

    /// A code.
    ///
    /// # Errors
    /// Where the text is none.
    pub fn new(text: &str) -> Result<Self, StepCodeError> {
        let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"_.".contains(&letter);
        let is_code = !text.is_empty() && text.len() <= Self::LONGEST && text.bytes().all(fits);
        if is_code { Ok(Self(text.to_owned())) } else { Err(StepCodeError) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So that answers are found by the codes of knowledge.
impl std::borrow::Borrow<str> for StepCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StepCode {
    type Error = StepCodeError;

    fn try_from(text: String) -> Result<Self, StepCodeError> {
        Self::new(&text)
    }
}

impl From<StepCode> for String {
    fn from(code: StepCode) -> Self {
        code.0
    }
}

impl StepOutcome {
    /// Whether it was done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    /// Why it was skipped, where it was.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Done { .. } => None,
            Self::NotDone { reason } | Self::NotApplicable { reason } => Some(reason),
        }
    }
}

/// How far a checklist was worked through for an item; nothing where it is no device.
#[must_use]
pub fn progress<'a>(checklist: &'a Checklist, item: &'a Begun) -> Option<Progress<'a>> {
    let power = item.device()?.power;
    let asked = || checklist.steps.iter().filter(|step| applies(step, power));
    let left: Vec<_> = asked().filter(|step| !item.steps.contains_key(step.code.as_str())).collect();
    let answered = || asked().filter_map(|step| Some((step, item.steps.get(step.code.as_str())?)));
    let is_asked = |code: &StepCode| asked().any(|step| step.code == code.as_str());
    Some(Progress {
        // A step names only steps before it, so the first that is left waits for nothing.
        next: left.first().copied(),
        left,
        done: answered().filter(|(_, answer)| answer.outcome.is_done()).collect(),
        skipped: answered().filter_map(|(step, answer)| Some((step, answer, answer.outcome.reason()?))).collect(),
        others: item.steps.iter().filter(|(code, _)| !is_asked(code)).collect(),
    })
}

/// Whether a step is asked of a device that was found so. Where the state is not known, all steps are asked: whoever stands before it
/// answers which do not apply.
fn applies(step: &ChecklistStep, power: Power) -> bool {
    match (step.state, power) {
        (StepState::Any, _) | (StepState::Off, Power::Off) | (StepState::On, Power::On) | (_, Power::Unknown) => true,
        (StepState::Off, Power::On) | (StepState::On, Power::Off) => false,
    }
}

/// Whether a step can be answered so, after these answers.
pub(crate) fn may(checklist: &Checklist, power: Power, answers: &Answers, code: &StepCode, done: bool) -> Result<(), NotYet> {
    let step = checklist.step(code.as_str()).ok_or(NotYet::NoSuchStep)?;
    let asked = |other: &&String| checklist.step(other).is_some_and(|step| applies(step, power));
    crate::refuse_if(!applies(step, power), NotYet::OtherState)?;
    let early = step.after.iter().filter(asked).any(|other| !answers.contains_key(other.as_str()));
    crate::refuse_if(early, NotYet::TooEarly)?;
    let is_done = |other: &String| answers.get(other.as_str()).is_some_and(|answer| answer.outcome.is_done());
    crate::refuse_if(done && step.needs.iter().filter(asked).any(|other| !is_done(other)), NotYet::Needs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_plain() {
        assert_eq!(StepCode::new("off.leave_off").unwrap().as_str(), "off.leave_off");
        for text in ["", "A", "a b", "а", &"a".repeat(StepCode::LONGEST + 1)] {
            assert_eq!(StepCode::new(text), Err(StepCodeError), "{text}");
        }
        assert!(serde_json::from_str::<StepCode>(r#""A""#).is_err());
    }
}
