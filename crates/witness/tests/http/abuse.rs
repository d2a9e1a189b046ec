//! What strangers send, and what comes at once.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use tlog::tree::prove_consistency;
use tlog::{Checkpoint, Frontier, Hash, KeyName, SignedCheckpoint, Signer, TreeHead};
use witness::logs::name_of;
use witness::{Limits, Remote, SubmitError, submit};

use crate::support::{ORIGIN, grow, key, listed, record, run, run_with};

/// A checkpoint of a log of so many leaves, all made of one letter.
fn checkpoint(letter: u8, size: u64) -> SignedCheckpoint {
    let mut edge = Frontier::new();
    for _ in 0..size {
        edge.append(Hash::leaf(&[letter]));
    }
    sign(ORIGIN, edge.head(), &[])
}

fn sign(origin: &str, head: TreeHead, extensions: &[&str]) -> SignedCheckpoint {
    let signer = Signer::new(KeyName::new(ORIGIN).unwrap(), &[7; 32]).unwrap();
    SignedCheckpoint::sign(Checkpoint::new(origin, head, extensions).unwrap(), &signer).unwrap()
}

/// The proof between two sizes of a log in which all leaves are the same: each full node of a level has the same hash.
fn proof(letter: u8, old: u64, new: u64) -> String {
    let node = |level: u32| (0..level).fold(Hash::leaf(&[letter]), |hash, _| Hash::node(&hash, &hash));
    let hashes = prove_consistency(old, new, |at| Some(node(at.level))).unwrap();
    hashes.iter().map(|hash| format!("{hash}\n")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_case_has_the_status_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let witness = run(folder.path()).await;
    let (three, five, other) = (checkpoint(b'a', 3), checkpoint(b'a', 5), checkpoint(b'b', 3));
    let stranger = sign("stranger.example/log", TreeHead::EMPTY, &[]);
    let forged = five.to_string().replace("\n5\n", "\n6\n");
    let long = "x".repeat(tlog::note::MAX_BYTES - 230);
    let too_long = sign(ORIGIN, five.checkpoint().head(), &[&long]);
    let grown = proof(b'a', 3, 5);
    let table: [(&str, String, u16); 15] = [
        ("not a request", "hello".into(), 400),
        ("no checkpoint", "old 0\n".into(), 400),
        ("no signature", format!("old 0\n\n{}", five.checkpoint()), 400),
        ("an unknown log", format!("old 0\n\n{stranger}"), 404),
        ("a changed checkpoint", format!("old 0\n\n{forged}"), 403),
        ("from a size that was never cosigned", format!("old 1\n\n{three}"), 409),
        ("the first", format!("old 0\n\n{three}"), 200),
        ("the same again, from nothing", format!("old 0\n\n{three}"), 409),
        ("the same again", format!("old 3\n\n{three}"), 200),
        ("another root at that size", format!("old 3\n\n{other}"), 422),
        ("no proof", format!("old 3\n\n{five}"), 422),
        ("a proof of another", format!("old 3\n{}\n{five}", proof(b'b', 3, 5)), 422),
        ("no room for the cosignature", format!("old 3\n{grown}\n{too_long}"), 500),
        ("a larger one", format!("old 3\n{grown}\n{five}"), 200),
        ("a smaller one", format!("old 5\n\n{three}"), 400),
    ];
    for (case, body, status) in table {
        let (got, answer) = witness.post(&body).await;
        assert_eq!(got, status, "{case}: {answer}");
        if status == 200 {
            assert!(answer.starts_with("— ombudsman.example/w1 "), "{case}: {answer}");
        }
    }
    assert_eq!(witness.post(&format!("old 0\n\n{five}")).await, (409, "5\n".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn its_pages_are_plain() {
    let folder = tempfile::tempdir().unwrap();
    let witness = run(folder.path()).await;
    let path = format!("/checkpoint/{}", name_of(ORIGIN));
    assert_eq!(witness.get("/").await, (200, format!("{}\n{path} 0 {ORIGIN}\n", witness.key)));
    for (path, status) in [(path.as_str(), 404), ("/checkpoint/..%2fwitness.key", 404), ("/witness.key", 404), ("/add-checkpoint", 405)] {
        assert_eq!(witness.get(path).await.0, status, "{path}");
    }
    let answer = witness.talk("GET / HTTP/1.1\r\nhost: w\r\n\r\n").await.to_lowercase();
    assert!(answer.contains("content-type: text/plain; charset=utf-8\r\n"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_huge_body_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let witness = run(folder.path()).await;
    let said = witness.talk("POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 99999999999\r\n\r\n").await;
    assert!(said.starts_with("HTTP/1.1 413 "), "{said}");
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x1_0000));
    let unsaid = format!("POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ntransfer-encoding: chunked\r\n\r\n{}", chunk.repeat(8));
    let answer = witness.talk(unsaid).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(witness.get("/").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_clients_are_left_and_hold_up_nobody_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { connections: 3, time: Duration::from_millis(400) };
    let witness = run_with(folder.path(), &listed(&key()), limits).await;
    let slow = ["", "POST /add-ch", "POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 50\r\n\r\nold 0"].map(|sent| {
        let mut stream = TcpStream::connect(witness.address).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        stream
    });
    assert_eq!(witness.get("/").await.0, 200, "all places are taken, but not for long");
    for mut stream in slow {
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut rest = Vec::new();
        assert!(!matches!(stream.read_to_end(&mut rest), Err(error) if error.kind() == std::io::ErrorKind::WouldBlock), "left open");
        assert!(rest.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_lists_at_once_one_is_cosigned() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let witness = run(folder.path()).await;
        let (one, two) = (format!("old 0\n\n{}", checkpoint(b'a', 3)), format!("old 0\n\n{}", checkpoint(b'b', 3)));
        let ((first, _), (second, _)) = tokio::join!(witness.post(&one), witness.post(&two));
        let mut both = [first, second];
        both.sort_unstable();
        assert_eq!(both, [200, 409]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_submissions_of_one_record_at_once_both_end_well() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, record) = (run(folder.path()).await, record(&folder.path().join("a.sqlite")).await);
    for _ in 0..10 {
        grow(&record, "line", 3).await;
        let (key, remote) = (key(), witness.remote());
        let (first, second) = tokio::join!(submit(&record, &key, &remote), submit(&record, &key, &remote));
        assert_eq!(first.unwrap().checkpoint.checkpoint(), second.unwrap().checkpoint.checkpoint());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_witness_is_told_from_one() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, record) = (run(folder.path()).await, record(&folder.path().join("a.sqlite")).await);
    for (answer, is_refusal) in
        [("200 OK\r\n\r\n<html>", false), ("301 Moved\r\nlocation: http://a/\r\n\r\n", true), ("409 C\r\n\r\n0\n", false)]
    {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let remote = Remote::new(&format!("http://{}", listener.local_addr().unwrap()), witness.key.clone()).unwrap();
        let answering = tokio::task::spawn_blocking(move || {
            let listener = listener.into_std().unwrap();
            listener.set_nonblocking(false).unwrap();
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            stream.write_all(format!("HTTP/1.1 {answer}").as_bytes()).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let _ = stream.read_to_end(&mut Vec::new());
        });
        let error = submit(&record, &key(), &remote).await.unwrap_err();
        assert_eq!(error.is_refusal(), is_refusal, "{error}");
        match error {
            SubmitError::NotAnAnswer { .. } | SubmitError::Refused { status: 301, .. } | SubmitError::Busy(0) => {}
            other => panic!("{other}"),
        }
        answering.await.unwrap();
    }
}
