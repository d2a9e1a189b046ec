//! Places: towns and regions of Central Asia, and the countries and cities to which people are taken.

use std::collections::BTreeMap;

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
    faults
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
    fn the_shipped_places_have_no_faults() {
        let mut faults = Vec::new();
        let places = read(&Files::shipped(), &mut faults);
        assert_eq!(faults, []);
        assert!(places.iter().any(|place| place.code == "kz.shymkent"));
        assert!(places.iter().any(|place| place.code == "ae.dubai"));
    }
}
