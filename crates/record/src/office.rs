//! What bodies take part, what people do there, for which part of the country, and what kinds of matters are kept apart.
//!
//! There is no kind of body and no role for migration control: nothing here can be given to it, so nothing here can be read by it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// The interior ministry: cyber-police, criminal police.
    InteriorMinistry,
    /// The prosecutors' offices.
    Prosecutors,
    /// Bodies and institutions that give special social services.
    SocialServices,
    /// A non-governmental organisation.
    Ngo,
    /// A hotline.
    Hotline,
    /// Health care.
    Health,
    /// Schools and those above them.
    Education,
    /// The labour inspection.
    LabourInspection,
    /// A body of another state.
    ForeignPartner,
    /// The commissioner for human rights and the national preventive mechanism: they look after the others.
    Ombudsman,
}

/// What a person does in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks through what open sources publish.
    Analyst,
    /// Judges whether what a link shows is against the law.
    Expert,
    /// Supervises, gives and confirms orders.
    Prosecutor,
    /// Leads criminal cases.
    Investigator,
    /// Screens, identifies, refers and serves victims; owns their cases.
    CaseManager,
    /// Takes calls and reports.
    HotlineOperator,
    /// Deals with bodies of other states and with platforms.
    Liaison,
    /// Counts without names.
    Statistician,
    /// Looks after how all others work, without personal data.
    Inspector,
    /// Runs the installation: people, agencies, keys. Sees no matters.
    Administrator,
}

/// Which matters are kept apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compartment {
    /// What anybody could read.
    OpenSource,
    /// Reports, reviews, orders, networks.
    Operational,
    /// Who victims are and what is done for them.
    Protection,
    /// Criminal cases.
    Casework,
}

/// A part of a state, by its code in ISO 3166-2 (`KZ-75` is Almaty), or a whole state, by its two letters (ISO 3166-1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(String);

/// The text is no code of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the code of a state (KZ) or of a part of one (KZ-75)")]
pub struct RegionError;

/// The parts of states for which somebody acts.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Regions(BTreeSet<Region>);

impl AgencyKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::InteriorMinistry,
        Self::Prosecutors,
        Self::SocialServices,
        Self::Ngo,
        Self::Hotline,
        Self::Health,
        Self::Education,
        Self::LabourInspection,
        Self::ForeignPartner,
        Self::Ombudsman,
    ];

    /// Its code, as in the log and in policies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InteriorMinistry => "interior_ministry",
            Self::Prosecutors => "prosecutors",
            Self::SocialServices => "social_services",
            Self::Ngo => "ngo",
            Self::Hotline => "hotline",
            Self::Health => "health",
            Self::Education => "education",
            Self::LabourInspection => "labour_inspection",
            Self::ForeignPartner => "foreign_partner",
            Self::Ombudsman => "ombudsman",
        }
    }
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 10] = [
        Self::Analyst,
        Self::Expert,
        Self::Prosecutor,
        Self::Investigator,
        Self::CaseManager,
        Self::HotlineOperator,
        Self::Liaison,
        Self::Statistician,
        Self::Inspector,
        Self::Administrator,
    ];

    /// Its code, as in the log and in policies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Analyst => "analyst",
            Self::Expert => "expert",
            Self::Prosecutor => "prosecutor",
            Self::Investigator => "investigator",
            Self::CaseManager => "case_manager",
            Self::HotlineOperator => "hotline_operator",
            Self::Liaison => "liaison",
            Self::Statistician => "statistician",
            Self::Inspector => "inspector",
            Self::Administrator => "administrator",
        }
    }
}

impl Compartment {
    /// All compartments.
    pub const ALL: [Self; 4] = [Self::OpenSource, Self::Operational, Self::Protection, Self::Casework];

    /// Its code, as in the log and in policies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OpenSource => "open_source",
            Self::Operational => "operational",
            Self::Protection => "protection",
            Self::Casework => "casework",
        }
    }
}

impl Region {
    /// Codes of the regions that have names in the catalogues: Kazakhstan and its parts (ISO 3166-2:KZ since 2022), and its neighbours in
    /// Central Asia. Others are regions too.
    pub const KNOWN: [&'static str; 25] = [
        "KZ", "KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39", "KZ-43", "KZ-47", "KZ-55", "KZ-59",
        "KZ-61", "KZ-62", "KZ-63", "KZ-71", "KZ-75", "KZ-79", "KG", "UZ", "TJ", "TM",
    ];

    /// The region with this code.
    ///
    /// # Errors
    /// Where the text is no code.
    pub fn new(code: &str) -> Result<Self, RegionError> {
        let (state, part) = code.split_once('-').map_or((code, None), |(state, part)| (state, Some(part)));
        let is_state = state.len() == 2 && state.bytes().all(|letter| letter.is_ascii_uppercase());
        let is_part =
            |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
        if is_state && part.is_none_or(is_part) { Ok(Self(code.to_owned())) } else { Err(RegionError) }
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The state, where this is a part of one; itself where it is a state.
    #[must_use]
    pub fn state(&self) -> Self {
        Self(self.0.split('-').next().unwrap_or_default().to_owned())
    }

    /// Whether this is the other region or the state in which it lies.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self == other || other.0.split('-').next() == Some(&self.0)
    }
}

impl TryFrom<String> for Region {
    type Error = RegionError;

    fn try_from(code: String) -> Result<Self, RegionError> {
        Self::new(&code)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.0
    }
}

impl Regions {
    /// Whether one of them is this region or the state in which it lies.
    #[must_use]
    pub fn cover(&self, region: &Region) -> bool {
        self.0.iter().any(|one| one.covers(region))
    }

    /// Whether all the others lie within these.
    #[must_use]
    pub fn cover_all(&self, others: &Self) -> bool {
        others.0.iter().all(|other| self.cover(other))
    }

    /// What lies both in these and in the others.
    #[must_use]
    pub fn shared(&self, others: &Self) -> Self {
        let within = |inner: &Self, outer: &Self| inner.0.iter().filter(|region| outer.cover(region)).cloned().collect::<BTreeSet<_>>();
        Self(&within(self, others) | &within(others, self))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.0.iter()
    }
}

impl IntoIterator for Regions {
    type Item = Region;
    type IntoIter = std::collections::btree_set::IntoIter<Region>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Region> for Regions {
    fn from_iter<I: IntoIterator<Item = Region>>(regions: I) -> Self {
        Self(regions.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> Region {
        Region::new(code).unwrap()
    }

    #[test]
    fn a_state_covers_its_parts() {
        let regions: Regions = [region("KG"), region("KZ-75")].into_iter().collect();
        for (code, covered) in [("KG", true), ("KG-GB", true), ("KZ-75", true), ("KZ", false), ("KZ-71", false), ("UZ", false)] {
            assert_eq!(regions.cover(&region(code)), covered, "{code}");
        }
        assert!(regions.cover_all(&[region("KG-O")].into_iter().collect()));
        assert!(!regions.cover_all(&[region("KG-O"), region("KZ-71")].into_iter().collect()));
    }

    #[test]
    fn a_part_lies_in_its_state() {
        assert_eq!([region("KZ-75").state(), region("KG").state()], [region("KZ"), region("KG")]);
    }

    #[test]
    fn what_two_share_lies_in_both() {
        let regions = |codes: &[&str]| codes.iter().map(|code| region(code)).collect::<Regions>();
        let shared = |one: &[&str], other: &[&str]| regions(one).shared(&regions(other));
        assert_eq!(shared(&["KZ"], &["KZ-75", "KG"]), regions(&["KZ-75"]));
        assert_eq!(shared(&["KZ-75", "KG"], &["KZ", "KG-O"]), regions(&["KZ-75", "KG-O"]));
        assert!(shared(&["KZ-75"], &["KZ-71"]).is_empty());
    }

    #[test]
    fn known_regions_are_different_regions() {
        let known: BTreeSet<Region> = Region::KNOWN.iter().map(|code| region(code)).collect();
        assert_eq!(known.len(), Region::KNOWN.len());
        assert_eq!(known.iter().filter(|one| one.code().starts_with("KZ-")).count(), 20);
    }

    #[test]
    fn other_texts_are_no_regions() {
        for text in ["", "kz", "KZ-", "KZ-7575", "KAZ", "KZ-ал", "Алматы", "KZ-75-1"] {
            assert_eq!(Region::new(text), Err(RegionError), "{text}");
        }
        assert!(serde_json::from_str::<Region>("\"x\"").is_err());
    }

    #[test]
    fn codes_are_the_ones_that_are_written() {
        assert!(AgencyKind::ALL.iter().all(|kind| serde_json::to_value(kind).unwrap() == kind.code()));
        assert!(Role::ALL.iter().all(|role| serde_json::to_value(role).unwrap() == role.code()));
        assert!(Compartment::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
    }

    /// Promise 4 of the design: nothing connects a protected person to migration enforcement.
    #[test]
    fn there_is_no_body_and_no_role_for_migration_control() {
        let codes = AgencyKind::ALL.map(AgencyKind::code).into_iter().chain(Role::ALL.map(Role::code));
        for code in codes {
            for word in ["migration", "border", "deport", "visa"] {
                assert!(!code.contains(word), "{code}");
            }
        }
    }
}
