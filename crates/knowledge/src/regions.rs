//! Of which regions a post is, by the places that it names.

use std::collections::BTreeMap;

use record::{Region, Regions};

use crate::places::HOME;
use crate::{Fault, Files, Place};

/// The regions of each place of Kazakhstan, by the code of the place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceRegions(BTreeMap<String, Regions>);

impl PlaceRegions {
    /// Those of a gazetteer.
    #[must_use]
    pub fn of(places: &[Place]) -> Self {
        Self(places.iter().filter(|place| place.is_home()).map(|place| (place.code.clone(), place.regions())).collect())
    }

    /// Those of the gazetteer in knowledge files; nothing else of them is read.
    ///
    /// # Errors
    /// All faults of the gazetteer.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let places = crate::places::read(files, &mut faults);
        if faults.is_empty() { Ok(Self::of(&places)) } else { Err(faults) }
    }

    /// The regions of what names these places, given as codes with their states. Places of other states count for nothing: a post that
    /// names Almaty and Dubai is of Almaty, one that names Dubai alone is of no place. A place of Kazakhstan that is not known here (an
    /// older edition named it) is of the whole state: nothing closer is known.
    #[must_use]
    pub fn named<'a>(&self, places: impl Iterator<Item = (&'a str, &'a str)>) -> Regions {
        let whole = || Region::new(HOME).into_iter().collect::<Regions>();
        let at_home = places.filter(|(_, state)| *state == HOME);
        at_home.flat_map(|(code, _)| self.0.get(code).cloned().unwrap_or_else(whole)).collect()
    }

    /// Each place with its regions, in the order of codes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Regions)> {
        self.0.iter().map(|(code, regions)| (code.as_str(), regions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_of_the_regions_that_it_names() {
        let regions = PlaceRegions::read(&Files::shipped()).unwrap();
        for (places, expected) in [
            (&[][..], &[][..]),
            (&[("ae.dubai", "AE"), ("kg.osh", "KG")], &[]),
            (&[("kz.almaty", "KZ"), ("ae.dubai", "AE")], &["KZ-75"]),
            (&[("kz.almaty", "KZ"), ("kz.astana", "KZ"), ("kz.almaty", "KZ")], &["KZ-71", "KZ-75"]),
            (&[("kz", "KZ")], &["KZ"]),
            (&[("kz", "KZ"), ("kz.almaty", "KZ")], &["KZ", "KZ-75"]),
            (&[("kz.gone", "KZ")], &["KZ"]),
            (&[("kz.zhambyl", "KZ")], &["KZ-31", "KZ-35"]),
        ] {
            let named = regions.named(places.iter().copied());
            assert_eq!(named.iter().map(Region::code).collect::<Vec<_>>(), expected, "{places:?}");
        }
    }

    #[test]
    fn a_faulty_gazetteer_gives_none() {
        let mut files = Files::default();
        files.put("places/a.toml", "[[place]]\nname = 1");
        assert_eq!(PlaceRegions::read(&files).unwrap_err().len(), 1);
    }
}
