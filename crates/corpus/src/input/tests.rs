//! Each connector against small invented files, whole and broken, and against any bytes at all.

use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

fn options() -> InputOptions {
    InputOptions { limits: Limits { grace: 1 << 20, ..Limits::default() }, ..InputOptions::default() }
}

/// Posts and rejects of bytes.
fn read_with(name: &str, bytes: &[u8], options: &InputOptions) -> (Vec<Incoming>, Vec<Reject>) {
    let (mut posts, mut rejects) = (Vec::new(), Vec::new());
    let flow = read_bytes(name, bytes, options, &mut |item| {
        match item {
            Item::Post(_, post) => posts.push(*post),
            Item::Reject(reject) => rejects.push(reject),
            Item::Raw(place, form, bytes) => match parse(&form, &bytes) {
                Ok(post) => posts.extend(post),
                Err(why) => rejects.push(Reject { file: place.file.to_string(), line: place.line, why, sample: String::new() }),
            },
        }
        Flow::Continue(())
    });
    assert_eq!(flow, Flow::Continue(()));
    (posts, rejects)
}

fn read(name: &str, bytes: &[u8]) -> (Vec<Incoming>, Vec<Reject>) {
    read_with(name, bytes, &options())
}

fn keys(posts: &[Incoming]) -> Vec<String> {
    posts.iter().map(|incoming| incoming.post.key().to_string()).collect()
}

fn texts(posts: &[Incoming]) -> Vec<&str> {
    posts.iter().map(|incoming| incoming.post.text.as_str()).collect()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const LINES: &str = "{\"source\":\"s\",\"id\":\"1\",\"text\":\"один\"}\n\nbroken\n{\"source\":\"s\",\"id\":\"2\",\"text\":\"два\"}\n";

#[test]
fn json_lines_are_read_and_a_broken_one_is_named() {
    let (posts, rejects) = read("a.jsonl", LINES.as_bytes());
    assert_eq!(keys(&posts), ["s/1", "s/2"]);
    assert_eq!((rejects.len(), rejects[0].file.as_str(), rejects[0].line), (1, "a.jsonl", 3));
}

#[test]
fn a_chat_export_keeps_contacts_and_survives_damage() {
    let (posts, rejects) = read("result.json", &fixture("chat.json"));
    assert_eq!(keys(&posts), ["telegram:Работа _ Алматы/2", "telegram:Работа _ Алматы/3", "telegram:Работа _ Алматы/5"]);
    let first = &posts[0];
    assert_eq!(first.post.text, "Нужны девушки, пишите сюда (https://t.me/example_name_1) или 8 705 001 02 03");
    assert_eq!(first.post.media, ["photos/photo_1.jpg"]);
    assert_eq!(first.forwarded_from.as_deref(), Some("Канал вакансий"));
    assert_eq!(first.edited.unwrap().unix_seconds(), 1_740_808_800);
    assert_eq!(first.post.published.unwrap().unix_seconds(), 1_740_805_200);
    let second = &posts[1];
    assert_eq!(second.post.text, "строка\nКто едет?\nАсель  +7 705 001 02 04\nНаписать (https://wa.me/77050010205)");
    assert!(second.post.media.is_empty());
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0].line, 4);
}

#[test]
fn an_account_export_names_each_chat() {
    let (posts, rejects) = read("result.json", &fixture("account.json"));
    assert_eq!(keys(&posts), ["telegram:Вакансии/1", "telegram:Вакансии#12/1", "telegram:13/1", "telegram:Ушли/9"]);
    assert_eq!(rejects, []);
}

#[test]
fn an_export_that_breaks_off_gives_what_it_has() {
    let whole = fixture("account.json");
    let cut = &whole[..whole.len() * 2 / 3];
    let (posts, rejects) = read("result.json", cut);
    assert!(!posts.is_empty());
    assert_eq!(rejects.len(), 1);
}

#[test]
fn feeds_of_three_forms_are_read() {
    let (posts, rejects) = read("a.xml", &fixture("rss2.xml"));
    assert_eq!(keys(&posts)[0], "feed:board.example/https://board.example/1");
    assert_eq!(posts[0].post.text, "Работа \"за границей\"\nПишите сюда (https://t.me/example_name_1)\nБилет & жильё");
    assert_eq!(posts[0].post.media, ["https://board.example/1.jpg"]);
    assert_eq!(posts[0].post.author.as_deref(), Some("Асель"));
    assert_eq!(posts[0].post.published.unwrap().to_string(), "2025-03-01T05:00:00Z");
    assert_eq!((posts.len(), rejects.len()), (2, 1));
    let (posts, _) = read("b.rdf", &fixture("rss1.xml"));
    assert_eq!(keys(&posts), ["feed:old.example/https://old.example/1"]);
    assert!(posts[0].post.published.is_some());
    let (posts, _) = read("c.atom", &fixture("atom.xml"));
    assert_eq!(keys(&posts), ["feed:atom.example/tag:atom.example,2025:1"]);
    assert_eq!((posts[0].post.text.as_str(), posts[0].post.author.as_deref()), ("Запись\nТекст", Some("Ержан")));
}

#[test]
fn a_feed_in_windows_1251_is_read_as_it_declares() {
    let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><link>https://a.example/</link><item><title>Ищем девушек</title></item></channel></rss>";
    let (posts, _) = read("a.xml", &encoding_rs::WINDOWS_1251.encode(text).0);
    assert_eq!(texts(&posts), ["Ищем девушек"]);
}

#[test]
fn tables_are_guessed_or_mapped() {
    let (posts, rejects) = read("выгрузка.csv", &fixture("table_ru.csv"));
    assert_eq!(texts(&posts), ["Нужны девушки; срочно", "строка\nвторая", "без номера"]);
    assert_eq!(keys(&posts)[0], "table:выгрузка/1");
    assert_eq!(posts[0].post.published.unwrap().to_string(), "2025-03-01T10:00:00Z");
    assert_eq!(rejects.len(), 1);
    let (posts, _) = read("kk.tsv", &fixture("table_kk.tsv"));
    assert_eq!(posts[0].post.source, "топ: а_б");
    let columns = Columns::parse("text=msg, id=nr").unwrap();
    let mapped = InputOptions { columns, ..options() };
    let (posts, _) = read_with("x.txt", b"nr,msg\n7,hello\n", &mapped);
    assert_eq!(keys(&posts), ["table:x/7"]);
    let (_, rejects) = read_with("x.csv", b"a,b\n7,hello\n", &mapped);
    assert!(rejects[0].why.contains("no column"));
    let (_, rejects) = read("x.csv", b"a,b\n7,hello\n");
    assert!(rejects[0].why.contains("--columns"));
    assert_eq!(Columns::parse("nonsense=x"), Err("nonsense=x".to_owned()));
}

#[test]
fn a_page_gives_its_text_and_address() {
    let (posts, _) = read("page.html", &fixture("page.html"));
    assert_eq!(keys(&posts), ["web:jobs.example/turkey?x=1"]);
    let post = &posts[0].post;
    assert_eq!(
        post.text,
        "Работа в Турции\nНужны официантки, пишите в вотсап (https://wa.me/77050010203)\nОплата сразу\nПозвонить (+77050010204)"
    );
    assert_eq!((post.author.as_deref(), post.published.is_some()), (Some("Агентство"), true));
    let (posts, rejects) = read("saved/x.html", b"<html><body></body></html>");
    assert_eq!((posts.len(), rejects.len()), (0, 1));
}

#[test]
fn deep_pages_do_not_overflow() {
    let page = format!("<html><body>{}text{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    assert_eq!(read("deep.html", page.as_bytes()).0.len(), 1);
}

#[test]
fn archives_are_opened_inside_each_other_up_to_a_depth() {
    let inner = zipped(&[("a.jsonl", LINES.as_bytes()), ("photo.jpg", b"\xFF\xD8\xFF\xE0"), ("empty.txt", b"")]);
    let (posts, rejects) = read("out.zip.gz", &gz(&inner));
    assert_eq!(posts.len(), 2);
    assert_eq!(rejects[0].file, "out.zip.gz!a.jsonl");
    let zst = zstd::encode_all(LINES.as_bytes(), 1).unwrap();
    assert_eq!(read("a.jsonl.zst", &zst).0.len(), 2);
    let deep = gz(&gz(&gz(&gz(LINES.as_bytes()))));
    let (posts, rejects) = read("deep.gz", &deep);
    assert_eq!((posts.len(), rejects.len()), (0, 1));
    assert!(rejects[0].why.contains("deeper than 3"));
}

#[test]
fn broken_archives_are_named_and_give_what_they_have() {
    let many = LINES.repeat(20_000);
    let packed = gz(many.as_bytes());
    let (posts, rejects) = read("cut.gz", &packed[..packed.len() / 2]);
    assert!(!posts.is_empty());
    assert!(rejects.last().unwrap().why.starts_with("can't be read further"));
    let archive = zipped(&[("a.jsonl", LINES.as_bytes())]);
    let (_, rejects) = read("broken.zip", &archive[..archive.len() - 30]);
    assert!(rejects[0].why.contains("broken zip"));
    let (_, rejects) = read("broken.zst", b"\x28\xB5\x2F\xFD\xFF\xFF\xFF");
    assert_eq!(rejects.len(), 1);
}

#[test]
fn bombs_are_stopped() {
    let zeros = [LINES.as_bytes(), &vec![b'\n'; 64 << 20]].concat();
    for (name, bomb) in
        [("bomb.gz", gz(&zeros)), ("bomb.zst", zstd::encode_all(&zeros[..], 1).unwrap()), ("bomb.zip", zipped(&[("a.jsonl", &zeros)]))]
    {
        let (posts, rejects) = read(name, &bomb);
        assert_eq!(posts.len(), 2, "what stands before the limit is read");
        assert!(rejects.iter().any(|reject| reject.why.contains("times its size")), "{name}: {rejects:?}");
    }
}

#[test]
fn the_total_is_limited() {
    let small = InputOptions { limits: Limits { total: 1_000, ..Limits::default() }, ..InputOptions::default() };
    let (_, rejects) = read_with("a.gz", &gz(LINES.repeat(50).as_bytes()), &small);
    assert!(rejects.iter().any(|reject| reject.why.contains("more than 1000 bytes")), "{rejects:?}");
}

#[test]
fn what_is_not_read_is_told_plainly() {
    for (name, bytes, why) in [
        ("a.arc", &b"filedesc://x 127.0.0.1"[..], "ARC"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.7z", b"7z\xBC\xAF\x27\x1C", "7z"),
        ("a.txt", b"just words", "not a form"),
        ("a.bin", b"\x00\x01\x02\x03abcdefgh\x00", "not a text"),
        ("a.json", b"[1,2]", "JSON list"),
        ("a.json", b"{\n \"a\": 1\n}", "without posts"),
        ("a.xml", b"<?xml version=\"1.0\"?><a/>", "no feed"),
    ] {
        let (posts, rejects) = read(name, bytes);
        assert_eq!((posts.len(), rejects.len()), (0, 1), "{name}");
        assert!(rejects[0].why.contains(why), "{name}: {}", rejects[0].why);
    }
}

#[test]
fn texts_in_other_encodings_are_read() {
    let line = "{\"source\":\"s\",\"id\":\"1\",\"text\":\"Требуются девушки на работу, жильё наше\"}\n";
    let utf_16: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        encoding_rs::WINDOWS_1251.encode(line).0.into_owned(),
        encoding_rs::KOI8_R.encode(line).0.into_owned(),
        utf_16,
        [b"\xEF\xBB\xBF", line.as_bytes()].concat(),
    ] {
        assert_eq!(texts(&read("a.jsonl", &bytes).0), ["Требуются девушки на работу, жильё наше"]);
    }
}

#[test]
fn folders_are_listed_in_order_without_hidden_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.jsonl", "a.jsonl", ".hidden", "c/d.jsonl"] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    }
    let (files, rejects) = list(&[folder.path().to_owned(), folder.path().join("absent")]);
    let names: Vec<_> = files.iter().map(|file| file.path.strip_prefix(folder.path()).unwrap().display().to_string()).collect();
    assert_eq!(names, ["a.jsonl", "b.jsonl", "c/d.jsonl"]);
    assert_eq!(rejects.len(), 1);
}

/// Posts and rejects of each web archive of the shared samples.
#[test]
fn sample_web_archives_are_read_or_refused() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/warc"));
    if !folder.is_dir() {
        println!("skipped: shared/data/warc is absent");
        return;
    }
    let table = [
        ("bad.arc", 0, 1),
        ("example-bad-non-chunked.warc.gz", 1, 0),
        ("example-bad.warc.gz.bad", 1, 0),
        ("example-digest.warc", 0, 0),
        ("example-iana.org-chunked.warc", 1, 0),
        ("example-resource.warc.gz", 1, 0),
        ("example-space-in-target-uri.warc.gz", 0, 0),
        ("example-space-in-url.arc", 0, 1),
        ("example-trunc.warc", 1, 1),
        ("example-wget-bad-target-uri.warc.gz", 1, 0),
        ("example-wrong-chunks.warc.gz", 1, 0),
        ("example.arc", 0, 1),
        ("example.arc.gz", 0, 1),
        ("example.warc", 1, 0),
        ("example.warc.gz", 1, 0),
        ("post-test.warc.gz", 0, 0),
    ];
    let counted = table.map(|(name, ..)| {
        let (posts, rejects) = read(name, &std::fs::read(folder.join(name)).unwrap());
        assert!(posts.iter().all(|incoming| incoming.post.text.chars().count() > 20 && incoming.post.published.is_some()), "{name}");
        (name, posts.len(), rejects.len())
    });
    assert_eq!(counted, table);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_any_connector_panic(
        begin in proptest::sample::select(vec![
            "", "{\n \"messages\": [\n  {", "{\"messages\":[{\"id\":1,", "<rss><channel><item><title>", "<html><body>", "WARC/1.0\r\nContent-Length: 5\r\n\r\n",
            "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\n", "text,id\n",
            "<?xml version=\"1.0\" encoding=\"koi8-r\"?><feed><entry>",
        ]),
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        name in proptest::sample::select(vec!["a", "a.csv", "a.json", "a.html", "a.jsonl"]),
    ) {
        let _ = read(name, &[begin.as_bytes(), &bytes[..]].concat());
    }

    #[test]
    fn no_change_of_a_good_file_makes_it_panic(
        name in proptest::sample::select(vec!["chat.json", "account.json", "rss2.xml", "atom.xml", "page.html", "table_ru.csv"]),
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<proptest::sample::Index>(),
    ) {
        let mut bytes = fixture(name);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read(name, &bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(name, &bytes);
        let _ = read("a.gz", &gz(&bytes)[..]);
        let archive = zipped(&[(name, &bytes)]);
        let _ = read("a.zip", &archive);
    }
}
