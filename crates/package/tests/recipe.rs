//! The commands of the recipe, run by `sh` on packages that are whole and on packages that are not.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may be blunt, its helpers too")]

#[path = "../examples/court_package/raw.rs"]
#[expect(dead_code, reason = "an example's part that is wanted here in part")]
mod raw;
#[path = "../examples/court_package/sample.rs"]
#[expect(dead_code, reason = "an example's part that is wanted here in part")]
mod sample;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use package::recipe::{RecipeError, key_files, key_pem, recipe};
use sample::{Members, PAGE, UPLOAD, item};

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("arasha-recipe-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text() -> String {
    recipe(sample::policy(1).as_bytes(), &[item(PAGE), item(UPLOAD)]).unwrap()
}

/// Whether all commands of the recipe succeed, down to the OK at the end, and what they say.
fn run(folder: &Path, recipe: &str, package: &[u8]) -> (bool, String) {
    fs::write(folder.join("package.zip"), package).unwrap();
    fs::write(folder.join("readme.txt"), recipe).unwrap();
    // The line that the recipe names.
    let line = recipe.lines().find(|line| line.contains("sh check.sh")).unwrap();
    let done = Command::new("sh").arg("-c").arg(line).current_dir(folder).env("TMPDIR", folder).output().expect("there is sh");
    let said = [done.stderr, done.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(!said.contains("not found"), "the recipe needs unzip and openssl 3: {said}");
    (done.status.success() && said.ends_with("\nOK\n"), said)
}

fn changed(name: &str, whole: &Members, change: impl FnOnce(&mut Members)) -> (bool, String) {
    let mut members = whole.clone();
    change(&mut members);
    raw::resum(&mut members);
    let folder = Folder::new(name);
    run(&folder.0, &text(), &raw::zip(&members))
}

#[test]
fn a_whole_package_passes_by_the_very_commands_of_the_text() {
    let folder = Folder::new("whole");
    let (is_good, said) = run(&folder.0, &text(), &sample::sample(b"page").0);
    assert!(is_good, "{said}");
    for part in ["Signature Verified Successfully", "ministry: ", "prosecutor: ", "shelter: "] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("hotline: "), "it has not signed: {said}");
}

/// Changes after which the lists of sums were made anew, so that only signatures and proofs can tell.
#[test]
fn a_changed_package_fails() {
    type Change = fn(&mut Members);
    let changes: [(&str, Change); 12] = [
        ("a-paper", |m| raw::replace(m, "papers/protocol.pdf", "real", "true")),
        ("one-file-more", |m| drop(m.insert("papers/more.txt".into(), b"more".to_vec()))),
        ("a-kept-file", |m| drop(m.insert("items/item-0000000000000000000000000a/files/originals/chat.txt".into(), b"another".to_vec()))),
        ("an-entry", |m| raw::replace(m, "items/item-00000000000000000000000009/history.jsonl", "casework", "response")),
        ("the-list", |m| raw::replace(m, "package.json", "A sample", "B sample")),
        ("the-size-of-the-log", |m| raw::replace(m, "log/checkpoint.txt", "example.kz/log\n", "example.kz/log\n1")),
        ("the-name-of-the-log", |m| raw::replace(m, "log/checkpoint.txt", "example.kz/log\n", "example.kz/lag\n")),
        ("without-the-log", |m| lines(m, |line| !line.starts_with("— example.kz/log "))),
        ("without-the-ministry", |m| lines(m, |line| !line.starts_with("— ministry"))),
        ("without-any-ngo", |m| lines(m, |line| !line.starts_with("— shelter"))),
        ("another-key", |m| drop(m.insert("log/log.pem".into(), key_files(sample::policy(7).as_bytes()).unwrap().remove(0).1))),
        ("another-proof", |m| {
            let proof = m.get("items/item-00000000000000000000000009/proofs/000001.tlog-proof").unwrap().clone();
            m.insert("items/item-00000000000000000000000009/proofs/000002.tlog-proof".into(), proof);
        }),
    ];
    let whole = raw::unzip(&sample::sample(b"page").0);
    for (name, change) in changes {
        let (is_good, said) = changed(name, &whole, change);
        assert!(!is_good, "{name}: {said}");
    }
}

/// Keeps some lines of the checkpoint, here and in all proofs.
fn lines(members: &mut Members, is_kept: impl Fn(&str) -> bool) {
    for (path, content) in members.iter_mut() {
        if path == "log/checkpoint.txt" || path.ends_with(".tlog-proof") {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text.lines().filter(|line| is_kept(line)).map(|line| format!("{line}\n")).collect::<String>().into_bytes();
        }
    }
}

/// The lists of sums as they were: they alone tell.
#[test]
fn a_file_that_does_not_fit_its_sum_fails() {
    let mut members = raw::unzip(&sample::sample(b"page").0);
    members.insert("papers/protocol.pdf".into(), b"%PDF-1.7 another\n".to_vec());
    let folder = Folder::new("sums");
    let (is_good, said) = run(&folder.0, &text(), &raw::zip(&members));
    assert!(!is_good && said.contains("papers/protocol.pdf"), "{said}");
}

#[test]
fn keys_are_files_that_openssl_reads() {
    let files = key_files(sample::policy(1).as_bytes()).unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["log", "ministry", "prosecutor", "shelter", "hotline"]);
    let key = sample::log_key(1).verifier().clone();
    assert_eq!(files.first().unwrap().1, key_pem(&key).into_bytes());
    let folder = Folder::new("pem");
    let path = folder.0.join("key.pem");
    fs::write(&path, key_pem(&key)).unwrap();
    let read = Command::new("openssl").args(["pkey", "-pubin", "-outform", "DER", "-in"]).arg(&path).output().unwrap();
    assert!(read.stdout.ends_with(key.bytes()) && read.stdout.len() == 44);
}

#[test]
fn names_of_witnesses_give_no_commands() {
    let witness = |name: &str, seed: u8| {
        let key = tlog::Cosigner::new(tlog::KeyName::new(name).unwrap(), &[seed; 32]).unwrap();
        key.verifier().to_string()
    };
    let log = sample::log_key(1).verifier().to_string();
    let names = ["log", "$(reboot)", "witness-1", "-x"];
    let lines: String =
        names.iter().zip(2..).map(|(name, seed)| format!("witness {name} {}\n", witness("it's;`reboot`{{LOG}}", seed))).collect();
    let policy = format!("log {log}\n{lines}group g 2 log $(reboot) -x\nquorum g\n");
    let files = key_files(policy.as_bytes()).unwrap();
    assert_eq!(
        files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["log", "witness-1", "witness-2", "witness-3", "witness-4"]
    );
    let text = recipe(policy.as_bytes(), &[item(PAGE)]).unwrap();
    assert!(text.contains("w1=$(seen witness-1 'it'\\''s;`reboot`{{LOG}} "), "{text}");
    assert!(text.contains("        g1=$((w1 + w2 + w4 >= 2))\n        test \"$g1\" -eq 1\n"), "{text}");
    assert!(!text.contains("$(reboot)"), "{text}");
}

#[test]
fn a_policy_without_one_log_has_no_recipe() {
    assert_eq!(recipe(b"quorum none\n", &[]), Err(RecipeError::Logs(0)));
    let two = format!("log {}\nlog {}\nquorum none\n", sample::log_key(1).verifier(), sample::log_key(7).verifier());
    assert_eq!(key_files(two.as_bytes()), Err(RecipeError::Logs(2)));
    assert!(matches!(recipe(b"quorum", &[]), Err(RecipeError::Policy(_))));
    let none = format!("log {}\nquorum none\n", sample::log_key(1).verifier());
    assert!(!recipe(none.as_bytes(), &[item(PAGE)]).unwrap().contains("{{"));
}
