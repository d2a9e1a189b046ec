//! A house in a folder of its own, with invented people.

use std::sync::Arc;

use access::{AccessError, FirstAdministrator, House, Invitation, NewSession, Parts, PasswordSignIn, PersonAct, Proof, Visitor};
use people::{AgencyName, AgencyNames, WorkContact};
use record::{AgencyId, AgencyKind, Moment, PersonId, Region, Regions, Role};
use signin::passkey::Site;
use store::{FileKey, Place, Random, Record};
use tempfile::TempDir;
use totp_rs::Builder;

pub const PASSWORD: &str = "seven brown horses on a hill";

/// A house and the folder in which its record lies.
pub struct Home {
    pub house: House,
    pub folder: TempDir,
}

/// Somebody who signs in with a password.
pub struct Member {
    pub id: PersonId,
    pub name: String,
    seed: String,
}

pub fn at(minutes: i64) -> Moment {
    // Half past a step of one-time codes, so that no test stands on its edge.
    Moment::from_unix_seconds(1_800_000_000 + 15 + minutes * 60).unwrap()
}

pub fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}

pub fn names(name: &str) -> AgencyNames {
    let name = AgencyName::new(name).unwrap();
    AgencyNames { kk: name.clone(), ru: name.clone(), en: name }
}

pub async fn open_in(folder: &TempDir, key: [u8; 32]) -> Result<House, AccessError> {
    let record = Record::open(&Place::File(folder.path().join("record.sqlite"))).await?;
    House::open(Parts {
        record,
        master: Arc::new(FileKey::new(key)),
        random: Random::system(),
        edition: "test".into(),
        passkeys: Site::new("http://localhost:7311", "Arasha").unwrap(),
        providers: Vec::new(),
    })
    .await
}

impl Home {
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { house: open_in(&folder, [7; 32]).await.unwrap(), folder }
    }

    /// A house with a first administrator of Almaty, who is in since minute 0.
    pub async fn with_administrator() -> (Self, Member, Visitor) {
        let home = Self::empty().await;
        let code = home.house.first_code(at(0)).await.unwrap().unwrap();
        let code = home.house.found_first(&code.text(), &first(), at(0)).await.unwrap();
        let (member, session) = home.join(&code.text(), "aigerim@example.org", 0).await;
        let visitor = home.house.visitor(&session.secret.text(), at(0)).await.unwrap().0;
        (home, member, visitor)
    }

    /// Enrols a password with the code of an invitation.
    pub async fn join(&self, code: &str, name: &str, minute: i64) -> (Member, NewSession) {
        let begun = self.house.begin_password(Proof::Code(code), at(minute)).await.unwrap();
        let now = once(&begun.seed, at(minute));
        let session = self.house.enrol_password(Proof::Code(code), name, PASSWORD, &now, at(minute)).await.unwrap().unwrap();
        (Member { id: session.person, name: name.into(), seed: begun.seed }, session)
    }

    /// Invites somebody into the administrator's body, gives them a role, and has them join.
    pub async fn colleague(&self, by: &Visitor, name: &str, role: Option<Role>, minute: i64) -> (Member, NewSession) {
        let agency = by.agency();
        let (id, code) = self.house.invite(by, &invitation(agency, name), at(minute)).await.unwrap();
        let (from, until) = (at(minute), at(minute).plus_days(30));
        match role {
            Some(Role::Administrator) => {
                let act = PersonAct::AskAdministrator { regions: regions(&["KZ-75"]), until, reason: reason() };
                self.house.act_on_person(by, id, act, at(minute)).await.unwrap();
            }
            Some(role) => {
                let act = PersonAct::Grant { role, regions: regions(&["KZ-75"]), from, until };
                self.house.act_on_person(by, id, act, at(minute)).await.unwrap();
            }
            None => {}
        }
        self.join(&code.text(), &format!("{name}@example.org"), minute).await
    }

    pub async fn sign_in(&self, member: &Member, minute: i64) -> Result<(NewSession, String), AccessError> {
        let code = once(&member.seed, at(minute));
        self.try_in(&member.name, PASSWORD, &code, None, minute).await
    }

    pub async fn try_in(
        &self,
        name: &str,
        password: &str,
        code: &str,
        device: Option<String>,
        minute: i64,
    ) -> Result<(NewSession, String), AccessError> {
        let shown = PasswordSignIn {
            name: name.into(),
            password: password.into(),
            code: code.into(),
            device,
            from: Some(std::net::IpAddr::from([10, 0, 0, 1])),
        };
        let (session, device) = self.house.sign_in_by_password(shown, at(minute)).await?;
        Ok((session, device.text().to_string()))
    }

    pub async fn visitor(&self, session: &NewSession, minute: i64) -> Result<Visitor, AccessError> {
        Ok(self.house.visitor(&session.secret.text(), at(minute)).await?.0)
    }
}

impl Member {
    pub fn code(&self, minute: i64) -> String {
        once(&self.seed, at(minute))
    }
}

pub fn invitation(agency: AgencyId, name: &str) -> Invitation {
    let contact = WorkContact { email: Some(format!("{name}@example.org")), phone: None };
    Invitation { agency, name: name.into(), contact, days: 7 }
}

pub fn first() -> FirstAdministrator {
    FirstAdministrator {
        kind: AgencyKind::InteriorMinistry,
        names: names("Алматы полициясы"),
        regions: regions(&["KZ-75"]),
        name: "Айгерім Үлгі".into(),
        contact: WorkContact { email: Some("aigerim@example.org".into()), phone: None },
    }
}

pub fn reason() -> record::Reason {
    record::Reason::new("по службе").unwrap()
}

fn once(seed: &str, now: Moment) -> String {
    let bytes = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, seed).unwrap();
    let totp = Builder::new().with_secret(bytes).with_digits(6).with_step_duration(30).build_noncompliant();
    totp.generate(u64::try_from(now.unix_seconds()).unwrap()).to_string()
}
