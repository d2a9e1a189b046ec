//! What the rules need to know of a session's past, and who has to do what until when.

use std::collections::{BTreeMap, BTreeSet};

use record::{AgencyId, Circumstances, Compartment, Digest, Moment, PersonId, Region, SubjectId};
use serde::{Deserialize, Serialize};

use super::steps::Step;
use super::{Event, MOST_STEPS, Outcome, REPLAY_DAYS, Refusal, SESSION_DAYS, SessionId, a_person};
use crate::{Hidden, refuse_if};

/// What has become of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The session, once it was opened.
    pub opened: Option<Opened>,
}

/// A session that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The session.
    pub id: SessionId,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// Under whose key stands what may name people.
    pub subject: SubjectId,
    /// The body for which is searched.
    pub agency: AgencyId,
    /// When it began.
    pub at: Moment,
    /// Who owns it.
    pub owner: PersonId,
    /// Until when it should be sealed.
    pub due: Moment,
    /// Everybody who has ever owned it: none of them can replay it.
    pub searchers: BTreeSet<PersonId>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// The seal, once it is sealed.
    pub seal: Option<Digest>,
    /// The last replay.
    pub replay: Option<Replaying>,
}

/// One replay of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaying {
    /// Who tries.
    pub by: PersonId,
    /// When they began.
    pub at: Moment,
    /// Until when it should be finished.
    pub due: Moment,
    /// What came of the steps that were tried, by their numbers.
    pub tried: BTreeMap<u32, Came>,
    /// What came of it all, once it is finished.
    pub summary: Option<Summary>,
}

/// What came of a step, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// The same.
    Same,
    /// Something else.
    Drifted,
    /// It could not be reached.
    NotReachable,
}

/// What came of a replay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Steps that showed the same.
    pub same: u32,
    /// Steps that showed something else.
    pub drifted: u32,
    /// Steps that could not be reached.
    pub not_reachable: u32,
}

/// What somebody has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Who.
    pub owner: PersonId,
    /// Until when, by a number of days that is ours.
    pub due: Moment,
    /// What.
    pub task: Task,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The session is to be sealed.
    Seal,
    /// The replay is to be finished.
    FinishReplay,
}

impl State {
    /// Who has to do what until when: somebody, as long as the session or a replay of it is open.
    #[must_use]
    pub fn duty(&self) -> Option<Duty> {
        let session = self.opened.as_ref()?;
        if session.seal.is_none() {
            return Some(Duty { owner: session.owner, due: session.due, task: Task::Seal });
        }
        let replay = session.replay.as_ref().filter(|replay| replay.summary.is_none())?;
        Some(Duty { owner: replay.by, due: replay.due, task: Task::FinishReplay })
    }

    /// The session, which must have been opened.
    pub(super) fn known(&self) -> Result<&Opened, Refusal> {
        self.opened.as_ref().ok_or(Refusal::Unknown)
    }

    /// The session, which must not be sealed, for a person of its body.
    pub(super) fn unsealed(&self, at: &Circumstances<'_>) -> Result<&Opened, Refusal> {
        a_person(at)?;
        let session = self.known()?;
        refuse_if(session.seal.is_some(), Refusal::Sealed)?;
        refuse_if(session.agency != at.actor.agency, Refusal::OtherBody)?;
        Ok(session)
    }

    /// The same, for its owner.
    pub(super) fn own(&self, at: &Circumstances<'_>) -> Result<&Opened, Refusal> {
        let session = self.unsealed(at)?;
        refuse_if(session.owner != at.actor.person, Refusal::NotOwner)?;
        Ok(session)
    }

    /// The same, where a further step can be entered.
    pub(super) fn room(&self, at: &Circumstances<'_>) -> Result<&Opened, Refusal> {
        let session = self.own(at)?;
        refuse_if(session.steps.len() >= MOST_STEPS, Refusal::TooManySteps)?;
        Ok(session)
    }

    /// The session, which must be sealed.
    pub(super) fn sealed(&self) -> Result<&Opened, Refusal> {
        let session = self.known()?;
        refuse_if(session.seal.is_none(), Refusal::NotSealed)?;
        Ok(session)
    }

    /// The session and its replay, which must go on and be of whoever acts.
    pub(super) fn replayed_by(&self, at: &Circumstances<'_>) -> Result<(&Opened, &Replaying), Refusal> {
        a_person(at)?;
        let session = self.sealed()?;
        let replay = session.replay.as_ref().filter(|replay| replay.summary.is_none()).ok_or(Refusal::NoReplay)?;
        refuse_if(replay.by != at.actor.person, Refusal::NotReplayer)?;
        Ok((session, replay))
    }

    pub(super) fn after(mut self, event: &Event) -> Self {
        self.change(|session| session.steps.extend(Step::of(event)));
        match event {
            Event::Opened { session, compartment, region, subject, agency, by, at, task: _, case: _, tool: _ } => {
                self.opened = Some(Opened {
                    id: *session,
                    compartment: *compartment,
                    region: region.clone(),
                    subject: *subject,
                    agency: *agency,
                    at: *at,
                    owner: *by,
                    due: at.plus_days(SESSION_DAYS),
                    searchers: BTreeSet::from([*by]),
                    steps: Vec::new(),
                    seal: None,
                    replay: None,
                });
            }
            Event::TakenOver { by, at, .. } => self.change(|session| session.passes_to(*by, *at)),
            Event::Sealed { digest, .. } => self.change(|session| session.seal = Some(*digest)),
            Event::ReplayBegun { by, at, .. } => self.change(|session| session.replay = Some(Replaying::begun(*by, *at))),
            Event::Replayed { step, outcome, .. } => self.change_replay(|replay| replay.came(*step, Came::of(outcome))),
            Event::ReplayFinished { summary } => self.change_replay(|replay| replay.summary = Some(*summary)),
            Event::Visited { .. } | Event::Searched { .. } | Event::Noted { .. } | Event::Corrected { .. } => {}
        }
        self
    }

    fn change(&mut self, change: impl FnOnce(&mut Opened)) {
        if let Some(session) = &mut self.opened {
            change(session);
        }
    }

    fn change_replay(&mut self, change: impl FnOnce(&mut Replaying)) {
        if let Some(replay) = self.opened.as_mut().and_then(|session| session.replay.as_mut()) {
            change(replay);
        }
    }
}

impl Opened {
    /// The step with this number; the first is 1.
    #[must_use]
    pub fn step(&self, number: u32) -> Option<&Step> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.steps.get(index)
    }

    /// The numbers of the steps that can be tried again.
    pub fn replayable(&self) -> impl Iterator<Item = u32> + '_ {
        (1..).zip(&self.steps).filter(|(_, step)| step.results().is_some()).map(|(number, _)| number)
    }

    /// What may name people must stand under the key of the session.
    pub(super) fn keeps<F>(&self, hidden: &Hidden<F>) -> Result<(), Refusal> {
        refuse_if(hidden.subject() != self.subject, Refusal::OtherSubject)
    }

    /// A step must have been made in the time of the session.
    pub(super) fn made(&self, when: Moment, now: Moment) -> Result<(), Refusal> {
        refuse_if(when < self.at || now < when, Refusal::NotThen)
    }

    fn passes_to(&mut self, by: PersonId, at: Moment) {
        (self.owner, self.due) = (by, at.plus_days(SESSION_DAYS));
        self.searchers.insert(by);
    }
}

impl Replaying {
    fn begun(by: PersonId, at: Moment) -> Self {
        Self { by, at, due: at.plus_days(REPLAY_DAYS), tried: BTreeMap::new(), summary: None }
    }

    fn came(&mut self, step: u32, came: Came) {
        self.tried.insert(step, came);
    }

    /// What came of the steps so far.
    #[must_use]
    pub fn so_far(&self) -> Summary {
        self.tried.values().fold(Summary::default(), |so_far, came| so_far.and(*came))
    }
}

impl Came {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Same { .. } => Self::Same,
            Outcome::Drifted { .. } => Self::Drifted,
            Outcome::NotReachable { .. } => Self::NotReachable,
        }
    }
}

impl Summary {
    fn and(mut self, came: Came) -> Self {
        let number = match came {
            Came::Same => &mut self.same,
            Came::Drifted => &mut self.drifted,
            Came::NotReachable => &mut self.not_reachable,
        };
        *number = number.saturating_add(1);
        self
    }
}
