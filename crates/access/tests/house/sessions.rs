//! Sessions end when they should, and belong to whom they belong.

use access::{AccessError, IDLE_MINUTES, PersonAct, SESSION_HOURS};
use record::{Purpose, Role};
use signin::secret::SessionSecret;

use crate::support::{Home, at, open_in, reason};

#[tokio::test]
async fn a_session_ends_by_itself_when_idle_and_when_asked() {
    let (home, member, _) = Home::with_administrator().await;
    let (session, _) = home.sign_in(&member, 5).await.unwrap();
    let idle = i64::from(IDLE_MINUTES);
    for minute in (5..).step_by(50).take(14) {
        assert!(home.visitor(&session, minute).await.is_ok(), "in use at minute {minute}");
    }
    assert!(matches!(home.visitor(&session, 5 + i64::from(SESSION_HOURS) * 60).await, Err(AccessError::NotIn)), "it ends by itself");
    let (session, _) = home.sign_in(&member, 1_000).await.unwrap();
    assert!(matches!(home.visitor(&session, 1_001 + idle).await, Err(AccessError::NotIn)), "idle");
    assert!(matches!(home.visitor(&session, 1_002).await, Err(AccessError::NotIn)), "and over for good");
    let (session, _) = home.sign_in(&member, 1_100).await.unwrap();
    home.house.sign_out(&session.secret.text(), at(1_101)).await.unwrap();
    assert!(matches!(home.visitor(&session, 1_101).await, Err(AccessError::NotIn)), "signed out");
    home.house.sign_out(&session.secret.text(), at(1_102)).await.unwrap();
}

#[tokio::test]
async fn a_secret_that_was_not_given_out_opens_nothing() {
    let (home, member, _) = Home::with_administrator().await;
    let chosen = SessionSecret::new([1; 32]);
    let text = chosen.text().to_string();
    assert!(matches!(home.house.visitor(&text, at(1)).await, Err(AccessError::NotIn)));
    // Whoever had a secret before signing in (fixation) does not have the one of the session.
    let (session, _) = home.sign_in(&member, 5).await.unwrap();
    assert_ne!(session.secret.text().as_str(), text);
    for secret in ["", "x", "session-00000000000000000000000001", &"0".repeat(10_000)] {
        assert!(matches!(home.house.visitor(secret, at(1)).await, Err(AccessError::NotIn)), "{secret:.20}");
    }
}

#[tokio::test]
async fn a_session_outlives_the_program_and_not_another_key() {
    let (home, member, _) = Home::with_administrator().await;
    let (session, _) = home.sign_in(&member, 5).await.unwrap();
    let again = open_in(&home.folder, [7; 32]).await.unwrap();
    let (visitor, form) = again.visitor(&session.secret.text(), at(6)).await.unwrap();
    assert_eq!((visitor.person(), form), (member.id, home.house.visitor(&session.secret.text(), at(6)).await.unwrap().1));
    assert!(open_in(&home.folder, [8; 32]).await.is_err(), "another master key opens nothing");
}

#[tokio::test]
async fn who_is_suspended_or_has_left_is_out_at_once_in_every_program() {
    let (home, _, administrator) = Home::with_administrator().await;
    let other = open_in(&home.folder, [7; 32]).await.unwrap();
    let (erlan, session) = home.colleague(&administrator, "erlan", Some(Role::Analyst), 1).await;
    let secret = session.secret.text().to_string();
    assert!(other.visitor(&secret, at(2)).await.is_ok());
    home.house.act_on_person(&administrator, erlan.id, PersonAct::Suspend { reason: reason() }, at(3)).await.unwrap();
    assert!(matches!(other.visitor(&secret, at(3)).await, Err(AccessError::NotIn)));
    assert!(home.sign_in(&erlan, 4).await.is_err(), "and does not come in again");
    home.house.act_on_person(&administrator, erlan.id, PersonAct::Resume { reason: reason() }, at(5)).await.unwrap();
    let (session, _) = home.sign_in(&erlan, 6).await.unwrap();
    home.house.act_on_person(&administrator, erlan.id, PersonAct::Leave { reason: reason() }, at(7)).await.unwrap();
    assert!(matches!(home.visitor(&session, 7).await, Err(AccessError::NotIn)));
    assert!(matches!(home.sign_in(&erlan, 8).await, Err(AccessError::NotProven)), "their secrets are gone");
}

#[tokio::test]
async fn a_token_serves_its_purpose_until_it_is_revoked() {
    let (home, _, administrator) = Home::with_administrator().await;
    let (token, secret) = home.house.issue_token(&administrator, Purpose::Administration, 30, at(1)).await.unwrap();
    let program = home.house.program(&secret.text(), at(2)).await.unwrap();
    assert_eq!(program.person(), administrator.person());
    let act = home.house.issue_token(&program, Purpose::Administration, 30, at(2)).await;
    assert!(matches!(act, Err(AccessError::Denied(_))), "a program decides nothing");
    assert!(matches!(home.house.program(&secret.text(), at(31 * 24 * 60)).await, Err(AccessError::NotIn)), "over");
    home.house.revoke_token(&administrator, token, at(3)).await.unwrap();
    assert!(matches!(home.house.program(&secret.text(), at(3)).await, Err(AccessError::NotIn)), "revoked");
}
