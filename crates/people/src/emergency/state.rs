//! What the rules need to know of an emergency's past, and what it opens.

use record::{AgencyId, Compartment, Moment, PersonId, Reason, Region, SubjectId};

use super::{CONFIRM_MINUTES, EmergencyId, Event, Finding, Refusal};

/// What has become of an emergency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The emergency, once it was asked for.
    pub asked: Option<Asked>,
}

/// An emergency that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The emergency.
    pub id: EmergencyId,
    /// Who asked, and to whom it opens.
    pub by: PersonId,
    /// Whose data it is.
    pub subject: SubjectId,
    /// Where it lies.
    pub compartment: Compartment,
    /// The agency that keeps it.
    pub keeper: AgencyId,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// Why.
    pub reason: Reason,
    /// For how many minutes it shall open.
    pub minutes: u32,
    /// When it was asked for.
    pub at: Moment,
    /// How it stands.
    pub standing: Standing,
    /// What a prosecutor found.
    pub review: Option<Finding>,
}

/// How an emergency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It waits for a second person, until before this moment.
    Waiting {
        /// The moment.
        until: Moment,
    },
    /// Nothing came of it.
    Declined,
    /// It was opened; it may be over by now.
    Opened {
        /// The second person.
        confirmed_by: PersonId,
        /// From when.
        since: Moment,
        /// Until before when. Earlier than was confirmed where somebody ended it.
        until: Moment,
    },
}

/// What the rights need to know of an emergency that is open: the facts of `rights::BreakGlass`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// To whom it is open.
    pub by: PersonId,
    /// The second person.
    pub confirmed_by: PersonId,
    /// Why.
    pub reason: Reason,
    /// From when.
    pub since: Moment,
    /// Until before when.
    pub until: Moment,
}

impl State {
    /// What is open to a person of a subject's data at a moment by this emergency; nothing where it is another's, about another subject,
    /// not confirmed, or over.
    #[must_use]
    pub fn opened_to(&self, person: PersonId, subject: SubjectId, now: Moment) -> Option<Opening> {
        let asked = self.asked.as_ref().filter(|asked| asked.by == person && asked.subject == subject)?;
        let Standing::Opened { confirmed_by, since, until } = asked.standing else { return None };
        let open = since <= now && now < until;
        open.then(|| Opening { by: person, confirmed_by, reason: asked.reason.clone(), since, until })
    }

    /// Whether a second person can still agree.
    #[must_use]
    pub fn waits_for_confirmation(&self, now: Moment) -> bool {
        self.asked.as_ref().is_some_and(|asked| matches!(asked.standing, Standing::Waiting { until } if now < until))
    }

    /// Whether a prosecutor has yet to look at it: from the moment on at which it opens.
    #[must_use]
    pub fn waits_for_review(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| matches!(asked.standing, Standing::Opened { .. }) && asked.review.is_none())
    }

    /// The emergency, which must have been asked for.
    pub(super) fn known(&self) -> Result<&Asked, Refusal> {
        self.asked.as_ref().ok_or(Refusal::Unknown)
    }

    /// The emergency, which must wait for a second person.
    pub(super) fn waiting(&self, now: Moment) -> Result<&Asked, Refusal> {
        let asked = self.known()?;
        match asked.standing {
            Standing::Waiting { until } if now < until => Ok(asked),
            Standing::Waiting { .. } => Err(Refusal::RequestOver),
            Standing::Declined => Err(Refusal::WasDeclined),
            Standing::Opened { .. } => Err(Refusal::AlreadyConfirmed),
        }
    }

    pub(super) fn after(mut self, event: &Event) -> Self {
        match event {
            Event::Requested { emergency, by, subject, compartment, keeper, region, reason, minutes, at } => {
                self.asked = Some(Asked {
                    id: *emergency,
                    by: *by,
                    subject: *subject,
                    compartment: *compartment,
                    keeper: *keeper,
                    region: region.clone(),
                    reason: reason.clone(),
                    minutes: *minutes,
                    at: *at,
                    standing: Standing::Waiting { until: at.plus_minutes(CONFIRM_MINUTES) },
                    review: None,
                });
            }
            Event::Confirmed { by, at, until } => self.stands(Standing::Opened { confirmed_by: *by, since: *at, until: *until }),
            Event::Declined { .. } => self.stands(Standing::Declined),
            Event::Ended { at } => self.change(|asked| asked.closed(*at)),
            Event::Reviewed { finding, .. } => self.change(|asked| asked.review = Some(*finding)),
        }
        self
    }

    fn stands(&mut self, standing: Standing) {
        self.change(|asked| asked.standing = standing);
    }

    fn change(&mut self, change: impl FnOnce(&mut Asked)) {
        if let Some(asked) = &mut self.asked {
            change(asked);
        }
    }
}

impl Asked {
    /// Who confirmed it and until before when it is open. It must have been opened.
    pub(super) fn opened(&self) -> Result<(PersonId, Moment), Refusal> {
        match self.standing {
            Standing::Opened { confirmed_by, until, .. } => Ok((confirmed_by, until)),
            Standing::Waiting { .. } | Standing::Declined => Err(Refusal::NotConfirmed),
        }
    }

    fn closed(&mut self, at: Moment) {
        if let Standing::Opened { until, .. } = &mut self.standing {
            *until = at.min(*until);
        }
    }
}
