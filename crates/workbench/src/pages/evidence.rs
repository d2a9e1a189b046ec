//! Evidence: the pages and files that were kept, how they came, and what was done with them.

use access::{AccessError, House, ItemAct, KnownItem};
use askama::Template;
use custody::item::{Begun, Event, Missing, Origin, Standing};
use custody::{FileName, ItemId, KeptFile, StepOutcome};
use record::{AgencyId, Entry, Reason};
use rights::Action;

use crate::address::link;
use crate::answer::{Answer, Content};
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::join::Choice;
use crate::pages::parts::{self, DateMark};
use crate::pages::told::{self, Named, Names, visitor};
use crate::problem::Problem;
use crate::words::Words;

/// Items on a page.
const LISTED: usize = 50;

/// The list.
#[derive(Debug, Template)]
#[template(path = "evidence.html")]
struct EvidencePage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    form: String,
    /// Whether the form for a capture is shown.
    captures: bool,
    /// What was typed, or where the reader came from.
    address: String,
    lines: Vec<Line>,
    newest: Option<String>,
    older: Option<String>,
}

/// An item in the list.
#[derive(Debug)]
struct Line {
    href: String,
    id: String,
    origin: String,
    standing: String,
    when: DateMark,
    who: Named,
    holder: Named,
    files: String,
}

/// One item.
#[derive(Debug, Template)]
#[template(path = "evidence_item.html")]
struct ItemPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    form: String,
    id: String,
    href: String,
    origin: String,
    /// Whether it is being captured just now.
    receiving: bool,
    standing: String,
    facts: Vec<(String, Named)>,
    begun: DateMark,
    files: Vec<File>,
    missing: Vec<(String, String)>,
    history: Vec<Step>,
    /// The offer that is open: to whom and until when.
    offered: Option<(Named, DateMark)>,
    /// What the reader can do.
    offers: bool,
    withdraws: bool,
    takes: bool,
    gives_back: bool,
    bodies: Vec<Choice>,
    /// Which file a copy was asked for when something was wrong.
    wanted: String,
    reason: String,
}

/// A file of an item.
#[derive(Debug)]
struct File {
    name: String,
    role: String,
    bytes: String,
    hashes: Vec<(&'static str, String)>,
}

/// One thing that was done.
#[derive(Debug)]
struct Step {
    when: DateMark,
    /// To the second and in UTC, as papers have it.
    utc: String,
    what: String,
    more: String,
    who: Named,
    agency: Named,
    place: u64,
    /// Its page in the log, where the reader may open it.
    entry: Option<String>,
}

/// The list.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let address = ask.address.get("address").unwrap_or_default().to_owned();
    list(house, ask, address, None).await.map(Answer::page)
}

async fn list(house: &House, ask: &Ask<'_>, address: String, problem: Option<Problem>) -> Result<String, Fault> {
    let (words, visitor, now) = (ask.words(), visitor(ask)?, ask.viewer.now());
    let before = ask.address.get("before").and_then(|before| before.parse().ok());
    let page = house.items(visitor, before, LISTED, now).await?;
    let names = Names::of(house, ask, page.items.iter().map(|line| line.item.by).collect()).await?;
    let line = |item: &Begun| Line {
        href: href(item.id),
        id: item.id.to_string(),
        origin: origin(words, &item.origin),
        standing: standing(words, item.standing),
        when: parts::date(&ask.viewer.calendar, item.at),
        who: names.name(words, item.by),
        holder: told::agency(house, words, item.holder),
        files: words.count_size("evidence-files-count", item.files.len()),
    };
    render(&EvidencePage {
        f: Frame { wrong: problem.is_some(), ..ask.frame(words.say("evidence-title"), Some(Section::Evidence)) },
        t: words,
        problem,
        form: told::form(ask),
        captures: house.may_capture(visitor, now),
        address,
        lines: page.items.iter().map(|one| line(&one.item)).collect(),
        newest: before.map(|_: u64| "/evidence".to_owned()),
        older: page.next.map(|next| link("/evidence", &[("before", &next.to_string())])),
    })
}

/// Has a page kept.
///
/// # Errors
/// A record that does not answer.
pub async fn capture(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let address = ask.field("address");
    match house.capture_page(visitor(ask)?, &address, ask.viewer.now()).await {
        Ok(item) => Ok(Answer::go_to(href(item))),
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            list(house, ask, address, Some(problem)).await.map(Answer::again)
        }
    }
}

/// One item.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn item(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.address.get("id").unwrap_or_default().parse().map_err(|_| AccessError::Unknown)?;
    page(house, ask, id, None).await.map(Answer::page)
}

async fn page(house: &House, ask: &Ask<'_>, id: ItemId, problem: Option<Problem>) -> Result<String, Fault> {
    let (words, visitor, now) = (ask.words(), visitor(ask)?, ask.viewer.now());
    let KnownItem { item, history, hands_over } = house.item(visitor, id, now).await?;
    let names = Names::of(house, ask, history.iter().map(|(entry, _)| entry.person).collect()).await?;
    let (own, calendar) = (item.holder == visitor.agency(), &ask.viewer.calendar);
    let offer = item.offer_at(now);
    let reads_log = house.may_use_log(visitor, Action::ReadLog, now);
    let whole = !item.is_receiving() && item.standing != Standing::GivenBack;
    let facts = [
        ("evidence-holder", told::agency(house, words, item.holder)),
        ("evidence-by", names.name(words, item.by)),
        ("evidence-compartment", plain(words.say(&format!("compartment-{}", item.compartment.code())))),
        ("evidence-region", plain(item.region.as_ref().map(|region| crate::regions::name(words, region.code())).unwrap_or_default())),
    ];
    render(&ItemPage {
        f: Frame { wrong: problem.is_some(), ..ask.frame(words.say("evidence-item-title"), Some(Section::Evidence)) },
        t: words,
        problem,
        form: told::form(ask),
        href: href(id),
        id: id.to_string(),
        origin: origin(words, &item.origin),
        receiving: item.is_receiving(),
        standing: standing(words, item.standing),
        facts: facts.into_iter().map(|(key, value)| (words.say(key), value)).collect(),
        begun: parts::date(calendar, item.at),
        files: item.files.values().map(|kept| file(words, kept)).collect(),
        missing: history.iter().flat_map(|(_, event)| missing(words, event)).collect(),
        history: history.iter().map(|one| step(house, ask, &names, reads_log, one)).collect(),
        offered: offer.map(|offer| (told::agency(house, words, offer.to), parts::date(calendar, offer.until))),
        offers: hands_over && own && whole && offer.is_none(),
        withdraws: hands_over && own && whole && offer.is_some(),
        takes: hands_over && whole && offer.is_some_and(|offer| offer.to == visitor.agency() && offer.by != visitor.person()),
        gives_back: hands_over && own && whole && offer.is_none(),
        bodies: if hands_over && own { bodies(house, ask, item.holder) } else { Vec::new() },
        wanted: ask.field("file"),
        reason: ask.field("reason"),
    })
}

/// Bodies to which it can be handed.
fn bodies(house: &House, ask: &Ask<'_>, holder: AgencyId) -> Vec<Choice> {
    let (words, chosen) = (ask.words(), ask.field("to"));
    let all = house.look(|directory| directory.agencies().map(|body| body.id).collect::<Vec<_>>());
    let others = all.into_iter().filter(|agency| *agency != holder);
    let mut bodies: Vec<Choice> = others
        .map(|agency| Choice {
            code: agency.to_string(),
            name: told::agency(house, words, agency).text,
            chosen: agency.to_string() == chosen,
        })
        .collect();
    bodies.sort_by_cached_key(|body| crate::collate::key(words.0, &body.name));
    bodies
}

/// A working copy of a file, to be taken along.
///
/// # Errors
/// A record or vault that does not answer.
pub async fn copy(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.field("item").parse().map_err(|_| AccessError::Unknown)?;
    let name = FileName::new(&ask.field("file")).map_err(|_| AccessError::Unknown)?;
    let made = match Reason::new(&ask.field("reason")) {
        Ok(reason) => house.copy_of_file(visitor(ask)?, id, &name, reason, ask.viewer.now()).await,
        Err(error) => Err(AccessError::reason(error)),
    };
    match made {
        Ok(copy) => {
            let name = format!("{}-{}", copy.copy, copy.file.name.as_str().replace('/', "-"));
            // Never a type that a browser would open: what is kept may be hostile.
            let content = Content::File { name, kind: "application/octet-stream", bytes: copy.bytes };
            Ok(Answer { content, ..Answer::page(String::new()) })
        }
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            page(house, ask, id, Some(problem)).await.map(Answer::again)
        }
    }
}

/// It is offered to another body.
///
/// # Errors
/// A record that does not answer.
pub async fn offer(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let wanted = match (ask.field("to").parse(), reason(ask)) {
        (Err(_), _) => Err(AccessError::field("to", "evidence-no-body")),
        (_, Err(error)) => Err(error),
        (Ok(to), Ok(reason)) => Ok(ItemAct::Offer { to, reason }),
    };
    act(house, ask, wanted).await
}

/// Nothing comes of the offer.
///
/// # Errors
/// A record that does not answer.
pub async fn withdraw(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    act(house, ask, reason(ask).map(|reason| ItemAct::Withdraw { reason })).await
}

/// Somebody of the other body takes it.
///
/// # Errors
/// A record that does not answer.
pub async fn take(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    act(house, ask, Ok(ItemAct::Take)).await
}

/// It goes back to whom it was taken from.
///
/// # Errors
/// A record that does not answer.
pub async fn give_back(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    act(house, ask, reason(ask).map(|receipt| ItemAct::GiveBack { receipt })).await
}

async fn act(house: &House, ask: &Ask<'_>, wanted: Result<ItemAct, AccessError>) -> Result<Answer, Fault> {
    let id: ItemId = ask.field("item").parse().map_err(|_| AccessError::Unknown)?;
    let done = match wanted {
        Ok(wanted) => house.act_on_item(visitor(ask)?, id, wanted, ask.viewer.now()).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else { return Ok(Answer::go_to(href(id))) };
    let problem = Problem::of(house, &ask.viewer, error)?;
    page(house, ask, id, Some(problem)).await.map(Answer::again)
}

fn reason(ask: &Ask<'_>) -> Result<Reason, AccessError> {
    Reason::new(&ask.field("reason")).map_err(AccessError::reason)
}

fn href(item: ItemId) -> String {
    link("/evidence/item", &[("id", &item.to_string())])
}

fn plain(text: String) -> Named {
    Named { text, is_id: false }
}

fn origin(words: Words, origin: &Origin) -> String {
    match origin {
        Origin::Page { address } => address.clone(),
        Origin::Upload {} => words.say("evidence-origin-upload"),
        Origin::ServiceExport { service } => words.with("evidence-origin-export", "service", service),
        Origin::Device { found } => {
            let names = [&found.make, &found.model].into_iter().flatten().map(custody::Reading::as_str);
            [words.say("evidence-origin-device")].into_iter().chain(names.map(str::to_owned)).collect::<Vec<_>>().join(" · ")
        }
        Origin::PhotographedScreen {} => words.say("evidence-origin-screen"),
    }
}

fn standing(words: Words, standing: Standing) -> String {
    match standing {
        Standing::Receiving => words.say("evidence-receiving"),
        Standing::Held => words.say("evidence-held"),
        Standing::Failed { why } => words.with("evidence-failed", "why", &words.say(&format!("evidence-failure-{}", why.code()))),
        Standing::GivenBack => words.say("evidence-given-back"),
    }
}

fn file(words: Words, kept: &KeptFile) -> File {
    let hashes = &kept.hashes;
    File {
        name: kept.name.to_string(),
        role: words.say(&format!("evidence-role-{}", kept.role.code())),
        bytes: words.count("evidence-bytes", kept.bytes),
        hashes: vec![
            ("SHA-256", by_four(&hashes.sha256.to_string())),
            ("MD5", by_four(&hashes.md5.to_string())),
            ("SHA-1", by_four(&hashes.sha1.to_string())),
            ("BLAKE3", by_four(&hashes.blake3.to_string())),
        ],
    }
}

/// Groups of four, as people compare them.
fn by_four(digest: &str) -> String {
    let digits: Vec<char> = digest.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn missing(words: Words, event: &Event) -> Vec<(String, String)> {
    let Event::Completed { missing } = event else { return Vec::new() };
    let why = |one: &Missing| words.say(&format!("evidence-missing-{}", one.why.code()));
    missing.iter().map(|one| (one.what.clone(), why(one))).collect()
}

fn step(house: &House, ask: &Ask<'_>, names: &Names, reads_log: bool, (entry, event): &(Entry, Event)) -> Step {
    let words = ask.words();
    Step {
        when: parts::date(&ask.viewer.calendar, entry.at),
        utc: entry.at.to_string(),
        what: told::event(words, "item", event.kind()),
        more: more(house, words, event),
        who: names.name(words, entry.person),
        agency: told::agency(house, words, entry.agency),
        place: entry.place,
        entry: reads_log.then(|| link("/log/entry", &[("place", &entry.place.to_string())])),
    }
}

/// What was answered to a step, in the words of whoever answered.
fn answer(outcome: &StepOutcome) -> &str {
    match outcome {
        StepOutcome::Done { note } => note.as_ref().map_or("✓", record::Reason::as_str),
        StepOutcome::NotDone { reason } | StepOutcome::NotApplicable { reason } => reason.as_str(),
    }
}

/// What else is to be said of an event.
fn more(house: &House, words: Words, event: &Event) -> String {
    match event {
        Event::Begun { tool, .. } => format!("{} {}", tool.name(), tool.version()),
        Event::Arrived { responses } => words.count_size("evidence-answers", responses.len()),
        Event::Kept { files } => files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", "),
        Event::Completed { missing } if missing.is_empty() => String::new(),
        Event::Completed { missing } => words.count_size("evidence-missing-count", missing.len()),
        Event::Failed { why } => words.say(&format!("evidence-failure-{}", why.code())),
        Event::Viewed { file, reason } | Event::Revealed { file, reason } => format!("{file}: {}", reason.as_str()),
        Event::Copied { copy, file, reason, .. } => format!("{file} → {copy}: {}", reason.as_str()),
        Event::Examined { copy, finding, .. } => format!("{copy}: {}", finding.as_str()),
        Event::Exported { reason, .. } | Event::Withdrawn { reason } => reason.as_str().to_owned(),
        Event::Offered { to, reason, .. } => format!("{}: {}", told::agency(house, words, *to).text, reason.as_str()),
        Event::Described { field, commitment, .. } => format!("{field}: {}", commitment.0),
        Event::Stepped { step, outcome, .. } => format!("{}: {}", step.as_str(), answer(outcome)),
        Event::Packed { packaging, seal } => {
            [packaging.as_str()].into_iter().chain(seal.as_ref().map(custody::Reading::as_str)).collect::<Vec<_>>().join("; ")
        }
        Event::Taken { holder, .. } => told::agency(house, words, *holder).text,
        Event::GivenBack { receipt } => receipt.as_str().to_owned(),
    }
}
