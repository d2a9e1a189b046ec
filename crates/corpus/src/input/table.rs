//! CSV and TSV tables with a map of columns, guessed from the header in Russian, Kazakh and English.
//!
//! Without a column for the source the source is `table:FILE`; without one for ids the id is a digest of the row, so that the same row
//! is the same post in whatever order it comes.

use std::collections::BTreeMap;
use std::io::Read;

use record::{Post, PostKey};
use sha2::{Digest, Sha256};

use super::item::{Flow, Out};

/// What a column can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// The text of a post.
    Text,
    /// Its id.
    Id,
    /// Its source.
    Source,
    /// When it was published.
    Published,
    /// Who published it.
    Author,
    /// Where it can be seen.
    Url,
    /// A title that goes before the text.
    Title,
    /// A contact that goes behind the text.
    Contact,
}

const NAMES: [(Meaning, &[&str]); 8] = [
    (
        Meaning::Text,
        &[
            "text",
            "текст",
            "мәтін",
            "matin",
            "message",
            "сообщение",
            "хабарлама",
            "content",
            "body",
            "описание",
            "сипаттама",
            "description",
            "объявление",
            "post",
        ],
    ),
    (Meaning::Id, &["id", "№", "no", "номер", "нөмір", "number", "key", "ключ", "код", "post_id", "message_id", "ид"]),
    (Meaning::Source, &["source", "источник", "дереккөз", "канал", "арна", "channel", "сайт", "site", "chat", "чат", "group", "группа"]),
    (
        Meaning::Published,
        &[
            "published",
            "date",
            "дата",
            "күні",
            "күн",
            "time",
            "время",
            "уақыты",
            "created",
            "created_at",
            "timestamp",
            "опубликовано",
            "датапубликации",
            "datetime",
        ],
    ),
    (Meaning::Author, &["author", "автор", "user", "username", "пользователь", "from", "sender", "отправитель", "seller", "жіберуші"]),
    (Meaning::Url, &["url", "link", "ссылка", "сілтеме", "адрес", "href"]),
    (Meaning::Title, &["title", "заголовок", "тақырып", "название", "атауы", "subject", "тема"]),
    (Meaning::Contact, &["phone", "телефон", "тел", "contact", "contacts", "контакт", "контакты", "байланыс", "telegram", "whatsapp"]),
];

/// Which header names mean what, as a person gave them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Meaning, String>);

impl Columns {
    /// Reads `text=Текст,id=№`.
    ///
    /// # Errors
    /// The part that is not `MEANING=HEADER` with a known meaning.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut map = BTreeMap::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let known = part.split_once('=').and_then(|(meaning, header)| Some((by_code(meaning.trim())?, header.trim().to_owned())));
            let (meaning, header) = known.ok_or_else(|| part.trim().to_owned())?;
            map.insert(meaning, header);
        }
        Ok(Self(map))
    }
}

fn by_code(code: &str) -> Option<Meaning> {
    NAMES.iter().find(|(_, names)| names.first() == Some(&code)).map(|(meaning, _)| *meaning).or(match code {
        "date" => Some(Meaning::Published),
        "link" => Some(Meaning::Url),
        _ => None,
    })
}

fn folded(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
    name.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The digest of a row's cells: 16 hexadecimal digits.
pub(crate) fn digest(cells: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for cell in cells {
        hasher.update(cell.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The sign between columns: the one that parts the header most often outside of quotes.
pub(crate) fn delimiter(head: &str) -> u8 {
    let header = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| {
        let outside = header.bytes().scan(false, |quoted, byte| {
            *quoted ^= byte == b'"';
            Some(!*quoted && byte == sign)
        });
        outside.filter(|found| *found).count()
    };
    let best = [b'\t', b';', b',', b'|'].into_iter().max_by_key(|sign| (count(*sign), *sign == b','));
    best.filter(|sign| count(*sign) > 0).unwrap_or(b',')
}

/// Whether the header names a column of text: then it is a table even without being called one.
pub(crate) fn has_text_column(head: &str) -> bool {
    let header = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells: Vec<&str> = header.split(char::from(delimiter(head))).map(|cell| cell.trim_matches('"')).collect();
    cells.len() > 1 && Layout::guess(&cells, &Columns::default()).is_ok()
}

/// Which column holds what.
struct Layout(BTreeMap<Meaning, usize>);

impl Layout {
    fn guess(header: &[&str], columns: &Columns) -> Result<Self, String> {
        let mut found = BTreeMap::new();
        for (meaning, wanted) in &columns.0 {
            let at = header.iter().position(|name| folded(name) == folded(wanted)).ok_or_else(|| format!("has no column {wanted:?}"))?;
            found.insert(*meaning, at);
        }
        for (meaning, names) in NAMES {
            let free = |at: &usize| !found.values().any(|taken| taken == at);
            let at = names.iter().find_map(|name| header.iter().position(|cell| folded(cell) == *name).filter(free));
            if let (Some(at), false) = (at, found.contains_key(&meaning)) {
                found.insert(meaning, at);
            }
        }
        if found.contains_key(&Meaning::Text) || found.contains_key(&Meaning::Title) {
            return Ok(Self(found));
        }
        Err(format!("no column is known as the text; name it with --columns text=NAME (columns: {})", header.join(", ")))
    }

    fn cell<'a>(&self, row: &'a csv::StringRecord, meaning: Meaning) -> Option<&'a str> {
        row.get(*self.0.get(&meaning)?).map(str::trim).filter(|cell| !cell.is_empty())
    }

    fn post(&self, row: &csv::StringRecord, fallback: &str) -> Result<Post, String> {
        let parts = [Meaning::Title, Meaning::Text, Meaning::Contact].into_iter().filter_map(|meaning| self.cell(row, meaning));
        let text = parts.collect::<Vec<_>>().join("\n");
        if text.is_empty() {
            return Err("the row has no text".to_owned());
        }
        let own = |meaning| self.cell(row, meaning).map(str::to_owned);
        let source = own(Meaning::Source).map_or_else(|| fallback.to_owned(), |source| source.replace('/', "_"));
        let id = own(Meaning::Id).unwrap_or_else(|| digest(&row.iter().collect::<Vec<_>>()));
        PostKey::new(&*source, &*id).map_err(|error| error.to_string())?;
        let published = self.cell(row, Meaning::Published).and_then(super::dates::parse);
        Ok(Post { source, id, published, author: own(Meaning::Author), text, url: own(Meaning::Url), media: Vec::new() })
    }
}

/// Reads a table of UTF-8 text.
pub(crate) fn read(reader: &mut dyn Read, delimiter: u8, columns: &Columns, out: &mut Out<'_>) -> Flow {
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).from_reader(reader);
    let header = match table.byte_headers() {
        Ok(header) => decoded(header),
        Err(error) => return out.reject(1, format!("the header can't be read: {error}"), b""),
    };
    let layout = match Layout::guess(&header.iter().collect::<Vec<_>>(), columns) {
        Ok(layout) => layout,
        Err(why) => return out.reject(1, why, b""),
    };
    let name = out.file.name.rsplit(['/', '!']).next().unwrap_or_default().to_owned();
    let fallback = format!("table:{}", name.split('.').next().unwrap_or(&name));
    let mut row = csv::ByteRecord::new();
    loop {
        match table.read_byte_record(&mut row) {
            Ok(false) => return Flow::Continue(()),
            Ok(true) => {
                let line = row.position().map_or(0, csv::Position::line);
                let row = decoded(&row);
                match layout.post(&row, &fallback) {
                    Ok(post) => out.post(line, post.into())?,
                    Err(why) => out.reject(line, why, row.iter().collect::<Vec<_>>().join(" ").as_bytes())?,
                }
            }
            Err(error) => return out.reject(table.position().line(), format!("can't be read further: {error}"), b""),
        }
    }
}

fn decoded(row: &csv::ByteRecord) -> csv::StringRecord {
    row.iter().map(super::encoding::decode).collect()
}
