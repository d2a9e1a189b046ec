//! Pictures of posts, end to end: read beside the feed, kept as fingerprints, found again, forgotten with their posts.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use corpus::input::Reject;
use corpus::{Corpus, IngestOptions, Progress, Reading, Summary};
use image::{DynamicImage, ImageFormat, Luma};
use knowledge::PlaceRegions;
use record::{Mandate, Moment, PostKey, Region, Regions};
use signals::facts::Fact;
use signals::language::Language;
use signals::score::Band;
use signals::{Signals, Span};

fn astana() -> Fact {
    Fact::Place { code: "kz.astana".into(), country: "KZ".into(), span: Span::new(0, 1) }
}

/// Posts that hold "девуш" bear on trafficking; those that hold "Астана" are of that place.
fn read(text: &str) -> Signals {
    Signals {
        language: Language::Ru,
        band: if text.contains("девуш") { Band::High } else { Band::None },
        score: 1.0,
        category: None,
        stage: None,
        reasons: Vec::new(),
        identifiers: Vec::new(),
        facts: text.contains("Астана").then(astana).into_iter().collect(),
        disguises: Vec::new(),
    }
}

const READING: Reading<'_> = Reading { edition: "1", read: &read };

/// A drawn picture: three soft discs and soft waves on a slope.
fn drawn(seed: u32) -> DynamicImage {
    DynamicImage::ImageLuma8(image::GrayImage::from_fn(480, 320, |x, y| {
        let disc = |across: u32, down: u32, reach: u32| {
            let away = x.abs_diff(across % 480).pow(2) + y.abs_diff(down % 320).pow(2);
            reach.pow(2).saturating_sub(away) * 110 / reach.pow(2)
        };
        let discs =
            disc(90 + seed * 131, 70 + seed * 97, 110) + disc(400 + seed * 53, 200 + seed * 171, 90) + disc(240 + seed * 211, 40, 70);
        let value = x / 8 + discs + ((x * (1 + seed % 2) + y * (1 + seed % 3)) % (140 + seed * 18)).abs_diff(70 + seed * 9) / 2;
        Luma([u8::try_from(value.min(255)).unwrap()])
    }))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn line(id: &str, text: &str, media: &[&str]) -> String {
    let media = serde_json::to_string(media).unwrap();
    format!("{{\"source\":\"s\",\"id\":\"{id}\",\"text\":\"{text}\",\"media\":{media}}}\n")
}

fn key(id: &str) -> PostKey {
    PostKey::new("s", id).unwrap()
}

fn ids(found: &[(PostKey, u32)]) -> Vec<&str> {
    let mut ids: Vec<&str> = found.iter().map(|(key, _)| key.id()).collect();
    ids.sort_unstable();
    ids
}

struct Bench {
    home: tempfile::TempDir,
    input: tempfile::TempDir,
    corpus: Corpus,
}

impl Bench {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
        Self { corpus, home, input: tempfile::tempdir().unwrap() }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.input.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn ingest(&self, path: &Path) -> Summary {
        let mut options = IngestOptions::at(Moment::parse("2026-01-01T00:00:00Z").unwrap());
        options.grant = Some(Mandate::new("order 1", None, 30).unwrap());
        self.corpus.ingest(&[path.to_owned()], &options, READING, &Progress::default()).unwrap()
    }

    fn rejects(&self) -> Vec<Reject> {
        let lines = std::fs::read_to_string(self.home.path().join("rejects/2026-01-01.jsonl")).unwrap_or_default();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn same(&self, id: &str) -> Vec<String> {
        ids(&self.corpus.same_picture(&key(id)).unwrap()).into_iter().map(str::to_owned).collect()
    }
}

#[test]
fn the_same_picture_is_found_and_hostile_ones_are_laid_aside() {
    let bench = Bench::new();
    bench.write("media/a.png", encoded(&drawn(1), ImageFormat::Png));
    bench.write("media/a.jpg", encoded(&drawn(1), ImageFormat::Jpeg));
    bench.write("media/small.jpg", encoded(&drawn(1).thumbnail(360, 240), ImageFormat::Jpeg));
    bench.write("media/other.png", encoded(&drawn(3), ImageFormat::Png));
    bench.write("media/flat.png", encoded(&DynamicImage::new_luma8(90, 90), ImageFormat::Png));
    let whole = encoded(&drawn(1), ImageFormat::Png);
    bench.write("media/broken.png", &whole[..whole.len() / 3]);
    let mut bomb = whole.clone();
    bomb.splice(16..24, [60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat());
    bench.write("media/bomb.png", bomb);
    let feed = [
        line("1", "девушки 1", &["media/a.png"]),
        line("2", "девушки 2", &["media/a.jpg", "media/flat.png"]),
        line("3", "девушки 3", &["media/other.png", "media/small.jpg"]),
        line("4", "девушки 4", &["media/other.png", "media/absent.png"]),
        line("5", "девушки 5", &["media/flat.png"]),
        line("6", "девушки 6", &["media/broken.png", "media/bomb.png", "../../etc/passwd", "/etc/passwd"]),
        line("7", "продам диван", &["media/a.png", "media/broken.png"]),
        line("8", "", &["media/a.png"]),
    ];
    let summary = bench.ingest(&bench.write("feed.jsonl", feed.concat()));
    assert_eq!((summary.read, summary.kept, summary.dropped, summary.pictures, summary.rejected), (8, 6, 2, 7, 4));
    assert_eq!(bench.same("1"), ["2", "3"]);
    assert_eq!(bench.same("3"), ["1", "2", "4"]);
    assert_eq!(bench.same("4"), ["3"]);
    assert_eq!(bench.same("5"), [""; 0], "a flat picture links nothing");
    assert_eq!(bench.same("6"), [""; 0]);
    let pictures = bench.corpus.pictures(&key("2"), None).unwrap();
    let told: Vec<(&str, bool, usize)> =
        pictures.iter().map(|alike| (alike.picture.path.as_str(), alike.picture.mark.is_telling(), alike.posts.len())).collect();
    assert_eq!(told, [("media/a.jpg", true, 2), ("media/flat.png", false, 0)]);
    let rejects = bench.rejects();
    let samples: Vec<(u64, &str)> = rejects.iter().map(|reject| (reject.line, reject.sample.as_str())).collect();
    assert_eq!(samples, [(6, "media/broken.png"), (6, "media/bomb.png"), (6, "../../etc/passwd"), (6, "/etc/passwd")]);
    assert!(rejects.iter().all(|reject| reject.file.ends_with("feed.jsonl") && reject.why.contains("picture")));
}

#[test]
fn pictures_that_come_later_are_added_and_go_with_their_posts() {
    let bench = Bench::new();
    let feed = bench.write("feed.jsonl", line("1", "девушки 1", &["a.png"]) + &line("2", "девушки 2", &["b.png"]));
    assert_eq!(bench.ingest(&feed).pictures, 0);
    bench.write("a.png", encoded(&drawn(1), ImageFormat::Png));
    bench.write("b.png", encoded(&drawn(1), ImageFormat::Png));
    let later = bench.ingest(&feed);
    assert_eq!((later.duplicate, later.pictures), (2, 2), "an export read again with its pictures");
    assert_eq!(bench.ingest(&feed).pictures, 0);
    assert_eq!(bench.corpus.same_picture(&key("1")).unwrap(), [(key("2"), 0)]);
    bench.write("c.png", encoded(&drawn(3), ImageFormat::Png));
    let edited = bench.ingest(&bench.write("feed.jsonl", line("1", "вакансия закрыта", &["c.png"])));
    assert_eq!((edited.edited, edited.pictures), (1, 1), "what a kept post becomes is kept with its pictures, and the earlier ones stay");
    assert_eq!(bench.corpus.pictures(&key("1"), None).unwrap().len(), 2);
    std::fs::remove_file(bench.input.path().join("a.png")).unwrap();
    bench.corpus.rebuild(Reading { edition: "2", read: &read }, &Progress::default()).unwrap();
    assert_eq!(bench.same("2"), ["1"], "a rebuild keeps fingerprints");
    assert_eq!(bench.corpus.expire(Moment::parse("2026-03-01T00:00:00Z").unwrap()).unwrap(), 2);
    assert_eq!((bench.corpus.pictures(&key("1"), None).unwrap(), bench.same("2")), (Vec::new(), Vec::new()));
}

#[test]
fn a_picture_tells_nothing_of_posts_that_may_not_be_read() {
    let bench = Bench::new();
    bench.write("a.png", encoded(&drawn(1), ImageFormat::Png));
    let feed = line("1", "девушки", &["a.png"]) + &line("2", "девушки Астана", &["a.png"]) + &line("3", "девушки 3", &["a.png"]);
    assert_eq!(bench.ingest(&bench.write("feed.jsonl", feed)).pictures, 3);
    let alike = |id: &str, within: &str| {
        let within: Regions = Region::new(within).into_iter().collect();
        bench.corpus.pictures(&key(id), Some(&within)).unwrap().into_iter().map(|alike| alike.posts.len()).collect::<Vec<_>>()
    };
    assert_eq!((alike("1", "KZ"), alike("2", "KZ")), (vec![2], vec![2]));
    assert_eq!((alike("1", "KZ-75"), alike("2", "KZ-75")), (vec![1], vec![]));
    assert_eq!(alike("absent", "KZ-75"), alike("2", "KZ-75"));
}

#[test]
fn pictures_of_an_export_are_read_from_its_zip() {
    let bench = Bench::new();
    let message =
        |id: u32, photo: &str| format!("{{\"id\": {id}, \"type\": \"message\", \"text\": \"девушки {id}\", \"photo\": \"{photo}\"}}");
    let messages = [message(1, "photos/a.jpg"), message(2, "photos/b.jpg"), message(3, "(File not included)")].join(",\n");
    let export = format!("{{\n \"name\": \"x\",\n \"id\": 1,\n \"messages\": [\n{messages}\n ]\n}}\n");
    let picture = encoded(&drawn(2), ImageFormat::Jpeg);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("x/result.json", export.as_bytes()), ("x/photos/a.jpg", &picture), ("x/photos/b.jpg", &picture)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let archive = bench.write("export.zip", zip.finish().unwrap().into_inner());
    let summary = bench.ingest(&archive);
    assert_eq!((summary.kept, summary.pictures, summary.rejected), (3, 2, 0));
    let other = PostKey::new("telegram:x", "2").unwrap();
    assert_eq!(bench.corpus.same_picture(&PostKey::new("telegram:x", "1").unwrap()).unwrap(), [(other, 0)]);
}
