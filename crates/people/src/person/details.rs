//! What is personal about a person who works with the program. It stands in the log encrypted under the person's own key.

use std::fmt;

use record::Personal;
use serde::{Deserialize, Serialize};

/// The name of a person, as they write it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FullName(pub String);

/// Where a person is reached at work.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkContact {
    /// An address for electronic mail.
    #[serde(default)]
    pub email: Option<String>,
    /// A telephone number.
    #[serde(default)]
    pub phone: Option<String>,
}

impl Personal for FullName {
    const FIELD: &'static str = "person.name";
}

impl Personal for WorkContact {
    const FIELD: &'static str = "person.work_contact";
}

/// Shows nothing: names are not for logs and messages.
impl fmt::Debug for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FullName")
    }
}

/// Shows nothing: contacts are not for logs and messages.
impl fmt::Debug for WorkContact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkContact")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_personal_is_shown_by_accident() {
        let contact = WorkContact { email: Some("a@example.org".into()), phone: None };
        assert_eq!(format!("{:?} {contact:?}", FullName("Айгүл".into())), "FullName WorkContact");
    }
}
