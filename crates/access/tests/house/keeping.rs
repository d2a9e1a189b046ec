//! What administrators do, what they can't, and that the directory follows from the log alone.

use access::{AccessError, AgencyAct, Directory, PersonAct};
use record::{AgencyKind, Compartment, Purpose, Role};
use rights::{Action, Resource};

use crate::support::{Home, at, invitation, names, open_in, reason, regions};

#[tokio::test]
async fn an_administrator_keeps_people_and_sees_no_matters() {
    let (home, _, administrator) = Home::with_administrator().await;
    let (_, session) = home.colleague(&administrator, "erlan", Some(Role::Analyst), 1).await;
    let analyst = home.visitor(&session, 2).await.unwrap();
    let posts = Resource::matter(Compartment::OpenSource);
    let may = |visitor, purpose| home.house.may(visitor, Action::SearchCorpus, &posts, purpose, at(2)).allowed;
    assert!(may(&analyst, Purpose::Detection) && !may(&analyst, Purpose::Protection));
    assert!(Purpose::ALL.into_iter().all(|purpose| !may(&administrator, purpose)));
    let invited = home.house.invite(&analyst, &invitation(analyst.agency(), "x"), at(2)).await;
    assert!(matches!(invited, Err(AccessError::Denied(_))), "an analyst invites nobody");
}

#[tokio::test]
async fn nobody_keeps_regions_that_are_not_theirs() {
    let (home, _, administrator) = Home::with_administrator().await;
    let found = |codes: &'static [&'static str]| {
        home.house.found_agency(&administrator, AgencyKind::Ngo, names("Қорған"), regions(codes), None, at(1))
    };
    assert!(matches!(found(&["KZ-71"]).await, Err(AccessError::Denied(_))));
    assert!(matches!(found(&["KZ-75", "KZ-71"]).await, Err(AccessError::Denied(_))));
    let agency = found(&["KZ-75"]).await.unwrap();
    let widened = AgencyAct::SetRegions { regions: regions(&["KZ"]), reason: reason() };
    assert!(matches!(home.house.act_on_agency(&administrator, agency, widened, at(2)).await, Err(AccessError::Denied(_))));
    home.house.act_on_agency(&administrator, agency, AgencyAct::Close { reason: reason() }, at(3)).await.unwrap();
    let (closed, wrong) = (invitation(agency, "x"), home.house.look(|directory| directory.people().count()));
    assert!(matches!(home.house.invite(&administrator, &closed, at(4)).await, Err(AccessError::Refused(_))));
    assert_eq!(home.house.look(|directory| directory.people().count()), wrong);
}

#[tokio::test]
async fn an_invitation_that_is_refused_keeps_nothing_of_anybody() {
    let (home, _, administrator) = Home::with_administrator().await;
    let before = home.house.record().size().await.unwrap();
    for days in [0, 31, u32::MAX] {
        let invited = access::Invitation { days, ..invitation(administrator.agency(), "x") };
        let done = home.house.invite(&administrator, &invited, at(1)).await;
        assert!(matches!(done, Err(AccessError::Field { field: "days", .. })), "{days}");
    }
    assert_eq!(home.house.record().size().await.unwrap(), before);
}

#[tokio::test]
async fn nobody_acts_on_themselves() {
    let (home, me, administrator) = Home::with_administrator().await;
    let until = at(0).plus_days(10);
    for act in [
        PersonAct::Grant { role: Role::Analyst, regions: regions(&["KZ-75"]), from: at(0), until },
        PersonAct::Withdraw { role: Role::Administrator, reason: reason() },
        PersonAct::AskAdministrator { regions: regions(&["KZ-75"]), until, reason: reason() },
        PersonAct::AskRecovery { reason: reason() },
        PersonAct::Leave { reason: reason() },
    ] {
        let done = home.house.act_on_person(&administrator, me.id, act.clone(), at(1)).await;
        assert!(matches!(done, Err(AccessError::Denied(_))), "{act:?}");
    }
}

#[tokio::test]
async fn reading_a_colleagues_contact_stands_in_the_log_before_it_is_shown() {
    let (home, _, administrator) = Home::with_administrator().await;
    let (erlan, session) = home.colleague(&administrator, "erlan", Some(Role::Analyst), 1).await;
    let contact = home.house.contact_of(&administrator, erlan.id, &reason(), at(2)).await.unwrap();
    assert_eq!(contact.email.as_deref(), Some("erlan@example.org"));
    let visitor = home.visitor(&session, 3).await.unwrap();
    let subject = home.house.look(|directory| directory.person(erlan.id).unwrap().subject);
    let seen = home.house.who_has_seen(&visitor, subject, at(3)).await.unwrap();
    assert_eq!(seen.readings.len(), 1);
    assert_eq!(seen.readings[0].person, administrator.person());
    assert!(home.house.subjects_of(&visitor).await.unwrap().contains(&subject));
    let foreign = home.house.who_has_seen(&administrator, subject, at(3)).await;
    assert!(matches!(foreign, Err(AccessError::Denied(_))), "that is for the person to ask");
    let nobody = home.house.who_has_seen(&administrator, record::SubjectId::from_bits(99), at(3)).await;
    assert!(matches!(nobody, Err(AccessError::Denied(_))), "whether there is such a subject is not told");
}

#[tokio::test]
async fn the_directory_follows_from_the_log_alone() {
    let (home, _, administrator) = Home::with_administrator().await;
    let other = open_in(&home.folder, [7; 32]).await.unwrap();
    for (minute, name) in (1..).zip(["erlan", "dana", "timur"]) {
        let _ = home.colleague(&administrator, name, Some(Role::Analyst), minute).await;
        other.refresh().await.unwrap();
    }
    let anew = Directory::read(home.house.record()).await.unwrap();
    assert_eq!(home.house.look(Clone::clone), anew);
    assert_eq!(other.look(Clone::clone), anew, "followed by another program, piece by piece");
}

#[tokio::test]
async fn nothing_secret_or_personal_stands_in_the_log() {
    let (home, _, administrator) = Home::with_administrator().await;
    let _ = home.colleague(&administrator, "erlan", Some(Role::Analyst), 1).await;
    let entries = home.house.record().entries(0, 1_000).await.unwrap();
    let text: String = entries.iter().map(|hashed| hashed.entry.event.clone()).collect();
    assert!(entries.len() > 8);
    for secret in ["erlan", "Айгерім", "example.org", "argon2", "horses"] {
        assert!(!text.contains(secret), "{secret}");
    }
}
