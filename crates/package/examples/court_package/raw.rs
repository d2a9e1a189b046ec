//! ZIP files and lists put together by hand, for packages that are wrong.

use serde_json::Value;

use super::sample::{Members, hashes};

/// How a member is written.
#[derive(Clone)]
pub struct Raw {
    pub path: String,
    pub bytes: Vec<u8>,
    /// What the headers say besides: flags, method, time, length before compression, extra field in front and in the directory.
    pub flags: u16,
    pub method: u16,
    pub time: u16,
    pub length: Option<u32>,
    pub crc: Option<u32>,
    pub extra: Vec<u8>,
    /// Bytes between the member before and this one.
    pub before: Vec<u8>,
}

/// 2026-11-22 and 10:00:00.
const DATE: u16 = (2026 - 1980) << 9 | 11 << 5 | 22;
const TIME: u16 = 10 << 11;

impl Raw {
    pub fn new(path: &str, bytes: &[u8]) -> Self {
        let (path, bytes) = (path.to_owned(), bytes.to_vec());
        Self { path, bytes, flags: 0, method: 0, time: TIME, length: None, crc: None, extra: Vec::new(), before: Vec::new() }
    }

    fn head(&self) -> Vec<u8> {
        let stored = u32::try_from(self.bytes.len()).unwrap();
        let mut head = Vec::new();
        [10, self.flags, self.method, self.time, DATE].iter().for_each(|number| head.extend(number.to_le_bytes()));
        let crc = self.crc.unwrap_or_else(|| crc(&self.bytes));
        [crc, stored, self.length.unwrap_or(stored)].iter().for_each(|number| head.extend(number.to_le_bytes()));
        [self.path.len(), self.extra.len()].iter().for_each(|length| head.extend(u16::try_from(*length).unwrap().to_le_bytes()));
        head
    }
}

pub fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Members in the order of their paths.
pub fn raws(members: &Members) -> Vec<Raw> {
    members.iter().map(|(path, bytes)| Raw::new(path, bytes)).collect()
}

/// A ZIP file of members in this order.
pub fn zip_of(members: &[Raw]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        out.extend(&member.before);
        let offset = u32::try_from(out.len()).unwrap();
        out.extend([&b"PK\x03\x04"[..], &member.head(), member.path.as_bytes(), &member.extra, &member.bytes].concat());
        directory.extend([&b"PK\x01\x02\x14\x03"[..], &member.head(), &[0; 6], &(0o100_644_u32 << 16).to_le_bytes()].concat());
        directory.extend([&offset.to_le_bytes()[..], member.path.as_bytes(), &member.extra].concat());
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let numbers = [directory.len(), out.len()].map(|number| u32::try_from(number).unwrap().to_le_bytes());
    out.extend(&directory);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &numbers[0], &numbers[1], &[0; 2]].concat());
    out
}

pub fn zip(members: &Members) -> Vec<u8> {
    zip_of(&raws(members))
}

/// The members of a package that is whole.
pub fn unzip(package: &[u8]) -> Members {
    let number = |at: usize, width: usize| (0..width).rev().fold(0, |number, byte| number << 8 | usize::from(package[at + byte]));
    let (mut members, mut at) = (Members::new(), 0);
    while package[at..].starts_with(b"PK\x03\x04") {
        let (length, name) = (number(at + 18, 4), number(at + 26, 2));
        let start = at + 30 + name;
        let path = String::from_utf8(package[at + 30..start].to_vec()).unwrap();
        members.insert(path, package[start..start + length].to_vec());
        at = start + length;
    }
    members
}

/// Makes the lists for coreutils anew, as anybody can.
pub fn resum(members: &mut Members) {
    let (mut md5, mut sha256) = (String::new(), String::new());
    for (path, bytes) in members.iter().filter(|(path, _)| !path.ends_with("SUMS")) {
        let hashes = hashes(bytes);
        md5.push_str(&format!("{}  {path}\n", hashes.md5));
        sha256.push_str(&format!("{}  {path}\n", hashes.sha256));
    }
    members.insert("MD5SUMS".into(), md5.into_bytes());
    members.insert("SHA256SUMS".into(), sha256.into_bytes());
}

/// Makes the list fit what is there, and the sums too, as anybody can who knows the form.
pub fn relist(members: &mut Members) {
    let is_listed = |path: &str| {
        let is_exempt = path.ends_with("SUMS") || ["package.json", "log/checkpoint.txt"].contains(&path);
        !is_exempt && !path.ends_with("history.jsonl") && !path.contains("/proofs/")
    };
    let entry = |(path, bytes): (&String, &Vec<u8>)| {
        let hashes = hashes(bytes);
        format!(
            "    {{\n      \"path\": {},\n      \"bytes\": {},\n      \"sha256\": \"{}\",\n      \"md5\": \"{}\"\n    }}",
            Value::from(path.as_str()),
            bytes.len(),
            hashes.sha256,
            hashes.md5
        )
    };
    let files: Vec<String> = members.iter().filter(|(path, _)| is_listed(path)).map(entry).collect();
    let list = String::from_utf8(members["package.json"].clone()).unwrap();
    let (head, _) = list.split_once("  \"files\": [").unwrap();
    members.insert("package.json".into(), format!("{head}  \"files\": [\n{}\n  ]\n}}\n", files.join(",\n")).into_bytes());
    resum(members);
}

/// Changes a text within a member.
pub fn replace(members: &mut Members, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(members[path].clone()).unwrap();
    assert!(text.contains(from), "{from} is not in {path}");
    members.insert(path.into(), text.replacen(from, to, 1).into_bytes());
}
