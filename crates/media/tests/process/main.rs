//! The process that opens hostile files: this program starts itself, as `arasha` does, with the allocator of `arasha`.
//!
//! It is no list of `#[test]`s, because what it starts must be itself with nothing else on its standard output.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may be blunt, and says what it skips"
)]

mod made;

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use media::signs::Code;
use media::worker::{Examined, Limits, Wall, Worker, raise, serve};
use media::{Fault, Kind};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("media-worker") => serve(std::io::stdin().lock(), std::io::stdout().lock()).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),
        Some("climb") => climb(),
        Some("hog") => hog(),
        Some("spin") => spin(),
        _ => run(),
    }
}

fn run() -> ExitCode {
    let tests: [(&str, fn()); 12] = [
        ("a_picture_is_seen_and_covered", a_picture_is_seen_and_covered),
        ("photographs_of_cameras_are_seen", photographs_of_cameras_are_seen),
        ("the_walls_stand", the_walls_stand),
        ("memory_and_time_are_bounded", memory_and_time_are_bounded),
        ("bombs_are_refused_with_a_reason", bombs_are_refused_with_a_reason),
        ("a_worker_that_dies_is_an_answer", a_worker_that_dies_is_an_answer),
        ("a_worker_that_hangs_is_ended", a_worker_that_hangs_is_ended),
        ("a_worker_that_says_nonsense_is_not_believed", a_worker_that_says_nonsense_is_not_believed),
        ("a_decoder_out_of_memory_leaves_what_was_told", a_decoder_out_of_memory_leaves_what_was_told),
        ("a_file_that_breaks_off_is_an_error", a_file_that_breaks_off_is_an_error),
        ("a_film_larger_than_memory_is_told_of", a_film_larger_than_memory_is_told_of),
        ("every_beginning_of_a_picture_has_an_answer", every_beginning_of_a_picture_has_an_answer),
    ];
    let wanted = std::env::args().nth(1).filter(|word| !word.starts_with('-'));
    for (name, test) in tests.iter().filter(|(name, _)| wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()))) {
        let began = Instant::now();
        test();
        println!("test {name} ... ok ({:?})", began.elapsed());
    }
    ExitCode::SUCCESS
}

fn own() -> PathBuf {
    std::env::current_exe().unwrap()
}

fn worker() -> Worker {
    Worker::new(own(), ["media-worker"])
}

fn examine(worker: &Worker, name: &str, bytes: &[u8]) -> Result<Examined, Fault> {
    worker.examine(name, bytes.len().try_into().unwrap(), bytes)
}

fn picture_of(name: &str, bytes: &[u8]) -> Fault {
    examine(&worker(), name, bytes).unwrap().picture.unwrap_err()
}

fn a_picture_is_seen_and_covered() {
    let began = Instant::now();
    let seen = examine(&worker(), "a.png", &made::png(640, 480)).unwrap();
    println!("  one small picture took {:?}", began.elapsed());
    let picture = seen.picture.as_ref().unwrap();
    assert_eq!((picture.width, picture.height, picture.cover.sides()), (640, 480, (12, 9)));
    assert!(picture.mark().unwrap().is_telling());
    assert_eq!((seen.metadata.kind, seen.metadata.is_named_wrongly()), (Some(Kind::Png), false));
    let lying = examine(&worker(), "a.jpg", &made::png(640, 480)).unwrap();
    assert!(lying.metadata.is_named_wrongly() && lying.picture.is_ok());
    let again = lying.picture.unwrap();
    assert_eq!(again.mark(), seen.picture.unwrap().mark());
}

/// Real photographs, where they are: their small pictures are alike, and nothing personal is in what a log would show.
fn photographs_of_cameras_are_seen() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/exif");
    let Ok(files) = std::fs::read_dir(folder) else { return println!("  SKIPPED: no photographs in ../shared/data/exif") };
    let mut thumbnails = 0;
    for file in files.flatten().map(|file| file.path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let seen = examine(&worker(), &name, &std::fs::read(&file).unwrap()).unwrap();
        let picture = seen.picture.as_ref().unwrap_or_else(|fault| panic!("{name}: {fault}"));
        thumbnails += u32::from(picture.thumbnail.is_some());
        assert!(seen.signs().iter().all(|sign| sign.code != Code::ThumbnailDiffers), "{name}: {:?}", picture.thumbnail);
        assert!(!format!("{seen:?}").contains("latitude"), "{name}");
    }
    assert!(thumbnails > 0);
}

/// What a decoder that was taken over would try.
fn climb() -> ExitCode {
    let walls = raise(&Limits::default());
    let tries = [
        ("walls", walls.len() == 3),
        ("open", std::fs::File::open("/etc/passwd").is_err()),
        ("create", std::fs::write(std::env::temp_dir().join("a-worker-was-here"), "x").is_err()),
        ("remove", std::fs::remove_file("/no-such-file").unwrap_err().kind() == std::io::ErrorKind::PermissionDenied),
        ("list", std::fs::read_dir("/").is_err()),
        ("connect", std::net::TcpStream::connect("127.0.0.1:1").unwrap_err().kind() == std::io::ErrorKind::PermissionDenied),
        ("listen", std::net::UdpSocket::bind("127.0.0.1:0").is_err()),
        ("socket", std::os::unix::net::UnixStream::pair().is_err()),
        ("program", Command::new("/bin/true").spawn().is_err()),
        ("thread", std::thread::Builder::new().spawn(|| ()).is_err()),
        ("self", std::fs::read_link("/proc/self/exe").is_err()),
    ];
    for (name, held) in tries {
        println!("{name} {}", if held { "held" } else { "OPEN" });
    }
    ExitCode::SUCCESS
}

fn child(word: &str) -> std::process::Output {
    Command::new(own()).arg(word).env_clear().env("MIMALLOC_ARENA_RESERVE", "0").output().unwrap()
}

fn the_walls_stand() {
    let seen = examine(&worker(), "a.png", &made::png(64, 48)).unwrap();
    if !seen.walls.contains(&Wall::SystemCalls) {
        println!("  SKIPPED: this kernel filters no system calls; the answer says so: {:?}", seen.walls);
        return;
    }
    assert_eq!(seen.walls, [Wall::Limits, Wall::NoNewPrivileges, Wall::SystemCalls]);
    let told = String::from_utf8(child("climb").stdout).unwrap();
    assert_eq!((told.matches("held").count(), told.contains("OPEN")), (11, false), "{told}");
}

fn hog() -> ExitCode {
    let _walls = raise(&Limits { memory: 256 << 20, ..Limits::default() });
    let mut all: Vec<Vec<u8>> = Vec::new();
    for _ in 0..64 {
        all.push(vec![1; 64 << 20]);
    }
    println!("{}", all.len());
    ExitCode::SUCCESS
}

fn spin() -> ExitCode {
    let _walls = raise(&Limits { cpu_seconds: 1, ..Limits::default() });
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(60) {
        std::hint::black_box(began);
    }
    ExitCode::SUCCESS
}

fn memory_and_time_are_bounded() {
    for word in ["hog", "spin"] {
        let ended = child(word);
        assert!(!ended.status.success() && ended.stdout.is_empty(), "{word}: {ended:?}");
    }
}

fn bombs_are_refused_with_a_reason() {
    let most = Limits::default().pixels;
    assert_eq!(picture_of("a.png", &made::png_that_says(60_000, 60_000)), Fault::TooManyPixels { width: 60_000, height: 60_000, most });
    assert!(matches!(picture_of("a.png", &made::png_that_says(0, 5)), Fault::Broken(_)));
    assert_eq!(picture_of("a.jpg", b"#!/bin/sh\n"), Fault::LyingName { named: Kind::Jpeg });
    assert_eq!(picture_of("a.jpg", b"PK\x03\x04"), Fault::LyingName { named: Kind::Jpeg });
    assert_eq!(picture_of("a.pdf", b"%PDF-1.7"), Fault::NotAPicture);
    assert_eq!(picture_of("a", b""), Fault::NotAPicture);
    assert_eq!(picture_of("a.heic", b"\0\0\0\x18ftypheic"), Fault::NotDecoded { kind: Kind::Heif });
    let text = vec![b'x'; 9_000];
    let small = worker().with_limits(Limits { bytes: 8_999, ..Limits::default() });
    assert_eq!(examine(&small, "a.png", &text).unwrap().picture, Err(Fault::TooLarge { bytes: 9_000, most: 8_999 }));
    // Forty megabytes of nothing in forty kilobytes, in a note and a profile that nobody asked for.
    let began = Instant::now();
    let seen = examine(&worker(), "a.png", &made::png_with_a_bomb()).unwrap();
    assert!(seen.picture.is_ok_and(|seen| (seen.width, seen.height) == (16, 16)) && began.elapsed() < Duration::from_secs(5));
    assert!(examine(&worker(), "a.docx", &made::zip_bomb()).unwrap().metadata.broken.is_empty());
}

fn a_worker_that_dies_is_an_answer() {
    let dies = |script: &str| examine(&Worker::new("/bin/sh", ["-c", script]), "a.png", b"x").unwrap_err();
    assert_eq!(dies("kill -9 $$"), Fault::Died { signal: Some(9) });
    assert_eq!(dies("kill -24 $$"), Fault::TookTooLong);
    assert_eq!(dies("exit 3"), Fault::Died { signal: None });
    assert_eq!(dies("exec /bin/true"), Fault::Died { signal: None });
    assert!(matches!(examine(&Worker::new("/no/such/program", ["x"]), "a.png", b"x"), Err(Fault::NotStarted(_))));
}

fn a_worker_that_hangs_is_ended() {
    let limits = Limits { seconds: 1, ..Limits::default() };
    let large = vec![0; 10 << 20];
    for script in ["exec sleep 60", "exec >&-; exec sleep 60", "cat >/dev/null; exec sleep 60"] {
        let began = Instant::now();
        let fault = examine(&Worker::new("/bin/sh", ["-c", script]).with_limits(limits), "a.png", &large).unwrap_err();
        // One that closes its output has said that it says no more; it is ended a second later.
        assert!(matches!(fault, Fault::TookTooLong | Fault::Died { signal: Some(9) }), "{script}: {fault:?}");
        assert!(began.elapsed() < Duration::from_secs(10), "{script}");
    }
}

fn a_worker_that_says_nonsense_is_not_believed() {
    for script in ["echo nonsense is no answer", "printf '\\0\\0\\0\\002{}'", "exec cat /dev/zero", "exec yes"] {
        let fault = examine(&Worker::new("/bin/sh", ["-c", script]), "a.png", b"x").unwrap_err();
        assert_eq!(fault, Fault::Garbled, "{script}");
    }
}

fn a_decoder_out_of_memory_leaves_what_was_told() {
    // Enough for the program and the file, not for the picture; the decoder's own bound lets it try.
    let limits = Limits { memory: 80 << 20, ..Limits::default() };
    let large = made::png(6_000, 6_000);
    let seen = examine(&worker().with_limits(limits), "a.png", &large).unwrap();
    assert!(matches!(seen.picture, Err(Fault::Died { signal: Some(_) } | Fault::Broken(_))), "{:?}", seen.picture.map(|seen| seen.pdq));
    assert_eq!(seen.metadata.number(media::metadata::What::Width), Some(6_000.0));
    let limits = Limits { cpu_seconds: 0, ..Limits::default() };
    let seen = examine(&worker().with_limits(limits), "a.png", &large);
    let fault = seen.map_or_else(|fault| fault, |seen| seen.picture.unwrap_err());
    assert!(matches!(fault, Fault::TookTooLong | Fault::Died { .. }), "{fault:?}");
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is broken"))
    }
}

fn a_file_that_breaks_off_is_an_error() {
    let png = made::png(64, 48);
    let short = worker().examine("a.png", 1_000_000, png.as_slice()).unwrap_err();
    assert!(matches!(short, Fault::Source(_)), "{short:?}");
    assert_eq!(worker().examine("a.png", 9, Broken).unwrap_err(), Fault::Source("the disk is broken".into()));
}

fn a_film_larger_than_memory_is_told_of() {
    let (head, tail) = made::film();
    let middle: u64 = 300 << 20;
    let mdat = [&[0, 0, 0, 1], b"mdat".as_slice(), &(middle + 16).to_be_bytes()].concat();
    let length = u64::try_from(head.len() + mdat.len() + tail.len()).unwrap() + middle;
    let source = head.as_slice().chain(mdat.as_slice()).chain(std::io::repeat(7).take(middle)).chain(tail.as_slice());
    let began = Instant::now();
    let seen = worker().examine("a.mp4", length, source).unwrap();
    println!("  300 MB of film took {:?}", began.elapsed());
    assert_eq!(seen.metadata.number(media::metadata::What::Duration), Some(7.0));
    assert_eq!(seen.picture, Err(Fault::NotAPicture));
    assert_eq!(seen.metadata.broken.len(), 1, "it says that it did not read all");
}

fn every_beginning_of_a_picture_has_an_answer() {
    let png = made::png(5, 4);
    for end in 0..png.len() {
        let seen = examine(&worker(), "a.png", &png[..end]).unwrap();
        assert!(seen.picture.is_err() || end > png.len() - 16, "{end}");
    }
}
