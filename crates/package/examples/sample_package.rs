//! Writes a sample archive and a sample package into a folder, for the validators of others: `sample_package FOLDER`. All in it is invented.

use std::fs::{self, File};
use std::io::{self, Cursor};
use std::path::Path;

use custody::item::{CopyId, Event, Missing, MissingWhy, Names, Origin, Told};
use custody::{FileName, FileRole, Hashes, Hex, ItemId, KeptFile, Tool};
use package::Sha256;
use package::case::{self, CaseFacts};
use package::wacz::{Expected, Extra, Package, Page, check_wacz, write_wacz};
use package::warc::{Entry, Head, Kind, Limits, RecordId, Truncated, Writer, check_warc};
use record::{AgencyId, Compartment, Digest, Moment, PersonId, Reason};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let at = Moment::parse("2026-03-01T10:00:00.123456789Z")?;

    let archive = folder.join("data.warc.gz");
    let entries = write_archive(&archive, at)?;
    let found = check_warc(io::BufReader::new(File::open(&archive)?), &entries, Limits::default())?;
    if !found.is_empty() {
        return Err(format!("the archive: {found:?}").into());
    }

    let package = folder.join("sample.wacz");
    let list = write_package(&archive, &package, at)?;
    let found = check_wacz(File::open(&package)?, Expected { list: Some(list), records: Some(&entries) }, Limits::default())?;
    if !found.is_empty() {
        return Err(format!("the package: {found:?}").into());
    }
    write_case(&folder.join("case.jsonld"), at)
}

fn write_archive(path: &Path, at: Moment) -> Outcome<Vec<Entry>> {
    let id = RecordId::from_random;
    let web = |kind, number, uri: &str| Head {
        uri: Some(uri.to_owned()),
        ip: "203.0.113.7".parse().ok(),
        warcinfo: Some(id(1)),
        content_type: Some(
            if kind == Kind::Request { "application/http; msgtype=request" } else { "application/http; msgtype=response" }.into(),
        ),
        ..Head::new(kind, id(number), at)
    };
    let plain = |kind, number, uri: &str, content_type: &str| Head {
        uri: Some(uri.to_owned()),
        warcinfo: Some(id(1)),
        content_type: Some(content_type.to_owned()),
        ..Head::new(kind, id(number), at)
    };
    let page = "https://www.example.kz/jobs?b=2&a=1";
    let mut writer = Writer::new(File::create(path)?);
    let mut entries = Vec::new();
    let info = Head { content_type: Some("application/warc-fields".into()), ..Head::new(Kind::Warcinfo, id(1), at) };
    entries.push(writer.write_bytes(&info, b"software: arasha\r\nformat: WARC File Format 1.1\r\n")?);
    let request = b"GET /jobs?b=2&a=1 HTTP/1.1\r\nHost: www.example.kz\r\n\r\n";
    entries.push(writer.write_bytes(&Head { concurrent_to: vec![id(3)], ..web(Kind::Request, 2, page) }, request)?);
    let body = "<!doctype html><title>Жұмыс</title><p>An invented page</p>";
    let message = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    entries.push(writer.write_bytes(&web(Kind::Response, 3, page), message.as_bytes())?);
    let chunks = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    entries.push(writer.write_bytes(&web(Kind::Response, 4, "https://www.example.kz/chunked"), chunks)?);
    let nothing = b"HTTP/1.1 204 No Content\r\n\r\n";
    entries.push(writer.write_bytes(&web(Kind::Response, 5, "https://www.example.kz/nothing"), nothing)?);
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegins";
    let head = Head { truncated: Some(Truncated::Disconnect), ..web(Kind::Response, 6, "https://www.example.kz/cut") };
    entries.push(writer.write_bytes(&head, cut)?);
    entries.push(writer.write_bytes(&plain(Kind::Resource, 7, "urn:arasha:screen:1", "image/png"), b"no real picture")?);
    let head = Head { refers_to: Some(id(3)), concurrent_to: vec![id(3)], ..plain(Kind::Metadata, 8, page, "application/json") };
    entries.push(writer.write_bytes(&head, br#"{"body":"as received"}"#)?);
    let head = Head { refers_to: Some(id(3)), ..plain(Kind::Conversion, 9, page, "text/plain") };
    entries.push(writer.write_bytes(&head, b"An invented page")?);
    let revisit = Head {
        refers_to: Some(id(3)),
        profile: Some("http://netpreserve.org/warc/1.1/revisit/identical-payload-digest".into()),
        repeated: Some(Sha256::of(body.as_bytes())),
        ..web(Kind::Revisit, 10, page)
    };
    entries.push(writer.write_bytes(&revisit, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")?);
    writer.finish()?.sync_all()?;
    Ok(entries)
}

fn write_package(archive: &Path, package: &Path, at: Moment) -> Outcome<Sha256> {
    let mut archive = File::open(archive)?;
    let mut contents = [
        ("originals/picture-1.png", b"no real picture".to_vec()),
        ("custody/log.txt", b"2026-03-01 sealed\n".to_vec()),
        ("custody/events.jsonl", b"{\"event\":\"sealed\"}\n".to_vec()),
        ("custody/case.json", b"{\"@context\":{}}\n".to_vec()),
        ("custody/table.csv", b"when;what\n2026-03-01;sealed\n".to_vec()),
        ("proofs/entry-1.tlog-proof", b"an invented proof\n".to_vec()),
        ("proofs/readme", b"no dot in the name\n".to_vec()),
    ]
    .map(|(path, content)| (path, Cursor::new(content)));
    let extras = contents.iter_mut().map(|(path, content)| Extra { path: (*path).to_owned(), content }).collect();
    let page = Page { url: "https://www.example.kz/jobs?b=2&a=1".into(), at, title: Some("Жұмыс".into()) };
    let (title, software) = ("A sample".to_owned(), "arasha".to_owned());
    let input = Package { title, software, created: at, pages: vec![page], archive: &mut archive, extras };
    Ok(write_wacz(input, Limits::default(), &mut io::BufWriter::new(File::create(package)?))?.list)
}

/// The history of an item, in CASE/UCO.
fn write_case(file: &Path, at: Moment) -> Outcome<()> {
    let (analyst, expert) = (PersonId::from_bits(1), PersonId::from_bits(2));
    let (police, centre) = (AgencyId::from_bits(1), AgencyId::from_bits(2));
    let (tool, copy) = (Tool::new("Arasha", "0.1.0")?, CopyId::from_bits(3));
    let hashes = |of: u8| Hashes { md5: Hex([of; 16]), sha1: Hex([of; 20]), sha256: Digest([of; 32]), blake3: Hex([of; 32]) };
    let kept = |name: &str, role, of: u8| {
        let name = FileName::new(name)?;
        Ok::<_, custody::FileNameError>(KeptFile { name, role, hashes: hashes(of), bytes: 812, stored: Digest([of; 32]) })
    };
    let (reason, page) = (Reason::new("An invented order")?, FileName::new("page.warc.gz")?);
    let begun = Event::Begun {
        item: ItemId::from_bits(9),
        origin: Origin::Page { address: "https://www.example.kz/jobs?b=2&a=1".into() },
        compartment: Compartment::Operational,
        region: None,
        tool: tool.clone(),
        holder: police,
        by: analyst,
        at,
    };
    let missing = vec![Missing { what: "https://www.example.kz/film.mp4".into(), why: MissingWhy::TooLarge }];
    let files = vec![kept("page.warc.gz", FileRole::WebArchive, 1)?, kept("manifest.json", FileRole::Manifest, 2)?];
    let events = [
        (analyst, police, begun),
        (analyst, police, Event::Kept { files }),
        (analyst, police, Event::Completed { missing }),
        (analyst, police, Event::Viewed { file: page.clone(), reason: reason.clone() }),
        (analyst, police, Event::Copied { copy, file: page, hashes: hashes(1), reason: reason.clone(), tool: tool.clone() }),
        (analyst, police, Event::Examined { copy, finding: reason.clone(), tool: tool.clone() }),
        (analyst, police, Event::Exported { package: hashes(5), reason: reason.clone(), tool }),
        (analyst, police, Event::Offered { to: centre, by: analyst, until: at.plus_days(3), reason }),
        (expert, centre, Event::Taken { by: expert, holder: centre }),
    ];
    let step = |(version, (person, agency, event))| Told { version, at: at.plus_minutes(1), person, agency, event };
    let history: Vec<Told> = (1..).zip(events).map(step).collect();
    let facts = CaseFacts { title: "A sample", created: at.plus_days(1), items: &[history], names: &Names::default() };
    fs::write(file, case::write(&facts)?)?;
    Ok(())
}
