//! Many people at work at once: fills a home with invented people who are all signed in, then asks a running workbench as they would.
//!
//! ```text
//! load prepare HOME PEOPLE            writes PEOPLE sessions to HOME/sessions.txt
//! load run ADDRESS HOME SECONDS       two requests a second and person, mixed reading and deciding
//! ```
//!
//! Reading: queue, posts, networks, search, sources, account. Deciding (one in ten): a token is given or revoked, which is an entry of the
//! log each time, on the disk before it is answered. Prints the times in milliseconds by kind and for all.
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use access::{FirstAdministrator, House, Invitation, Parts, PersonAct, Proof};
use people::{AgencyName, AgencyNames, WorkContact};
use record::{AgencyKind, Moment, Region, Regions, Role};
use signin::passkey::Site;
use store::{FileKey, Place, Random, Record};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What somebody did, and how long it took.
type Times = Vec<(&'static str, Duration)>;

const PASSWORD: &str = "seven brown horses on a hill";

#[tokio::main]
async fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["prepare", home, people] => prepare(Path::new(home), people.parse()?).await,
        ["run", address, home, seconds] => run(address, Path::new(home), seconds.parse()?).await,
        _ => Err("load prepare HOME PEOPLE | load run ADDRESS HOME SECONDS".into()),
    }
}

#[expect(clippy::disallowed_methods, reason = "sessions are good for half a day from now; nothing is tested here")]
fn now() -> Moment {
    jiff::Timestamp::now().into()
}

fn regions() -> Fallible<Regions> {
    Ok([Region::new("KZ")?].into_iter().collect())
}

async fn house(home: &Path) -> Fallible<House> {
    let parts = Parts {
        record: Record::open(&Place::in_home(home)).await?,
        master: Arc::new(FileKey::at(&home.join("record").join("master.key"), Random::system().bytes()?)?),
        random: Random::system(),
        edition: "load".into(),
        passkeys: Site::new("http://localhost:7311", "Arasha")?,
        providers: Vec::new(),
    };
    Ok(House::open(parts).await?)
}

async fn prepare(home: &Path, people: u32) -> Fallible<()> {
    let house = house(home).await?;
    let name = AgencyName::new("Үлгі")?;
    let names = AgencyNames { kk: name.clone(), ru: name.clone(), en: name };
    let contact = WorkContact { email: Some("sample@example.org".into()), phone: None };
    let code = house.first_code(now()).await?.ok_or("the home has people already")?;
    let kind = AgencyKind::InteriorMinistry;
    let first = FirstAdministrator { kind, names, regions: regions()?, name: "Sample 0".into(), contact: contact.clone() };
    let code = house.found_first(&code.text(), &first, now()).await?;
    let administrator = join(&house, &code.text(), 0).await?;
    let visitor = house.visitor(&administrator, now()).await?.0;
    let mut sessions = Vec::new();
    for number in 1..=people {
        let invitation = Invitation { agency: visitor.agency(), name: format!("Sample {number}"), contact: contact.clone(), days: 1 };
        let (person, code) = house.invite(&visitor, &invitation, now()).await?;
        let grant = PersonAct::Grant { role: Role::Analyst, regions: regions()?, from: now(), until: now().plus_days(30) };
        house.act_on_person(&visitor, person, grant, now()).await?;
        let secret = join(&house, &code.text(), number).await?;
        let form = house.visitor(&secret, now()).await?.1;
        sessions.push(format!("{secret} {form}\n"));
    }
    std::fs::write(home.join("sessions.txt"), sessions.concat())?;
    Ok(())
}

async fn join(house: &House, code: &str, number: u32) -> Fallible<String> {
    let begun = house.begin_password(Proof::Code(code), now()).await?;
    let seed = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, &begun.seed).ok_or("no seed")?;
    let totp = totp_rs::Builder::new().with_secret(seed).with_digits(6).with_step_duration(30).build_noncompliant();
    let once = totp.generate(u64::try_from(now().unix_seconds())?).to_string();
    let session = house.enrol_password(Proof::Code(code), &format!("sample{number}@example.org"), PASSWORD, &once, now()).await?;
    Ok(session.ok_or("no session")?.secret.text().to_string())
}

async fn run(address: &str, home: &Path, seconds: u64) -> Fallible<()> {
    let sessions = std::fs::read_to_string(home.join("sessions.txt"))?;
    let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let end = Instant::now() + Duration::from_secs(seconds);
    let paths = Arc::new(links(&host, sessions.lines().next().ok_or("nobody")?).await?);
    let mut people = tokio::task::JoinSet::new();
    for (number, line) in sessions.lines().enumerate() {
        let (host, line, paths) = (host.clone(), line.to_owned(), Arc::clone(&paths));
        // Spread over the half second between two requests.
        let start = Duration::from_micros(u64::try_from(number * 1_250)? % 500_000);
        people.spawn(async move { Worker::new(&host, &line, number).await?.work(&paths, start, end).await });
    }
    let mut by_kind: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    let mut all = Vec::new();
    while let Some(done) = people.join_next().await {
        for (what, time) in done?? {
            by_kind.entry(what).or_default().push(time);
            all.push(time);
        }
    }
    println!("{:<10} {:>8} {:>8} {:>8} {:>8} {:>8}", "what", "times", "p50", "p95", "p99", "worst");
    by_kind.into_iter().for_each(|(what, times)| tell(what, times));
    tell("all", all);
    Ok(())
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    println!("{what:<10} {:>8} {:>8.1} {:>8.1} {:>8.1} {:>8.1}", times.len(), at(50), at(95), at(99), at(100));
}

/// Pages to look at, with a few posts and networks as the queue links them.
async fn links(host: &str, line: &str) -> Fallible<Vec<(&'static str, String)>> {
    let mut paths = vec![
        ("queue", "/".to_owned()),
        ("posts", "/?group=none&sort=newest".to_owned()),
        ("search", "/search?q=%D1%80%D0%B0%D0%B1%D0%BE%D1%82%D0%B0".to_owned()),
        ("sources", "/sources".to_owned()),
        ("account", "/account".to_owned()),
    ];
    let mut worker = Worker::new(host, line, 0).await?;
    for (path, what, mark) in [("/?group=none", "post", "href=\"/post?"), ("/", "network", "href=\"/network?")] {
        let (_, page) = worker.ask("GET", path, "").await?;
        let found = page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).take(3);
        let path = mark.trim_start_matches("href=\"");
        paths.extend(found.map(|rest| (what, format!("{path}{}", rest.replace("&#38;", "&").replace("&amp;", "&")))));
    }
    Ok(paths)
}

/// One person with a connection that stays open.
struct Worker {
    stream: BufReader<TcpStream>,
    host: String,
    secret: String,
    form: String,
    number: usize,
    /// A token of theirs, to be revoked next.
    token: Option<String>,
}

impl Worker {
    async fn new(host: &str, line: &str, number: usize) -> Fallible<Self> {
        let (secret, form) = line.split_once(' ').ok_or("no session")?;
        let stream = BufReader::new(TcpStream::connect(host).await?);
        Ok(Self { stream, host: host.to_owned(), secret: secret.to_owned(), form: form.to_owned(), number, token: None })
    }

    async fn work(mut self, paths: &[(&'static str, String)], start: Duration, end: Instant) -> Fallible<Times> {
        tokio::time::sleep(start).await;
        let mut times = Times::new();
        let mut beat = tokio::time::interval(Duration::from_millis(500));
        for turn in self.number.. {
            beat.tick().await;
            if Instant::now() >= end {
                break;
            }
            let begun = Instant::now();
            let what = if turn % 10 == 9 { self.decide().await? } else { self.look(turn, paths).await? };
            times.push((what, begun.elapsed()));
        }
        Ok(times)
    }

    async fn look(&mut self, turn: usize, paths: &[(&'static str, String)]) -> Fallible<&'static str> {
        let (what, path) = paths.get(turn % paths.len()).ok_or("nothing to look at")?;
        let (status, _) = self.ask("GET", path, "").await?;
        if status == 200 { Ok(what) } else { Err(format!("{path} answered {status}").into()) }
    }

    async fn decide(&mut self) -> Fallible<&'static str> {
        let form = self.form.clone();
        let (path, body, wanted) = match self.token.take() {
            Some(token) => ("/account/token/revoke", format!("form={form}&token={token}"), 303),
            None => ("/account/token", format!("form={form}&purpose=detection&days=1"), 200),
        };
        let (status, page) = self.ask("POST", path, &body).await?;
        if status != wanted {
            return Err(format!("{path} answered {status}").into());
        }
        let known = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        self.token = known.map(str::to_owned);
        Ok("decide")
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str) -> Fallible<(u16, String)> {
        let (host, secret, length) = (&self.host, &self.secret, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: arasha={secret}; lang=ru\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(head.as_bytes()).await?;
        let (mut status, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 {
                return Err("the workbench hung up".into());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.split(' ').next().unwrap_or_default().parse()?;
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.parse()?;
            } else if line.is_empty() {
                break;
            }
        }
        let mut page = vec![0; length];
        self.stream.read_exact(&mut page).await?;
        Ok((status, String::from_utf8_lossy(&page).into_owned()))
    }
}
