//! What stands in a paper.

use std::collections::BTreeSet;

use custody::item::{Event, Failure, Missing, MissingWhy, Origin};
use custody::{FileRole, KeptFile};
use fluent_bundle::FluentResource;
use papers::{Facts, Kind, PaperError, Role, write};
use proptest::prelude::*;
use record::Digest;
use words::{Tongue, Words, sources};

use crate::sample::{self, facts, facts_for, failed, file, forms, history, long_history, paper, reader, step};

fn all(tongue: Tongue) -> Vec<(Kind, String)> {
    Kind::ALL.into_iter().map(|kind| (kind, paper(kind, &facts_for(kind), tongue).unwrap())).collect()
}

#[test]
fn each_paper_is_written_in_each_language_with_no_word_missing() {
    for tongue in Tongue::ALL {
        for (kind, html) in all(tongue) {
            assert!(!html.contains('⟦'), "{kind:?} in {}: {}", tongue.code(), html.split('⟦').nth(1).unwrap_or_default());
            assert!(html.contains(&format!("<html lang=\"{}\">", tongue.code())));
            let form = forms().into_iter().find(|form| form.code == kind.code()).unwrap();
            assert!(html.contains(&format!("<h1>{}</h1>", form.title.in_language(tongue.code()))));
        }
    }
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    for (kind, html) in all(Tongue::Ru) {
        let wrong: Vec<&str> =
            ["src=", "href=", "url(", "@import", "<script", "<link", "<img"].into_iter().filter(|text| html.contains(text)).collect();
        assert!(wrong.is_empty(), "{kind:?}: {wrong:?}");
        assert!(html.contains("default-src 'none'"));
    }
}

#[test]
fn an_inspection_says_who_where_when_with_what_and_what_was_not_got() {
    let html = paper(Kind::Inspection, &facts(history()), Tongue::Ru).unwrap();
    let said = [
        "https://jobs.example.org/vacancy/17?city=almaty",
        "22.11.2026 10:00:07 UTC",
        "22.11.2026 15:00:07 (UTC+05)",
        "Arasha, Chromium, версия 0.1.0, 142.0.7444.59",
        "Үлгібекова А. Қ., аналитик",
        "Департамент полиции (пример)",
        "г. Алматы",
        "page.warc.gz",
        "веб-архив",
        "1111 1111 1111 1111",
        "https://cdn.example.org/film.mp4",
        "больше предела",
        "+7 700 000 00 00",
        "Правовое основание не введено.",
        "раздел 5.3",
        "6 файлов",
    ];
    for text in said {
        assert!(html.contains(text) || html.replace("&#38;", "&").contains(text), "{text}");
    }
    assert!(html.contains("<td>2–5</td>"), "files that arrived one after the other are one row");
    assert!(!html.contains("Просмотрен файл"));
}

#[test]
fn a_custody_sheet_tells_everything_that_happened() {
    let html = paper(Kind::Custody, &facts(long_history()), Tongue::Ru).unwrap();
    let words = Words(Tongue::Ru);
    for kind in ["begun", "kept", "completed", "viewed", "revealed", "copied", "examined", "exported", "offered", "taken"] {
        assert!(html.contains(&words.say(&format!("paper-event-{kind}"))), "{kind}");
    }
    assert!(html.contains("Центр судебных экспертиз (пример)") && html.contains("Примеров Б. Б., эксперт"));
    let failed = paper(Kind::Custody, &facts(failed()), Tongue::Ru).unwrap();
    assert!(failed.contains("Получение прервано: истекло время.") && failed.contains("получено не полностью"));
}

#[test]
fn an_act_names_both_sides_and_has_two_places_to_sign() {
    let act = paper(Kind::HandOver, &facts(long_history()), Tongue::Ru).unwrap();
    for text in ["постановление № 12", "Центр судебных экспертиз (пример)", "Примеров Б. Б., эксперт", "Передал(а)", "Принял(а)"]
    {
        assert!(act.contains(text), "{text}");
    }
    let mut open = long_history();
    open.pop();
    let open = paper(Kind::HandOver, &facts(open), Tongue::Ru).unwrap();
    assert!(open.contains("ещё не принято") && !open.contains("Примеров"));
}

#[test]
fn a_seizure_lists_things_and_a_search_its_steps() {
    let seizure = paper(Kind::Seizure, &facts_for(Kind::Seizure), Tongue::Ru).unwrap();
    assert!(seizure.contains("00EX4MPL3") && seizure.contains("Копию получил(а)") && !seizure.contains("<svg"));
    let osint = paper(Kind::Osint, &facts_for(Kind::Osint), Tongue::Ru).unwrap();
    assert!(osint.contains("работа за границей") && osint.contains("41 результат") && osint.contains("<svg"));
    assert!(osint.contains(&["3c3c"; 16].join(" ")));
}

#[test]
fn what_is_not_known_is_a_place_to_write() {
    let empty = Facts { number: String::new(), place: " ".into(), notes: String::new(), people: Vec::new(), ..facts(history()) };
    let html = paper(Kind::Inspection, &empty, Tongue::Ru).unwrap();
    assert_eq!((html.matches("class=\"write\"").count(), html.matches("class=\"ruled\"").count()), (3, 3));
    for role in [Role::Acts, Role::Specialist, Role::Witness] {
        assert!(html.contains(&Words(Tongue::Ru).say(&format!("paper-role-{}", role.code()))));
    }
}

#[test]
fn a_legal_source_is_shown_once_it_is_entered() {
    let mut forms = forms();
    for form in &mut forms {
        form.law.ru = "пример <нормы>, редакция от 1 января".into();
    }
    let html = write(Kind::Custody, &facts(history()), &forms, &reader(Tongue::Ru)).unwrap();
    assert!(html.contains("Правовое основание: пример &#60;нормы&#62;, редакция от 1 января") && !html.contains("не введено"));
}

#[test]
fn each_refusal_has_its_reason() {
    let nothing = facts(Vec::new());
    for kind in [Kind::Inspection, Kind::Custody, Kind::HandOver] {
        assert_eq!(paper(kind, &nothing, Tongue::Kk), Err(PaperError::NoItem));
    }
    let headless = facts(history().split_off(1));
    assert_eq!(paper(Kind::Custody, &headless, Tongue::Kk), Err(PaperError::NoItem));
    assert_eq!(paper(Kind::HandOver, &facts(history()), Tongue::Kk), Err(PaperError::NoOffer));
    assert_eq!(paper(Kind::Seizure, &nothing, Tongue::Kk), Err(PaperError::NothingSeized));
    assert_eq!(paper(Kind::Osint, &nothing, Tongue::Kk), Err(PaperError::NoSearch));
    assert_eq!(write(Kind::Osint, &nothing, &[], &reader(Tongue::Kk)), Err(PaperError::NoForm("osint")));
    assert!(PaperError::Template("x".into()).to_string().contains('x'));
}

#[test]
fn an_offer_that_was_withdrawn_is_none() {
    let mut steps = long_history();
    steps.pop();
    let reason = record::Reason::new("ошибка").unwrap();
    steps.push(step(13, 100, Event::Withdrawn { reason: reason.clone() }));
    assert_eq!(paper(Kind::HandOver, &facts(steps.clone()), Tongue::Ru), Err(PaperError::NoOffer));
    steps.push(step(14, 101, Event::GivenBack { receipt: reason }));
    let sheet = paper(Kind::Custody, &facts(steps), Tongue::Ru).unwrap();
    assert!(sheet.contains("Предложение снято") && sheet.contains("Расписка: ошибка") && sheet.contains("<div>возвращено</div>"));
}

#[test]
fn a_list_that_is_too_long_is_cut_and_says_so() {
    let files: Vec<KeptFile> = (0..1_003).map(|number| file(&format!("f{number}.bin"), FileRole::Response, 1)).collect();
    let missing = vec![Missing { what: "x".into(), why: MissingWhy::Broken }; 1_001];
    let steps = vec![
        step(1, 0, sample::begun("https://example.org/")),
        step(2, 0, Event::Kept { files }),
        step(3, 0, Event::Completed { missing }),
    ];
    let html = paper(Kind::Inspection, &facts(steps), Tongue::Ru).unwrap();
    assert!(
        html.contains("f999.bin") && !html.contains("f1000.bin") && html.contains("первые 1000 из 1003") && html.contains("1000 из 1001")
    );
    assert!(html.contains("1003 файла"), "the total is of all");
    assert!(html.contains("Манифеста нет") && !html.contains("<svg"), "there is no manifest, and no code of one");
}

/// Messages of papers by key.
fn messages(tongue: Tongue) -> Vec<(String, String)> {
    let (_, source) = sources(tongue).into_iter().find(|(file, _)| *file == "papers").unwrap();
    assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{}", tongue.code());
    let lines = source.lines().filter_map(|line| line.split_once(" = ").filter(|(key, _)| key.starts_with("paper-")));
    lines.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

#[test]
fn the_catalogues_have_the_same_keys_and_values_and_their_own_words() {
    let [kk, ru, en] = Tongue::ALL.map(messages);
    let values = |text: &str| text.split('$').skip(1).map(|rest| rest.split(' ').next().unwrap().to_owned()).collect::<BTreeSet<_>>();
    for ((kk, ru), en) in kk.iter().zip(&ru).zip(&en) {
        assert_eq!((&kk.0, &ru.0), (&en.0, &en.0));
        assert_eq!((values(&kk.1), values(&ru.1)), (values(&en.1), values(&en.1)), "{}", en.0);
        let is_words =
            !en.1.ends_with("->") && en.1.split('{').any(|part| part.rsplit('}').next().unwrap().chars().any(char::is_alphabetic));
        assert!(!is_words || (kk.1 != en.1 && ru.1 != en.1), "{}", en.0);
    }
    assert_eq!((kk.len(), ru.len()), (en.len(), en.len()));
}

#[test]
fn every_code_has_its_word_and_every_word_is_used() {
    let codes = |of: &str, codes: &[&str]| codes.iter().map(|code| format!("paper-{of}-{code}")).collect::<Vec<_>>();
    let composed: BTreeSet<String> = [
        codes("event", &Event::KINDS),
        codes("failure", &Failure::ALL.map(Failure::code)),
        codes("role", &Role::ALL.map(Role::code)),
        codes("why", &MissingWhy::ALL.map(MissingWhy::code)),
        codes("standing", &["receiving", "held", "failed", "given_back"]),
        codes("origin", &Origin::CODES),
        codes("file", &FileRole::ALL.map(FileRole::code)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let known: BTreeSet<String> = messages(Tongue::En).into_iter().map(|(key, _)| key).collect();
    assert_eq!(composed.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts: Vec<String> = ["src", "templates"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let unused: Vec<&String> =
        known.difference(&composed).filter(|key| !texts.iter().any(|text| text.contains(&format!("\"{key}\"")))).collect();
    assert_eq!(unused, Vec::<&String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in the facts, it stays text, and the same facts give the same paper.
    #[test]
    fn hostile_words_stay_words(text in ".{0,60}", number in any::<u8>()) {
        let hostile = format!("</style><script>alert(1)</script>{text}\" onload=x '");
        let mut facts = facts_for(Kind::Osint);
        facts.history = history();
        facts.history[0] = step(1, 0, sample::begun(&hostile));
        for field in [&mut facts.number, &mut facts.case, &mut facts.body, &mut facts.place, &mut facts.notes] {
            field.clone_from(&hostile);
        }
        facts.people[0].name.clone_from(&hostile);
        facts.names.people.values_mut().for_each(|name| name.clone_from(&hostile));
        facts.searches[0].words.clone_from(&hostile);
        facts.searches[0].hash = Some(Digest([number; 32]));
        facts.things = vec![papers::Thing { what: hostile.clone(), marks: hostile.clone(), packed: hostile.clone() }];
        for kind in [Kind::Inspection, Kind::Seizure, Kind::Custody, Kind::Osint] {
            let html = paper(kind, &facts, Tongue::Kk).unwrap();
            prop_assert!(!html.contains("<script") && html.matches("</style>").count() == 1);
            prop_assert_eq!(&html, &paper(kind, &facts, Tongue::Kk).unwrap());
        }
    }
}
