//! The recipe of a package: a text for people in three languages, with the very commands by which somebody who has only coreutils, unzip
//! and openssl 3 checks what the verifiers check.
//!
//! The commands are the lines that begin with eight blanks; they are run by a test as they stand.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custody::ItemId;
use tlog::note::KeyKind;
use tlog::policy::{KnownWitness, PolicyError};
use tlog::{Policy, VerifierKey};

use crate::refuse_if;

const TEMPLATE: &str = include_str!("recipe.txt");
/// What stands before the 32 bytes of an Ed25519 key as a public key of X.509 (RFC 8410, section 4).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// The file of the log's key, without its ending.
const LOG: &str = "log";
/// Longer names of witnesses are not used as names of files.
const LONGEST: usize = 40;

/// Why there is no recipe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// The policy can't be read.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A package has the policy of one log.
    #[error("the policy of a package has one log, not {0}")]
    Logs(usize),
}

/// The key as openssl reads it: a public key in PEM.
#[must_use]
pub fn key_pem(key: &VerifierKey) -> String {
    let der = [&SPKI[..], key.bytes()].concat();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
}

/// The keys of a policy as files of a package, by their names without ending: first that of the log, then those of the witnesses.
///
/// # Errors
/// Where the policy can't be read or has not one log.
pub fn key_files(policy: &[u8]) -> Result<Vec<(String, Vec<u8>)>, RecipeError> {
    let keys = Keys::of(policy)?;
    Ok(keys.all().map(|(name, key)| (name.to_owned(), key_pem(key).into_bytes())).collect())
}

/// The text of `readme.txt` for a package of these items under this policy, whose keys stand beside it as [`key_files`] names them.
///
/// # Errors
/// Where the policy can't be read or has not one log.
pub fn recipe(policy: &[u8], items: &[ItemId]) -> Result<String, RecipeError> {
    let keys = Keys::of(policy)?;
    let items: String = items.iter().map(|item| format!("- {item}\n")).collect();
    let parts = [
        ("{{ITEMS}}", items.trim_end().to_owned()),
        ("{{KEYS}}\n", keys.commands(|name, key| format!("key {name} '\\00{}'", kind(key)))),
        ("{{ORIGIN}}", quoted(keys.log.name().as_str())),
        ("{{LOG}}\n", keys.signature()),
        ("{{COSIGNATURES}}\n", keys.cosignatures(policy)),
    ];
    // In one go, so that no name of a key can bring a mark of its own.
    let mut text = String::new();
    let mut rest = TEMPLATE;
    for (mark, part) in parts {
        let (before, behind) = rest.split_once(mark).unwrap_or((rest, ""));
        text.push_str(before);
        text.push_str(&part);
        rest = behind;
    }
    Ok(text + rest)
}

/// The keys of a policy with the names of their files.
struct Keys {
    log: VerifierKey,
    witnesses: Vec<(String, VerifierKey)>,
}

impl Keys {
    fn of(policy: &[u8]) -> Result<Self, RecipeError> {
        let policy = Policy::parse(policy)?;
        let mut logs = policy.logs().iter().flat_map(|known| known.log.keys());
        let log = logs.next().cloned();
        refuse_if(logs.next().is_some(), RecipeError::Logs(policy.logs().len()))?;
        let names: Vec<String> = policy.witnesses().iter().map(KnownWitness::name).collect();
        let witnesses = names.into_iter().zip(policy.witnesses()).zip(1..);
        let witnesses = witnesses.map(|((name, witness), number)| (file_name(&name, number), witness.key.clone())).collect();
        Ok(Self { log: log.ok_or(RecipeError::Logs(0))?, witnesses })
    }

    fn all(&self) -> impl Iterator<Item = (&str, &VerifierKey)> {
        [(LOG, &self.log)].into_iter().chain(self.witnesses.iter().map(|(name, key)| (name.as_str(), key)))
    }

    /// A command for each key.
    fn commands(&self, command: impl Fn(&str, &VerifierKey) -> String) -> String {
        let lines: String = self.all().map(|(name, key)| format!("        {}\n", command(name, key))).collect();
        lines + "\n"
    }

    /// The log's signature, taken out of the checkpoint and checked.
    fn signature(&self) -> String {
        let taken = format!("        line {} | tail -c +5 > \"$W/signature\"\n", start(&self.log));
        format!("{taken}        good {LOG} \"$W/text\"\n\n")
    }

    /// Who has signed, as 0 or 1 under the name of a variable; and whether that is enough.
    fn cosignatures(&self, policy: &[u8]) -> String {
        let mut lines = String::new();
        for ((name, key), number) in self.witnesses.iter().zip(1..) {
            let _ = writeln!(lines, "        w{number}=$(seen {name} {})", start(key));
        }
        lines.push_str(&rules(policy));
        lines + "\n"
    }
}

/// The groups and the quorum of a policy that was read, as sums of what has signed.
fn rules(policy: &[u8]) -> String {
    let mut lines = String::new();
    let mut names: BTreeMap<&[u8], String> = BTreeMap::new();
    let (mut witnesses, mut groups) = (0, 0);
    for line in policy.split(|byte| *byte == b'\n') {
        let words: Vec<&[u8]> = line.split(|byte| b" \t".contains(byte)).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [b"witness", name, ..] => {
                witnesses += 1;
                names.insert(name, format!("w{witnesses}"));
            }
            [b"group", name, needed, members @ ..] => {
                groups += 1;
                let sum: Vec<&str> = members.iter().filter_map(|member| names.get(member)).map(String::as_str).collect();
                let _ = writeln!(lines, "        g{groups}=$(({} >= {}))", sum.join(" + "), threshold(needed, members.len()));
                names.insert(name, format!("g{groups}"));
            }
            [b"quorum", b"none"] => {}
            [b"quorum", name] => {
                let variable = names.get(name).map_or("0", String::as_str);
                let _ = writeln!(lines, "        test \"${variable}\" -eq 1");
            }
            _ => {}
        }
    }
    lines
}

fn threshold(needed: &[u8], of: usize) -> String {
    match needed {
        b"any" => "1".to_owned(),
        b"all" => of.to_string(),
        number => String::from_utf8_lossy(number).into_owned(),
    }
}

/// The name of a witness, where it is one for a file; or its number.
fn file_name(name: &str, number: usize) -> String {
    let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    let is_plain = !name.is_empty() && name.len() <= LONGEST && name.bytes().all(is_letter);
    // Names of the second kind are nobody's own.
    let is_free = name != LOG && !name.starts_with('-') && !name.starts_with("witness-");
    if is_plain && is_free { name.to_owned() } else { format!("witness-{number}") }
}

/// How a signature line of a key begins, behind its dash: the name, and as much of the number as base64 shows by itself.
fn start(key: &VerifierKey) -> String {
    let number = STANDARD.encode(key.id().to_be_bytes());
    quoted(&format!("{} {}", key.name(), number.get(..5).unwrap_or_default()))
}

/// A text as one word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn kind(key: &VerifierKey) -> char {
    match key.kind() {
        KeyKind::Note => '1',
        KeyKind::Cosignature => '4',
    }
}
