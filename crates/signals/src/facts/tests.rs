use super::*;
use crate::numbers::book_of_numbers_and_places;
use crate::tokens::Tokens;

fn reader() -> FactReader {
    FactReader::new(&book_of_numbers_and_places())
}

fn read(reader: &FactReader, text: &str) -> Vec<Fact> {
    let unfolded = Unfolded::of(text);
    let tokens = Tokens::of(&unfolded);
    let known = |token: &Token| match token.kind {
        TokenKind::Word => {
            let word = token.text(&unfolded);
            Known { role: reader.role(word), may_be_place: reader.may_be_place(word), ..Known::default() }
        }
        TokenKind::Number | TokenKind::Sign => Known::default(),
    };
    let known: Vec<Known> = tokens.as_slice().iter().map(known).collect();
    reader.read(&unfolded, tokens.as_slice(), &known)
}

fn facts(reader: &FactReader, text: &str) -> Vec<String> {
    read(reader, text)
        .iter()
        .map(|fact| {
            assert!(!fact.span().of(text).is_empty(), "{text}");
            match fact {
                Fact::Price { amount, currency, per, .. } => {
                    format!("{amount} {}/{}", currency.as_deref().unwrap_or("-"), per.as_deref().unwrap_or("-"))
                }
                Fact::Age { from, to, .. } => format!("age {from}-{}", to.map_or(String::new(), |to| to.to_string())),
                Fact::Place { code, .. } => code.clone(),
            }
        })
        .collect()
}

#[test]
fn prices_are_read() {
    let reader = reader();
    let table: [(&str, &[&str]); 24] = [
        ("зарплата 150 000 тг", &["150000 KZT/-"]),
        ("аванс 150к, дальше 40%", &["150000 -/-"]),
        ("50-70 тыс тенге в день", &["50000 KZT/day"]),
        ("от 50 000 тг в день", &["50000 KZT/day"]),
        ("саған 1,5 млн. теңге", &["1500000 KZT/-"]),
        ("күніне 40 000 теңгеден", &["40000 KZT/day"]),
        ("3000 тг/час", &["3000 KZT/hour"]),
        ("от 90 евро за ночь", &["90 EUR/night"]),
        ("Зп от 2500$", &["2500 USD/-"]),
        ("Fines: late $20, phone $50", &["20 USD/-", "50 USD/-"]),
        ("(1 900 $) возмещаются", &["1900 USD/-"]),
        ("11 евро час", &["11 EUR/hour"]),
        ("15 000 $ USDT", &["15000 USD/-"]),
        ("380 000 ₸ на руки", &["380000 KZT/-"]),
        ("20 000/день + обед", &["20000 -/day"]),
        ("Айына 150-200 мың", &["150000 -/month"]),
        ("Maosh 7 mln", &["7000000 -/-"]),
        ("1000 dollar oyiga", &["1000 USD/month"]),
        ("900 USD", &["900 USD/-"]),
        ("долг 3500е за визу", &["3500 EUR/-"]),
        ("5 тыс человек пришли", &[]),
        ("в 2024 году, кв. 150, рост 165", &[]),
        ("8 705 111 22 33", &[]),
        ("график 5/2, 30/15, с 9:00 до 18:00", &[]),
    ];
    for (text, expected) in table {
        let found: Vec<_> = facts(&reader, text);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn the_span_holds_the_sign() {
    let text = "зп от 2500 $, девушки 21+";
    let spans: Vec<_> = read(&reader(), text).iter().map(|fact| fact.span().of(text)).collect();
    assert_eq!(spans, ["2500 $", "21+"]);
}

#[test]
fn ages_are_read() {
    let reader = reader();
    let table: [(&str, &[&str]); 14] = [
        ("девушки 18-27 на работу", &["age 18-27"]),
        ("от 18 до 24 лет", &["age 18-24"]),
        ("Барные девочки 21+, чаевые", &["age 21-"]),
        ("18 жастан асқан", &["age 18-"]),
        ("18-25 yosh", &["age 18-25"]),
        ("сұлу қыздар керек 18-25, пәтер береміз", &["age 18-25"]),
        ("20-27 лет, с приятной внешностью", &["age 20-27"]),
        ("women 20+, you stay", &["age 20-"]),
        ("21 жастан асқан қыздарды", &["age 21-"]),
        ("стаж 15 лет", &[]),
        ("20 лет назад", &[]),
        ("получил 12 лет лишения свободы", &[]),
        ("график 20-25, 15 бокалов", &[]),
        ("с 18 до 22 часов", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(facts(&reader, text), expected, "{text}");
    }
}

#[test]
fn places_are_found_in_any_form() {
    let reader = reader();
    let table: [(&str, &[&str]); 32] = [
        ("в Дубае", &["ae.dubai"]),
        ("Дубайда күтуші", &["ae.dubai"]),
        ("Dubayda ish", &["ae.dubai"]),
        ("клуб Анталии", &["tr.antalya"]),
        ("из Тараза во вторник", &["kz.taraz"]),
        ("Алматыға сұлу қыздар", &["kz.almaty"]),
        ("Астана, Сыганак", &["kz.astana"]),
        ("в Астане и Караганде", &["kz.astana", "kz.karaganda"]),
        ("Шымкенттен Түркияға", &["kz.shymkent", "tr"]),
        ("Toshkentga Samarqanddan", &["uz.tashkent", "uz.samarkand"]),
        ("Qozog'istonda g'isht zavodiga", &["kz"]),
        ("Куала-Лумпур!!", &["my.kuala-lumpur"]),
        ("в Абу-Даби", &["ae.abu-dhabi"]),
        ("в Индию, Гoa", &["in", "in.goa"]),
        ("Катар, Доха", &["qa", "qa.doha"]),
        ("была в Омане 4 мес", &["om"]),
        ("на Мальдивах", &["mv"]),
        ("Румыния, мясокомбинат", &["ro"]),
        ("Санкт-Петербурге", &["ru.saint-petersburg"]),
        ("Саудовской Аравии", &["sa"]),
        ("Phnom Penh", &["kh.phnom-penh"]),
        ("Ошто аялдарды Түркияга", &["kg.osh", "tr"]),
        ("Мьянмадан алты кыргызстандык", &["mm"]),
        ("Москвада, Мәскеуде", &["ru.moscow", "ru.moscow"]),
        ("Ақтаудан Бішкекке", &["kz.aktau", "kg.bishkek"]),
        ("Ыстамбұлға тур", &["tr.istanbul"]),
        ("улица Абая, Темир, китоб, қоғам, жақсы", &[]),
        ("для многодетных семей, плов из казана", &[]),
        ("Семейден, в городе Семей", &["kz.semey", "kz.semey"]),
        ("Дубликат, оманский, гоанский", &[]),
        ("tg: dubai_work_q1", &[]),
        ("в Золотом треугольнике", &["la.golden-triangle"]),
    ];
    for (text, expected) in table {
        assert_eq!(facts(&reader, text), expected, "{text}");
    }
}
