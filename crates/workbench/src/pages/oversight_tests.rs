//! Pages that look after the work, asked for through the router of a real house by people of several roles.

use axum::http::StatusCode;
use people::emergency::CONFIRM_MINUTES;
use record::{AgencyKind, Compartment, Reason, Role, SubjectId};
use store::LogQuery;

use crate::pages::oversight_house::{Got, Who, World};

const OK: StatusCode = StatusCode::OK;
const NO: StatusCode = StatusCode::FORBIDDEN;
const GONE: StatusCode = StatusCode::NOT_FOUND;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const ON: StatusCode = StatusCode::SEE_OTHER;

/// Names of protected people.
const PROTECTED: &str = "Проба Защищаемая";
const HOSTILE: &str = "<script>alert(1)</script> =1+1 \"'";

/// Who is asked for what in these tests.
struct People {
    world: World,
    administrator: Who,
    inspector: Who,
    prosecutor: Who,
    elsewhere: Who,
    analyst: Who,
    manager: Who,
    colleague: Who,
    third: Who,
    /// Somebody whom `manager` protects.
    subject: SubjectId,
}

async fn people() -> People {
    let world = World::new().await;
    let ministry = world.agency(AgencyKind::InteriorMinistry, "Sample Ministry", &["KZ"]).await;
    let office = world.agency(AgencyKind::Prosecutors, "Sample Prosecutors", &["KZ"]).await;
    let shelter = world.agency(AgencyKind::Ngo, "Sample Shelter", &["KZ-75"]).await;
    let hotline = world.agency(AgencyKind::Hotline, "Sample Hotline", &["KZ"]).await;
    let ombudsman = world.agency(AgencyKind::Ombudsman, "Sample Ombudsman", &["KZ"]).await;
    let administrator = world.person(ministry, "Ada Sample", &[(Role::Administrator, &["KZ"])]).await;
    let inspector = world.person(ombudsman, "Ines Sample", &[(Role::Inspector, &["KZ"])]).await;
    let prosecutor = world.person(office, "Pavel Sample", &[(Role::Prosecutor, &["KZ-75"])]).await;
    let elsewhere = world.person(office, "Petra Sample", &[(Role::Prosecutor, &["KZ-10"])]).await;
    let analyst = world.person(ministry, "Anna Sample", &[(Role::Analyst, &["KZ"])]).await;
    let manager = world.person(shelter, "Mira Sample", &[(Role::CaseManager, &["KZ-75"])]).await;
    let colleague = world.person(hotline, "Olga Sample", &[(Role::HotlineOperator, &["KZ"])]).await;
    let third = world.person(hotline, "Timur Sample", &[(Role::HotlineOperator, &["KZ"])]).await;
    let subject = world.subject(manager.person, Compartment::Protection).await;
    People { world, administrator, inspector, prosecutor, elsewhere, analyst, manager, colleague, third, subject }
}

impl People {
    /// `colleague` asks for the data of the one whom `manager` protects.
    async fn ask(&self, reason: &str) -> String {
        let subject = self.subject.to_string();
        let fields = [("subject", subject.as_str()), ("reason", reason), ("minutes", "20")];
        let asked = self.world.post(&self.colleague, "/emergencies", &fields).await;
        assert_eq!((asked.status, asked.location.as_str()), (ON, "/emergencies"), "{}", asked.text);
        self.world.house.look(|directory| directory.emergencies().map(|(id, _)| id.to_string()).last()).unwrap()
    }

    async fn act(&self, who: &Who, what: &str, id: &str, more: &[(&str, &str)]) -> Got {
        let fields: Vec<(&str, &str)> = [("emergency", id)].into_iter().chain(more.iter().copied()).collect();
        self.world.post(who, &format!("/emergencies/{what}"), &fields).await
    }
}

#[tokio::test]
async fn each_page_opens_to_those_whose_rights_give_it() {
    let people = people().await;
    let world = &people.world;
    world.read(&people.manager, people.subject, PROTECTED, "a meeting").await;
    let everybody = [
        ("administrator", &people.administrator),
        ("inspector", &people.inspector),
        ("prosecutor", &people.prosecutor),
        ("elsewhere", &people.elsewhere),
        ("analyst", &people.analyst),
        ("manager", &people.manager),
    ];
    let (of_subject, last) = (format!("/seen?subject={}", people.subject), world.record.size().await.unwrap() - 1);
    let entry = format!("/log/entry?place={last}");
    let table: [(&str, [StatusCode; 6]); 7] = [
        ("/seen", [OK, OK, OK, OK, OK, OK]),
        (&of_subject, [NO, NO, NO, NO, NO, OK]),
        ("/log", [OK, OK, OK, OK, NO, NO]),
        // The reading of a protected person's data.
        (&entry, [GONE, OK, GONE, GONE, NO, NO]),
        ("/log/entry?place=999999", [GONE, GONE, GONE, GONE, NO, NO]),
        ("/inspect", [NO, OK, NO, NO, NO, NO]),
        ("/emergencies", [NO, OK, OK, OK, NO, OK]),
    ];
    for (path, expected) in table {
        for ((name, who), status) in everybody.iter().zip(expected) {
            assert_eq!(world.get(Some(who), path).await.status, status, "{name} asks for {path}");
        }
        let stranger = world.get(None, path).await;
        assert!(stranger.status == ON && stranger.location.starts_with("/sign-in"), "a stranger asks for {path}");
    }
    for ((name, who), status) in everybody.iter().zip([NO, OK, NO, NO, NO, NO]) {
        let fields = [("form_of_file", "csv"), ("reason", "yearly report"), ("kind", "agency")];
        assert_eq!(world.post(who, "/log/export", &fields).await.status, status, "{name} exports");
    }
}

#[tokio::test]
async fn all_pages_speak_three_languages() {
    let people = people().await;
    let _ = people.ask("there is danger").await;
    for path in ["/seen", "/log", "/log/entry?place=3", "/inspect", "/emergencies"] {
        for tongue in ["kk", "ru", "en"] {
            let path = format!("{path}{}lang={tongue}", if path.contains('?') { '&' } else { '?' });
            let got = people.world.get(Some(&people.inspector), &path).await;
            assert!(got.status == OK && got.text.contains(&format!("<html lang=\"{tongue}\">")), "{path}");
        }
    }
}

#[tokio::test]
async fn an_inspector_learns_of_nobody_who_is_protected() {
    let people = people().await;
    let world = &people.world;
    world.read(&people.manager, people.subject, PROTECTED, "a meeting").await;
    let id = people.ask("there is danger").await;
    assert_eq!(people.act(&people.third, "confirm", &id, &[]).await.status, ON);
    let (subject, names) = (people.subject.to_string(), ["Ada Sample", "Mira Sample", "Olga Sample"]);
    let last = world.record.size().await.unwrap();
    let entries = (0..last).map(|place| format!("/log/entry?place={place}"));
    let export = [("form_of_file", "json_lines"), ("reason", "a report")];
    let mut texts = vec![world.post(&people.inspector, "/log/export", &export).await.text];
    texts.push(world.post(&people.inspector, "/log/export", &[("form_of_file", "csv"), ("reason", "a report")]).await.text);
    for path in ["/inspect", "/log", "/emergencies", "/seen"].into_iter().map(str::to_owned).chain(entries) {
        let got = world.get(Some(&people.inspector), &path).await;
        assert_eq!(got.status, OK, "{path}");
        assert!(path != "/inspect" || names.iter().all(|name| !got.text.contains(name)), "no name of anybody");
        texts.push(got.text);
    }
    for text in texts {
        for secret in [subject.as_str(), PROTECTED, "+7700000000", "@example.kz"] {
            assert!(!text.contains(secret), "{secret} stands in {text}");
        }
    }
}

#[tokio::test]
async fn who_read_a_colleagues_contact_is_shown_to_the_colleague() {
    let people = people().await;
    let world = &people.world;
    let own = format!("/seen?subject={}", people.analyst.subject);
    let before = world.get(Some(&people.analyst), &own).await;
    assert!(before.status == OK && before.text.contains("Nobody has seen it."));
    let visitor = world.visitor(&people.administrator).await;
    let reason = Reason::new(HOSTILE).unwrap();
    let contact = world.house.contact_of(&visitor, people.analyst.person, &reason, world.now()).await.unwrap();
    let after = world.get(Some(&people.analyst), &own).await.text;
    assert!(after.contains("Seen once by 1 person") && after.contains("Ada Sample") && after.contains("work e-mail and phone"), "{after}");
    assert!(after.contains("Sample Ministry") && !after.contains(contact.email.as_deref().unwrap()));
    assert!(!after.contains("<script>alert"), "what somebody wrote as a reason stays text");
    assert!(world.get(Some(&people.analyst), "/seen").await.text.contains(&people.analyst.subject.to_string()));
    assert_eq!(world.get(Some(&people.manager), &own).await.status, NO);
}

#[tokio::test]
async fn an_export_is_an_event_and_no_formula() {
    let people = people().await;
    let world = &people.world;
    let id = people.ask(HOSTILE).await;
    let visitor = world.visitor(&people.administrator).await;
    let formula = Reason::new("=HYPERLINK(\"https://evil.example\")").unwrap();
    world.house.contact_of(&visitor, people.analyst.person, &formula, world.now()).await.unwrap();
    let before = world.record.size().await.unwrap();
    for (fields, what) in [
        (vec![("form_of_file", "csv"), ("reason", "")], "Write the reason."),
        (vec![("form_of_file", "exe"), ("reason", "kept")], "Choose the kind of file."),
        (vec![("form_of_file", "csv"), ("reason", "kept"), ("mentions", "x' OR 1=1")], "This is no identifier."),
        (vec![("form_of_file", "csv"), ("reason", "kept"), ("to", "2020-01-01")], "Nothing was found"),
    ] {
        let got = world.post(&people.inspector, "/log/export", &fields).await;
        assert!(got.status == WRONG && got.text.contains(what), "{what}");
        assert!(fields[1].1.is_empty() || got.text.contains(">kept</textarea>"), "what was typed is kept");
    }
    assert_eq!(world.record.size().await.unwrap(), before, "nothing was taken, nothing is written");
    let made = world.post(&people.inspector, "/log/export", &[("form_of_file", "csv"), ("reason", "a report"), ("kind", "subject")]).await;
    assert_eq!(made.status, OK);
    assert!(made.text.starts_with("place,at,person,agency,purpose,command,stream,version,edition,event,reason\n"));
    assert!(made.text.contains("'=HYPERLINK") && !made.text.contains(",=HYPERLINK") && !made.text.contains(",\"=HYPERLINK"));
    let logged = world.record.search(&LogQuery { kind: Some("export".into()), ..LogQuery::default() }).await.unwrap().entries;
    let event: serde_json::Value = serde_json::from_str(&logged[0].entry.event).unwrap();
    let (lines, by) = (made.text.lines().count() - 1, people.inspector.person.to_string());
    assert_eq!((logged.len(), logged[0].entry.person), (1, people.inspector.person));
    let told = &event["exported"];
    assert_eq!((told["by"].as_str(), told["filter"].as_str()), (Some(by.as_str()), Some("kind=subject")));
    assert_eq!((told["entries"].as_u64(), told["reason"].as_str()), (Some(lines as u64), Some("a report")));
    for who in [&people.inspector, &people.administrator] {
        assert!(world.get(Some(who), "/log").await.text.contains("A part of the log was taken out"));
    }
    assert!(!world.get(Some(&people.inspector), "/emergencies").await.text.contains("<script>alert"), "{id}");
}

#[tokio::test]
async fn the_log_turns_its_pages() {
    let people = people().await;
    let world = &people.world;
    let rows = |text: &str| text.matches("<th scope=\"row\">").count();
    let path = format!("/log?mentions={}&kind=subject", people.analyst.subject);
    assert_eq!(rows(&world.get(Some(&people.administrator), &path).await.text), 1, "it was opened");
    let none = world.get(Some(&people.administrator), "/log?to=2020-01-01").await.text;
    assert!(rows(&none) == 0 && none.contains("Nothing was found."));
    let visitor = world.visitor(&people.administrator).await;
    for _ in 0..50 {
        let reason = Reason::new("a call").unwrap();
        world.house.contact_of(&visitor, people.analyst.person, &reason, world.now()).await.unwrap();
    }
    let first = world.get(Some(&people.administrator), &path).await.text;
    assert_eq!(rows(&first), 50);
    let older = first.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|href| href.contains("before=")).unwrap();
    let second = world.get(Some(&people.administrator), &older.replace("&amp;", "&").replace("&#38;", "&")).await.text;
    assert!(rows(&second) == 1 && second.contains("Keeping of personal data began") && !second.contains("rel=\"next\""), "{older}");
    for wrong in ["person=x", "kind=x", "from=x", "mentions=x", "purpose=x"] {
        let got = world.get(Some(&people.administrator), &format!("/log?{wrong}")).await;
        assert!(got.status == WRONG && got.text.contains("role=\"alert\""), "{wrong}");
    }
}

#[tokio::test]
async fn what_is_left_out_is_said_and_names_need_the_right_to_them() {
    let people = people().await;
    let world = &people.world;
    world.read(&people.manager, people.subject, PROTECTED, "a meeting").await;
    let text = world.get(Some(&people.administrator), "/log").await.text;
    assert!(text.contains("Entries that your rights do not open are left out here.") && text.contains("Ada Sample"));
    assert!(!text.contains(&people.subject.to_string()) && !text.contains("a meeting"));
    // To whom a colleague's data belongs is no secret from those who run the installation.
    assert!(text.contains(&people.analyst.subject.to_string()));
    let inspected = world.get(Some(&people.inspector), "/log").await.text;
    assert!(!inspected.contains("Entries that your rights do not open") && inspected.contains("a meeting"));
}

#[tokio::test]
async fn an_emergency_takes_four_people_from_asking_to_review() {
    let people = people().await;
    let world = &people.world;
    let id = people.ask(HOSTILE).await;
    let wait = "1 emergency waits for your review";
    let third = world.get(Some(&people.third), "/help").await.text;
    assert!(third.contains("1 emergency waits for confirmation"), "on every page of who could confirm");
    let own = people.act(&people.colleague, "confirm", &id, &[]).await;
    assert!(own.status == WRONG && own.text.contains("A second person is needed"), "nobody confirms their own: {}", own.text);
    for who in [&people.analyst, &people.inspector, &people.prosecutor] {
        assert_ne!(people.act(who, "confirm", &id, &[]).await.status, ON, "police, prosecutors and inspectors open no protection");
    }
    let unopened = people.act(&people.prosecutor, "review", &id, &[("finding", "proper"), ("reason", "x")]).await;
    assert!(unopened.status == WRONG && unopened.text.contains("was never opened"));
    assert!(!world.get(Some(&people.prosecutor), "/help").await.text.contains(wait));
    assert_eq!(people.act(&people.third, "confirm", &id, &[]).await.status, ON);
    assert!(world.house.opening_for(&world.visitor(&people.colleague).await, people.subject, world.now()).is_some());
    assert!(world.house.opening_for(&world.visitor(&people.third).await, people.subject, world.now()).is_none());
    for (who, told) in [
        (&people.prosecutor, true),
        (&people.elsewhere, false),
        (&people.colleague, false),
        (&people.third, false),
        (&people.inspector, false),
        (&people.manager, false),
    ] {
        assert_eq!(world.get(Some(who), "/help").await.text.contains(wait), told);
    }
    let page = world.get(Some(&people.prosecutor), "/emergencies").await.text;
    assert!(page.contains("Waits for your review") && page.contains("Olga Sample") && !page.contains("<script>alert"));
    assert!(!world.get(Some(&people.elsewhere), "/emergencies").await.text.contains(&id), "of another region");
    let judged = [("finding", "improper"), ("reason", "no danger")];
    for who in [&people.colleague, &people.third, &people.inspector, &people.elsewhere, &people.administrator] {
        let tried = people.act(who, "review", &id, &judged).await;
        assert!([WRONG, NO].contains(&tried.status), "{}", tried.text);
    }
    let empty = people.act(&people.prosecutor, "review", &id, &[("finding", "improper"), ("reason", "")]).await;
    assert!(empty.status == WRONG && empty.text.contains("value=\"improper\" required checked"), "what was typed is kept");
    assert!(empty.text.contains("href=\"#reason\"") && empty.text.matches("id=\"reason\"").count() == 1, "the problem leads to its field");
    assert_eq!(people.act(&people.prosecutor, "review", &id, &judged).await.status, ON);
    assert!(world.house.opening_for(&world.visitor(&people.colleague).await, people.subject, world.now()).is_none(), "it closed at once");
    assert!(!world.get(Some(&people.prosecutor), "/help").await.text.contains(wait));
    assert!(world.get(Some(&people.inspector), "/inspect").await.text.contains("improper"));
    let twice = people.act(&people.prosecutor, "review", &id, &judged).await;
    assert!(twice.status == WRONG && twice.text.contains("reviewed already"));
}

#[tokio::test]
async fn an_emergency_can_be_taken_back_declined_closed_and_forgotten() {
    let people = people().await;
    let world = &people.world;
    let id = people.ask("one").await;
    assert_eq!(people.act(&people.colleague, "decline", &id, &[("reason", "")]).await.status, WRONG);
    assert_eq!(people.act(&people.colleague, "decline", &id, &[("reason", "mistaken")]).await.status, ON);
    world.later(1);
    let id = last(&people, "two").await;
    assert_eq!(people.act(&people.third, "decline", &id, &[("reason", "no danger")]).await.status, ON);
    world.later(1);
    let id = last(&people, "three").await;
    assert_eq!(people.act(&people.third, "confirm", &id, &[]).await.status, ON);
    assert_eq!(people.act(&people.elsewhere, "end", &id, &[]).await.status, WRONG);
    assert_eq!(people.act(&people.colleague, "end", &id, &[]).await.status, ON);
    world.later(1);
    let id = last(&people, "four").await;
    world.later(i64::from(CONFIRM_MINUTES));
    let late = people.act(&people.third, "confirm", &id, &[]).await;
    assert!(late.status == WRONG && late.text.contains("Nobody confirmed this in time"));
    assert!(!world.get(Some(&people.third), "/help").await.text.contains("waits for confirmation"));
}

/// Asks anew and gives the identifier of that one.
async fn last(people: &People, reason: &str) -> String {
    let _ = people.ask(reason).await;
    let latest = |directory: &access::Directory| {
        let asked = directory.emergencies().filter_map(|(_, state)| state.asked.as_ref());
        asked.max_by_key(|asked| asked.at).map(|asked| asked.id.to_string())
    };
    people.world.house.look(latest).unwrap()
}

#[tokio::test]
async fn only_what_is_another_persons_and_protected_is_asked_for() {
    let people = people().await;
    let world = &people.world;
    for (who, subject, minutes, what) in [
        (&people.colleague, people.analyst.subject.to_string(), "20", "Nothing is kept of this person"),
        (&people.colleague, SubjectId::from_bits(77).to_string(), "20", "Nothing is kept of this person"),
        (&people.colleague, "x".to_owned(), "20", "This is no identifier"),
        (&people.colleague, people.subject.to_string(), "61", "longer than an emergency may last"),
        (&people.colleague, people.subject.to_string(), "0", "one at least"),
        (&people.manager, people.subject.to_string(), "20", "You answer for this data yourself"),
        (&people.prosecutor, people.subject.to_string(), "20", "No emergency opens the data of protected persons"),
    ] {
        let fields = [("subject", subject.as_str()), ("reason", "typed reason"), ("minutes", minutes)];
        let got = world.post(who, "/emergencies", &fields).await;
        assert!(got.status == WRONG && got.text.contains(what), "{what}: {}", got.text);
        assert!(got.text.contains("typed reason") && got.text.contains(&subject), "what was typed is kept");
    }
    let unknown = [("subject", "subject-0000000000000000000000002d"), ("reason", "x"), ("minutes", "5")];
    let known =
        [("subject", &*people.subject.to_string()), ("reason", "x"), ("minutes", "5")].map(|(name, value)| (name, value.to_owned()));
    let known: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for fields in [unknown.to_vec(), known] {
        assert_eq!(world.post(&people.analyst, "/emergencies", &fields).await.status, NO, "whoever may not ask learns nothing");
    }
}

#[tokio::test]
async fn the_inspector_counts_what_was_done() {
    let people = people().await;
    let world = &people.world;
    let first = world.get(Some(&people.inspector), "/inspect").await.text;
    assert!(first.contains("8 entries") || first.contains("entries in the log"));
    world.read(&people.manager, people.subject, PROTECTED, "a meeting").await;
    let visitor = world.visitor(&people.inspector).await;
    let counted = world.house.inspect(&visitor, world.now()).await.unwrap();
    assert_eq!(counted.tally.entries, world.record.size().await.unwrap());
    assert_eq!(counted.tally.readings.values().sum::<u64>(), 1);
    assert!(counted.tally.readings.keys().all(|reading| !reading.of_colleagues && reading.agency == people.manager.agency));
    assert_eq!((counted.tally.administrators, counted.at_work), (1, 8));
    let again = world.house.inspect(&visitor, world.now()).await.unwrap();
    assert_eq!(again, counted, "counted once");
    let actor = record::Actor::local();
    let asked = world.asked(&actor, record::Purpose::Protection);
    world.safe.erase(asked, people.subject, Reason::new("asked for").unwrap()).await.unwrap();
    let text = world.get(Some(&people.inspector), "/inspect").await.text;
    assert!(text.contains("fewer than 5"), "a number about the protected is not told where it is small");
    assert!(text.contains("Sample Shelter") && text.contains("<caption>"));
}
