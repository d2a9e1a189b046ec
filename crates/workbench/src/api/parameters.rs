//! The parameters of the API: what each may be, said once, for the document and for reading what was sent.
//!
//! Nothing is guessed. A name that is not known here, a value out of its bounds, a name given twice: each is refused, because a search
//! that quietly became wider shows the wrong people.

use record::Moment;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};

use super::errors::{Refusal, Wrong};
use super::query;

/// Values of one name at most.
pub const MOST_VALUES: usize = 20;

/// A parameter of a question.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What it may be.
    pub form: Form,
    /// How often it may or must be given.
    pub times: Times,
    /// A value to try.
    pub example: &'static str,
}

/// How often a parameter may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Once or not at all.
    Optional,
    /// Once.
    Required,
    /// Up to twenty times; several values are alternatives.
    Many,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A text in which something can be seen, of at most so many characters.
    Text(usize),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number.
    Number {
        /// The least.
        least: usize,
        /// The greatest.
        most: usize,
        /// What it is where nothing is said.
        usual: Option<usize>,
    },
    /// A moment with its distance from UTC, RFC 3339.
    Moment,
    /// A text of a certain form: its pattern, and what tells it.
    Like(&'static str, fn(&str) -> bool),
}

/// What was asked, read and checked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Given(Vec<(&'static str, String)>);

impl Given {
    /// Reads a query by the parameters that are known.
    ///
    /// # Errors
    /// What is wrong with it, by name.
    pub fn read(known: &'static [Parameter], query: &str) -> Result<Self, Refusal> {
        let mut given = Self::default();
        for (name, value) in query::pairs(query)? {
            let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
                let names: Vec<&str> = known.iter().map(|parameter| parameter.name).collect();
                let wrong = if names.is_empty() { "api-parameter-none" } else { "api-parameter-unknown" };
                return Err(Refusal::Question(Wrong::new(&name, wrong).with("known", names.join(", "))));
            };
            parameter.admit(&value)?;
            let before = given.0.iter().filter(|(known, _)| *known == parameter.name).count();
            if before >= parameter.most() {
                return Err(Refusal::Question(Wrong::new(&name, "api-parameter-often").with("most", parameter.most())));
            }
            given.0.push((parameter.name, value));
        }
        for parameter in known.iter().filter(|parameter| parameter.times == Times::Required) {
            if given.text(parameter.name).is_none() {
                return Err(Refusal::Parameter(Wrong::new(parameter.name, "api-parameter-missing")));
            }
        }
        Ok(given)
    }

    /// The value of a name.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name, to keep.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.all(name).map(str::to_owned).collect()
    }

    /// A value as what it stands for; nothing where it was not given.
    #[must_use]
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }

    /// A number, or what it is where nothing was said.
    #[must_use]
    pub fn number(&self, parameter: &Parameter) -> usize {
        let usual = match parameter.form {
            Form::Number { usual, .. } => usual.unwrap_or(0),
            _ => 0,
        };
        self.parsed(parameter.name).unwrap_or(usual)
    }

    /// A moment.
    #[must_use]
    pub fn moment(&self, name: &str) -> Option<Moment> {
        moment(self.text(name)?)
    }
}

impl Parameter {
    fn most(&self) -> usize {
        if self.times == Times::Many { MOST_VALUES } else { 1 }
    }

    /// Refuses a value that this can't be.
    fn admit(&self, value: &str) -> Result<(), Refusal> {
        let wrong = |key| Wrong::new(self.name, key);
        let problem = match self.form {
            Form::Text(most) => (is_blank(value) || value.chars().count() > most).then(|| wrong("api-parameter-text").with("most", most)),
            Form::OneOf(words) => (!words.contains(&value)).then(|| wrong("api-parameter-one-of").with("words", words.join(", "))),
            Form::Number { least, most, .. } => {
                let fits = number(value).is_some_and(|number| (least..=most).contains(&number));
                (!fits).then(|| wrong("api-parameter-number").with("least", least).with("most", most))
            }
            Form::Moment => moment(value).is_none().then(|| wrong("api-parameter-moment")),
            Form::Like(_, fits) => (!fits(value)).then(|| wrong("api-parameter-like").with("example", self.example)),
        };
        problem.map_or(Ok(()), |wrong| Err(Refusal::Parameter(wrong)))
    }

    /// Its description in the document.
    #[must_use]
    pub fn schema(&self) -> RefOr<Schema> {
        let one = self.one();
        if self.times == Times::Many {
            return ArrayBuilder::new().items(one).min_items(Some(1)).max_items(Some(MOST_VALUES)).into();
        }
        one.into()
    }

    fn one(&self) -> ObjectBuilder {
        let text = ObjectBuilder::new().schema_type(Type::String);
        match self.form {
            Form::Text(most) => text.min_length(Some(1)).max_length(Some(most)).pattern(Some("\\S")),
            Form::OneOf(words) => text.enum_values(Some(words.iter().copied())),
            Form::Number { least, most, usual } => {
                ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most)).default(usual.map(Into::into))
            }
            Form::Moment => text.format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
            Form::Like(pattern, _) => text.pattern(Some(pattern)),
        }
    }

    /// The example as the document writes it.
    #[must_use]
    pub fn shown(&self) -> serde_json::Value {
        let one = match self.form {
            Form::Number { .. } => number(self.example).map_or(serde_json::Value::Null, Into::into),
            _ => self.example.into(),
        };
        if self.times == Times::Many { vec![one].into() } else { one }
    }
}

/// Nothing can be seen in it. The separators of ASCII count as blanks, as they do for the patterns of others.
fn is_blank(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&sign))
}

/// Digits only: no sign, no fraction.
fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// A moment in the full form of RFC 3339. The calendar library reads shorter forms too, which others do not.
fn moment(text: &str) -> Option<Moment> {
    let shape: String = text.chars().take(19).map(|sign| if sign.is_ascii_digit() { '0' } else { sign.to_ascii_uppercase() }).collect();
    let rest = text.get(19..)?;
    let (fraction, offset) = rest.split_at_checked(rest.find(|sign: char| sign != '.' && !sign.is_ascii_digit())?)?;
    let fraction_fits = fraction.is_empty() || fraction.len() > 1 && fraction.rfind('.') == Some(0);
    let offset_fits = offset.eq_ignore_ascii_case("z") || is_distance(offset);
    if shape != "0000-00-00T00:00:00" || !fraction_fits || !offset_fits {
        return None;
    }
    // Nine places behind the point are more than anybody measures.
    let fraction = fraction.get(..10).unwrap_or(fraction);
    Moment::parse(&format!("{}{fraction}{offset}", text.get(..19)?).to_ascii_uppercase()).ok()
}

/// A distance from UTC, as in `+05:00`.
fn is_distance(text: &str) -> bool {
    let shape: String = text.chars().map(|sign| if sign.is_ascii_digit() { '0' } else { sign }).collect();
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(number);
    matches!(shape.as_str(), "+00:00" | "-00:00") && part(1..3).is_some_and(|hours| hours < 24) && part(4..6).is_some_and(|rest| rest < 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    static KNOWN: &[Parameter] = &[
        Parameter { name: "key", about: "", form: Form::Text(5), times: Times::Required, example: "a/1" },
        Parameter { name: "bands", about: "", form: Form::OneOf(&["high", "low"]), times: Times::Many, example: "high" },
        Parameter {
            name: "limit",
            about: "",
            form: Form::Number { least: 1, most: 100, usual: Some(50) },
            times: Times::Optional,
            example: "10",
        },
        Parameter { name: "from", about: "", form: Form::Moment, times: Times::Optional, example: "2026-11-01T00:00:00Z" },
    ];

    fn wrong(query: &str) -> &'static str {
        match Given::read(KNOWN, query).unwrap_err() {
            Refusal::Question(wrong) | Refusal::Parameter(wrong) => wrong.key,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_was_sent_is_read() {
        let given = Given::read(KNOWN, "key=%D0%B0%2F1&bands=high&bands=low&limit=7&from=2026-11-01T00:00:00%2B05:00").unwrap();
        assert_eq!(given.text("key"), Some("а/1"));
        assert_eq!(given.texts("bands"), ["high", "low"]);
        assert_eq!(given.parsed::<usize>("limit"), Some(7));
        assert_eq!(given.moment("from").unwrap().to_string(), "2026-10-31T19:00:00Z");
    }

    #[test]
    fn whatever_is_not_known_or_out_of_bounds_is_refused() {
        for (query, key) in [
            ("", "api-parameter-missing"),
            ("key=", "api-parameter-text"),
            ("key=%20%1f", "api-parameter-text"),
            ("key=abcdef", "api-parameter-text"),
            ("key=a&key=b", "api-parameter-often"),
            ("key=a&band=high", "api-parameter-unknown"),
            ("key=a&bands=High", "api-parameter-one-of"),
            ("key=a&bands[]=high", "api-parameter-unknown"),
            ("key=a&limit=0", "api-parameter-number"),
            ("key=a&limit=101", "api-parameter-number"),
            ("key=a&limit=%2B5", "api-parameter-number"),
            ("key=a&limit=5.0", "api-parameter-number"),
            ("key=a&limit=99999999999999999999999", "api-parameter-number"),
            ("key=a&from=2026-11-01", "api-parameter-moment"),
            ("key=a&from=2026-11-01T00:00:00+05:00", "api-parameter-moment"),
            ("key=a&token=arasha_token_0", "api-parameter-unknown"),
        ] {
            assert_eq!(wrong(query), key, "{query}");
        }
        let often = format!("key=a{}", "&bands=high".repeat(MOST_VALUES + 1));
        assert_eq!(wrong(&often), "api-parameter-often");
    }

    #[test]
    fn a_moment_is_written_in_full() {
        for text in ["2026-11-01T10:00:00Z", "2026-11-01t10:00:00.123456789123z", "0001-01-01T00:00:00-12:30", "2026-11-01T10:00:00+00:00"]
        {
            assert!(moment(text).is_some(), "{text}");
        }
        for text in [
            "2026-11-01 10:00:00Z",
            "2026-11-01T10:00Z",
            "2026-11-01T10:00:00",
            "2026-11-01T10:00:00.Z",
            "2026-11-01T10:00:00.1.2Z",
            "2026-11-01T10:00:00+5:00",
            "2026-11-01T10:00:00+24:00",
            "2026-11-01T10:00:00+05:60",
            "2026-11-01T10:00:00+05:00[Asia/Almaty]",
            "2026-02-30T10:00:00Z",
            "2026-11-01T10:00:00Z\n",
            "ё",
            "",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
