//! What the rules need to know of an account's past, and how it stands at a moment.

use std::collections::{BTreeMap, BTreeSet};

use record::{AgencyId, Circumstances, Compartment, Moment, PersonId, Region, SubjectId};

use super::{AccountId, Act, CONFIRM_DAYS, Decision, Event, Refusal, a_person};
use crate::{Hidden, refuse_if};

/// What has become of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The account, once it was entered.
    pub entered: Option<Entered>,
}

/// An account that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The account.
    pub id: AccountId,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// Under whose key stands what may name people.
    pub subject: SubjectId,
    /// The body that uses it.
    pub agency: AgencyId,
    /// Who owns it.
    pub owner: PersonId,
    /// Its decisions, in the order in which they were entered.
    pub decisions: Vec<Held>,
    /// Everybody who entered something, owned it or acted: none of them can confirm.
    pub users: BTreeSet<PersonId>,
    /// How many checks were answered.
    pub checks: u32,
    /// The last check of each person.
    pub last_checks: BTreeMap<PersonId, Checked>,
    /// Whether its use was ended.
    pub is_stopped: bool,
}

/// A decision that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What it says.
    pub decision: Decision,
    /// When it was entered.
    pub at: Moment,
    /// By whom and when it was confirmed.
    pub confirmed: Option<Confirmed>,
}

/// A confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// Who confirmed.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// A check that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Its number.
    pub check: u32,
    /// What would be done.
    pub act: Act,
    /// When it was answered.
    pub at: Moment,
    /// Whether an answer stops the step.
    pub is_blocked: bool,
    /// Whether the step was made.
    pub is_used: bool,
}

/// How an account stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No decision is confirmed yet.
    Waiting,
    /// A term is still to come.
    NotYet {
        /// From when.
        from: Moment,
    },
    /// It may be used.
    Running {
        /// Until before when.
        until: Moment,
    },
    /// All terms are over. Nobody has to do anything for that.
    Over {
        /// Since when.
        since: Moment,
    },
    /// Its use was ended.
    Stopped,
}

/// What somebody has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Who sees to it.
    pub owner: PersonId,
    /// Until when.
    pub due: Moment,
    /// What.
    pub task: Task,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A decision is to be confirmed by a second person, by a number of days that is ours.
    HaveConfirmed,
    /// The account is to be used within its term, or ended.
    KeepTerm,
}

impl State {
    /// How the account stands; none where there is no such account.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Option<Standing> {
        self.entered.as_ref().map(|account| account.standing(now))
    }

    /// Who has to do what until when: somebody, as long as the account can be used or confirmed.
    #[must_use]
    pub fn duty(&self, now: Moment) -> Option<Duty> {
        let account = self.entered.as_ref().filter(|account| !account.is_stopped)?;
        let waits = account.decisions.iter().find(|held| held.confirmed.is_none() && now < held.decision.until);
        let duty = |due, task| Some(Duty { owner: account.owner, due, task });
        match (waits, account.standing(now)) {
            (Some(held), _) => duty(held.at.plus_days(CONFIRM_DAYS), Task::HaveConfirmed),
            (None, Standing::Running { until: due } | Standing::NotYet { from: due }) => duty(due, Task::KeepTerm),
            (None, Standing::Waiting | Standing::Over { .. } | Standing::Stopped) => None,
        }
    }

    /// The account, whose use must not have been ended.
    pub(super) fn known(&self) -> Result<&Entered, Refusal> {
        let account = self.entered.as_ref().ok_or(Refusal::Unknown)?;
        if account.is_stopped { Err(Refusal::Stopped) } else { Ok(account) }
    }

    /// The same, for a person of its body who did not confirm anything of it.
    pub(super) fn of_body(&self, at: &Circumstances<'_>) -> Result<&Entered, Refusal> {
        a_person(at)?;
        let account = self.known()?;
        refuse_if(account.agency != at.actor.agency, Refusal::OtherBody)?;
        refuse_if(account.confirmers().any(|by| by == at.actor.person), Refusal::SamePerson)?;
        Ok(account)
    }

    /// The same, where an act of some moment until now can be entered.
    pub(super) fn acting(&self, act: Act, when: Moment, at: &Circumstances<'_>) -> Result<&Entered, Refusal> {
        let account = self.of_body(at)?;
        let _ = account.in_force(at.now)?;
        refuse_if(at.now < when, Refusal::NotThen)?;
        let mut in_force = account.in_force(when)?;
        refuse_if(!in_force.any(|decision| decision.allows.contains(&act)), Refusal::NotAllowed)?;
        Ok(account)
    }

    pub(super) fn after(mut self, event: &Event) -> Self {
        match event {
            Event::Entered { account, decision, compartment, region, subject, agency, by, at, platform: _, handle: _ } => {
                self.entered = Some(Entered {
                    id: *account,
                    compartment: *compartment,
                    region: region.clone(),
                    subject: *subject,
                    agency: *agency,
                    owner: *by,
                    decisions: vec![Held { decision: decision.clone(), at: *at, confirmed: None }],
                    users: BTreeSet::from([*by]),
                    checks: 0,
                    last_checks: BTreeMap::new(),
                    is_stopped: false,
                });
            }
            Event::Confirmed { decision, by, at, .. } => {
                self.change(|account| account.confirmed(*decision, Confirmed { by: *by, at: *at }))
            }
            Event::Acted { by, .. } => self.change(|account| account.used_by(*by)),
            Event::Checked { check, act, blocked_by, by, at, .. } => {
                let checked = Checked { check: *check, act: *act, at: *at, is_blocked: !blocked_by.is_empty(), is_used: false };
                self.change(|account| account.checked(*by, checked));
            }
            Event::Contacted { by, .. } => self.change(|account| account.contacted(*by)),
            Event::Extended { decision, by, at } => self.change(|account| account.extended(decision.clone(), *by, *at)),
            Event::TakenOver { by, .. } => self.change(|account| account.passes_to(*by)),
            Event::Stopped { .. } => self.change(|account| account.is_stopped = true),
        }
        self
    }

    fn change(&mut self, change: impl FnOnce(&mut Entered)) {
        if let Some(account) = &mut self.entered {
            change(account);
        }
    }
}

impl Entered {
    /// The decision with this number; the first is 1.
    #[must_use]
    pub fn decision(&self, number: u32) -> Option<&Held> {
        self.decisions.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// What may name people must stand under the key of the account.
    pub(super) fn keeps<F>(&self, hidden: &Hidden<F>) -> Result<(), Refusal> {
        refuse_if(hidden.subject() != self.subject, Refusal::OtherSubject)
    }

    /// How it stands at a moment.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        let mut terms: Vec<(Moment, Moment)> = self.confirmed_terms().map(|(from, decision)| (from, decision.until)).collect();
        let is_confirmed = !terms.is_empty();
        if !is_confirmed {
            terms = self.decisions.iter().map(|held| (held.decision.from, held.decision.until)).collect();
        }
        let running = terms.iter().filter(|(from, until)| *from <= now && now < *until).map(|(_, until)| *until).max();
        let to_come = terms.iter().filter(|(from, until)| now < *from && from < until).map(|(from, _)| *from).min();
        match (self.is_stopped, running, to_come) {
            (true, ..) => Standing::Stopped,
            (_, None, None) => Standing::Over { since: terms.iter().map(|(_, until)| *until).max().unwrap_or(now) },
            _ if !is_confirmed => Standing::Waiting,
            (_, Some(until), _) => Standing::Running { until },
            (_, None, Some(from)) => Standing::NotYet { from },
        }
    }

    /// The decisions in force at a moment: their term covers it, and a second person had confirmed them by then.
    pub(super) fn in_force(&self, moment: Moment) -> Result<impl Iterator<Item = &Decision>, Refusal> {
        let covers = move |(from, decision): &(Moment, &Decision)| *from <= moment && moment < decision.until;
        if !self.confirmed_terms().any(|term| covers(&term)) {
            refuse_if(self.confirmed_terms().next().is_none(), Refusal::NotConfirmed)?;
            let is_over = self.confirmed_terms().all(|(_, decision)| decision.until <= moment);
            return Err(if is_over { Refusal::TermOver } else { Refusal::NotYet });
        }
        Ok(self.confirmed_terms().filter(covers).map(|(_, decision)| decision))
    }

    /// The decisions that were confirmed, each with the moment from which on it can be used.
    fn confirmed_terms(&self) -> impl Iterator<Item = (Moment, &Decision)> {
        self.decisions.iter().filter_map(|held| Some((held.decision.from.max(held.confirmed?.at), &held.decision)))
    }

    fn confirmers(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.decisions.iter().filter_map(|held| held.confirmed).map(|confirmed| confirmed.by)
    }

    fn used_by(&mut self, by: PersonId) {
        self.users.insert(by);
    }

    fn confirmed(&mut self, number: u32, confirmed: Confirmed) {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        if let Some(held) = index.and_then(|index| self.decisions.get_mut(index)) {
            held.confirmed = Some(confirmed);
        }
    }

    fn checked(&mut self, by: PersonId, checked: Checked) {
        self.users.insert(by);
        self.checks = checked.check;
        self.last_checks.insert(by, checked);
    }

    fn contacted(&mut self, by: PersonId) {
        if let Some(checked) = self.last_checks.get_mut(&by) {
            checked.is_used = true;
        }
    }

    fn extended(&mut self, decision: Decision, by: PersonId, at: Moment) {
        self.users.insert(by);
        self.decisions.push(Held { decision, at, confirmed: None });
    }

    fn passes_to(&mut self, by: PersonId) {
        self.users.insert(by);
        self.owner = by;
    }
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::account::CovertAccount;
    use crate::account::testing::{confirmed, entered, extended, running, stopped};
    use crate::testing::minute;

    fn standing(history: &[Event], at: u32) -> Standing {
        CovertAccount::fold(history).standing(minute(at)).unwrap()
    }

    /// The term of the first decision is from minute 10 until before minute 100; it was confirmed in minute 5.
    #[test]
    fn the_term_begins_and_ends_without_anybody() {
        let history = running();
        assert_eq!(standing(&history, 9), Standing::NotYet { from: minute(10) });
        assert_eq!([10, 99].map(|at| standing(&history, at)), [Standing::Running { until: minute(100) }; 2]);
        assert_eq!(standing(&history, 100), Standing::Over { since: minute(100) });
    }

    #[test]
    fn without_a_second_person_it_waits_until_it_is_too_late() {
        assert_eq!(standing(&[entered()], 50), Standing::Waiting);
        assert_eq!(standing(&[entered()], 100), Standing::Over { since: minute(100) });
        assert_eq!(CovertAccount::fold(&[]).standing(minute(0)), None);
    }

    /// The second decision is for minutes 200 to 300, and was confirmed in minute 60.
    #[test]
    fn between_two_terms_it_waits_for_the_next() {
        let history: Vec<Event> = running().into_iter().chain([extended(200, 300), confirmed(2, 60)]).collect();
        assert_eq!(standing(&history, 150), Standing::NotYet { from: minute(200) });
        assert_eq!(standing(&history, 200), Standing::Running { until: minute(300) });
        assert_eq!(standing(&history, 300), Standing::Over { since: minute(300) });
    }

    #[test]
    fn a_decision_that_was_confirmed_late_holds_from_then_on() {
        let history = [entered(), confirmed(1, 50)];
        assert_eq!(standing(&history, 49), Standing::NotYet { from: minute(50) });
        assert_eq!(standing(&history, 50), Standing::Running { until: minute(100) });
    }

    #[test]
    fn what_was_stopped_stays_so() {
        let history: Vec<Event> = running().into_iter().chain([stopped()]).collect();
        assert_eq!([0, 50, 500].map(|at| standing(&history, at)), [Standing::Stopped; 3]);
    }

    #[test]
    fn somebody_has_it_in_hand_as_long_as_it_can_be_used() {
        let duty = |history: &[Event], at| CovertAccount::fold(history).duty(minute(at)).map(|duty| (duty.owner, duty.due, duty.task));
        let owner = PersonId::from_bits(1);
        assert_eq!(duty(&[entered()], 1), Some((owner, minute(0).plus_days(CONFIRM_DAYS), Task::HaveConfirmed)));
        assert_eq!(duty(&running(), 9), Some((owner, minute(10), Task::KeepTerm)));
        assert_eq!(duty(&running(), 50), Some((owner, minute(100), Task::KeepTerm)));
        assert_eq!(duty(&running(), 100), None);
        let more: Vec<Event> = running().into_iter().chain([extended(200, 300)]).collect();
        assert_eq!(duty(&more, 150), Some((owner, minute(55).plus_days(CONFIRM_DAYS), Task::HaveConfirmed)));
        assert_eq!(duty(&[entered(), stopped()], 1), None);
        assert_eq!(duty(&[], 1), None);
    }
}
