//! Emergencies: one matter of others opened for a short time, with a second person, and the prosecutor told at once.
//!
//! The notice is no letter that could be lost: every emergency that was opened and not yet reviewed stands in the list of each prosecutor
//! and inspector who may see it, and on every page of each prosecutor who may review it, from the moment on at which it opens.

use std::collections::HashMap;

use people::emergency::{self, Asked as Known, Command, Confirm, Decline, End, Finding, Request, Review, Standing};
use people::{Emergency, EmergencyId};
use record::subject::{State as Kept, Subjects};
use record::{Actor, AgencyId, AgencyKind, Compartment, Moment, PersonId, Purpose, Reason, Region, Role, StreamName, SubjectId};
use rights::{Action, BreakGlass, Resource, SignIn};

use crate::error::Said;
use crate::house::{Asked, Question};
use crate::readings::whole_state;
use crate::{AccessError, House, Visitor};

/// What is done with an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmergencyAct {
    /// Another person agrees.
    Confirm,
    /// Nothing comes of it.
    Decline {
        /// Why.
        reason: Reason,
    },
    /// It closes before its time.
    End,
    /// A prosecutor says whether it was proper.
    Review {
        /// What was found.
        finding: Finding,
        /// A note.
        note: Reason,
    },
}

/// What somebody can do with an emergency now: what a page offers. The rights and rules are asked again when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Offered {
    /// To agree.
    Confirm,
    /// To decline it, or to take it back.
    Decline,
    /// To close it before its time.
    End,
    /// To review it.
    Review,
}

/// An emergency as a visitor may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEmergency {
    /// The emergency.
    pub asked: Known,
    /// What the visitor can do with it now.
    pub offered: Vec<Offered>,
    /// Whether the visitor may know, by an identifier, about whom it is: not whoever only looks on.
    pub names_subject: bool,
}

impl KnownEmergency {
    /// Whether it waits for the visitor: to be confirmed or to be reviewed.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.offered.iter().any(|offered| matches!(offered, Offered::Confirm | Offered::Review))
    }
}

/// How many emergencies wait for a visitor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// To be confirmed.
    pub to_confirm: usize,
    /// To be reviewed.
    pub to_review: usize,
}

/// Compartments in which the glass can be broken.
const BREAKABLE: [Compartment; 3] = [Compartment::Protection, Compartment::Operational, Compartment::Casework];

impl House {
    /// Asks that the data of a subject open in an emergency.
    ///
    /// # Errors
    /// What the rights or rules refuse; a subject that there is not; a record that does not answer.
    pub async fn ask_emergency(
        &self,
        visitor: &Visitor,
        subject: SubjectId,
        reason: Reason,
        minutes: u32,
        now: Moment,
    ) -> Result<EmergencyId, AccessError> {
        self.refresh().await?;
        // Whether there is such a subject is told to nobody who could not ask anyway.
        self.require_breaking_something(visitor, now)?;
        let state = self.record.history::<Subjects>(&StreamName::of::<Subjects>(subject)).await?.state();
        let Kept::Kept { owner, compartment } = state else { return Err(AccessError::Unknown) };
        // What is kept of a colleague belongs to the installation, which no emergency opens.
        if self.colleague(subject).is_some() {
            return Err(AccessError::Unknown);
        }
        if owner == visitor.person() {
            return Err(AccessError::Refused(Said::plain("emergency-own-matter")));
        }
        let keeper = self.look(|directory| directory.person(owner).map(|member| member.agency)).ok_or(AccessError::Unknown)?;
        let region = self.region_kept_by(keeper);
        let resource = Resource { region: region.clone(), agency: Some(keeper), ..Resource::matter(compartment) };
        let purpose = self.require_breaking(visitor, &resource, Some(owner), now)?;
        let emergency = EmergencyId::from_bytes(self.random.bytes()?);
        let request = Request { emergency, subject, compartment, keeper, region, reason, minutes };
        let actor = visitor.actor();
        let asked = Asked { actor: &actor, purpose, command: self.fresh_command()?, seen: None, now };
        let _ = self.act::<Emergency>(emergency, &asked, Command::Request(request)).await?;
        Ok(emergency)
    }

    /// Does something with an emergency.
    ///
    /// # Errors
    /// What the rights or rules refuse; an emergency that there is not; a record that does not answer.
    pub async fn act_on_emergency(&self, visitor: &Visitor, id: EmergencyId, act: EmergencyAct, now: Moment) -> Result<(), AccessError> {
        self.refresh().await?;
        let known = self.look(|directory| directory.emergency(id).and_then(|state| state.asked.clone())).ok_or(AccessError::Unknown)?;
        let purpose = self.require_act(visitor, &known, &act, now)?;
        let command = match act {
            EmergencyAct::Confirm => Command::Confirm(Confirm {}),
            EmergencyAct::Decline { reason } => Command::Decline(Decline { reason }),
            EmergencyAct::End => Command::End(End {}),
            EmergencyAct::Review { finding, note } => Command::Review(Review { finding, note }),
        };
        let actor = visitor.actor();
        let asked = Asked { actor: &actor, purpose, command: self.fresh_command()?, seen: None, now };
        let _ = self.act::<Emergency>(id, &asked, command).await?;
        Ok(())
    }

    /// For what purpose somebody does something with an emergency, where they may.
    fn require_act(&self, visitor: &Visitor, known: &Known, act: &EmergencyAct, now: Moment) -> Result<Purpose, AccessError> {
        let is_own = known.by == visitor.person();
        match act {
            // Whoever asked may take it back, like anything of their own.
            EmergencyAct::Decline { .. } | EmergencyAct::End if is_own => {
                self.require_own(visitor, Action::ManageOwnAccount, now)?;
                Ok(Purpose::Administration)
            }
            // For everything else it takes somebody else who could have asked.
            EmergencyAct::Confirm | EmergencyAct::Decline { .. } | EmergencyAct::End => {
                self.require_breaking(visitor, &resource(known), Some(known.by), now)
            }
            EmergencyAct::Review { .. } => self.require_reviewing(visitor, known.region.as_ref(), now),
        }
    }

    /// The emergencies that a visitor may know of, the latest first: their own and those that they confirmed, those that they could
    /// confirm or close, those that they review, and all of them for an inspector.
    #[must_use]
    pub fn emergencies(&self, visitor: &Visitor, now: Moment) -> Vec<KnownEmergency> {
        let all: Vec<Known> = self.look(|directory| directory.emergencies().filter_map(|(_, state)| state.asked.clone()).collect());
        let mut asking = Asking::new(self, visitor, now);
        let mut known: Vec<KnownEmergency> = all.into_iter().filter_map(|asked| asking.known(asked)).collect();
        known.sort_by_key(|known| std::cmp::Reverse((known.asked.at, known.asked.id)));
        known
    }

    /// How many emergencies wait for a visitor. Asks the rights only where something waits at all, and once for each kind of matter.
    #[must_use]
    pub fn waiting_emergencies(&self, visitor: &Visitor, now: Moment) -> Waiting {
        let waiting: Vec<Known> = self.look(|directory| {
            let waits = |state: &&emergency::State| state.waits_for_confirmation(now) || state.waits_for_review();
            directory.unsettled().filter(waits).filter_map(|state| state.asked.clone()).collect()
        });
        let mut asking = Asking::new(self, visitor, now);
        let mut count = Waiting::default();
        for offered in waiting.iter().flat_map(|known| asking.offered(known)) {
            match offered {
                Offered::Confirm => count.to_confirm += 1,
                Offered::Review => count.to_review += 1,
                Offered::Decline | Offered::End => {}
            }
        }
        count
    }

    /// The emergency under which a visitor may look at a subject now.
    #[must_use]
    pub fn opening_for(&self, visitor: &Visitor, subject: SubjectId, now: Moment) -> Option<BreakGlass> {
        self.look(|directory| {
            let opening = directory.emergencies().find_map(|(_, state)| state.opened_to(visitor.person(), subject, now))?;
            let emergency::Opening { by, confirmed_by, reason, since, until } = opening;
            Some(BreakGlass { by, confirmed_by, reason, since, until })
        })
    }

    /// Whether a visitor could ask for an emergency of some kind: whether a page offers the form.
    #[must_use]
    pub fn may_ask_emergency(&self, visitor: &Visitor, now: Moment) -> bool {
        self.require_breaking_something(visitor, now).is_ok()
    }

    /// Whether a visitor has to do with emergencies at all: asks, confirms, reviews or inspects.
    #[must_use]
    pub fn concerns_emergencies(&self, visitor: &Visitor, now: Moment) -> bool {
        self.may_ask_emergency(visitor, now) || is_prosecutor(visitor) || self.require_inspection(visitor, now).is_ok()
    }

    /// Refuses whoever may know of no emergency.
    ///
    /// # Errors
    /// What the rights refuse.
    pub fn require_emergencies(&self, visitor: &Visitor, now: Moment) -> Result<(), AccessError> {
        let asks_nothing = self.look(|directory| {
            let own = |state: &emergency::State| state.asked.as_ref().is_some_and(|asked| asked.by == visitor.person());
            !directory.emergencies().any(|(_, state)| own(state))
        });
        if asks_nothing && !self.concerns_emergencies(visitor, now) {
            return self.require_breaking_something(visitor, now);
        }
        Ok(())
    }

    /// The purpose for which the rights let somebody break the glass here.
    fn require_breaking(
        &self,
        visitor: &Visitor,
        resource: &Resource,
        other: Option<PersonId>,
        now: Moment,
    ) -> Result<Purpose, AccessError> {
        let mut refused = None;
        for purpose in [Purpose::Protection, Purpose::Casework] {
            let question = Question { other_person: other, ..Question::new(Action::BreakGlass, resource, purpose) };
            match self.require(visitor, &question, now) {
                Ok(_) => return Ok(purpose),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or(AccessError::Unknown))
    }

    fn require_breaking_something(&self, visitor: &Visitor, now: Moment) -> Result<(), AccessError> {
        let mut refused = None;
        for compartment in BREAKABLE {
            let resource = Resource { region: whole_state(), ..Resource::matter(compartment) };
            // Who the second person is will be known when they confirm; that there must be one is no hindrance to asking.
            match self.require_breaking(visitor, &resource, Some(Actor::local().person), now) {
                Ok(_) => return Ok(()),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or(AccessError::Unknown))
    }

    /// A review is a prosecutor's: whoever looks after the work of others in the region, with a prosecutor's role at a prosecutors'
    /// office. It reads nothing of the person, so it is asked for as looking at operations; but it decides, so a program can't do it with
    /// a token, nor anybody after a weak sign-in.
    fn require_reviewing(&self, visitor: &Visitor, region: Option<&Region>, now: Moment) -> Result<Purpose, AccessError> {
        let sign_in = visitor.sign_in(|kind| self.rights.is_strong(kind.code()));
        if !is_prosecutor(visitor) || sign_in != SignIn::Strong {
            return Err(AccessError::Refused(Said::plain("emergency-review-prosecutors")));
        }
        let looked = Resource { region: region.cloned(), ..Resource::matter(Compartment::Operational) };
        self.require(visitor, &Question::new(Action::Inspect, &looked, Purpose::Oversight), now)?;
        Ok(Purpose::Oversight)
    }
}

/// A prosecutor at a prosecutors' office. Inspectors only look on, whatever else they are.
fn is_prosecutor(visitor: &Visitor) -> bool {
    let authority = &visitor.authority;
    authority.kind == AgencyKind::Prosecutors && authority.holds(Role::Prosecutor) && !authority.holds(Role::Inspector)
}

fn resource(known: &Known) -> Resource {
    Resource { region: known.region.clone(), agency: Some(known.keeper), ..Resource::matter(known.compartment) }
}

/// What the rights give a visitor in emergencies of others, asked once for each kind of matter.
struct Asking<'a> {
    house: &'a House,
    visitor: &'a Visitor,
    now: Moment,
    breaks: HashMap<(Compartment, AgencyId, Option<Region>), bool>,
    reviews: HashMap<Option<Region>, bool>,
    inspects: Option<bool>,
}

impl<'a> Asking<'a> {
    fn new(house: &'a House, visitor: &'a Visitor, now: Moment) -> Self {
        Self { house, visitor, now, breaks: HashMap::new(), reviews: HashMap::new(), inspects: None }
    }

    fn known(&mut self, asked: Known) -> Option<KnownEmergency> {
        let me = self.visitor.person();
        let took_part = asked.by == me || matches!(asked.standing, Standing::Opened { confirmed_by, .. } if confirmed_by == me);
        let offered = self.offered(&asked);
        let names_subject = took_part || !offered.is_empty() || self.may_review(&asked);
        let may_know = names_subject || self.may_inspect();
        may_know.then_some(KnownEmergency { asked, offered, names_subject })
    }

    fn offered(&mut self, known: &Known) -> Vec<Offered> {
        let (me, now) = (self.visitor.person(), self.now);
        let is_own = known.by == me;
        let mut offered = Vec::new();
        match known.standing {
            Standing::Waiting { until } if now < until => {
                if is_own {
                    offered.push(Offered::Decline);
                } else if self.may_break(known) {
                    offered.extend([Offered::Confirm, Offered::Decline]);
                }
            }
            Standing::Waiting { .. } | Standing::Declined => {}
            Standing::Opened { confirmed_by, until, .. } => {
                if now < until && (is_own || self.may_break(known)) {
                    offered.push(Offered::End);
                }
                if known.review.is_none() && !is_own && confirmed_by != me && self.may_review(known) {
                    offered.push(Offered::Review);
                }
            }
        }
        offered
    }

    /// Whether the visitor could have asked for it: they are another person than the one who did.
    fn may_break(&mut self, known: &Known) -> bool {
        let (house, visitor, now) = (self.house, self.visitor, self.now);
        let key = (known.compartment, known.keeper, known.region.clone());
        *self.breaks.entry(key).or_insert_with(|| house.require_breaking(visitor, &resource(known), Some(known.by), now).is_ok())
    }

    fn may_review(&mut self, known: &Known) -> bool {
        let (house, visitor, now) = (self.house, self.visitor, self.now);
        *self.reviews.entry(known.region.clone()).or_insert_with(|| house.require_reviewing(visitor, known.region.as_ref(), now).is_ok())
    }

    fn may_inspect(&mut self) -> bool {
        let (house, visitor, now) = (self.house, self.visitor, self.now);
        *self.inspects.get_or_insert_with(|| house.require_inspection(visitor, now).is_ok())
    }
}
