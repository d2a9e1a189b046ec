use knowledge::{Book, Files};

use super::*;
use crate::tokens::Tokens;
use crate::unfold::Unfolded;

fn book(language: &str, terms: &[&str]) -> Book {
    let mut files = Files::default();
    files.put(
        "indicators/test.toml",
        r#"[[indicator]]
code = "control.test"
stage = "control"
polarity = "for"
weight = 1.0
labels = { kk = "", ru = "", en = "" }
source = "test"
edition = "test""#,
    );
    let list: Vec<String> = terms.iter().map(|term| format!("{term:?}")).collect();
    files.put(format!("indicators/terms/{language}.toml"), format!("[\"control.test\"]\nterms = [{}]", list.join(",")));
    Book::read(&files).unwrap()
}

fn found(language: &str, terms: &[&str], text: &str) -> Vec<(usize, usize)> {
    let finder = TermFinder::new(&book(language, terms)).unwrap();
    let unfolded = Unfolded::of(text);
    let tokens = Tokens::of(&unfolded);
    let words = tokens.as_slice().iter().map(|token| token.loose(&unfolded));
    let known: Vec<Known> = words.map(|word| Known { terms: finder.terms_of(&word), ..Known::default() }).collect();
    finder.find(tokens.as_slice(), &known, &mut Vec::new()).into_iter().map(|hit| (hit.first, hit.last)).collect()
}

#[test]
fn words_stems_and_gaps() {
    assert_eq!(found("ru", &["паспорт* ~2 заберут"], "ваши паспорта потом все заберут"), [(1, 4)]);
    assert_eq!(found("ru", &["паспорт* ~1 заберут"], "ваши паспорта потом все заберут"), []);
    assert_eq!(found("ru", &["паспорт"], "паспорта"), []);
    assert_eq!(found("ru", &["# тенге"], "50 000 тенге"), [(1, 2)]);
}

#[test]
fn a_guard_voids_the_step_behind_it() {
    assert_eq!(found("ru", &["паспорт ~3 -(не) забира*"], "паспорт мы забираем"), [(0, 2)]);
    assert_eq!(found("ru", &["паспорт ~3 -(не) забира*"], "паспорт мы не забираем"), []);
    assert_eq!(found("ru", &["-(без) залог*"], "без залога"), []);
}

#[test]
fn a_guard_behind_voids_the_term_before_it() {
    assert_eq!(found("ru", &["(диплом*|опыт*) -(не)"], "диплом врача"), [(0, 0)]);
    assert_eq!(found("ru", &["(диплом*|опыт*) -(не)"], "диплом не требуется"), []);
    assert_eq!(found("ru", &["(диплом*|опыт*) -(не)"], "диплом врача и не только"), [(0, 0)]);
    assert_eq!(found("kk", &["қарыз* -(жоқ|емес)"], "қарыз мүлдем жоқ"), []);
}

#[test]
fn either_order() {
    assert_eq!(found("ru", &["виза ~~1 туристическая"], "туристическая виза"), [(0, 1)]);
    assert_eq!(found("ru", &["виза ~~1 туристическая"], "виза туристическая"), [(0, 1)]);
}

#[test]
fn uzbek_terms_are_found_in_cyrillic_too() {
    assert_eq!(found("uz", &["pasport* ~2 boshliqda"], "паспортлар бошлиқда"), [(0, 1)]);
    assert_eq!(found("uz", &["qiz* kerak"], "qizlar kerak"), [(0, 1)]);
}

#[test]
fn a_bad_term_is_named() {
    let error = TermFinder::new(&book("ru", &["(а"])).unwrap_err();
    assert!(error.to_string().contains("control.test (ru)"), "{error}");
}
