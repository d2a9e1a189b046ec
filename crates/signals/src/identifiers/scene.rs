//! A text laid out for finding: its words, what some of them mean, where its digits, dots and @ stand.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::phones::Validity;
use crate::numbers::{NumberReader, Word};
use crate::tokens::{TokenKind, Tokens};
use crate::unfold::Unfolded;

/// What a word means for the search of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Part of a number in words.
    Number(Word),
    /// The name after it is a Telegram name.
    Telegram,
    /// The name after it is an Instagram name.
    Instagram,
    /// The name after it is a VK name.
    Vk,
    /// The name after it is a TikTok name.
    Tiktok,
    /// The host after it is a site.
    Site,
    /// The number near it is a phone.
    Phone,
    /// The number after it is no phone.
    NotPhone,
    /// The number after it is a card (and no phone, if it is not one of a mobile network).
    Card,
    /// Stands between a cue and a name («наш канал в тг: …»).
    Filler,
    /// A sign that is written as a word («точка»).
    Spelt(char),
    /// A unit of money or measure: the number before it is an amount.
    Unit,
}

/// A word: letters, digits and apostrophes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// First glyph.
    pub start: usize,
    /// Glyph after the last one.
    pub end: usize,
    /// How many of its characters are digits.
    pub digits: usize,
    /// What it means.
    pub meaning: Option<Meaning>,
}

/// A meaning by its place in the list, counted from one; 0 is none.
pub(crate) type MeaningIndex = u16;

/// The meanings of words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: NumberReader,
    meanings: Vec<Meaning>,
    words: FxHashMap<String, MeaningIndex>,
}

const CUES: [(Meaning, &str); 14] = [
    (
        Meaning::Telegram,
        "tg тг тгк телеграм телеграмм телеграме телеграмме телеграма телегу телега телеге телегой телеграму телеграмму телега́ telegram telegramm \
         telega telegramda telegramga telegramdan телеграмға телеграмда телеграмга телеграмдан тлг tlg тележка тележку t.me телеграмка telegrammda",
    ),
    (
        Meaning::Instagram,
        "инста инсту инсте инсты инстаграм инстаграмм инстаграме инстаграмме инстаграма инстаграму инстой инст insta instagram instagramm inst ig \
         директ директе директу direct instagramda instagramga инстаграмда инстаграмға инстада instada instaga инстаға инстага",
    ),
    (Meaning::Vk, "вк vk вконтакте vkontakte"),
    (Meaning::Tiktok, "тикток тиктоке тиктока tiktok tiktokda tik-tok"),
    (
        Meaning::Site,
        "сайт сайта сайте сайту сайты site website web сайтта сайтымыз сайты сайтда saytda sayt сайтимиз saytimiz ссылка зеркало зеркала",
    ),
    (
        Meaning::Phone,
        "тел телефон телефону телефоны телефоном телефона ватсап ватсапп вотсап вотсапп вацап воцап вотцап ватцап васап уотсап whatsapp whats watsap \
         vatsap votsap wa ва вайбер viber звоните звони звонить звонок звоним позвоните набирайте номер номеру номера call phone tel telefon байланыс \
         хабарласыңыз хабарлас қоңырау звандаңыз телефоны нөмір нөмірі номері хабарласыныз murojaat aloqa bog'lanish nomer raqam telefonim raqami \
         qo'ng'iroq байланышуу чалыңыз чалгыла мобильный моб сот сотовый whatsap вотс ватс контакт контакты contact contacts пишите пиши напишите \
         пишіңіз yozing жазыңыз жазыңдар рақам телефонга телефонлар мурожаат алоқа занг тамос зангзанед имо imo ватсапқа ватсапка вотсаптан ватсаптан",
    ),
    (
        Meaning::NotPhone,
        "иин бин жсн бсн инн огрн огрнип кпп бик бск иик жск iban iin bin инн/кпп лицензия лицензии лицензией лицензию лицензиясы litsenziya license \
         licence р/с счет счёт счета счёту приказ приказом паспорт паспорта pasport passport удостоверение удостоверения арт артикул id снилс \
         заказ заказа трек штрихкод isbn окпо оквэд регномер свидетельство рег инвойс invoice стир inn order",
    ),
    (
        Meaning::Card,
        "карта карту карты карте картой карточка карточку card karta kartasi kartaga visa виза mastercard картаға картасы humo uzcard kaspi каспи gold",
    ),
    (
        Meaning::Filler,
        "канал каналы ник никнейм аккаунт акк чат профиль мой моя мое наш наша наши в во по на и или написать my our me at on only is the us via \
         канале бот менеджер личку лс группа имя name username id admin админ менің біздің мой manzil аккаунты",
    ),
    (Meaning::Spelt('.'), "точка тчк dot нүкте nuqta нуқта чекит точки точку точк"),
    (Meaning::Spelt('/'), "слэш слеш слэшь slash дробь слеши"),
    (Meaning::Spelt('@'), "собака собачка собаку sobaka собачку"),
    (Meaning::Spelt('_'), "подчеркивание подчёркивание underscore нижнее_подчеркивание"),
    (
        Meaning::Unit,
        "тг тнг тенге теңге теңгеден теңгеге kzt доллар долларов доллара usd евро eur руб рублей рубля рубль сум сўм so'm som сом сомов сомони usdt \
         млн мың тыс тысяч тысячи ming mln млрд миллион миллионов кг км м2 м см гр шт тонн литров процентов просмотров подписчиков человек",
    ),
];

impl Lexicon {
    /// The meanings with these number words.
    pub fn new(numbers: NumberReader) -> Self {
        let mut lexicon = Self::default();
        for (meaning, list) in CUES {
            for word in list.split_whitespace() {
                lexicon.put(word, meaning);
            }
        }
        for (word, number) in numbers.words() {
            lexicon.put(word, Meaning::Number(number));
        }
        lexicon.numbers = numbers;
        lexicon
    }

    fn put(&mut self, word: &str, meaning: Meaning) {
        let known = self.meanings.iter().position(|other| *other == meaning);
        let place = known.unwrap_or_else(|| {
            self.meanings.push(meaning);
            self.meanings.len() - 1
        });
        // Cues and numbers from 0 to 999 are fewer than 65,535.
        self.words.entry(word.to_owned()).or_insert(MeaningIndex::try_from(place + 1).unwrap_or(0));
    }

    /// What an unfolded word means.
    pub fn index(&self, word: &str) -> MeaningIndex {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// The meaning with this index.
    pub fn meaning(&self, index: MeaningIndex) -> Option<Meaning> {
        self.meanings.get(usize::from(index).checked_sub(1)?).copied()
    }

    /// Whether a word is part of a number.
    pub fn number(&self, word: &str) -> Option<Word> {
        self.numbers.word(word)
    }
}

/// A text laid out.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// The text.
    pub seen: &'a Unfolded,
    /// Its words.
    pub tokens: Vec<Token>,
    /// The glyphs that are @.
    pub ats: Vec<usize>,
    /// The glyphs that are dots between two word characters.
    pub dots: Vec<usize>,
    /// How many digits it has, those that number words stand for included.
    pub digits: usize,
    /// Whether signs are written as words or parted by blanks.
    pub spelt: bool,
    /// Which numbers are valid, as far as noted.
    pub validity: Option<&'a RefCell<Validity>>,
}

impl<'a> Scene<'a> {
    /// Lays out a text; `meaning` says what the token at an index means.
    pub fn new(seen: &'a Unfolded, tokens: &Tokens, meaning: impl Fn(usize) -> Option<Meaning>) -> Self {
        let mut scene = Self {
            seen,
            tokens: Vec::with_capacity(tokens.as_slice().len()),
            ats: Vec::new(),
            dots: Vec::new(),
            digits: 0,
            spelt: false,
            validity: None,
        };
        let mut word: Option<Token> = None;
        for (index, token) in tokens.as_slice().iter().enumerate() {
            let range = token.glyphs();
            let (digits, meaning, end) = match token.kind {
                TokenKind::Word => (0, meaning(index), range.end),
                TokenKind::Number => (range.len(), None, scene.after_apostrophes(range.end)),
                TokenKind::Sign => continue,
            };
            match &mut word {
                // A digit read as a letter by leet is a digit here, so such words are looked up by figures below.
                Some(word) if word.end == range.start => {
                    (word.end, word.digits, word.meaning) = (end, word.digits + digits, None);
                }
                _ => scene.put(word.replace(Token { start: range.start, end, digits, meaning })),
            }
        }
        scene.put(word);
        tokens.signs().iter().for_each(|at| scene.sign(*at as usize));
        scene
    }

    /// The glyph after the apostrophes that go on with a number.
    fn after_apostrophes(&self, at: usize) -> usize {
        let more = self.seen.glyphs().get(at..).unwrap_or(&[]);
        at + more.iter().take_while(|glyph| glyph.ch == '\'').count()
    }

    fn put(&mut self, word: Option<Token>) {
        let Some(word) = word else { return };
        // Letters among digits may be digits in disguise.
        self.digits += if word.digits > 0 { word.end - word.start } else { 0 };
        match word.meaning {
            Some(Meaning::Number(_)) => self.digits += 1,
            Some(Meaning::Spelt(_)) => self.spelt = true,
            _ => self.spelt |= word.end - word.start == 2 && matches!(self.seen.slice(word.start..word.end), "me" | "ме" | "at"),
        }
        self.tokens.push(word);
    }

    fn sign(&mut self, at: usize) {
        match self.ch(at) {
            Some('@') => self.ats.push(at),
            Some('.') if self.is_wordish(at + 1) && at.checked_sub(1).is_some_and(|before| self.is_wordish(before)) => self.dots.push(at),
            _ => {}
        }
    }

    fn is_wordish(&self, at: usize) -> bool {
        self.seen.glyphs().get(at).is_some_and(|glyph| glyph.shown.is_wordish())
    }

    /// The unfolded character of a glyph.
    pub fn ch(&self, at: usize) -> Option<char> {
        self.seen.glyphs().get(at).map(|glyph| glyph.ch)
    }

    /// The character before a glyph.
    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.ch(at))
    }

    /// The character of a glyph in its own case; letters that look like Latin ones are Latin.
    pub fn cased(&self, at: usize) -> Option<char> {
        self.seen.glyphs().get(at).map(|glyph| match crate::unfold::scripts::latin_twin(glyph.raw) {
            Some(twin) if glyph.raw.is_uppercase() => twin.to_ascii_uppercase(),
            Some(twin) => twin,
            None => glyph.raw,
        })
    }

    /// The character of a glyph for a name: as [`Scene::cased`] in lower case, no leet undone.
    pub fn plain(&self, at: usize) -> Option<char> {
        self.cased(at).map(crate::unfold::class::lower)
    }

    /// The index of the first word that begins at or after a glyph.
    pub fn token_from(&self, glyph: usize) -> usize {
        self.tokens.partition_point(|token| token.start < glyph)
    }
}
