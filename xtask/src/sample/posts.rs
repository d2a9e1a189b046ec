//! Makes the posts of the sample feed: organisers who rotate contacts, single suspicious posts, honest posts, and a hub among them all.

use super::day::{self, DAY};
use super::texts::{self, Block};
use crate::disguise;
use crate::rng::Rng;

/// The one seed of the feed. Another one gives another feed of the same make.
const SEED: u64 = 20_261_122;
/// A taxi whose number stands in many unlike posts.
const HUB_PHONE: &str = "77070078801";
/// A bot that sells advertising in many unlike channels.
const HUB_BOT: &str = "reklama_bot_q0";

const NETWORKS: &str = include_str!("../../sample/networks.txt");
const SINGLES: &str = include_str!("../../sample/singles.txt");
const HONEST: &str = include_str!("../../sample/honest.txt");

const CITIES: [&str; 12] =
    ["Алматы", "Астана", "Шымкент", "Караганда", "Актобе", "Тараз", "Павлодар", "Костанай", "Бишкек", "Ош", "Ташкент", "Самарканд"];
const NAMES: [&str; 10] = ["Ержан", "Гульнар", "Виктор", "Айжан", "Дилшод", "Назгүл", "Ольга", "Тимур", "Сауле", "Азиз"];
const PAYS: [&str; 8] = ["1200$", "1500$", "2000$", "3000$", "300 000 тг", "500 000 тг", "700 000 тг", "90 000 сом"];

/// Where the single suspicious posts stand.
const SINGLE_SOURCES: [&str; 8] = [
    "telegram:@obyava_almaty_q3",
    "telegram:@jobs_abroad_q9",
    "telegram:@rabota_bez_pasporta_q1",
    "telegram:@devushki_zhumys_q2",
    "telegram:@obyava_tashkent_q5",
    "telegram:@podrabotka_molodezhi_q4",
    "board:objava-q5",
    "telegram:@zhumush_dubai_q4",
];

/// Which honest posts stand where, and how many times each text is used.
const HONEST_PLAN: [(&str, u64, &[&str]); 6] = [
    (
        "vacancy",
        3,
        &[
            "telegram:@vakansii_q1",
            "telegram:@obyava_almaty_q3",
            "board:objava-q5",
            "telegram:@rabota_studentam_q6",
            "telegram:@jobs_abroad_q9",
        ],
    ),
    ("ad", 3, &["telegram:@obyava_almaty_q3", "board:objava-q5", "telegram:@obyava_tashkent_q5", "telegram:@astana_zhumys_q8"]),
    ("news", 2, &["feed:zhanalyq-q.example", "telegram:@zhanalyq_q4"]),
    ("warning", 2, &["telegram:@saqbol_q2", "feed:zhanalyq-q.example", "telegram:@rabota_studentam_q6"]),
    ("chat", 2, &["telegram:@sosedi_chat_q8"]),
    (
        "hub",
        5,
        &[
            "telegram:@obyava_almaty_q3",
            "telegram:@vakansii_q1",
            "board:objava-q5",
            "telegram:@sosedi_chat_q8",
            "telegram:@astana_zhumys_q8",
        ],
    ),
];

/// A post of the feed.
#[derive(Debug, Clone)]
pub struct Made {
    /// The source, as `telegram:@name`.
    pub source: String,
    /// The number within its source.
    pub id: u64,
    /// Seconds since 1970.
    pub at: i64,
    /// The author's name, where the source shows one.
    pub author: Option<String>,
    /// The text.
    pub text: String,
    /// The name of its network, `single`, or the kind of honest post.
    pub kind: String,
}

/// All posts of the feed, by time.
pub fn make() -> Vec<Made> {
    let mut rng = Rng::new(SEED);
    let networks = texts::read(NETWORKS, true);
    let mut posts = Vec::new();
    for network in &networks {
        let copied = network.keys.get("copies").and_then(|name| networks.iter().find(|other| other.name == *name));
        posts.extend(of_network(network, copied, &mut rng));
    }
    posts.extend(singles(&mut rng));
    posts.extend(honest(&mut rng));
    number(posts)
}

fn of_network(network: &Block, copied: Option<&Block>, rng: &mut Rng) -> Vec<Made> {
    let count = network.number("posts");
    let begin = network.keys.get("from").and_then(|day| day::seconds_of(day)).unwrap_or(0);
    let span = i64::try_from(network.number("days")).unwrap_or(1) * DAY;
    let (sources, authors, sites) = (network.list("sources"), network.list("authors"), network.list("sites"));
    let one = |n: u64| {
        // Every eighth post is another organiser's text with one's own contacts.
        let texts = copied.filter(|_| n % 8 == 5).map_or(&network.texts, |other| &other.texts);
        let wording = at(texts, n * 5 + n / 6).replace("{city}", rng.one_of(&network.list("cities")));
        let wording = wording.replace("{pay}", rng.one_of(&network.list("pay")));
        let wording = wording.replace("{site}", at(&sites, n * sites.len() as u64 / count.max(1)));
        let text = wording.replace("{contact}", &contacts(network, n, count, rng));
        let slot = span / i64::try_from(count.max(1)).unwrap_or(1);
        let moment = begin + slot * i64::try_from(n).unwrap_or(0) + i64::try_from(rng.below(slot.unsigned_abs())).unwrap_or(0);
        let author = rng.chance(40).then(|| rng.one_of(&authors).to_owned()).filter(|author| !author.is_empty());
        Made {
            source: rng.one_of(&sources).to_owned(),
            id: 0,
            at: moment,
            author,
            text: with_hub(text, 12, rng),
            kind: network.name.clone(),
        }
    };
    (0..count).map(one).collect()
}

fn at(list: &[String], n: u64) -> &str {
    let place = n.checked_rem(list.len() as u64).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| list.get(place)).map_or("", String::as_str)
}

/// The contacts of the n-th post: an organiser moves from one to the next, and names both where they meet.
fn contacts(network: &Block, n: u64, count: u64, rng: &mut Rng) -> String {
    let all: Vec<String> = interleaved(&network.list("phones"), &network.list("handles"));
    let stretch = count.div_ceil(all.len() as u64).max(2);
    let (current, place) = (n / stretch, n % stretch);
    let mut shown = vec![written(at(&all, current), rng)];
    if place + 1 == stretch || (place == 0 && rng.chance(50)) {
        shown.push(written(at(&all, current + 1), rng));
    }
    shown.join(", ")
}

fn interleaved(phones: &[String], handles: &[String]) -> Vec<String> {
    let longest = phones.len().max(handles.len());
    (0..longest).flat_map(|n| [phones.get(n).cloned(), handles.get(n).cloned()]).flatten().collect()
}

fn written(contact: &str, rng: &mut Rng) -> String {
    if contact.starts_with(|first: char| first.is_ascii_digit()) {
        return disguise::phone(contact, rng.below(disguise::PHONE_STYLES));
    }
    disguise::handle(contact, rng.below(disguise::HANDLE_STYLES))
}

/// Puts the hub under some posts: a taxi, or the bot that sold the place in the channel.
fn with_hub(text: String, per_cent: u64, rng: &mut Rng) -> String {
    if !rng.chance(per_cent) {
        return text;
    }
    if rng.chance(50) {
        return format!("{text}\nТакси до места: {}", disguise::phone(HUB_PHONE, rng.below(5)));
    }
    format!("{text}\nРеклама в канале: @{HUB_BOT}")
}

/// A moment of 2026 by day, until the end of October.
fn some_day(rng: &mut Rng) -> i64 {
    let begin = day::seconds_of("2026-01-05").unwrap_or(0);
    let day = i64::try_from(rng.below(299)).unwrap_or(0);
    begin + day * DAY + 3 * 3_600 + i64::try_from(rng.below(13 * 3_600)).unwrap_or(0)
}

fn singles(rng: &mut Rng) -> Vec<Made> {
    let blocks = texts::read(SINGLES, false);
    let all = blocks.iter().flat_map(|block| &block.texts);
    let one = |(n, wording): (u64, &String)| {
        let own = disguise::invented_phone(4_000 + n);
        let contact = if rng.chance(70) { written(&own, rng) } else { written(&format!("yaz_{}_q{}z", n * 37 % 1_000 + 100, n % 10), rng) };
        let text = wording.replace("{contact}", &contact).replace("{city}", rng.pick(&CITIES)).replace("{pay}", rng.pick(&PAYS));
        let source = rng.pick(&SINGLE_SOURCES).to_owned();
        Made { source, id: 0, at: some_day(rng), author: None, text: with_hub(text, 6, rng), kind: "single".to_owned() }
    };
    (0..).zip(all).map(one).collect()
}

fn honest(rng: &mut Rng) -> Vec<Made> {
    let mut posts = Vec::new();
    let mut n = 0;
    for block in texts::read(HONEST, false) {
        let Some((_, times, sources)) = HONEST_PLAN.iter().find(|(kind, ..)| *kind == block.name) else { continue };
        for wording in block.texts.iter().flat_map(|text| (0..*times).map(move |_| text)) {
            n += 1;
            let text = filled(wording, n, rng);
            let per_cent = if block.name == "vacancy" || block.name == "ad" { 12 } else { 0 };
            let text = with_hub(text, per_cent, rng);
            posts.push(Made {
                source: rng.pick(sources).to_owned(),
                id: 0,
                at: some_day(rng),
                author: None,
                text,
                kind: block.name.clone(),
            });
        }
    }
    posts
}

fn filled(wording: &str, n: u64, rng: &mut Rng) -> String {
    let plainly = rng.below(5);
    let money = format!("{} 000", (rng.below(40) + 12) * 10);
    let number = (rng.below(37) + 3).to_string();
    let hub = disguise::phone(HUB_PHONE, rng.below(5));
    wording
        .replace("{phone}", &disguise::phone(&disguise::invented_phone(n), plainly))
        .replace("{city}", rng.pick(&CITIES))
        .replace("{name}", rng.pick(&NAMES))
        .replace("{pay}", &money)
        .replace("{n}", &number)
        .replace("{hubbot}", &format!("@{HUB_BOT}"))
        .replace("{hub}", &hub)
}

/// Sorts by time and numbers the posts within their sources, with the gaps that deleted posts leave.
fn number(mut posts: Vec<Made>) -> Vec<Made> {
    posts.sort_by(|a, b| (a.at, &a.source, &a.text).cmp(&(b.at, &b.source, &b.text)));
    let mut last = std::collections::BTreeMap::<String, u64>::new();
    for post in &mut posts {
        let id = last.entry(post.source.clone()).or_insert(100);
        *id += 1 + post.at.unsigned_abs() % 3;
        post.id = *id;
    }
    posts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_feed_has_what_it_promises() {
        let posts = make();
        let networks = texts::read(NETWORKS, true);
        assert!((400..=460).contains(&posts.len()), "{}", posts.len());
        assert!(networks.len() >= 12);
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for post in &posts {
            *sizes.entry(&post.kind).or_default() += 1;
        }
        assert!(networks.iter().all(|network| (5..=25).contains(&sizes[&*network.name])), "{sizes:?}");
        let categories: BTreeSet<&String> = networks.iter().map(|network| &network.keys["category"]).collect();
        assert_eq!(categories.len(), 12, "every category has a network");
        assert!(posts.iter().filter(|post| post.text.contains(HUB_BOT)).count() > 20);
        assert!(posts.iter().all(|post| !post.text.contains('{') && !post.text.is_empty() && post.id > 0));
    }

    #[test]
    fn contacts_are_invented_and_nobody_shares_them() {
        let networks = texts::read(NETWORKS, true);
        let mut seen = BTreeSet::new();
        for contact in networks.iter().flat_map(|network| [network.list("phones"), network.list("handles")]).flatten() {
            if contact.starts_with("99") || contact.starts_with("77") {
                let behind = if contact.starts_with("77") {
                    4
                } else if contact.starts_with("998") {
                    5
                } else {
                    6
                };
                assert_eq!(contact.get(behind..behind + 2), Some("00"), "{contact}");
            }
            assert!(seen.insert(contact.clone()), "{contact} stands in two networks");
        }
    }

    #[test]
    fn keys_are_unique_and_the_feed_is_the_same_every_time() {
        let posts = make();
        let keys: BTreeSet<(String, u64)> = posts.iter().map(|post| (post.source.clone(), post.id)).collect();
        assert_eq!(keys.len(), posts.len());
        let again: Vec<String> = make().into_iter().map(|post| post.text).collect();
        assert_eq!(posts.into_iter().map(|post| post.text).collect::<Vec<_>>(), again);
    }
}
