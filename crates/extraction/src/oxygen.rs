//! Oxygen Forensic Detective: the table of messages, exported as text (CSV or with tabs).
//!
//! Of its XML no description is public; a file that begins as XML is refused with the name of its first element. The table is read by the
//! names of its columns: `Time stamp (UTC 0)`, `Text` or `Message`, `Direction`, `Source`, `Type`, `From`, `To`, `Thread ID`, `Deleted`. A
//! person in `From` or `To` stands as `Name <account>`. Other columns (`Details`, `Attachment` …) are named in the summary and not read.

use std::io::{BufReader, Read};

use record::Moment;
use serde::Serialize;

use crate::limits::{Rejects, SHORT, shortened};
use crate::lines::Lines;
use crate::table::{Record, Records};
use crate::{Broken, Limits, Message, Party, Reject, Stamp, Why};

/// What became of reading a table of messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many messages there are.
    pub messages: u64,
    /// What was not read.
    pub rejects: Rejects,
    /// Columns that were not read, by the names in the head.
    pub unread: Vec<String>,
    /// Why it was not read to its end.
    pub broken: Option<Broken>,
}

/// Where what stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Columns {
    text: Option<usize>,
    time: Option<usize>,
    /// The time is that of UTC, as the head says.
    utc: bool,
    direction: Option<usize>,
    app: Option<usize>,
    kind: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    chat: Option<usize>,
    deleted: Option<usize>,
    width: usize,
    unread: Vec<String>,
}

/// Columns that are not read are named up to so many.
const MOST_UNREAD: usize = 100;

/// Reads a table of messages, one by one.
pub fn read_messages(input: impl Read, limits: &Limits, each: &mut dyn FnMut(Message)) -> Summary {
    let mut lines = Lines::new(BufReader::with_capacity(64 << 10, input), limits);
    let mut summary = Summary::default();
    let head = loop {
        match lines.next() {
            Some(line) if line.text.trim().is_empty() => {}
            head => break head,
        }
    };
    let Some(head) = head else {
        summary.broken = Some(lines.broken.take().unwrap_or(Broken::UnknownForm));
        return summary;
    };
    if head.text.trim_start().starts_with('<') {
        summary.broken = Some(Broken::OtherRoot(first_element(&head.text)));
        return summary;
    }
    let mut records = Records::new(lines, &head.text, limits);
    let columns = Columns::named(&records.split(&head.text));
    summary.unread = columns.unread.clone();
    if columns.text.is_none() || columns.time.is_none() {
        summary.broken = Some(Broken::NoColumns);
        return summary;
    }
    while let Some(record) = records.next() {
        match record.and_then(|record| columns.message(&record, limits)) {
            Ok(message) => {
                summary.messages += 1;
                each(message);
            }
            Err(reject) => summary.rejects.add(reject, limits.named),
        }
    }
    summary.broken = records.broken();
    summary
}

/// The name of the first element in a line, or as much of it as there is.
fn first_element(line: &str) -> String {
    let names = line.split('<').filter(|part| !part.starts_with(['?', '!']) && !part.trim().is_empty());
    let name = names.map(|part| part.split([' ', '>', '/']).next().unwrap_or_default()).next().unwrap_or("?xml");
    shortened(name, 100)
}

impl Columns {
    fn named(names: &[String]) -> Self {
        let mut columns = Self { width: names.len(), ..Self::default() };
        for (place, name) in names.iter().enumerate() {
            columns.add(place, name.trim());
        }
        columns
    }

    fn add(&mut self, place: usize, name: &str) {
        let lower = name.to_lowercase();
        let slot = match lower.as_str() {
            "text" | "message" => &mut self.text,
            "direction" => &mut self.direction,
            "source" => &mut self.app,
            "type" | "message type" => &mut self.kind,
            "from" => &mut self.from,
            "to" => &mut self.to,
            "thread id" | "chat id" => &mut self.chat,
            "deleted" => &mut self.deleted,
            time if time.starts_with("time stamp") => {
                self.utc |= self.time.is_none() && ["time stamp (utc 0)", "time stamp (utc)", "time stamp (utc+0)"].contains(&time);
                &mut self.time
            }
            _ => return self.pass(name),
        };
        if slot.is_some() {
            return self.pass(name);
        }
        *slot = Some(place);
    }

    fn pass(&mut self, name: &str) {
        if !name.is_empty() && self.unread.len() < MOST_UNREAD {
            self.unread.push(shortened(name, 200));
        }
    }

    fn message(&self, record: &Record, limits: &Limits) -> Result<Message, Reject> {
        if record.fields.len() < self.width {
            return Err(Reject { line: record.line, lines: 1, why: Why::Fields });
        }
        let at = |place: Option<usize>| {
            place.and_then(|place| record.fields.get(place)).map(String::as_str).filter(|text| !text.trim().is_empty())
        };
        let short = |place| at(place).map(|text| shortened(text.trim(), SHORT));
        let cut = at(self.text).is_some_and(|text| text.chars().nth(limits.text).is_some());
        Ok(Message {
            kind: short(self.kind).unwrap_or_default(),
            id: None,
            app: short(self.app),
            chat: short(self.chat),
            at: short(self.time).map(|text| self.stamp(&text)),
            from: at(self.from).map(party).into_iter().collect(),
            to: at(self.to).map(party).into_iter().collect(),
            direction: short(self.direction),
            body: at(self.text).map(|text| shortened(text, limits.text)),
            cut: cut || !record.exact,
            deleted: short(self.deleted),
        })
    }

    /// A time; a moment only where the head of the column says that it is UTC, or the text itself says its zone.
    fn stamp(&self, text: &str) -> Stamp {
        let stamp = Stamp::new(text);
        let moment = stamp.moment.or_else(|| self.utc.then(|| utc(text)).flatten());
        Stamp { moment, ..stamp }
    }
}

/// `2020-10-22 08:55:14` in UTC. Days that could be months are not guessed.
fn utc(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once(' ')?;
    let is_plain = day.len() == 10 && day.get(4..5) == Some("-") && time.len() == 8;
    if is_plain { Moment::parse(&format!("{day}T{time}Z")).ok() } else { None }
}

/// `Name <account>`, `<account>` or a name alone.
fn party(text: &str) -> Party {
    let some = |text: &str| Some(shortened(text.trim(), SHORT)).filter(|text| !text.is_empty());
    match text.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, account)) => Party { identifier: some(account), name: some(name), owner: None },
        None => Party { identifier: None, name: some(text), owner: None },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> (Vec<Message>, Summary) {
        let mut messages = Vec::new();
        let summary = read_messages(text.as_bytes(), &Limits::default(), &mut |message| messages.push(message));
        (messages, summary)
    }

    const HEAD: &str = "Direction,Source,Type,Time stamp (UTC 0),Text,From,To,Details,Thread id\n";

    #[test]
    fn messages_by_the_names_of_columns() {
        let (messages, summary) = read(&format!(
            "{HEAD}Incoming,Telegram,Message,2026-03-01 08:55:14,\"Сәлем,\nжұмыс бар\",Sample One <100000001>,<77010000002>,Chat ID: 1,t1\n"
        ));
        let message = &messages[0];
        assert_eq!(
            (message.body.as_deref(), message.app.as_deref(), message.chat.as_deref()),
            (Some("Сәлем,\nжұмыс бар"), Some("Telegram"), Some("t1"))
        );
        assert_eq!(message.at.clone().unwrap().moment, Moment::parse("2026-03-01T08:55:14Z").ok());
        let from = Party { identifier: Some("100000001".into()), name: Some("Sample One".into()), owner: None };
        assert_eq!(
            (message.from.as_slice(), message.to[0].identifier.as_deref(), message.to[0].name.as_deref()),
            (&[from][..], Some("77010000002"), None)
        );
        assert_eq!((summary.messages, summary.unread.as_slice(), summary.broken), (1, &["Details".to_owned()][..], None));
    }

    #[test]
    fn a_time_without_a_zone_is_no_moment() {
        let (messages, _) = read("Time stamp\tText\n2026-03-01 08:55:14\tx\n");
        let at = messages[0].at.clone().unwrap();
        assert_eq!((at.written.as_str(), at.moment), ("2026-03-01 08:55:14", None));
        let (messages, _) = read("Time stamp (UTC 0)\tText\n01.03.2026 08:55\tx\n");
        assert_eq!(messages[0].at.clone().unwrap().moment, None, "the form is not guessed");
    }

    #[test]
    fn what_is_not_read_is_said() {
        assert_eq!(read("<?xml version=\"1.0\"?><Report a=\"1\"/>").1.broken, Some(Broken::OtherRoot("Report".into())));
        assert_eq!(read("a,b\n1,2\n").1.broken, Some(Broken::NoColumns));
        assert_eq!(read("").1.broken, Some(Broken::UnknownForm));
        let (messages, summary) = read("Time stamp,Text\n1\n2,x\n3,\"y\n");
        assert_eq!((messages.len(), summary.rejects.count), (1, 2));
        assert_eq!(
            summary.rejects.first.iter().map(|reject| (reject.line, reject.why.clone())).collect::<Vec<_>>(),
            [(2, Why::Fields), (4, Why::Quote)]
        );
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let mut messages = Vec::new();
        let limits = Limits { text: 3, ..Limits::default() };
        let _ = read_messages(&b"Time stamp,Text\n1,abcdef\n"[..], &limits, &mut |message| messages.push(message));
        assert_eq!((messages[0].body.as_deref(), messages[0].cut), (Some("abc"), true));
    }

    proptest! {
        /// Whatever somebody wrote comes out as it was, over lines and quotes.
        #[test]
        fn texts_come_out_as_they_are(body in "[^\\x00\r]{1,60}") {
            prop_assume!(!body.trim().is_empty());
            let (messages, _) = read(&format!("Time stamp,Text\n1,\"{}\"\n", body.replace('"', "\"\"")));
            prop_assert_eq!(messages[0].body.as_deref(), Some(body.as_str()));
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_messages(&[HEAD.as_bytes(), &bytes].concat()[..], &Limits::default(), &mut |_| {});
        }
    }
}
