//! Families of small lists, and of the real list where it is there.

use super::*;
use proptest::prelude::*;

fn found(domains: &[&str]) -> Vec<Vec<String>> {
    let sites: Vec<Site> = domains.iter().filter_map(|line| Site::parse(line)).collect();
    families(&sites, &GenericWords::shipped()).into_iter().map(|family| family.members).collect()
}

#[test]
fn series_by_number_affix_and_ending_are_families() {
    let rows: [&[&str]; 12] = [
        &["kyzdar2.net", "kyzdar4.net", "kyzdar.org"],
        &["1xbet-mirror-15.com", "1xbet-mirror-16.com", "1xbet-mirror-21.com"],
        &["brandino-casino-a1.ru", "brandinocasino77.top", "brandinocasino-new.win"],
        &["184bets10.com", "575bets10.com", "1152bets10.com"],
        &["zhuldyzai-zerkalo.ru", "zhuldyzai.com", "zhuldyzai3.ru"],
        &["1xbet-xyz.top", "1xbet-abc.site"],
        &["kyzdar.best", "kyzdar2.cc"],
        &["kyzdarone.net", "kyzdar.net", "kyzdar-two.net"],
        &["kometta.com", "cometa.ru", "k0meta-kz.org"],
        &["vаvаda12.com", "vavada13.com", "xn--vvd-6cdbb.net"],
        &["қыздар.қаз", "kyzdar4.kz", "xn--80ahil7a0d.kz"],
        &["zhuldyzai.com", "juldyzai-online.kz"],
    ];
    for domains in rows {
        let families = found(domains);
        assert_eq!(families.len(), 1, "{domains:?}");
        assert_eq!(families[0].len(), domains.len(), "{domains:?}");
    }
}

#[test]
fn generic_words_make_no_family() {
    let domains = [
        "best-online-casino.com",
        "bestonlinecasino.net",
        "online-casino-24.ru",
        "casino7.com",
        "casino24.net",
        "casino8.org",
        "top-slots.com",
        "top-slots1.ru",
        "win.com",
        "friends.com",
        "girls-almaty.com",
        "girls-almaty.net",
        "alpha.pages.dev",
        "omega.pages.dev",
        "gardenhotel.com",
        "garden-tools24.net",
    ];
    assert_eq!(found(&domains), Vec::<Vec<String>>::new());
}

#[test]
fn a_complete_rename_is_found_by_its_content() {
    let site = |domain: &str, content: &str| Site { domain: domain.into(), content: vec![content.into()], ..Site::default() };
    let sites = [
        site("alfaname.com", "phone:+77050010203"),
        site("other-thing.net", "phone:+77050010203"),
        site("third.org", "phone:+77059999999"),
    ];
    let families = families(&sites, &GenericWords::shipped());
    assert_eq!(families.len(), 1);
    assert_eq!(families[0].members, ["alfaname.com", "other-thing.net"]);
    assert_eq!(families[0].reasons[0].code, ReasonKind::Content);
}

/// The sites that a text names, read with the shipped knowledge.
pub(super) fn named_by(reader: &signals::Reader, text: &str) -> Vec<Site> {
    let (source, id) = ("telegram:@invented".into(), text.into());
    let post = record::Post { source, id, published: None, author: None, text: text.into(), url: None, media: Vec::new() };
    Site::named_by(&post, &reader.read(text))
}

#[test]
fn a_complete_rename_is_found_by_the_posts_that_name_it() {
    let reader = signals::Reader::new(&knowledge::Book::shipped().unwrap()).unwrap();
    let by_wording = [
        "Новые анкеты девушек каждый день, смотри каталог на alfaname.com, для заказа пиши менеджеру, оплата на месте",
        "Новые анкеты девушек каждый день, смотри каталог на other-thing.net, для заказа пиши менеджеру, оплата на месте",
        "Продаю велосипед в хорошем состоянии, фото и цена есть на third-place.org, звоните в любое время дня",
    ];
    let by_contact = ["сайт alfaname.com тел 8 705 001 02 03", "сайт fourth-site.net тел 8 705 001 02 03"];
    let sites: Vec<Site> = by_wording.iter().chain(&by_contact).flat_map(|text| named_by(&reader, text)).collect();
    let families = families(&sites, &GenericWords::shipped());
    assert_eq!(families.len(), 1);
    assert_eq!(families[0].members, ["alfaname.com", "fourth-site.net", "other-thing.net"]);
    let codes: Vec<ReasonKind> = families[0].reasons.iter().map(|reason| reason.code).collect();
    assert_eq!(codes, [ReasonKind::Content, ReasonKind::Wording]);
    assert!(families[0].reasons[1].common.starts_with("новые анкеты"));
}

#[test]
fn a_site_where_all_kinds_of_people_write_ties_nobody() {
    let site = |domain: String, content: String| Site { domain, content: vec![content], ..Site::default() };
    let people = (0..20).flat_map(|person| {
        let phone = format!("+7705001{person:04}");
        [
            site("board-of-adverts.kz".into(), phone.clone()),
            site(format!("{}hand.com", ["alpha", "bravo", "delta", "gamma"][person % 4].repeat(1 + person / 4)), phone),
        ]
    });
    let sites: Vec<Site> = people.collect();
    assert_eq!(families(&sites, &GenericWords::shipped()), []);
}

#[test]
fn the_next_names_follow_the_step_and_the_latest_ending() {
    let lines = ["kyzdar2.net 2024-01-01", "kyzdar4.net,2024-03-01", "kyzdar6.org 2024-06-01T00:00:00+05:00", "kyzdar8.org 2024-09-01"];
    let sites: Vec<Site> = lines.iter().filter_map(|line| Site::parse(line)).collect();
    let family = families(&sites, &GenericWords::shipped()).remove(0);
    assert_eq!(family.members, ["kyzdar2.net", "kyzdar4.net", "kyzdar6.org", "kyzdar8.org"]);
    assert_eq!(family.expected_next[0], Expected { domain: "kyzdar10.org".into(), reason: Expectation::NextNumber { after: 8, step: 2 } });
    assert!(family.expected_next.iter().any(|next| next.domain == "kyzdar9.org"));
    assert!(family.expected_next.iter().any(|next| next.domain == "kyzdar8.net" && next.reason == Expectation::OtherEnding { used: 2 }));
}

#[test]
fn numbers_too_far_apart_to_be_counted_on_stopped_the_program() {
    let found = found(&["casino1937910009842106366laiqyz2.top", "casino10937910009842106367laiqyz2.top"]);
    assert_eq!(found.len(), 1);
}

#[test]
fn lines_are_read_with_and_without_dates() {
    assert_eq!(Site::parse("https://www.Kyzdar2.net/page?x").unwrap().domain, "kyzdar2.net");
    assert!(Site::parse("kyzdar2.net\t2024-03-01").unwrap().seen.is_some());
    for nothing in ["", "# comment", "word"] {
        assert_eq!(Site::parse(nothing), None, "{nothing:?}");
    }
}

/// The list of real domains, where it is there.
pub(super) fn real_list() -> Option<String> {
    use std::io::Read;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/domains_gambling_ut1.txt.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).ok()?).read_to_string(&mut text).ok()?;
    Some(text)
}

#[test]
fn the_real_list_has_its_series_and_no_family_of_generic_words() {
    let Some(text) = real_list() else {
        println!("skipped: the real list is absent");
        return;
    };
    let sites: Vec<Site> = text.lines().filter_map(Site::parse).collect();
    let families = families(&sites, &GenericWords::shipped());
    let of = |domain: &str| families.iter().position(|family| family.members.iter().any(|member| member == domain));
    assert!(families.len() > 800);
    for (one, other) in
        [("184bets10.com", "575bets10.com"), ("gamacasino6876.xyz", "gamacasino1421.xyz"), ("rexbet89.com", "rexbet177.com")]
    {
        assert!(of(one).is_some() && of(one) == of(other), "{one} {other}");
    }
    for generic in [
        "bestonlinecasino.ltd",
        "topcasino.ee",
        "casinosnotongamstop.eu",
        "echtgeld-casino.net",
        "onlinecasino36.com",
        "fortsaskinfo.pages.dev",
    ] {
        assert_eq!(of(generic), None, "{generic}");
    }
}

proptest! {
    #[test]
    fn any_lines_are_no_trouble_and_order_does_not_matter(mut lines in proptest::collection::vec("[a-c1-2.-]{0,12}( [0-9-]{0,10})?|.{0,20}", 0..30)) {
        let read = |lines: &[String]| families(&lines.iter().filter_map(|line| Site::parse(line)).collect::<Vec<_>>(), &GenericWords::shipped());
        let expected = read(&lines);
        lines.reverse();
        prop_assert_eq!(read(&lines), expected);
    }
}
