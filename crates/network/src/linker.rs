//! Networks of a growing set of sightings.

use std::collections::BTreeMap;

use record::PostKey;
use rustc_hash::FxHashMap;

use crate::linking::{link_some, tie_keys};
use crate::network::Network;
use crate::sets::DisjointSets;
use crate::sighting::{Mark, Sighting};

/// Keeps sightings and the networks among them; after new ones only what they touch is linked anew.
///
/// What a sighting touches is all that hangs together with it by any identifier, hubs included, or could be tied to it. So the result
/// is always the one that [`crate::link`] gives for all sightings at once.
#[derive(Debug, Default)]
pub struct Linker {
    sightings: Vec<Sighting>,
    by_key: FxHashMap<PostKey, u32>,
    by_mark: FxHashMap<Mark, u32>,
    by_tie: FxHashMap<u64, u32>,
    touching: DisjointSets,
    /// Networks by the smallest sighting of the set that they were found in.
    known: BTreeMap<u32, Vec<Network>>,
    /// Sightings that came since the last look.
    fresh: Vec<u32>,
}

impl Linker {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many sightings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sightings.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sightings.is_empty()
    }

    /// Adds a sighting. One with a key that is there already takes its place.
    pub fn add(&mut self, sighting: Sighting) {
        let at = match self.by_key.get(&sighting.key) {
            Some(&at) => at,
            None => self.touching.push(),
        };
        self.touch(at, &sighting);
        self.fresh.push(at);
        self.by_key.insert(sighting.key.clone(), at);
        match self.sightings.get_mut(at as usize) {
            Some(slot) => *slot = sighting,
            None => self.sightings.push(sighting),
        }
    }

    /// The networks, most organised first.
    pub fn networks(&mut self) -> Vec<Network> {
        self.refresh();
        let mut networks: Vec<Network> = self.known.values().flatten().cloned().collect();
        networks.sort_by(Network::most_organised_first);
        networks
    }

    fn touch(&mut self, at: u32, sighting: &Sighting) {
        for mark in sighting.contacts.iter().cloned().chain(sighting.account()) {
            let other = *self.by_mark.entry(mark).or_insert(at);
            self.touching.join(at, other);
        }
        for key in tie_keys(sighting) {
            let other = *self.by_tie.entry(key).or_insert(at);
            self.touching.join(at, other);
        }
    }

    /// Links every set anew that a fresh sighting belongs to.
    fn refresh(&mut self) {
        let mut stale: FxHashMap<u32, Vec<u32>> =
            std::mem::take(&mut self.fresh).into_iter().map(|at| (self.touching.find(at), Vec::new())).collect();
        if stale.is_empty() {
            return;
        }
        let roots: Vec<u32> = self.known.keys().copied().collect();
        for root in roots.into_iter().filter(|&root| stale.contains_key(&self.touching.find(root))) {
            self.known.remove(&root);
        }
        for at in 0..u32::try_from(self.sightings.len()).unwrap_or(u32::MAX) {
            if let Some(members) = stale.get_mut(&self.touching.find(at)) {
                members.push(at);
            }
        }
        for (root, members) in stale {
            let networks = link_some(members.iter().filter_map(|&at| self.sightings.get(at as usize)));
            self.known.insert(root, networks);
        }
    }
}
