//! What is done with a person: which acts a page offers, how each is read from its form, and what comes of it.

use access::{AccessError, House, PersonAct};
use people::WorkContact;
use people::person::{INVITATION_DAYS, Member, Recovery, Standing};
use record::{Moment, PersonId, Regions, Role};
use rights::Action;

use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::account::visitor;
use crate::pages::act_form::{ActForm, Field, Typed, Wrong, read_days, read_reason, regions_within};
use crate::pages::frame::Ask;
use crate::pages::invite::{once, read_contact};
use crate::pages::join::{Choice, read_regions};
use crate::pages::people::{person_href, role_of};
use crate::pages::person;
use crate::problem::Problem;
use crate::words::Words;

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The contact is read.
    Contact,
    /// A role is given.
    Grant,
    /// A role ends early.
    Withdraw,
    /// It is asked that they become an administrator.
    AskAdministrator,
    /// It is agreed.
    ConfirmAdministrator,
    /// Nothing comes of it.
    DropAdministrator,
    /// It is asked that they get in again.
    AskRecovery,
    /// It is agreed.
    ApproveRecovery,
    /// Nothing comes of it.
    CancelRecovery,
    /// The invitation is renewed.
    Renew,
    /// They are suspended.
    Suspend,
    /// They are at work again.
    Resume,
    /// They have left.
    Leave,
    /// Name and contact are put right.
    Correct,
}

impl Deed {
    /// Where it is sent.
    #[must_use]
    pub fn href(self) -> &'static str {
        match self {
            Self::Contact => "/person/contact",
            Self::Grant => "/person/grant",
            Self::Withdraw => "/person/withdraw",
            Self::AskAdministrator => "/person/administrator",
            Self::ConfirmAdministrator => "/person/administrator/confirm",
            Self::DropAdministrator => "/person/administrator/drop",
            Self::AskRecovery => "/person/recovery",
            Self::ApproveRecovery => "/person/recovery/approve",
            Self::CancelRecovery => "/person/recovery/cancel",
            Self::Renew => "/person/invitation",
            Self::Suspend => "/person/suspend",
            Self::Resume => "/person/resume",
            Self::Leave => "/person/leave",
            Self::Correct => "/person/correct",
        }
    }

    /// Keys of its name and of what happens.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Contact => ("deed-contact", "deed-contact-note"),
            Self::Grant => ("deed-grant", "deed-grant-note"),
            Self::Withdraw => ("deed-withdraw", "deed-withdraw-note"),
            Self::AskAdministrator => ("deed-ask-administrator", "deed-ask-administrator-note"),
            Self::ConfirmAdministrator => ("deed-confirm-administrator", "deed-confirm-administrator-note"),
            Self::DropAdministrator => ("deed-drop-administrator", "deed-drop-administrator-note"),
            Self::AskRecovery => ("deed-ask-recovery", "deed-ask-recovery-note"),
            Self::ApproveRecovery => ("deed-approve-recovery", "deed-approve-recovery-note"),
            Self::CancelRecovery => ("deed-cancel-recovery", "deed-cancel-recovery-note"),
            Self::Renew => ("deed-renew", "deed-renew-note"),
            Self::Suspend => ("deed-suspend", "deed-suspend-note"),
            Self::Resume => ("deed-resume", "deed-resume-note"),
            Self::Leave => ("deed-leave", "deed-leave-note"),
            Self::Correct => ("deed-correct", "deed-correct-note"),
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Contact => "contact-",
            Self::Grant => "grant-",
            Self::Withdraw => "withdraw-",
            Self::AskAdministrator => "administrator-",
            Self::ConfirmAdministrator => "confirm-",
            Self::DropAdministrator => "drop-",
            Self::AskRecovery => "recovery-",
            Self::ApproveRecovery => "approve-",
            Self::CancelRecovery => "cancel-",
            Self::Renew => "renew-",
            Self::Suspend => "suspend-",
            Self::Resume => "resume-",
            Self::Leave => "leave-",
            Self::Correct => "correct-",
        }
    }
}

/// A person as the page that offers the acts sees them.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The person.
    pub member: &'a Member,
    /// The regions of their body.
    pub regions: &'a Regions,
    /// Their name.
    pub name: &'a str,
    /// Where they are reached, where that was just read.
    pub contact: Option<&'a WorkContact>,
}

/// The acts that the rights allow and that make sense now, the frequent first and what can't be undone last.
#[must_use]
pub fn offered(house: &House, ask: &Ask<'_>, member: &Member, open: bool) -> Vec<Deed> {
    let now = ask.viewer.now();
    let Ok(asker) = visitor(ask) else { return Vec::new() };
    let gone = member.standing == Standing::Left;
    let mut deeds = Vec::new();
    if !gone && house.may_read_contact(asker, member.id, now) {
        deeds.push(Deed::Contact);
    }
    if gone || !house.keeps_person(asker, member.id, now) {
        return deeds;
    }
    let invited = matches!(member.standing, Standing::Invited { .. });
    let second = member.request.as_ref().is_some_and(|request| request.by != asker.person());
    let unsettled = match member.recovery {
        None => false,
        Some(Recovery::Requested { .. }) => true,
        Some(Recovery::Approved { until }) => now < until,
    };
    let to_approve = matches!(member.recovery, Some(Recovery::Requested { .. })) && house.may_approve_recovery(asker, member.id, now);
    let held = member.terms.iter().any(|term| now < term.until);
    let administers = member.terms.iter().any(|term| term.role == Role::Administrator && now < term.until);
    let possible = [
        (Deed::ConfirmAdministrator, second && open),
        (Deed::DropAdministrator, member.request.is_some()),
        (Deed::ApproveRecovery, to_approve),
        (Deed::CancelRecovery, unsettled),
        (Deed::Renew, invited),
        (Deed::Grant, open),
        (Deed::Withdraw, held),
        (Deed::AskAdministrator, open && member.request.is_none() && !administers),
        (Deed::Correct, true),
        (Deed::AskRecovery, !invited && !unsettled),
        (Deed::Suspend, member.standing == Standing::Active),
        (Deed::Resume, member.standing == Standing::Suspended),
        (Deed::Leave, true),
    ];
    deeds.extend(possible.into_iter().filter(|(_, possible)| *possible).map(|(deed, _)| deed));
    deeds
}

/// The form of an act, with what was typed where it is the one that is wrong.
#[must_use]
pub fn form(ask: &Ask<'_>, seen: &Seen<'_>, deed: Deed, wrong: Option<&Wrong<Deed>>) -> ActForm {
    let words = ask.words();
    let wrong = wrong.filter(|wrong| wrong.deed == deed);
    let typed = Typed::of(ask, wrong.is_some());
    let (title, note) = deed.keys();
    let to_do = matches!(deed, Deed::ConfirmAdministrator | Deed::ApproveRecovery);
    ActForm {
        href: deed.href(),
        title: words.say(title),
        note: words.say(note),
        open: to_do || wrong.is_some(),
        prefix: if wrong.is_some() { "" } else { deed.prefix() },
        wrong: wrong.and_then(|wrong| wrong.problem.field),
        fields: fields(ask, seen, deed, typed),
    }
}

fn fields(ask: &Ask<'_>, seen: &Seen<'_>, deed: Deed, typed: Typed<'_>) -> Vec<Field> {
    let words = ask.words();
    let reason = || Field::reason(words, typed.text("reason", String::new));
    match deed {
        Deed::ConfirmAdministrator | Deed::ApproveRecovery => Vec::new(),
        Deed::Grant => vec![role(words, &to_grant(), typed), regions(words, seen, typed), from(ask, typed), until(ask, typed)],
        Deed::Withdraw => vec![role(words, &to_withdraw(seen.member, ask.viewer.now()), typed), reason()],
        Deed::AskAdministrator => vec![regions(words, seen, typed), until(ask, typed), reason()],
        Deed::Renew => {
            vec![Field::line("days", words.count("invite-days", INVITATION_DAYS), "number", typed.text("days", || "7".to_owned()))]
        }
        Deed::Correct => details(words, seen, typed).into(),
        Deed::Contact | Deed::DropAdministrator | Deed::AskRecovery | Deed::CancelRecovery | Deed::Suspend | Deed::Resume | Deed::Leave => {
            vec![reason()]
        }
    }
}

fn details(words: Words, seen: &Seen<'_>, typed: Typed<'_>) -> [Field; 3] {
    let known = |of: fn(&WorkContact) -> Option<&String>| seen.contact.and_then(of).cloned().unwrap_or_default();
    let email = typed.text("email", || known(|contact| contact.email.as_ref()));
    let phone = typed.text("phone", || known(|contact| contact.phone.as_ref()));
    [
        Field::line("name", words.say("person-name"), "text", typed.text("name", || seen.name.to_owned())),
        Field::free("email", words.say("person-email"), "email", email),
        Field::free("phone", words.say("person-phone"), "tel", phone),
    ]
}

/// An administrator is made by two: that is another act.
fn to_grant() -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| *role != Role::Administrator).collect()
}

fn to_withdraw(member: &Member, now: Moment) -> Vec<Role> {
    let held = |role: &Role| member.terms.iter().any(|term| term.role == *role && now < term.until);
    Role::ALL.into_iter().filter(held).collect()
}

fn role(words: Words, roles: &[Role], typed: Typed<'_>) -> Field {
    let chosen = typed.text("role", String::new);
    let choice = |role: &Role| Choice {
        code: role.code().to_owned(),
        name: words.say(&format!("role-{}", role.code())),
        chosen: chosen == role.code(),
    };
    let blank = Choice { code: String::new(), name: String::new(), chosen: false };
    // Where there is one only, there is nothing to choose.
    let blank = if roles.len() > 1 { vec![blank] } else { Vec::new() };
    Field::one("role", words.say("role"), blank.into_iter().chain(roles.iter().map(choice)).collect())
}

fn regions(words: Words, seen: &Seen<'_>, typed: Typed<'_>) -> Field {
    let all = || seen.regions.iter().map(|region| region.code().to_owned()).collect();
    Field::regions(words.say("regions"), regions_within(words, seen.regions, &typed.several("region", all)))
}

fn from(ask: &Ask<'_>, typed: Typed<'_>) -> Field {
    let today = || ask.viewer.calendar.iso_day(ask.viewer.now());
    Field::line("from", ask.words().say("first-day"), "date", typed.text("from", today))
}

fn until(ask: &Ask<'_>, typed: Typed<'_>) -> Field {
    let in_a_year = || ask.viewer.calendar.iso_day(ask.viewer.now().plus_days(364));
    Field::line("until", ask.words().say("last-day"), "date", typed.text("until", in_a_year))
}

/// Does what was sent, and goes back to the person; or shows their page again with what is wrong.
///
/// # Errors
/// A person whom there is not, or of whom the visitor may not know; a record that does not answer.
pub async fn act(house: &House, ask: &Ask<'_>, deed: Deed) -> Result<Answer, Fault> {
    let (asker, now) = (visitor(ask)?, ask.viewer.now());
    // Whether there is such a person, and what is wrong with a form, is told to nobody who keeps no people at all.
    house.require_keeper(asker, Action::ManagePeople, now)?;
    let id: PersonId = ask.field("id").parse().map_err(|_| AccessError::Unknown)?;
    let done = match deed {
        Deed::Correct => house.correct_details(asker, id, &ask.field("name"), &read_contact(ask), now).await.map(|()| None),
        _ => match read(ask, deed) {
            Ok(act) => house.act_on_person(asker, id, act, now).await,
            Err(error) => Err(error),
        },
    };
    match done {
        Ok(Some(code)) => once(house, ask, id, &code.text()).await,
        Ok(None) => Ok(Answer::go_to(person_href(id))),
        Err(error) => again(house, ask, id, deed, error).await,
    }
}

async fn again(house: &House, ask: &Ask<'_>, id: PersonId, deed: Deed, error: AccessError) -> Result<Answer, Fault> {
    let status = Fault::from_status(&error);
    let wrong = Wrong { deed, problem: Problem::of(house, &ask.viewer, error)? };
    Ok(Answer { status, ..Answer::page(person::page(house, ask, id, Some(wrong), None).await?) })
}

fn read(ask: &Ask<'_>, deed: Deed) -> Result<PersonAct, AccessError> {
    Ok(match deed {
        Deed::Grant => {
            PersonAct::Grant { role: read_role(ask)?, regions: read_regions(ask)?, from: read_from(ask)?, until: read_until(ask)? }
        }
        Deed::Withdraw => PersonAct::Withdraw { role: read_role(ask)?, reason: read_reason(ask)? },
        Deed::AskAdministrator => {
            PersonAct::AskAdministrator { regions: read_regions(ask)?, until: read_until(ask)?, reason: read_reason(ask)? }
        }
        Deed::ConfirmAdministrator => PersonAct::ConfirmAdministrator,
        Deed::DropAdministrator => PersonAct::DropAdministrator { reason: read_reason(ask)? },
        Deed::AskRecovery => PersonAct::AskRecovery { reason: read_reason(ask)? },
        Deed::ApproveRecovery => PersonAct::ApproveRecovery,
        Deed::CancelRecovery => PersonAct::CancelRecovery { reason: read_reason(ask)? },
        Deed::Renew => PersonAct::RenewInvitation { days: read_days(ask, INVITATION_DAYS)? },
        Deed::Suspend => PersonAct::Suspend { reason: read_reason(ask)? },
        Deed::Resume => PersonAct::Resume { reason: read_reason(ask)? },
        Deed::Leave => PersonAct::Leave { reason: read_reason(ask)? },
        // They are done elsewhere.
        Deed::Contact | Deed::Correct => return Err(AccessError::Unknown),
    })
}

fn read_role(ask: &Ask<'_>) -> Result<Role, AccessError> {
    role_of(&ask.field("role")).ok_or_else(|| AccessError::field("role", "role-empty"))
}

fn read_from(ask: &Ask<'_>) -> Result<Moment, AccessError> {
    ask.viewer.calendar.start_of(&ask.field("from")).ok_or_else(|| AccessError::field("from", "day-wrong"))
}

/// The last day is held to its end.
fn read_until(ask: &Ask<'_>) -> Result<Moment, AccessError> {
    ask.viewer.calendar.end_of(&ask.field("until")).ok_or_else(|| AccessError::field("until", "day-wrong"))
}

/// Shows where somebody is reached, once they say why; the log has it before.
///
/// # Errors
/// As for [`act`].
pub async fn contact(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (asker, now) = (visitor(ask)?, ask.viewer.now());
    house.require_colleagues(asker, now)?;
    let id: PersonId = ask.field("id").parse().map_err(|_| AccessError::Unknown)?;
    let read = match read_reason(ask) {
        Ok(reason) => house.contact_of(asker, id, &reason, now).await,
        Err(error) => Err(error),
    };
    match read {
        Ok(contact) => Ok(Answer::page(person::page(house, ask, id, None, Some(contact)).await?)),
        Err(error) => again(house, ask, id, Deed::Contact, error).await,
    }
}

/// Ends a session of somebody whom the visitor keeps.
///
/// # Errors
/// As for [`act`].
pub async fn end_session(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (asker, now) = (visitor(ask)?, ask.viewer.now());
    house.require_keeper(asker, Action::ManagePeople, now)?;
    let id: PersonId = ask.field("id").parse().map_err(|_| AccessError::Unknown)?;
    let session = ask.field("session").parse().map_err(|_| AccessError::Unknown)?;
    house.end_session(asker, id, session, now).await?;
    Ok(Answer::go_to(person_href(id)))
}
