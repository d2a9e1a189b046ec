//! Histories of one person, who is number 1; 8 and 9 are administrators.

use record::{Digest, NONCE, PersonId, Personal, Protected, Purpose, Role, SubjectId, SubjectKey};

use super::{Command, Event, FullName, Person, WorkContact};
use crate::testing::{Given, Then, actor, agency, day, reason, regions};
use crate::{AgencyFacts, Credential, CredentialKind, Device, RoleTerm, SessionId, TokenId};

fn sealed<T: Personal>(value: &T, subject: u128) -> Protected<T> {
    Protected::seal(value, SubjectId::from_bits(subject), &SubjectKey::new([7; 32]), [9; NONCE]).unwrap()
}

pub fn name(subject: u128) -> Protected<FullName> {
    sealed(&FullName("Айгүл Сағат".into()), subject)
}

pub fn contact(subject: u128) -> Protected<WorkContact> {
    sealed(&WorkContact { email: Some("a.sagat@example.org".into()), phone: None }, subject)
}

pub fn facts() -> AgencyFacts {
    AgencyFacts { id: agency(1), open: true, regions: regions(&["KZ-75", "KZ-71"]) }
}

pub fn term(role: Role, from: u32, until: u32) -> RoleTerm {
    RoleTerm { role, regions: regions(&["KZ-75"]), from: day(from), until: day(until) }
}

pub fn passkey(byte: u8) -> Credential {
    Credential::Passkey { id: Digest([byte; 32]), device: Device::Computer }
}

pub fn session(number: u128) -> SessionId {
    SessionId::from_bits(number)
}

pub fn token(number: u128) -> TokenId {
    TokenId::from_bits(number)
}

/// Invited on day 0, until day 7.
pub fn invited() -> Vec<Event> {
    let (person, agency) = (PersonId::from_bits(1), agency(1));
    vec![Event::Invited { person, agency, name: name(5), contact: contact(5), until: day(7) }]
}

/// Accepted on day 0 with the first passkey.
pub fn accepted() -> Vec<Event> {
    [invited(), vec![Event::InvitationAccepted {}, enrolled(passkey(1))]].concat()
}

/// Invited and gone.
pub fn gone() -> Vec<Event> {
    [accepted(), vec![left(0)]].concat()
}

/// Accepted and suspended.
pub fn asleep() -> Vec<Event> {
    [accepted(), vec![suspended()]].concat()
}

pub fn enrolled(credential: Credential) -> Event {
    Event::CredentialEnrolled { credential, at: day(0) }
}

pub fn granted(role: Role, from: u32, until: u32) -> Event {
    Event::RoleGranted(term(role, from, until))
}

pub fn suspended() -> Event {
    Event::Suspended { reason: reason() }
}

pub fn left(on: u32) -> Event {
    Event::Left { at: day(on), reason: reason() }
}

/// Signed in on day 0, until day 1.
pub fn signed_in(number: u128) -> Event {
    Event::SignedIn { session: session(number), by: CredentialKind::Passkey, at: day(0), until: day(1) }
}

/// A token of day 0, until day 30.
pub fn issued(number: u128) -> Event {
    Event::TokenIssued { token: token(number), purpose: Purpose::Detection, at: day(0), until: day(30) }
}

/// What has happened to the person.
pub fn given(history: Vec<Event>) -> Given<Person> {
    crate::testing::given(history)
}

/// What becomes of a command on day 0 that this person gives.
pub fn when(history: Vec<Event>, by: u128, command: Command) -> Then<Person> {
    given(history).when(&actor(by), command)
}
