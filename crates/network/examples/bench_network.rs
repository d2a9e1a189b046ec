//! Measures linking, the near-duplicate join and mirror families; prints a small table.
//!
//! `cargo run --release -p network --example bench_network [-- quality SEED]`
#![expect(clippy::print_stdout, reason = "a table is what this program is for")]

use std::time::Instant;

use network::mirrors::{GenericWords, Site, families};
use network::synthetic::{self, Dice, Plan, Style, invent};
use rayon::prelude::*;
use signals::fingerprint::{Shingles, Threshold, near_copies};

fn main() {
    if std::env::args().nth(1).as_deref() == Some("quality") {
        return quality(std::env::args().nth(2).and_then(|seed| seed.parse().ok()).unwrap_or(1));
    }
    join();
    mirrors();
    linking();
    quality(1);
}

/// Texts of 500 characters, each fourth a copy of one before with some words changed.
fn texts(count: usize) -> Vec<String> {
    let mut dice = Dice::new(7);
    let mut texts: Vec<String> = Vec::with_capacity(count);
    for number in 0..count {
        let copied = (number % 4 == 3).then(|| texts.get(number / 2).cloned()).flatten();
        texts.push(copied.map_or_else(|| words(&mut dice, 75).join(" "), |text| text.replacen("ка", "ше", 6)));
    }
    texts
}

fn words(dice: &mut Dice, count: usize) -> Vec<String> {
    (0..count).map(|_| synthetic::word(dice)).collect()
}

fn join() {
    let texts = texts(20_000);
    let start = Instant::now();
    let shingles: Vec<Shingles> = texts.par_iter().map(|text| Shingles::of(text)).collect();
    let folded = start.elapsed().as_secs_f64();
    let pairs = near_copies(&shingles, Threshold::NEAR_COPY);
    let characters = texts.iter().map(|text| text.chars().count()).sum::<usize>() / texts.len();
    println!(
        "near-duplicate join: {} texts of {characters} characters, {} pairs, {:.3} s (shingles {folded:.3} s)",
        texts.len(),
        pairs.len(),
        start.elapsed().as_secs_f64()
    );
}

/// A series of invented sites beside names of their own.
fn mirrors() {
    let mut dice = Dice::new(3);
    let brands = words(&mut dice, 2_000);
    let latin =
        |word: &str| -> String { word.chars().filter_map(|letter| char::from_u32(u32::from('a') + u32::from(letter) % 26)).collect() };
    let site = |number: usize, brand: &String| Site { domain: format!("{}casino{number}.top", latin(brand)), ..Site::default() };
    let sites: Vec<Site> = (0..16).flat_map(|number| brands.iter().map(move |brand| site(number, brand))).collect();
    let start = Instant::now();
    let found = families(&sites, &GenericWords::shipped());
    println!("mirrors: {} domains, {} families, {:.3} s", sites.len(), found.len(), start.elapsed().as_secs_f64());
}

fn linking() {
    let plan = Plan {
        organisers: 50_000,
        honest: 250_000,
        hubs: vec![(2_000, 5, 30), (600, 30, 200), (100, 300, 1_000)],
        shared_texts: 2_000,
        sold: 500,
        ..Plan::default()
    };
    let world = invent(&plan);
    let start = Instant::now();
    let networks = network::link(&world.sightings);
    let seconds = start.elapsed().as_secs_f64();
    let score = world.score(&networks);
    println!(
        "linking: {} posts, {} networks, {seconds:.2} s, F1 {:.4}, largest mix {}",
        world.sightings.len(),
        networks.len(),
        score.f1,
        score.largest_mix
    );
}

fn plans(seed: u64) -> Vec<(&'static str, Plan)> {
    let base = Plan { seed, ..Plan::default() };
    vec![
        ("default", base.clone()),
        ("no hubs", Plan { hubs: vec![], ..base.clone() }),
        ("nothing sold", Plan { sold: 0, ..base.clone() }),
        ("neither", Plan { sold: 0, hubs: vec![], ..base.clone() }),
        ("next seed", Plan { seed: seed + 1, ..base.clone() }),
        ("any two", Plan { style: Style::Any, ..base.clone() }),
        ("chains", Plan { style: Style::Chain, ..base.clone() }),
        ("stars", Plan { style: Style::Star, ..base.clone() }),
        ("own texts", Plan { shared_texts: 0, ..base.clone() }),
        ("few posts", Plan { posts: (2, 3), organisers: 2_000, ..base.clone() }),
        ("many posts", Plan { posts: (10, 40), organisers: 500, ..base.clone() }),
        ("middling hubs", Plan { hubs: vec![(250, 5, 30)], ..base.clone() }),
        ("large hubs", Plan { hubs: vec![(10, 300, 1_000)], ..base.clone() }),
        ("many sold", Plan { sold: 200, ..base.clone() }),
        ("undated", Plan { undated_per_cent: 100, ..base.clone() }),
        ("rare pairs", Plan { pairs_per_cent: 25, ..base.clone() }),
        ("always pairs", Plan { pairs_per_cent: 90, ..base.clone() }),
        ("few contacts", Plan { contacts: (1, 3), ..base.clone() }),
        ("authors", Plan { authors: true, ..base }),
    ]
}

fn quality(seed: u64) {
    println!(
        "{:<16}{:>8}{:>10}{:>8}{:>8}{:>6}{:>7}{:>9}{:>10}{:>8}{:>11}",
        "world", "posts", "precision", "recall", "F1", "mix", "mixed", "seconds", "naive F1", "mix", "best possible"
    );
    for (name, plan) in plans(seed) {
        let world = invent(&plan);
        let start = Instant::now();
        let networks = network::link(&world.sightings);
        let seconds = start.elapsed().as_secs_f64();
        let score = world.score(&networks);
        let naive = world.naive();
        println!(
            "{name:<16}{:>8}{:>10.4}{:>8.4}{:>8.4}{:>6}{:>7}{seconds:>9.2}{:>10.4}{:>8}{:>11.4}",
            world.sightings.len(),
            score.precision,
            score.recall,
            score.f1,
            score.largest_mix,
            score.mixed,
            naive.f1,
            naive.largest_mix,
            world.ceiling().f1
        );
    }
}
