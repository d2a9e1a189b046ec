//! Check a text: what would be seen in it. Nothing is stored.

use askama::Template;

use crate::address::{form_value, link};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::reading::{Reading, reading};
use crate::words::Words;

/// The longest text, in characters.
const LONGEST: usize = 20_000;

/// Invented texts to try, with the keys of their names.
const EXAMPLES: [(&str, &str); 4] = [
    (
        "check-example-1",
        "Девушки 18-25! P a б о т а за границей, Дубай, хостес, опыт не нужен. 3000$ в месяц, билет и визу оплатим, потом отработаешь. \
         Паспорт сдаёшь на месте. Пиши в телегу @dream_job_000 или звони восемь 7O5 ноль ноль один 22 ЗЗ, никому не говори",
    ),
    (
        "check-example-2",
        "Қыздар керек! Эскорт, Түркия, күніне 500$. Жас 18-24, тәжірибе керек емес, билет біз төлейміз, қарызды кейін өтейсің. \
         Құжатты біз сақтаймыз. Жаз: 8 7О5 OO1 23 45",
    ),
    (
        "check-example-3",
        "Требуется повар в столовую, Астана. График 5/2, оклад 250 000 тенге, трудовой договор по ТК РК, медкнижка обязательна. \
         Собеседование в офисе, ул. Примерная, 1, отдел кадров.",
    ),
    (
        "check-example-4",
        "Police warn: recruiters promise well-paid work abroad, buy the ticket and take away passports on arrival. If you know someone in \
         danger, call the national hotline against trafficking. It is free and confidential.",
    ),
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "check.html")]
pub struct CheckPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// The text.
    pub text: String,
    /// Addresses and names of examples.
    pub examples: Vec<(String, String)>,
    /// What the text shows.
    pub reading: Option<Reading>,
}

/// The page with an example or nothing, as HTML.
///
/// # Errors
/// Where the template fails.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let wanted = ask.address.number("example", 0);
    let text = wanted.checked_sub(1).and_then(|index| EXAMPLES.get(index)).map_or("", |(_, text)| *text);
    page(desk, ask, text)
}

/// The page with what the sent text shows.
///
/// # Errors
/// Where the text is too long.
pub fn answer(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let text = form_value(&ask.body, "text");
    if text.chars().count() > LONGEST { Err(Fault::TooLarge) } else { page(desk, ask, &text) }
}

fn page(desk: &Desk, ask: &Ask<'_>, text: &str) -> Result<String, Fault> {
    let words = ask.words();
    let example = |(index, (key, _)): (usize, &(&str, &str))| {
        let number = (index + 1).to_string();
        (link("/check", &[("example", &number)]), words.say(key))
    };
    render(&CheckPage {
        f: ask.frame(words.say("check-title"), Some(Section::Check)),
        t: words,
        examples: EXAMPLES.iter().enumerate().map(example).collect(),
        reading: (!text.trim().is_empty()).then(|| reading(desk, words, text, &desk.read(text))),
        text: text.to_owned(),
    })
}
