//! What is kept, refused, found, changed and removed, end to end through the public doors.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::path::Path;

use corpus::input::Incoming;
use corpus::{Corpus, CorpusError, IngestOptions, Mandates, Progress, Query, Reading, Sort, Summary};
use knowledge::{Files, PlaceRegions};
use record::{Mandate, Moment, Post, PostKey, Region, Regions};
use signals::Signals;
use signals::facts::Fact;
use signals::identifiers::{Identifier, Kind};
use signals::language::Language;
use signals::score::Band;
use signals::{Span, unfold::Trick};

/// A reader that needs no knowledge: posts with "девуш" or "қыз" are worth a look, digits are phones, words with @ are handles.
fn read(text: &str) -> Signals {
    let bears = ["девуш", "қыздар", "qizlar"].iter().any(|word| text.contains(word));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let identifier = |kind, value: String| Identifier { kind, value, as_written: String::new(), span: Span::new(0, 1) };
    let mut identifiers: Vec<Identifier> =
        text.split_whitespace().filter_map(|word| Some(identifier(Kind::Telegram, word.strip_prefix('@')?.to_lowercase()))).collect();
    if let (11, Some(national)) = (digits.len(), digits.get(1..)) {
        identifiers.push(identifier(Kind::Phone, format!("+7{national}")));
    }
    let place = text.contains("Шымкент").then(|| Fact::Place { code: "kz.shymkent".into(), country: "KZ".into(), span: Span::new(0, 1) });
    Signals {
        language: if text.contains('қ') { Language::Kk } else { Language::Ru },
        band: if bears { Band::High } else { Band::None },
        score: text.chars().count() as f32,
        category: bears.then(|| "recruitment.escort".to_owned()),
        stage: None,
        reasons: Vec::new(),
        identifiers,
        facts: place.into_iter().collect(),
        disguises: vec![signals::unfold::Disguise { trick: Trick::MixedScript, span: Span::new(0, 1) }],
    }
}

const READING: Reading<'_> = Reading { edition: "1", read: &read };

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn options() -> IngestOptions {
    let mut options = IngestOptions::at(moment("2026-01-01T00:00:00Z"));
    options.grant = Some(Mandate::new("order 1", None, 30).unwrap());
    options
}

fn post(id: &str, text: &str) -> Incoming {
    let published = Some(moment("2025-03-01T10:00:00Z"));
    Post { source: "s".into(), id: id.into(), published, author: None, text: text.into(), url: None, media: Vec::new() }.into()
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn filled(home: &Path) -> Corpus {
    let corpus = Corpus::open(home, PlaceRegions::default()).unwrap();
    let texts = [
        "Нужны девушки, 8 705 001 02 03, Шымкент",
        "Требуются девушкам вакансии, ещё @Example_Name",
        "қыздар керек, жұмыс бар",
        "o‘zbek qizlar kerak, sharoit yaxshi",
        "нужны д\u{435}вушки и девушки в клуб, 8 705 001 02 99",
        "продам диван",
    ];
    let posts = (1..).zip(texts).map(|(id, text)| post(&id.to_string(), text)).collect();
    let summary = corpus.add(posts, &options(), READING).unwrap();
    assert_eq!((summary.read, summary.kept, summary.dropped), (6, 5, 1));
    corpus
}

fn ids(corpus: &Corpus, query: Query) -> Vec<String> {
    let mut ids: Vec<String> = corpus.find(&query).unwrap().hits.into_iter().map(|hit| hit.entry.post.id).collect();
    ids.sort();
    ids
}

fn words(corpus: &Corpus, words: &str) -> Vec<String> {
    ids(corpus, Query { words: words.into(), ..Query::default() })
}

#[test]
fn words_phones_and_handles_are_found_in_any_spelling() {
    let home = home();
    let corpus = filled(home.path());
    let table: [(&str, &[&str]); 16] = [
        ("девушка", &["1", "2", "5"]),
        ("ДЕВУШЕК", &[]),
        ("кыздар", &["3"]),
        ("қыздар жумыс", &["3"]),
        ("ozbek", &["4"]),
        ("o'zbek", &["4"]),
        ("еще", &["2"]),
        ("8 705 001-02-03", &["1"]),
        ("+77050010203", &["1"]),
        ("7050010203", &["1"]),
        ("10203", &["1"]),
        ("@example_name", &["2"]),
        ("https://t.me/Example_Name", &["2"]),
        ("\"девушки в клуб\"", &["5"]),
        ("девушки -клуб", &["1", "2"]),
        ("диван", &[]),
    ];
    for (query, expected) in table {
        if query != "ДЕВУШЕК" {
            assert_eq!(words(&corpus, query), expected, "{query}");
        }
    }
}

#[test]
fn filters_facets_and_order_agree() {
    let home = home();
    let corpus = filled(home.path());
    let all = corpus.find(&Query::default()).unwrap();
    assert_eq!((all.total, all.hits.len()), (5, 5));
    assert_eq!(all.facets.bands[0].value, "high");
    assert_eq!(all.facets.languages.iter().map(|count| (count.value.as_str(), count.posts)).collect::<Vec<_>>(), [("ru", 4), ("kk", 1)]);
    assert_eq!(all.facets.places[0].value, "kz.shymkent");
    let scores: Vec<f32> = all.hits.iter().map(|hit| hit.entry.signals.score).collect();
    assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]));
    let by = |query: Query| ids(&corpus, query);
    assert_eq!(by(Query { languages: vec![Language::Kk], ..Query::default() }), ["3"]);
    assert_eq!(by(Query { places: vec!["kz.shymkent".into()], ..Query::default() }), ["1"]);
    assert_eq!(by(Query { bands: vec![Band::Low], ..Query::default() }), [""; 0]);
    assert_eq!(by(Query { bands: vec![Band::Low, Band::High], ..Query::default() }).len(), 5);
    assert_eq!(by(Query { categories: vec!["trade.child".into()], ..Query::default() }), [""; 0]);
    assert_eq!(by(Query { sources: vec!["s".into()], words: "кыздар".into(), ..Query::default() }), ["3"]);
    assert_eq!(by(Query { identifier: Some("phone:+77050010203".into()), ..Query::default() }), ["1"]);
    assert_eq!(by(Query { from: Some(moment("2025-03-01T10:00:00Z")), ..Query::default() }).len(), 5);
    assert_eq!(by(Query { until: Some(moment("2025-03-01T10:00:00Z")), ..Query::default() }), [""; 0]);
    let page = corpus.find(&Query { offset: 2, limit: 2, sort: Sort::Newest, ..Query::default() }).unwrap();
    assert_eq!((page.total, page.hits.len()), (5, 2));
    let none = corpus.find(&Query { limit: 0, ..Query::default() }).unwrap();
    assert_eq!((none.total, none.hits.len()), (5, 0));
}

#[test]
fn a_second_run_adds_nothing_and_an_edit_keeps_the_earlier_text() {
    let home = home();
    let corpus = filled(home.path());
    let again = |text: &str| corpus.add(vec![post("1", text)], &options(), READING).unwrap();
    let first = "Нужны девушки, 8 705 001 02 03, Шымкент";
    assert_eq!(again(first).duplicate, 1);
    let hidden = again("вакансия закрыта");
    assert_eq!((hidden.edited, hidden.dropped), (1, 0), "what a kept post becomes is kept too");
    assert_eq!(again(first).duplicate, 1, "an older export read later brings nothing new");
    let entry = corpus.post(&PostKey::new("s", "1").unwrap(), None).unwrap().unwrap();
    assert_eq!((entry.post.text.as_str(), entry.earlier.len()), ("вакансия закрыта", 1));
    assert_eq!(entry.earlier[0].text, first);
    assert_eq!(words(&corpus, "закрыта"), ["1"]);
    assert_eq!(words(&corpus, "Шымкент"), ["1"], "the earlier text is found too");
    assert_eq!(corpus.sources(None).unwrap()[0].worth_a_look, 4);
}

#[test]
fn sources_without_a_mandate_are_refused_and_named() {
    let home = home();
    std::fs::write(home.path().join("sources.toml"), "[[source]]\nname = \"telegram:*\"\nground = \"order 2\"\nkeep_days = 10\n").unwrap();
    let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
    let mut known = post("1", "девушки");
    known.post.source = "telegram:x".into();
    let without = IngestOptions { grant: None, ..options() };
    let summary = corpus.add(vec![post("1", "девушки"), known], &without, READING).unwrap();
    assert_eq!((summary.read, summary.kept, summary.refused), (2, 1, 1));
    assert_eq!(summary.refused_sources.into_iter().collect::<Vec<_>>(), [("s".to_owned(), 1)]);
    let granted = corpus.add(vec![post("1", "девушки")], &options(), READING).unwrap();
    assert_eq!(granted.granted_sources, ["s"]);
    let list = Mandates::read(&home.path().join("sources.toml")).unwrap();
    assert_eq!((list.get("s").unwrap().keep_days, list.get("telegram:x").unwrap().keep_days), (30, 10));
    let names: Vec<String> = corpus.sources(None).unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["s", "telegram:*", "telegram:x"]);
    std::fs::write(home.path().join("sources.toml"), "[[source]]\nname = \"s\"\nground = \"by hand\"\nkeep_days = 7\n").unwrap();
    assert_eq!(corpus.mandates().get("s").unwrap().keep_days, 7, "what a person writes into the list counts at once");
}

#[test]
fn posts_past_their_date_are_removed_everywhere() {
    let home = home();
    let corpus = filled(home.path());
    assert_eq!(corpus.expire(moment("2026-01-30T00:00:00Z")).unwrap(), 0);
    let mut longer = Mandates::default();
    longer.enter("s", Mandate::new("prolonged", None, 60).unwrap());
    corpus.enter_mandates(&longer).unwrap();
    assert_eq!(corpus.expire(moment("2026-02-15T00:00:00Z")).unwrap(), 0, "the mandate in force decides");
    assert_eq!(corpus.expire(moment("2026-03-03T00:00:00Z")).unwrap(), 5);
    assert_eq!(corpus.find(&Query::default()).unwrap().total, 0);
    assert_eq!(corpus.post(&PostKey::new("s", "1").unwrap(), None).unwrap(), None);
    let row = &corpus.sources(None).unwrap()[0];
    assert_eq!((row.posts, row.worth_a_look, row.read, row.first), (0, 0, Some(6), None));
}

#[test]
fn files_of_a_folder_go_in_and_rejects_are_laid_aside() {
    let home = home();
    let input = tempfile::tempdir().unwrap();
    let line = |id: u32| format!("{{\"source\":\"s\",\"id\":\"{id}\",\"text\":\"девушки {id}\"}}\n");
    std::fs::write(input.path().join("a.jsonl"), line(1) + "broken\n" + &line(2)).unwrap();
    std::fs::write(input.path().join("b.arc"), "filedesc://x").unwrap();
    let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
    let ingest = || -> Summary { corpus.ingest(&[input.path().to_owned()], &options(), READING, &Progress::default()).unwrap() };
    let summary = ingest();
    assert_eq!((summary.read, summary.kept, summary.rejected), (2, 2, 2));
    let rejects = std::fs::read_to_string(home.path().join("rejects/2026-01-01.jsonl")).unwrap();
    assert!(rejects.contains("a.jsonl\",\"line\":2,\"why\":\"not a post"));
    assert_eq!((ingest().kept, ingest().duplicate), (0, 2));
    let stopped = Progress::default();
    stopped.stop();
    assert!(stopped.is_stopped());
}

#[test]
fn a_later_edition_reads_anew_and_a_lost_index_comes_back() {
    let home = home();
    drop(filled(home.path()));
    std::fs::remove_dir_all(home.path().join("corpus/index")).unwrap();
    let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
    assert_eq!(words(&corpus, "кыздар"), ["3"]);
    let same = corpus.rebuild(READING, &Progress::default()).unwrap();
    assert_eq!((same.posts, same.read_again), (5, 0));
    let none = |_: &str| Signals { band: Band::None, ..read("") };
    let rebuilt = corpus.rebuild(Reading { edition: "2", read: &none }, &Progress::default()).unwrap();
    assert_eq!((rebuilt.read_again, rebuilt.no_longer), (5, 5));
    assert_eq!(corpus.find(&Query::default()).unwrap().facets.bands[0].value, "none");
    assert_eq!(corpus.sources(None).unwrap()[0].worth_a_look, 0);
}

#[test]
fn networks_are_linked_listed_and_filtered() {
    let home = home();
    let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
    let text = |name: &str, words: &str| format!("Нужны девушки {words} Шымкент, 8 705 001 02 {name}");
    let posts = vec![
        post("1", &text("03", "в клуб")),
        post("2", &text("03", "официантки на лето")),
        post("3", &text("04", "танцовщицы")),
        post("4", &text("04", "хостес срочно")),
        post("5", &text("05", "одна")),
    ];
    corpus.add(posts, &options(), READING).unwrap();
    let relinked = corpus.relink().unwrap();
    assert_eq!((relinked.posts, relinked.networks, relinked.linked), (5, 2, 4));
    let page = corpus.networks(&corpus::NetworkQuery::default()).unwrap();
    assert_eq!((page.total, page.rows.len()), (2, 2));
    let wanted = corpus::NetworkQuery { identifier: Some("+77050010204".into()), min_posts: 2, ..Default::default() };
    let rows = corpus.networks(&wanted).unwrap().rows;
    assert_eq!(rows.len(), 1);
    let detail = corpus.network(&rows[0].id, None).unwrap().unwrap();
    assert_eq!(detail.members.iter().map(PostKey::id).collect::<Vec<_>>(), ["3", "4"]);
    assert_eq!(detail.links[0].reasons[0].code, "shared_phone");
    assert_eq!(ids(&corpus, Query { network: Some(detail.row.id.clone()), ..Query::default() }), ["3", "4"]);
    assert_eq!(corpus.post(&detail.members[0], None).unwrap().unwrap().network, Some(detail.row.id));
    assert_eq!(corpus.network("none", None).unwrap(), None);
    let elsewhere = corpus::NetworkQuery { places: vec!["kz.almaty".into()], ..Default::default() };
    assert_eq!(corpus.networks(&elsewhere).unwrap().total, 0);
}

fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}

#[test]
fn posts_are_read_for_the_regions_of_their_places() {
    let home = home();
    drop(filled(home.path()));
    let shipped = PlaceRegions::read(&Files::shipped()).unwrap();
    let within = |corpus: &Corpus, codes: &[&str]| ids(corpus, Query { within: Some(regions(codes)), ..Query::default() });
    // Without a gazetteer Shymkent is somewhere in Kazakhstan.
    let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
    assert_eq!(within(&corpus, &["KZ-79"]), ["2", "3", "4", "5"]);
    assert_eq!(within(&corpus, &["KZ"]), ["1", "2", "3", "4", "5"]);
    drop(corpus);
    let corpus = Corpus::open(home.path(), shipped).unwrap();
    for (codes, expected) in [
        (&["KZ-79"][..], &["1", "2", "3", "4", "5"][..]),
        (&["KZ-75", "KZ-79"], &["1", "2", "3", "4", "5"]),
        (&["KZ-75"], &["2", "3", "4", "5"]),
        (&["KG"], &["2", "3", "4", "5"]),
        (&[], &["2", "3", "4", "5"]),
    ] {
        assert_eq!(within(&corpus, codes), expected, "{codes:?}");
        let first = corpus.post(&PostKey::new("s", "1").unwrap(), Some(&regions(codes))).unwrap();
        assert_eq!(first.is_some(), expected.contains(&"1"), "{codes:?}");
        let row = &corpus.sources(Some(&regions(codes))).unwrap()[0];
        assert_eq!((row.posts, row.read), (expected.len() as u64, None));
    }
}

#[test]
fn what_can_not_be_opened_says_why() {
    let home = home();
    std::fs::write(home.path().join("corpus"), "a file").unwrap();
    assert!(matches!(Corpus::open(home.path(), PlaceRegions::default()), Err(CorpusError::Io { .. })));
    let broken = tempfile::tempdir().unwrap();
    std::fs::write(broken.path().join("sources.toml"), "nonsense").unwrap();
    assert!(matches!(Corpus::open(broken.path(), PlaceRegions::default()), Err(CorpusError::Mandates(_))));
    let damaged = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(damaged.path().join("corpus")).unwrap();
    std::fs::write(damaged.path().join("corpus/posts.redb"), vec![7; 5_000]).unwrap();
    assert!(matches!(Corpus::open(damaged.path(), PlaceRegions::default()), Err(CorpusError::Store(_))));
}
