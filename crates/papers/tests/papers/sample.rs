//! Facts for papers. All of it is invented.

use custody::item::{CopyId, Event, Failure, Missing, MissingWhy, Names, Origin, Told};
use custody::{FileName, FileRole, Hashes, Hex, ItemId, KeptFile, Tool};
use jiff::tz::{Offset, TimeZone};
use knowledge::{Book, PaperForm};
use papers::{Facts, Kind, PaperError, Person, Reader, Role, Search, Thing, write};
use record::{AgencyId, Compartment, Digest, Moment, PersonId, Reason, Region};
use words::{Tongue, Words};

pub fn analyst() -> PersonId {
    PersonId::from_bits(1)
}

pub fn expert() -> PersonId {
    PersonId::from_bits(2)
}

pub fn police() -> AgencyId {
    AgencyId::from_bits(1)
}

pub fn centre() -> AgencyId {
    AgencyId::from_bits(2)
}

pub const ADDRESS: &str = "https://jobs.example.org/vacancy/17?city=almaty";

pub fn forms() -> Vec<PaperForm> {
    Book::shipped().unwrap().papers
}

/// Reads in this language, five hours east of Greenwich.
pub fn reader(tongue: Tongue) -> Reader {
    Reader { words: Words(tongue), zone: TimeZone::fixed(Offset::from_hours(5).unwrap()) }
}

pub fn paper(kind: Kind, facts: &Facts, tongue: Tongue) -> Result<String, PaperError> {
    write(kind, facts, &forms(), &reader(tongue))
}

pub fn at(minutes: u32) -> Moment {
    Moment::parse("2026-11-22T10:00:07Z").unwrap().plus_minutes(minutes)
}

pub fn hashes(number: u8) -> Hashes {
    Hashes { md5: Hex([number; 16]), sha1: Hex([number; 20]), sha256: Digest([number; 32]), blake3: Hex([number; 32]) }
}

pub fn file(name: &str, role: FileRole, number: u8) -> KeptFile {
    let hashes = Hashes { sha256: Digest([number.wrapping_mul(17); 32]), ..hashes(number) };
    KeptFile { name: FileName::new(name).unwrap(), role, hashes, bytes: 1_234_567 + u64::from(number), stored: Digest([number; 32]) }
}

fn tool() -> Tool {
    Tool::new("Arasha, Chromium", "0.1.0, 142.0.7444.59").unwrap()
}

fn reason(words: &str) -> Reason {
    Reason::new(words).unwrap()
}

pub fn step(version: u64, minutes: u32, event: Event) -> Told {
    Told { version, at: at(minutes), person: analyst(), agency: police(), event }
}

pub fn begun(address: &str) -> Event {
    Event::Begun {
        item: ItemId::from_bits(77),
        origin: Origin::Page { address: address.into() },
        compartment: Compartment::Operational,
        region: Region::new("KZ-75").ok(),
        tool: tool(),
        holder: police(),
        by: analyst(),
        at: at(0),
    }
}

/// A page with its files, of which two were not got.
pub fn history() -> Vec<Told> {
    let kept = |files| Event::Kept { files };
    let missing = vec![
        Missing { what: "https://cdn.example.org/film.mp4".into(), why: MissingWhy::TooLarge },
        Missing { what: "http://10.0.0.1/counter.gif".into(), why: MissingWhy::Refused },
    ];
    vec![
        step(1, 0, begun(ADDRESS)),
        step(2, 0, kept(vec![file("page.warc.gz", FileRole::WebArchive, 1)])),
        step(3, 0, kept(vec![file("received.html", FileRole::Received, 2), file("rendered.html", FileRole::Rendered, 3)])),
        step(4, 1, kept(vec![file("screenshot.png", FileRole::Screenshot, 4), file("print.pdf", FileRole::Print, 5)])),
        step(5, 1, kept(vec![file("manifest.json", FileRole::Manifest, 6)])),
        step(6, 1, Event::Completed { missing }),
    ]
}

/// The same item, looked at, copied, examined, offered and taken.
pub fn long_history() -> Vec<Told> {
    let name = FileName::new("screenshot.png").unwrap();
    let copy = CopyId::from_bits(5);
    let more = [
        step(7, 60, Event::Viewed { file: name.clone(), reason: reason("проверка полноты") }),
        step(8, 61, Event::Revealed { file: name.clone(), reason: reason("установление содержания снимка") }),
        step(9, 62, Event::Copied { copy, file: name, hashes: hashes(4), reason: reason("для исследования"), tool: tool() }),
        step(
            10,
            70,
            Event::Examined {
                copy, finding: reason("На снимке объявление о работе, указан телефон."), tool: tool()
            },
        ),
        step(11, 80, Event::Exported { package: hashes(9), reason: reason("поручение № 12"), tool: tool() }),
        step(12, 90, Event::Offered { to: centre(), by: analyst(), until: at(90).plus_days(3), reason: reason("постановление № 12") }),
        Told { person: expert(), agency: centre(), ..step(13, 120, Event::Taken { by: expert(), holder: centre() }) },
    ];
    history().into_iter().chain(more).collect()
}

pub fn failed() -> Vec<Told> {
    let files = vec![file("page.warc.gz", FileRole::WebArchive, 1)];
    vec![step(1, 0, begun(ADDRESS)), step(2, 0, Event::Kept { files }), step(3, 1, Event::Failed { why: Failure::TimedOut })]
}

pub fn names() -> Names {
    let people = [(analyst(), "Үлгібекова А. Қ., аналитик"), (expert(), "Примеров Б. Б., эксперт")];
    let bodies = [(police(), "Департамент полиции (пример)"), (centre(), "Центр судебных экспертиз (пример)")];
    Names { people: people.map(|(id, name)| (id, name.into())).into(), bodies: bodies.map(|(id, name)| (id, name.into())).into() }
}

pub fn facts(history: Vec<Told>) -> Facts {
    Facts {
        number: "17".into(),
        case: String::new(),
        body: "Департамент полиции (пример)".into(),
        place: "г. Алматы".into(),
        made: at(130),
        history,
        names: names(),
        people: vec![Person { role: Role::Acts, name: "Үлгібекова А. Қ., аналитик".into() }],
        notes: "На странице объявление о работе за границей.\nУказаны телефон +7 700 000 00 00 и имя в Telegram @example_zz9.".into(),
        things: Vec::new(),
        searches: Vec::new(),
        log: None,
    }
}

pub fn things() -> Vec<Thing> {
    let thing = |what: &str, marks: &str| Thing { what: what.into(), marks: marks.into(), packed: "пакет № 4, печать".into() };
    vec![
        thing("Телефон чёрного цвета, выключен", "серийный номер 00EX4MPL3, трещина на стекле"),
        thing("Карта памяти 64 ГБ", "без надписей"),
    ]
}

pub fn searches() -> Vec<Search> {
    let search = |minutes, resource: &str, words: &str, results| Search {
        at: at(minutes),
        resource: resource.into(),
        words: words.into(),
        filters: "за месяц".into(),
        results,
        hash: results.map(|_| Digest([0x5a; 32])),
        note: String::new(),
    };
    vec![
        search(0, "https://search.example.org/", "работа за границей", Some(41)),
        search(9, "https://t.example.org/s/example_zz9", "", None),
    ]
}

/// Facts that suffice for a paper of this kind.
pub fn facts_for(kind: Kind) -> Facts {
    match kind {
        Kind::Inspection => facts(history()),
        Kind::Custody | Kind::HandOver => facts(long_history()),
        Kind::Seizure => Facts { things: things(), ..facts(Vec::new()) },
        Kind::Osint => Facts { searches: searches(), log: Some(Digest([0x3c; 32])), ..facts(Vec::new()) },
    }
}
