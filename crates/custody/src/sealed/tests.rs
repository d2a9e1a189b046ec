//! A log of one item's history among entries of others, with two witnesses.

use record::{AgencyId, CommandId, Digest, PersonId, Purpose};
use tlog::tree::prove_inclusion;
use tlog::{Checkpoint, Cosigner, Frontier, KeyName, Log, Node, Signer};

use super::*;
use crate::item::testing::{begun, day, failed, given_back, held, kept};

const ORIGIN: &str = "example.kz/log";

/// The entries of a history, each with a stranger's entry before it, as they stand in one log.
fn log(history: &[Event]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (event, version) in history.iter().zip(1..) {
        entries.push(entry(entries.len(), "agency/agency-00000000000000000000000009", version, r#"{"founded":{}}"#.into()));
        let stream = StreamName::of::<Item>(ItemId::from_bits(1));
        entries.push(entry(entries.len(), stream.as_str(), version, serde_json::to_string(event).unwrap()));
    }
    entries
}

fn entry(place: usize, stream: &str, version: u64, event: String) -> Entry {
    Entry {
        place: place as u64,
        previous: Digest::NONE,
        stream: StreamName::from_log(stream.into()),
        version,
        at: day(0),
        person: PersonId::from_bits(1),
        agency: AgencyId::from_bits(1),
        purpose: Purpose::Casework,
        command: CommandId::from_bits(1),
        edition: "2026-11".into(),
        schema: 1,
        event,
    }
}

fn witness(seed: u8) -> Cosigner {
    Cosigner::new(KeyName::new(&format!("w{seed}")).unwrap(), &[seed; 32]).unwrap()
}

fn log_key() -> Signer {
    Signer::new(KeyName::new(ORIGIN).unwrap(), &[1; 32]).unwrap()
}

/// Needs one of the witnesses 2 and 3.
fn policy() -> Policy {
    let witnesses: String = [2, 3].map(|seed| format!("witness w{seed} {}\n", witness(seed).verifier())).concat();
    Policy::parse(format!("log {}\n{witnesses}group any-of any w2 w3\nquorum any-of\n", log_key().verifier()).as_bytes()).unwrap()
}

/// The checkpoint of these entries, seen by these witnesses, and the proofs of the item's entries in it.
fn sealed(entries: &[Entry], seen_by: &[u8]) -> (Vec<ProvenEntry>, SignedCheckpoint) {
    let leaves: Vec<Hash> = entries.iter().map(|entry| Hash::leaf(&entry.to_bytes().unwrap())).collect();
    let size = leaves.len() as u64;
    let tree = |leaves: &[Hash]| {
        leaves.iter().fold(Frontier::new(), |mut frontier, leaf| {
            drop(frontier.append(*leaf));
            frontier
        })
    };
    let node = |node: Node| {
        let from = usize::try_from(node.index << node.level).ok()?;
        leaves.get(from..from + (1 << node.level)).map(|leaves| tree(leaves).root())
    };
    let own = entries.iter().filter(|entry| entry.stream.kind() == "item");
    let proven = own.map(|entry| ProvenEntry { entry: entry.clone(), path: prove_inclusion(entry.place, size, node).unwrap() }).collect();
    let signed = SignedCheckpoint::sign(Checkpoint::new(ORIGIN, tree(&leaves).head(), &[]).unwrap(), &log_key()).unwrap();
    let signed = seen_by.iter().fold(signed, |signed, seed| {
        let cosignature = witness(*seed).cosign(signed.checkpoint(), 1_790_000_000).unwrap();
        signed.with(cosignature).unwrap()
    });
    (proven, signed)
}

fn proved(history: &[Event], seen_by: &[u8]) -> Result<SealedCapture, NotSealed> {
    let (entries, checkpoint) = sealed(&log(history), seen_by);
    SealedCapture::prove(&entries, &checkpoint, &policy())
}

#[test]
fn a_whole_capture_that_was_witnessed_is_sealed() {
    let sealed = proved(&held(), &[3]).unwrap();
    assert_eq!((sealed.item(), sealed.address(), sealed.files()), (ItemId::from_bits(1), "https://example.org/", 2));
    assert_eq!((sealed.manifest(), sealed.begun(), sealed.head().size), (Digest([8; 32]), day(0), 8));
    assert_eq!(sealed.witnessed().iter().map(|one| one.witness.as_str()).collect::<Vec<_>>(), ["w3"]);
    // What was done with it later does not unseal it.
    assert_eq!(proved(&given_back(), &[2]).unwrap().files(), 2);
}

#[test]
fn what_nobody_has_seen_is_not_sealed() {
    assert!(matches!(proved(&held(), &[]), Err(NotSealed::Checkpoint(Unwitnessed::TooFew { .. }))));
    assert!(matches!(proved(&held(), &[4]), Err(NotSealed::Checkpoint(Unwitnessed::TooFew { .. }))));
    let alone = Log::new(ORIGIN, vec![log_key().verifier().clone()]).unwrap();
    let (entries, checkpoint) = sealed(&log(&held()), &[]);
    assert_eq!(SealedCapture::prove(&entries, &checkpoint, &Policy::of_log(alone)).unwrap().witnessed(), []);
}

#[test]
fn what_is_not_whole_is_not_sealed() {
    assert!(matches!(proved(&[begun(), kept("a", 1)], &[2]), Err(NotSealed::NotWhole)));
    assert!(matches!(proved(&failed(), &[2]), Err(NotSealed::NotWhole)));
    assert!(matches!(proved(&[], &[2]), Err(NotSealed::NoHistory)));
    let mut upload = held();
    let Event::Begun { origin, .. } = &mut upload[0] else { unreachable!("a history begins") };
    *origin = Origin::Upload {};
    assert!(matches!(proved(&upload, &[2]), Err(NotSealed::NoPage)));
}

#[test]
fn a_capture_that_came_after_the_checkpoint_is_not_sealed() {
    let entries = log(&held());
    let (_, early) = sealed(entries.get(..4).unwrap(), &[2]);
    let (proven, _) = sealed(&entries, &[2]);
    assert!(matches!(SealedCapture::prove(&proven, &early, &policy()), Err(NotSealed::NotInLog { .. })));
}

#[test]
fn no_entry_can_be_changed_left_out_or_exchanged() {
    let (proven, checkpoint) = sealed(&log(&held()), &[2]);
    let with = |change: &dyn Fn(&mut Vec<ProvenEntry>)| {
        let mut changed = proven.clone();
        change(&mut changed);
        SealedCapture::prove(&changed, &checkpoint, &policy())
    };
    assert!(with(&|_| ()).is_ok());
    assert!(matches!(with(&|all| drop(all.remove(1))), Err(NotSealed::NoHistory)));
    assert!(matches!(with(&|all| all.swap(1, 2)), Err(NotSealed::NoHistory)));
    assert!(matches!(with(&|all| drop(all.remove(0))), Err(NotSealed::NoHistory)));
    assert!(matches!(
        with(&|all| all[1].entry.event = serde_json::to_string(&kept("a", 2)).unwrap()),
        Err(NotSealed::NotInLog { version: 2, .. })
    ));
    assert!(matches!(with(&|all| all[1].entry.at = day(1)), Err(NotSealed::NotInLog { version: 2, .. })));
    assert!(matches!(with(&|all| all[1].path.reverse()), Err(NotSealed::NotInLog { version: 2, .. })));
    assert!(matches!(with(&|all| all[1].entry.schema = 9), Err(NotSealed::NoHistory)));
    let other = StreamName::of::<Item>(ItemId::from_bits(2));
    assert!(matches!(with(&|all| all.iter_mut().for_each(|one| one.entry.stream = other.clone())), Err(NotSealed::NoHistory)));
}
