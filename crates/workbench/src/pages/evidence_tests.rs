//! Evidence through the pages of a real house, with a real vault: who sees it, takes copies of it, hands it over.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use access::Cabinet;
use axum::http::StatusCode;
use custody::item::{Event, Missing, MissingWhy, Origin};
use custody::{FileName, FileRole, Item, ItemId, Tool};
use record::{Actor, AgencyId, AgencyKind, Compartment, Purpose, Region, Role, StreamName};
use store::{FileKey, Random};
use vault::acquire::{Acquisition, Evidence, Wanted};
use vault::capture::Loading;
use vault::{Means, Originals};

use crate::pages::oversight_house::{Who, World};

const OK: StatusCode = StatusCode::OK;
const NO: StatusCode = StatusCode::FORBIDDEN;
const GONE: StatusCode = StatusCode::NOT_FOUND;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const ON: StatusCode = StatusCode::SEE_OTHER;

const BYTES: &[u8] = b"<script>alert(1)</script>\0\xFF";

struct Scene {
    world: World,
    originals: Originals,
    police: AgencyId,
    office: AgencyId,
    investigator: Who,
    second: Who,
    prosecutor: Who,
    elsewhere: Who,
    analyst: Who,
    manager: Who,
}

async fn scene() -> Scene {
    let world = World::new().await;
    let means = Means { master: Arc::new(FileKey::new([7; 32])), random: Random::system(), largest: 1 << 20 };
    let originals = Originals::at(world.home.path(), means).unwrap();
    let now = world.now();
    world.house.keep_evidence_in(Cabinet::new(originals.clone(), loading(), tool(), Arc::new(move || now))).await.unwrap();
    let police = world.agency(AgencyKind::InteriorMinistry, "Sample Police", &["KZ-75", "KZ-10"]).await;
    let office = world.agency(AgencyKind::Prosecutors, "Sample Prosecutors", &["KZ"]).await;
    let shelter = world.agency(AgencyKind::Ngo, "Sample Shelter", &["KZ-75"]).await;
    let investigator = world.person(police, "Ilya Sample", &[(Role::Investigator, &["KZ-75"])]).await;
    let second = world.person(police, "Sara Sample", &[(Role::Expert, &["KZ-75"])]).await;
    let prosecutor = world.person(office, "Pavel Sample", &[(Role::Prosecutor, &["KZ-10"])]).await;
    let elsewhere = world.person(police, "Egor Sample", &[(Role::Investigator, &["KZ-10"])]).await;
    let analyst = world.person(police, "Anna Sample", &[(Role::Analyst, &["KZ-75"])]).await;
    let manager = world.person(shelter, "Mira Sample", &[(Role::CaseManager, &["KZ-75"])]).await;
    Scene { world, originals, police, office, investigator, second, prosecutor, elsewhere, analyst, manager }
}

fn tool() -> Tool {
    Tool::new("Arasha", "test").unwrap()
}

/// Nothing is loaded in these tests.
fn loading() -> Loading {
    Loading {
        launch: capture::browser::Launch::chromium(),
        bounds: capture::guard::Bounds { most_bytes: 1, dial_time: Duration::from_secs(1), also: Vec::new() },
        resolve: capture::guard::by_system(),
        limits: capture::page::Limits::default(),
        software: "Arasha test".into(),
        stamps: Vec::new(),
    }
}

impl Scene {
    /// An item that this person had kept in Almaty.
    async fn keep(&self, by: &Who) -> ItemId {
        let now = self.world.now();
        let random = Random::system();
        let clock = move || now;
        let evidence = Evidence {
            record: &self.world.record,
            originals: &self.originals,
            random: &random,
            clock: &clock,
            edition: "test",
            actor: Actor { person: by.person, agency: by.agency },
            purpose: Purpose::Casework,
        };
        let origin = Origin::Page { address: "https://example.org/<b>job</b>".into() };
        let region = Region::new("KZ-75").ok();
        let wanted = Wanted { origin, compartment: Compartment::Operational, region, tool: tool() };
        let mut acquisition = Acquisition::begin(evidence, wanted).await.unwrap();
        let file = |name: &str| FileName::new(name).unwrap();
        acquisition.read(file("received.html"), FileRole::Received, Cursor::new(BYTES)).await.unwrap();
        acquisition.read(file("manifest.json"), FileRole::Manifest, Cursor::new(b"{}")).await.unwrap();
        let missing = vec![Missing { what: "https://example.org/film.mp4".into(), why: MissingWhy::TooLarge }];
        acquisition.complete(missing).await.unwrap().0
    }

    async fn history(&self, item: ItemId) -> Vec<Event> {
        self.world.record.history::<Item>(&StreamName::of::<Item>(item)).await.unwrap().events
    }

    async fn kinds(&self, item: ItemId) -> Vec<&'static str> {
        self.history(item).await.iter().map(Event::kind).collect()
    }
}

#[tokio::test]
async fn evidence_opens_to_those_whose_rights_give_it() {
    let scene = scene().await;
    let (item, own) = (scene.keep(&scene.investigator).await, scene.keep(&scene.analyst).await);
    let (item, own) = (format!("/evidence/item?id={item}"), format!("/evidence/item?id={own}"));
    let everybody = [&scene.investigator, &scene.second, &scene.prosecutor, &scene.elsewhere, &scene.analyst, &scene.manager];
    let table = [
        ("/evidence", [OK, OK, OK, OK, OK, NO]),
        (item.as_str(), [OK, OK, GONE, GONE, GONE, GONE]),
        (own.as_str(), [OK, OK, GONE, GONE, OK, GONE]),
        ("/evidence/item?id=item-00000000000000000000000009", [GONE; 6]),
        ("/evidence/item?id=nothing", [GONE; 6]),
    ];
    for (path, expected) in table {
        for (number, (who, status)) in everybody.iter().zip(expected).enumerate() {
            assert_eq!(scene.world.get(Some(who), path).await.status, status, "person {number} asks for {path}");
        }
        assert_eq!(scene.world.get(None, path).await.status, ON, "a stranger");
    }
    let list = scene.world.get(Some(&scene.analyst), "/evidence").await.text;
    assert_eq!(list.matches("example.org").count(), 1, "the analyst sees what the analyst had kept: {list}");
}

#[tokio::test]
async fn an_item_shows_its_files_its_history_and_what_was_not_got() {
    let scene = scene().await;
    let item = scene.keep(&scene.investigator).await;
    for tongue in ["kk", "ru", "en"] {
        let page = scene.world.get(Some(&scene.investigator), &format!("/evidence/item?id={item}&lang={tongue}")).await;
        assert_eq!(page.status, OK);
        let sha256 = scene.history(item).await.iter().find_map(|event| match event {
            Event::Kept { files } => Some(files[0].hashes.sha256.to_string()),
            _ => None,
        });
        let grouped = sha256.unwrap().as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap().to_owned()).collect::<Vec<_>>();
        assert!(page.text.contains(&grouped.join(" ")), "{}", page.text);
        assert!(page.text.contains("https://example.org/film.mp4") && page.text.contains("Ilya Sample"), "{}", page.text);
        assert!(!page.text.contains("<b>job"), "what somebody published becomes no markup");
    }
}

/// Whoever looks into evidence stands in its history first, with the reason; the copy comes as a file that no browser opens.
#[tokio::test]
async fn a_working_copy_is_recorded_before_it_is_given() {
    let scene = scene().await;
    let item = scene.keep(&scene.investigator).await;
    let id = item.to_string();
    let form = |file: &'static str, reason: &'static str| [("item", id.clone()), ("file", file.to_owned()), ("reason", reason.to_owned())];
    let ask = async |who: &Who, fields: [(&str, String); 3]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        scene.world.post(who, "/evidence/copy", &fields).await
    };
    assert_eq!(ask(&scene.investigator, form("received.html", " ")).await.status, WRONG);
    assert_eq!(ask(&scene.investigator, form("other.html", "осмотр")).await.status, GONE);
    assert_eq!(ask(&scene.elsewhere, form("received.html", "осмотр")).await.status, GONE);
    assert_eq!(scene.kinds(item).await, ["begun", "kept", "kept", "completed"], "nothing was given");
    let given = ask(&scene.investigator, form("received.html", "осмотр")).await;
    assert_eq!((given.status, given.kind.as_str()), (OK, "application/octet-stream"));
    assert_eq!(given.bytes, BYTES);
    let Some(Event::Copied { reason, .. }) = scene.history(item).await.pop() else { panic!("the copy is recorded") };
    assert_eq!(reason.as_str(), "осмотр");
}

#[tokio::test]
async fn evidence_passes_to_another_body_by_two_people() {
    let scene = scene().await;
    let item = scene.keep(&scene.investigator).await;
    let (id, office, police) = (item.to_string(), scene.office.to_string(), scene.police.to_string());
    let ask = async |who: &Who, what: &str, more: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> = [("item", id.as_str())].into_iter().chain(more.iter().copied()).collect();
        scene.world.post(who, &format!("/evidence/{what}"), &fields).await.status
    };
    assert_eq!(ask(&scene.investigator, "offer", &[("to", ""), ("reason", "поручение")]).await, WRONG);
    assert_eq!(ask(&scene.investigator, "offer", &[("to", &police), ("reason", "поручение")]).await, WRONG, "the same body");
    assert_eq!(ask(&scene.prosecutor, "take", &[]).await, GONE, "before it is offered, it is not theirs to see");
    assert_eq!(ask(&scene.investigator, "offer", &[("to", &office), ("reason", "поручение")]).await, ON);
    assert_eq!(ask(&scene.second, "take", &[]).await, WRONG, "it is offered to another body");
    assert_eq!(ask(&scene.analyst, "take", &[]).await, GONE);
    let seen = scene.world.get(Some(&scene.prosecutor), &format!("/evidence/item?id={id}&lang=en")).await;
    assert!(seen.status == OK && seen.text.contains("/evidence/take"), "{}", seen.text);
    assert_eq!(ask(&scene.prosecutor, "take", &[]).await, ON);
    assert_eq!(ask(&scene.investigator, "offer", &[("to", &office), ("reason", "ещё раз")]).await, WRONG, "it is not theirs any more");
    let taken = scene.history(item).await.pop();
    assert_eq!(taken, Some(Event::Taken { by: scene.prosecutor.person, holder: scene.office }));
}

#[tokio::test]
async fn what_is_no_address_is_not_captured() {
    let scene = scene().await;
    for address in ["", "ftp://example.org/", "javascript:alert(1)", "https://example.org/\u{0}", &format!("https://{}", "a".repeat(4_000))]
    {
        let got = scene.world.post(&scene.analyst, "/evidence", &[("address", address)]).await;
        assert_eq!(got.status, WRONG, "{address}");
    }
    assert_eq!(scene.world.post(&scene.manager, "/evidence", &[("address", "https://example.org/")]).await.status, NO);
}
