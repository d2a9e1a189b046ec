//! Peels archives off until something with posts comes to light, and hands it to its connector.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use zip::ZipArchive;

use super::encoding::{Utf8, detect};
use super::item::{Flow, Item, Out};
use super::limits::{Counting, Limits, Meter, Metered};
use super::lines::read_all;
use super::origin::Origin;
use super::sniff::{self, Format};
use super::{InputOptions, feed, html, jsonl, table, telegram, warc};

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 * 1024;
/// Most files that are taken out of one zip archive.
const MAX_ENTRIES: usize = 1_000_000;

/// Reads a file of the disk.
pub(super) fn file(path: &Path, options: &InputOptions, done: &Arc<AtomicU64>, sink: &mut dyn FnMut(Item) -> Flow) -> Flow {
    let mut opener = Opener { options, total: Arc::default(), disk: None };
    let mut out = Out { file: Origin::file(path).into(), sink };
    let opened = File::open(path);
    let file = match opened {
        Ok(file) => file,
        Err(error) => return out.reject(0, error.to_string(), b""),
    };
    let counted = Counting { inner: file, count: done.clone() };
    let mut peeked = Peeked::of(Box::new(counted));
    if sniff::by_bytes(peeked.head()) == Some(Format::Zip) {
        // A zip is read from its end, which a stream can't do.
        drop(peeked);
        opener.disk = Some(path.to_owned());
        return match File::open(path) {
            Ok(file) => opener.zip(BufReader::new(CountingSeek { inner: file, count: done.clone() }), &mut out, 0),
            Err(error) => out.reject(0, error.to_string(), b""),
        };
    }
    opener.format(peeked, &mut out, 0)
}

/// Reads a stream under a name.
pub(super) fn stream(name: &str, reader: Box<dyn Read + '_>, options: &InputOptions, sink: &mut dyn FnMut(Item) -> Flow) -> Flow {
    let mut out = Out { file: Origin::named(name).into(), sink };
    Opener { options, total: Arc::default(), disk: None }.format(Peeked::of(reader), &mut out, 0)
}

struct CountingSeek {
    inner: File,
    count: Arc<AtomicU64>,
}

impl Read for CountingSeek {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for CountingSeek {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A stream whose beginning was looked at.
struct Peeked<'a> {
    head: Vec<u8>,
    rest: Box<dyn Read + 'a>,
    fault: Option<io::Error>,
}

impl<'a> Peeked<'a> {
    fn of(mut rest: Box<dyn Read + 'a>) -> Self {
        let mut head = Vec::new();
        let fault = rest.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        Self { head, rest, fault }
    }

    fn head(&mut self) -> &[u8] {
        &self.head
    }

    /// The whole stream from its beginning; a fault met while looking comes up where it was met.
    fn whole(self) -> Chain<Cursor<Vec<u8>>, Faulty<'a>> {
        Cursor::new(self.head).chain(Faulty { fault: self.fault, rest: self.rest })
    }
}

/// A stream that may begin with a fault.
struct Faulty<'a> {
    fault: Option<io::Error>,
    rest: Box<dyn Read + 'a>,
}

impl Read for Faulty<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => self.rest.read(buffer),
        }
    }
}

struct Opener<'a> {
    options: &'a InputOptions,
    /// Bytes unpacked from the outermost file.
    total: Arc<AtomicU64>,
    /// The outermost file, where it is a zip.
    disk: Option<PathBuf>,
}

impl Opener<'_> {
    fn limits(&self) -> Limits {
        self.options.limits
    }

    fn format(&mut self, mut peeked: Peeked<'_>, out: &mut Out<'_>, depth: usize) -> Flow {
        let packed = matches!(sniff::by_bytes(peeked.head()), Some(Format::Gzip | Format::Zstd | Format::Zip));
        if packed && depth >= self.limits().depth {
            return out.reject(0, format!("archives lie in each other deeper than {}", self.limits().depth), b"");
        }
        match sniff::by_bytes(peeked.head()) {
            Some(Format::Gzip) => self.gzip(peeked, out, depth),
            Some(Format::Zstd) => self.zstd(peeked, out, depth),
            Some(Format::Zip) => self.held_zip(peeked, out, depth),
            Some(Format::Warc) => warc::read(&mut BufReader::new(peeked.whole()), out),
            Some(Format::Empty) => match peeked.fault {
                Some(error) => out.reject(0, format!("can't be read: {error}"), b""),
                None => Flow::Continue(()),
            },
            Some(Format::Beside) => Flow::Continue(()),
            Some(Format::Unknown(what)) => out.reject(0, what, peeked.head()),
            _ => self.text(peeked, out),
        }
    }

    fn text(&mut self, mut peeked: Peeked<'_>, out: &mut Out<'_>) -> Flow {
        let encoding = detect(peeked.head());
        let head = encoding.decode(peeked.head()).0.into_owned();
        if encoding == encoding_rs::UTF_8 && peeked.head().contains(&0) {
            return out.reject(0, "not a text and no archive that is read", b"");
        }
        let format = sniff::by_text(&head, &out.file.name, self.options.columns != table::Columns::default());
        let mut plain = BufReader::with_capacity(HEAD, peeked.whole());
        if matches!(format, Format::Html) {
            return html::read(&mut plain, out);
        }
        if encoding == encoding_rs::UTF_8 {
            return self.connect(format, &mut plain, out);
        }
        let declared = declared_encoding(&head).unwrap_or(encoding);
        self.connect(format, &mut BufReader::with_capacity(HEAD, Utf8::new(plain, declared)), out)
    }

    fn connect(&self, format: Format, reader: &mut dyn BufRead, out: &mut Out<'_>) -> Flow {
        skip_mark(reader);
        match format {
            Format::JsonLines => jsonl::read(reader, out),
            Format::Telegram => telegram::read(reader, out),
            Format::Feed => feed::read(&mut Utf8::new(reader, encoding_rs::UTF_8), out),
            Format::Table(delimiter) => table::read(reader, delimiter, &self.options.columns, out),
            Format::Unknown(what) => out.reject(0, what, reader.fill_buf().unwrap_or_default()),
            _ => Flow::Continue(()),
        }
    }

    fn gzip(&mut self, peeked: Peeked<'_>, out: &mut Out<'_>, depth: usize) -> Flow {
        let packed = Arc::<AtomicU64>::default();
        let counted = Counting { inner: peeked.whole(), count: packed.clone() };
        let inner = flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(HEAD, counted));
        let reader = Metered { inner, meter: Meter::new(packed, self.total.clone(), self.limits()) };
        self.format(Peeked::of(Box::new(reader)), out, depth + 1)
    }

    fn zstd(&mut self, peeked: Peeked<'_>, out: &mut Out<'_>, depth: usize) -> Flow {
        let packed = Arc::<AtomicU64>::default();
        let counted = Counting { inner: peeked.whole(), count: packed.clone() };
        match zstd::stream::read::Decoder::with_buffer(BufReader::with_capacity(HEAD, counted)) {
            Ok(inner) => {
                let reader = Metered { inner, meter: Meter::new(packed, self.total.clone(), self.limits()) };
                self.format(Peeked::of(Box::new(reader)), out, depth + 1)
            }
            Err(error) => out.reject(0, format!("a zstd archive that can't be opened: {error}"), b""),
        }
    }

    /// A zip inside another archive: it is read from its end, so it has to be held.
    fn held_zip(&mut self, peeked: Peeked<'_>, out: &mut Out<'_>, depth: usize) -> Flow {
        match read_all(&mut peeked.whole(), self.limits().held) {
            Ok(Some(bytes)) => self.zip(Cursor::new(bytes), out, depth),
            Ok(None) => out.reject(0, "a zip inside an archive that is too large to be held in memory; unpack it first", b""),
            Err(error) => out.reject(0, format!("can't be read further: {error}"), b""),
        }
    }

    fn zip<R: Read + Seek>(&mut self, mut reader: R, out: &mut Out<'_>, depth: usize) -> Flow {
        let size = reader.seek(io::SeekFrom::End(0)).unwrap_or(0);
        let mut archive = match ZipArchive::new(reader) {
            Ok(archive) => archive,
            Err(error) => return out.reject(0, format!("a broken zip archive: {error}"), b""),
        };
        if archive.len() > MAX_ENTRIES {
            return out.reject(0, format!("holds more than {MAX_ENTRIES} files"), b"");
        }
        let meter = Meter::new(Arc::new(AtomicU64::new(size)), self.total.clone(), self.limits());
        let outer = out.file.clone();
        for index in 0..archive.len() {
            let flow = self.zip_entry(&mut archive, index, &meter, &outer, out, depth);
            out.file = outer.clone();
            flow?;
        }
        Flow::Continue(())
    }

    fn zip_entry<R: Read + Seek>(
        &mut self,
        archive: &mut ZipArchive<R>,
        index: usize,
        meter: &Meter,
        outer: &Arc<Origin>,
        out: &mut Out<'_>,
        depth: usize,
    ) -> Flow {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => return out.reject(index as u64 + 1, format!("a file in the archive can't be opened: {error}"), b""),
        };
        if entry.is_dir() {
            return Flow::Continue(());
        }
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_else(|_| format!("file {index}"));
        // What lies deeper than the outermost archive is not found again when its posts are read.
        out.file = outer.inner(&name, self.disk.as_deref().filter(|_| depth == 0)).into();
        let reader = Metered { inner: entry, meter: meter.clone() };
        self.format(Peeked::of(Box::new(reader)), out, depth + 1)
    }
}

/// What an XML text says of its own encoding, where that is one of the single-byte ones.
fn declared_encoding(head: &str) -> Option<&'static encoding_rs::Encoding> {
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let label = html::label_behind(&declaration.to_lowercase(), "encoding=")?;
    encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_single_byte())
}

/// Passes over a byte order mark.
fn skip_mark(reader: &mut dyn BufRead) {
    if reader.fill_buf().is_ok_and(|bytes| bytes.starts_with(b"\xEF\xBB\xBF")) {
        reader.consume(3);
    }
}
