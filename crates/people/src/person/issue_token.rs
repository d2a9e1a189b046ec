//! A person gets a token, with which a program of theirs asks in their name: for one purpose and for a term.
//!
//! Refused where anybody else asks for it, where the person is not at work or their agency is closed, where there is a token of this name
//! or there are [`OPEN_TOKENS`] already, and where it would end at once or later than in [`TOKEN_DAYS`]. The token gives no more than its
//! person may: that is asked of the rights at each request, with the token's purpose.

use record::{Circumstances, Moment, Purpose};

use super::{Event, OPEN_TOKENS, Refusal, State, TOKEN_DAYS, guards};
use crate::{AgencyFacts, TokenId, refuse_if};

/// A person gets a token for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueToken {
    /// The token, by a new identifier.
    pub token: TokenId,
    /// For what purpose alone its program asks.
    pub purpose: Purpose,
    /// When it ends by itself.
    pub until: Moment,
    /// The person's agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
}

pub(super) fn decide(state: &State, command: IssueToken, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let IssueToken { token, purpose, until, agency } = command;
    let member = state.active()?;
    refuse_if(!member.is(at.actor), Refusal::OnlyThemselves)?;
    guards::own_agency(member, &agency)?;
    refuse_if(member.tokens.contains_key(&token), Refusal::TokenExists)?;
    refuse_if(member.open_tokens(at.now).count() >= OPEN_TOKENS, Refusal::TooManyTokens)?;
    guards::window(until, TOKEN_DAYS, at)?;
    Ok(vec![Event::TokenIssued { token, purpose, at: at.now, until }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::person::testing::{accepted, asleep, facts, given, gone, invited, issued, suspended, token, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, agency, day};

    fn command() -> IssueToken {
        IssueToken { token: token(1), purpose: Purpose::Detection, until: day(30), agency: facts() }
    }

    fn issue(history: Vec<Event>, command: IssueToken) -> Then<Person> {
        when(history, 1, Command::IssueToken(command))
    }

    fn with_many() -> Vec<Event> {
        [accepted(), (1..=20).map(|number| issued(100 + number)).collect()].concat()
    }

    #[test]
    fn their_program_can_ask_for_one_purpose() {
        issue(accepted(), command()).then([issued(1)]);
        issue([accepted(), vec![issued(2)]].concat(), command()).then([issued(1)]);
        issue(accepted(), IssueToken { until: day(TOKEN_DAYS), ..command() }).then([Event::TokenIssued {
            token: token(1),
            purpose: Purpose::Detection,
            at: day(0),
            until: day(TOKEN_DAYS),
        }]);
    }

    #[test]
    fn it_serves_from_its_beginning_to_its_end() {
        let later = Event::TokenIssued { token: token(1), purpose: Purpose::Detection, at: day(1), until: day(30) };
        let state = Person::fold(&[accepted(), vec![later]].concat());
        let serves = [0, 1, 29, 30].map(|on| state.token_at(token(1), day(on)).map(|token| token.purpose));
        assert_eq!(serves, [None, Some(Purpose::Detection), Some(Purpose::Detection), None]);
        assert_eq!(state.token_at(token(2), day(1)), None);
    }

    #[test]
    fn it_gives_nothing_while_they_are_suspended() {
        let history = [accepted(), vec![issued(1), suspended()]].concat();
        assert_eq!(Person::fold(&history).token_at(token(1), day(1)), None);
        let back = [history, vec![Event::Resumed { reason: crate::testing::reason() }]].concat();
        assert!(Person::fold(&back).token_at(token(1), day(1)).is_some());
    }

    #[test]
    fn not_to_somebody_unknown() {
        issue(vec![], command()).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        issue(invited(), command()).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_while_suspended() {
        issue(asleep(), command()).refused(Refusal::IsSuspended);
    }

    #[test]
    fn not_after_leaving() {
        issue(gone(), command()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_for_somebody_else() {
        when(accepted(), 9, Command::IssueToken(command())).refused(Refusal::OnlyThemselves);
    }

    #[test]
    fn not_for_another_agency() {
        issue(accepted(), IssueToken { agency: AgencyFacts { id: agency(2), ..facts() }, ..command() }).refused(Refusal::OtherAgency);
    }

    #[test]
    fn not_for_a_closed_agency() {
        issue(accepted(), IssueToken { agency: AgencyFacts { open: false, ..facts() }, ..command() }).refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_twice_under_one_name() {
        issue([accepted(), vec![issued(1)]].concat(), command()).refused(Refusal::TokenExists);
    }

    #[test]
    fn not_without_number() {
        issue(with_many(), command()).refused(Refusal::TooManyTokens);
        let command = Command::IssueToken(IssueToken { until: day(60), ..command() });
        let next = Event::TokenIssued { token: token(1), purpose: Purpose::Detection, at: day(30), until: day(60) };
        given(with_many()).on(30).when(&actor(1), command).then([next]);
    }

    #[test]
    fn not_until_a_moment_that_has_passed() {
        issue(accepted(), IssueToken { until: day(0), ..command() }).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_without_end() {
        issue(accepted(), IssueToken { until: day(TOKEN_DAYS + 1), ..command() }).refused(Refusal::TooFarOff);
    }
}
