//! Two captures of one address.

use proptest::prelude::*;
use record::Digest;

use super::*;

fn exchange(address: &str, body: u8) -> SideExchange {
    SideExchange {
        method: "GET".into(),
        address: address.into(),
        status: Some(200),
        server: "192.0.2.1".parse().ok(),
        protocol: Some("h2".into()),
        body: Some(Digest([body; 32])),
        certificates: Some(vec![Digest([9; 32])]),
    }
}

fn side(installation: &str, exchanges: Vec<SideExchange>) -> Side {
    Side {
        installation: installation.into(),
        asked: "https://example.org/".into(),
        reached: "https://example.org/".into(),
        began: Moment::parse("2026-03-01T12:00:00Z").unwrap(),
        ended: Moment::parse("2026-03-01T12:00:09Z").unwrap(),
        clock_offset_ms: Some(0),
        exchanges,
        names: vec![SideName { host: "example.org".into(), answers: ["192.0.2.1".parse().unwrap()].into() }],
    }
}

#[test]
fn the_same_from_both_sides_agrees() {
    let (a, b) = (side("A", vec![exchange("https://example.org/", 1)]), side("B", vec![exchange("https://example.org/", 1)]));
    let found = compare(&a, &b);
    assert!(found.agree());
    assert_eq!(found.same.len(), 8, "{:?}", found.same);
}

/// Changes something of a side.
type Change = fn(&mut Side);

#[test]
fn each_difference_is_named() {
    let a =
        side("A", vec![exchange("https://example.org/", 1), exchange("https://example.org/a", 1), exchange("https://example.org/a", 2)]);
    let changes: [(Aspect, Change); 8] = [
        (Aspect::Asked, |side| side.asked.push('x')),
        (Aspect::Reached, |side| side.reached.push('x')),
        (Aspect::Status, |side| side.exchanges[0].status = Some(403)),
        (Aspect::Body, |side| side.exchanges[2].body = Some(Digest([7; 32]))),
        (Aspect::Server, |side| side.exchanges[1].server = "192.0.2.2".parse().ok()),
        (Aspect::Protocol, |side| side.exchanges[0].protocol = Some("http/1.1".into())),
        (Aspect::Certificates, |side| side.exchanges[0].certificates = Some(vec![])),
        (Aspect::Names, |side| side.names[0].answers = ["192.0.2.2".parse().unwrap()].into()),
    ];
    for (expected, change) in changes {
        let mut b = a.clone();
        change(&mut b);
        let found = compare(&a, &b);
        let [Difference::Other { aspect, first, second, .. }] = found.differences.as_slice() else { panic!("{found:?}") };
        assert_eq!(*aspect, expected);
        assert_ne!(first, second);
        assert!(!found.agree());
    }
}

#[test]
fn what_only_one_has_is_named() {
    let a = side("A", vec![exchange("https://example.org/", 1), exchange("https://example.org/ad1", 1)]);
    let mut b =
        side("B", vec![exchange("https://example.org/x", 1), exchange("https://example.org/", 1), exchange("https://example.org/", 2)]);
    b.names.push(SideName { host: "cdn.example.org".into(), answers: BTreeSet::new() });
    let only_first = |of: &str| Difference::OnlyFirst { of: of.into() };
    let only_second = |of: &str| Difference::OnlySecond { of: of.into() };
    let expected = [
        only_first("GET https://example.org/ad1"),
        only_second("GET https://example.org/x"),
        only_second("GET https://example.org/"),
        only_second("cdn.example.org"),
    ];
    assert_eq!(compare(&a, &b).differences, expected);
}

#[test]
fn what_is_not_known_is_not_taken_for_the_same() {
    let a = side("A", vec![exchange("https://example.org/", 1)]);
    let mut b = a.clone();
    (b.exchanges[0].certificates, b.exchanges[0].body) = (None, None);
    let found = compare(&a, &b);
    assert!(found.differences.is_empty() && !found.agree());
    assert_eq!(found.incomparable.into_iter().collect::<Vec<_>>(), [(Aspect::Body, 1), (Aspect::Certificates, 1)]);
}

#[test]
fn times_apart_are_told_by_both_clocks() {
    let a = side("A", vec![]);
    let b = Side { began: Moment::parse("2026-03-01T12:01:40Z").unwrap(), clock_offset_ms: Some(40_000), ..a.clone() };
    let found = compare(&a, &b);
    assert_eq!((found.seconds_apart, found.clocks_known), (60, true));
    let found = compare(&a, &Side { clock_offset_ms: None, ..b });
    assert_eq!((found.seconds_apart, found.clocks_known), (100, false));
}

fn sides() -> impl Strategy<Value = Side> {
    prop::collection::vec((0_u8..4, 0_u8..3), 0..8).prop_map(|all| {
        side("A", all.into_iter().map(|(address, body)| exchange(&format!("https://example.org/{address}"), body)).collect())
    })
}

proptest! {
    #[test]
    fn a_capture_agrees_with_itself(a in sides()) {
        prop_assert!(compare(&a, &a).agree());
    }

    /// Whoever stands first, the differences are the same ones.
    #[test]
    fn sides_can_be_exchanged(a in sides(), b in sides()) {
        let turned = |difference: Difference| match difference {
            Difference::Other { aspect, of, first, second } => format!("{aspect:?} {of} {second} {first}"),
            Difference::OnlyFirst { of } => format!("second {of}"),
            Difference::OnlySecond { of } => format!("first {of}"),
        };
        let plain = |difference: Difference| match difference {
            Difference::Other { aspect, of, first, second } => format!("{aspect:?} {of} {first} {second}"),
            Difference::OnlyFirst { of } => format!("first {of}"),
            Difference::OnlySecond { of } => format!("second {of}"),
        };
        let mut one: Vec<_> = compare(&a, &b).differences.into_iter().map(plain).collect();
        let mut other: Vec<_> = compare(&b, &a).differences.into_iter().map(turned).collect();
        one.sort();
        other.sort();
        prop_assert_eq!(one, other);
    }

    /// Every exchange of both is compared once, or named as one side's own.
    #[test]
    fn nothing_is_lost(a in sides(), b in sides()) {
        let found = compare(&a, &b);
        let only = |first: bool| found.differences.iter().filter(|difference| match difference {
            Difference::OnlyFirst { .. } => first,
            Difference::OnlySecond { .. } => !first,
            Difference::Other { .. } => false,
        }).count();
        prop_assert_eq!(a.exchanges.len() - only(true), b.exchanges.len() - only(false));
    }
}

#[test]
fn a_side_is_read_from_json_and_nothing_in_it_is_passed_over() {
    let a = side("A", vec![exchange("https://example.org/", 1)]);
    let text = serde_json::to_string(&a).unwrap();
    assert_eq!(serde_json::from_str::<Side>(&text).unwrap(), a);
    let other = text.replacen("\"installation\"", "\"verdict\":\"same\",\"installation\"", 1);
    assert!(serde_json::from_str::<Side>(&other).is_err());
}
