//! The pages of people and bodies, asked by every kind of person through the router.

use access::PersonAct;
use axum::http::StatusCode;
use people::agency::Body as Agency;
use record::{AgencyId, AgencyKind};

use crate::pages::agencies;
use crate::pages::staff_house::{Came, Somebody, Town, names, now, reason, regions};
use crate::words::{Tongue, Words};

const OK: u16 = 200;
const ON: u16 = 303;
const NO: u16 = 403;

fn person(who: &Somebody) -> String {
    format!("/person?id={}", who.id)
}

/// Everybody in the order of the columns below: administrator of the region, administrator of another one, analyst, inspector, suspended,
/// gone, stranger.
fn cast(town: &Town) -> [(&'static str, Option<&Somebody>); 7] {
    [
        ("keeper", Some(&town.keeper)),
        ("other", Some(&town.other)),
        ("analyst", Some(&town.analyst)),
        ("inspector", Some(&town.inspector)),
        ("suspended", Some(&town.suspended)),
        ("left", Some(&town.left)),
        ("stranger", None),
    ]
}

/// Every act of these pages, with a form that would do it to an analyst or to the police of Almaty.
fn acts(town: &Town) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let of = |id: String, rest: &[(&'static str, &str)]| {
        let rest = rest.iter().map(|(name, value)| (*name, (*value).to_owned()));
        [("id", id)].into_iter().chain(rest).collect::<Vec<_>>()
    };
    let person = |rest: &[(&'static str, &str)]| of(town.analyst.id.to_string(), rest);
    let agency = |rest: &[(&'static str, &str)]| of(town.almaty.to_string(), rest);
    let why = ("reason", "приказ");
    let session = town.house.look(|directory| directory.person(town.analyst.id).unwrap().sessions.keys().next().unwrap().to_string());
    vec![
        ("/person/session", person(&[("session", session.as_str())])),
        ("/person/grant", person(&[("role", "expert"), ("region", "KZ-75"), ("from", "2026-11-21"), ("until", "2026-12-31")])),
        ("/person/withdraw", person(&[("role", "analyst"), why])),
        ("/person/administrator", person(&[("region", "KZ-75"), ("until", "2026-12-31"), why])),
        ("/person/administrator/confirm", person(&[])),
        ("/person/administrator/drop", person(&[why])),
        ("/person/recovery", person(&[why])),
        ("/person/recovery/approve", person(&[])),
        ("/person/recovery/cancel", person(&[why])),
        ("/person/invitation", person(&[("days", "3")])),
        ("/person/suspend", person(&[why])),
        ("/person/resume", person(&[why])),
        ("/person/leave", person(&[why])),
        ("/person/correct", person(&[("name", "Роза"), ("email", ""), ("phone", "")])),
        ("/people/invite", vec![("agency", town.almaty.to_string()), ("name", "Нур".into()), ("days", "7".into())]),
        ("/agency/rename", agency(&[("kk", "А"), ("ru", "Б"), ("en", "C")])),
        ("/agency/regions", agency(&[("region", "KZ-75"), ("region", "KZ-19"), why])),
        ("/agency/place", agency(&[("parent", ""), why])),
        ("/agency/close", agency(&[why])),
        ("/agency/reopen", agency(&[why])),
    ]
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn each_address_is_open_to_those_whom_it_concerns() {
    let town = Town::new().await;
    let agency = format!("/agency?id={}", town.almaty);
    let analyst = person(&town.analyst);
    for (path, expected) in [
        ("/people", [OK, OK, OK, OK, ON, ON, ON]),
        (analyst.as_str(), [OK, OK, OK, OK, ON, ON, ON]),
        ("/agencies", [OK, OK, OK, OK, ON, ON, ON]),
        (agency.as_str(), [OK, OK, OK, OK, ON, ON, ON]),
        ("/people/invite", [OK, OK, NO, NO, ON, ON, ON]),
        ("/agencies/found", [OK, OK, NO, NO, ON, ON, ON]),
    ] {
        for ((who, asker), expected) in cast(&town).into_iter().zip(expected) {
            let came = town.get(asker, path).await;
            assert_eq!(came.status, expected, "{who} gets {path}");
            assert!(expected != ON || came.location().starts_with("/sign-in"), "{who} goes from {path} to {}", came.location());
        }
    }
}

#[tokio::test]
async fn nobody_but_the_keeper_of_the_region_does_anything() {
    let town = Town::new().await;
    let before = town.size().await;
    for (path, fields) in acts(&town) {
        let refused = [NO, NO, NO, ON, ON, ON];
        for ((who, asker), expected) in cast(&town).into_iter().skip(1).zip(refused) {
            let came = town.post(asker, path, &borrowed(&fields)).await;
            assert_eq!(came.status, expected, "{who} posts {path}: {}", came.location());
            assert!(expected != ON || came.location() == "/sign-in", "{who} goes from {path} to {}", came.location());
            assert!(!came.body.contains("/join#"), "{who} gets a link from {path}");
        }
    }
    let found = [("kind", "ngo"), ("kk", "А"), ("ru", "Б"), ("en", "C"), ("region", "KZ-75"), ("parent", "")];
    for ((who, asker), expected) in cast(&town).into_iter().skip(1).zip([NO, NO, NO, ON, ON, ON]) {
        assert_eq!(town.post(asker, "/agencies/found", &found).await.status, expected, "{who} adds a body");
    }
    let contact = [("id", &*town.analyst.id.to_string()), ("reason", "звонок")].map(|(name, value)| (name, value.to_owned()));
    for ((who, asker), expected) in cast(&town).into_iter().skip(1).zip([NO, OK, NO, ON, ON, ON]) {
        // One's own contact is one's own.
        if who != "analyst" {
            assert_eq!(town.post(asker, "/person/contact", &borrowed(&contact)).await.status, expected, "{who} reads the contact");
        }
    }
    assert_eq!(town.size().await, before, "something was written");
    // What was refused would have been done for the one who may.
    let done = ["/person/grant", "/person/withdraw", "/person/correct", "/person/session", "/person/suspend", "/agency/rename"];
    for (path, fields) in acts(&town).into_iter().filter(|(path, _)| done.contains(path)) {
        assert_eq!(town.post(Some(&town.keeper), path, &borrowed(&fields)).await.status, ON, "{path}");
    }
    assert!(town.size().await > before);
}

#[tokio::test]
async fn nobody_changes_what_they_are_themselves() {
    let town = Town::new().await;
    let before = town.size().await;
    for who in [&town.keeper, &town.head] {
        for (path, fields) in acts(&town).into_iter().filter(|(path, _)| path.starts_with("/person/") && *path != "/person/session") {
            let own = who.id.to_string();
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, if *name == "id" { own.as_str() } else { value.as_str() })).collect();
            assert_eq!(town.post(Some(who), path, &fields).await.status, NO, "{path}");
        }
        let page = town.get(Some(who), &person(who)).await.body;
        assert!(!page.contains("action=\"/person/grant\"") && !page.contains("action=\"/person/leave\""), "acts are offered");
        assert!(page.contains("Своих ролей никто не меняет"));
    }
    assert_eq!(town.size().await, before);
}

#[tokio::test]
async fn identifiers_of_others_and_of_nobody_give_nothing() {
    let town = Town::new().await;
    let before = town.size().await;
    let session = town.house.look(|directory| directory.person(town.other.id).unwrap().sessions.keys().next().unwrap().to_string());
    let keeper = Some(&town.keeper);
    // A session of somebody else under a person whom one keeps, and the other way round.
    let mixed = town.post(keeper, "/person/session", &[("id", &town.analyst.id.to_string()), ("session", &session)]).await;
    assert_eq!(mixed.status, 422);
    let foreign = town.post(keeper, "/person/session", &[("id", &town.other.id.to_string()), ("session", &session)]).await;
    assert_eq!(foreign.status, NO);
    // Somebody of another body, and a body of another region.
    for id in [&town.other, &town.head, &town.inspector] {
        let came = town.post(keeper, "/person/suspend", &[("id", &id.id.to_string()), ("reason", "приказ")]).await;
        assert_eq!(came.status, NO);
    }
    let invite = [("agency", &*town.astana.to_string()), ("name", "Нур"), ("days", "7")].map(|(name, value)| (name, value.to_owned()));
    assert_eq!(town.post(keeper, "/people/invite", &borrowed(&invite)).await.status, NO);
    let widened = [("id", &*town.almaty.to_string()), ("region", "KZ"), ("reason", "x")].map(|(name, value)| (name, value.to_owned()));
    assert_eq!(town.post(keeper, "/agency/regions", &borrowed(&widened)).await.status, NO, "regions that one does not keep");
    let nobody = town.almaty.to_string().replace("agency-", "person-");
    for path in [format!("/person?id={nobody}"), "/person?id=1".into(), "/person".into(), "/agency?id=agency-1".into()] {
        assert_eq!(town.get(keeper, &path).await.status, 404, "{path}");
    }
    assert_eq!(town.post(keeper, "/person/suspend", &[("id", &nobody), ("reason", "x")]).await.status, 404);
    assert_eq!(town.size().await, before);
}

#[tokio::test]
async fn a_form_of_one_session_does_nothing_in_another() {
    let town = Town::new().await;
    let before = town.size().await;
    for (path, fields) in acts(&town) {
        assert_eq!(town.post_as(&town.keeper, &town.head, path, &borrowed(&fields)).await.status, NO, "{path}");
    }
    assert_eq!(town.post_as(&town.keeper, &town.head, "/people", &[("part", "р")]).await.status, NO);
    assert_eq!(town.size().await, before);
}

#[tokio::test]
async fn what_was_typed_stays_and_the_reader_is_told_what_to_do() {
    let town = Town::new().await;
    let (id, body) = (town.analyst.id.to_string(), town.almaty.to_string());
    let long = "х".repeat(2_001);
    // Address, form, the key of what is said, the field that is wrong, and what must still stand there.
    type Case<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'static str, &'a str, &'a str);
    let cases: Vec<Case<'_>> = vec![
        ("/people/invite", vec![("agency", &body), ("name", ""), ("phone", "8 727 000"), ("days", "7")], "name-empty", "name", "8 727 000"),
        ("/people/invite", vec![("agency", &body), ("name", "Айжан <b>"), ("days", "99")], "days-wrong", "days", "Айжан &#60;b&#62;"),
        ("/people/invite", vec![("agency", ""), ("name", "Айжан"), ("days", "7")], "agency-empty", "agency", "Айжан"),
        ("/people/invite", vec![("agency", &body), ("name", "Айжан"), ("email", "нет"), ("days", "7")], "email-wrong", "email", "нет"),
        ("/person/grant", vec![("id", &id), ("role", ""), ("region", "KZ-75"), ("from", "2026-12-01")], "role-empty", "role", "2026-12-01"),
        ("/person/grant", vec![("id", &id), ("role", "expert"), ("from", "2026-12-01")], "region-empty", "region", "2026-12-01"),
        (
            "/person/grant",
            vec![("id", &id), ("role", "expert"), ("region", "KZ-75"), ("from", "завтра"), ("until", "2027-01-31")],
            "day-wrong",
            "from",
            "2027-01-31",
        ),
        ("/person/suspend", vec![("id", &id), ("reason", " ")], "reason-empty", "reason", "action=\"/person/suspend\""),
        ("/person/suspend", vec![("id", &id), ("reason", &long)], "reason-too-long", "reason", &long),
        ("/person/contact", vec![("id", &id), ("reason", "")], "reason-empty", "reason", "action=\"/person/contact\""),
        ("/agency/rename", vec![("id", &body), ("kk", "Қорғау"), ("ru", ""), ("en", "Shelter")], "agency-name-empty", "ru", "Shelter"),
        ("/agencies/found", vec![("kind", ""), ("kk", "А"), ("ru", "Б"), ("en", "Приют")], "kind-of-body-empty", "kind", "Приют"),
    ];
    let before = town.size().await;
    for tongue in Tongue::ALL {
        for (path, fields, key, field, kept) in &cases {
            let came = town.post_in(Some(&town.keeper), path, fields, tongue.code()).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {key}");
            let said = format!("<a href=\"#{field}\">{}</a>", Words(tongue).say(key));
            assert!(came.body.contains(&said), "{path} says {key} in {}", tongue.code());
            assert!(came.body.contains(&format!(" id=\"{field}\"")), "{path} points at {field}");
            assert!(came.body.contains(kept), "{path} {key} forgets {kept}");
            assert_page(path, &came, tongue);
        }
    }
    assert_eq!(town.size().await, before);
    // What only the rules know is said too, and the form is kept.
    let held = [("id", id.as_str()), ("role", "analyst"), ("region", "KZ-75"), ("from", "2026-11-21"), ("until", "2026-12-31")];
    for tongue in Tongue::ALL {
        let came = town.post_in(Some(&town.keeper), "/person/grant", &held, tongue.code()).await;
        assert_eq!(came.status, 422);
        assert!(came.body.contains(&Words(tongue).say("person-already-held")) && came.body.contains("value=\"2026-12-31\""));
    }
}

/// All words there, identifiers once, one first heading, nothing inline; and the language can be changed from where one is.
fn assert_page(name: &str, came: &Came, tongue: Tongue) {
    let html = &came.body;
    assert!(!html.contains('⟦'), "{name} in {} lacks words: {}", tongue.code(), html.split('⟦').nth(1).unwrap_or(""));
    assert!(html.contains(&format!("<html lang=\"{}\">", tongue.code())), "{name}");
    assert!(!html.contains("style=") && !html.contains(" onclick") && !html.contains("<script>"), "{name} has something inline");
    assert_eq!(html.matches("<h1").count(), 1, "{name}");
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{name} uses an id twice");
    let fors = html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next());
    fors.for_each(|id| assert!(ids.contains(&id), "{name} has a label for {id}, which is not there"));
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    let town = Town::new().await;
    let pages = [
        "/people".to_owned(),
        "/people/invite".to_owned(),
        person(&town.analyst),
        person(&town.suspended),
        person(&town.left),
        person(&town.keeper),
        "/agencies".to_owned(),
        "/agencies/found".to_owned(),
        format!("/agency?id={}", town.almaty),
        format!("/agency?id={}", town.ministry),
    ];
    for tongue in Tongue::ALL {
        for path in &pages {
            for who in [&town.head, &town.keeper] {
                let came = town.get_in(Some(who), path, tongue.code()).await;
                assert_eq!(came.status, OK, "{path}");
                assert_page(path, &came, tongue);
                assert!(came.body.contains("?lang=") || came.body.contains("&#38;lang="), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_invites_once() {
    let town = Town::new().await;
    let form = town.get(Some(&town.keeper), "/people/invite").await.body;
    let id = form.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [("id", id.to_owned()), ("agency", town.almaty.to_string()), ("name", "Айжан Ахметова".into()), ("days", "5".into())];
    let came = town.post(Some(&town.keeper), "/people/invite", &borrowed(&fields)).await;
    let (code, before) = (link_of(&came), town.size().await);
    let again = town.post(Some(&town.keeper), "/people/invite", &borrowed(&fields)).await;
    assert!(again.status == 422 && again.body.contains("Этого человека уже приглашали"), "{}", again.body);
    assert_eq!(town.size().await, before, "nothing more is kept");
    assert!(town.house.opens(&code, now()).await.is_ok(), "the first link stays good");
}

#[tokio::test]
async fn an_invitation_is_a_link_that_is_shown_once() {
    let town = Town::new().await;
    let fields =
        [("agency", town.almaty.to_string()), ("name", "Айжан Ахметова".into()), ("email", "a@example.org".into()), ("days", "5".into())];
    let came = town.post(Some(&town.keeper), "/people/invite", &borrowed(&fields)).await;
    assert_eq!(came.status, OK);
    assert_page("once", &came, Tongue::Ru);
    let code = link_of(&came);
    assert!(came.headers.values().all(|value| !value.to_str().unwrap_or("").contains(&code)), "the code is in a header");
    assert!(matches!(town.house.opens(&code, now()).await.unwrap(), access::Joining::Invited(_)));
    let list = town.post(Some(&town.keeper), "/people", &[("part", "айжан")]).await;
    let href = list.body.split("href=\"/person?id=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = town.get(Some(&town.keeper), &format!("/person?id={href}")).await.body;
    assert!(page.contains("Айжан Ахметова") && page.contains("Приглашение открыто до") && !page.contains(&code));
    assert!(!page.contains("a@example.org"), "the contact is not shown unasked");
    assert!(!page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().contains("Айжан"), "browsers keep titles");
    // A new link ends the former one.
    let renewed = link_of(&town.post(Some(&town.keeper), "/person/invitation", &[("id", &href), ("days", "3")]).await);
    assert!(town.house.opens(&code, now()).await.is_err() && town.house.opens(&renewed, now()).await.is_ok());
}

fn link_of(came: &Came) -> String {
    assert_eq!(came.status, OK, "{}", came.location());
    let code = came.body.split("<code>http://127.0.0.1:7311/join#").nth(1).and_then(|rest| rest.split('<').next());
    code.expect("a link").to_owned()
}

#[tokio::test]
async fn whoever_is_suspended_is_out_at_once_and_comes_back_as_before() {
    let town = Town::new().await;
    let (keeper, analyst) = (Some(&town.keeper), Some(&town.analyst));
    let id = town.analyst.id.to_string();
    let why = [("id", id.as_str()), ("reason", "проверка")];
    assert_eq!(town.get(analyst, "/people").await.status, OK);
    assert_eq!(town.post(keeper, "/person/suspend", &why).await.location(), person(&town.analyst));
    assert_eq!(town.get(analyst, "/people").await.status, ON);
    let page = town.get(keeper, &person(&town.analyst)).await.body;
    assert!(page.contains("action=\"/person/resume\"") && !page.contains("action=\"/person/suspend\"") && page.contains("не действует"));
    assert_eq!(town.post(keeper, "/person/resume", &why).await.status, ON);
    assert_eq!(town.post(keeper, "/person/leave", &why).await.status, ON);
    let page = town.get(keeper, &person(&town.analyst)).await.body;
    assert!(page.contains("Больше не работает") && !page.contains("action=\"/person/"), "nothing is left to do");
}

#[tokio::test]
async fn two_administrators_let_somebody_in_again_and_make_another_one() {
    let town = Town::new().await;
    let id = town.analyst.id.to_string();
    let why = [("id", id.as_str()), ("reason", "потерян телефон")];
    assert_eq!(town.post(Some(&town.keeper), "/person/recovery", &why).await.status, ON);
    let asked = town.get(Some(&town.keeper), &person(&town.analyst)).await.body;
    assert!(asked.contains("Қанат Ержанов просит снова впустить") && !asked.contains("action=\"/person/recovery/approve\""));
    let page = town.get(Some(&town.analyst), &person(&town.analyst)).await.body;
    assert!(!page.contains("просит снова впустить"), "colleagues are not told who lost a key");
    let alone = town.post(Some(&town.keeper), "/person/recovery/approve", &[("id", &id)]).await;
    assert_eq!(alone.status, NO);
    assert!(alone.body.contains("Нужен второй человек"));
    let code = link_of(&town.post(Some(&town.head), "/person/recovery/approve", &[("id", &id)]).await);
    assert!(matches!(town.house.opens(&code, now()).await.unwrap(), access::Joining::Recovering(_)));
    assert_eq!(town.post(Some(&town.keeper), "/person/recovery/cancel", &why).await.status, ON);
    assert!(town.house.opens(&code, now()).await.is_err());

    assert_eq!(town.post(Some(&town.keeper), "/person/withdraw", &[("role", "analyst"), why[0], why[1]]).await.status, ON);
    let wish = [("region", "KZ-75"), ("until", "2026-12-31"), why[0], why[1]];
    assert_eq!(town.post(Some(&town.keeper), "/person/administrator", &wish).await.status, ON);
    let same = town.post(Some(&town.keeper), "/person/administrator/confirm", &[("id", &id)]).await;
    assert_eq!(same.status, 422);
    assert!(same.body.contains(&Words(Tongue::Ru).say("person-same-administrator")));
    assert_eq!(town.post(Some(&town.head), "/person/administrator/confirm", &[("id", &id)]).await.status, ON);
    let holds = town.house.look(|directory| directory.authority(town.analyst.id, now()).unwrap().holds(record::Role::Administrator));
    assert!(holds);
}

#[tokio::test]
async fn whoever_reads_a_contact_stands_in_the_log_before() {
    let town = Town::new().await;
    let id = town.analyst.id.to_string();
    let came = town.post(Some(&town.keeper), "/person/contact", &[("id", &id), ("reason", "сверка телефона")]).await;
    assert_eq!(came.status, OK);
    assert!(came.body.contains("analyst@example.org") && came.body.contains("В журнале записано"));
    let subject = town.house.look(|directory| directory.person(town.analyst.id).unwrap().subject);
    let seen = town.house.who_has_seen(&town.visitor(&town.analyst).await, subject, now()).await.unwrap();
    assert_eq!(seen.readings.first().unwrap().reason.as_str(), "сверка телефона");
    assert_eq!(seen.readings.first().unwrap().person, town.keeper.id);
}

#[tokio::test]
async fn the_list_counts_what_it_shows_and_finds_by_part_of_a_name() {
    let town = Town::new().await;
    let boss = town.visitor(&town.head).await;
    for number in 10..65 {
        let invitation = access::Invitation {
            agency: town.astana,
            name: format!("Омар {number}"),
            contact: people::WorkContact { email: None, phone: None },
            days: 7,
        };
        let _ = town.house.invite(&boss, &invitation, now()).await.unwrap();
    }
    let rows = |body: &str| body.matches("<tr data-row>").count();
    let first = town.get(Some(&town.analyst), "/people").await.body;
    assert!(first.contains(">61 человек<") && first.contains("Ещё 1 человек больше не работает") && rows(&first) == 50);
    let second = town.get(Some(&town.analyst), "/people?page=2").await.body;
    assert!(rows(&second) == 11 && second.contains("51–61"));
    assert_eq!(rows(&town.get(Some(&town.analyst), "/people?page=9").await.body), 11, "behind the last page is the last one");
    let order: Vec<usize> = ["Әлия", "Ирина", "Қанат"].iter().map(|name| first.find(*name).unwrap()).collect();
    assert!(order.is_sorted(), "Kazakh letters stand in their places");
    for (query, count) in
        [("role=analyst", 1), ("role=administrator", 3), ("standing=invited", 50), ("standing=suspended", 1), ("standing=left", 1)]
    {
        let body = town.get(Some(&town.analyst), &format!("/people?{query}")).await.body;
        assert_eq!(rows(&body), count, "{query}");
    }
    let at_home = town.get(Some(&town.analyst), &format!("/people?agency={}", town.almaty)).await.body;
    assert_eq!(rows(&at_home), 3);
    assert_eq!(town.get(Some(&town.analyst), "/people?role=king").await.status, 400);
    // A part of a name is sent as a form and stands in no address.
    let found = town.post(Some(&town.analyst), "/people", &[("part", "  СЕМЕН"), ("agency", "")]).await;
    assert!(found.status == OK && rows(&found.body) == 1 && found.body.contains("Роза Семёнова"));
    let many = town.post(Some(&town.analyst), "/people", &[("part", "омар"), ("page", "2")]).await.body;
    assert!(many.contains(">55 человек<") && rows(&many) == 5 && many.contains("name=\"page\" value=\"1\""));
    assert!(!many.contains("?part=") && !many.contains("&#38;part="));
    assert_eq!(town.get(Some(&town.analyst), "/people?part=%D0%BE%D0%BC%D0%B0%D1%80").await.body.matches("<tr data-row>").count(), 50);
    let plain = town.post(Some(&town.analyst), "/people", &[("part", ""), ("role", "analyst"), ("standing", "")]).await;
    assert_eq!(plain.location(), "/people?role=analyst");
}

#[tokio::test]
async fn bodies_are_added_changed_closed_and_opened_by_those_who_keep_all_their_regions() {
    let town = Town::new().await;
    let head = Some(&town.head);
    let fields = [("kind", "ngo"), ("kk", "Пана"), ("ru", "Приют"), ("en", "Shelter"), ("region", "KZ-75"), ("parent", "")];
    let made = town.post(head, "/agencies/found", &fields).await;
    let id = made.location().strip_prefix("/agency?id=").unwrap().to_owned();
    let id = id.as_str();
    let page = |body: String| move |text: &str| body.contains(text);
    assert!(page(town.get(head, made.location()).await.body)("Приют"));
    assert_eq!(town.post(head, "/agency/rename", &[("id", id), ("kk", "Пана"), ("ru", "Дом"), ("en", "House")]).await.status, ON);
    let under = [("id", id), ("parent", &*town.ministry.to_string()), ("reason", "приказ")].map(|(name, value)| (name, value.to_owned()));
    assert_eq!(town.post(head, "/agency/place", &borrowed(&under)).await.status, ON);
    let circle = [("id", &*town.ministry.to_string()), ("parent", id), ("reason", "x")].map(|(name, value)| (name, value.to_owned()));
    let circle = town.post(head, "/agency/place", &borrowed(&circle)).await;
    assert!(circle.status == 422 && circle.body.contains(&Words(Tongue::Ru).say("agency-circle")));
    let wider = [("id", id), ("region", "KZ-75"), ("region", "KZ-19"), ("reason", "приказ")];
    assert_eq!(town.post(head, "/agency/regions", &wider).await.status, ON);
    // Now it lies in a region that the keeper of Almaty city does not keep.
    assert_eq!(town.post(Some(&town.keeper), "/agency/close", &[("id", id), ("reason", "x")]).await.status, NO);
    assert_eq!(town.post(head, "/agency/close", &[("id", id), ("reason", "закончен проект")]).await.status, ON);
    let closed = page(town.get(head, made.location()).await.body);
    assert!(closed("action=\"/agency/reopen\"") && !closed("action=\"/agency/rename\"") && !closed("/people/invite?agency"));
    let list = page(town.get(Some(&town.analyst), "/agencies").await.body);
    assert!(list("закрыта") && list("подразделение: «Министерство»") && !list("/agencies/found"));
    assert_eq!(town.post(head, "/agency/reopen", &[("id", id), ("reason", "снова")]).await.status, ON);
}

#[test]
fn bodies_in_a_circle_are_listed_once_each() {
    let id = |bits: u128| AgencyId::from_bits(bits);
    let body = |bits: u128, name: &str, parent: Option<u128>| Agency {
        id: id(bits),
        kind: AgencyKind::Ngo,
        names: names(name, name, name),
        regions: regions(&["KZ"]),
        parent: parent.map(id),
        open: true,
    };
    let bodies = [
        body(1, "Бета", Some(2)),
        body(2, "Альфа", Some(1)),
        body(3, "Ящик", None),
        body(4, "Әнел", Some(3)),
        body(5, "Я", Some(4)),
        body(6, "Без верха", Some(9)),
    ];
    let lines = agencies::lines(Words(Tongue::Ru), &bodies, &[(id(3), 2)].into());
    let told: Vec<(&str, usize, &str)> = lines.iter().map(|line| (line.name.as_str(), line.depth, line.people.as_str())).collect();
    let expected = [("Без верха", 0, "0"), ("Ящик", 0, "2"), ("Әнел", 1, "0"), ("Я", 2, "0"), ("Альфа", 0, "0"), ("Бета", 1, "0")];
    assert_eq!(told, expected);
}

/// The main part of a page, with what differs from run to run taken out.
fn still(came: &Came) -> String {
    let main = came.body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
    let mut out = main.to_owned();
    for before in ["name=\"form\" value=\"", "/join#"] {
        out = masked(&out, before, |rest| rest.find(['"', '<']).unwrap_or(0));
    }
    for word in ["person-", "agency-", "session-", "subject-"] {
        out = masked(&out, word, |rest| {
            let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()).count();
            if length == 26 { length } else { 0 }
        });
    }
    format!("<main{out}</main>")
}

fn masked(text: &str, before: &str, length: impl Fn(&str) -> usize) -> String {
    let mut parts = text.split(before);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, rest| match length(rest) {
        0 => format!("{out}{before}{rest}"),
        length => format!("{out}{before}…{}", rest.get(length..).unwrap_or_default()),
    })
}

#[tokio::test]
async fn pages_look_as_they_did() {
    let town = Town::new().await;
    let ask = PersonAct::AskRecovery { reason: reason() };
    let _ = town.house.act_on_person(&town.visitor(&town.keeper).await, town.analyst.id, ask, now()).await.unwrap();
    let agency = format!("/agency?id={}", town.almaty);
    for (name, who, path, tongue) in [
        ("people", &town.analyst, "/people", "kk"),
        ("person", &town.head, person(&town.analyst).as_str(), "ru"),
        ("person_read", &town.inspector, person(&town.keeper).as_str(), "en"),
        ("invite", &town.head, "/people/invite", "en"),
        ("agencies", &town.head, "/agencies", "kk"),
        ("agency", &town.keeper, agency.as_str(), "en"),
    ] {
        insta::assert_snapshot!(name, still(&town.get_in(Some(who), path, tongue).await));
    }
    let fields = [("agency", town.almaty.to_string()), ("name", "Айжан".into()), ("days", "5".into())];
    insta::assert_snapshot!("once", still(&town.post_in(Some(&town.keeper), "/people/invite", &borrowed(&fields), "kk").await));
}
