//! The answer of the policies.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Authorizer, Entities, PolicySet, Response};

use crate::rules::{PolicyId, Rule, Shipped};
use crate::settings::{Labels, RightsError};
use crate::{Action, Context, Place, Principal, Resource};

mod index;
mod known;
mod lists;
mod words;

use known::Known;
use words::Words;

/// The policies, ready to be asked.
pub struct Rights {
    authorizer: Authorizer,
    words: Words,
    /// For each action and each place where something can permit it: the policies that can bear on it.
    index: BTreeMap<(Action, Place), PolicySet>,
    /// All policies as they are written, and all actions with their groups.
    all: PolicySet,
    actions: Entities,
    rules: BTreeMap<PolicyId, Rule>,
    messages: BTreeMap<String, Labels>,
    strong: BTreeSet<String>,
    longest_break_glass: i64,
    known: Known,
}

/// Whether something may be done, why, and what must be done because of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be done.
    pub allowed: bool,
    /// The policies that decided, by name: those that permit, or else those that forbid. None where nothing permits.
    pub policies: Vec<PolicyId>,
    /// What must be done if it is done, with it and not after it.
    pub obligations: BTreeSet<Obligation>,
    /// What to tell the person who asked.
    pub why: Vec<Why>,
}

/// What a right brings with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obligation {
    /// Reading is an event of the log: who, whose, why.
    RecordReading,
    /// The case owner is shown it.
    ShowCaseOwner,
    /// Somebody is told at once.
    Notify(Notify),
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notify {
    /// The supervising prosecutor.
    Prosecutor,
    /// The inspector of the ombudsman.
    Inspector,
}

/// Why an answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A policy says so.
    Policy(PolicyId),
    /// No policy permits it.
    NothingAllows,
    /// It could not be worked out; then the answer is no.
    NotDecided,
}

impl Why {
    /// The key under which its sentence is found.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Policy(id) => id.as_str(),
            Self::NothingAllows => "nothing_allows",
            Self::NotDecided => "not_decided",
        }
    }
}

impl Rights {
    /// The policies that are part of the program.
    ///
    /// # Errors
    /// Where they are not complete or do not fit their schema; tests see to it that those which are shipped do.
    pub fn shipped() -> Result<Self, RightsError> {
        Self::from_loaded(Shipped::load()?)
    }

    /// The same policies with another bound for emergencies.
    #[must_use]
    pub fn with_longest_break_glass(self, minutes: u32) -> Self {
        Self { longest_break_glass: i64::from(minutes) * 60, ..self }
    }

    fn from_loaded(shipped: Shipped) -> Result<Self, RightsError> {
        let words = Words::new()?;
        let index = index::build(&shipped, &words)?;
        let longest_break_glass = i64::from(shipped.settings.break_glass.longest_minutes) * 60;
        Ok(Self {
            authorizer: Authorizer::new(),
            words,
            index,
            all: index::set(shipped.policies.into_iter())?,
            actions: shipped.schema.action_entities().map_err(|error| RightsError::Schema(error.to_string()))?,
            rules: shipped.rules,
            messages: shipped.settings.messages,
            strong: shipped.settings.sign_in.strong,
            longest_break_glass,
            known: Known::default(),
        })
    }

    /// Whether a way of signing in, by its code in the log, counts as strong.
    #[must_use]
    pub fn is_strong(&self, way: &str) -> bool {
        self.strong.contains(way)
    }

    /// Whether somebody may do something with something.
    ///
    /// Whatever cannot be worked out is refused: a policy that fails would otherwise be passed over, and a right that it takes would stand.
    #[must_use]
    pub fn decide(&self, principal: &Principal, action: Action, resource: &Resource, context: &Context) -> Decision {
        self.known.answer(principal, action, resource, context, || self.work_out(principal, action, resource, context))
    }

    fn work_out(&self, principal: &Principal, action: Action, resource: &Resource, context: &Context) -> Decision {
        let Some(policies) = self.index.get(&(action, resource.place)) else { return refused(Vec::new()) };
        match self.ask(policies, principal, action, resource, context) {
            Some(answer) if answer.diagnostics().errors().next().is_none() => self.read(&answer, resource),
            _ => Decision { why: vec![Why::NotDecided], ..refused(Vec::new()) },
        }
    }

    /// The purposes for which somebody could do it: what a page may offer.
    #[must_use]
    pub fn purposes(&self, principal: &Principal, action: Action, resource: &Resource, context: &Context) -> Vec<record::Purpose> {
        let allows = |purpose: &record::Purpose| {
            let context = Context { purpose: *purpose, ..context.clone() };
            self.decide(principal, action, resource, &context).allowed
        };
        record::Purpose::ALL.into_iter().filter(allows).collect()
    }

    /// A policy by its name.
    #[must_use]
    pub fn rule(&self, id: &PolicyId) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// All policies, by name.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// The sentence that says why.
    #[must_use]
    pub fn labels(&self, why: &Why) -> Option<&Labels> {
        match why {
            Why::Policy(id) => self.rules.get(id).map(|rule| &rule.labels),
            _ => self.messages.get(why.key()),
        }
    }

    fn ask(&self, policies: &PolicySet, principal: &Principal, action: Action, resource: &Resource, context: &Context) -> Option<Response> {
        let request = self.words.request(principal, action, resource, context, self.longest_break_glass)?;
        let entities = self.words.entities(principal, resource)?;
        Some(self.authorizer.is_authorized(&request, policies, &entities))
    }

    /// The same by all policies as they are written, without the index: slow, and only for tests that compare the two.
    #[must_use]
    pub fn decide_by_all(&self, principal: &Principal, action: Action, resource: &Resource, context: &Context) -> Option<bool> {
        let request = self.words.request(principal, action, resource, context, self.longest_break_glass)?;
        let entities = self.words.entities(principal, resource)?.add_entities(self.actions.iter().cloned(), None).ok()?;
        Some(self.authorizer.is_authorized(&request, &self.all, &entities).decision() == cedar_policy::Decision::Allow)
    }

    fn read(&self, answer: &Response, resource: &Resource) -> Decision {
        let ids = answer.diagnostics().reason().map(|id| PolicyId::from(id.as_ref()));
        let policies: BTreeSet<PolicyId> = ids.collect();
        if answer.decision() == cedar_policy::Decision::Deny {
            return refused(policies.into_iter().collect());
        }
        let obliges = policies.iter().filter_map(|id| self.rules.get(id)).flat_map(|rule| rule.obliges.iter().copied());
        Decision {
            allowed: true,
            obligations: obliges.chain(of_reading(resource)).collect(),
            why: policies.iter().cloned().map(Why::Policy).collect(),
            policies: policies.into_iter().collect(),
        }
    }
}

/// Every reading of personal data is an event, shown to the case owner. No policy can forget it, because none is asked.
fn of_reading(resource: &Resource) -> impl Iterator<Item = Obligation> {
    let record = resource.personal.then_some(Obligation::RecordReading);
    let show = (resource.personal && resource.case_owner.is_some()).then_some(Obligation::ShowCaseOwner);
    record.into_iter().chain(show)
}

fn refused(policies: Vec<PolicyId>) -> Decision {
    let why = if policies.is_empty() { vec![Why::NothingAllows] } else { policies.iter().cloned().map(Why::Policy).collect() };
    Decision { allowed: false, policies, obligations: BTreeSet::new(), why }
}

#[cfg(test)]
mod tests;
