//! Secrets beside the log: hidden, bound to their spot, taken once, gone when they are over.

use std::path::Path;
use std::sync::Arc;

use record::{Moment, NONCE, PersonId, SubjectId};
use store::{Drawer, FileKey, MasterKey, MasterKeyError, Place, Random, Record, Safe, SafeError, StoreError};

use crate::support::{on_both, sql};

const KIND: &str = "session";

fn master(number: u8) -> Arc<dyn MasterKey> {
    Arc::new(FileKey::new([number; 32]))
}

async fn drawer(place: &Place) -> (Record, Drawer) {
    let record = Record::open(place).await.unwrap();
    let drawer = Drawer::open(record.clone(), master(1), Random::system()).await.unwrap();
    (record, drawer)
}

fn person(number: u128) -> PersonId {
    PersonId::from_bits(number)
}

fn at(second: i64) -> Moment {
    Moment::from_unix_seconds(1_800_000_000 + second).unwrap()
}

async fn value(drawer: &Drawer, name: &[u8]) -> Option<Vec<u8>> {
    drawer.get(KIND, name, at(0)).await.unwrap().map(|kept| kept.value().to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_kept_and_found_by_its_name() {
    on_both(async |place| {
        let (record, drawer) = drawer(&place).await;
        drawer.put(KIND, b"a", Some(person(1)), Some(at(9)), b"one").await.unwrap();
        drawer.put(KIND, b"a", Some(person(2)), None, b"two").await.unwrap();
        drawer.put("token", b"a", None, None, b"").await.unwrap();
        let kept = drawer.get(KIND, b"a", at(0)).await.unwrap().unwrap();
        assert_eq!((kept.value(), kept.owner(), kept.until()), (b"two".as_slice(), Some(person(2)), None));
        assert_eq!(format!("{kept:?}"), "Kept(session)");
        let token = drawer.get("token", b"a", at(0)).await.unwrap().unwrap();
        assert_eq!((token.value(), token.owner()), (b"".as_slice(), None));
        assert_eq!(value(&drawer, b"b").await, None);
        assert!(!drawer.put_new(KIND, b"a", None, None, b"three").await.unwrap());
        assert!(drawer.put_new(KIND, b"b", None, None, b"four").await.unwrap());
        assert_eq!((value(&drawer, b"a").await, value(&drawer, b"b").await), (Some(b"two".to_vec()), Some(b"four".to_vec())));
        record.close().await;
        let (record, drawer) = self::drawer(&place).await;
        assert_eq!(value(&drawer, b"a").await, Some(b"two".to_vec()), "after a new start too");
        assert_eq!(record.size().await.unwrap(), 0, "nothing of it is in the log");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_over_is_not_there() {
    on_both(async |place| {
        let (_, drawer) = drawer(&place).await;
        for (name, until) in [(b"a", Some(at(10))), (b"b", Some(at(20))), (b"c", None)] {
            drawer.put(KIND, name, Some(person(1)), until, b"x").await.unwrap();
        }
        assert!(drawer.get(KIND, b"a", at(9)).await.unwrap().is_some());
        assert!(drawer.get(KIND, b"a", at(10)).await.unwrap().is_none());
        assert!(drawer.take(KIND, b"a", at(10)).await.unwrap().is_none());
        assert_eq!(drawer.of(person(1), KIND, at(10)).await.unwrap().len(), 2);
        assert!(!drawer.put_new(KIND, b"a", None, None, b"y").await.unwrap(), "it holds its name until it is swept");
        assert_eq!(drawer.sweep(at(9)).await.unwrap(), 0);
        assert_eq!(drawer.sweep(at(10)).await.unwrap(), 1);
        assert_eq!(drawer.sweep(at(1_000_000_000)).await.unwrap(), 1);
        assert!(drawer.get(KIND, b"c", at(1_000_000_000)).await.unwrap().is_some());
        assert!(drawer.put_new(KIND, b"a", None, None, b"y").await.unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_take_one_gets_it() {
    on_both(async |place| {
        let (_, drawer) = drawer(&place).await;
        for round in 0..10_u8 {
            drawer.put(KIND, &[round], None, Some(at(9)), b"link").await.unwrap();
            let takers: Vec<_> = (0..16)
                .map(|_| {
                    let drawer = drawer.clone();
                    tokio::spawn(async move { drawer.take(KIND, &[round], at(0)).await.unwrap() })
                })
                .collect();
            let mut got = Vec::new();
            for taker in takers {
                got.extend(taker.await.unwrap());
            }
            assert_eq!(got.iter().map(|kept| kept.value()).collect::<Vec<_>>(), [b"link"], "round {round}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_counts_at_the_same_time_loses_no_count() {
    on_both(async |place| {
        let (_, drawer) = drawer(&place).await;
        drawer.put(KIND, b"tries", None, None, &[0]).await.unwrap();
        let counters: Vec<_> = (0..8)
            .map(|_| {
                let drawer = drawer.clone();
                tokio::spawn(async move {
                    loop {
                        let kept = drawer.get(KIND, b"tries", at(0)).await.unwrap().unwrap();
                        if drawer.replace(&kept, &[kept.value()[0] + 1], Some(at(9))).await.unwrap() {
                            break;
                        }
                    }
                })
            })
            .collect();
        for counter in counters {
            counter.await.unwrap();
        }
        assert_eq!(value(&drawer, b"tries").await, Some(vec![8]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_since_is_neither_replaced_nor_removed() {
    on_both(async |place| {
        let (_, drawer) = drawer(&place).await;
        drawer.put(KIND, b"a", Some(person(1)), None, b"one").await.unwrap();
        let old = drawer.get(KIND, b"a", at(0)).await.unwrap().unwrap();
        drawer.put(KIND, b"a", Some(person(1)), None, b"two").await.unwrap();
        assert!(!drawer.replace(&old, b"late", None).await.unwrap());
        assert!(!drawer.remove(&old).await.unwrap());
        let now = drawer.get(KIND, b"a", at(0)).await.unwrap().unwrap();
        assert!(drawer.remove(&now).await.unwrap());
        assert!(!drawer.remove(&now).await.unwrap());
        drawer.put(KIND, b"a", Some(person(1)), None, b"another").await.unwrap();
        assert!(!drawer.replace(&now, b"late", None).await.unwrap(), "one put where another was removed is another");
        assert_eq!(value(&drawer, b"a").await, Some(b"another".to_vec()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_a_person_goes_together() {
    on_both(async |place| {
        let (_, drawer) = drawer(&place).await;
        for (kind, name, owner) in [(KIND, b"a", 1), (KIND, b"b", 1), ("token", b"c", 1), ("password", b"d", 1), (KIND, b"e", 2)] {
            drawer.put(kind, name, Some(person(owner)), None, name).await.unwrap();
        }
        let mut values: Vec<_> = drawer.of(person(1), KIND, at(0)).await.unwrap().iter().map(|kept| kept.value().to_vec()).collect();
        values.sort();
        assert_eq!(values, [b"a", b"b"]);
        assert_eq!(drawer.remove_of(person(1), &[]).await.unwrap(), 0);
        assert_eq!(drawer.remove_of(person(1), &[KIND, "token"]).await.unwrap(), 3);
        assert_eq!(drawer.of(person(1), "password", at(0)).await.unwrap().len(), 1);
        assert_eq!(drawer.of(person(2), KIND, at(0)).await.unwrap().len(), 1);
    })
    .await;
}

/// An administrator who knows SQL gives nobody somebody else's password, and no session a longer life.
#[tokio::test(flavor = "multi_thread")]
async fn rows_that_were_moved_or_put_off_are_refused() {
    on_both(async |place| {
        let (record, drawer) = drawer(&place).await;
        let changes = [
            "value = (SELECT value FROM drawer AS other WHERE other.name <> drawer.name)".to_owned(),
            format!("owner = '{}'", person(3)),
            "owner = NULL".to_owned(),
            "until = until + 1".to_owned(),
            "until = NULL".to_owned(),
            "kind = 'token'".to_owned(),
        ];
        for change in changes {
            drawer.put(KIND, b"a", Some(person(1)), Some(at(50)), b"mine").await.unwrap();
            drawer.put(KIND, b"b", Some(person(2)), Some(at(50)), b"theirs").await.unwrap();
            sql(&record, &format!("UPDATE drawer SET {change}")).await;
            let kind = if change.starts_with("kind") { "token" } else { KIND };
            let found = drawer.get(kind, b"a", at(0)).await;
            if kind == "token" {
                assert!(found.unwrap().is_none(), "the name hides the kind");
                assert!(matches!(drawer.of(person(1), kind, at(0)).await, Err(StoreError::Secret { kind: "token" })));
            } else {
                assert!(matches!(found, Err(StoreError::Secret { kind: KIND })), "{change}");
            }
            sql(&record, "DELETE FROM drawer").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_master_key_opens_nothing() {
    on_both(async |place| {
        let (record, drawer) = drawer(&place).await;
        drawer.put(KIND, b"a", None, None, b"x").await.unwrap();
        let other = Drawer::open(record.clone(), master(2), Random::system()).await;
        assert!(matches!(other, Err(SafeError::Master(MasterKeyError::WrongKey))));
        let safe = Safe::new(record.clone(), master(1));
        assert_eq!(safe.finish_erasures().await.unwrap(), 0, "the drawer's key is nobody's who was erased");
        assert_eq!(safe.rotate(&*master(2), || [8; NONCE]).await.unwrap(), 1);
        assert!(Drawer::open(record.clone(), master(1), Random::system()).await.is_err());
        let rotated = Drawer::open(record, master(2), Random::system()).await.unwrap();
        assert_eq!(value(&rotated, b"a").await, Some(b"x".to_vec()));
        assert_eq!(value(&drawer, b"a").await, Some(b"x".to_vec()), "who had it open goes on");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawer_whose_key_is_gone_begins_empty() {
    on_both(async |place| {
        let (record, drawer) = drawer(&place).await;
        drawer.put(KIND, b"a", Some(person(1)), None, b"x").await.unwrap();
        sql(&record, "DELETE FROM subject_keys").await;
        let fresh = Drawer::open(record, master(1), Random::system()).await.unwrap();
        assert_eq!(fresh.of(person(1), KIND, at(0)).await.unwrap().len(), 0);
        assert!(fresh.put_new(KIND, b"a", Some(person(1)), None, b"y").await.unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_start_together_share_one_key() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let opening: Vec<_> = (0..8).map(|_| tokio::spawn(Drawer::open(record.clone(), master(1), Random::system()))).collect();
        for (number, drawer) in (0_u8..).zip(opening) {
            drawer.await.unwrap().unwrap().put(KIND, &[number], Some(person(1)), None, b"x").await.unwrap();
        }
        let drawer = Drawer::open(record, master(1), Random::system()).await.unwrap();
        assert_eq!(drawer.of(person(1), KIND, at(0)).await.unwrap().len(), 8);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_random_bytes_nothing_is_kept() {
    on_both(async |place| {
        let (record, drawer) = drawer(&place).await;
        let none = || Random::new(|_| false);
        let dry = Drawer::open(record.clone(), master(1), none()).await.unwrap();
        assert!(matches!(dry.put(KIND, b"a", None, None, b"x").await, Err(StoreError::NoRandom)));
        assert_eq!(value(&drawer, b"a").await, None);
        sql(&record, "DELETE FROM subject_keys").await;
        assert!(matches!(Drawer::open(record, master(1), none()).await, Err(SafeError::Store(StoreError::NoRandom))));
    })
    .await;
}

/// Secrets stay behind when a record moves; the new place has a drawer of its own.
#[tokio::test(flavor = "multi_thread")]
async fn secrets_do_not_travel() {
    let folder = tempfile::tempdir().unwrap();
    on_both(async |place| {
        let (record, drawer) = drawer(&place).await;
        drawer.put(KIND, b"a", Some(person(1)), None, b"x").await.unwrap();
        let mut lines = Vec::new();
        assert_eq!(record.export(&mut lines, |_| ()).await.unwrap().keys, 0);
        let text = String::from_utf8(lines.clone()).unwrap();
        assert!(!text.contains(&SubjectId::from_bits(0).to_string()), "{text}");
        let file = folder.path().join(format!("{:?}.sqlite", record.flavour()));
        let (second, there) = self::drawer(&Place::File(file)).await;
        there.put(KIND, b"b", Some(person(1)), None, b"y").await.unwrap();
        second.import(lines.as_slice(), |_| ()).await.unwrap();
        assert_eq!((value(&there, b"a").await, value(&there, b"b").await), (None, Some(b"y".to_vec())));
        let planted = format!("{text}{{\"key\":{{\"subject\":\"{}\",\"master\":\"m\",\"wrapped\":\"AA\"}}}}\n", SubjectId::from_bits(0));
        assert!(second.import(planted.as_bytes(), |_| ()).await.is_err());
    })
    .await;
}

/// Whoever carries the file away has neither names nor values.
#[tokio::test(flavor = "multi_thread")]
async fn the_file_holds_no_name_and_no_value_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let (record, drawer) = drawer(&Place::File(folder.path().join("record.sqlite"))).await;
    drawer.put("marked_kind", b"marked name", Some(person(1)), Some(at(9)), b"marked value").await.unwrap();
    let kept = drawer.get("marked_kind", b"marked name", at(0)).await.unwrap().unwrap();
    assert!(drawer.replace(&kept, b"marked value again", None).await.unwrap());
    let holds = |what: &[u8]| {
        let bytes = |name: &str| std::fs::read(Path::new(folder.path()).join(name)).unwrap_or_default();
        let all = [bytes("record.sqlite"), bytes("record.sqlite-wal")].concat();
        all.windows(what.len()).any(|part| part == what)
    };
    assert!(holds(b"marked_kind"), "the test looks where it should");
    assert!(!holds(b"marked name") && !holds(b"marked value"));
    record.close().await;
    assert!(holds(b"marked_kind") && !holds(b"marked name") && !holds(b"marked value"));
}
