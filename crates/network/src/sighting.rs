//! What linking needs to know of a post.

use record::{Moment, Post, PostKey};
use signals::Signals;
use signals::facts::Fact;
use signals::fingerprint::TextMark;
use signals::identifiers::Kind;

/// What an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(untagged)]
pub enum MarkKind {
    /// A contact that stands in the text.
    Contact(Kind),
    /// The account that published the post; its value is `SOURCE/AUTHOR`.
    Account(Account),
}

/// The account of an author in one source; written `account`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename = "account", rename_all = "snake_case")]
pub enum Account {
    /// The only value.
    Account,
}

impl MarkKind {
    /// The kind of accounts.
    pub const ACCOUNT: Self = Self::Account(Account::Account);
}

/// An identifier: something by which posts can be told to be one organiser's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Its one written form.
    pub value: Box<str>,
}

/// A price, rounded to whole units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price {
    /// The amount in whole units of the currency.
    pub amount: i64,
    /// The letters of the currency (ISO 4217 or `USDT`), up to four, zero where unknown.
    pub currency: [u8; 4],
}

impl Price {
    /// A price; amounts beyond what money does are cut off.
    #[must_use]
    pub fn new(amount: f64, currency: Option<&str>) -> Self {
        let mut letters = [0; 4];
        letters.iter_mut().zip(currency.unwrap_or_default().bytes()).for_each(|(slot, byte)| *slot = byte);
        Self { amount: whole(amount), currency: letters }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to amounts that a double holds exactly")]
fn whole(amount: f64) -> i64 {
    if amount.is_finite() { amount.clamp(0.0, 1e15).round() as i64 } else { 0 }
}

/// One organiser shows at most so many phones, and so many names in Telegram, in one post.
const MOST_OF_ONE: usize = 4;
/// One organiser shows at most so many contacts of people in one post.
const MOST: usize = 6;

/// What linking needs to know of a post: small, so that millions fit into memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The post.
    pub key: PostKey,
    /// Who published it, as the source writes it.
    pub author: Option<Box<str>>,
    /// When.
    pub published: Option<Moment>,
    /// Contacts in the text, ascending, each once.
    pub contacts: Vec<Mark>,
    /// Codes of places, ascending, each once.
    pub places: Vec<Box<str>>,
    /// Prices, ascending, each once.
    pub prices: Vec<Price>,
    /// Code of the kind of trafficking.
    pub category: Option<Box<str>>,
    /// Code of the stage.
    pub stage: Option<Box<str>>,
    /// Mark of the text.
    pub text: TextMark,
}

impl Sighting {
    /// A sighting of which nothing but the key is known.
    #[must_use]
    pub fn bare(key: PostKey) -> Self {
        Self {
            key,
            author: None,
            published: None,
            contacts: Vec::new(),
            places: Vec::new(),
            prices: Vec::new(),
            category: None,
            stage: None,
            text: TextMark::default(),
        }
    }

    /// What a post and its signals tell; none where source or id is empty.
    #[must_use]
    pub fn of(post: &Post, signals: &Signals) -> Option<Self> {
        let mut sighting = Self::bare(PostKey::new(post.source.as_str(), post.id.as_str()).ok()?);
        sighting.author = post.author.as_deref().filter(|author| !author.trim().is_empty()).map(Box::from);
        sighting.published = post.published;
        sighting.category = signals.category.as_deref().map(Box::from);
        sighting.stage = signals.stage.map(stage_code).map(Box::from);
        sighting.text = TextMark::of(&post.text);
        for identifier in &signals.identifiers {
            sighting.contacts.push(Mark { kind: MarkKind::Contact(identifier.kind), value: identifier.value.as_str().into() });
        }
        for fact in &signals.facts {
            sighting.add_fact(fact);
        }
        Some(sighting.tidy())
    }

    /// The same with lists sorted and every entry once, as linking expects them.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.contacts.sort_unstable();
        self.contacts.dedup();
        self.places.sort_unstable();
        self.places.dedup();
        self.prices.sort_unstable();
        self.prices.dedup();
        self
    }

    fn add_fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Price { amount, currency, .. } => self.prices.push(Price::new(*amount, currency.as_deref())),
            Fact::Place { code, .. } => self.places.push(code.as_str().into()),
            Fact::Age { .. } => {}
        }
    }

    /// Whether it gathers offers of several people («вакансии недели»): then its contacts are not one organiser's and join nobody.
    #[must_use]
    pub fn is_list(&self) -> bool {
        let count = |kinds: &[Kind]| {
            let is_one = |mark: &&Mark| matches!(mark.kind, MarkKind::Contact(kind) if kinds.contains(&kind));
            self.contacts.iter().filter(is_one).count()
        };
        let (phones, names) = (count(&[Kind::Phone]), count(&[Kind::Telegram, Kind::TelegramInvite]));
        phones > MOST_OF_ONE
            || names > MOST_OF_ONE
            || phones + names + count(&[Kind::Instagram, Kind::Tiktok, Kind::Vk, Kind::Email]) > MOST
    }

    /// The account that published it.
    pub(crate) fn account(&self) -> Option<Mark> {
        let author = self.author.as_deref()?;
        Some(Mark { kind: MarkKind::ACCOUNT, value: format!("{}/{author}", self.key.source()).into() })
    }
}

fn stage_code(stage: knowledge::Stage) -> &'static str {
    match stage {
        knowledge::Stage::Inform => "inform",
        knowledge::Stage::Recruit => "recruit",
        knowledge::Stage::Offer => "offer",
        knowledge::Stage::Control => "control",
        knowledge::Stage::Money => "money",
    }
}
