//! What is looked for in the log: from fields of an address or a form to a question to the record.

use access::House;
use record::Purpose;
use store::LogQuery;

use crate::address::link;
use crate::pages::frame::Ask;
use crate::pages::join::Choice;
use crate::pages::told::THINGS;
use crate::problem::Problem;
use crate::words::Words;

/// What is looked for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Who acted.
    pub person: String,
    /// For which body.
    pub agency: String,
    /// To which kind of thing it was done.
    pub kind: String,
    /// For what purpose.
    pub purpose: String,
    /// From which day on, in the reader's zone.
    pub from: String,
    /// Up to the end of which day, in the reader's zone.
    pub to: String,
    /// What it speaks of.
    pub mentions: String,
}

impl Search {
    /// Reads what was typed.
    #[must_use]
    pub fn read(field: impl Fn(&str) -> String) -> Self {
        let field = |name: &str| field(name).trim().to_owned();
        Self {
            person: field("person"),
            agency: field("agency"),
            kind: field("kind"),
            purpose: field("purpose"),
            from: field("from"),
            to: field("to"),
            mentions: field("mentions"),
        }
    }

    /// Names and values of all fields, for an address and for hidden fields.
    #[must_use]
    pub fn pairs(&self) -> [(&'static str, &str); 7] {
        [
            ("person", &self.person),
            ("agency", &self.agency),
            ("kind", &self.kind),
            ("purpose", &self.purpose),
            ("from", &self.from),
            ("to", &self.to),
            ("mentions", &self.mentions),
        ]
    }

    /// The page of what was found.
    #[must_use]
    pub fn address(&self) -> String {
        let given: Vec<_> = self.pairs().into_iter().filter(|(_, value)| !value.is_empty()).collect();
        link("/log", &given)
    }

    /// The question to the record.
    ///
    /// # Errors
    /// The field that is wrong, in the words of the reader.
    pub fn query(&self, ask: &Ask<'_>) -> Result<LogQuery, Problem> {
        let (words, calendar) = (ask.words(), &ask.viewer.calendar);
        let wrong = |field, key| Problem::field(words, field, key);
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(LogQuery {
            person: parsed(&self.person).map_err(|()| wrong("person", "log-wrong-id"))?,
            agency: parsed(&self.agency).map_err(|()| wrong("agency", "log-wrong-id"))?,
            kind: match given(&self.kind) {
                Some(kind) if THINGS.iter().all(|(known, _)| *known != kind) => return Err(wrong("kind", "log-wrong-kind")),
                kind => kind,
            },
            purpose: match given(&self.purpose).map(|code| Purpose::from_code(&code)) {
                Some(None) => return Err(wrong("purpose", "purpose-empty")),
                purpose => purpose.flatten(),
            },
            from: match given(&self.from).map(|day| calendar.start_of(&day)) {
                Some(None) => return Err(wrong("from", "log-wrong-day")),
                from => from.flatten(),
            },
            until: match given(&self.to).map(|day| calendar.end_of(&day)) {
                Some(None) => return Err(wrong("to", "log-wrong-day")),
                until => until.flatten(),
            },
            mentions: match given(&self.mentions) {
                // Only what is an identifier is looked for, and stands in the log if it is taken out.
                Some(id) if !store::identifiers_in(&id).contains(&id) => return Err(wrong("mentions", "log-wrong-id")),
                mentions => mentions,
            },
            ..LogQuery::default()
        })
    }
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ()> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| ()) }
}

/// Bodies to choose from, by name.
#[must_use]
pub fn agencies(house: &House, words: Words, search: &Search) -> Vec<Choice> {
    let mut choices: Vec<Choice> = house.look(|directory| {
        let choice = |body: &people::agency::Body| {
            let code = body.id.to_string();
            Choice { chosen: code == search.agency, name: crate::people::named(&body.names, words.0), code }
        };
        directory.agencies().map(choice).collect()
    });
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    choices
}
