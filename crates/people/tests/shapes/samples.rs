//! One of each event.

use people::emergency::{EmergencyId, Finding};
use people::oversight::Form;
use people::{
    AgencyName, AgencyNames, Credential, CredentialKind, Device, EndOfSession, EndOfToken, FullName, RoleTerm, SessionId, TokenId,
    WorkContact,
};
use people::{agency, emergency, oversight, person};
use record::{
    AgencyId, AgencyKind, Compartment, Digest, Moment, NONCE, PersonId, Personal, Protected, Purpose, Reason, Region, Regions, Role,
    SubjectId, SubjectKey,
};

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn reason() -> Reason {
    Reason::new("приказ № 12").unwrap()
}

fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}

fn names(en: &str) -> AgencyNames {
    let name = |name| AgencyName::new(name).unwrap();
    AgencyNames { kk: name("Алматы полициясы"), ru: name("Полиция Алматы"), en: name(en) }
}

/// Under a key and a nonce that are no secrets.
fn sealed<T: Personal>(value: &T) -> Protected<T> {
    Protected::seal(value, SubjectId::from_bits(5), &SubjectKey::new([7; 32]), [9; NONCE]).unwrap()
}

fn term(role: Role) -> RoleTerm {
    let (from, until) = (moment("2026-03-01T12:00:00Z"), moment("2027-03-01T12:00:00Z"));
    RoleTerm { role, regions: regions(&["KZ-75", "KZ-71"]), from, until }
}

pub fn agency() -> Vec<agency::Event> {
    use agency::Event::*;
    let (kind, parent) = (AgencyKind::InteriorMinistry, Some(AgencyId::from_bits(2)));
    vec![
        Founded { agency: AgencyId::from_bits(1), kind, names: names("Police of Almaty"), regions: regions(&["KZ-75"]), parent },
        Renamed { names: names("Almaty Police") },
        RegionsSet { regions: regions(&["KG", "KZ-71"]), reason: reason() },
        PlacedUnder { parent: None, reason: reason() },
        Closed { reason: reason() },
        Reopened { reason: reason() },
    ]
}

pub fn person() -> Vec<person::Event> {
    [joining(), roles(), credentials(), standing(), sessions(), tokens()].concat()
}

fn name() -> Protected<FullName> {
    sealed(&FullName("Айгүл Сағат".into()))
}

fn contact() -> Protected<WorkContact> {
    sealed(&WorkContact { email: Some("a.sagat@example.org".into()), phone: Some("+77000000001".into()) })
}

fn joining() -> Vec<person::Event> {
    use person::Event::*;
    let until = moment("2026-03-08T12:00:00Z");
    vec![
        Invited { person: PersonId::from_bits(1), agency: AgencyId::from_bits(1), name: name(), contact: contact(), until },
        InvitationRenewed { until },
        InvitationAccepted {},
        DetailsCorrected { name: name(), contact: contact() },
    ]
}

fn roles() -> Vec<person::Event> {
    use person::Event::*;
    vec![
        AdministratorFounded(term(Role::Administrator)),
        RoleGranted(term(Role::CaseManager)),
        RoleWithdrawn { role: Role::CaseManager, at: moment("2026-04-01T08:30:00.5Z"), reason: reason() },
        AdministratorRequested { by: PersonId::from_bits(8), term: term(Role::Administrator), reason: reason() },
        AdministratorConfirmed(term(Role::Administrator)),
        AdministratorDropped { reason: reason() },
    ]
}

fn credentials() -> Vec<person::Event> {
    use person::Event::*;
    let (at, until) = (moment("2026-03-01T12:00:00Z"), moment("2026-03-02T12:00:00Z"));
    let id = Digest([0xAB; 32]);
    vec![
        CredentialEnrolled { credential: Credential::Passkey { id, device: Device::SecurityKey }, at },
        CredentialEnrolled { credential: Credential::PasswordAndCode {}, at },
        CredentialEnrolled { credential: Credential::OpenId { id }, at },
        CredentialRemoved { credential: Credential::Passkey { id, device: Device::Phone } },
        RecoveryRequested { by: PersonId::from_bits(8), reason: reason() },
        RecoveryApproved { until },
        RecoveryUsed {},
        RecoveryCancelled { reason: reason() },
    ]
}

fn standing() -> Vec<person::Event> {
    use person::Event::*;
    let at = moment("2026-12-31T18:00:00Z");
    vec![Suspended { reason: reason() }, Resumed { reason: reason() }, Left { at, reason: reason() }]
}

fn sessions() -> Vec<person::Event> {
    use person::Event::*;
    let (at, until) = (moment("2026-03-01T12:00:00Z"), moment("2026-03-01T20:00:00Z"));
    let session = SessionId::from_bits(33);
    let entered = CredentialKind::ALL.map(|by| SignedIn { session, by, at, until });
    let ended = EndOfSession::ALL.map(|why| SignedOut { session, why });
    [entered.to_vec(), ended.to_vec()].concat()
}

fn tokens() -> Vec<person::Event> {
    use person::Event::*;
    let (at, until) = (moment("2026-03-01T12:00:00Z"), moment("2026-05-30T12:00:00Z"));
    let token = TokenId::from_bits(34);
    let ended = EndOfToken::ALL.map(|why| TokenRevoked { token, at, why });
    [vec![TokenIssued { token, purpose: Purpose::Detection, at, until }], ended.to_vec()].concat()
}

pub fn emergency() -> Vec<emergency::Event> {
    use emergency::Event::*;
    let (at, until) = (moment("2026-03-01T12:00:00Z"), moment("2026-03-01T12:30:00Z"));
    let requested = |region| Requested {
        emergency: EmergencyId::from_bits(35),
        by: PersonId::from_bits(1),
        subject: SubjectId::from_bits(5),
        compartment: Compartment::Protection,
        keeper: AgencyId::from_bits(2),
        region,
        reason: reason(),
        minutes: 30,
        at,
    };
    let opened = [requested(Region::new("KZ-75").ok()), requested(None), Confirmed { by: PersonId::from_bits(2), at, until }];
    let closed = [Declined { reason: reason() }, Ended { at }];
    let reviewed = Finding::ALL.map(|finding| Reviewed { by: PersonId::from_bits(3), finding, note: reason() });
    [opened.to_vec(), closed.to_vec(), reviewed.to_vec()].concat()
}

pub fn export() -> Vec<oversight::Event> {
    let exported = |form| oversight::Event::Exported {
        by: PersonId::from_bits(1),
        filter: "kind=subject purpose=protection from=2026-03-01T12:00:00Z".into(),
        form,
        from_place: 120,
        entries: 37,
        reason: reason(),
    };
    Form::ALL.map(exported).into()
}
