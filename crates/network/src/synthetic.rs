//! Invented organisers whose posts are known, to measure linking on.
//!
//! Each organiser has several contacts and shows one or two in a post; some take their texts from others; hubs stand in
//! posts of many organisers and of honest people; contacts are sold from one organiser to another. Every organiser is active for some
//! months; who sells a contact goes on with the others, and the buyer shows it from then on. Some posts come without a date, and some
//! sellers repeat an old text after the sale.

use record::{Moment, PostKey};
use rustc_hash::FxHashMap;
use signals::fingerprint::TextMark;
use signals::identifiers::Kind;

use crate::network::Network;
use crate::sets::DisjointSets;
use crate::sighting::{Mark, MarkKind, Price, Sighting};

/// How organisers use their contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Any one or two of all.
    Any,
    /// One after the other, a neighbour shown beside.
    Chain,
    /// One main contact with changing others.
    Star,
    /// Each organiser has one of these styles.
    Mixed,
}

/// What to invent.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Seed of the random numbers.
    pub seed: u64,
    /// How many organisers.
    pub organisers: u64,
    /// Posts of an organiser, from and to.
    pub posts: (u64, u64),
    /// Contacts of an organiser, from and to.
    pub contacts: (u64, u64),
    /// In how many of 100 posts two contacts stand.
    pub pairs_per_cent: u64,
    /// How contacts are used.
    pub style: Style,
    /// How many hubs, with the number of posts each stands in, from and to.
    pub hubs: Vec<(u64, u64, u64)>,
    /// People who post once or twice with a contact of their own.
    pub honest: u64,
    /// Texts that all share; 0 gives every organiser two of its own.
    pub shared_texts: u64,
    /// In how many of 100 posts an organiser takes a text of somebody else.
    pub stolen_per_cent: u64,
    /// How many contacts go from one organiser to another.
    pub sold: u64,
    /// How many of 100 organisers give up both their texts for others at some moment.
    pub renewed_per_cent: u64,
    /// In how many of 100 posts after a sale the seller shows the contact as if it still were theirs.
    pub repeated_per_cent: u64,
    /// How many of 100 posts come without a date.
    pub undated_per_cent: u64,
    /// In how many of 100 posts no contact can be read.
    pub unread_per_cent: u64,
    /// Whether posts have authors (an account for each organiser and source).
    pub authors: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            seed: 1,
            organisers: 1_000,
            posts: (2, 24),
            contacts: (2, 6),
            pairs_per_cent: 50,
            style: Style::Mixed,
            hubs: vec![(40, 5, 30), (15, 30, 200), (4, 300, 1_000)],
            honest: 3_000,
            shared_texts: 40,
            stolen_per_cent: 20,
            sold: 45,
            renewed_per_cent: 25,
            repeated_per_cent: 5,
            undated_per_cent: 5,
            unread_per_cent: 2,
            authors: false,
        }
    }
}

/// Invented sightings with the truth about them.
#[derive(Debug, Default)]
pub struct World {
    /// The sightings.
    pub sightings: Vec<Sighting>,
    /// Who published each: organisers from 0, honest people behind them.
    pub truth: Vec<u64>,
    /// How many organisers there are.
    pub organisers: u64,
}

/// How well networks match the truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Mean share of a post's network that is of its organiser.
    pub precision: f64,
    /// Mean share of an organiser's posts that are in the network of each.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Most organisers in one network.
    pub largest_mix: usize,
    /// Networks with more than three organisers.
    pub mixed: usize,
}

/// Small pseudo-random numbers (SplitMix64): the same everywhere.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).checked_rem(end).unwrap_or(0)
    }

    fn between(&mut self, (from, to): (u64, u64)) -> u64 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    fn chance(&mut self, per_cent: u64) -> bool {
        self.below(100) < per_cent
    }
}

struct Organiser {
    contacts: Vec<Held>,
    texts: Texts,
    style: Style,
    /// First and last second of what it does.
    active: (u64, u64),
}

/// What an organiser publishes: two texts, and from some second on two others.
#[derive(Debug, Clone, Copy)]
struct Texts {
    early: [u64; 2],
    late: [u64; 2],
    renewed: u64,
}

impl Texts {
    fn at(&self, second: u64) -> [u64; 2] {
        if second < self.renewed { self.early } else { self.late }
    }
}

/// A contact in somebody's hands.
#[derive(Clone)]
struct Held {
    mark: Mark,
    /// The seconds from and until when.
    time: (u64, u64),
}

impl Held {
    fn always(mark: Mark) -> Self {
        Self { mark, time: (0, u64::MAX) }
    }
}

const DAY: u64 = 86_400;
/// How long the world lasts.
const SECONDS: u64 = 500 * DAY;

/// Invents a world.
#[must_use]
pub fn invent(plan: &Plan) -> World {
    let mut dice = Dice::new(plan.seed);
    let mut organisers: Vec<Organiser> = (0..plan.organisers).map(|number| organiser(plan, number, &mut dice)).collect();
    sell(plan, &mut organisers, &mut dice);
    let mut world = World { organisers: plan.organisers, ..World::default() };
    for (number, organiser) in (0..).zip(&organisers) {
        let mut seconds: Vec<u64> = (0..dice.between(plan.posts)).map(|_| dice.between(organiser.active)).collect();
        seconds.sort_unstable();
        for (turn, second) in (0..).zip(seconds) {
            let Some(mut post) = blank(plan, &mut dice, world.sightings.len(), (number, second), organiser.texts.at(second)) else {
                continue;
            };
            if !dice.chance(plan.unread_per_cent) {
                post.contacts = shown(plan, organiser, (turn, second), &mut dice);
            }
            world.sightings.push(post);
            world.truth.push(number);
        }
    }
    add_honest(plan, &mut dice, &mut world);
    add_hubs(plan, &mut dice, &mut world);
    world.sightings = world.sightings.into_iter().map(Sighting::tidy).collect();
    world
}

fn organiser(plan: &Plan, number: u64, dice: &mut Dice) -> Organiser {
    let count = dice.between(plan.contacts);
    let contacts = (0..count).map(|at| Held::always(contact(number * 16 + at))).collect();
    let style = match (plan.style, dice.below(4)) {
        (Style::Mixed, 0) => Style::Chain,
        (Style::Mixed, 1) => Style::Star,
        (Style::Mixed, _) => Style::Any,
        (style, _) => style,
    };
    let mut text = |at| if plan.shared_texts == 0 { number * 4 + at } else { dice.below(plan.shared_texts) };
    let (early, late) = ([text(0), text(1)], [text(2), text(3)]);
    let length = dice.between((30 * DAY, 360 * DAY));
    let start = dice.below(SECONDS - length);
    let renewed = if dice.chance(plan.renewed_per_cent) { start + dice.below(length) } else { u64::MAX };
    Organiser { contacts, texts: Texts { early, late, renewed }, style, active: (start, start + length) }
}

fn contact(number: u64) -> Mark {
    let (kind, value) = match number % 3 {
        0 => (Kind::Telegram, format!("invented_{number}")),
        _ => (Kind::Phone, format!("+7705{number:010}")),
    };
    Mark { kind: MarkKind::Contact(kind), value: value.into() }
}

/// Sells the last contact of some on to others; a seller who has no other takes a new one.
fn sell(plan: &Plan, organisers: &mut [Organiser], dice: &mut Dice) {
    for sale in 0..plan.sold {
        let from = index(dice.below(plan.organisers));
        let Some(seller) = organisers.get_mut(from) else { continue };
        let (start, end) = seller.active;
        let second = start + (end - start) / 10 * dice.between((2, 8));
        let replacement = (seller.contacts.len() == 1).then(|| contact(3_000_000_000 + sale));
        let Some(held) = seller.contacts.last_mut().filter(|held| held.time.0 < second && second < held.time.1) else { continue };
        let (mark, until) = (held.mark.clone(), held.time.1);
        held.time.1 = second;
        seller.contacts.extend(replacement.map(|mark| Held { mark, time: (second, u64::MAX) }));
        let taken = second + dice.below(15) * DAY;
        let first = index(dice.below(plan.organisers));
        let buyers =
            (first..organisers.len()).chain(0..first).find(|&to| to != from && organisers.get(to).is_some_and(|to| to.active.1 > taken));
        if let Some(buyer) = buyers.and_then(|to| organisers.get_mut(to)) {
            buyer.contacts.push(Held { mark, time: (taken, until) });
        }
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn shown(plan: &Plan, organiser: &Organiser, (turn, second): (u64, u64), dice: &mut Dice) -> Vec<Mark> {
    let mut held = |held: &&Held| {
        let (from, until) = held.time;
        from <= second && (second < until || dice.chance(plan.repeated_per_cent))
    };
    let contacts: Vec<&Held> = organiser.contacts.iter().filter(&mut held).collect();
    let count = contacts.len() as u64;
    let any = dice.below(count);
    let other = (any + 1 + dice.below(count.saturating_sub(1))) % count.max(1);
    let pair = dice.chance(plan.pairs_per_cent);
    let (one, two) = match organiser.style {
        Style::Chain => (turn / 2 % count.max(1), (turn / 2 + 1) % count.max(1)),
        Style::Star if dice.chance(70) => (0, any),
        _ => (any, other),
    };
    let picked = std::iter::once(one).chain(pair.then_some(two));
    picked.filter_map(|at| contacts.get(index(at)).map(|held| held.mark.clone())).collect()
}

const WORDS: [&str; 40] = [
    "девушки",
    "работа",
    "срочно",
    "город",
    "жильё",
    "оплата",
    "смена",
    "клуб",
    "модели",
    "выезд",
    "билет",
    "виза",
    "опыт",
    "обучение",
    "график",
    "высокий",
    "доход",
    "аванс",
    "приглашаем",
    "студия",
    "общение",
    "камера",
    "гарантия",
    "конфиденциально",
    "серьёзная",
    "компания",
    "возраст",
    "рост",
    "внешность",
    "документы",
    "страна",
    "Турция",
    "Дубай",
    "Бахрейн",
    "хостес",
    "официантка",
    "танцы",
    "агентство",
    "набор",
    "пиши",
];
const CITIES: [&str; 16] = [
    "Актау",
    "Атырау",
    "Алматы",
    "Астана",
    "Шымкент",
    "Тараз",
    "Костанай",
    "Павлодар",
    "Семей",
    "Орал",
    "Бишкек",
    "Ош",
    "Ташкент",
    "Самарканд",
    "Душанбе",
    "Худжанд",
];

/// A word of the trade or, as often, an invented one.
#[must_use]
pub fn word(dice: &mut Dice) -> String {
    const CONSONANTS: [char; 20] = ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'ф', 'х', 'ц', 'ч', 'ш', 'й'];
    const VOWELS: [char; 9] = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'];
    let pick = |letters: &[char], dice: &mut Dice| letters.get(index(dice.below(letters.len() as u64))).copied().unwrap_or('а');
    if dice.chance(50) {
        return WORDS.get(index(dice.below(40))).copied().unwrap_or_default().to_owned();
    }
    (0..dice.between((2, 4))).flat_map(|_| [pick(&CONSONANTS, dice), pick(&VOWELS, dice)]).collect()
}

fn text(template: u64, city: &str, pay: u64) -> String {
    let mut dice = Dice::new(template ^ 0x00C0_FFEE);
    let mut words: Vec<String> = (0..45).map(|_| word(&mut dice)).collect();
    words.insert(10, city.to_owned());
    format!("{} от {pay} тысяч", words.join(" "))
}

fn blank(plan: &Plan, dice: &mut Dice, number: usize, (publisher, second): (u64, u64), texts: [u64; 2]) -> Option<Sighting> {
    let source = format!("telegram:@channel{}", dice.below(60));
    let author = plan.authors.then(|| format!("author{publisher}").into());
    let city = index(dice.below(16));
    let pay = 5 * (1 + dice.below(40));
    let stolen = dice.chance(plan.stolen_per_cent);
    let pool = if plan.shared_texts == 0 { plan.organisers * 4 } else { plan.shared_texts };
    let template = if stolen { dice.below(pool) } else { texts.get(index(dice.below(2))).copied().unwrap_or_default() };
    let dated = !dice.chance(plan.undated_per_cent);
    let key = PostKey::new(source, format!("{number}")).ok()?;
    Some(Sighting {
        author,
        published: dated.then(|| i64::try_from(second).ok().and_then(|second| Moment::from_unix_seconds(1_700_000_000 + second))).flatten(),
        places: vec![format!("place{city}").into()],
        prices: vec![Price { amount: i64::try_from(pay).unwrap_or(0) * 1000, currency: *b"KZT\0" }],
        category: Some("recruitment.work_abroad".into()),
        text: TextMark::of(&text(template, CITIES.get(city).copied().unwrap_or_default(), pay)),
        ..Sighting::bare(key)
    })
}

fn add_honest(plan: &Plan, dice: &mut Dice, world: &mut World) {
    for person in 0..plan.honest {
        let publisher = plan.organisers + person;
        let own = contact(1_000_000_000 + publisher);
        for _ in 0..dice.between((1, 2)) {
            let texts = [1_000_000 + dice.below(100_000), 1_000_000 + dice.below(100_000)];
            let second = dice.below(SECONDS);
            let Some(mut post) = blank(plan, dice, world.sightings.len(), (publisher, second), texts) else { continue };
            post.contacts.extend((!dice.chance(15)).then(|| own.clone()));
            world.sightings.push(post);
            world.truth.push(publisher);
        }
    }
}

fn add_hubs(plan: &Plan, dice: &mut Dice, world: &mut World) {
    let mut number = 2_000_000_000;
    for &(count, from, to) in &plan.hubs {
        for _ in 0..count {
            number += 1;
            for _ in 0..dice.between((from, to)) {
                let at = index(dice.below(world.sightings.len() as u64));
                if let Some(post) = world.sightings.get_mut(at) {
                    post.contacts.push(contact(number));
                }
            }
        }
    }
}

impl World {
    /// Compares networks with the truth (B-cubed over posts; a post in no network is alone).
    #[must_use]
    pub fn score(&self, networks: &[Network]) -> Score {
        let places: FxHashMap<&PostKey, usize> = self.sightings.iter().enumerate().map(|(place, post)| (&post.key, place)).collect();
        let mut groups: Vec<usize> = (networks.len()..).take(self.sightings.len()).collect();
        for (number, network) in networks.iter().enumerate() {
            for &place in network.posts.iter().filter_map(|key| places.get(key)) {
                groups.get_mut(place).into_iter().for_each(|group| *group = number);
            }
        }
        self.score_groups(&groups)
    }

    /// What a joiner reaches that takes every shared contact or account for a link.
    #[must_use]
    pub fn naive(&self) -> Score {
        self.joined_by(|mark, _| (mark, 0))
    }

    /// What the best linker could reach by shared contacts and accounts alone: one that knows whose each of them is.
    #[must_use]
    pub fn ceiling(&self) -> Score {
        self.joined_by(|mark, publisher| (mark, publisher))
    }

    /// Joins the posts that share a key.
    fn joined_by(&self, key: impl Fn(Mark, u64) -> (Mark, u64)) -> Score {
        let mut sets = DisjointSets::default();
        let mut known = FxHashMap::<(Mark, u64), u32>::default();
        for (post, &publisher) in self.sightings.iter().zip(&self.truth) {
            let at = sets.push();
            for mark in post.contacts.iter().cloned().chain(post.account()) {
                let other = *known.entry(key(mark, publisher)).or_insert(at);
                sets.join(at, other);
            }
        }
        let groups: Vec<usize> = (0..).take(self.sightings.len()).map(|at| sets.find(at) as usize).collect();
        self.score_groups(&groups)
    }

    /// Compares groups, given by a number for each sighting, with the truth.
    fn score_groups(&self, groups: &[usize]) -> Score {
        let mut sizes = FxHashMap::<u64, f64>::default();
        let mut within = FxHashMap::<usize, FxHashMap<u64, f64>>::default();
        for (&group, &publisher) in groups.iter().zip(&self.truth) {
            *sizes.entry(publisher).or_default() += 1.0;
            *within.entry(group).or_default().entry(publisher).or_default() += 1.0;
        }
        let (mut precision, mut recall, mut largest_mix, mut mixed) = (0.0, 0.0, 0, 0);
        for counts in within.values() {
            let total: f64 = counts.values().sum();
            precision += counts.values().map(|count| count * count / total).sum::<f64>();
            recall += counts.iter().map(|(publisher, count)| count * count / sizes.get(publisher).copied().unwrap_or(1.0)).sum::<f64>();
            let mix = counts.keys().filter(|&&publisher| publisher < self.organisers).count();
            largest_mix = largest_mix.max(mix);
            mixed += usize::from(mix > 3);
        }
        let all = self.truth.len().max(1) as f64;
        let (precision, recall) = (precision / all, recall / all);
        Score { precision, recall, f1: 2.0 * precision * recall / (precision + recall), largest_mix, mixed }
    }
}
