//! The state of a page lives in its address: read from it, written back with one thing changed.

use std::fmt::Write as _;

/// The values of a query string, in order, empty ones left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    path: &'static str,
    values: Vec<(String, String)>,
}

impl Address {
    /// Reads the query of a page. A name may occur several times; values are cut at 2,000 characters.
    #[must_use]
    pub fn read(path: &'static str, query: Option<&str>) -> Self {
        let values = query.unwrap_or_default().split('&').filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let value: String = decode(value).trim().chars().take(2_000).collect();
            (!value.is_empty()).then(|| (decode(name), value))
        });
        Self { path, values: values.take(100).collect() }
    }

    /// The path, without values.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Whether it has no values but the language.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.values.iter().all(|(name, _)| name == "lang")
    }

    /// The first value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All values of this name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// The number under this name; `default` where there is none.
    #[must_use]
    pub fn number(&self, name: &str, default: usize) -> usize {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or(default)
    }

    /// All names and values, for hidden fields of forms.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same page with this one value instead of all under its name; an empty value takes the name out. Any change but a turn of
    /// the page leads back to the first page.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.values.iter().filter(|(known, _)| known != name && (name == "lang" || known != "page"));
        let mut values: Vec<(&str, &str)> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if !value.is_empty() {
            values.push((name, value));
        }
        link(self.path, &values)
    }

    /// This page.
    #[must_use]
    pub fn here(&self) -> String {
        let values: Vec<(&str, &str)> = self.pairs().collect();
        link(self.path, &values)
    }
}

/// An address with its values encoded.
#[must_use]
pub fn link(path: &str, values: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (index, (name, value)) in values.iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        encode(name, &mut out);
        out.push('=');
        encode(value, &mut out);
    }
    out
}

fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' => out.push(char::from(byte)),
            // Writing into a String can't fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| hex(rest.clone().next()?, rest.clone().nth(1)?)).flatten();
        match (byte, escaped) {
            (_, Some(value)) => {
                bytes.push(value);
                rest.nth(1);
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

/// A form's body, read as a query.
#[must_use]
pub fn form_value(body: &str, name: &str) -> String {
    let found = body.split('&').filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name);
    found.map(|(_, value)| decode(value)).unwrap_or_default()
}

/// All values of this name in a form's body.
#[must_use]
pub fn form_values(body: &str, name: &str) -> Vec<String> {
    let found = body.split('&').filter_map(|pair| pair.split_once('=')).filter(|(known, _)| *known == name);
    found.map(|(_, value)| decode(value)).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let text = "telegram:@канал/12 & «ключ»=+100%?#";
        let written = link("/post", &[("key", text), ("lang", "kk")]);
        assert!(written.is_ascii());
        let address = Address::read("/post", written.split_once('?').map(|(_, query)| query));
        assert_eq!(address.get("key"), Some(text));
        assert_eq!(address.get("lang"), Some("kk"));
        assert_eq!(address.here(), written);
    }

    #[test]
    fn broken_escapes_and_nonsense_are_taken_as_they_are() {
        let address = Address::read("/", Some("q=%zz%4&&=&band=&x=%ff&+=1"));
        assert_eq!(address.get("q"), Some("%zz%4"));
        assert_eq!(address.get("band"), None);
        assert_eq!(address.get("x"), Some("\u{fffd}"));
    }

    #[test]
    fn a_change_of_filter_leads_to_the_first_page() {
        let address = Address::read("/", Some("band=high&page=3&sort=newest"));
        assert_eq!(address.with("band", "low"), "/?sort=newest&band=low");
        assert_eq!(address.with("band", ""), "/?sort=newest");
        assert_eq!(address.with("page", "4"), "/?band=high&sort=newest&page=4");
        assert_eq!(address.with("lang", "kk"), "/?band=high&page=3&sort=newest&lang=kk");
    }

    #[test]
    fn forms_are_read_alike() {
        assert_eq!(form_value("text=%D2%9B%D1%8B%D0%B7+1&x=2", "text"), "қыз 1");
        assert_eq!(form_value("", "text"), "");
    }
}
