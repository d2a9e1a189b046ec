//! Attempts of owners and strangers, tried out over days.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const RULES: [Rule; 3] = [DEVICE, ACCOUNT, NETWORK];
const DAY: i64 = 86_400;

fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(1_800_000_000 + seconds).unwrap()
}

fn stranger() -> Buckets {
    Buckets::Stranger { account: Bucket::default(), network: Bucket::default() }
}

/// Tries at these seconds; gives those at which the attempt was admitted.
fn admitted(rule: &Rule, tries: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut bucket = Bucket::default();
    let admit = |second: &i64| {
        let is_free = bucket.until(rule, at(*second)).is_none();
        bucket = if is_free { bucket.failed(rule, at(*second)) } else { bucket };
        is_free
    };
    tries.filter(admit).collect()
}

/// The most that any 24 hours hold.
fn most_a_day(admitted: &[i64]) -> usize {
    admitted
        .iter()
        .enumerate()
        .map(|(place, first)| admitted[place..].iter().take_while(|one| **one < first + DAY).count())
        .max()
        .unwrap_or(0)
}

#[test]
fn delays_grow_to_a_cap() {
    let mut buckets = stranger();
    let (mut now, mut waits) = (0, Vec::new());
    for _ in 0..14 {
        match buckets.attempt(at(now)) {
            Ok(after) => buckets = after,
            Err(wait) => {
                waits.push(wait.until.unix_seconds() - at(now).unix_seconds());
                now = wait.until.unix_seconds() - at(0).unix_seconds();
                buckets = buckets.attempt(at(now)).unwrap();
            }
        }
    }
    // One is forgotten in the first hour, so that 1,920 stands twice.
    assert_eq!(waits, [60, 120, 240, 480, 960, 1_920, 1_920, 3_600, 3_600]);
}

#[test]
fn who_hammers_gets_no_more_than_the_number_a_day() {
    for rule in RULES {
        let greedy = most_a_day(&admitted(&rule, 0..4 * DAY));
        let hours = most_a_day(&admitted(&rule, (0..400).flat_map(|day| (0..50).map(move |one| day * 3_600 + one))));
        let most = usize::try_from(rule.a_day).unwrap();
        assert!(greedy <= most && hours <= most, "{rule:?}: {greedy}, {hours}");
        assert!(greedy * 3 > most * 2, "the number that is stated is far from true: {greedy} of {most}");
    }
}

#[test]
fn success_gives_back_its_own_attempt_only() {
    let mut buckets = stranger();
    for _ in 0..4 {
        buckets = buckets.attempt(at(0)).unwrap();
    }
    let failed = buckets;
    for _ in 0..100 {
        buckets = buckets.attempt(at(1)).unwrap().succeeded();
    }
    let Buckets::Stranger { account, network } = buckets else { panic!() };
    assert_eq!((account.failures, network.failures), (4, 4));
    assert!(failed.attempt(at(1)).unwrap().attempt(at(1)).is_err());
    let known = Buckets::Known { device: Bucket { failures: 9, since: Some(at(0)), last: Some(at(0)) } };
    assert_eq!(known.attempt(at(1)).unwrap().succeeded(), Buckets::Known { device: Bucket::default() });
}

#[test]
fn many_accounts_from_one_address_are_slowed_down() {
    let mut network = Bucket::default();
    let tries = (0..200).filter(|_| match (Buckets::Stranger { account: Bucket::default(), network }).attempt(at(0)) {
        Ok(Buckets::Stranger { network: after, .. }) => {
            network = after;
            true
        }
        _ => false,
    });
    assert_eq!(tries.count(), 30);
}

#[test]
fn a_clock_that_was_set_back_locks_nobody_out() {
    let bucket = Bucket { failures: 50, since: Some(at(DAY * 400)), last: Some(at(DAY * 400)) };
    assert_eq!(bucket.until(&ACCOUNT, at(0)), None);
    let after = bucket.failed(&ACCOUNT, at(0));
    assert_eq!(after.until(&ACCOUNT, at(0)), Some(at(3_600)));
    assert!(!after.is_empty(&ACCOUNT, at(0)));
    assert!(after.is_empty(&ACCOUNT, at(51 * 3_600)));
}

#[test]
fn keys_tell_apart_what_counts_apart() {
    let address = |text: &str| network_key(text.parse().unwrap());
    assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:ffff::9"));
    assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
    assert_eq!(address("192.0.2.7"), address("::ffff:192.0.2.7"));
    assert_ne!(address("192.0.2.7"), address("192.0.2.8"));
    assert_eq!(account_key(" Aidana.T1 "), account_key("aidana.t1"));
    let cookie = DeviceCookie::new([1; 32]);
    assert_ne!(device_key(&cookie, PersonId::from_bits(1)), device_key(&cookie, PersonId::from_bits(2)));
}

#[test]
fn a_bucket_is_kept_as_json() {
    let bucket = Bucket::default().failed(&ACCOUNT, at(0));
    assert_eq!(serde_json::from_str::<Bucket>(&serde_json::to_string(&bucket).unwrap()).unwrap(), bucket);
    assert_eq!(Wait { until: at(0) }.key(), "throttle-wait");
}

proptest! {
    #[test]
    fn the_owners_device_is_never_delayed_by_strangers(tries in prop::collection::vec((0_i64..90_000, 0_u8..4), 0..300), own in 0_i64..90_000) {
        // One drawer for all, as the caller has it: strangers try the owner's name, from the owner's network too, with cookies of others.
        let (owner, cookie) = (PersonId::from_bits(5), DeviceCookie::new([1; 32]));
        let mut drawer = BTreeMap::from([(device_key(&cookie, owner), Bucket::default())]);
        let mut tries = tries;
        tries.sort_unstable();
        for (second, place) in tries {
            let others = DeviceCookie::new([place + 2; 32]);
            prop_assert!(!drawer.contains_key(&device_key(&others, owner)));
            let keys = (account_key("aidana.t1"), network_key([192, 0, 2, place].into()));
            let bucket = |key| drawer.get(key).copied().unwrap_or_default();
            let buckets = Buckets::Stranger { account: bucket(&keys.0), network: bucket(&keys.1) };
            if let Ok(Buckets::Stranger { account, network }) = buckets.attempt(at(second)) {
                drawer.extend([(keys.0, account), (keys.1, network)]);
            }
        }
        let owners = Buckets::Known { device: drawer[&device_key(&cookie, owner)] };
        prop_assert!(owners.attempt(at(own)).is_ok());
    }

    #[test]
    fn delays_end(failures in 0_u32..1_000_000, since in -DAY..DAY, last in -DAY..DAY, now in -DAY..DAY) {
        for rule in RULES {
            let bucket = Bucket { failures, since: Some(at(since)), last: Some(at(last)) };
            if let Some(until) = bucket.until(&rule, at(now)) {
                prop_assert!(until > at(now) && until <= at(now + rule.longest));
                prop_assert_eq!(bucket.until(&rule, until), None);
            }
        }
    }

    #[test]
    fn no_way_of_trying_gets_more_than_the_number_a_day(pauses in prop::collection::vec(0_i64..8_000, 1..600)) {
        let seconds = pauses.iter().scan(0, |now, pause| { *now += pause; Some(*now) });
        for rule in RULES {
            let admitted = admitted(&rule, seconds.clone());
            prop_assert!(most_a_day(&admitted) <= usize::try_from(rule.a_day).unwrap());
        }
    }
}
