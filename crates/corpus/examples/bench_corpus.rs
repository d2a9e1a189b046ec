//! Measures ingest, search and pages on posts made up on the spot.
//!
//! `cargo run --release -p corpus --example bench_corpus [POSTS] [KEPT_PER_HUNDRED]`

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement at the terminal may be blunt")]

use std::io::Write;
use std::time::Instant;

use corpus::{Corpus, IngestOptions, NetworkQuery, Progress, Query, Reading, Sort};
use record::{Mandate, Moment};
use signals::Reader;
use signals::language::Language;
use signals::score::Band;

const HONEST: [&str; 6] = [
    "Сегодня в городе прошла встреча с жителями, обсудили ремонт дорог, освещение улиц и новые автобусные маршруты на следующий год. ",
    "Ищем бухгалтера в офис, пятидневка, официальное оформление, отпуск и больничный, опыт от двух лет, знание программ учёта. ",
    "Продаю диван в хорошем состоянии, самовывоз, торг уместен, писать в личные сообщения после шести вечера по будням. ",
    "Бүгін ауа райы жылы болады, жел соғады, кешке қарай жаңбыр жаууы мүмкін, жүргізушілер абай болуы керек дейді мамандар. ",
    "Команда области выиграла домашний матч, счёт открыли на двадцатой минуте, тренер похвалил вратаря и молодых игроков. ",
    "Курсы английского языка для взрослых и детей, группы до восьми человек, первое занятие бесплатно, запись по телефону. ",
];
const RECRUITING: [&str; 3] = [
    "Срочно девушки 18-27 на работу в клуб за границей, билет и виза за наш счёт, отработаете потом, паспорт сдаёте администратору. ",
    "Нужны девушки в эскорт, оплата каждый день, без опыта, жильё наше, документы оформим сами, никому не говорите. ",
    "Қыздар керек, шетелге жұмыс, құжатты біз аламыз, билет тегін, қарызды кейін қайтарасыз, жасы 18-25. ",
];

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn text(dice: &mut Dice, recruits: bool) -> String {
    let parts: &[&str] = if recruits { &RECRUITING } else { &HONEST };
    let mut text = String::new();
    while text.len() < 700 {
        text.push_str(parts[usize::try_from(dice.below(parts.len() as u64)).unwrap()]);
        text.push_str(&format!("слово{} ", dice.below(20_000)));
    }
    if recruits {
        text.push_str(&format!("8 705 {:03} {:02} {:02}", dice.below(100), dice.below(100), dice.below(100)));
    }
    text
}

fn write_posts(path: &std::path::Path, posts: u64, kept: u64) -> u64 {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for id in 0..posts {
        let recruits = dice.below(100) < kept;
        let published = Moment::from_unix_seconds(1_700_000_000 + i64::try_from(dice.below(60_000_000)).unwrap()).unwrap();
        let source = format!("telegram:канал {}", dice.below(300));
        let line = serde_json::json!({"source": source, "id": id.to_string(), "published": published, "text": text(&mut dice, recruits)});
        writeln!(out, "{line}").unwrap();
    }
    out.flush().unwrap();
    std::fs::metadata(path).unwrap().len()
}

fn timed<T>(name: &str, act: impl Fn() -> T) {
    act();
    let began = Instant::now();
    for _ in 0..5 {
        act();
    }
    println!("{name:<44} {:>9.2} ms", began.elapsed().as_secs_f64() * 200.0);
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>().unwrap());
    let (posts, kept) = (arguments.next().unwrap_or(200_000), arguments.next().unwrap_or(5));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("posts.jsonl");
    let bytes = write_posts(&path, posts, kept);
    println!("{posts} posts of {} bytes, {kept} of 100 recruit", bytes / posts);
    let corpus = Corpus::open(&folder.path().join("home")).unwrap();
    let reader = Reader::new(&knowledge::Book::shipped().unwrap()).unwrap();
    let read = |text: &str| reader.read(text);
    let reading = Reading { edition: "bench", read: &read };
    let mut options = IngestOptions::at(Moment::parse("2026-01-01T00:00:00Z").unwrap());
    options.grant = Some(Mandate::new("bench", None, 3_650).unwrap());
    for run in ["ingest", "ingest again"] {
        let summary = corpus.ingest(std::slice::from_ref(&path), &options, reading, &Progress::default()).unwrap();
        println!("{run:<44} {:>9.0} posts/s  (kept {}, dropped {})", posts as f64 / summary.seconds, summary.kept, summary.dropped);
    }
    pipeline_alone(&path, folder.path(), posts, &options);
    let began = Instant::now();
    let relinked = corpus.relink().unwrap();
    println!("{:<44} {:>9.2} s   ({} networks)", "relink", began.elapsed().as_secs_f64(), relinked.networks);
    pages(&corpus);
}

/// Reading, parsing and forgetting without signals: what the pipeline itself costs.
fn pipeline_alone(path: &std::path::PathBuf, folder: &std::path::Path, posts: u64, options: &IngestOptions) {
    let corpus = Corpus::open(&folder.join("empty")).unwrap();
    let nothing = |_: &str| signals::Signals {
        language: Language::Unknown,
        band: Band::None,
        score: 0.0,
        category: None,
        stage: None,
        reasons: Vec::new(),
        identifiers: Vec::new(),
        facts: Vec::new(),
        disguises: Vec::new(),
    };
    let reading = Reading { edition: "bench", read: &nothing };
    let summary = corpus.ingest(std::slice::from_ref(path), options, reading, &Progress::default()).unwrap();
    println!("{:<44} {:>9.0} posts/s", "ingest without signals", posts as f64 / summary.seconds);
}

fn pages(corpus: &Corpus) {
    let find = |query: Query| corpus.find(&query).unwrap().total;
    let mut offset = 0;
    let mut fresh = || {
        // Another moment each time, so that no count is remembered.
        offset += 1;
        Moment::from_unix_seconds(1_600_000_000 + offset)
    };
    let moments: Vec<Option<Moment>> = (0..64).map(|_| fresh()).collect();
    let next = std::cell::Cell::new(0_usize);
    let from = || {
        next.set(next.get() + 1);
        moments[next.get() % 64]
    };
    timed("first page by score, counts remembered", || find(Query::default()));
    timed("first page by score, counted anew", || find(Query { from: from(), ..Query::default() }));
    timed("newest, counted anew", || find(Query { from: from(), sort: Sort::Newest, ..Query::default() }));
    timed("one language and band, counted anew", || {
        find(Query { from: from(), bands: vec![Band::High], languages: vec![Language::Ru], ..Query::default() })
    });
    timed("words by relevance", || {
        find(Query { from: from(), words: "девушки эскорт".into(), sort: Sort::Relevance, ..Query::default() })
    });
    timed("a phone", || find(Query { words: "8 705 012 34 56".into(), ..Query::default() }));
    timed("last digits of a phone", || find(Query { words: "23456".into(), ..Query::default() }));
    timed("page 100 by score", || find(Query { offset: 5_000, ..Query::default() }));
    timed("networks, first page", || corpus.networks(&NetworkQuery::default()).unwrap().total);
    timed("networks with filter", || corpus.networks(&NetworkQuery { min_posts: 3, ..NetworkQuery::default() }).unwrap().total);
    if let Some(row) = corpus.networks(&NetworkQuery::default()).unwrap().rows.first() {
        timed("a network", || corpus.network(&row.id).unwrap().map(|network| network.members.len()));
        timed("posts of a network", || find(Query { network: Some(row.id.clone()), ..Query::default() }));
    }
}
