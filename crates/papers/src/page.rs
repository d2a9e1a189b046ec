//! A paper before it is written: everything as the text that will stand there.

use std::fmt::Write as _;

use custody::KeptFile;
use custody::item::{Event, Missing, Origin, Told};
use knowledge::PaperForm;

use crate::facts::{Facts, Person, Role, Search, Thing};
use crate::item::{Item, Outcome};
use crate::qr;
use crate::sheet::{Kind, PaperError, Reader, grouped};
use crate::steps::{self, StepRow};

/// So many files, steps, things that are missing and so on are listed at most. The number is ours: some two hundred sheets.
pub(crate) const MOST_ROWS: usize = 1_000;

/// A paper before it is written.
#[derive(Debug)]
pub(crate) struct Page {
    pub reader: Reader,
    pub title: String,
    pub law: String,
    pub law_is_blank: bool,
    pub contents: Option<String>,
    /// What stands at the foot of each sheet, as a text of CSS.
    pub foot: String,
    pub facts: Vec<Fact>,
    pub steps: List<StepRow>,
    pub files: List<FileRow>,
    /// How many files, and how long.
    pub total: String,
    /// A sentence on what is missing; none where the list says it.
    pub missing_said: Option<String>,
    pub missing: List<(String, String)>,
    pub notes: Vec<String>,
    pub things: List<Thing>,
    pub searches: List<SearchRow>,
    pub seal: Option<Seal>,
    /// Said where there are files and no list of them.
    pub no_seal: Option<String>,
    pub signatures: Vec<Person>,
}

/// A line of the head: what, and one or several values. Without a value it is a place to write.
#[derive(Debug)]
pub(crate) struct Fact {
    pub label: String,
    pub values: Vec<String>,
}

/// A list, cut where it is too long.
#[derive(Debug)]
pub(crate) struct List<T> {
    pub rows: Vec<T>,
    /// What is said of it where it was cut.
    pub cut: Option<String>,
}

/// A file.
#[derive(Debug)]
pub(crate) struct FileRow {
    pub name: String,
    pub role: String,
    pub size: String,
    /// A line for each digest, in groups of four.
    pub hashes: Vec<(&'static str, String)>,
}

/// A step of a search.
#[derive(Debug)]
pub(crate) struct SearchRow {
    pub when: [String; 2],
    pub resource: String,
    pub asked: Vec<Fact>,
}

/// The digest that stands for everything else.
#[derive(Debug)]
pub(crate) struct Seal {
    pub said: String,
    pub hash: String,
    /// The same as a picture.
    pub picture: String,
}

impl<T> List<T> {
    fn of(mut rows: Vec<T>, all: usize, reader: &Reader) -> Self {
        rows.truncate(MOST_ROWS);
        let number = |count| reader.words.grouped_size(count);
        let said = || reader.words.with_all("paper-cut", &[("shown", &number(rows.len())), ("all", &number(all))]);
        Self { cut: (rows.len() < all).then(said), rows }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Page {
    pub fn of(kind: Kind, facts: &Facts, form: &PaperForm, reader: &Reader) -> Result<Self, PaperError> {
        let item = Item::of(&facts.history);
        check(kind, facts, item.as_ref())?;
        let language = reader.words.0.code();
        let title = form.title.in_language(language).to_owned();
        let law = form.law.in_language(language).trim();
        let contents = Some(form.contents.in_language(language).trim()).filter(|text| !text.is_empty());
        let files = item.as_ref().map(|item| item.files.as_slice()).unwrap_or_default();
        let (missing_said, missing) = item.as_ref().map_or((None, List::of(Vec::new(), 0, reader)), |item| missing(item, reader));
        let seal = seal(kind, facts, item.as_ref(), reader);
        Ok(Self {
            law: if law.is_empty() { reader.words.say("paper-law-blank") } else { reader.words.with("paper-law", "text", law) },
            law_is_blank: law.is_empty(),
            contents: contents.map(|text| reader.words.with("paper-contents", "text", text)),
            foot: foot(&title, item.as_ref(), form, reader),
            facts: head(kind, facts, item.as_ref(), reader),
            steps: done(kind, facts, reader),
            files: listed(files, reader, file_row),
            total: steps::total(files.iter().copied(), reader),
            missing_said,
            missing,
            notes: facts.notes.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
            things: listed(&facts.things, reader, |thing, _| thing.clone()),
            searches: listed(&facts.searches, reader, search_row),
            no_seal: (seal.is_none() && item.is_some()).then(|| reader.words.say("paper-seal-none")),
            seal,
            signatures: signatures(kind, facts, item.as_ref()),
            title,
            reader: reader.clone(),
        })
    }

    /// The message with this key.
    pub fn say(&self, key: &str) -> String {
        self.reader.words.say(key)
    }

    /// The code of the language.
    pub fn lang(&self) -> &'static str {
        self.reader.words.0.code()
    }
}

fn check(kind: Kind, facts: &Facts, item: Option<&Item<'_>>) -> Result<(), PaperError> {
    let has_files = item.is_some_and(|item| !item.files.is_empty());
    match (kind, item) {
        (Kind::Inspection | Kind::Custody | Kind::HandOver, None) => Err(PaperError::NoItem),
        (Kind::HandOver, Some(item)) if item.offer.is_none() => Err(PaperError::NoOffer),
        (Kind::Seizure, _) if !has_files && facts.things.is_empty() => Err(PaperError::NothingSeized),
        (Kind::Osint, _) if facts.searches.is_empty() => Err(PaperError::NoSearch),
        _ => Ok(()),
    }
}

fn listed<T, R>(all: &[T], reader: &Reader, row: impl Fn(&T, &Reader) -> R) -> List<R> {
    List::of(all.iter().take(MOST_ROWS).map(|one| row(one, reader)).collect(), all.len(), reader)
}

/// The lines of the head.
fn head(kind: Kind, facts: &Facts, item: Option<&Item<'_>>, reader: &Reader) -> Vec<Fact> {
    let mut lines = Lines { reader, lines: Vec::new() };
    lines.text("paper-number", &facts.number);
    lines.text("paper-case", &facts.case);
    lines.text("paper-body", &facts.body);
    lines.text("paper-place", &facts.place);
    lines.values("paper-made", reader.both(facts.made).into());
    if let Some(item) = item {
        lines.item(item, facts);
        if kind == Kind::HandOver {
            lines.hand_over(item, facts);
        }
    }
    lines.lines
}

struct Lines<'a> {
    reader: &'a Reader,
    lines: Vec<Fact>,
}

impl Lines<'_> {
    fn values(&mut self, key: &str, values: Vec<String>) {
        self.lines.push(Fact { label: self.reader.words.say(key), values });
    }

    fn text(&mut self, key: &str, text: &str) {
        let text = text.trim();
        self.values(key, if text.is_empty() { Vec::new() } else { vec![text.to_owned()] });
    }

    fn item(&mut self, item: &Item<'_>, facts: &Facts) {
        let reader = self.reader;
        self.values("paper-item", vec![item.id.to_string()]);
        self.values("paper-origin", vec![origin(item.origin, reader)]);
        if let Origin::Page { address } = item.origin {
            self.text("paper-address", address);
        }
        if let Some(region) = item.region {
            self.values("paper-region", vec![reader.code("region", region.code())]);
        }
        self.values("paper-tool", vec![reader.tool(item.tool)]);
        self.values("paper-began", reader.both(item.began).into());
        if let Some(ended) = item.ended {
            self.values("paper-ended", reader.both(ended).into());
        }
        self.values("paper-standing", vec![reader.code("paper-standing", item.standing())]);
        self.values("paper-holder", vec![facts.names.body(item.holder)]);
    }

    fn hand_over(&mut self, item: &Item<'_>, facts: &Facts) {
        let Some(offer) = &item.offer else { return };
        let (reader, names) = (self.reader, &facts.names);
        self.values("paper-gives", vec![names.body(offer.from), names.person(offer.by)]);
        let taker = offer.taken.map(|(person, _)| names.person(person));
        self.values("paper-takes", std::iter::once(names.body(offer.to)).chain(taker).collect());
        self.values("paper-offered", reader.both(offer.at).into());
        match offer.taken {
            Some((_, at)) => self.values("paper-taken", reader.both(at).into()),
            None => {
                self.values("paper-until", reader.both(offer.until).into());
                self.values("paper-taken", vec![reader.words.say("paper-taken-not")]);
            }
        }
        self.text("paper-reason", offer.reason.as_str());
    }
}

fn origin(origin: &Origin, reader: &Reader) -> String {
    match origin {
        Origin::ServiceExport { service } => reader.words.with("paper-origin-service_export", "service", service),
        other => reader.code("paper-origin", other.code()),
    }
}

/// What was done: all of it for a custody sheet, the acquisition for all others.
fn done(kind: Kind, facts: &Facts, reader: &Reader) -> List<StepRow> {
    let is_end = |step: &Told| matches!(step.event, Event::Completed { .. } | Event::Failed { .. });
    let end = facts.history.iter().position(is_end).map_or(facts.history.len(), |place| place + 1);
    let until = if kind == Kind::Custody { facts.history.len() } else { end };
    let rows = steps::rows(facts.history.get(..until).unwrap_or_default(), &facts.names, reader);
    let all = rows.len();
    List::of(rows, all, reader)
}

fn file_row(file: &&KeptFile, reader: &Reader) -> FileRow {
    let hashes = &file.hashes;
    let line = |name, digits: String| (name, grouped(&digits));
    FileRow {
        name: file.name.to_string(),
        role: reader.coded("paper-file", &file.role),
        size: reader.words.count("paper-bytes", file.bytes),
        hashes: vec![
            line("SHA-256", hashes.sha256.to_string()),
            line("MD5", hashes.md5.to_string()),
            line("SHA-1", hashes.sha1.to_string()),
            line("BLAKE3", hashes.blake3.to_string()),
        ],
    }
}

/// What was not got: a sentence, or a list.
fn missing(item: &Item<'_>, reader: &Reader) -> (Option<String>, List<(String, String)>) {
    let said = |key| Some(reader.words.say(key));
    let (said, missing): (_, &[Missing]) = match item.outcome {
        Outcome::Open => (said("paper-missing-open"), &[]),
        Outcome::Whole([]) => (said("paper-missing-none"), &[]),
        Outcome::Whole(missing) => (None, missing),
        Outcome::Failed(why) => {
            let why = reader.code("paper-failure", why.code());
            (Some(reader.words.with("paper-missing-failed", "why", &why)), &[])
        }
    };
    (said, listed(missing, reader, |one, reader| (one.what.clone(), reader.coded("paper-why", &one.why))))
}

fn search_row(search: &Search, reader: &Reader) -> SearchRow {
    let mut lines = Lines { reader, lines: Vec::new() };
    lines.text("paper-search-words", &search.words);
    lines.text("paper-search-filters", &search.filters);
    lines.text("paper-search-results", &search.results.map(|count| reader.words.count("paper-results", count)).unwrap_or_default());
    lines.text("paper-search-hash", &search.hash.map(|hash| grouped(&hash.to_string())).unwrap_or_default());
    lines.text("paper-search-note", &search.note);
    lines.lines.retain(|line| !line.values.is_empty());
    SearchRow { when: reader.both(search.at), resource: search.resource.clone(), asked: lines.lines }
}

fn seal(kind: Kind, facts: &Facts, item: Option<&Item<'_>>, reader: &Reader) -> Option<Seal> {
    let of_item = item.and_then(Item::manifest).map(|file| ("paper-seal-manifest", file.hashes.sha256));
    let of_log = facts.log.map(|log| ("paper-seal-log", log));
    let (key, hash) = if kind == Kind::Osint { of_log.or(of_item) } else { of_item }?;
    let picture = qr::picture(&format!("sha256:{hash}"));
    Some(Seal { said: reader.words.say(key), hash: grouped(&hash.to_string()), picture })
}

/// Who signs: everybody who takes part, and a place for each role that this paper needs and nobody has.
fn signatures(kind: Kind, facts: &Facts, item: Option<&Item<'_>>) -> Vec<Person> {
    let mut people = facts.people.clone();
    if let Some(offer) = item.and_then(|item| item.offer.as_ref()).filter(|_| kind == Kind::HandOver) {
        let known = [(Role::Gives, Some(offer.by)), (Role::Takes, offer.taken.map(|(by, _)| by))];
        for (role, id) in known {
            if let Some(id) = id.filter(|_| !people.iter().any(|person| person.role == role)) {
                people.push(Person { role, name: facts.names.person(id) });
            }
        }
    }
    for role in kind.signers() {
        if !people.iter().any(|person| person.role == *role) {
            people.push(Person { role: *role, name: String::new() });
        }
    }
    people.sort_by_key(|person| person.role);
    people.truncate(MOST_ROWS);
    people
}

/// What stands at the foot of each sheet, as a text of CSS.
fn foot(title: &str, item: Option<&Item<'_>>, form: &PaperForm, reader: &Reader) -> String {
    let form = reader.words.with_all("paper-form", &[("code", &form.code), ("version", &form.version)]);
    let id = item.map(|item| format!(" · {}", item.id)).unwrap_or_default();
    css(&format!("{title}{id} · {form}"))
}

/// A text as it may stand between the quotes of CSS within HTML.
fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() || " .,-_·()".contains(letter) {
            out.push(letter);
        } else {
            // Writing into a String can't fail.
            _ = write!(out, "\\{:x} ", u32::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_css_ends_neither_its_quotes_nor_the_style() {
        assert_eq!(css("Лист № 1"), "Лист \\2116  1");
        assert_eq!(css("a\"}</style><b>\n\\"), "a\\22 \\7d \\3c \\2f style\\3e \\3c b\\3e \\a \\5c ");
    }
}
