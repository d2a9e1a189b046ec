//! Places: towns and regions of Central Asia, and the countries and cities to which people are taken.

use std::collections::BTreeMap;

use record::{Region, Regions};
use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files};

/// A place with all the spellings under which posts name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// A code that stays the same over editions, for instance `kz.shymkent`; a country has its own two letters only.
    pub code: String,
    /// The country, ISO 3166-1 alpha-2.
    pub country: String,
    /// For places of Kazakhstan, the region in which it lies (ISO 3166-2:KZ); `KZ` for what spans several. Places of other states have none.
    #[serde(default)]
    pub region: Option<Region>,
    /// Regions of other places of the same name that a post may mean.
    #[serde(default)]
    pub or_regions: Vec<Region>,
    /// Name in Kazakh, Russian and English for showing.
    pub labels: crate::Labels,
    /// Spellings in any script, as written (lower case or not), in their basic form.
    pub spellings: Vec<String>,
    /// Spellings that are also ordinary words («семей») and so count with a capital letter only.
    #[serde(default)]
    pub proper: Vec<String>,
    /// Degrees north, where known.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees east, where known.
    #[serde(default)]
    pub longitude: Option<f64>,
}

/// The state whose regions are told apart.
pub const HOME: &str = "KZ";

impl Place {
    /// The regions that a post may mean by this place: of its own state all that is known (the whole state, where nothing closer is), of
    /// another state that state.
    #[must_use]
    pub fn regions(&self) -> Regions {
        let own = self.region.clone().or_else(|| Region::new(&self.country).ok());
        own.into_iter().chain(self.or_regions.iter().cloned()).collect()
    }

    /// Whether it lies in the state whose regions are told apart.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.country == HOME
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFile {
    #[serde(default)]
    place: Vec<Place>,
}

/// Reads the gazetteer of `places/`.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in files.below("places", ".toml") {
        match read_toml::<PlaceFile>(path, bytes) {
            Ok(file) => {
                for place in file.place {
                    faults.extend(check(path, &place));
                    if let Some(other) = codes.insert(place.code.clone(), path.to_owned()) {
                        faults.push(Fault::new(path, format!("{} stands in {other} already", place.code)));
                    }
                    places.push(place);
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    places
}

fn check(path: &str, place: &Place) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(Fault::new(path, format!("{}: {what}", place.code)));
    if place.country.len() != 2 || !place.country.chars().all(|c| c.is_ascii_uppercase()) {
        fault("its country must be two capital letters (ISO 3166-1)");
    }
    if place.spellings.iter().all(|spelling| spelling.trim().is_empty()) {
        fault("has no spelling");
    }
    let on_earth = |degrees: Option<f64>, most: f64| degrees.is_none_or(|degrees| degrees.abs() <= most);
    if !on_earth(place.latitude, 90.0) || !on_earth(place.longitude, 180.0) {
        fault("lies outside the globe");
    }
    faults.extend(check_region(place).map(|what| Fault::new(path, format!("{}: {what}", place.code))));
    faults
}

/// What is wrong with the regions of a place. Who may read a post hangs on them, so that nothing is guessed.
fn check_region(place: &Place) -> Option<&'static str> {
    let is_state = place.code.eq_ignore_ascii_case(&place.country);
    let regions = || place.region.iter().chain(&place.or_regions);
    if !place.is_home() || is_state {
        return regions().next().map(|_| "only a place of Kazakhstan has a region, and the state itself has none");
    }
    if regions().any(|region| !Region::KNOWN.contains(&region.code()) || region.state().code() != HOME) {
        return Some("its region is none of ISO 3166-2:KZ");
    }
    place.region.is_none().then_some("has no region (ISO 3166-2, as in KZ-75; KZ for what spans several)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_places_are_named() {
        let place = |code: &str, country: &str, spellings: &str, latitude: &str| {
            format!(
                "[[place]]\ncode = \"{code}\"\ncountry = \"{country}\"\nlabels = {{ kk = \"a\", ru = \"a\", en = \"a\" }}\nspellings = {spellings}\nlatitude = {latitude}\n"
            )
        };
        let mut files = Files::default();
        files.put("places/a.toml", place("xx.a", "xx", "[]", "91.0") + &place("xx.a", "XX", "[\"a\"]", "1.0"));
        files.put("places/b.toml", "[[place]]\nname = 1");
        let mut faults = Vec::new();
        assert_eq!(read(&files, &mut faults).len(), 2);
        let text = faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n");
        for part in ["two capital letters", "has no spelling", "outside the globe", "stands in places/a.toml already", "places/b.toml: "] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn a_place_of_kazakhstan_lies_in_a_region() {
        let faults_of = |code: &str, country: &str, more: &str| {
            let labels = "labels = { kk = \"a\", ru = \"a\", en = \"a\" }\nspellings = [\"a\"]";
            let mut files = Files::default();
            files.put("places/a.toml", format!("[[place]]\ncode = \"{code}\"\ncountry = \"{country}\"\n{labels}\n{more}"));
            let mut faults = Vec::new();
            read(&files, &mut faults);
            faults.iter().map(Fault::to_string).collect::<String>()
        };
        for (code, country, more) in [
            ("kz", "KZ", ""),
            ("kz.a", "KZ", "region = \"KZ-75\""),
            ("kz.a", "KZ", "region = \"KZ\""),
            ("ae.a", "AE", ""),
            ("ae", "AE", ""),
        ] {
            assert_eq!(faults_of(code, country, more), "", "{code} {more}");
        }
        for (code, country, more, what) in [
            ("kz.a", "KZ", "", "has no region"),
            ("kz.a", "KZ", "or_regions = [\"KZ-75\"]", "has no region"),
            ("kz.a", "KZ", "region = \"KZ-01\"", "none of ISO 3166-2:KZ"),
            ("kz.a", "KZ", "region = \"KG\"", "none of ISO 3166-2:KZ"),
            ("kz.a", "KZ", "region = \"KZ-75\"\nor_regions = [\"UZ\"]", "none of ISO 3166-2:KZ"),
            ("kz.a", "KZ", "region = \"Almaty\"", "not the code of a state"),
            ("kz", "KZ", "region = \"KZ\"", "only a place of Kazakhstan"),
            ("ae.a", "AE", "region = \"KZ-75\"", "only a place of Kazakhstan"),
        ] {
            let faults = faults_of(code, country, more);
            assert!(faults.contains(what), "{code} {more}: {faults}");
        }
    }

    #[test]
    fn every_region_has_a_shipped_place() {
        let places = read(&Files::shipped(), &mut Vec::new());
        let region_of = |code: &str| places.iter().find(|place| place.code == code).and_then(|place| place.region.clone());
        for (code, region) in [
            ("kz.astana", "KZ-71"),
            ("kz.almaty", "KZ-75"),
            ("kz.shymkent", "KZ-79"),
            ("kz.semey", "KZ-10"),
            ("kz.taldykorgan", "KZ-33"),
            ("kz.zhezkazgan", "KZ-62"),
            ("kz.konaev", "KZ-19"),
        ] {
            assert_eq!(region_of(code), Region::new(region).ok(), "{code}");
        }
        let of_home: Regions = places.iter().filter(|place| place.is_home()).flat_map(Place::regions).collect();
        let parts = Region::KNOWN.iter().filter(|code| code.starts_with(HOME));
        assert!(parts.clone().all(|code| of_home.iter().any(|region| region.code() == *code)), "{of_home:?}");
        let dubai = places.iter().find(|place| place.code == "ae.dubai").unwrap();
        assert_eq!((dubai.regions(), dubai.is_home()), (Region::new("AE").into_iter().collect(), false));
    }

    #[test]
    fn the_shipped_places_have_no_faults() {
        let mut faults = Vec::new();
        let places = read(&Files::shipped(), &mut faults);
        assert_eq!(faults, []);
        assert!(places.iter().any(|place| place.code == "kz.shymkent"));
        assert!(places.iter().any(|place| place.code == "ae.dubai"));
    }
}
