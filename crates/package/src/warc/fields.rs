//! The fields of a record's head.

/// Names and values in the order in which they stand; names are compared without regard to capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of the first field of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The values of all fields of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a field that may stand once stands twice.
    pub(super) fn has_repeated(&self) -> bool {
        let mut names: Vec<String> = self.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| matches!(pair, [one, other] if one == other && one != "warc-concurrent-to"))
    }

    /// Takes a line without its end; false where it is no plain field. A folded line is put to the field before.
    pub(super) fn take(&mut self, line: &str) -> bool {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
            return false;
        }
        let Some((name, value)) = line.split_once(':') else { return false };
        self.0.push((name.trim().to_owned(), value.trim().to_owned()));
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_graphic())
    }
}
