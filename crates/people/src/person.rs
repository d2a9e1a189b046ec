//! A person who works with the program: invited into one agency, with roles for a term, credentials and sessions, until they leave.
//!
//! **Who is who.** The person's own acts (accepting, enrolling, signing in) are theirs alone; what gives or gives back power (roles,
//! recovery, return from suspension) is always somebody else's; where two are needed, they are two people and neither is the one it is
//! about.
//!
//! **The machine.** [`Actor::local`](record::Actor::local) is the installation itself: whoever can give commands on the machine it runs on.
//! It founds the first administrator. As two people are needed where there may be one, it also stands in for the second where the
//! installation has fewer than two other administrators at work, and never otherwise; the log shows that it did.
//!
//! **One agency.** A person belongs to one agency for as long as this history lasts. Whoever moves or comes back is invited anew under
//! another identifier, so that nothing of the former place is taken along.

mod accept_invitation;
mod approve_recovery;
mod cancel_recovery;
mod confirm_administrator;
mod correct_details;
mod details;
mod drop_administrator;
mod enrol_credential;
mod event;
mod found_administrator;
mod grant_role;
mod guards;
mod invite;
mod issue_token;
mod leave;
mod member;
mod refusal;
mod remove_credential;
mod renew_invitation;
mod request_administrator;
mod request_recovery;
mod resume;
mod revoke_token;
mod sign_in;
mod sign_out;
mod state;
mod suspend;
#[cfg(test)]
pub(crate) mod testing;
mod use_recovery;
mod withdraw_role;

pub use accept_invitation::AcceptInvitation;
pub use approve_recovery::ApproveRecovery;
pub use cancel_recovery::CancelRecovery;
pub use confirm_administrator::ConfirmAdministrator;
pub use correct_details::CorrectDetails;
pub use details::{FullName, WorkContact};
pub use drop_administrator::DropAdministrator;
pub use enrol_credential::EnrolCredential;
pub use event::Event;
pub use found_administrator::FoundAdministrator;
pub use grant_role::GrantRole;
pub use guards::{INVITATION_DAYS, OPEN_TOKENS, RECOVERY_DAYS, SESSION_DAYS, TOKEN_DAYS};
pub use invite::Invite;
pub use issue_token::IssueToken;
pub use leave::Leave;
pub use member::{AdministratorRequest, Member, Recovery, Standing};
pub use refusal::Refusal;
pub use remove_credential::RemoveCredential;
pub use renew_invitation::RenewInvitation;
pub use request_administrator::RequestAdministrator;
pub use request_recovery::RequestRecovery;
pub use resume::Resume;
pub use revoke_token::RevokeToken;
pub use sign_in::SignIn;
pub use sign_out::SignOut;
pub use state::State;
pub use suspend::Suspend;
pub use use_recovery::UseRecovery;
pub use withdraw_role::WithdrawRole;

use record::{Circumstances, Decider, Workflow};

/// The workflow.
#[derive(Debug)]
pub struct Person;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The installation gets its first administrator.
    FoundAdministrator(FoundAdministrator),
    /// A person is invited into an agency.
    Invite(Invite),
    /// An invitation is open for longer.
    RenewInvitation(RenewInvitation),
    /// The person enrols their first credential.
    AcceptInvitation(AcceptInvitation),
    /// Name and contact are put right.
    CorrectDetails(CorrectDetails),
    /// The person gets a role for a term.
    GrantRole(GrantRole),
    /// A role ends before its term.
    WithdrawRole(WithdrawRole),
    /// One administrator asks that the person become one.
    RequestAdministrator(RequestAdministrator),
    /// Another one agrees.
    ConfirmAdministrator(ConfirmAdministrator),
    /// Nothing comes of it.
    DropAdministrator(DropAdministrator),
    /// The person adds a credential.
    EnrolCredential(EnrolCredential),
    /// The person gives one up.
    RemoveCredential(RemoveCredential),
    /// One administrator asks that the person get in again.
    RequestRecovery(RequestRecovery),
    /// Another one agrees.
    ApproveRecovery(ApproveRecovery),
    /// The person enrols a new credential in place of all the old ones.
    UseRecovery(UseRecovery),
    /// Nothing comes of it.
    CancelRecovery(CancelRecovery),
    /// The person may do nothing for the time being.
    Suspend(Suspend),
    /// The person may again.
    Resume(Resume),
    /// The person works with the program no more.
    Leave(Leave),
    /// The person comes in.
    SignIn(SignIn),
    /// The person goes.
    SignOut(SignOut),
    /// The person gets a token for a program.
    IssueToken(IssueToken),
    /// A token ends before its time.
    RevokeToken(RevokeToken),
}

impl Decider for Person {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::FoundAdministrator(command) => found_administrator::decide(state, command, at),
            Command::Invite(command) => invite::decide(state, command, at),
            Command::RenewInvitation(command) => renew_invitation::decide(state, command, at),
            Command::AcceptInvitation(command) => accept_invitation::decide(state, command, at),
            Command::CorrectDetails(command) => correct_details::decide(state, command),
            Command::GrantRole(command) => grant_role::decide(state, command, at),
            Command::WithdrawRole(command) => withdraw_role::decide(state, command, at),
            Command::RequestAdministrator(command) => request_administrator::decide(state, command, at),
            Command::ConfirmAdministrator(command) => confirm_administrator::decide(state, command, at),
            Command::DropAdministrator(command) => drop_administrator::decide(state, command),
            Command::EnrolCredential(command) => enrol_credential::decide(state, command, at),
            Command::RemoveCredential(command) => remove_credential::decide(state, command, at),
            Command::RequestRecovery(command) => request_recovery::decide(state, command, at),
            Command::ApproveRecovery(command) => approve_recovery::decide(state, command, at),
            Command::UseRecovery(command) => use_recovery::decide(state, command, at),
            Command::CancelRecovery(command) => cancel_recovery::decide(state, command),
            Command::Suspend(command) => suspend::decide(state, command, at),
            Command::Resume(command) => resume::decide(state, command, at),
            Command::Leave(command) => leave::decide(state, command, at),
            Command::SignIn(command) => sign_in::decide(state, command, at),
            Command::SignOut(command) => sign_out::decide(state, command, at),
            Command::IssueToken(command) => issue_token::decide(state, command, at),
            Command::RevokeToken(command) => revoke_token::decide(state, command, at),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        state.after(event)
    }
}

impl Workflow for Person {
    const STREAM: &'static str = "person";
    const SCHEMA: u16 = 1;
}
