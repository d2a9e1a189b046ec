//! Tells what a file is by its content; its name is asked only where the content leaves a choice.

use super::table;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Gzip,
    Zstd,
    Zip,
    Warc,
    JsonLines,
    Telegram,
    Feed,
    Html,
    /// A table with this sign between columns.
    Table(u8),
    /// Pictures, sound, video, fonts, scripts and styles, which lie beside posts and are none.
    Beside,
    Empty,
    /// Not read, and why.
    Unknown(&'static str),
}

/// The format of what begins so, told by bytes alone.
pub(crate) fn by_bytes(head: &[u8]) -> Option<Format> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let media: [&[u8]; 12] = [
        b"\xFF\xD8\xFF",
        b"\x89PNG",
        b"GIF8",
        b"RIFF",
        b"OggS",
        b"ID3",
        b"\x1A\x45\xDF\xA3",
        b"BM",
        b"wOFF",
        b"wOF2",
        b"\xFF\xFB",
        b"fLaC",
    ];
    match () {
        () if head.is_empty() => Some(Format::Empty),
        () if starts(b"\x1F\x8B") => Some(Format::Gzip),
        () if starts(b"\x28\xB5\x2F\xFD") => Some(Format::Zstd),
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Some(Format::Zip),
        () if starts(b"WARC/") => Some(Format::Warc),
        () if starts(b"filedesc://") => {
            Some(Format::Unknown("an ARC file, the old form of web archives; turn it into WARC first (warcio recompress)"))
        }
        () if starts(b"7z\xBC\xAF") => Some(Format::Unknown("a 7z archive; pack it as .zip")),
        () if starts(b"Rar!") => Some(Format::Unknown("a RAR archive; pack it as .zip")),
        () if starts(b"BZh") => Some(Format::Unknown("a bzip2 archive; pack it as .gz")),
        () if starts(b"\xFD7zXZ") => Some(Format::Unknown("an xz archive; pack it as .gz")),
        () if starts(b"%PDF") => Some(Format::Unknown("a PDF document")),
        () if at(257, b"ustar") => Some(Format::Unknown("a tar archive; pack it as .zip")),
        () if media.iter().any(|magic| starts(magic)) || at(4, b"ftyp") => Some(Format::Beside),
        () => None,
    }
}

/// The format of a text that begins so.
pub(crate) fn by_text(head: &str, name: &str, has_columns: bool) -> Format {
    let text = head.trim_start_matches('\u{feff}').trim_start();
    let extension =
        name.rsplit(['/', '!']).next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    match (text.chars().next(), extension.as_str()) {
        (None, _) => Format::Empty,
        (Some('{'), _) => json(text),
        (Some('['), "json") => Format::Unknown("a JSON list; write one post a line"),
        (Some('<'), _) => markup(text),
        (_, "css" | "js" | "mjs" | "md" | "toml") => Format::Beside,
        (_, "csv" | "tsv" | "tab") => Format::Table(table::delimiter(text)),
        (_, "jsonl" | "ndjson" | "json") => Format::JsonLines,
        (_, "html" | "htm" | "xhtml") => Format::Html,
        _ if has_columns || table::has_text_column(text) => Format::Table(table::delimiter(text)),
        _ => Format::Unknown(
            "not a form that is read (JSON Lines, Telegram result.json, RSS, Atom, CSV, TSV, HTML, WARC; also in .zip, .gz, .zst)",
        ),
    }
}

/// JSON Lines hold a whole object in the first line; exports spread one object over many.
fn json(text: &str) -> Format {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let has = |key: &str| text.contains(key);
    if first == "{" {
        return Format::Telegram;
    }
    let is_post = first.contains("\"source\"") && first.contains("\"id\"");
    let is_export = (has("\"messages\"") && first.contains("\"messages\"")) || (has("\"chats\"") && first.contains("\"chats\""));
    if is_export && !is_post { Format::Telegram } else { Format::JsonLines }
}

fn markup(text: &str) -> Format {
    let head: String = text.chars().take(4_096).collect::<String>().to_lowercase();
    if ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| head.contains(root)) {
        return Format::Feed;
    }
    if head.starts_with("<?xml") && !head.contains("<html") {
        return Format::Unknown("an XML file that is no feed");
    }
    Format::Html
}
