//! Many people at work at once: fills a home with invented people who are all signed in, then asks a running workbench as they would.
//!
//! ```text
//! load prepare HOME PEOPLE [REGION]   writes sessions of PEOPLE analysts (of KZ, or of this region) to HOME/sessions.txt
//! load run ADDRESS HOME SECONDS       two requests a second and person, mixed reading and deciding
//! ```
//!
//! Before that some of them sign in, one by one: from the page for signing in, by password and code, to the queue, as one time.
//!
//! Reading, packed with gzip as browsers ask for it: queue, posts, networks, search, sources, account. Deciding (one in ten): a token is
//! given or revoked, which is an entry of the log each time, on the disk before it is answered. Prints the times in milliseconds by kind
//! and for all.
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

/// What somebody does in ten turns.
const TURNS: [&str; 10] = ["queue", "post", "post", "network", "search", "posts", "post", "network", "account", "decide"];
/// In the last of so many rounds the sources are looked at instead of the account.
const SOURCES_EVERY: usize = 2;
/// So many posts and networks are looked at in turn.
const DIFFERENT: usize = 40;

/// So many sign in before the others come.
const SIGN_INS: u32 = 20;
/// A one-time code is good for so many seconds, and only once.
const STEP: i64 = 30;
/// People come one by one over this time.
const ARRIVAL: Duration = Duration::from_secs(5);

/// Pages by what they are.
type Pages = BTreeMap<&'static str, Vec<String>>;

const PASSWORD: &str = "seven brown horses on a hill";

#[tokio::main]
async fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["prepare", home, people] => prepare(Path::new(home), people.parse()?, "KZ").await,
        ["prepare", home, people, region] => prepare(Path::new(home), people.parse()?, region).await,
        ["run", address, home, seconds] => run(address, Path::new(home), seconds.parse()?).await,
        _ => Err("load prepare HOME PEOPLE [REGION] | load run ADDRESS HOME SECONDS".into()),
    }
}

#[expect(clippy::disallowed_methods, reason = "sessions are good for half a day from now; nothing is tested here")]
fn now() -> Moment {
    jiff::Timestamp::now().into()
}

fn regions(code: &str) -> Fallible<Regions> {
    Ok([Region::new(code)?].into_iter().collect())
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

async fn prepare(home: &Path, people: u32, region: &str) -> Fallible<()> {
    let house = house(home).await?;
    let name = AgencyName::new("Үлгі")?;
    let names = AgencyNames { kk: name.clone(), ru: name.clone(), en: name };
    let contact = WorkContact { email: Some("sample@example.org".into()), phone: None };
    let code = house.first_code(now()).await?.ok_or("the home has people already")?;
    let kind = AgencyKind::InteriorMinistry;
    let first = FirstAdministrator { kind, names, regions: regions("KZ")?, name: "Sample 0".into(), contact: contact.clone() };
    let code = house.found_first(&code.text(), &first, now()).await?;
    let (administrator, _) = join(&house, &code.text(), 0).await?;
    let visitor = house.visitor(&administrator, now()).await?.0;
    let (mut sessions, mut seeds) = (Vec::new(), Vec::new());
    for number in 1..=people {
        let invitation = Invitation { agency: visitor.agency(), name: format!("Sample {number}"), contact: contact.clone(), days: 1 };
        let (person, code) = house.invite(&visitor, &invitation, now()).await?;
        let grant = PersonAct::Grant { role: Role::Analyst, regions: regions(region)?, from: now(), until: now().plus_days(30) };
        house.act_on_person(&visitor, person, grant, now()).await?;
        let (secret, seed) = join(&house, &code.text(), number).await?;
        let form = house.visitor(&secret, now()).await?.1;
        sessions.push(format!("{secret} {form}\n"));
        seeds.push(format!("{} {seed}\n", login(number)));
    }
    std::fs::write(home.join("sessions.txt"), sessions.concat())?;
    std::fs::write(home.join("seeds.txt"), seeds.into_iter().take(usize::try_from(SIGN_INS)?).collect::<String>())?;
    Ok(())
}

fn login(number: u32) -> String {
    format!("sample{number}@example.org")
}

/// The secret of a session, and the seed of the one-time codes.
async fn join(house: &House, code: &str, number: u32) -> Fallible<(String, String)> {
    let begun = house.begin_password(Proof::Code(code), now()).await?;
    let session = house.enrol_password(Proof::Code(code), &login(number), PASSWORD, &once(&begun.seed)?, now()).await?;
    Ok((session.ok_or("no session")?.secret.text().to_string(), begun.seed))
}

fn once(seed: &str) -> Fallible<String> {
    let seed = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, seed).ok_or("no seed")?;
    let totp = totp_rs::Builder::new().with_secret(seed).with_digits(6).with_step_duration(u64::try_from(STEP)?).build_noncompliant();
    Ok(totp.generate(u64::try_from(now().unix_seconds())?).to_string())
}

/// From the page for signing in to the queue.
async fn sign_in(host: &str, line: &str) -> Fallible<Duration> {
    let (name, seed) = line.split_once(' ').ok_or("no seed")?;
    let mut worker = Worker::new(host, " ", 0).await?;
    let body = format!("name={name}&password={}&code={}", PASSWORD.replace(' ', "+"), once(seed)?);
    let begun = Instant::now();
    let _ = worker.ask("GET", "/sign-in", "Accept-Encoding: gzip\r\n").await?;
    let came = worker.send("POST", "/sign-in", "", &body).await?;
    worker.secret = came.session.ok_or("nobody was let in")?;
    let queue = worker.ask("GET", "/", "Accept-Encoding: gzip\r\n").await?;
    if queue.status == 200 { Ok(begun.elapsed()) } else { Err("the queue was not shown".into()) }
}

/// All who sign in, once their last codes are over.
async fn sign_ins(host: &str, home: &Path) -> Fallible<Vec<Duration>> {
    tokio::time::sleep(Duration::from_secs(u64::try_from(STEP - now().unix_seconds() % STEP)?)).await;
    let mut times = Vec::new();
    for line in std::fs::read_to_string(home.join("seeds.txt"))?.lines() {
        times.push(sign_in(host, line).await?);
    }
    Ok(times)
}

async fn run(address: &str, home: &Path, seconds: u64) -> Fallible<()> {
    let sessions = std::fs::read_to_string(home.join("sessions.txt"))?;
    let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut by_kind: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    let signed_in = sign_ins(&host, home).await?;
    let end = Instant::now() + Duration::from_secs(seconds);
    let paths = Arc::new(links(&host, sessions.lines().next().ok_or("nobody")?).await?);
    let mut people = tokio::task::JoinSet::new();
    let count = sessions.lines().count();
    for (number, line) in sessions.lines().enumerate() {
        let (host, line, paths) = (host.clone(), line.to_owned(), Arc::clone(&paths));
        let start = ARRIVAL * u32::try_from(number)? / u32::try_from(count)?;
        people.spawn(async move { Worker::new(&host, &line, number).await?.work(&paths, start, end).await });
    }
    let mut all = Vec::new();
    while let Some(done) = people.join_next().await {
        for (what, time) in done?? {
            by_kind.entry(what).or_default().push(time);
            all.push(time);
        }
    }
    println!("{:<10} {:>8} {:>8} {:>8} {:>8} {:>8}", "what", "times", "p50", "p95", "p99", "worst");
    tell("sign in", signed_in);
    by_kind.into_iter().for_each(|(what, times)| tell(what, times));
    tell("all", all);
    Ok(())
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    println!("{what:<10} {:>8} {:>8.1} {:>8.1} {:>8.1} {:>8.1}", times.len(), at(50), at(95), at(99), at(100));
}

/// Pages to look at, with posts and networks as the queue links them.
async fn links(host: &str, line: &str) -> Fallible<Pages> {
    let plain = [
        ("queue", "/"),
        ("posts", "/?group=none&sort=newest"),
        ("search", "/search?q=%D1%80%D0%B0%D0%B1%D0%BE%D1%82%D0%B0"),
        ("sources", "/sources"),
        ("account", "/account"),
    ];
    let mut pages: Pages = plain.into_iter().map(|(what, path)| (what, vec![path.to_owned()])).collect();
    let mut worker = Worker::new(host, line, 0).await?;
    for (path, what, mark) in [("/?group=none", "post", "href=\"/post?"), ("/", "network", "href=\"/network?")] {
        let came = worker.ask("GET", path, "").await?;
        let found = came.page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).take(DIFFERENT);
        let path = mark.trim_start_matches("href=\"");
        pages.insert(what, found.map(|rest| format!("{path}{}", rest.replace("&#38;", "&").replace("&amp;", "&"))).collect());
    }
    Ok(pages)
}

/// What came back.
struct Came {
    status: u16,
    session: Option<String>,
    page: String,
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

    async fn work(mut self, pages: &Pages, start: Duration, end: Instant) -> Fallible<Times> {
        tokio::time::sleep(start).await;
        let mut times = Times::new();
        let mut beat = tokio::time::interval(Duration::from_millis(500));
        for turn in self.number.. {
            beat.tick().await;
            if Instant::now() >= end {
                break;
            }
            let begun = Instant::now();
            let what = match TURNS.get(turn % TURNS.len()).copied().unwrap_or("queue") {
                "account" if (turn / TURNS.len()).is_multiple_of(SOURCES_EVERY) => "sources",
                what => what,
            };
            if what == "decide" {
                self.decide().await?;
            } else {
                self.look(what, turn / TURNS.len() + turn, pages).await?;
            }
            times.push((what, begun.elapsed()));
        }
        Ok(times)
    }

    async fn look(&mut self, what: &str, turn: usize, pages: &Pages) -> Fallible<()> {
        let paths = pages.get(what).filter(|paths| !paths.is_empty()).ok_or("nothing to look at")?;
        let path = paths.get(turn % paths.len()).ok_or("nothing to look at")?;
        let Came { status, .. } = self.ask("GET", path, "Accept-Encoding: gzip\r\n").await?;
        if status == 200 { Ok(()) } else { Err(format!("{path} answered {status}").into()) }
    }

    async fn decide(&mut self) -> Fallible<()> {
        let form = self.form.clone();
        let (path, body, wanted) = match self.token.take() {
            Some(token) => ("/account/token/revoke", format!("form={form}&token={token}"), 303),
            None => ("/account/token", format!("form={form}&purpose=detection&days=1"), 200),
        };
        let Came { status, page, .. } = self.send("POST", path, "", &body).await?;
        if status != wanted {
            return Err(format!("{path} answered {status}").into());
        }
        let known = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        self.token = known.map(str::to_owned);
        Ok(())
    }

    async fn ask(&mut self, method: &str, path: &str, headers: &str) -> Fallible<Came> {
        self.send(method, path, headers, "").await
    }

    async fn send(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Fallible<Came> {
        let (host, secret, length) = (&self.host, &self.secret, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: arasha={secret}; lang=ru\r\n\
             {headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(head.as_bytes()).await?;
        let (mut status, mut session, mut length) = (0, None, None);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 {
                return Err("the workbench hung up".into());
            }
            if let Some(rest) = line.strip_prefix("set-cookie: arasha=") {
                session = rest.split(';').next().map(str::to_owned);
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.split(' ').next().unwrap_or_default().parse()?;
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = Some(rest.parse()?);
            } else if line.is_empty() {
                break;
            }
        }
        let page = match length {
            Some(length) => self.take(length).await?,
            None => self.chunks().await?,
        };
        Ok(Came { status, session, page: String::from_utf8_lossy(&page).into_owned() })
    }

    async fn take(&mut self, length: usize) -> Fallible<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).await?;
        Ok(bytes)
    }

    /// A body whose length is not known before it is packed.
    async fn chunks(&mut self) -> Fallible<Vec<u8>> {
        let mut page = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await?;
            let length = usize::from_str_radix(line.trim_end(), 16)?;
            page.extend(self.take(length).await?);
            self.take(2).await?;
            if length == 0 {
                return Ok(page);
            }
        }
    }
}
