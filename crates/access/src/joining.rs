//! Joining: from a one-time code to a person with a first credential, and from a lost credential to a new one.
//!
//! A code stands in a link behind `#`, where browsers keep it to themselves, or is typed in. It is kept by its digest only.

use people::person::{self, Command, Recovery, Standing};
use people::{AgencyNames, Credential, Device, Person, WorkContact};
use record::{Actor, AgencyKind, Moment, PersonId, Regions};
use rights::Action;
use signin::secret::LinkCode;

use crate::{AccessError, House, NewSession, Visitor};

/// A one-time code, as it stands in a link.
pub type Code = LinkCode;

/// What a code opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joining {
    /// The installation has nobody yet: the first administrator may say who they are.
    First,
    /// A person who was invited may enrol their first credential.
    Invited(PersonId),
    /// A person may enrol a new credential in place of all the old ones.
    Recovering(PersonId),
}

/// The first administrator and their body, as they say it themselves.
#[derive(Clone)]
pub struct FirstAdministrator {
    /// What their body is.
    pub kind: AgencyKind,
    /// What it is called.
    pub names: AgencyNames,
    /// Where it acts.
    pub regions: Regions,
    /// Their name.
    pub name: String,
    /// Where they are reached at work.
    pub contact: WorkContact,
}

/// Who enrols a credential.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'a> {
    /// Somebody with a code.
    Code(&'a str),
    /// Somebody who is in.
    In(&'a Visitor),
}

/// A person who is about to enrol a credential, and why they may.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Enrolling {
    pub person: PersonId,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    Invited,
    Recovering,
    More,
}

/// The code for the first administrator is good for so many days.
const FIRST_DAYS: u32 = 1;
/// The first administrator is one for so many days; they extend it with a second one, or make others.
const FIRST_TERM_DAYS: u32 = 365;
/// Secrets that a recovery ends.
const OLD_SECRETS: [&str; 8] = ["name", "password", "code", "passkey", "account", "session", "device", "token"];

impl House {
    /// A code with which the first administrator comes in; nothing where there is an administrator. The latest one is good only.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn first_code(&self, now: Moment) -> Result<Option<Code>, AccessError> {
        self.refresh().await?;
        if self.look(|directory| directory.has_administrator(now)) {
            return Ok(None);
        }
        let code = Code::new(self.random.bytes()?);
        self.drawer.put("first", b"", None, Some(now.plus_days(FIRST_DAYS)), &code.digest().0).await?;
        Ok(Some(code))
    }

    /// A fresh code for a person, in the place of all earlier ones.
    pub(crate) async fn fresh_link(&self, person: PersonId, until: Moment) -> Result<Code, AccessError> {
        self.drawer.remove_of(person, &["link"]).await?;
        let code = Code::new(self.random.bytes()?);
        self.drawer.put("link", &code.digest().0, Some(person), Some(until), b"").await?;
        Ok(code)
    }

    /// What a code opens.
    ///
    /// # Errors
    /// [`AccessError::NoCode`] where it is not known, was used or is over; a record that does not answer.
    pub async fn opens(&self, code: &str, now: Moment) -> Result<Joining, AccessError> {
        let digest = Code::parse(code).map_err(|_| AccessError::NoCode)?.digest();
        self.refresh().await?;
        if let Some(kept) = self.drawer.get("link", &digest.0, now).await? {
            return self.opens_to(kept.owner().ok_or(AccessError::NoCode)?, now);
        }
        let first = self.drawer.get("first", b"", now).await?;
        let is_first = first.is_some_and(|kept| kept.value() == digest.0);
        let is_free = || !self.look(|directory| directory.has_administrator(now));
        if is_first && is_free() { Ok(Joining::First) } else { Err(AccessError::NoCode) }
    }

    fn opens_to(&self, person: PersonId, now: Moment) -> Result<Joining, AccessError> {
        self.look(|directory| {
            let member = directory.person(person).ok_or(AccessError::NoCode)?;
            match (member.standing, member.recovery) {
                (Standing::Invited { until }, _) if now < until => Ok(Joining::Invited(person)),
                (Standing::Active, Some(Recovery::Approved { until })) if now < until => Ok(Joining::Recovering(person)),
                _ => Err(AccessError::NoCode),
            }
        })
    }

    /// Makes the first body and its administrator; gives the code with which they go on to their first credential.
    ///
    /// # Errors
    /// Where the code is no such code, a field is wrong, somebody was quicker, or the record does not answer.
    pub async fn found_first(&self, code: &str, first: &FirstAdministrator, now: Moment) -> Result<Code, AccessError> {
        let _alone = self.founding.lock().await;
        if self.opens(code, now).await? != Joining::First {
            return Err(AccessError::NoCode);
        }
        let actor = Actor::local();
        let person = PersonId::from_bytes(self.random.bytes()?);
        // First what can be wrong in the form: a body without anybody would stay behind otherwise.
        let (name, contact) = self.keep_details(&actor, person, &first.name, &first.contact, now).await?;
        let FirstAdministrator { kind, names, regions, .. } = first.clone();
        let agency = self.found_as(&actor, kind, names, regions, None, now).await?;
        let agency = self.look(|directory| directory.agency_facts(agency)).ok_or(AccessError::Unknown)?;
        let (open_until, until) = (now.plus_days(FIRST_DAYS), now.plus_days(FIRST_TERM_DAYS));
        let administrator_exists = self.look(|directory| directory.has_administrator(now));
        let command = person::FoundAdministrator { person, agency, name, contact, open_until, until, administrator_exists };
        let _ = self.act::<Person>(person, &self.administration(&actor, now)?, Command::FoundAdministrator(command)).await?;
        self.keep_card(person, &first.name).await?;
        let _ = self.drawer.take("first", b"", now).await?;
        self.fresh_link(person, open_until).await
    }

    /// Who is about to enrol a credential.
    pub(crate) async fn enrolling(&self, proof: Proof<'_>, now: Moment) -> Result<Enrolling, AccessError> {
        match proof {
            Proof::In(visitor) => {
                self.require_own(visitor, Action::ManageOwnAccount, now)?;
                Ok(Enrolling { person: visitor.person(), why: Why::More })
            }
            Proof::Code(code) => match self.opens(code, now).await? {
                Joining::First => Err(AccessError::NoCode),
                Joining::Invited(person) => Ok(Enrolling { person, why: Why::Invited }),
                Joining::Recovering(person) => Ok(Enrolling { person, why: Why::Recovering }),
            },
        }
    }

    /// Takes away what a recovery ends, before the new secret is kept.
    pub(crate) async fn clear_for(&self, enrolling: Enrolling) -> Result<(), AccessError> {
        if enrolling.why == Why::Recovering {
            self.drawer.remove_of(enrolling.person, &OLD_SECRETS).await?;
        }
        Ok(())
    }

    /// Writes down that a person has a credential, whose secret is in the drawer by now. Whoever came by a code is in afterwards.
    pub(crate) async fn enrolled(
        &self,
        enrolling: Enrolling,
        credential: Credential,
        now: Moment,
    ) -> Result<Option<NewSession>, AccessError> {
        let (actor, _) = self.own_actor(enrolling.person)?;
        let command = match enrolling.why {
            Why::Invited => Command::AcceptInvitation(person::AcceptInvitation { credential }),
            Why::Recovering => Command::UseRecovery(person::UseRecovery { credential }),
            Why::More => Command::EnrolCredential(person::EnrolCredential { credential }),
        };
        let _ = self.act::<Person>(enrolling.person, &self.administration(&actor, now)?, command).await?;
        if enrolling.why == Why::More {
            return Ok(None);
        }
        self.drawer.remove_of(enrolling.person, &["link"]).await?;
        self.open_session(enrolling.person, credential.kind(), now).await.map(Some)
    }

    /// Gives up one of the visitor's own credentials.
    ///
    /// # Errors
    /// What the rights or rules refuse; a record that does not answer.
    pub async fn remove_credential(&self, visitor: &Visitor, credential: Credential, now: Moment) -> Result<(), AccessError> {
        self.refresh().await?;
        self.require_own(visitor, Action::ManageOwnAccount, now)?;
        let actor = visitor.actor();
        let command = Command::RemoveCredential(person::RemoveCredential { credential });
        let _ = self.act::<Person>(visitor.person(), &self.administration(&actor, now)?, command).await?;
        let gone = match credential {
            Credential::Passkey { id, .. } => self.drawer.take("passkey", &id.0, now).await?.map(drop),
            Credential::OpenId { id } => self.drawer.take("account", &id.0, now).await?.map(drop),
            Credential::PasswordAndCode {} => {
                self.drawer.remove_of(visitor.person(), &["name", "password", "code", "device"]).await?;
                Some(())
            }
        };
        if gone.is_none() {
            tracing::warn!("a credential had no secret beside the log");
        }
        Ok(())
    }
}

/// The kind of a device by its code.
#[must_use]
pub fn device(code: &str) -> Device {
    Device::ALL.into_iter().find(|device| device.code() == code).unwrap_or(Device::Other)
}
