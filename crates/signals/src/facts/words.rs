//! A text as words and figures with what they mean for prices and ages.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::Span;
use crate::notes::Known;
use crate::tokens::{Token, TokenKind};
use crate::unfold::Unfolded;

/// What a word means beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A currency by its code.
    Currency(&'static str),
    /// So many times a thousand or million.
    Times(u32),
    /// What a sum is for.
    Per(&'static str),
    /// A year of age.
    Years,
    /// A word that says that an age follows.
    Aged,
    /// «от», "from".
    From,
    /// «до», "to".
    To,
    /// Years of work and the like: the number before it is no age.
    Tenure,
    /// Pay: the number after it is a sum.
    Pay,
}

static ROLES: [(Role, &str); 24] = [
    (Role::Currency("KZT"), "тг тенге тнг теңге теңгеден теңгеге теңгені тенгеден kzt tenge"),
    (
        Role::Currency("USD"),
        "доллар доллара долларов долларға долларды доллардан usd dollar dollars dollari dollarga долл баксов бакс бакса доллардын доллары",
    ),
    (Role::Currency("EUR"), "евро eur euro euros еуро yevro"),
    (Role::Currency("RUB"), "руб рубль рубля рублей рублю р rub rubl ruble rubles рубл"),
    (Role::Currency("UZS"), "сум сума сумов so'm сўм uzs sum som_uz so'mdan сумм"),
    (Role::Currency("KGS"), "сом сома сомов kgs сомдон сомго"),
    (Role::Currency("TJS"), "сомони сомонӣ tjs somoni"),
    (Role::Currency("USDT"), "usdt юсдт"),
    (Role::Currency("AED"), "дирхам дирхама дирхамов aed dirham dirhams дирһам"),
    (Role::Currency("TRY"), "лир лира лиры lira try"),
    (Role::Times(1_000), "к k тыс тысяч тысячи тысяча тыщ тысячу мың мин миң ming минг мынг мын k+ ming' thousand т.р мыңнан мыңға"),
    (Role::Times(1_000_000), "млн миллион миллиона миллионов mln million million's милион kk кк миллионго"),
    (Role::Per("hour"), "час часа часу ч hour hr h сағат сағатына сағаты саат саатына soat soatiga soatbay сағатқа соат соатига"),
    (
        Role::Per("day"),
        "день сутки смену смена day daily күн күніне күнінде кунине kun kuniga kunlik кун кунига kuniga күндүк күнүнө shift выход выезд күндік",
    ),
    (Role::Per("night"), "ночь ночи night түн түніне түнгі tun tuniga kechasi kecha түнүнө"),
    (
        Role::Per("week"),
        "неделю недели неделя нед week weekly апта аптасына аптада hafta haftasiga haftada жума жумасына жумада ҳафта haftalik апталық",
    ),
    (Role::Per("month"), "месяц месяца мес month monthly ай айына айда айлық oy oyiga oylik ойига oyda айына ежемесячно айлыгы mo"),
    (
        Role::Years,
        "лет года год летняя летние жас жаста жастан жасқа жастағы жасар яш ёш ёшдан ёшгача ёшли yosh yoshdan yoshgacha yoshli yoshlik жаш жаштан жашка жаштагы years yo y.o yrs year_old жасар годика годиков сол сола",
    ),
    (
        Role::Aged,
        "возраст возраста возрасте девушка девушки девочки девушек девочек девочка жен женщина женщины женщин женский муж парни aged age ages girls women жас жасы yoshi қыз қыздар қыздарды кыздар qizlar qiz кыз кыздар келін новенькие новенькая ангелы",
    ),
    (Role::From, "от с from dan дан ot"),
    (Role::To, "до по to gacha дейін чейин"),
    (
        Role::Tenure,
        "опыт опыта опытом стаж стажа стажем experience гарантия срок лишения свободы тюрьмы тәжірибе tajriba staj назад ago тому бұрын burun мурун тюремного колонии рынке истории",
    ),
    (
        Role::Pay,
        "зп з/п зарплата оплата оклад доход заработок жалақы айлық maosh oylik ақы ставка salary pay аванс долг штраф цена стоимость бағасы narxi айлык зарплату заработная бюджет",
    ),
    (Role::Times(1_000_000_000), "млрд миллиард миллиардов milliard"),
];

/// A role by its place in the list, counted from one; 0 is none.
pub(crate) type RoleIndex = u8;

/// Knows the roles.
#[derive(Debug)]
pub(super) struct Lexicon(FxHashMap<&'static str, RoleIndex>);

impl Lexicon {
    /// The built-in roles.
    pub fn new() -> Self {
        let mut words = FxHashMap::default();
        for (index, (_, list)) in (1..).zip(ROLES) {
            for word in list.split_whitespace() {
                words.entry(word).or_insert(index);
            }
        }
        Self(words)
    }

    /// What a word means beside a number.
    pub fn role(&self, word: &str) -> RoleIndex {
        if word.len() > 24 { 0 } else { self.0.get(word).copied().unwrap_or(0) }
    }
}

/// A word or a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// First glyph.
    pub start: usize,
    /// Glyph after the last one.
    pub end: usize,
    /// Whether it is all digits.
    pub figures: bool,
    /// Whether the name of a place may begin with it.
    pub may_be_place: bool,
    role: RoleIndex,
}

/// A text as items.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// The text.
    pub seen: &'a Unfolded,
    /// Its words and numbers; a number and a word grown together («150к») are two.
    pub items: Vec<Item>,
    /// Whether it has figures at all.
    pub has_figures: bool,
}

impl<'a> Words<'a> {
    /// The words and numbers among the tokens of a text.
    pub fn new(seen: &'a Unfolded, tokens: &[Token], known: &[Known]) -> Self {
        let mut words = Self { seen, items: Vec::with_capacity(tokens.len()), has_figures: false };
        for (token, known) in tokens.iter().zip(known).filter(|(token, _)| token.kind != TokenKind::Sign) {
            let Range { start, end } = token.glyphs();
            let figures = token.kind == TokenKind::Number;
            words.has_figures |= figures;
            words.items.push(Item { start, end, figures, may_be_place: known.may_be_place, role: known.role });
        }
        words
    }

    /// The text of an item.
    pub fn text(&self, index: usize) -> &'a str {
        self.items.get(index).map_or("", |item| self.seen.slice(item.start..item.end))
    }

    /// What an item means beside a number; none for a number.
    pub fn role(&self, index: usize) -> Option<Role> {
        let place = usize::from(self.items.get(index)?.role).checked_sub(1)?;
        ROLES.get(place).map(|(role, _)| *role)
    }

    /// The characters between an item and the next.
    pub fn gap(&self, index: usize) -> &'a str {
        match (self.items.get(index), self.items.get(index + 1)) {
            (Some(item), Some(next)) => self.seen.slice(item.end..next.start),
            (Some(item), None) => self.seen.slice(item.end..self.seen.glyphs().len()),
            _ => "",
        }
    }

    /// The character before an item.
    pub fn before(&self, index: usize) -> Option<char> {
        let at = self.items.get(index)?.start.checked_sub(1)?;
        self.seen.glyphs().get(at).map(|glyph| glyph.ch)
    }

    /// Whether an item was written with a capital letter.
    pub fn is_capital(&self, index: usize) -> bool {
        self.items.get(index).and_then(|item| self.seen.glyphs().get(item.start)).is_some_and(|glyph| glyph.raw.is_uppercase())
    }

    /// Where a stretch of items stands in the original.
    pub fn span(&self, items: Range<usize>) -> Span {
        self.span_with_signs(items, "", "")
    }

    /// As [`Words::span`], with a sign directly before and after the stretch.
    pub fn span_with_signs(&self, items: Range<usize>, before: &str, after: &str) -> Span {
        let mut start = self.items.get(items.start).map_or(0, |item| item.start);
        let mut end = items.end.checked_sub(1).and_then(|last| self.items.get(last)).map_or(start, |item| item.end);
        let ch = |at: Option<usize>| at.and_then(|at| self.seen.glyphs().get(at)).map(|glyph| glyph.ch);
        if ch(start.checked_sub(1)).is_some_and(|c| before.contains(c)) {
            start -= 1;
        }
        let blank = usize::from(ch(Some(end)) == Some(' '));
        if ch(Some(end + blank)).is_some_and(|c| after.contains(c)) {
            end += blank + 1;
        }
        self.seen.glyph_span(start..end)
    }
}
