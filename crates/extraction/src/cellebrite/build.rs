//! Puts a report together from its elements.

use std::collections::BTreeMap;

use super::frame::{Frame, What, what};
use super::{Entry, Field, Report, ReportedFile};
use crate::hashlist::Algorithm;
use crate::limits::{SHORT, shortened};
use crate::{Broken, Limits, Message, Party, Stamp};

type Attributes = BTreeMap<String, String>;

/// So many people are kept of one message.
const MOST_PARTIES: usize = 1_000;
/// So many kinds of models are counted by name.
const MOST_KINDS: usize = 1_000;
/// Models that are messages.
const MESSAGES: [&str; 3] = ["InstantMessage", "SMS", "MMS"];
/// Fields of models that are read.
const READ: [&str; 10] =
    ["Body", "TimeStamp", "Source", "SourceApplication", "Direction", "Identifier", "Name", "Role", "IsPhoneOwner", "Id"];

/// The state of reading.
pub(super) struct Build<'a> {
    report: Report,
    open: Vec<Frame>,
    models: Vec<Model>,
    file: Option<ReportedFile>,
    limits: &'a Limits,
    each: &'a mut dyn FnMut(Entry),
}

/// A model that is open.
#[derive(Debug, Default)]
struct Model {
    kind: String,
    id: Option<String>,
    deleted: Option<String>,
    fields: BTreeMap<String, String>,
    from: Vec<Party>,
    to: Vec<Party>,
    cut: bool,
}

impl<'a> Build<'a> {
    pub(super) fn new(limits: &'a Limits, each: &'a mut dyn FnMut(Entry)) -> Self {
        Self { report: Report::default(), open: Vec::new(), models: Vec::new(), file: None, limits, each }
    }

    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    pub(super) fn end(mut self, broken: Option<Broken>) -> Report {
        self.report.broken = broken;
        self.report
    }

    pub(super) fn reference(&mut self) {
        self.report.references += 1;
    }

    pub(super) fn open(&mut self, name: &str, attributes: &Attributes) -> Result<(), Broken> {
        let outer = self.open.last().map(|frame| frame.what);
        if outer.is_none() && name != "project" {
            return Err(Broken::OtherRoot(name.to_owned()));
        }
        if self.open.len() >= self.limits.depth {
            return Err(Broken::TooDeep);
        }
        let what = what(name, outer);
        let attribute = |name: &str| attributes.get(name).cloned();
        match what {
            What::Holder if outer.is_none() => attributes.iter().for_each(|(name, value)| self.field("project", name, value)),
            What::Section if name == "image" => attributes.iter().for_each(|(name, value)| self.field("image", name, value)),
            What::File => self.file = Some(file(attributes)),
            What::Model => self.model(attributes),
            What::Unread => self.unread(name),
            _ => {}
        }
        let title = match (what, name) {
            (What::Section, "caseInformation") => Some("case".to_owned()),
            (What::Section, "image") => Some("image".to_owned()),
            (What::Section, _) => attribute("section"),
            // Fields of the case are told apart by their types where they have no names.
            (What::Field, _) => attribute("name").or_else(|| attribute("fieldType")),
            _ => attribute("name"),
        };
        // Some items have their value as an attribute.
        let text = attribute("value").filter(|_| what == What::Item).unwrap_or_default();
        self.open.push(Frame { what, name: title.unwrap_or_default(), text, left: Some(self.limits.text) });
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(frame) = self.open.last_mut().filter(|frame| matches!(frame.what, What::Item | What::Field | What::Value)) else { return };
        // What lies behind a cut is not read.
        let Some(left) = frame.left else { return };
        let kept = shortened(text, left);
        frame.text.push_str(&kept);
        frame.left = (kept.len() == text.len()).then(|| left.saturating_sub(text.chars().count()));
        if frame.left.is_none() {
            self.report.cut += 1;
            self.models.last_mut().into_iter().for_each(|model| model.cut = true);
        }
    }

    pub(super) fn close(&mut self) {
        let Some(frame) = self.open.pop() else { return };
        match frame.what {
            What::Item => self.item(&frame),
            What::Value => self.value(frame.text),
            What::Field => self.of_model_or_case(&frame),
            What::File => self.close_file(),
            What::Model => self.close_model(),
            What::Holder | What::Section | What::Files | What::ModelField | What::Unread => {}
        }
    }

    /// The text of a value is that of its field.
    fn value(&mut self, text: String) {
        if let Some(frame) = self.open.last_mut().filter(|frame| frame.what == What::Field && frame.text.trim().is_empty()) {
            frame.text = text;
        }
    }

    fn item(&mut self, frame: &Frame) {
        let value = shortened(frame.text.trim(), SHORT);
        if self.file.is_some() {
            return self.of_file(&frame.name, value);
        }
        let section = self.open.iter().rev().find(|frame| frame.what == What::Section).map_or("", |frame| frame.name.as_str()).to_owned();
        self.field(&section, &frame.name, &value);
    }

    fn of_file(&mut self, name: &str, value: String) {
        let Some(file) = &mut self.file else { return };
        if let Some(algorithm) = Algorithm::named(name) {
            match file.digests.with(algorithm, &value) {
                Ok(digests) => file.digests = digests,
                Err(_) if value.is_empty() => {}
                Err(_) => file.wrong_digests += 1,
            }
        } else if name == "Local Path" {
            file.local_path = Some(value);
        } else {
            self.unread(&format!("file/{name}"));
        }
    }

    fn of_model_or_case(&mut self, frame: &Frame) {
        let Some(model) = self.models.last_mut() else {
            let section =
                self.open.iter().rev().find(|frame| frame.what == What::Section).map_or("", |frame| frame.name.as_str()).to_owned();
            return self.field(&section, &frame.name, &shortened(frame.text.trim(), SHORT));
        };
        if READ.contains(&frame.name.as_str()) {
            let text = if frame.name == "Body" { frame.text.clone() } else { shortened(frame.text.trim(), SHORT) };
            model.fields.entry(frame.name.clone()).or_insert(text);
        } else if MESSAGES.contains(&model.kind.as_str()) {
            let name = format!("{}/{}", model.kind, frame.name);
            self.unread(&name);
        }
    }

    fn close_file(&mut self) {
        if let Some(file) = self.file.take() {
            self.report.files += 1;
            (self.each)(Entry::File(file));
        }
    }

    fn model(&mut self, attributes: &Attributes) {
        let attribute = |name: &str| attributes.get(name).cloned();
        let kind = attribute("type").unwrap_or_default();
        let known = self.report.models.contains_key(&kind) || self.report.models.len() < MOST_KINDS;
        *self.report.models.entry(if known { kind.clone() } else { "…".to_owned() }).or_default() += 1;
        self.models.push(Model { kind, id: attribute("id"), deleted: attribute("deleted_state"), ..Model::default() });
    }

    fn close_model(&mut self) {
        let Some(model) = self.models.pop() else { return };
        if model.kind == "Party" {
            return self.party(model);
        }
        if MESSAGES.contains(&model.kind.as_str()) {
            self.report.messages += 1;
            let message = self.message(model);
            (self.each)(Entry::Message(message));
        }
    }

    /// Who takes part, by the field that names them, or by their own role.
    fn party(&mut self, mut party: Model) {
        let field = self.open.iter().rev().find(|frame| frame.what == What::ModelField).map_or("", |frame| frame.name.as_str());
        let role = party.fields.remove("Role").unwrap_or_default();
        let Some(message) = self.models.last_mut().filter(|model| MESSAGES.contains(&model.kind.as_str())) else { return };
        let list = match (field, role.as_str()) {
            ("From", _) | (_, "From") => &mut message.from,
            _ => &mut message.to,
        };
        if list.len() < MOST_PARTIES {
            let mut take = |name: &str| party.fields.remove(name).filter(|text| !text.is_empty());
            list.push(Party { identifier: take("Identifier"), name: take("Name"), owner: take("IsPhoneOwner") });
        } else {
            message.cut = true;
        }
    }

    fn message(&self, mut model: Model) -> Message {
        let chat = self.models.iter().rev().find(|outer| outer.kind == "Chat");
        let of_chat = |name: &str| chat.and_then(|chat| chat.fields.get(name)).cloned();
        let mut take = |name: &str| model.fields.remove(name).filter(|text| !text.is_empty());
        let app = take("SourceApplication").or_else(|| take("Source")).or_else(|| of_chat("Source"));
        Message {
            app,
            at: take("TimeStamp").as_deref().map(Stamp::new),
            direction: take("Direction"),
            body: take("Body"),
            chat: chat.and_then(|chat| chat.id.clone()).or_else(|| of_chat("Id")),
            kind: model.kind,
            id: model.id,
            from: model.from,
            to: model.to,
            cut: model.cut,
            deleted: model.deleted,
        }
    }

    fn field(&mut self, section: &str, name: &str, value: &str) {
        if self.report.fields.len() < self.limits.named {
            let (section, name) = (shortened(section, 200), shortened(name, 200));
            self.report.fields.push(Field { section, name, value: value.to_owned() });
        } else {
            self.report.more_fields += 1;
        }
    }

    fn unread(&mut self, name: &str) {
        if self.report.unread.contains_key(name) || self.report.unread.len() < self.limits.named {
            *self.report.unread.entry(shortened(name, 200)).or_default() += 1;
        } else {
            self.report.more_unread += 1;
        }
    }
}

fn file(attributes: &Attributes) -> ReportedFile {
    let attribute = |name: &str| attributes.get(name).cloned();
    let size = attributes.get("size").and_then(|size| size.parse().ok());
    let (id, path, deleted) = (attribute("id"), attribute("path"), attribute("deleted"));
    ReportedFile { id, path, size, deleted, ..ReportedFile::default() }
}
