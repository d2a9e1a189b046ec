//! Commands of all kinds, by the person, two administrators, a stranger and the machine, in any order and on days in any order.

use people::person::{self, Command, Event};
use people::{
    AgencyFacts, AgencyName, AgencyNames, Credential, CredentialKind, Device, FullName, RoleTerm, SessionId, TokenId, WorkContact, agency,
};
use proptest::prelude::*;
use record::{
    Actor, AgencyId, AgencyKind, Circumstances, Decider, Digest, Moment, NONCE, PersonId, Personal, Protected, Purpose, Reason, Region,
    Regions, Role, SubjectId, SubjectKey,
};

#[derive(Debug, Clone)]
pub struct AskedOfPerson {
    pub by: Actor,
    pub on: u32,
    pub command: Command,
}

#[derive(Debug, Clone)]
pub struct AskedOfAgency {
    pub by: Actor,
    pub on: u32,
    pub command: agency::Command,
}

pub fn day(days: u32) -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap().plus_days(days)
}

pub fn reason() -> Reason {
    Reason::new("приказ № 12").unwrap()
}

fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}

fn names(word: &str) -> AgencyNames {
    let name = AgencyName::new(word).unwrap();
    AgencyNames { kk: name.clone(), ru: name.clone(), en: name }
}

pub fn actor(number: u128) -> Actor {
    Actor { person: PersonId::from_bits(number), agency: AgencyId::from_bits(u128::from(number != 0)) }
}

fn sealed<T: Personal>(value: &T, subject: u128) -> Protected<T> {
    Protected::seal(value, SubjectId::from_bits(subject), &SubjectKey::new([7; 32]), [9; NONCE]).unwrap()
}

pub fn founded() -> agency::Event {
    let (kind, names) = (AgencyKind::Ngo, names("a"));
    agency::Event::Founded { agency: AgencyId::from_bits(1), kind, names, regions: regions(&["KZ-75"]), parent: None }
}

/// Mostly the person (1) and administrators (8, 9), sometimes a stranger and the machine.
fn by() -> impl Strategy<Value = Actor> {
    prop_oneof![4 => Just(1), 4 => Just(8), 4 => Just(9), 1 => Just(2), 2 => Just(0)].prop_map(actor)
}

fn facts() -> impl Strategy<Value = AgencyFacts> {
    let known = |number, open| AgencyFacts { id: AgencyId::from_bits(number), open, regions: regions(&["KZ-75", "KZ-71"]) };
    prop_oneof![9 => Just(known(1, true)), 1 => Just(known(1, false)), 1 => Just(known(2, true))]
}

fn some_regions() -> impl Strategy<Value = Regions> {
    prop_oneof![6 => Just(vec!["KZ-75"]), 3 => Just(vec!["KZ-75", "KZ-71"]), 1 => Just(vec![]), 1 => Just(vec!["KZ"])]
        .prop_map(|codes| regions(&codes))
}

fn moment() -> impl Strategy<Value = Moment> {
    (0_u32..14).prop_map(day)
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Analyst), Just(Role::CaseManager), Just(Role::Statistician), Just(Role::Inspector), Just(Role::Administrator)]
}

fn term() -> impl Strategy<Value = RoleTerm> {
    (role(), some_regions(), moment(), moment()).prop_map(|(role, regions, from, until)| RoleTerm { role, regions, from, until })
}

fn credential() -> impl Strategy<Value = Credential> {
    let passkey = (1_u8..4, prop::sample::select(&Device::ALL[..]));
    prop_oneof![
        3 => passkey.prop_map(|(byte, device)| Credential::Passkey { id: Digest([byte; 32]), device }),
        1 => Just(Credential::PasswordAndCode {}),
        1 => Just(Credential::OpenId { id: Digest([1; 32]) }),
    ]
}

fn details() -> impl Strategy<Value = (Protected<FullName>, Protected<WorkContact>)> {
    let sealed = |name, contact| (sealed(&FullName("А".into()), name), sealed(&WorkContact::default(), contact));
    prop_oneof![6 => Just(sealed(5, 5)), 1 => Just(sealed(5, 6)), 1 => Just(sealed(6, 6))]
}

fn session() -> impl Strategy<Value = SessionId> {
    (1_u128..4).prop_map(SessionId::from_bits)
}

fn token() -> impl Strategy<Value = TokenId> {
    (1_u128..4).prop_map(TokenId::from_bits)
}

fn joining() -> impl Strategy<Value = Command> {
    let person = (0_u128..2).prop_map(PersonId::from_bits);
    prop_oneof![
        (person.clone(), facts(), details(), moment(), moment(), any::<bool>()).prop_map(
            |(person, agency, (name, contact), one, until, exists)| {
                let (open_until, administrator_exists) = (one, exists);
                Command::FoundAdministrator(person::FoundAdministrator {
                    person,
                    agency,
                    name,
                    contact,
                    open_until,
                    until,
                    administrator_exists,
                })
            }
        ),
        (person, facts(), details(), moment()).prop_map(|(person, agency, (name, contact), until)| Command::Invite(person::Invite {
            person,
            agency,
            name,
            contact,
            until
        })),
        moment().prop_map(|until| Command::RenewInvitation(person::RenewInvitation { until })),
        credential().prop_map(|credential| Command::AcceptInvitation(person::AcceptInvitation { credential })),
        details().prop_map(|(name, contact)| Command::CorrectDetails(person::CorrectDetails { name, contact })),
    ]
}

fn roles() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => (term(), facts()).prop_map(|(term, agency)| Command::GrantRole(person::GrantRole { term, agency })),
        1 => role().prop_map(|role| Command::WithdrawRole(person::WithdrawRole { role, reason: reason() })),
        2 => (some_regions(), moment(), moment(), facts()).prop_map(|(regions, from, until, agency)| {
            Command::RequestAdministrator(person::RequestAdministrator { regions, from, until, reason: reason(), agency })
        }),
        2 => (facts(), 0_u32..4)
            .prop_map(|(agency, others)| Command::ConfirmAdministrator(person::ConfirmAdministrator { agency, others })),
        1 => Just(Command::DropAdministrator(person::DropAdministrator { reason: reason() })),
    ]
}

fn credentials() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => credential().prop_map(|credential| Command::EnrolCredential(person::EnrolCredential { credential })),
        4 => credential().prop_map(|credential| Command::RemoveCredential(person::RemoveCredential { credential })),
        2 => Just(Command::RequestRecovery(person::RequestRecovery { reason: reason() })),
        4 => (moment(), 0_u32..4).prop_map(|(until, others)| Command::ApproveRecovery(person::ApproveRecovery { until, others })),
        4 => credential().prop_map(|credential| Command::UseRecovery(person::UseRecovery { credential })),
        1 => Just(Command::CancelRecovery(person::CancelRecovery { reason: reason() })),
    ]
}

fn coming_and_going() -> impl Strategy<Value = Command> {
    let by = prop::sample::select(&CredentialKind::ALL[..]);
    prop_oneof![
        2 => Just(Command::Suspend(person::Suspend { reason: reason() })),
        4 => Just(Command::Resume(person::Resume { reason: reason() })),
        1 => Just(Command::Leave(person::Leave { reason: reason() })),
        20 => (session(), by, moment(), facts())
            .prop_map(|(session, by, until, agency)| Command::SignIn(person::SignIn { session, by, until, agency })),
        4 => (session(), any::<bool>()).prop_map(|(session, idle)| Command::SignOut(person::SignOut { session, idle })),
    ]
}

fn tokens() -> impl Strategy<Value = Command> {
    let purpose = prop::sample::select(&Purpose::ALL[..]);
    prop_oneof![
        3 => (token(), purpose, moment(), facts())
            .prop_map(|(token, purpose, until, agency)| Command::IssueToken(person::IssueToken { token, purpose, until, agency })),
        1 => token().prop_map(|token| Command::RevokeToken(person::RevokeToken { token })),
    ]
}

pub fn person_steps() -> impl Strategy<Value = Vec<AskedOfPerson>> {
    let command = prop_oneof![1 => joining(), 2 => roles(), 2 => credentials(), 2 => coming_and_going(), 1 => tokens()];
    let step = (by(), 0_u32..12, command).prop_map(|(by, on, command)| AskedOfPerson { by, on, command });
    (any::<bool>(), prop::collection::vec(step, 0..80)).prop_map(|(began, steps)| if began { [beginning(), steps].concat() } else { steps })
}

/// Invited on day 0 and accepted.
fn beginning() -> Vec<AskedOfPerson> {
    let agency = AgencyFacts { id: AgencyId::from_bits(1), open: true, regions: regions(&["KZ-75"]) };
    let (name, contact) = (sealed(&FullName("А".into()), 5), sealed(&WorkContact::default(), 5));
    let invite = person::Invite { person: PersonId::from_bits(1), agency, name, contact, until: day(7) };
    let accept = person::AcceptInvitation { credential: Credential::PasswordAndCode {} };
    let steps = [(8, Command::Invite(invite)), (1, Command::AcceptInvitation(accept))];
    steps.map(|(by, command)| AskedOfPerson { by: actor(by), on: 0, command }).to_vec()
}

/// Events of many kinds, of which wrong orders can be made.
pub fn history() -> Vec<Event> {
    let term = RoleTerm { role: Role::Administrator, regions: regions(&["KZ"]), from: day(0), until: day(9) };
    let (session, credential) = (SessionId::from_bits(1), Credential::PasswordAndCode {});
    let token = TokenId::from_bits(1);
    let started = beginning().into_iter().fold((Vec::new(), person::State::default()), |(mut events, mut state), step| {
        let at = Circumstances { now: day(0), actor: &step.by, purpose: Purpose::Administration, edition: "" };
        let decided = people::Person::decide(&state, step.command, &at).unwrap();
        state = decided.iter().fold(state, people::Person::evolve);
        events.extend(decided);
        (events, state)
    });
    let more = [
        Event::AdministratorConfirmed(term.clone()),
        Event::RoleGranted(RoleTerm { from: day(9), until: day(1), ..term }),
        Event::RoleWithdrawn { role: Role::Administrator, at: day(0), reason: reason() },
        Event::CredentialRemoved { credential },
        Event::RecoveryApproved { until: day(1) },
        Event::RecoveryUsed {},
        Event::Suspended { reason: reason() },
        Event::Resumed { reason: reason() },
        Event::Left { at: day(0), reason: reason() },
        Event::SignedIn { session, by: CredentialKind::Passkey, at: day(1), until: day(0) },
        Event::SignedOut { session, why: people::EndOfSession::Idle },
        Event::TokenIssued { token, purpose: Purpose::Detection, at: day(1), until: day(0) },
        Event::TokenRevoked { token, at: day(0), why: people::EndOfToken::Asked },
    ];
    started.0.into_iter().chain(more).collect()
}

pub fn agency_steps() -> impl Strategy<Value = Vec<AskedOfAgency>> {
    let id = || (0_u128..4).prop_map(AgencyId::from_bits);
    let parent = || prop::option::of(id());
    let above = || prop::collection::vec(id(), 0..2);
    let kind = prop::sample::select(&AgencyKind::ALL[..]);
    let found = (id(), kind, some_regions(), parent(), above()).prop_map(|(agency, kind, regions, parent, above)| {
        agency::Command::Found(agency::Found { agency, kind, names: names("a"), regions, parent, above })
    });
    let place =
        (parent(), above()).prop_map(|(parent, above)| agency::Command::PlaceUnder(agency::PlaceUnder { parent, above, reason: reason() }));
    let command = prop_oneof![
        found,
        place,
        "[a-c]".prop_map(|word| agency::Command::Rename(agency::Rename { names: names(&word) })),
        some_regions().prop_map(|regions| agency::Command::SetRegions(agency::SetRegions { regions, reason: reason() })),
        Just(agency::Command::Close(agency::Close { reason: reason() })),
        Just(agency::Command::Reopen(agency::Reopen { reason: reason() })),
    ];
    let step = (by(), 0_u32..12, command).prop_map(|(by, on, command)| AskedOfAgency { by, on, command });
    prop::collection::vec(step, 0..40)
}
