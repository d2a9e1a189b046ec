//! Reading the text of a policy, a line at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, KeyKind, KnownLog, KnownWitness, Log, MAX_BYTES, Member, Policy, PolicyError, VerifierKey};
use crate::text::decimal;

pub(super) fn read(text: &[u8]) -> Result<Policy, PolicyError> {
    if text.len() > MAX_BYTES {
        return Err(PolicyError::TooLong(text.len()));
    }
    let lines = match text.strip_suffix(b"\n") {
        Some(lines) => lines,
        None if text.is_empty() => text,
        None => return Err(PolicyError::NotEnded),
    };
    let mut reading = Reading::default();
    for (line, number) in lines.split(|byte| *byte == b'\n').zip(1..) {
        reading.line(line, number)?;
    }
    let quorum = reading.quorum.ok_or(PolicyError::Quorum)?;
    Ok(Policy { logs: reading.logs, witnesses: reading.witnesses, groups: reading.groups, quorum })
}

/// What the lines so far define.
#[derive(Default)]
struct Reading<'a> {
    logs: Vec<KnownLog>,
    witnesses: Vec<KnownWitness>,
    groups: Vec<Group>,
    names: BTreeMap<&'a [u8], Member>,
    members: BTreeSet<&'a [u8]>,
    quorum: Option<Option<Member>>,
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &'a [u8], number: usize) -> Result<(), PolicyError> {
        if line.iter().any(|byte| *byte != b'\t' && byte.is_ascii_control()) {
            return Err(PolicyError::Control(number));
        }
        let items: Vec<&[u8]> = line.split(|byte| b" \t".contains(byte)).filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None, number),
            [b"log", key, url] => self.log(key, Some(url), number),
            [b"witness", name, key] => self.witness(name, key, None, number),
            [b"witness", name, key, url] => self.witness(name, key, Some(url), number),
            [b"group", name, threshold, members @ ..] => self.group(name, threshold, members, number),
            [b"quorum", name] => self.quorum(name, number),
            _ => Err(PolicyError::Line(number)),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>, number: usize) -> Result<(), PolicyError> {
        let key = key_of(key, KeyKind::Note, number)?;
        if self.logs.iter().flat_map(|known| known.log.keys()).any(|known| known.bytes() == key.bytes()) {
            return Err(PolicyError::SameKey(number));
        }
        let log = Log::new(key.name().as_str(), vec![key.clone()]).map_err(|_| PolicyError::Key(number))?;
        self.logs.push(KnownLog { log, url: url.map(text) });
        Ok(())
    }

    fn witness(&mut self, name: &'a [u8], key: &[u8], url: Option<&[u8]>, number: usize) -> Result<(), PolicyError> {
        let key = key_of(key, KeyKind::Cosignature, number)?;
        if self.witnesses.iter().any(|known| known.key.bytes() == key.bytes()) {
            return Err(PolicyError::SameKey(number));
        }
        self.name(name, Member::Witness(self.witnesses.len()), number)?;
        self.witnesses.push(KnownWitness { name: name.to_vec(), key, url: url.map(text) });
        Ok(())
    }

    fn group(&mut self, name: &'a [u8], threshold: &[u8], members: &[&'a [u8]], number: usize) -> Result<(), PolicyError> {
        let at_least = match threshold {
            b"any" => 1,
            b"all" => members.len(),
            written => std::str::from_utf8(written)
                .ok()
                .and_then(decimal)
                .and_then(|number| usize::try_from(number).ok())
                .ok_or(PolicyError::Number(number))?,
        };
        if at_least == 0 || at_least > members.len() {
            return Err(PolicyError::Number(number));
        }
        let members = members.iter().map(|member| self.member(member, number)).collect::<Result<_, _>>()?;
        self.name(name, Member::Group(self.groups.len()), number)?;
        self.groups.push(Group { name: name.to_vec(), at_least, members });
        Ok(())
    }

    fn member(&mut self, name: &'a [u8], number: usize) -> Result<Member, PolicyError> {
        let member = self.names.get(name).copied().ok_or(PolicyError::Unknown(number))?;
        if self.members.insert(name) { Ok(member) } else { Err(PolicyError::SameMember(number)) }
    }

    fn name(&mut self, name: &'a [u8], of: Member, number: usize) -> Result<(), PolicyError> {
        if name == b"none" || self.names.insert(name, of).is_some() { Err(PolicyError::SameName(number)) } else { Ok(()) }
    }

    fn quorum(&mut self, name: &[u8], number: usize) -> Result<(), PolicyError> {
        let quorum = match name {
            b"none" => None,
            name => Some(self.names.get(name).copied().ok_or(PolicyError::Unknown(number))?),
        };
        if self.quorum.replace(quorum).is_some() { Err(PolicyError::Quorum) } else { Ok(()) }
    }
}

fn key_of(written: &[u8], kind: KeyKind, number: usize) -> Result<VerifierKey, PolicyError> {
    let key: Option<VerifierKey> = std::str::from_utf8(written).ok().and_then(|written| written.parse().ok());
    key.filter(|key| key.kind() == kind).ok_or(PolicyError::Key(number))
}

/// An address is only ever shown or asked, so that what is no text in it may be lost.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
