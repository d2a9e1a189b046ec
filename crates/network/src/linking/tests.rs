//! Rules of linking as small tables, and properties on invented worlds.

use proptest::prelude::*;
use record::PostKey;
use signals::fingerprint::TextMark;
use signals::identifiers::Kind;

use super::evidence::{Branch, Evidence, Scout, Weights};
use super::hubs::Reach;
use crate::graph::Graph;
use crate::network::SuppressedBecause;
use crate::sighting::{Mark, MarkKind, Price, Sighting};
use crate::synthetic::{Dice, Plan, invent, word};
use crate::{Linker, Step, TieReason, layout, link, why};

fn post(id: &str, contacts: &[&str]) -> Sighting {
    let mut sighting = Sighting::bare(PostKey::new("telegram:@invented", id).unwrap());
    sighting.contacts = contacts.iter().map(|&value| Mark { kind: MarkKind::Contact(Kind::Phone), value: value.into() }).collect();
    sighting.tidy()
}

fn with_text(mut sighting: Sighting, text: &str, place: &str, price: f64) -> Sighting {
    sighting.text = TextMark::of(text);
    sighting.places = vec![place.into()];
    sighting.prices = vec![Price::new(price, Some("KZT"))];
    sighting
}

fn ids(network: &crate::Network) -> Vec<&str> {
    network.posts.iter().map(PostKey::id).collect()
}

const OFFER: &str = "Приглашаем девушек на работу хостес за границей, жильё и билет за наш счёт, опыт не нужен, всему научим на месте";

#[test]
fn contacts_chain_posts_together_and_the_way_is_told() {
    let posts = [post("1", &["a", "b"]), post("2", &["b", "c"]), post("3", &["c"]), post("4", &["z"])];
    let networks = link(&posts);
    assert_eq!(networks.len(), 1);
    assert_eq!(ids(&networks[0]), ["1", "2", "3"]);
    let steps = why(&networks[0], &posts[0].key, &posts[2].key).unwrap();
    let identifiers: Vec<&str> =
        steps.iter().filter_map(|step| if let Step::Identifier(contact) = step { Some(contact.value.as_str()) } else { None }).collect();
    assert_eq!((steps.len(), identifiers), (5, vec!["b", "c"]));
    assert_eq!(why(&networks[0], &posts[0].key, &posts[3].key), None);
}

#[test]
fn a_help_line_joins_nobody_and_is_shown_as_suppressed() {
    let mut posts = Vec::new();
    for organiser in 0..8 {
        let own = format!("own{organiser}");
        posts.extend((0..4).map(|n| post(&format!("{organiser}-{n}"), &[&own])));
        posts.push(post(&format!("{organiser}-x"), &[&own, "help line"]));
    }
    let networks = link(&posts);
    assert_eq!(networks.len(), 8);
    for network in &networks {
        assert_eq!(network.posts.len(), 5);
        assert_eq!((network.suppressed[0].value.as_str(), network.suppressed[0].posts_of_all), ("help line", 8));
        assert_eq!(network.suppressed[0].because, SuppressedBecause::UnlikeGroups);
    }
}

/// Sixty people with one to three posts each; two help lines stand in many of their posts, in some of them together.
fn two_help_lines() -> Vec<Sighting> {
    let mut dice = Dice::new(5);
    let mut posts = Vec::new();
    for person in 0..60 {
        let own = format!("own{person}");
        for turn in 0..=dice.below(3) {
            let shown: &[&str] = match dice.below(6) {
                0 => &["first line"],
                1 => &["second line"],
                2 => &["first line", "second line"],
                _ => &[],
            };
            let contacts: Vec<&str> = std::iter::once(own.as_str()).chain(shown.iter().copied()).collect();
            let text: Vec<String> = (0..40).map(|_| word(&mut dice)).collect();
            posts.push(with_text(post(&format!("{person}-{turn}"), &contacts), &text.join(" "), "kz.almaty", f64::from(person)));
        }
    }
    posts
}

#[test]
fn two_help_lines_that_stand_together_join_nobody() {
    let largest = link(&two_help_lines()).iter().map(|network| network.posts.len()).max();
    assert!(largest <= Some(3), "{largest:?}");
}

#[test]
fn a_list_of_other_peoples_offers_joins_nobody() {
    let mut posts = Vec::new();
    for person in 0..5 {
        let own = format!("own{person}");
        posts.extend((0..2).map(|n| post(&format!("{person}-{n}"), &[&own])));
    }
    posts.push(post("offers of the week", &["own0", "own1", "own2", "own3", "own4"]));
    let networks = link(&posts);
    assert_eq!(networks.iter().map(|network| network.posts.len()).collect::<Vec<_>>(), [2; 5]);
}

#[test]
fn one_phone_in_three_hundred_copies_is_the_organisers() {
    let posts: Vec<Sighting> = (0..300).map(|n| with_text(post(&n.to_string(), &["main"]), OFFER, "kz-aktau", f64::from(n))).collect();
    let networks = link(&posts);
    assert_eq!((networks.len(), networks[0].posts.len()), (1, 300));
    assert!(networks[0].reasons.iter().any(|sign| sign.code.code() == "different_pay"));
}

#[test]
fn a_copied_text_alone_is_no_link_but_with_place_and_price_it_ties() {
    let known = [with_text(post("1", &["a"]), OFFER, "kz-aktau", 50.0), with_text(post("2", &["a"]), OFFER, "kz-oral", 60.0)];
    let copied = with_text(post("3", &[]), OFFER, "kz-semey", 70.0);
    let fitting = with_text(post("4", &[]), OFFER, "kz-aktau", 50.0);
    let stranger = with_text(post("5", &["b"]), OFFER, "kz-aktau", 50.0);
    let [one, two] = known;
    let networks = link(&[one.clone(), two.clone(), copied, fitting.clone()]);
    assert_eq!((networks.len(), ids(&networks[0])), (1, vec!["1", "2", "4"]));
    assert_eq!(networks[0].ties[0].reason, TieReason::SamePlaceAndPrice);
    let networks = link(&[one, two, fitting, stranger]);
    assert_eq!(ids(&networks[0]), ["1", "2"], "a text that a stranger uses too ties nothing");
}

fn on_day(mut sighting: Sighting, day: i64) -> Sighting {
    sighting.published = record::Moment::from_unix_seconds(1_780_000_000 + day * 86_400);
    sighting
}

/// Two organisers who both post for 40 days, each with contacts and a text of their own; `sold` stands in posts of the one until day 20,
/// in posts of the other from then on, or where it is not sold, in posts of both all the time.
fn two_organisers(is_sold: bool, dated: bool) -> Vec<Sighting> {
    let mut dice = Dice::new(17);
    let texts = [0, 1].map(|_| (0..40).map(|_| word(&mut dice)).collect::<Vec<_>>().join(" "));
    let mut posts = Vec::new();
    for (who, text) in texts.iter().enumerate() {
        for day in 0..40 {
            let (main, beside) = (format!("main{who}"), format!("beside{who}-{}", day % 3));
            let has_it = day % 4 == 0 && (!is_sold || (day < 20) == (who == 0));
            let contacts = if has_it { vec![main.as_str(), "sold"] } else { vec![main.as_str(), beside.as_str()] };
            let written = with_text(post(&format!("{who}-{day:02}"), &contacts), text, "kz-aktau", 50.0);
            posts.push(if dated { on_day(written, day) } else { written });
        }
    }
    posts
}

#[test]
fn a_contact_that_changed_hands_links_each_holder_and_not_both() {
    let posts = two_organisers(true, true);
    let networks = link(&posts);
    assert_eq!(networks.iter().map(|network| network.posts.len()).collect::<Vec<_>>(), [40, 40]);
    for network in &networks {
        let told = network.reasons.iter().find(|sign| sign.code.code() == "changed_hands").unwrap();
        assert_eq!(told.detail[0], "sold");
        let about = record::Moment::parse(&format!("{}T00:00:00Z", told.detail[1])).unwrap().unix_seconds();
        assert!((1_780_000_000 + 15 * 86_400..1_780_000_000 + 21 * 86_400).contains(&about), "{told:?}");
        assert!(network.identifiers.iter().any(|contact| contact.value == "sold" && contact.posts == 5 && contact.posts_of_all == 10));
        assert!(network.suppressed.is_empty());
    }
    let mut linker = Linker::new();
    posts.into_iter().for_each(|post| linker.add(post));
    assert_eq!(linker.networks(), networks);
}

#[test]
fn without_dates_or_without_a_cut_nothing_changed_hands() {
    for posts in [two_organisers(true, false), two_organisers(false, true)] {
        let signs: Vec<_> = link(&posts).into_iter().flat_map(|network| network.reasons).map(|sign| sign.code.code()).collect();
        assert!(!signs.contains(&"changed_hands"), "{signs:?}");
    }
}

#[test]
fn somebody_who_posts_on_both_sides_of_the_cut_is_one_organiser() {
    let mut posts = two_organisers(true, true);
    posts.iter_mut().for_each(|post| post.author = Some("Айгерим".into()));
    let networks = link(&posts);
    assert!(networks.iter().flat_map(|network| &network.reasons).all(|sign| sign.code.code() != "changed_hands"));
    assert_eq!(networks.len(), 1);
}

#[test]
fn one_who_goes_over_to_new_contacts_stays_one() {
    let posts: Vec<Sighting> = (0..24)
        .map(|day| {
            let (old, new) = (format!("contact{}", day / 6), format!("contact{}", (day + 1) / 6));
            on_day(with_text(post(&format!("{day:02}"), &[&old, &new]), OFFER, "kz-aktau", 50.0), day)
        })
        .collect();
    assert_eq!(link(&posts).iter().map(|network| network.posts.len()).collect::<Vec<_>>(), [24]);
}

/// A line in 66 posts of 22 channels beside everybody's own contacts; its texts are all alike or all different.
fn a_line_in_many_posts(is_alike: bool) -> Vec<Sighting> {
    let mut dice = Dice::new(11);
    let same: Vec<String> = (0..40).map(|_| word(&mut dice)).collect();
    let mut posts = Vec::new();
    for number in 0..66 {
        let text: Vec<String> = if is_alike { same.clone() } else { (0..40).map(|_| word(&mut dice)).collect() };
        let mut sighting = post("x", &["line", &format!("own{number}"), &format!("own{}", (number + 1) % 66)]);
        sighting.key = PostKey::new(format!("telegram:@channel{}", number % 22), number.to_string()).unwrap();
        posts.push(with_text(sighting, &text.join(" "), "kz-aktau", 50.0));
    }
    posts
}

/// What lies around the line, with surroundings that tell nothing put in the place of those found: it stands in as many posts of one
/// group as an own contact or a stranger's would.
fn around_the_line(posts: &[Sighting]) -> Evidence {
    let graph = Graph::build(posts.iter());
    let line = graph.mark_numbers().find(|&mark| &*graph.marks[mark as usize].value == "line").unwrap();
    let found = Scout::new(&graph).explore(line, Reach { steps: 4, posts: 6_000 }, |_| true);
    let branch = Branch { with: (0..8).collect(), others: (8..37).collect(), beside: 29, ..Branch::default() };
    Evidence { branches: vec![branch], ..found }
}

#[test]
fn a_contact_in_many_unlike_posts_of_many_publishers_is_a_hub() {
    let is_hub = |evidence: &Evidence| Weights::of(evidence).hub() > 0.0;
    let unlike = around_the_line(&a_line_in_many_posts(false));
    assert_eq!((unlike.posts, unlike.publishers), (66, 22));
    assert!(is_hub(&unlike));
    let alike = around_the_line(&a_line_in_many_posts(true));
    assert_eq!((alike.posts, alike.publishers), (66, 22));
    assert!(!is_hub(&alike), "the same contact under one text is somebody's own");
    assert!(!is_hub(&Evidence { posts: 59, ..unlike.clone() }), "too few posts");
    assert!(!is_hub(&Evidence { publishers: 19, ..unlike }), "too few publishers");
}

#[test]
fn a_copied_text_is_told_as_a_hint() {
    let mut posts: Vec<Sighting> = (0..3).map(|n| with_text(post(&format!("a{n}"), &["a"]), OFFER, "kz-aktau", 50.0)).collect();
    posts.extend((0..2).map(|n| with_text(post(&format!("b{n}"), &["b"]), OFFER, "kz-oral", 60.0)));
    posts.push(with_text(post("c", &["c"]), OFFER, "kz-semey", 70.0));
    posts.push(with_text(post("d", &["d"]), "совсем другой текст о продаже велосипеда в хорошем состоянии недорого", "kz-semey", 70.0));
    let networks = link(&posts);
    let by_first = |id: &str| networks.iter().find(|network| network.posts[0].id() == id).unwrap();
    let (a, b) = (by_first("a0"), by_first("b0"));
    let told: Vec<_> = a.hints.iter().map(|hint| (hint.network.clone(), hint.posts, hint.examples[0].id())).collect();
    assert_eq!(told, [(Some(b.id.clone()), 2, "b0"), (None, 1, "c")]);
    assert!(b.hints.iter().any(|hint| hint.network.as_ref() == Some(&a.id) && hint.posts == 3));
}

#[test]
fn drawings_are_bounded_and_repeatable() {
    let posts: Vec<Sighting> = (0..700).map(|n| post(&n.to_string(), &["main", &format!("other{}", n / 40)])).collect();
    let networks = link(&posts);
    let drawing = layout::place(&networks[0], layout::FIRST_VIEW);
    assert_eq!(drawing.dots.len(), layout::FIRST_VIEW);
    assert_eq!(drawing.dots.len() + drawing.left_out, networks[0].posts.len() + networks[0].identifiers.len());
    assert!(!drawing.lines.is_empty());
    assert!(drawing.dots.iter().all(|dot| (0.0..=1.0).contains(&dot.x) && (0.0..=1.0).contains(&dot.y)));
    assert_eq!(drawing, layout::place(&networks[0], layout::FIRST_VIEW));
    assert_eq!(layout::place(&networks[0], 10_000).dots.len(), layout::MOST);
}

#[test]
fn invented_organisers_are_found() {
    let world = invent(&Plan {
        organisers: 300,
        honest: 800,
        contacts: (2, 4),
        sold: 0,
        hubs: vec![(20, 5, 30), (4, 100, 400)],
        ..Plan::default()
    });
    let score = world.score(&link(&world.sightings));
    assert!(score.precision > 0.99 && score.f1 > 0.95, "{score:?}");
    assert!(score.largest_mix <= 3, "{score:?}");
}

fn small_world(seed: u64) -> Vec<Sighting> {
    let plan = Plan {
        seed,
        organisers: 12,
        honest: 15,
        hubs: vec![(3, 3, 12)],
        posts: (1, 8),
        sold: 2,
        unread_per_cent: 15,
        shared_texts: 6,
        authors: seed.is_multiple_of(2),
        ..Plan::default()
    };
    invent(&plan).sightings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_sightings_does_not_matter(seed in 0_u64..10_000, turn in 0_usize..200) {
        let mut sightings = small_world(seed);
        let expected = link(&sightings);
        let turn = turn % sightings.len();
        sightings.rotate_left(turn);
        sightings.reverse();
        prop_assert_eq!(link(&sightings), expected);
    }

    #[test]
    fn one_by_one_gives_the_same_as_all_at_once(seed in 0_u64..10_000, look_every in 1_usize..40) {
        let sightings = small_world(seed);
        let mut linker = Linker::new();
        for (at, sighting) in sightings.iter().enumerate() {
            linker.add(sighting.clone());
            if at % look_every == 0 {
                prop_assert_eq!(linker.networks(), link(&sightings[..=at]));
            }
        }
        prop_assert_eq!(linker.networks(), link(&sightings));
    }

    #[test]
    fn every_link_and_member_is_accounted_for(seed in 0_u64..10_000) {
        for network in link(&small_world(seed)) {
            prop_assert!(network.posts.len() > 1);
            let (first, last) = (network.posts.first().unwrap(), network.posts.last().unwrap());
            prop_assert!(why(&network, first, last).is_some());
            prop_assert!(network.links.iter().all(|link| (link.post as usize) < network.posts.len() && (link.identifier as usize) < network.identifiers.len()));
        }
    }
}
