//! What a page may offer: the questions that the acts themselves ask the rights, asked without acting.
//!
//! An offer is a courtesy. Each act asks again, of the state that it then finds.

use record::{Moment, PersonId, Purpose, Regions};
use rights::{Action, Resource};

use crate::house::Question;
use crate::{AccessError, House, PersonAct, Visitor};

impl House {
    /// Refuses whoever may do this in no region at all of the installation itself.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub fn require_keeper(&self, visitor: &Visitor, action: Action, now: Moment) -> Result<(), AccessError> {
        self.require(visitor, &Question::new(action, &Resource::office(), Purpose::Administration), now).map(drop)
    }

    /// Whether a visitor may do this for each of these regions of the installation itself: a body is kept by whoever keeps all its regions.
    #[must_use]
    pub fn keeps(&self, visitor: &Visitor, action: Action, regions: &Regions, now: Moment) -> bool {
        self.require_office(visitor, action, regions, None, now).is_ok()
    }

    /// Whether a visitor keeps a person: nobody keeps themselves.
    #[must_use]
    pub fn keeps_person(&self, visitor: &Visitor, person: PersonId, now: Moment) -> bool {
        let regions = self.regions_of(person);
        regions.and_then(|regions| self.require_office(visitor, Action::ManagePeople, &regions, Some(person), now)).is_ok()
    }

    /// Whether a visitor may be the second one who agrees that a person get in again.
    #[must_use]
    pub fn may_approve_recovery(&self, visitor: &Visitor, person: PersonId, now: Moment) -> bool {
        let regions = self.regions_of(person);
        regions.and_then(|regions| self.require_person(visitor, person, &PersonAct::ApproveRecovery, &regions, now)).is_ok()
    }

    /// Whether a visitor may read where a person is reached at work, once they say why.
    #[must_use]
    pub fn may_read_contact(&self, visitor: &Visitor, person: PersonId, now: Moment) -> bool {
        self.require_contact(visitor, person, now).is_ok()
    }

    /// Whether a visitor may see who has read a colleague's data.
    #[must_use]
    pub fn may_see_readings(&self, visitor: &Visitor, person: PersonId, now: Moment) -> bool {
        let resource = self.resource_of(visitor, Some(person), None, None);
        let may = |purpose| self.may(visitor, Action::ReadWhoHasSeen, &resource, purpose, now).allowed;
        [Purpose::Administration, Purpose::Oversight].into_iter().any(may)
    }
}
