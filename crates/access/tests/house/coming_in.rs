//! Who comes in, and who does not.

use access::{AccessError, Joining, PersonAct, Proof};
use record::Role;

use crate::support::{Home, PASSWORD, at, first, reason};

#[tokio::test]
async fn the_first_administrator_comes_in_once() {
    let home = Home::empty().await;
    let earlier = home.house.first_code(at(0)).await.unwrap().unwrap();
    let code = home.house.first_code(at(1)).await.unwrap().unwrap();
    assert!(matches!(home.house.opens(&earlier.text(), at(1)).await, Err(AccessError::NoCode)), "the latest code is good only");
    assert_eq!(home.house.opens(&code.text(), at(1)).await.unwrap(), Joining::First);
    let link = home.house.found_first(&code.text(), &first(), at(1)).await.unwrap();
    assert!(matches!(home.house.found_first(&code.text(), &first(), at(1)).await, Err(AccessError::NoCode)));
    assert!(home.house.first_code(at(1)).await.unwrap().is_none(), "there is one who is invited");
    let (member, session) = home.join(&link.text(), "aigerim@example.org", 1).await;
    assert!(matches!(home.house.opens(&link.text(), at(1)).await, Err(AccessError::NoCode)), "a code is used once");
    let visitor = home.visitor(&session, 2).await.unwrap();
    assert_eq!(visitor.person(), member.id);
    assert!(visitor.authority.holds(Role::Administrator));
}

#[tokio::test]
async fn the_code_of_the_first_is_over_after_a_day() {
    let home = Home::empty().await;
    let code = home.house.first_code(at(0)).await.unwrap().unwrap();
    assert!(matches!(home.house.opens(&code.text(), at(24 * 60)).await, Err(AccessError::NoCode)));
}

#[tokio::test]
async fn name_password_and_code_must_all_be_right_and_nobody_is_told_which_was_not() {
    let (home, member, _) = Home::with_administrator().await;
    for (name, password, code) in [
        (member.name.as_str(), "seven brown horses on a hilltop", member.code(5)),
        ("nobody@example.org", PASSWORD, member.code(5)),
        (member.name.as_str(), PASSWORD, "000000".to_owned()),
    ] {
        assert!(matches!(home.try_in(name, password, &code, None, 5).await, Err(AccessError::NotProven)), "{name}");
    }
    assert!(
        home.try_in(" AIGERIM@example.org ", PASSWORD, &member.code(6), None, 6).await.is_ok(),
        "case and blanks of a name do not matter"
    );
}

#[tokio::test]
async fn a_code_is_used_once() {
    let (home, member, _) = Home::with_administrator().await;
    assert!(home.sign_in(&member, 5).await.is_ok());
    assert!(matches!(home.sign_in(&member, 5).await, Err(AccessError::NotProven)));
    assert!(home.sign_in(&member, 6).await.is_ok());
}

#[tokio::test]
async fn of_two_with_the_same_code_at_once_one_comes_in() {
    let (home, member, _) = Home::with_administrator().await;
    let (one, other) = tokio::join!(home.sign_in(&member, 5), home.sign_in(&member, 5));
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1);
}

/// A lock-out that can be used to lock others out would be a weapon: strangers who hammer at an account delay strangers only.
#[tokio::test]
async fn whoever_hammers_at_an_account_does_not_lock_its_owner_out() {
    let (home, member, _) = Home::with_administrator().await;
    let (_, device) = home.sign_in(&member, 5).await.unwrap();
    let mut waits = 0;
    for _ in 0..12 {
        let tried = home.try_in(&member.name, "wrong guess of somebody", "000000", None, 10).await;
        waits += usize::from(matches!(tried, Err(AccessError::Wait { .. })));
    }
    assert!(waits >= 5, "strangers are slowed: {waits}");
    let stranger = home.try_in(&member.name, PASSWORD, &member.code(10), None, 10).await;
    assert!(matches!(stranger, Err(AccessError::Wait { .. })), "even with the right password");
    assert!(home.try_in(&member.name, PASSWORD, &member.code(10), Some(device.clone()), 10).await.is_ok(), "the owner's device comes in");
    let foreign = home.try_in("nobody@example.org", PASSWORD, "000000", Some(device), 10).await;
    assert!(foreign.is_err(), "the cookie of one person is nothing for another name");
}

#[tokio::test]
async fn a_hundred_guesses_at_once_are_a_hundred_guesses() {
    let (home, member, _) = Home::with_administrator().await;
    let mut looked_at = 0;
    let mut set = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (house, name) = (home.house.clone(), member.name.clone());
        set.spawn(async move {
            let shown = access::PasswordSignIn { name, password: "wrong guess".into(), code: "000000".into(), device: None, from: None };
            house.sign_in_by_password(shown, at(10)).await
        });
    }
    while let Some(done) = set.join_next().await {
        looked_at += usize::from(matches!(done.unwrap(), Err(AccessError::NotProven)));
    }
    assert!(looked_at <= 6, "{looked_at} of 40 were looked at");
}

#[tokio::test]
async fn an_invitation_is_for_one_person_and_a_term() {
    let (home, _, administrator) = Home::with_administrator().await;
    let (id, code) = home.house.invite(&administrator, &crate::support::invitation(administrator.agency(), "erlan"), at(1)).await.unwrap();
    assert_eq!(home.house.opens(&code.text(), at(2)).await.unwrap(), Joining::Invited(id));
    let renewed = home.house.act_on_person(&administrator, id, PersonAct::RenewInvitation { days: 2 }, at(3)).await.unwrap().unwrap();
    assert!(matches!(home.house.opens(&code.text(), at(3)).await, Err(AccessError::NoCode)), "the earlier code is gone");
    assert!(matches!(home.house.opens(&renewed.text(), at(3 + 2 * 24 * 60)).await, Err(AccessError::NoCode)), "it is over in time");
    let (member, _) = home.join(&renewed.text(), "erlan@example.org", 4).await;
    assert_eq!(member.id, id);
}

#[tokio::test]
async fn two_people_do_not_have_one_sign_in_name() {
    let (home, _, administrator) = Home::with_administrator().await;
    let (_, code) = home.house.invite(&administrator, &crate::support::invitation(administrator.agency(), "erlan"), at(1)).await.unwrap();
    let begun = home.house.begin_password(Proof::Code(&code.text()), at(1)).await.unwrap();
    assert!(begun.uri.starts_with("otpauth://totp/"));
    let taken = home.house.enrol_password(Proof::Code(&code.text()), "Aigerim@example.org", PASSWORD, "000000", at(1)).await;
    assert!(matches!(taken, Err(AccessError::Field { field: "once" | "name", .. })));
}

#[tokio::test]
async fn recovery_needs_two_administrators_and_ends_what_was() {
    let (home, first, administrator) = Home::with_administrator().await;
    let (second, _) = home.colleague(&administrator, "dana", Some(Role::Administrator), 1).await;
    let alone = home.house.act_on_person(&administrator, second.id, PersonAct::ConfirmAdministrator, at(1)).await;
    assert!(matches!(alone, Err(AccessError::Refused(_) | AccessError::Denied(_))), "one alone makes no administrator");
    let ask = PersonAct::AskRecovery { reason: reason() };
    let (lost, lost_session) = home.colleague(&administrator, "erlan", Some(Role::Analyst), 2).await;
    home.house.act_on_person(&administrator, lost.id, ask.clone(), at(3)).await.unwrap();
    let alone = home.house.act_on_person(&administrator, lost.id, PersonAct::ApproveRecovery, at(3)).await;
    assert!(matches!(alone, Err(AccessError::Denied(_) | AccessError::Refused(_))), "who asked can't agree too");
    assert!(home.visitor(&lost_session, 3).await.is_ok(), "nothing has ended yet");
    let own = home.house.act_on_person(&administrator, first.id, ask, at(3)).await;
    assert!(own.is_err(), "nobody recovers themselves");
}
