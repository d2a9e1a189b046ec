//! A house with bodies and people of several roles, for tests of pages that look after the work.
//!
//! People come in as the log says that they did; only the way to their first session is shorter than through the sign-in.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{House, Parts};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use corpus::Corpus;
use people::person::{self, Command};
use people::{
    Agency, AgencyFacts, AgencyName, AgencyNames, Credential, CredentialKind, FullName, Person, RoleTerm, SessionId, WorkContact, agency,
};
use record::{
    Actor, AgencyId, AgencyKind, Circumstances, CommandId, Compartment, Digest, Moment, PersonId, Purpose, Reason, Region, Regions, Role,
    StreamName, SubjectId, Workflow,
};
use signals::Reader;
use signin::secret::SessionSecret;
use store::{Drawer, FileKey, Fresh, MasterKey, Order, Place, Random, Record, Safe};
use tower::ServiceExt as _;

use crate::address::link;
use crate::desk::Desk;
use crate::seat::Seat;
use crate::site::{Site, router};

const HOST: &str = "127.0.0.1:7311";

/// A house with its pages.
pub struct World {
    pub house: House,
    pub record: Record,
    pub safe: Safe,
    router: Router,
    drawer: Drawer,
    random: Random,
    clock: Arc<AtomicI64>,
    pub home: tempfile::TempDir,
}

/// Somebody who is signed in.
pub struct Who {
    pub person: PersonId,
    pub subject: SubjectId,
    pub agency: AgencyId,
    secret: String,
    form: String,
}

/// What came back.
pub struct Got {
    pub status: StatusCode,
    pub text: String,
    pub bytes: Vec<u8>,
    pub location: String,
    /// The media type.
    pub kind: String,
}

impl World {
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let record = Record::open(&Place::File(home.path().join("record.db"))).await.unwrap();
        let master: Arc<dyn MasterKey> = Arc::new(FileKey::new([7; 32]));
        let random = Random::system();
        let parts = Parts {
            record: record.clone(),
            master: Arc::clone(&master),
            random: random.clone(),
            edition: "2026-11".into(),
            passkeys: signin::passkey::Site::new("http://localhost:7311", "Arasha").unwrap(),
            providers: Vec::new(),
        };
        let house = House::open(parts).await.unwrap();
        let drawer = Drawer::open(record.clone(), Arc::clone(&master), random.clone()).await.unwrap();
        let start = Moment::parse("2026-11-21T04:00:00Z").unwrap();
        let clock = Arc::new(AtomicI64::new(start.unix_seconds()));
        let book = knowledge::Book::default();
        let desk = Desk::new(
            Corpus::open(home.path(), knowledge::PlaceRegions::of(&book.places)).unwrap(),
            Reader::new(&book).unwrap(),
            book,
            Default::default(),
        );
        let ticks = Arc::clone(&clock);
        let now = move || Moment::from_unix_seconds(ticks.load(Ordering::Relaxed)).unwrap();
        let site = Site::new(desk, crate::dates::zone("Asia/Almaty").unwrap(), Box::new(now), Seat::loopback(7311));
        let router = router(Arc::new(site.with_house(house.clone())));
        let safe = Safe::new(record.clone(), master);
        Self { house, record, safe, router, drawer, random, clock, home }
    }

    pub fn now(&self) -> Moment {
        Moment::from_unix_seconds(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    /// Lets so many minutes pass.
    pub fn later(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60, Ordering::Relaxed);
    }

    pub fn command(&self) -> CommandId {
        CommandId::from_bytes(self.random.bytes().unwrap())
    }

    async fn act<W: Workflow<Command: Clone, Refusal: std::fmt::Debug>>(
        &self,
        id: impl std::fmt::Display,
        actor: Actor,
        command: W::Command,
    ) {
        let at = Circumstances { now: self.now(), actor: &actor, purpose: Purpose::Administration, edition: "2026-11" };
        let stream = StreamName::of::<W>(id);
        let _ = self.record.act::<W>(Order { stream: &stream, command: self.command(), seen: None, at }, command).await.unwrap();
        self.house.refresh().await.unwrap();
    }

    pub async fn agency(&self, kind: AgencyKind, name: &str, places: &[&str]) -> AgencyId {
        let agency = AgencyId::from_bytes(self.random.bytes().unwrap());
        let one = || AgencyName::new(name).unwrap();
        let names = AgencyNames { kk: one(), ru: one(), en: one() };
        let command = agency::Found { agency, kind, names, regions: regions(places), parent: None, above: Vec::new() };
        self.act::<Agency>(agency, Actor::local(), agency::Command::Found(command)).await;
        agency
    }

    /// A subject with a name under its own key.
    pub async fn subject(&self, owner: PersonId, compartment: Compartment) -> SubjectId {
        let subject = SubjectId::from_bytes(self.random.bytes().unwrap());
        let fresh = Fresh { key: self.random.bytes().unwrap(), nonce: self.random.bytes().unwrap() };
        let actor = Actor::local();
        self.safe.open(self.asked(&actor, Purpose::Administration), subject, owner, compartment, fresh).await.unwrap();
        subject
    }

    pub fn asked<'a>(&self, actor: &'a Actor, purpose: Purpose) -> store::Asked<'a> {
        store::Asked { command: self.command(), at: Circumstances { now: self.now(), actor, purpose, edition: "2026-11" } }
    }

    /// Reads somebody's data as somebody, as a page for that will do.
    pub async fn read(&self, who: &Who, subject: SubjectId, name: &str, why: &str) {
        let data = self.safe.seal(subject, &FullName(name.to_owned()), self.random.bytes().unwrap()).await.unwrap();
        let actor = Actor { person: who.person, agency: who.agency };
        let read = self.safe.read(self.asked(&actor, Purpose::Protection), &Reason::new(why).unwrap(), &data).await.unwrap();
        assert_eq!(read.0, name);
    }

    fn facts(&self, agency: AgencyId) -> AgencyFacts {
        self.house.look(|directory| directory.agency_facts(agency)).unwrap()
    }

    /// Somebody who is signed in, with these roles.
    pub async fn person(&self, agency: AgencyId, name: &str, roles: &[(Role, &[&str])]) -> Who {
        let person = PersonId::from_bytes(self.random.bytes().unwrap());
        let subject = self.subject(person, Compartment::Operational).await;
        let seal = self.random.bytes().unwrap();
        let sealed = self.safe.seal(subject, &FullName(name.to_owned()), seal).await.unwrap();
        let contact = WorkContact { email: Some(format!("{}@example.kz", name.len())), phone: Some("+77000000001".into()) };
        let contact = self.safe.seal(subject, &contact, self.random.bytes().unwrap()).await.unwrap();
        let (until, credential) = (self.now().plus_days(1), Credential::PasswordAndCode {});
        let is_administrator = roles.iter().any(|(role, _)| *role == Role::Administrator);
        let agency_facts = self.facts(agency);
        let first = if is_administrator {
            let until = self.now().plus_days(300);
            let open_until = self.now().plus_days(1);
            let administrator_exists = false;
            Command::FoundAdministrator(person::FoundAdministrator {
                person,
                agency: agency_facts,
                name: sealed,
                contact,
                open_until,
                until,
                administrator_exists,
            })
        } else {
            Command::Invite(person::Invite { person, agency: agency_facts, name: sealed, contact, until })
        };
        self.act::<Person>(person, Actor::local(), first).await;
        let own = Actor { person, agency };
        self.act::<Person>(person, own, Command::AcceptInvitation(person::AcceptInvitation { credential })).await;
        for (role, places) in roles.iter().filter(|(role, _)| *role != Role::Administrator) {
            let term = RoleTerm { role: *role, regions: regions(places), from: self.now(), until: self.now().plus_days(100) };
            self.act::<Person>(person, Actor::local(), Command::GrantRole(person::GrantRole { term, agency: self.facts(agency) })).await;
        }
        self.drawer.put("card", &person.bits().to_be_bytes(), Some(person), None, name.as_bytes()).await.unwrap();
        let (secret, form) = self.session(person, agency).await;
        Who { person, subject, agency, secret, form }
    }

    async fn session(&self, person: PersonId, agency: AgencyId) -> (String, String) {
        let secret = SessionSecret::new(self.random.bytes().unwrap());
        let (session, form) = (SessionId::from_bytes(self.random.bytes().unwrap()), Digest(self.random.bytes().unwrap()));
        let (by, until) = (CredentialKind::PasswordAndCode, self.now().plus_minutes(600));
        let kept = serde_json::json!({ "session": session, "by": by, "form": form, "seen": self.now().unix_seconds() });
        self.drawer.put("session", &secret.digest().0, Some(person), Some(until), kept.to_string().as_bytes()).await.unwrap();
        let sign_in = person::SignIn { session, by, until, agency: self.facts(agency) };
        self.act::<Person>(person, Actor { person, agency }, Command::SignIn(sign_in)).await;
        (secret.text().to_string(), form.to_string())
    }

    /// Who somebody is to the house now.
    pub async fn visitor(&self, who: &Who) -> access::Visitor {
        self.house.visitor(&who.secret, self.now()).await.unwrap().0
    }

    async fn ask(&self, request: Request<Body>) -> Got {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let header = |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let (location, kind) = (header(header::LOCATION), header(header::CONTENT_TYPE));
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&body).into_owned();
        assert!(!text.contains('⟦'), "a message is missing: {text}");
        Got { status, text, bytes: body.to_vec(), location, kind }
    }

    pub async fn get(&self, who: Option<&Who>, path: &str) -> Got {
        let mut request = Request::get(path).header(header::HOST, HOST).header(header::ACCEPT_LANGUAGE, "en");
        if let Some(who) = who {
            request = request.header(header::COOKIE, format!("arasha={}", who.secret));
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, who: &Who, path: &str, fields: &[(&str, &str)]) -> Got {
        let fields: Vec<(&str, &str)> = [("form", who.form.as_str())].into_iter().chain(fields.iter().copied()).collect();
        let body = link("", &fields).trim_start_matches('?').to_owned();
        let request = Request::post(path).header(header::HOST, HOST).header(header::ORIGIN, format!("http://{HOST}"));
        let request = request.header(header::ACCEPT_LANGUAGE, "en").header(header::COOKIE, format!("arasha={}", who.secret));
        self.ask(request.body(Body::from(body)).unwrap()).await
    }
}

fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}
