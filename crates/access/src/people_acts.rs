//! What is done with people: inviting, giving and ending roles, suspending, letting in again.

use std::sync::Arc;

use people::person::{self, Command, Event};
use people::{FullName, Person, RoleTerm, SessionId, WorkContact};
use record::{AgencyId, Compartment, Moment, PersonId, Protected, Purpose, Reason, Regions, Role, SubjectId};
use rights::{Action, Resource};
use store::Asked as Opening;

use crate::error::Said;
use crate::house::{Asked, Question};
use crate::joining::Code;
use crate::{AccessError, House, Visitor};

/// Somebody to be invited.
#[derive(Clone)]
pub struct Invitation {
    /// Into which body.
    pub agency: AgencyId,
    /// Their name.
    pub name: String,
    /// Where they are reached at work.
    pub contact: WorkContact,
    /// For how many days the invitation is open.
    pub days: u32,
}

/// What an administrator does with a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonAct {
    /// Gives a role for a term.
    Grant {
        /// The role.
        role: Role,
        /// Where.
        regions: Regions,
        /// From when.
        from: Moment,
        /// Until before when.
        until: Moment,
    },
    /// Ends a role early.
    Withdraw {
        /// The role.
        role: Role,
        /// Why.
        reason: Reason,
    },
    /// Asks that they become an administrator.
    AskAdministrator {
        /// Where.
        regions: Regions,
        /// Until before when.
        until: Moment,
        /// Why.
        reason: Reason,
    },
    /// Agrees that they become one.
    ConfirmAdministrator,
    /// Has nothing come of it.
    DropAdministrator {
        /// Why.
        reason: Reason,
    },
    /// Asks that they get in again.
    AskRecovery {
        /// Why.
        reason: Reason,
    },
    /// Agrees; gives the code with which they get in.
    ApproveRecovery,
    /// Has nothing come of it.
    CancelRecovery {
        /// Why.
        reason: Reason,
    },
    /// Opens the invitation for longer; gives a new code.
    RenewInvitation {
        /// For how many days.
        days: u32,
    },
    /// They may do nothing for the time being.
    Suspend {
        /// Why.
        reason: Reason,
    },
    /// They may again.
    Resume {
        /// Why.
        reason: Reason,
    },
    /// They work with the program no more.
    Leave {
        /// Why.
        reason: Reason,
    },
}

/// Days for which a person may get in again after two administrators agreed.
const RECOVERY_DAYS: u32 = 2;
/// The kinds of secrets in the drawer that end when a person has left.
pub(crate) const ALL_SECRETS: [&str; 9] = ["name", "password", "code", "passkey", "account", "session", "link", "token", "device"];

impl House {
    /// Invites somebody; gives their identifier and the code with which they come in. The code is shown once and not kept.
    ///
    /// # Errors
    /// What the rights or rules refuse; a name or contact that is none; a record that does not answer.
    pub async fn invite(&self, visitor: &Visitor, invitation: &Invitation, now: Moment) -> Result<(PersonId, Code), AccessError> {
        let person = self.fresh_person()?;
        Ok((person, self.invite_as(visitor, person, invitation, now).await?))
    }

    /// The identifier of somebody who is going to be invited.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub fn fresh_person(&self) -> Result<PersonId, AccessError> {
        Ok(PersonId::from_bytes(self.random.bytes()?))
    }

    /// The same under an identifier that was made with the form, so that a form that is sent twice invites once.
    ///
    /// # Errors
    /// As [`House::invite`].
    pub async fn invite_as(&self, visitor: &Visitor, person: PersonId, invitation: &Invitation, now: Moment) -> Result<Code, AccessError> {
        self.refresh().await?;
        let agency = self.look(|directory| directory.agency_facts(invitation.agency)).ok_or(AccessError::Unknown)?;
        self.require_office(visitor, Action::ManagePeople, &agency.regions, None, now)?;
        // Before anything is kept of them: a refused invitation would leave data of nobody behind.
        if !(1..=person::INVITATION_DAYS).contains(&invitation.days) {
            return Err(AccessError::field("days", "person-too-far-off"));
        }
        if !agency.open {
            return Err(AccessError::Refused(Said::plain(person::Refusal::AgencyClosed.key())));
        }
        if self.look(|directory| directory.person(person).is_some()) {
            return Err(AccessError::Refused(Said::plain(person::Refusal::AlreadyInvited.key())));
        }
        let actor = visitor.actor();
        let (name, contact) = self.keep_details(&actor, person, &invitation.name, &invitation.contact, now).await?;
        let until = now.plus_days(invitation.days);
        let command = person::Invite { person, agency, name, contact, until };
        let _ = self.act::<Person>(person, &self.administration(&actor, now)?, Command::Invite(command)).await?;
        self.keep_card(person, &invitation.name).await?;
        self.fresh_link(person, until).await
    }

    /// Does something with a person. Where it gives a code (renewed invitations, approved recoveries), it is shown once and not kept.
    ///
    /// # Errors
    /// What the rights or rules refuse; a person whom there is not; a record that does not answer.
    pub async fn act_on_person(
        &self,
        visitor: &Visitor,
        person: PersonId,
        act: PersonAct,
        now: Moment,
    ) -> Result<Option<Code>, AccessError> {
        self.refresh().await?;
        let regions = self.regions_of(person)?;
        self.require_person(visitor, person, &act, &regions, now)?;
        self.carry_out(&visitor.actor(), person, &act, now).await
    }

    /// Does something with a person in the name of the installation itself, for whoever gives commands on its machine: it stands in for a
    /// second administrator where fewer than two others are at work, which the rules see to. Nothing else is done so.
    ///
    /// # Errors
    /// [`AccessError::Unknown`] for any other act; what the rules refuse; a record that does not answer.
    pub async fn stand_in(&self, person: PersonId, act: PersonAct, now: Moment) -> Result<Option<Code>, AccessError> {
        if !matches!(act, PersonAct::ConfirmAdministrator | PersonAct::AskRecovery { .. } | PersonAct::ApproveRecovery) {
            return Err(AccessError::Unknown);
        }
        self.refresh().await?;
        self.carry_out(&record::Actor::local(), person, &act, now).await
    }

    async fn carry_out(&self, actor: &record::Actor, person: PersonId, act: &PersonAct, now: Moment) -> Result<Option<Code>, AccessError> {
        let command = self.command(person, act, now)?;
        let acted = self.act::<Person>(person, &self.administration(actor, now)?, command).await?;
        if acted.events.iter().any(|event| matches!(event, Event::Left { .. })) {
            self.drawer.remove_of(person, &ALL_SECRETS).await?;
        }
        let until = acted.events.iter().find_map(|event| match event {
            Event::RecoveryApproved { until } | Event::InvitationRenewed { until } => Some(*until),
            _ => None,
        });
        match until {
            Some(until) => Ok(Some(self.fresh_link(person, until).await?)),
            None => Ok(None),
        }
    }

    /// Puts right name and contact of a person.
    ///
    /// # Errors
    /// What the rights or rules refuse; a name or contact that is none; a record that does not answer.
    pub async fn correct_details(
        &self,
        visitor: &Visitor,
        person: PersonId,
        name: &str,
        contact: &WorkContact,
        now: Moment,
    ) -> Result<(), AccessError> {
        self.refresh().await?;
        let subject = self.look(|directory| directory.person(person).map(|member| member.subject)).ok_or(AccessError::Unknown)?;
        self.require_office(visitor, Action::ManagePeople, &self.regions_of(person)?, Some(person), now)?;
        let (full, work) = details(name, contact)?;
        let (sealed_name, sealed_contact) = self.seal_details(subject, &full, &work).await?;
        let command = Command::CorrectDetails(person::CorrectDetails { name: sealed_name, contact: sealed_contact });
        let actor = visitor.actor();
        let _ = self.act::<Person>(person, &self.administration(&actor, now)?, command).await?;
        self.keep_card(person, &full.0).await
    }

    /// Where somebody is reached at work. It is personal data: the log has who read it and why before it is shown.
    ///
    /// # Errors
    /// What the rights refuse; a person whom there is not or whose data was erased; a record that does not answer.
    pub async fn contact_of(&self, visitor: &Visitor, person: PersonId, reason: &Reason, now: Moment) -> Result<WorkContact, AccessError> {
        self.refresh().await?;
        self.require_contact(visitor, person, now)?;
        let contact = self.history_of(person).await?.into_iter().rev().find_map(|event| match event {
            Event::Invited { contact, .. } | Event::DetailsCorrected { contact, .. } => Some(contact),
            _ => None,
        });
        let actor = visitor.actor();
        let asked = self.administration(&actor, now)?;
        let opening = self.opening(&asked);
        Ok(self.safe.read(opening, reason, &contact.ok_or(AccessError::Unknown)?).await?)
    }

    /// The name of a person as colleagues are shown it; nothing where it was erased.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn name_of(&self, person: PersonId, now: Moment) -> Result<Option<Arc<str>>, AccessError> {
        if let Some(known) = self.card(person) {
            return Ok(Some(known));
        }
        let kept = self.drawer.get("card", &person.bits().to_be_bytes(), now).await?;
        let name: Option<Arc<str>> = kept.map(|kept| Arc::from(String::from_utf8_lossy(kept.value())));
        if let Some(name) = &name {
            self.set_card(person, Some(Arc::clone(name)));
        }
        Ok(name)
    }

    /// Ends one of a person's sessions: their own, or that of somebody whom the visitor keeps.
    ///
    /// # Errors
    /// What the rights or rules refuse; a record that does not answer.
    pub async fn end_session(&self, visitor: &Visitor, person: PersonId, session: SessionId, now: Moment) -> Result<(), AccessError> {
        self.refresh().await?;
        if person == visitor.person() {
            self.require_own(visitor, Action::ManageOwnAccount, now)?;
        } else {
            self.require_office(visitor, Action::ManagePeople, &self.regions_of(person)?, Some(person), now)?;
        }
        let actor = visitor.actor();
        let command = Command::SignOut(person::SignOut { session, idle: false });
        let _ = self.act::<Person>(person, &self.administration(&actor, now)?, command).await?;
        Ok(())
    }

    /// Refuses what the rights do not give with one's own account.
    pub(crate) fn require_own(&self, visitor: &Visitor, action: Action, now: Moment) -> Result<(), AccessError> {
        let resource = Resource { about_asker: true, ..Resource::office() };
        self.require(visitor, &Question::new(action, &resource, Purpose::Administration), now).map(drop)
    }

    /// Refuses whoever may not read where a person is reached; everybody may read their own.
    pub(crate) fn require_contact(&self, visitor: &Visitor, person: PersonId, now: Moment) -> Result<(), AccessError> {
        let own = person == visitor.person();
        let action = if own { Action::ManageOwnAccount } else { Action::ReadPeople };
        let mut resource = Resource { personal: true, about_asker: own, ..Resource::office() };
        // Once without a region, so that a body without any opens nobody's contact.
        self.require(visitor, &Question::new(action, &resource, Purpose::Administration), now)?;
        for region in self.regions_of(person)?.iter() {
            resource.region = Some(region.clone());
            self.require(visitor, &Question::new(action, &resource, Purpose::Administration), now)?;
        }
        Ok(())
    }

    pub(crate) fn require_person(
        &self,
        visitor: &Visitor,
        person: PersonId,
        act: &PersonAct,
        regions: &Regions,
        now: Moment,
    ) -> Result<(), AccessError> {
        let PersonAct::ApproveRecovery = act else {
            return self.require_office(visitor, Action::ManagePeople, regions, Some(person), now);
        };
        let asked_by = self.look(|directory| match directory.person(person).and_then(|member| member.recovery) {
            Some(person::Recovery::Requested { by }) => Some(by),
            Some(person::Recovery::Approved { .. }) | None => None,
        });
        let mut resource = Resource { about_asker: person == visitor.person(), ..Resource::office() };
        for region in regions.iter() {
            resource.region = Some(region.clone());
            let question = Question::new(Action::ApproveRecovery, &resource, Purpose::Administration);
            self.require(visitor, &Question { other_person: asked_by, ..question }, now)?;
        }
        Ok(())
    }

    /// The regions of a person's body, for which whoever keeps the person must answer.
    pub(crate) fn regions_of(&self, person: PersonId) -> Result<Regions, AccessError> {
        let found = self.look(|directory| {
            let agency = directory.person(person)?.agency;
            Some(directory.agency(agency)?.regions.clone())
        });
        found.ok_or(AccessError::Unknown)
    }

    fn command(&self, person: PersonId, act: &PersonAct, now: Moment) -> Result<Command, AccessError> {
        let agency = || self.look(|directory| directory.agency_facts(directory.person(person)?.agency)).ok_or(AccessError::Unknown);
        let others = || self.look(|directory| directory.other_administrators(person, now));
        Ok(match act.clone() {
            PersonAct::Grant { role, regions, from, until } => {
                Command::GrantRole(person::GrantRole { term: RoleTerm { role, regions, from, until }, agency: agency()? })
            }
            PersonAct::Withdraw { role, reason } => Command::WithdrawRole(person::WithdrawRole { role, reason }),
            PersonAct::AskAdministrator { regions, until, reason } => {
                Command::RequestAdministrator(person::RequestAdministrator { regions, from: now, until, reason, agency: agency()? })
            }
            PersonAct::ConfirmAdministrator => {
                Command::ConfirmAdministrator(person::ConfirmAdministrator { agency: agency()?, others: others() })
            }
            PersonAct::DropAdministrator { reason } => Command::DropAdministrator(person::DropAdministrator { reason }),
            PersonAct::AskRecovery { reason } => Command::RequestRecovery(person::RequestRecovery { reason }),
            PersonAct::ApproveRecovery => {
                Command::ApproveRecovery(person::ApproveRecovery { until: now.plus_days(RECOVERY_DAYS), others: others() })
            }
            PersonAct::CancelRecovery { reason } => Command::CancelRecovery(person::CancelRecovery { reason }),
            PersonAct::RenewInvitation { days } => Command::RenewInvitation(person::RenewInvitation { until: now.plus_days(days) }),
            PersonAct::Suspend { reason } => Command::Suspend(person::Suspend { reason }),
            PersonAct::Resume { reason } => Command::Resume(person::Resume { reason }),
            PersonAct::Leave { reason } => Command::Leave(person::Leave { reason }),
        })
    }

    /// Begins to keep the personal data of a new colleague; they themselves answer for it and see who has read it.
    pub(crate) async fn keep_details(
        &self,
        actor: &record::Actor,
        person: PersonId,
        name: &str,
        contact: &WorkContact,
        now: Moment,
    ) -> Result<(Protected<FullName>, Protected<WorkContact>), AccessError> {
        let (full, work) = details(name, contact)?;
        let subject = SubjectId::from_bytes(self.random.bytes()?);
        let fresh = store::Fresh { key: self.random.bytes()?, nonce: self.random.bytes()? };
        let asked = self.administration(actor, now)?;
        self.safe.open(self.opening(&asked), subject, person, Compartment::Operational, fresh).await?;
        self.seal_details(subject, &full, &work).await
    }

    async fn seal_details(
        &self,
        subject: SubjectId,
        name: &FullName,
        contact: &WorkContact,
    ) -> Result<(Protected<FullName>, Protected<WorkContact>), AccessError> {
        let name = self.safe.seal(subject, name, self.random.bytes()?).await?;
        Ok((name, self.safe.seal(subject, contact, self.random.bytes()?).await?))
    }

    pub(crate) async fn keep_card(&self, person: PersonId, name: &str) -> Result<(), AccessError> {
        let name = name.trim();
        self.drawer.put("card", &person.bits().to_be_bytes(), Some(person), None, name.as_bytes()).await?;
        self.set_card(person, Some(Arc::from(name)));
        Ok(())
    }

    pub(crate) fn administration<'a>(&self, actor: &'a record::Actor, now: Moment) -> Result<Asked<'a>, AccessError> {
        Ok(Asked { actor, purpose: Purpose::Administration, command: self.fresh_command()?, seen: None, now })
    }

    /// The same for the safe.
    pub(crate) fn opening<'a>(&'a self, asked: &Asked<'a>) -> Opening<'a> {
        let at = record::Circumstances { now: asked.now, actor: asked.actor, purpose: asked.purpose, edition: &self.edition };
        Opening { command: asked.command, at }
    }
}

/// Most characters of a name.
const LONGEST_NAME: usize = 200;
/// Most characters of an address or a number.
const LONGEST_CONTACT: usize = 200;

/// Name and contact without blanks around them.
fn details(name: &str, contact: &WorkContact) -> Result<(FullName, WorkContact), AccessError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(AccessError::field("name", "name-empty"));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(AccessError::field("name", "name-too-long"));
    }
    let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (email, phone) = (given(&contact.email), given(&contact.phone));
    let long = |text: &String| text.chars().count() > LONGEST_CONTACT || text.chars().any(char::is_control);
    if email.as_ref().is_some_and(|email| long(email) || !email.contains('@')) {
        return Err(AccessError::field("email", "email-wrong"));
    }
    if phone.as_ref().is_some_and(|phone| long(phone) || !phone.chars().any(|digit| digit.is_ascii_digit())) {
        return Err(AccessError::field("phone", "phone-wrong"));
    }
    Ok((FullName(name.to_owned()), WorkContact { email, phone }))
}
