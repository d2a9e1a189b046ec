//! Capturing a page through the program, as somebody at a terminal does it.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may be blunt, and says what it skips")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn arasha(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_arasha")).arg("--home").arg(home).args(arguments).env_remove("ARASHA_RECORD").output().unwrap()
}

/// A site with one page.
fn site() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4_096]);
            let body = "<!DOCTYPE html><link rel=\"icon\" href=\"data:,\"><p>Жұмыс</p>";
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(&[head.as_bytes(), body.as_bytes()].concat());
        }
    });
    address
}

fn is_there() -> bool {
    let there = Path::new("/usr/bin/chromium").exists();
    if !there {
        eprintln!("skipped: Chromium is not there (make chromium)");
    }
    there
}

#[test]
fn a_page_is_captured_sealed_and_in_the_record() {
    if !is_there() {
        return;
    }
    let (home, place) = (tempfile::tempdir().unwrap(), site().to_string());
    let address = format!("http://{place}/");
    let made = arasha(home.path(), &["--json", "capture", &address, "--no-sandbox", "--reach", &place]);
    let line: Value = serde_json::from_slice(&made.stdout).unwrap_or_default();
    assert!(made.status.success(), "{line} {}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(line["files"].as_array().map(Vec::len), Some(6), "{line}");
    assert_eq!((line["missing"].as_array().map(Vec::len), line["short"].as_array().map(Vec::len)), (Some(0), Some(0)), "{line}");
    let item = format!("item/{}", line["item"].as_str().unwrap());
    let told = arasha(home.path(), &["--json", "audit"]);
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.matches(&item).count() >= 9, "begun, answers, six files, completed: {told}");
    assert_eq!((&line["seal"]["sealed"], &line["seal"]["witnesses"]), (&line["item"], &serde_json::json!([])), "{line}");
    let verified = arasha(home.path(), &["--json", "verify", "--deep"]);
    let said: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!((verified.status.code(), &said["vault"]["originals"]), (Some(0), &serde_json::json!(6)), "{said}");

    // A policy that asks for somebody who has seen nothing.
    let key = String::from_utf8(arasha(home.path(), &["checkpoint", "--key"]).stdout).unwrap();
    let witness = tlog::Cosigner::new(tlog::KeyName::new("prosecutor.example").unwrap(), &[2; 32]).unwrap();
    let policy = format!("log {}\nwitness prosecutor {} http://127.0.0.1:1\nquorum prosecutor\n", key.trim(), witness.verifier());
    std::fs::write(home.path().join("record/policy"), policy).unwrap();
    let sealed = arasha(home.path(), &["seal", line["item"].as_str().unwrap()]);
    let said = String::from_utf8(sealed.stdout).unwrap();
    assert!(sealed.status.code() == Some(1) && said.contains("not sealed") && said.contains("without prosecutor"), "{said}");
    std::fs::write(home.path().join("record/policy"), "quorum all\n").unwrap();
    let broken = arasha(home.path(), &["seal", line["item"].as_str().unwrap()]);
    assert!(String::from_utf8(broken.stderr).unwrap().contains("line 1 names somebody who is not defined above"));

    // A server has the vault open: the record is checked all the same, and it is said that the vault was not.
    let open = vault::Originals::at(home.path(), means(home.path())).unwrap();
    let verified = arasha(home.path(), &["verify"]);
    let said = String::from_utf8(verified.stdout).unwrap();
    assert!(verified.status.success() && said.contains("NOT LOOKED AT") && said.contains("record: sound"), "{said}");
    drop(open);

    // Somebody at the disk.
    let original = files_below(&home.path().join("vault/originals")).pop().unwrap();
    std::fs::remove_file(&original).unwrap();
    let verified = arasha(home.path(), &["verify"]);
    let said = String::from_utf8(verified.stdout).unwrap();
    assert!(verified.status.code() == Some(1) && said.contains("its file is missing") && said.contains("vault: NOT SOUND"), "{said}");
}

fn means(home: &Path) -> vault::Means {
    let master = store::FileKey::at(&home.join("record/master.key"), [0; 32]).unwrap();
    vault::Means { master: std::sync::Arc::new(master), random: store::Random::system(), largest: 1 << 20 }
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[test]
fn what_is_inside_is_refused_and_the_attempt_is_in_the_record() {
    if !is_there() {
        return;
    }
    let (home, place) = (tempfile::tempdir().unwrap(), site().to_string());
    let made = arasha(home.path(), &["capture", &format!("http://{place}/"), "--no-sandbox"]);
    let said = String::from_utf8(made.stdout).unwrap();
    assert_eq!(made.status.code(), Some(1));
    assert!(said.starts_with("item-") && said.contains("not in the public network"), "{said}");
    let told = String::from_utf8(arasha(home.path(), &["audit"]).stdout).unwrap();
    assert!(told.contains("begun") && told.contains("failed"), "{told}");
    assert_eq!(arasha(home.path(), &["capture", "ftp://example.org/", "--no-sandbox"]).status.code(), Some(1));
    assert_eq!(arasha(home.path(), &["capture"]).status.code(), Some(2));
}
