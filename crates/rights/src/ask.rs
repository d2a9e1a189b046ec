//! A question to the policies: who wants to do it, with what, in which circumstances.

use std::collections::BTreeSet;

use record::{AgencyId, AgencyKind, Compartment, Moment, PersonId, Purpose, Reason, Region, Regions, Role};

/// A person who is signed in, with what they are at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Principal {
    /// The person.
    pub person: PersonId,
    /// The body for which they act.
    pub agency: AgencyId,
    /// What that body is.
    pub agency_kind: AgencyKind,
    /// The body above it, where there is one.
    pub agency_above: Option<AgencyId>,
    /// The roles that they hold now. One role may stand several times, for different regions.
    pub roles: Vec<Held>,
    /// Whether their work was stopped.
    pub suspended: bool,
}

/// A role that is held now.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Held {
    /// The role.
    pub role: Role,
    /// For which parts of the country.
    pub regions: Regions,
}

/// What something is done with.
///
/// Made from [`Resource::matter`] or [`Resource::office`], with what is known filled in: what is left out gives no right by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Resource {
    /// Where it lies.
    pub place: Place,
    /// Its region. The state where nothing closer is known; nothing where it is of no place at all.
    pub region: Option<Region>,
    /// The body that keeps it.
    pub agency: Option<AgencyId>,
    /// The named person who answers for it.
    pub case_owner: Option<PersonId>,
    /// The bodies to which this one matter was handed by name; where it is about a person, with that person's consent.
    pub shared_with: BTreeSet<AgencyId>,
    /// The official whom it concerns.
    pub official: Option<Official>,
    /// Whether what is asked for holds data that is kept under a subject's own key.
    pub personal: bool,
    /// Whether it is about the one who asks.
    pub about_asker: bool,
}

/// Where a resource lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Among matters, in this compartment.
    Matter(Compartment),
    /// In the installation itself: people, bodies, keys, their log, tables of numbers.
    Office,
}

/// An official whom a matter concerns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Official {
    /// The official's body.
    pub agency: AgencyId,
    /// The body above it, where there is one.
    pub agency_above: Option<AgencyId>,
    /// What that body is.
    pub agency_kind: AgencyKind,
    /// For which part of the country the official acts; a state means the whole of it.
    pub region: Region,
}

/// In which circumstances something is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Context {
    /// For what purpose.
    pub purpose: Purpose,
    /// When.
    pub now: Moment,
    /// How the person signed in.
    pub sign_in: SignIn,
    /// The other of the two persons that an act needs: who gave the order that is now confirmed, who asked for the recovery that is now
    /// approved, who takes the evidence that is given, who confirms the emergency.
    pub other_person: Option<PersonId>,
    /// The emergency under which this is asked for. Only where it is being used, and only one that was opened for this very matter.
    pub break_glass: Option<BreakGlass>,
}

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignIn {
    /// By a means that is no proof against theft.
    Weak,
    /// By a strong means, such as a passkey.
    Strong,
    /// A program, with a token that is bound to a purpose.
    Token(Purpose),
}

/// An emergency in which one matter was opened to one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BreakGlass {
    /// To whom.
    pub by: PersonId,
    /// The second person.
    pub confirmed_by: PersonId,
    /// Why, in their own words. Policies do not weigh it; there is no emergency without it.
    pub reason: Reason,
    /// From when.
    pub since: Moment,
    /// Until when.
    pub until: Moment,
}

impl Resource {
    /// A matter of a compartment, of which nothing more is known.
    #[must_use]
    pub fn matter(compartment: Compartment) -> Self {
        Self::at(Place::Matter(compartment))
    }

    /// The installation itself.
    #[must_use]
    pub fn office() -> Self {
        Self::at(Place::Office)
    }

    fn at(place: Place) -> Self {
        Self {
            place,
            region: None,
            agency: None,
            case_owner: None,
            shared_with: BTreeSet::new(),
            official: None,
            personal: false,
            about_asker: false,
        }
    }
}

impl Official {
    /// Whether the official acts for the whole state.
    pub(crate) fn is_of_whole_state(&self) -> bool {
        !self.region.code().contains('-')
    }
}

impl Principal {
    /// The roles that they hold for a region; all where there is none.
    pub(crate) fn roles_for<'a>(&'a self, region: Option<&'a Region>) -> impl Iterator<Item = Role> + 'a {
        let counts = move |held: &&Held| !held.regions.is_empty() && region.is_none_or(|region| held.regions.cover(region));
        self.roles.iter().filter(counts).map(|held| held.role)
    }

    /// Whether they hold a role for exactly the region of an official who acts for a part of the state.
    pub(crate) fn shares_region_with(&self, official: &Official) -> bool {
        let regions = || self.roles.iter().flat_map(|held| held.regions.iter());
        !official.is_of_whole_state() && regions().any(|region| *region == official.region)
    }
}
