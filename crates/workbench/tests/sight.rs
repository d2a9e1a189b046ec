//! Whatever somebody can reach through the desk is what the policies give them, post by post: no less, and nothing of the rest.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may be blunt, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use access::{Through, Visitor};
use corpus::input::Incoming;
use corpus::{Corpus, Entry, IngestOptions, NetworkDetail, NetworkQuery, Query, Reading, regions_of};
use knowledge::{Book, Files, PlaceRegions};
use network::mirrors::GenericWords;
use people::{Authority, CredentialKind, SessionId};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use record::{AgencyId, AgencyKind, Compartment, Mandate, Moment, PersonId, Post, PostKey, Purpose, Region, Regions, Role};
use rights::{Action, Context, Resource, Rights, SignIn};
use signals::facts::Fact;
use signals::identifiers::{Identifier, Kind};
use signals::language::Language;
use signals::score::Band;
use signals::{Reader, Signals, Span};
use workbench::Desk;
use workbench::fault::Fault;
use workbench::sight::Sight;
use workbench::viewer::{Person, Standing, Viewer};
use workbench::words::{Tongue, Words};

static RIGHTS: LazyLock<Rights> = LazyLock::new(|| Rights::shipped().unwrap());
static PLACES: LazyLock<PlaceRegions> = LazyLock::new(|| PlaceRegions::read(&Files::shipped()).unwrap());

/// Who asks, and for what.
#[derive(Debug, Clone)]
struct Asker {
    visitor: Visitor,
    purpose: Purpose,
}

impl Asker {
    fn may(&self, post: &Resource) -> bool {
        let context = Context { purpose: self.purpose, now: now(), sign_in: SignIn::Strong, other_person: None, break_glass: None };
        RIGHTS.decide(&self.visitor.principal(), Action::ReadPost, post, &context).allowed
    }

    /// What the policies say of a post, asked for each of its regions: the rule of `docs/rights.md`, written here a second time.
    fn may_read(&self, entry: &Entry) -> bool {
        let post = |region| Resource { region, ..Resource::matter(Compartment::OpenSource) };
        let regions = regions_of(&entry.signals, &PLACES);
        if regions.is_empty() { self.may(&post(None)) } else { regions.iter().any(|region| self.may(&post(Some(region.clone())))) }
    }

    fn viewer(&self) -> Viewer {
        let person = Person {
            sight: Sight::by(&self.visitor.authority, |post| self.may(post)),
            visitor: self.visitor.clone(),
            purpose: self.purpose,
            name: String::new(),
            agency: String::new(),
            purposes: Vec::new(),
            sections: Vec::new(),
            form: String::new(),
            waiting: access::Waiting::default(),
        };
        viewer(Standing::In(Box::new(person)))
    }
}

fn now() -> Moment {
    Moment::parse("2026-11-21T13:40:00Z").unwrap()
}

fn viewer(standing: Standing) -> Viewer {
    Viewer::new(standing, Tongue::En, workbench::dates::zone("Asia/Almaty").unwrap(), now())
}

/// Invented signals: `=code` is a place, `+…` a phone, what has a point is a site.
fn read(text: &str) -> Signals {
    let span = Span::new(0, 1);
    let found = |kind, value: &str| Identifier { kind, value: value.into(), as_written: value.into(), span };
    let identifier = |word: &str| match word {
        _ if word.starts_with('+') => Some(found(Kind::Phone, word)),
        _ if word.ends_with(".example") => Some(found(Kind::Domain, word)),
        _ => None,
    };
    let place = |code: &str| Fact::Place { code: code.into(), country: code.get(..2).unwrap().to_uppercase(), span };
    Signals {
        language: Language::Ru,
        band: if text.len().is_multiple_of(2) { Band::High } else { Band::Low },
        score: text.len() as f32,
        category: Some("recruitment.escort".into()),
        stage: None,
        reasons: Vec::new(),
        identifiers: text.split(' ').filter_map(identifier).collect(),
        facts: text.split(' ').filter_map(|word| word.strip_prefix('=').map(place)).collect(),
        disguises: Vec::new(),
    }
}

fn posts() -> impl Strategy<Value = Vec<Incoming>> {
    let places = subsequence(vec!["kz.almaty", "kz.astana", "kz", "kz.zhambyl", "ae.dubai"], 0..=2);
    let shown = (places, select(vec!["+77050010203", "+77050010204", "+77050010205"]), 0..3_u32, select(vec!["club", "hostess"]));
    proptest::collection::vec(shown, 1..14).prop_map(|shown| {
        let post = |(number, (places, phone, source, text)): (usize, (Vec<&str>, &str, u32, &str))| {
            let places: String = places.iter().map(|code| format!(" ={code}")).collect();
            Incoming::from(Post {
                source: format!("source{source}"),
                id: format!("id{number:02}"),
                published: Moment::from_unix_seconds(1_780_000_000 + 86_400 * i64::try_from(number).unwrap()),
                author: None,
                text: format!("girls wanted for a {text} word{number:02} site{number:02}.example {phone}{places}"),
                url: None,
                media: Vec::new(),
            })
        };
        shown.into_iter().enumerate().map(post).collect()
    })
}

fn asker() -> impl Strategy<Value = Asker> {
    let roles = vec![Role::Analyst, Role::Expert, Role::Prosecutor, Role::CaseManager, Role::Statistician, Role::Inspector];
    let regions = subsequence(vec!["KZ", "KZ-75", "KZ-71", "KZ-31", "KG"], 1..=2);
    let held = proptest::collection::btree_map(select(roles), regions, 1..3);
    let kind = select(vec![AgencyKind::InteriorMinistry, AgencyKind::Prosecutors, AgencyKind::ForeignPartner]);
    let purpose = prop_oneof![6 => Just(Purpose::Detection), 1 => Just(Purpose::Casework), 1 => Just(Purpose::Administration)];
    (held, kind, purpose, proptest::bool::weighted(0.05)).prop_map(|(held, kind, purpose, suspended)| {
        let regions = |codes: Vec<&str>| codes.into_iter().map(|code| Region::new(code).unwrap()).collect::<Regions>();
        let authority = Authority {
            person: PersonId::from_bits(1),
            agency: AgencyId::from_bits(2),
            kind,
            parent: None,
            regions: Regions::default(),
            roles: held.into_iter().map(|(role, codes)| (role, regions(codes))).collect(),
            suspended,
            open: true,
        };
        let through = Through::Session { session: SessionId::from_bits(3), by: CredentialKind::Passkey };
        Asker { visitor: Visitor { authority, through, until: now().plus_days(1) }, purpose }
    })
}

fn desk(posts: Vec<Incoming>) -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let corpus = Corpus::open(home.path(), PLACES.clone()).unwrap();
    let mut options = IngestOptions::at(now());
    options.grant = Some(Mandate::new("order 1", None, 30).unwrap());
    corpus.add(posts, &options, Reading { edition: "1", read: &read }).unwrap();
    corpus.relink().unwrap();
    let book = Book::default();
    (home, Desk::new(corpus, Reader::new(&book).unwrap(), book, GenericWords::default()))
}

type Entries = BTreeMap<PostKey, Entry>;

fn found(desk: &Desk, viewer: &Viewer, query: Query) -> (BTreeSet<PostKey>, u64) {
    let found = desk.find(viewer, &Query { limit: 1_000, ..query }).unwrap();
    (found.hits.into_iter().map(|hit| hit.entry.post.key()).collect(), found.total)
}

/// Lists, counts and facets say the same, and what the policies say.
fn assert_lists(desk: &Desk, viewer: &Viewer, allowed: &Entries) {
    let keys = |which: &dyn Fn(&Entry) -> bool| -> BTreeSet<PostKey> {
        allowed.iter().filter(|(_, entry)| which(entry)).map(|(key, _)| key.clone()).collect()
    };
    let all = keys(&|_| true);
    assert_eq!(found(desk, viewer, Query::default()), (all.clone(), all.len() as u64));
    let facets = desk.find(viewer, &Query { limit: 0, ..Query::default() }).unwrap().facets;
    for counts in [&facets.bands, &facets.sources, &facets.languages] {
        assert_eq!(counts.iter().map(|count| count.posts).sum::<u64>(), all.len() as u64);
    }
    for count in &facets.places {
        let query = Query { places: vec![count.value.clone()], ..Query::default() };
        assert_eq!(found(desk, viewer, query).1, count.posts, "{}", count.value);
    }
    for phone in ["+77050010203", "+77050010204", "+77050010205"] {
        let with = keys(&|entry| entry.post.text.contains(phone));
        assert_eq!(found(desk, viewer, Query { identifier: Some(phone.into()), ..Query::default() }).0, with);
        assert_eq!(found(desk, viewer, Query { words: phone.into(), ..Query::default() }).0, with);
    }
    let sources = desk.sources(viewer).unwrap();
    for row in &sources {
        let of = |entry: &&Entry| entry.post.source == row.name;
        let dates = || allowed.values().filter(of).filter_map(|entry| entry.post.published);
        assert_eq!(row.posts, dates().count() as u64);
        assert_eq!((row.first, row.last), (dates().min(), dates().max()));
        let worth = allowed.values().filter(of).filter(|entry| entry.signals.band >= Band::Medium).count();
        assert_eq!(row.worth_a_look, worth as u64);
    }
    let sites: BTreeSet<String> = desk.named_sites(viewer).unwrap().sites.iter().map(|site| site.domain.to_string()).collect();
    let named = |entry: &Entry| entry.post.text.split(' ').find(|word| word.ends_with(".example")).map(str::to_owned);
    assert_eq!(sites, allowed.values().filter_map(named).collect());
}

/// One post opens, or is as one that is not there.
fn assert_posts(desk: &Desk, viewer: &Viewer, all: &Entries, allowed: &Entries) {
    let keys: Vec<PostKey> = all.keys().cloned().collect();
    let opened: Vec<PostKey> = desk.posts(viewer, &keys).unwrap().into_iter().map(|entry| entry.post.key()).collect();
    assert_eq!(opened, allowed.keys().cloned().collect::<Vec<_>>());
    for (key, entry) in all {
        match desk.post(viewer, key) {
            Ok(_) => assert!(allowed.contains_key(key), "{key}"),
            Err(Fault::NoPost) => assert!(!allowed.contains_key(key), "{key}"),
            Err(fault) => panic!("{key}: {fault}"),
        }
        let words = entry.post.text.split(' ').find(|word| word.starts_with("word")).unwrap().to_owned();
        assert_eq!(found(desk, viewer, Query { words, ..Query::default() }).1, u64::from(allowed.contains_key(key)));
    }
}

/// Networks tell of the posts that may be read, and of the others how many there are.
fn assert_networks(desk: &Desk, viewer: &Viewer, allowed: &Entries) {
    let alone = self::viewer(Standing::Alone);
    let list = |viewer: &Viewer, identifier: Option<&str>| {
        let query = NetworkQuery { identifier: identifier.map(str::to_owned), limit: 1_000, ..NetworkQuery::default() };
        desk.networks(viewer, &query).unwrap()
    };
    let page = list(viewer, None);
    assert_eq!(page.total, page.rows.len() as u64);
    let mut rows: BTreeMap<String, _> = page.rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    for whole in list(&alone, None).rows {
        let whole = desk.network(&alone, &whole.id).unwrap();
        let members: Vec<PostKey> = whole.members.iter().filter(|key| allowed.contains_key(key)).cloned().collect();
        let row = rows.remove(&whole.row.id);
        assert_eq!(desk.network_size(viewer, &whole.row.id).unwrap(), members.len() as u64);
        let query = Query { network: Some(whole.row.id.clone()), ..Query::default() };
        assert_eq!(found(desk, viewer, query).0, members.iter().cloned().collect());
        if members.is_empty() {
            assert!(matches!(desk.network(viewer, &whole.row.id), Err(Fault::NoNetwork)) && row.is_none());
            continue;
        }
        let part = desk.network(viewer, &whole.row.id).unwrap();
        assert_eq!((Some(&part.row), &part.members), (row.as_ref(), &members));
        assert_eq!(part.outside, (whole.members.len() - members.len()) as u64);
        assert_part(&part, allowed);
    }
    assert!(rows.is_empty(), "networks that are not there: {rows:?}");
    for phone in ["+77050010203", "+77050010204", "+77050010205"] {
        let ids: BTreeSet<String> = list(viewer, Some(phone)).rows.into_iter().map(|row| row.id).collect();
        let holding = allowed.values().filter(|entry| entry.post.text.contains(phone));
        assert_eq!(ids, holding.filter_map(|entry| entry.network.clone()).collect());
    }
}

/// What is told of a network stands in the posts that are shown.
fn assert_part(part: &NetworkDetail, allowed: &Entries) {
    let shown: Vec<&Entry> = part.members.iter().map(|key| &allowed[key]).collect();
    assert_eq!(part.row.posts as usize, shown.len());
    for contact in part.identifiers.iter().chain(&part.suppressed) {
        let with = shown.iter().filter(|entry| entry.signals.identifiers.iter().any(|one| one.value == contact.value));
        assert_eq!(contact.posts as usize, with.count(), "{}", contact.value);
        assert!(contact.posts > 0);
    }
    assert_eq!(part.row.identifier_count as usize, part.identifiers.len());
    for place in &part.row.places {
        assert!(shown.iter().any(|entry| entry.post.text.contains(place.as_str())), "{place}");
    }
    let named = part.links.iter().flat_map(|link| [&link.a, &link.b]).chain(part.hints.iter().flat_map(|hint| &hint.examples));
    assert!(named.into_iter().all(|key| allowed.contains_key(key)));
    let dates = || shown.iter().filter_map(|entry| entry.post.published);
    assert_eq!((part.row.first, part.row.last), (dates().min(), dates().max()));
    let places = part.row.reasons.iter().filter(|reason| reason.code == "several_places");
    assert!(places.flat_map(|reason| &reason.detail).all(|place| part.row.places.contains(place)));
}

fn assert_nothing(desk: &Desk, viewer: &Viewer, all: &Entries) {
    let key = all.keys().next().unwrap();
    assert!(desk.find(viewer, &Query::default()).is_err() && desk.networks(viewer, &NetworkQuery::default()).is_err());
    assert!(desk.post(viewer, key).is_err() && desk.posts(viewer, std::slice::from_ref(key)).is_err());
    assert!(desk.pictures(viewer, key).is_err() && desk.network(viewer, "x").is_err() && desk.network_size(viewer, "x").is_err());
    assert!(desk.sources(viewer).is_err() && desk.named_sites(viewer).is_err());
}

fn all_entries(desk: &Desk) -> Entries {
    let found = desk.find(&viewer(Standing::Alone), &Query { limit: 1_000, ..Query::default() }).unwrap();
    found.hits.into_iter().map(|hit| (hit.entry.post.key(), hit.entry)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_reached_is_what_the_policies_give(posts in posts(), askers in proptest::collection::vec(asker(), 6)) {
        let (_home, desk) = desk(posts);
        let all = all_entries(&desk);
        for asker in askers {
            let viewer = asker.viewer();
            let allowed: Entries = all.iter().filter(|(_, entry)| asker.may_read(entry)).map(|(key, entry)| (key.clone(), entry.clone())).collect();
            if *viewer.sight() == Sight::Nothing {
                prop_assert!(allowed.is_empty(), "{:?}", asker);
                assert_nothing(&desk, &viewer, &all);
                continue;
            }
            assert_lists(&desk, &viewer, &allowed);
            assert_posts(&desk, &viewer, &all, &allowed);
            assert_networks(&desk, &viewer, &allowed);
        }
    }
}

#[test]
fn a_stranger_sees_nothing() {
    let post = Post { source: "s".into(), id: "1".into(), published: None, author: None, text: "a b".into(), url: None, media: Vec::new() };
    let (_home, desk) = desk(vec![post.into()]);
    assert_nothing(&desk, &viewer(Standing::Stranger), &all_entries(&desk));
}

#[test]
fn a_page_says_what_is_shown() {
    let within = |codes: &[&str]| Sight::Within(codes.iter().map(|code| Region::new(code).unwrap()).collect());
    let words = Words(Tongue::En);
    assert_eq!(within(&["KZ-75"]).told(words).unwrap(), "You see posts of: Almaty city, and posts of no place.");
    assert_eq!(within(&[]).told(words).unwrap(), "You see posts of no place only.");
    assert_eq!((Sight::All.told(words), Sight::Nothing.told(words)), (None, None));
}
