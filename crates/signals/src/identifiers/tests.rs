use proptest::prelude::*;

use super::*;
use crate::numbers::book_of_numbers_and_places;

mod disguises;
mod lookalikes;

fn finder() -> Finder {
    Finder::new(&book_of_numbers_and_places())
}

fn found(finder: &Finder, text: &str) -> Vec<String> {
    let unfolded = Unfolded::of(text);
    let identifiers = finder.find(text, &unfolded);
    for identifier in &identifiers {
        assert_eq!(identifier.span.of(text), identifier.as_written, "{text}");
        assert!(!identifier.as_written.is_empty(), "{text}");
    }
    let mut names: Vec<_> = identifiers.iter().map(|one| format!("{}:{}", kind_name(one.kind), one.value)).collect();
    names.sort();
    names
}

fn kind_name(kind: Kind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

/// The lines of a file of the shared data; none where it is absent.
fn shared(name: &str) -> Option<Vec<serde_json::Value>> {
    let path = format!("{}/../../../shared/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: {name} absent");
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    let mut list: Vec<_> = value.as_array().into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()).collect();
    list.sort();
    list
}

#[test]
fn the_disguised_phones_of_the_shared_data() {
    let finder = finder();
    for line in shared("phones_disguised.jsonl").unwrap_or_default() {
        let text = line["text"].as_str().unwrap();
        let expected: Vec<_> = strings(&line["expected"]).iter().map(|phone| format!("phone:{phone}")).collect();
        assert_eq!(found(&finder, text), expected, "{text}");
    }
}

#[test]
fn the_contacts_of_the_labelled_posts() {
    let finder = finder();
    for line in shared("posts_labelled.jsonl").unwrap_or_default() {
        if line["identifiers"].is_array() {
            let text = line["post"]["text"].as_str().unwrap();
            assert_eq!(found(&finder, text), strings(&line["identifiers"]), "{text}");
        }
    }
}

#[test]
fn handles_and_links() {
    let finder = finder();
    let table: [(&str, &[&str]); 52] = [
        ("пиши @anna_work7", &["telegram:anna_work7"]),
        ("t.me/Anna_Work7", &["telegram:anna_work7"]),
        ("https://t.me/anna_work7/15", &["telegram:anna_work7"]),
        ("[сюда](https://t.me/anna_work7)**жми", &["telegram:anna_work7"]),
        ("telegram.me/anna_work7", &["telegram:anna_work7"]),
        ("tg://resolve?domain=anna_work7", &["telegram:anna_work7"]),
        ("tg: anna_work7", &["telegram:anna_work7"]),
        ("тг anna_work7", &["telegram:anna_work7"]),
        ("в телегу anna_work7", &["telegram:anna_work7"]),
        ("телеграм: @anna_work7", &["telegram:anna_work7"]),
        ("Telegram: annawork", &["telegram:annawork"]),
        ("Telegram - мой ник annawork7", &["telegram:annawork7"]),
        ("t точка me слэш anna_work7", &["telegram:anna_work7"]),
        ("т точка ме слеш anna_work7", &["telegram:anna_work7"]),
        ("t . me / anna_work7", &["telegram:anna_work7"]),
        ("t[.]me/anna_work7", &["telegram:anna_work7"]),
        ("т.ме/anna_work7", &["telegram:anna_work7"]),
        ("@аnnа_wоrk7", &["telegram:anna_work7"]),
        ("tg @ a n n a _ w o r k", &["telegram:anna_work"]),
        ("t.me/+AbCdEf123_-x", &["telegram_invite:AbCdEf123_-x"]),
        ("https://t.me/joinchat/AbCdEf12345", &["telegram_invite:AbCdEf12345"]),
        ("t.me/s/anna_work7", &["telegram:anna_work7"]),
        ("t.me/+77050011223", &["phone:+77050011223"]),
        ("инста anna.work.q", &["instagram:anna.work.q"]),
        ("инстаграм: anna_work", &["instagram:anna_work"]),
        ("insta: @anna.work", &["instagram:anna.work"]),
        ("https://www.instagram.com/Anna.Work/?hl=ru", &["instagram:anna.work"]),
        ("instagram.com/anna_work", &["instagram:anna_work"]),
        ("директ: anna_work", &["instagram:anna_work"]),
        ("ig anna_work7", &["instagram:anna_work7"]),
        ("в директ не отвечаю, только @anna_work7", &["telegram:anna_work7"]),
        ("vk.com/anna_work", &["vk:anna_work"]),
        ("https://vk.com/wall-123_45", &["url:https://vk.com/wall-123_45"]),
        ("tiktok.com/@anna.work", &["tiktok:anna.work"]),
        ("почта Anna.Work@Mail.ru.", &["email:anna.work@mail.ru"]),
        ("anna.work собака mail точка ru", &["email:anna.work@mail.ru"]),
        ("anna.work (at) mail.ru", &["email:anna.work@mail.ru"]),
        ("anna_work@mail точка ком", &["email:anna_work@mail.com"]),
        ("wa.me/77050011223", &["phone:+77050011223"]),
        ("https://api.whatsapp.com/send?phone=77050011223&text=hi", &["phone:+77050011223"]),
        ("https://wa.me/971501234567", &["phone:+971501234567"]),
        ("wa точка me слэш 77050011223", &["phone:+77050011223"]),
        ("wa . me / 77050011223", &["phone:+77050011223"]),
        ("tel:+77050011223", &["phone:+77050011223"]),
        ("https://forms.example.kz/Abc?x=1", &["url:https://forms.example.kz/Abc?x=1"]),
        ("Сайт: kyzdar-q2.site", &["domain:kyzdar-q2.site"]),
        ("заходи kyzdar2 точка net", &["domain:kyzdar2.net"]),
        ("www.Kyzdar2.club!", &["domain:kyzdar2.club"]),
        ("DE89 3704 0044 0532 0130 00", &["iban:DE89370400440532013000"]),
        ("KZ86125KZT5004100100", &["iban:KZ86125KZT5004100100"]),
        ("кошелёк TGVRCYGyLED2wsKrmJy9noLrxhNNQDLnV1", &["wallet:TGVRCYGyLED2wsKrmJy9noLrxhNNQDLnV1"]),
        ("карта 5169-4931-2345-6785, 4111111111111111", &["card:4111111111111111", "card:5169493123456785"]),
    ];
    for (text, expected) in table {
        assert_eq!(found(&finder, text), expected, "{text}");
    }
}

#[test]
fn each_is_given_once_and_in_order() {
    let finder = finder();
    let text = "@anna_work7, 8 705 001 12 23, +7 705 001-12-23, @Anna_Work7";
    let identifiers = finder.find(text, &Unfolded::of(text));
    let written: Vec<_> = identifiers.iter().map(|one| one.as_written.as_str()).collect();
    assert_eq!(written, ["@anna_work7", "8 705 001 12 23"]);
}

#[test]
fn a_disguised_number_is_told() {
    let finder = finder();
    let disguises = |text: &str| finder.find_with_disguises(text, &Unfolded::of(text)).1.len();
    assert_eq!(disguises("восемь семь ноль пять 001 12 23"), 1);
    assert_eq!(disguises("8 7O5 OO1 12 2З"), 1);
    assert_eq!(disguises("8 705 001 12 23"), 0);
}

proptest! {
    #[test]
    fn nothing_panics_and_every_span_is_what_it_names(
        pieces in prop::collection::vec(prop_oneof![
            ".{0,8}", "[0-9 ()+.-]{1,16}", Just("@".to_owned()), Just("t.me/".to_owned()), Just("точка".to_owned()), Just(" семь ".to_owned()),
            Just("https://".to_owned()), Just("\u{200B}".to_owned()), Just("инста ".to_owned()), "[a-zA-Z0-9_.]{1,12}", "[оОзЗlI0-9]{1,6}",
        ], 0..14)
    ) {
        let text = pieces.concat();
        let finder = FINDER.with(std::rc::Rc::clone);
        let unfolded = Unfolded::of(&text);
        let (identifiers, disguises) = finder.find_with_disguises(&text, &unfolded);
        let count = u32::try_from(text.chars().count()).unwrap();
        for one in identifiers {
            prop_assert_eq!(one.span.of(&text), one.as_written.as_str());
            prop_assert!(one.span.start < one.span.end && one.span.end <= count);
        }
        for disguise in disguises {
            prop_assert!(disguise.span.start < disguise.span.end && disguise.span.end <= count);
        }
    }
}

thread_local! {
    static FINDER: std::rc::Rc<Finder> = std::rc::Rc::new(finder());
}

#[test]
fn two_phones_in_a_row_are_two_phones() {
    let finder = finder();
    for text in [
        "звоните восемь семьсот один ноль ноль два пятьдесят пять девяносто, 8 7О5 OО1 22 ЗЗ",
        "8 701 002 55 90 8 705 001 22 33",
        "8-701-002-55-90/8-705-001-22-33",
        "87010025590 87050012233",
        "8 701 002 55 90 и 8 705 001 22 33",
    ] {
        assert_eq!(found(&finder, text), ["phone:+77010025590", "phone:+77050012233"], "{text}");
    }
}

#[test]
fn hosts_in_cyrillic_letters_are_found() {
    let finder = finder();
    let table: [(&str, &[&str]); 7] = [
        ("смотри кыздар-2.рф, там всё", &["domain:кыздар-2.рф"]),
        ("сайт работа-дубай.kz", &["domain:работа-дубай.kz"]),
        ("https://жұмыс.қаз/ankety", &["url:https://жұмыс.қаз/ankety"]),
        ("наш сайт: девушки.онлайн", &["domain:девушки.онлайн"]),
        ("Работаю.онлайн и дома", &[]),
        ("ул.Абая, т.д. и т.п., рис.2", &[]),
        ("закон РК.Статья 128", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(found(&finder, text), expected, "{text}");
    }
}
