//! Answers that were given before.
//!
//! The same question has the same answer as long as the policies stay, and these are part of the program. A page asks some twenty
//! questions, the next page of the same person the same ones.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use record::{PersonId, Purpose};

use crate::{Action, Context, Decision, Principal, Resource, SignIn};

/// So many answers are kept; one takes about half a kilobyte.
const MOST: usize = 20_000;

/// Answers by question.
#[derive(Default)]
pub struct Known(Mutex<HashMap<Question, Decision>>);

/// A question in which the moment does not matter: policies look at the clock only where an emergency is used (a test holds them to it).
#[derive(PartialEq, Eq, Hash)]
struct Question {
    principal: Principal,
    action: Action,
    resource: Resource,
    purpose: Purpose,
    sign_in: SignIn,
    other_person: Option<PersonId>,
}

impl Question {
    /// Policies know a person only as the one who answers for a matter or as the other of two. Where neither is asked about, all who are
    /// the same in everything else have one answer.
    fn of(principal: &Principal, action: Action, resource: &Resource, context: &Context) -> Self {
        let names_people = resource.case_owner.is_some() || context.other_person.is_some();
        let person = if names_people { principal.person } else { PersonId::from_bits(0) };
        Self {
            principal: Principal { person, ..principal.clone() },
            action,
            resource: resource.clone(),
            purpose: context.purpose,
            sign_in: context.sign_in,
            other_person: context.other_person,
        }
    }
}

impl Known {
    /// The answer to a question, worked out where it is not known.
    pub fn answer(
        &self,
        principal: &Principal,
        action: Action,
        resource: &Resource,
        context: &Context,
        work_out: impl FnOnce() -> Decision,
    ) -> Decision {
        if context.break_glass.is_some() {
            return work_out();
        }
        let question = Question::of(principal, action, resource, context);
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&question) {
            return known.clone();
        }
        let decision = work_out();
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(question, decision.clone());
        decision
    }
}
