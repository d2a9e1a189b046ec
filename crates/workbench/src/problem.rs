//! What is wrong with what somebody sent, in their words: shown above the form, which keeps what they typed.

use access::{AccessError, House, Said};
use rights::{Decision, Labels};

use crate::fault::Fault;
use crate::viewer::Viewer;
use crate::words::{Tongue, Words};

/// What is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// What to do, in sentences.
    pub sentences: Vec<String>,
    /// The field that it is about.
    pub field: Option<&'static str>,
}

impl Problem {
    /// The problem in the words of the reader, with the status of the answer.
    ///
    /// # Errors
    /// What no form can show: a record that does not answer, a session that is over.
    pub fn of(house: &House, viewer: &Viewer, error: AccessError) -> Result<Self, Fault> {
        let words = viewer.words;
        Ok(match error {
            AccessError::Denied(decision) => Self { sentences: reasons(house, words.0, &decision), field: None },
            AccessError::Refused(said) => Self { sentences: vec![said_in(words, &said)], field: None },
            AccessError::Field { field, said } => Self { sentences: vec![said_in(words, &said)], field: Some(field) },
            AccessError::NotProven => Self::plain(words, "sign-in-not-proven"),
            AccessError::Wait { until } => {
                Self { sentences: vec![words.with("sign-in-wait", "until", &viewer.calendar.full(until))], field: None }
            }
            AccessError::NoCode => Self::plain(words, "join-no-code"),
            AccessError::Changed => Self::plain(words, "problem-changed"),
            other => return Err(other.into()),
        })
    }

    /// A problem that one message says.
    #[must_use]
    pub fn plain(words: Words, key: &str) -> Self {
        Self { sentences: vec![words.say(key)], field: None }
    }

    /// A field that is wrong.
    #[must_use]
    pub fn field(words: Words, field: &'static str, key: &str) -> Self {
        Self { sentences: vec![words.say(key)], field: Some(field) }
    }

    /// Whether it is about this field.
    #[must_use]
    pub fn is_about(&self, field: &str) -> bool {
        self.field == Some(field)
    }
}

/// A message of the house in the words of the reader.
#[must_use]
pub fn said_in(words: Words, said: &Said) -> String {
    let named: Vec<(&'static str, String)> = said
        .values
        .iter()
        .map(|(name, value)| (*name, if *name == "held" { words.say(&format!("role-{value}")) } else { value.clone() }))
        .collect();
    let named: Vec<(&'static str, &str)> = named.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.with_all(said.key, &named)
}

/// Why the rights said no, in the words of the policies.
#[must_use]
pub fn reasons(house: &House, tongue: Tongue, decision: &Decision) -> Vec<String> {
    let labels = decision.why.iter().filter_map(|why| house.rights().labels(why));
    labels.map(|labels| label(labels, tongue)).collect()
}

fn label(labels: &Labels, tongue: Tongue) -> String {
    match tongue {
        Tongue::Kk => labels.kk.clone(),
        Tongue::Ru => labels.ru.clone(),
        Tongue::En => labels.en.clone(),
    }
}
