//! Reading the log: what has come since, who did what when, what speaks of whom.

use record::{Actor, AgencyId, Circumstances, CommandId, Moment, PersonId, Purpose, StreamName};
use store::{LogQuery, Order, Projection, Rebuilt, Record};

use crate::support::notes::{Command, Notes};
use crate::support::{drop_guards, give, line, notebook, on_both, somebody, sql};

/// Gives a command about a thing of another kind than notebooks are.
async fn give_at(record: &Record, stream: &str, id: u128, at: Circumstances<'_>, text: &str) {
    let stream = StreamName::from_log(stream.to_owned());
    let order = Order { stream: &stream, command: CommandId::from_bits(id), seen: None, at };
    let _ = record.act::<Notes>(order, line(text)).await.unwrap();
}

fn at<'a>(actor: &'a Actor, moment: &str, purpose: Purpose) -> Circumstances<'a> {
    Circumstances { now: Moment::parse(moment).unwrap(), actor, purpose, edition: "2026-11" }
}

fn other() -> Actor {
    Actor { person: PersonId::from_bits(8), agency: AgencyId::from_bits(4) }
}

/// Seven entries: two people, two agencies, three kinds, moments with and without decimals.
async fn filled(place: &store::Place) -> Record {
    let record = Record::open(place).await.unwrap();
    let (one, two) = (somebody(), other());
    let mentioned = format!("told {} of {}", PersonId::from_bits(9), AgencyId::from_bits(3));
    let moments = ["2026-11-22T07:00:00Z", "2026-11-22T07:00:00.5Z", "2026-11-22T07:00:01Z", "2026-11-22T07:00:01.25Z"];
    give_at(&record, "person/1", 1, at(&one, moments[0], Purpose::Administration), "a").await;
    give_at(&record, "personal/1", 2, at(&two, moments[1], Purpose::Casework), "b").await;
    give_at(&record, "person/2", 3, at(&one, moments[2], Purpose::Casework), &mentioned).await;
    give_at(&record, "agency/1", 4, at(&two, moments[3], Purpose::Oversight), "d").await;
    give_at(&record, "person/1", 5, at(&two, "2026-11-22T08:00:00Z", Purpose::Casework), "e").await;
    give_at(&record, notebook(9).as_str(), 6, at(&one, "2026-11-22T08:00:00.000001Z", Purpose::Casework), "f").await;
    give_at(&record, "person/3", 7, at(&one, "2026-11-22T09:00:00Z", Purpose::Casework), "g").await;
    record
}

async fn places(record: &Record, query: LogQuery) -> Vec<u64> {
    let page = record.search(&query).await.unwrap();
    assert_eq!((page.matches, page.more_matches), (page.entries.len() as u64, false), "{query:?}");
    page.entries.iter().map(|hashed| hashed.entry.place).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_looked_for_is_found_the_newest_first() {
    on_both(async |place| {
        let record = filled(&place).await;
        let moment = |text: &str| Some(Moment::parse(text).unwrap());
        let any = LogQuery::default();
        let cases = [
            (any.clone(), vec![6, 5, 4, 3, 2, 1, 0]),
            (LogQuery { person: Some(other().person), ..any.clone() }, vec![4, 3, 1]),
            (LogQuery { agency: Some(somebody().agency), ..any.clone() }, vec![6, 5, 2, 0]),
            (LogQuery { kind: Some("person".into()), ..any.clone() }, vec![6, 4, 2, 0]),
            (LogQuery { kind: Some("per".into()), ..any.clone() }, vec![]),
            (LogQuery { kind: Some("p%' OR 1=1 --".into()), ..any.clone() }, vec![]),
            (LogQuery { stream: Some(StreamName::from_log("person/1".into())), ..any.clone() }, vec![4, 0]),
            (LogQuery { purpose: Some(Purpose::Oversight), ..any.clone() }, vec![3]),
            (LogQuery { command: Some(CommandId::from_bits(3)), ..any.clone() }, vec![2]),
            (LogQuery { from: moment("2026-11-22T07:00:01Z"), ..any.clone() }, vec![6, 5, 4, 3, 2]),
            (LogQuery { from: moment("2026-11-22T13:00:00.9+05:00"), ..any.clone() }, vec![6, 5, 4]),
            (LogQuery { until: moment("2026-11-22T07:00:01Z"), ..any.clone() }, vec![1, 0]),
            (LogQuery { mentions: Some(PersonId::from_bits(9).to_string()), ..any.clone() }, vec![5, 2]),
            (LogQuery { mentions: Some(AgencyId::from_bits(3).to_string()), ..any.clone() }, vec![2]),
            (LogQuery { mentions: Some(somebody().person.to_string()), ..any.clone() }, vec![]),
            (LogQuery { person: Some(other().person), kind: Some("person".into()), before: None, ..any.clone() }, vec![4]),
        ];
        for (query, expected) in cases {
            let told = format!("{query:?}");
            assert_eq!(places(&record, query).await, expected, "{told}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_though_the_log_grows() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        for number in 0..25 {
            let _ = give(&record, &notebook(number % 4), number, line("x")).await.unwrap();
        }
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = record.search(&LogQuery { before, limit: 10, ..LogQuery::default() }).await.unwrap();
            seen.extend(page.entries.iter().map(|hashed| hashed.entry.place));
            let _ = give(&record, &notebook(1), 100 + u128::from(page.matches), line("later")).await.unwrap();
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seen, (0..25).rev().collect::<Vec<_>>());
        let many = Command::Write(vec!["x".into(); 300]);
        let _ = give(&record, &notebook(5), 999, many).await.unwrap();
        assert_eq!(record.search(&LogQuery { limit: 100_000, ..LogQuery::default() }).await.unwrap().entries.len(), 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn matches_are_counted_up_to_ten_thousand() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        for number in 0..10 {
            let _ = give(&record, &notebook(number), number, Command::Write(vec!["x".into(); 1_000])).await.unwrap();
        }
        let all = LogQuery { limit: 1, ..LogQuery::default() };
        let page = record.search(&all).await.unwrap();
        assert_eq!((page.matches, page.more_matches), (10_000, false));
        let _ = give(&record, &notebook(1), 99, line("x")).await.unwrap();
        let page = record.search(&all).await.unwrap();
        assert_eq!((page.matches, page.more_matches, page.next), (10_000, true, Some(10_000)));
        // Both ways to find what is newer give the same.
        let (streams, _) = record.newer(0, &["notes"]).await.unwrap();
        let (looked, next) = record.newer(5_500, &["notes"]).await.unwrap();
        assert_eq!((streams.len(), looked.len(), next), (10_001, 4_501, 10_001));
        assert_eq!(streams[5_500..], looked);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_newer_comes_once_and_nothing_is_missed() {
    on_both(async |place| {
        let record = filled(&place).await;
        let places = |entries: &[store::Hashed]| entries.iter().map(|hashed| hashed.entry.place).collect::<Vec<_>>();
        let (entries, next) = record.newer(0, &["person", "agency"]).await.unwrap();
        assert_eq!((places(&entries), next), (vec![0, 2, 3, 4, 6], 7));
        assert_eq!(record.newer(3, &["person"]).await.map(|(entries, next)| (places(&entries), next)).unwrap(), (vec![4, 6], 7));
        assert_eq!(record.newer(7, &["person"]).await.unwrap(), (vec![], 7));
        assert_eq!(record.newer(99, &["person"]).await.unwrap(), (vec![], 7), "what is beyond the end goes on at the end");
        assert_eq!(record.newer(0, &[]).await.unwrap(), (vec![], 7));
        // Somebody follows while others write.
        let writing = {
            let record = record.clone();
            tokio::spawn(async move {
                for number in 0..200 {
                    let _ = give(&record, &notebook(number % 7), 1_000 + number, line("x")).await.unwrap();
                }
            })
        };
        let (mut next, mut seen) = (7, Vec::new());
        while seen.len() < 200 {
            let (entries, then) = record.newer(next, &["notes"]).await.unwrap();
            seen.extend(places(&entries));
            next = then;
        }
        writing.await.unwrap();
        assert_eq!(seen, (7..207).collect::<Vec<_>>());
    })
    .await;
}

async fn rebuilt(record: &Record) -> (u64, u64) {
    let Rebuilt { projections } = record.rebuild().await.unwrap();
    let [mentions, nodes] = projections.as_slice() else { panic!("{projections:?}") };
    assert_eq!((mentions.name, nodes.name), ("mentions", "nodes"));
    (mentions.differed, nodes.differed)
}

/// A record of 5,000 entries, each of which speaks of a person.
async fn large(place: &store::Place) -> Record {
    let record = Record::open(place).await.unwrap();
    for number in 0..10_u128 {
        let lines = (0..500).map(|line| PersonId::from_bits(line % 10).to_string()).collect();
        let _ = give(&record, &notebook(100 + number), number, Command::Write(lines)).await.unwrap();
    }
    record
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_the_log_is_made_anew_and_mended() {
    on_both(async |place| {
        let record = large(&place).await;
        let healthy = record.rebuild().await.unwrap();
        let whole = [Projection { name: "mentions", rows: 10_000, differed: 0 }, Projection { name: "nodes", rows: 19, differed: 0 }];
        assert_eq!(healthy.projections, whole);
        assert!(healthy.is_same());
        let stranger = PersonId::from_bits(77);
        let damages = [
            ("DELETE FROM mentions WHERE place = 3000".to_owned(), (2, 0)),
            (format!("INSERT INTO mentions VALUES ('{stranger}', 17)"), (1, 0)),
            (format!("INSERT INTO mentions VALUES ('{stranger}', 99999)"), (1, 0)),
            (format!("UPDATE mentions SET id = '{stranger}' WHERE place = 4999 AND id = '{}'", PersonId::from_bits(9)), (2, 0)),
            ("DELETE FROM mentions".to_owned(), (10_000, 0)),
            ("UPDATE projections SET next_place = 123456".to_owned(), (1, 0)),
            ("DELETE FROM projections".to_owned(), (1, 0)),
            ("UPDATE projections SET next_place = 5".to_owned(), (0, 0)),
            ("DELETE FROM nodes WHERE place = 7".to_owned(), (0, 1)),
            ("UPDATE nodes SET hash = (SELECT last FROM head) WHERE place = 7".to_owned(), (0, 1)),
            ("UPDATE nodes SET place = 300 WHERE place = 7".to_owned(), (0, 2)),
            ("DELETE FROM nodes".to_owned(), (0, 19)),
        ];
        for (damage, differed) in damages {
            sql(&record, &damage).await;
            assert_eq!(rebuilt(&record).await, differed, "{damage}");
            assert_eq!(record.rebuild().await.unwrap().projections, whole, "{damage}");
        }
        let key = store::LogKey::new("example.kz/log", &[7; 32]).unwrap();
        assert!(record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_made_of_a_log_with_a_gap() {
    on_both(async |place| {
        let record = large(&place).await;
        drop_guards(&record).await;
        sql(&record, "DELETE FROM entries WHERE place = 700").await;
        assert_eq!(record.rebuild().await.unwrap_err().to_string(), "the tree of the log: entry 700 is missing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_catch_up_at_once_while_others_write_agree() {
    on_both(async |place| {
        let (one, two) = (large(&place).await, Record::open(&place).await.unwrap());
        let busy: Vec<_> = (0..4_u128)
            .map(|number| {
                let record = if number % 2 == 0 { one.clone() } else { two.clone() };
                tokio::spawn(async move {
                    let query = LogQuery { mentions: Some(PersonId::from_bits(3).to_string()), ..LogQuery::default() };
                    for step in 0..5 {
                        let text = PersonId::from_bits(3).to_string();
                        let _ = give(&record, &notebook(number), 1_000 + number * 100 + step, line(&text)).await.unwrap();
                        record.search(&query).await.unwrap();
                        record.rebuild().await.unwrap();
                    }
                })
            })
            .collect();
        for task in busy {
            task.await.unwrap();
        }
        let query = LogQuery { mentions: Some(PersonId::from_bits(3).to_string()), ..LogQuery::default() };
        // 500 of the large log, 20 written now; the five lines in notebook 3 are among them.
        assert_eq!(one.search(&query).await.unwrap().matches, 520);
        assert_eq!(rebuilt(&two).await, (0, 0));
    })
    .await;
}
