//! A role is held for a term, and some roles exclude each other.

use record::{Moment, Regions, Role};
use serde::{Deserialize, Serialize};

/// A role that a person holds in some regions for some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTerm {
    /// The role.
    pub role: Role,
    /// Where.
    pub regions: Regions,
    /// The first moment.
    pub from: Moment,
    /// The first moment at which it is held no more.
    pub until: Moment,
}

impl RoleTerm {
    /// Whether the role is held at a moment.
    #[must_use]
    pub fn covers(&self, moment: Moment) -> bool {
        self.from <= moment && moment < self.until
    }

    /// Whether there is a moment in both terms.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from.max(other.from) < self.until.min(other.until)
    }

    /// What is left of it when it ends at a moment; nothing where it had not begun.
    #[must_use]
    pub fn ended(self, at: Moment) -> Option<Self> {
        let until = self.until.min(at);
        (self.from < until).then_some(Self { until, ..self })
    }
}

/// Whether nobody may hold both roles at once.
///
/// An administrator decides who sees what and an inspector looks after how others work; so neither works on matters, and neither is the
/// other. Counting without names goes with both.
#[must_use]
pub fn exclude(one: Role, other: Role) -> bool {
    (stands_apart(one) && (stands_apart(other) || works_on_matters(other)) || stands_apart(other) && works_on_matters(one)) && one != other
}

fn stands_apart(role: Role) -> bool {
    matches!(role, Role::Inspector | Role::Administrator)
}

/// Every role is named, so that a new one has to be placed here.
fn works_on_matters(role: Role) -> bool {
    match role {
        Role::Analyst
        | Role::Expert
        | Role::Prosecutor
        | Role::Investigator
        | Role::CaseManager
        | Role::HotlineOperator
        | Role::Liaison => true,
        Role::Statistician | Role::Inspector | Role::Administrator => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, regions};

    fn term(from: u32, until: u32) -> RoleTerm {
        RoleTerm { role: Role::Analyst, regions: regions(&["KZ"]), from: day(from), until: day(until) }
    }

    #[test]
    fn a_term_holds_from_its_first_moment_to_before_its_last() {
        let covered = [0, 1, 2, 3].map(|at| term(1, 3).covers(day(at)));
        assert_eq!(covered, [false, true, true, false]);
    }

    #[test]
    fn terms_that_follow_each_other_do_not_overlap() {
        assert!(!term(1, 3).overlaps(&term(3, 5)));
        assert!(term(1, 3).overlaps(&term(2, 5)) && term(2, 5).overlaps(&term(1, 3)));
        assert!(term(1, 9).overlaps(&term(2, 3)));
    }

    #[test]
    fn what_is_ended_stays_as_it_was_before() {
        assert_eq!(term(1, 5).ended(day(3)), Some(term(1, 3)));
        assert_eq!(term(1, 5).ended(day(9)), Some(term(1, 5)));
        assert_eq!(term(1, 5).ended(day(1)), None);
    }

    #[test]
    fn administrators_and_inspectors_see_no_matters_and_are_not_each_other() {
        assert!(exclude(Role::Inspector, Role::Administrator));
        for role in Role::ALL {
            let apart = !matches!(role, Role::Administrator | Role::Statistician);
            assert_eq!(exclude(Role::Administrator, role), apart, "{role:?}");
            assert!(!exclude(role, role));
            assert!(Role::ALL.iter().all(|other| exclude(role, *other) == exclude(*other, role)));
        }
        assert!(!exclude(Role::Investigator, Role::CaseManager));
    }
}
