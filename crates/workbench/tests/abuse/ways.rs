//! Every address, asked as every kind of person: no address exists of which it is not known who may use it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use access::PersonAct;
use axum::http::{Method, StatusCode};
use record::{AgencyKind, Role};
use rights::Action;
use workbench::ways::{Need, ways};

use crate::door::{Door, form_of};
use crate::support::{at, invitation, names, reason, regions};

/// Kinds of people by a name, each with the cookie of a session.
async fn people(door: &Door) -> Vec<(&'static str, String)> {
    let home = &door.home;
    let (first, _) = door.sign_in("").await;
    let administrator = home.house.visitor(first.trim_start_matches("arasha="), at(6)).await.unwrap().0;
    let mut people = vec![("stranger", String::new()), ("administrator", first)];
    for (what, kind, role) in [
        ("analyst", AgencyKind::InteriorMinistry, Some(Role::Analyst)),
        ("prosecutor", AgencyKind::Prosecutors, Some(Role::Prosecutor)),
        ("inspector", AgencyKind::Ombudsman, Some(Role::Inspector)),
        ("helper", AgencyKind::Ngo, Some(Role::CaseManager)),
        ("no role", AgencyKind::Ngo, None),
        ("suspended", AgencyKind::InteriorMinistry, Some(Role::Analyst)),
    ] {
        let all = regions(&["KZ-75"]);
        let agency = home.house.found_agency(&administrator, kind, names(what), all.clone(), None, at(6)).await.unwrap();
        let (id, code) = home.house.invite(&administrator, &invitation(agency, what), at(6)).await.unwrap();
        if let Some(role) = role {
            let grant = PersonAct::Grant { role, regions: all, from: at(6), until: at(6).plus_days(30) };
            home.house.act_on_person(&administrator, id, grant, at(6)).await.unwrap();
        }
        let (_, session) = home.join(&code.text(), &format!("{what}@example.org"), 6).await;
        if what == "suspended" {
            home.house.act_on_person(&administrator, id, PersonAct::Suspend { reason: reason() }, at(6)).await.unwrap();
        }
        people.push((what, format!("arasha={}", session.secret.text().as_str())));
    }
    people
}

#[tokio::test]
async fn who_may_use_which_address_is_this_table() {
    let door = Door::open().await;
    let people = people(&door).await;
    let mut table = String::new();
    let known: BTreeSet<(String, &str)> = ways().map(|way| (way.method.to_string(), way.path)).collect();
    assert_eq!(known.len(), ways().count(), "an address stands in the table twice");
    for way in ways() {
        _ = write!(table, "{:<5}{:<30}", way.method.as_str(), way.path);
        for (who, cookie) in &people {
            // Signing out is tried last of all, below; it would end what the others need.
            let status = if way.path == "/sign-out" {
                StatusCode::SEE_OTHER
            } else {
                ask(&door, way.method == Method::POST, way.path, cookie).await
            };
            let outside = matches!(*who, "stranger" | "suspended");
            if way.need != Need::Nothing && outside {
                assert_eq!(status, StatusCode::SEE_OTHER, "{who} at {}", way.path);
            }
            assert!(!status.is_server_error(), "{who} at {}: {status}", way.path);
            _ = write!(table, " {}:{}", who, status.as_u16());
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

async fn ask(door: &Door, post: bool, path: &str, cookie: &str) -> StatusCode {
    if !post {
        return door.get(path, cookie).await.status;
    }
    let form = form_of(&door.get("/account", cookie).await.text);
    door.post(path, cookie, &format!("form={form}")).await.status
}

/// What is said to be asked for today is asked for somewhere, and nothing else is.
#[test]
fn actions_that_count_as_asked_for_are_asked_for() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut text = String::new();
    for folder in ["access/src", "workbench/src"] {
        gather(&root.join(folder), &mut text);
    }
    for action in Action::ALL {
        // `HandOver` is the beginning of another one's name.
        let named = format!("Action::{action:?}");
        let used = text.split(&named).skip(1).any(|rest| !rest.starts_with(char::is_alphanumeric));
        assert_eq!(action.is_wired(), used, "{action:?}");
    }
}

fn gather(folder: &std::path::Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, text);
        } else if path.extension().is_some_and(|end| end == "rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}
