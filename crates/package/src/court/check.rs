//! The strict check of a court package.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek};

use custody::ItemId;
use record::Moment;
use tlog::{Policy, SignedCheckpoint};

use super::disclosures::{self, MAX_DISCLOSURES};
use super::flaw::Findings;
use super::history::{History, MAX_HISTORY};
use super::list::{List, MAX_LIST, SumsFile};
use super::place::{self, CHECKPOINT, LIST, PATHS, POLICY, Part, Place, path_of};
use super::proofs::{self, MAX_PROOF};
use super::report::{Report, Shown, ShownLog};
use super::{Facts, Flaw, item, log};
use crate::wacz::{Expected, check_with_archive};
use crate::warc::Limits;
use crate::zip::form::Stamp;
use crate::zip::structure::{self, Found, Structure};
use crate::zip::{Part as Slice, ZipFlaw, measure_with_md5};

/// Checks a package: its form, its lists, its log, and of each item the history, the proofs, the files, the web archive and what is shown of
/// hidden fields. Nothing found: every byte is as the log says, and the log is the one that the policy believes.
///
/// With a policy from outside the package has to have the same one. Without, the package's own is believed, and [`Report`] says so.
///
/// # Errors
/// Where the stream fails; a package that can't be read is a finding.
pub fn check_court(package: impl Read + Seek, trust: Option<&Policy>) -> io::Result<Report> {
    let mut check = Check { package, members: BTreeMap::new(), findings: Findings::default() };
    let structure = structure::read(&mut check.package, PATHS)?;
    let is_readable = !structure.overlaps && (structure.flaws.is_empty() || !structure.files.is_empty());
    let stamps = check.form(structure)?;
    let mut report = Report { is_policy_given: trust.is_some(), members: check.members.len(), ..Report::default() };
    if is_readable {
        check.content(&stamps, trust, &mut report)?;
    }
    Ok(report.with(check.findings))
}

/// A member that can be read.
struct Member {
    start: u64,
    facts: Facts,
}

struct Check<R> {
    package: R,
    members: BTreeMap<String, Member>,
    findings: Findings,
}

impl<R: Read + Seek> Check<R> {
    /// What is in the package.
    fn content(&mut self, stamps: &[(String, Stamp)], trust: Option<&Policy>, report: &mut Report) -> io::Result<()> {
        let list = self.list()?;
        self.sums();
        let (checkpoint, shown) = self.log(list.as_ref(), trust)?;
        report.log = shown;
        let Some(list) = list else { return Ok(()) };
        self.stamps(stamps, list.created);
        for item in self.items(&list) {
            report.items.push(self.item(item, checkpoint.as_ref())?);
        }
        (report.title, report.created, report.software) = (Some(list.title), Some(list.created), Some(list.software));
        Ok(())
    }

    /// The form of the ZIP file; every member is measured, and its time stamp is given back.
    fn form(&mut self, structure: Structure) -> io::Result<Vec<(String, Stamp)>> {
        structure.flaws.into_iter().for_each(|(path, flaw)| self.findings.push(path.as_deref(), Flaw::Zip(flaw)));
        let mut stamps: Vec<(String, Stamp)> = Vec::new();
        let found: Vec<Found> = if structure.overlaps { Vec::new() } else { structure.files };
        for Found { member, start, length } in found {
            let (measured, md5) = measure_with_md5(&mut Slice::new(&mut self.package, start, length))?;
            if (measured.crc, measured.length) != (member.crc, length) {
                self.findings.push(Some(&member.path), Flaw::Zip(ZipFlaw::Checksum));
            }
            if stamps.last().is_some_and(|(before, _)| *before > member.path) {
                self.findings.push(Some(&member.path), Flaw::Order);
            }
            self.members.insert(member.path.clone(), Member { start, facts: Facts::of((measured, md5)) });
            stamps.push((member.path, member.stamp));
        }
        Ok(stamps)
    }

    fn stamps(&mut self, stamps: &[(String, Stamp)], created: Moment) {
        let expected = Stamp::of(created);
        let late = stamps.iter().filter(|(_, stamp)| Some(*stamp) != expected);
        late.for_each(|(path, _)| self.findings.push(Some(path), Flaw::Stamp));
    }

    /// `package.json`, and every member against it.
    fn list(&mut self) -> io::Result<Option<List>> {
        let Some(text) = self.text(LIST, MAX_LIST)? else {
            place::required(&[]).for_each(|path| self.require(&path));
            return Ok(None);
        };
        let (list, flaws) = List::read(&text);
        flaws.into_iter().for_each(|flaw| self.findings.push(Some(LIST), flaw));
        if let Some(list) = &list {
            self.listed(list);
        }
        Ok(list)
    }

    fn listed(&mut self, list: &List) {
        let listed: BTreeSet<&str> = list.files.iter().map(|file| file.path.as_str()).collect();
        for file in &list.files {
            match self.members.get(&file.path) {
                None => self.findings.push(Some(&file.path), Flaw::Missing),
                Some(member) if member.facts == file.facts() => {}
                Some(_) => self.findings.push(Some(&file.path), Flaw::File),
            }
        }
        place::required(&list.items).filter(|path| !listed.contains(path.as_str())).for_each(|path| self.require(&path));
        let items: BTreeSet<ItemId> = list.items.iter().copied().collect();
        for path in self.members.keys() {
            match Place::of(path) {
                None => self.findings.push(Some(path), Flaw::Unexpected),
                Some(Place::Of(item, _)) if !items.contains(&item) => self.findings.push(Some(path), Flaw::Unexpected),
                Some(place) if place.is_listed() && !listed.contains(path.as_str()) => self.findings.push(Some(path), Flaw::Unlisted),
                Some(_) => {}
            }
        }
    }

    fn require(&mut self, path: &str) {
        if !self.members.contains_key(path) {
            self.findings.push(Some(path), Flaw::Missing);
        }
    }

    /// The lists for coreutils.
    fn sums(&mut self) {
        for sums in SumsFile::BOTH {
            let expected = sums.measure(self.members.iter().map(|(path, member)| (path.as_str(), &member.facts)));
            let is = self.members.get(sums.path()).map(|member| (member.facts.sha256, member.facts.bytes));
            if is.is_some_and(|is| is != expected) {
                self.findings.push(Some(sums.path()), Flaw::Sums);
            }
        }
    }

    /// Policy and checkpoint. Where a policy was given, it is the one that counts.
    fn log(&mut self, list: Option<&List>, trust: Option<&Policy>) -> io::Result<(Option<SignedCheckpoint>, Option<ShownLog>)> {
        let own = self.text(POLICY, log::MAX_TEXT)?.map(|text| log::read_policy(&text));
        let own = own.and_then(|own| own.map_err(|flaw| self.findings.push(Some(POLICY), flaw)).ok());
        if let (Some(own), Some(trust)) = (&own, trust)
            && own != trust
        {
            self.findings.push(Some(POLICY), Flaw::OtherPolicy);
        }
        let Some(policy) = trust.or(own.as_ref()) else { return Ok((None, None)) };
        if list.is_some_and(|list| Some(list.log.as_str()) != log::name(policy)) {
            self.findings.push(Some(LIST), Flaw::ListLog);
        }
        let Some(text) = self.text(CHECKPOINT, log::MAX_TEXT)? else { return Ok((None, None)) };
        let (checkpoint, shown, flaw) = log::show(&text, policy);
        flaw.into_iter().for_each(|flaw| self.findings.push(Some(CHECKPOINT), flaw));
        Ok((checkpoint, shown))
    }

    /// The items that have a history, each once, whatever the list says: what it names without end must not be looked for without end.
    fn items(&self, list: &List) -> BTreeSet<ItemId> {
        let has_history = |item: &&ItemId| self.members.contains_key(&path_of(**item, Part::History));
        list.items.iter().filter(has_history).copied().collect()
    }

    /// One item.
    fn item(&mut self, item: ItemId, checkpoint: Option<&SignedCheckpoint>) -> io::Result<Shown> {
        let path = path_of(item, Part::History);
        let text = self.text(&path, MAX_HISTORY)?;
        let findings = &mut self.findings;
        let history = text.map(|text| History::read(item, &text, &mut |entry, flaw| findings.push_entry(Some(&path), entry, flaw)));
        let history = history.unwrap_or_default();
        let list = self.members.get(LIST).map(|member| member.facts);
        if let (Some((package, _)), Some(list)) = (&history.exported, list)
            && !item::names(package, &list)
        {
            self.findings.push_entry(Some(&path), Some(history.leaves.len() as u64), Flaw::Exported);
        }
        let proven = self.proofs(item, &history, checkpoint)?;
        let wrong = self.kept(item, &history);
        self.archive(item, &history)?;
        let disclosed = self.disclosures(item, &history)?;
        Ok(Shown::of(item, history, proven, &wrong, &disclosed))
    }

    /// The proofs of an item's entries; how many of them hold.
    fn proofs(&mut self, item: ItemId, history: &History, checkpoint: Option<&SignedCheckpoint>) -> io::Result<usize> {
        let before = self.findings.count();
        for (entry, version) in history.leaves.iter().zip(1..) {
            let path = path_of(item, Part::Proof(version));
            let flaw = match self.text(&path, MAX_PROOF)? {
                None => Some(Flaw::NoProof),
                Some(proof) => checkpoint.and_then(|checkpoint| proofs::flaw(&proof, *entry, checkpoint)),
            };
            flaw.into_iter().for_each(|flaw| self.findings.push_entry(Some(&path), Some(version), flaw));
        }
        let wrong = usize::try_from(self.findings.count() - before).unwrap_or(usize::MAX);
        let last = history.leaves.len() as u64;
        let without =
            of_item(&self.members, item).filter(|(_, part, _)| matches!(part, Part::Proof(version) if *version == 0 || *version > last));
        without.for_each(|(path, ..)| self.findings.push(Some(path), Flaw::NoEntry));
        Ok(if checkpoint.is_some() { history.leaves.len().saturating_sub(wrong) } else { 0 })
    }

    /// The files of an item against its history; the names of those that are wrong, in order.
    fn kept(&mut self, item: ItemId, history: &History) -> Vec<String> {
        let Some(begun) = &history.state.begun else { return Vec::new() };
        let there = of_item(&self.members, item).filter_map(|(_, part, facts)| match part {
            Part::Kept(name) => Some((name, facts)),
            _ => None,
        });
        let there: BTreeMap<&str, Facts> = there.collect();
        let wrong = item::compare_files(begun, &there);
        let mut names: Vec<String> = wrong.iter().map(|(name, _)| (*name).to_owned()).collect();
        for (name, flaw) in wrong {
            self.findings.push(Some(&path_of(item, Part::Kept(name))), flaw);
        }
        names.sort_unstable();
        names
    }

    /// The web archive for players.
    fn archive(&mut self, item: ItemId, history: &History) -> io::Result<()> {
        let path = path_of(item, Part::Archive);
        let Some(member) = self.members.get(&path) else { return Ok(()) };
        let archive = Slice::new(&mut self.package, member.start, member.facts.bytes);
        let (found, archive) = check_with_archive(archive, Expected::default(), Limits::default())?;
        found.into_iter().for_each(|finding| self.findings.push(Some(&path), Flaw::Wacz(Box::new(finding.flaw))));
        if history.state.begun.as_ref().is_some_and(|begun| !item::has_archive(begun, archive)) {
            self.findings.push(Some(&path), Flaw::OtherArchive);
        }
        Ok(())
    }

    /// What is shown of hidden fields.
    fn disclosures(&mut self, item: ItemId, history: &History) -> io::Result<Vec<disclosures::Disclosed>> {
        let path = path_of(item, Part::Disclosures);
        let Some(text) = self.text(&path, MAX_DISCLOSURES)? else { return Ok(Vec::new()) };
        let Some(shown) = disclosures::read(&text) else {
            self.findings.push(Some(&path), Flaw::DisclosureForm);
            return Ok(Vec::new());
        };
        let findings = &mut self.findings;
        disclosures::compare(history, &shown, &mut |entry, flaw| findings.push_entry(Some(&path), entry, flaw));
        Ok(shown)
    }

    /// A member that is a text; one that is longer than any is cut off, so that it is not taken for whole.
    fn text(&mut self, path: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(member) = self.members.get(path) else { return Ok(None) };
        let mut text = Vec::new();
        if member.facts.bytes <= most {
            Slice::new(&mut self.package, member.start, member.facts.bytes).read_to_end(&mut text)?;
        }
        Ok(Some(text))
    }
}

/// The members of an item.
fn of_item(members: &BTreeMap<String, Member>, item: ItemId) -> impl Iterator<Item = (&str, Part<'_>, Facts)> {
    let prefix = format!("items/{item}/");
    let after = members.range(prefix.clone()..).take_while(move |(path, _)| path.starts_with(&prefix));
    after.filter_map(|(path, member)| match Place::of(path) {
        Some(Place::Of(_, part)) => Some((path.as_str(), part, member.facts)),
        _ => None,
    })
}
