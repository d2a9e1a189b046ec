//! How far somebody sees: which posts they may read for a purpose.

use access::{House, Visitor};
use knowledge::HOME;
use people::Authority;
use record::{Compartment, Moment, Purpose, Region, Regions};
use rights::{Action, Resource};

use crate::regions;
use crate::words::Words;

/// Which posts somebody may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// None at all.
    Nothing,
    /// Those of no place, and those with at least one region that these cover.
    Within(Regions),
    /// All.
    All,
}

impl Sight {
    /// How far a visitor sees for a purpose, as the policies say.
    #[must_use]
    pub fn of(house: &House, visitor: &Visitor, purpose: Purpose, now: Moment) -> Self {
        Self::by(&visitor.authority, |post| house.may(visitor, Action::ReadPost, post, purpose, now).allowed)
    }

    /// How far somebody with this authority sees. `may` says whether they may read a post; it is asked for one of no place and for one of
    /// each region for which they hold a role. No other needs to be asked for: what the rights give for a region they give for its parts.
    #[must_use]
    pub fn by(authority: &Authority, may: impl Fn(&Resource) -> bool) -> Self {
        let post = Resource::matter(Compartment::OpenSource);
        if !may(&post) {
            return Self::Nothing;
        }
        let held: Regions = authority.roles.values().cloned().flatten().collect();
        let open = |region: &Region| may(&Resource { region: Some(region.clone()), ..post.clone() });
        let open: Regions = held.into_iter().filter(open).collect();
        // Posts of other states are of no place here, so that whoever sees the whole of this one sees all.
        if Region::new(HOME).is_ok_and(|home| open.cover(&home)) { Self::All } else { Self::Within(open) }
    }

    /// What a page says about it; nothing where nothing is held back.
    #[must_use]
    pub fn told(&self, words: Words) -> Option<String> {
        let Self::Within(within) = self else { return None };
        if within.is_empty() {
            return Some(words.say("sight-no-place"));
        }
        let names: Vec<String> = within.iter().map(|region| regions::name(words, region.code())).collect();
        Some(words.with("sight-within", "regions", &words.list(&names)))
    }
}
