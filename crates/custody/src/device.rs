//! Devices and carriers that were found at a scene: what they are, where and how they were found (ISO/IEC 27037: identification).
//!
//! What only a device has, and what leads to whoever uses it (serial number, IMEI, the number of a SIM, the name that it shows), is personal
//! data: it stands in the log under the key of a subject. Make, model, place and state are not.

use std::fmt;

use record::{Moment, PersonId, Personal, Protected, Reason};
use serde::{Deserialize, Serialize};

/// So many connected things are named at most; more are described together. The number is ours.
pub const MOST_PERIPHERY: usize = 100;

/// What somebody read off a thing: a maker's name, a model, the number of a seal. One line, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reading(String);

/// The text is nothing that was read off a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what is read off a thing is one line of 1 to {} characters", Reading::LONGEST)]
pub struct ReadingError;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// A computer, portable or not, a server.
    Computer,
    /// A telephone or tablet.
    Phone,
    /// A drive, a memory stick, an optical disc.
    Drive,
    /// A memory card.
    Card,
    /// A SIM.
    Sim,
    /// Something else: a camera, a router, a hardware wallet.
    Other,
}

/// Whether it was running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// Switched off.
    Off,
    /// Switched on.
    On,
    /// It could not be told, or it has no such state.
    Unknown,
}

/// A device or carrier as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// What kind of thing it is.
    pub kind: DeviceKind,
    /// Whether it was running when it was found.
    pub power: Power,
    /// Its maker, as it stands on it.
    pub make: Option<Reading>,
    /// Its model, as it stands on it.
    pub model: Option<Reading>,
    /// What only this device has.
    pub marks: Option<Protected<DeviceMarks>>,
    /// Where it was found. Names nobody whose data is protected.
    pub place: Reason,
    /// How it lay.
    pub position: Option<Reason>,
    /// What it looks like.
    pub appearance: Option<Reason>,
    /// What was connected to it.
    pub periphery: Vec<Reading>,
    /// Who found it, where that is another person than the one who enters it.
    pub finder: Option<PersonId>,
    /// When it was found.
    pub at: Moment,
}

/// What only one device has, as the finder reads it; nothing is put right.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceMarks {
    /// The serial number.
    #[serde(default)]
    pub serial: Option<String>,
    /// IMEIs; a telephone for two SIMs has two.
    #[serde(default)]
    pub imei: Vec<String>,
    /// The number printed on a SIM (ICCID).
    #[serde(default)]
    pub iccid: Option<String>,
    /// The name that the device shows.
    #[serde(default)]
    pub name: Option<String>,
}

impl Reading {
    /// The most characters.
    pub const LONGEST: usize = 200;

    /// What was read, without the blanks around it.
    ///
    /// # Errors
    /// Where nothing or more than a line was read.
    pub fn new(text: &str) -> Result<Self, ReadingError> {
        let text = text.trim();
        let fits = !text.is_empty() && text.chars().count() <= Self::LONGEST && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(ReadingError) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reading {
    type Error = ReadingError;

    fn try_from(text: String) -> Result<Self, ReadingError> {
        Self::new(&text)
    }
}

impl From<Reading> for String {
    fn from(reading: Reading) -> Self {
        reading.0
    }
}

impl DeviceKind {
    /// One of each.
    pub const ALL: [Self; 6] = [Self::Computer, Self::Phone, Self::Drive, Self::Card, Self::Sim, Self::Other];
}

impl Personal for DeviceMarks {
    const FIELD: &'static str = "device.marks";
}

/// Shows nothing: numbers of devices are not for logs and messages.
impl fmt::Debug for DeviceMarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceMarks")
    }
}

/// Whether an IMEI holds together, for whoever types it off a label: its last digit checks the others (3GPP TS 23.003). None where the text
/// is not one of 15 digits; blanks, dashes and slashes between them count for nothing.
#[must_use]
pub fn imei_holds(text: &str) -> Option<bool> {
    let digits: Option<Vec<u32>> = text.chars().filter(|letter| !" -/".contains(*letter)).map(|letter| letter.to_digit(10)).collect();
    let digits = digits.filter(|digits| digits.len() == 15)?;
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits.iter().enumerate().map(|(place, digit)| if place % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    Some(sum.is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use record::{NONCE, SubjectId, SubjectKey};

    use super::*;

    #[test]
    fn what_is_read_is_one_line() {
        assert_eq!(Reading::new(" Samsung ").map(String::from), Ok("Samsung".to_owned()));
        for text in ["", " \t", "a\nb", "a\u{0}b", &"a".repeat(Reading::LONGEST + 1)] {
            assert_eq!(Reading::new(text), Err(ReadingError), "{text:?}");
        }
        assert!(serde_json::from_str::<Reading>(r#""a\nb""#).is_err());
    }

    #[test]
    fn a_slip_in_an_imei_is_seen() {
        // The number of the standard's own example, and one digit of it wrong.
        assert_eq!(imei_holds("490154203237518"), Some(true));
        assert_eq!(imei_holds("49-015420-323751-8"), Some(true));
        assert_eq!(imei_holds("490154203237519"), Some(false));
        for text in ["", "49015420323751", "4901542032375180", "49015420323751x"] {
            assert_eq!(imei_holds(text), None, "{text}");
        }
    }

    #[test]
    fn every_single_slip_in_an_imei_is_seen() {
        let whole = "490154203237518";
        for (place, was) in whole.char_indices() {
            for digit in ('0'..='9').filter(|digit| *digit != was) {
                let mut slip: Vec<char> = whole.chars().collect();
                slip[place] = digit;
                assert_eq!(imei_holds(&slip.iter().collect::<String>()), Some(false), "{place} {digit}");
            }
        }
    }

    #[test]
    fn marks_stand_in_the_log_under_a_key_only() {
        let marks = DeviceMarks { serial: Some("R00X00ABCDE".into()), imei: vec!["490154203237518".into()], ..DeviceMarks::default() };
        let key = SubjectKey::new([7; 32]);
        let sealed = Protected::seal(&marks, SubjectId::from_bits(3), &key, [9; NONCE]).unwrap();
        assert_eq!(sealed.open(&key), Ok(marks.clone()));
        for shown in [format!("{marks:?} {sealed:?}"), serde_json::to_string(&sealed).unwrap()] {
            assert!(!shown.contains("R00X00ABCDE") && !shown.contains("4901542"), "{shown}");
        }
    }
}
