//! A house with people of several roles and bodies, for tests of pages: a real record, real secrets, real requests.

use std::sync::Arc;

use access::{FirstAdministrator, House, Invitation, Parts, PersonAct, Proof, Visitor};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use corpus::Corpus;
use knowledge::Book;
use network::mirrors::GenericWords;
use people::person::{Command, ConfirmAdministrator};
use people::{AgencyName, AgencyNames, Person, WorkContact};
use record::{Actor, AgencyId, AgencyKind, Circumstances, Moment, PersonId, Purpose, Reason, Region, Regions, Role, StreamName};
use signals::Reader;
use signin::passkey;
use store::{FileKey, Order, Place, Random, Record};
use tower::ServiceExt as _;

use crate::address::link;
use crate::desk::Desk;
use crate::seat::Seat;
use crate::site::{Site, router};

/// Somebody who is in, or was.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub id: PersonId,
    secret: String,
    form: String,
}

/// What came back.
#[derive(Debug)]
pub struct Came {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// The house, its bodies and its people.
pub struct Town {
    _home: tempfile::TempDir,
    pub house: House,
    router: Router,
    /// The ministry, for the whole state.
    pub ministry: AgencyId,
    /// The police of Almaty, a unit of the ministry.
    pub almaty: AgencyId,
    /// The police of Astana.
    pub astana: AgencyId,
    /// Administrator for the whole state.
    pub head: Somebody,
    /// Administrator of Almaty.
    pub keeper: Somebody,
    /// Administrator of Astana.
    pub other: Somebody,
    /// Analyst in Almaty.
    pub analyst: Somebody,
    /// Inspector for the whole state.
    pub inspector: Somebody,
    /// Suspended, of Almaty.
    pub suspended: Somebody,
    /// Has left, of Almaty.
    pub left: Somebody,
}

pub fn now() -> Moment {
    Moment::parse("2026-11-21T13:40:00Z").unwrap()
}

pub fn reason() -> Reason {
    Reason::new("приказ № 12").unwrap()
}

pub fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}

pub fn names(kk: &str, ru: &str, en: &str) -> AgencyNames {
    let [kk, ru, en] = [kk, ru, en].map(|name| AgencyName::new(name).unwrap());
    AgencyNames { kk, ru, en }
}

impl Town {
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let house = house(home.path()).await;
        let code = house.first_code(now()).await.unwrap().unwrap();
        let first = FirstAdministrator {
            kind: AgencyKind::InteriorMinistry,
            names: names("Министрлік", "Министерство", "Ministry"),
            regions: regions(&["KZ"]),
            name: "Әлия Бекова".into(),
            contact: WorkContact { email: Some("head@example.org".into()), phone: None },
        };
        let code = house.found_first(&code.text(), &first, now()).await.unwrap();
        let head = enrol(&house, &code.text(), "head").await;
        let boss = visitor(&house, &head).await;
        let ministry = boss.agency();
        let police = AgencyKind::InteriorMinistry;
        let found = |kind, names, codes: &'static [&'static str], parent| {
            let (house, boss) = (&house, &boss);
            async move { house.found_agency(boss, kind, names, regions(codes), parent, now()).await.unwrap() }
        };
        let almaty = found(police, names("Алматы полициясы", "Полиция Алматы", "Almaty police"), &["KZ-75"], Some(ministry)).await;
        let astana = found(police, names("Астана полициясы", "Полиция Астаны", "Astana police"), &["KZ-71"], None).await;
        let watch = found(AgencyKind::Ombudsman, names("Уәкіл", "Уполномоченный", "Ombudsman"), &["KZ"], None).await;
        let keeper = join(&house, &boss, almaty, "Қанат Ержанов", "keeper").await;
        let other = join(&house, &boss, astana, "Олег Ким", "other").await;
        let analyst = join(&house, &boss, almaty, "Роза Семёнова", "analyst").await;
        let inspector = join(&house, &boss, watch, "Ирина Ли", "inspector").await;
        let suspended = join(&house, &boss, almaty, "Серік Нұров", "suspended").await;
        let left = join(&house, &boss, almaty, "Лев Цой", "left").await;
        // The server stands in for the second one while there are too few.
        administrator(&house, &boss, &keeper, "KZ-75", Actor::local()).await;
        administrator(&house, &boss, &other, "KZ-71", Actor { person: keeper.id, agency: almaty }).await;
        for (who, role, code) in [
            (&analyst, Role::Analyst, "KZ-75"),
            (&inspector, Role::Inspector, "KZ"),
            (&suspended, Role::Analyst, "KZ-75"),
            (&left, Role::Analyst, "KZ-75"),
        ] {
            let act = PersonAct::Grant { role, regions: regions(&[code]), from: now(), until: now().plus_days(100) };
            let _ = house.act_on_person(&boss, who.id, act, now()).await.unwrap();
        }
        let _ = house.act_on_person(&boss, suspended.id, PersonAct::Suspend { reason: reason() }, now()).await.unwrap();
        let _ = house.act_on_person(&boss, left.id, PersonAct::Leave { reason: reason() }, now()).await.unwrap();
        let router = site(home.path(), &house);
        Self { _home: home, house, router, ministry, almaty, astana, head, keeper, other, analyst, inspector, suspended, left }
    }

    pub async fn visitor(&self, who: &Somebody) -> Visitor {
        visitor(&self.house, who).await
    }

    pub async fn get(&self, who: Option<&Somebody>, path: &str) -> Came {
        self.get_in(who, path, "ru").await
    }

    pub async fn get_in(&self, who: Option<&Somebody>, path: &str, tongue: &str) -> Came {
        let request = Request::get(path).header(header::HOST, "127.0.0.1:7311").header(header::COOKIE, cookies(who, tongue));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form as the page of this person would.
    pub async fn post(&self, who: Option<&Somebody>, path: &str, fields: &[(&str, &str)]) -> Came {
        self.post_in(who, path, fields, "ru").await
    }

    pub async fn post_in(&self, who: Option<&Somebody>, path: &str, fields: &[(&str, &str)], tongue: &str) -> Came {
        let form = who.map(|who| who.form.as_str()).unwrap_or_default();
        self.post_with(who, path, fields, tongue, form).await
    }

    /// Sends a form that carries what pages of another session have.
    pub async fn post_as(&self, who: &Somebody, form_of: &Somebody, path: &str, fields: &[(&str, &str)]) -> Came {
        self.post_with(Some(who), path, fields, "ru", &form_of.form).await
    }

    async fn post_with(&self, who: Option<&Somebody>, path: &str, fields: &[(&str, &str)], tongue: &str, form: &str) -> Came {
        let all: Vec<(&str, &str)> = [("form", form)].into_iter().chain(fields.iter().copied()).collect();
        let body = link("", &all).trim_start_matches('?').to_owned();
        let request = Request::post(path)
            .header(header::HOST, "127.0.0.1:7311")
            .header(header::ORIGIN, "http://127.0.0.1:7311")
            .header(header::COOKIE, cookies(who, tongue));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Came {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Came { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// How many entries the log has.
    pub async fn size(&self) -> u64 {
        self.house.record().size().await.unwrap()
    }
}

impl Came {
    /// Where the browser goes on to.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

fn cookies(who: Option<&Somebody>, tongue: &str) -> String {
    who.map_or_else(|| format!("lang={tongue}"), |who| format!("lang={tongue}; arasha={}", who.secret))
}

async fn house(home: &std::path::Path) -> House {
    let parts = Parts {
        record: Record::open(&Place::File(home.join("record.sqlite"))).await.unwrap(),
        master: Arc::new(FileKey::new([7; 32])),
        random: Random::system(),
        edition: "test".into(),
        passkeys: passkey::Site::new("http://localhost:7311", "Араша").unwrap(),
        providers: Vec::new(),
    };
    House::open(parts).await.unwrap()
}

fn site(home: &std::path::Path, house: &House) -> Router {
    let book = Book::default();
    let desk = Desk::new(
        Corpus::open(home, knowledge::PlaceRegions::of(&book.places)).unwrap(),
        Reader::new(&book).unwrap(),
        book,
        GenericWords::default(),
    );
    let zone = crate::dates::zone("Asia/Almaty").unwrap();
    router(Arc::new(Site::new(desk, zone, Box::new(now), Seat::loopback(7311)).with_house(house.clone())))
}

async fn visitor(house: &House, who: &Somebody) -> Visitor {
    house.visitor(&who.secret, now()).await.unwrap().0
}

/// Comes in for the first time.
async fn enrol(house: &House, code: &str, name: &str) -> Somebody {
    let begun = house.begin_password(Proof::Code(code), now()).await.unwrap();
    let seconds = u64::try_from(now().unix_seconds()).unwrap();
    let once = totp_rs::Totp::from_url_unchecked(&begun.uri).unwrap().generate(seconds);
    let session = house.enrol_password(Proof::Code(code), name, "тихая река у дома", &once.to_string(), now()).await.unwrap().unwrap();
    let secret = session.secret.text().to_string();
    let (_, form) = house.visitor(&secret, now()).await.unwrap();
    Somebody { id: session.person, secret, form: form.to_string() }
}

async fn join(house: &House, by: &Visitor, agency: AgencyId, name: &str, sign_in: &str) -> Somebody {
    let contact = WorkContact { email: Some(format!("{sign_in}@example.org")), phone: Some("+7 700 000 00 00".into()) };
    let invitation = Invitation { agency, name: name.into(), contact, days: 7 };
    let (_, code) = house.invite(by, &invitation, now()).await.unwrap();
    enrol(house, &code.text(), sign_in).await
}

/// Makes an administrator of two people's will. The second is not asked whether the rights give it: only what the rules say counts here.
async fn administrator(house: &House, by: &Visitor, who: &Somebody, code: &str, second: Actor) {
    let act = PersonAct::AskAdministrator { regions: regions(&[code]), until: now().plus_days(100), reason: reason() };
    let _ = house.act_on_person(by, who.id, act, now()).await.unwrap();
    let (agency, others) = house.look(|directory| {
        let agency = directory.agency_facts(directory.person(who.id).unwrap().agency).unwrap();
        (agency, directory.other_administrators(who.id, now()))
    });
    let stream = StreamName::of::<Person>(who.id);
    let at = Circumstances { now: now(), actor: &second, purpose: Purpose::Administration, edition: "test" };
    let order = Order { stream: &stream, command: house.fresh_command().unwrap(), seen: None, at };
    let command = Command::ConfirmAdministrator(ConfirmAdministrator { agency, others });
    let _ = house.record().act::<Person>(order, command).await.unwrap();
    house.refresh().await.unwrap();
}
