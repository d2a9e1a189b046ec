//! The policy and the checkpoint of a package.

use tlog::policy::Unwitnessed;
use tlog::{Policy, SignedCheckpoint};

use super::report::ShownLog;
use super::{Flaw, place};

/// A longer policy or checkpoint is not read.
pub(super) const MAX_TEXT: u64 = 1 << 20;

/// The policy of a text, which has one log.
pub(super) fn read_policy(text: &[u8]) -> Result<Policy, Flaw> {
    let policy = Policy::parse(text).map_err(Flaw::Policy)?;
    match policy.logs() {
        [_] => Ok(policy),
        logs => Err(Flaw::PolicyLogs(logs.len())),
    }
}

/// The name of the log of a policy that has one.
pub(super) fn name(policy: &Policy) -> Option<&str> {
    policy.logs().first().map(|known| known.log.origin())
}

/// What a checkpoint shows under a policy, and what is wrong with it.
pub(super) fn show(text: &[u8], policy: &Policy) -> (Option<SignedCheckpoint>, Option<ShownLog>, Option<Flaw>) {
    let signed = match SignedCheckpoint::parse(text) {
        Ok(signed) => signed,
        Err(error) => return (None, None, Some(Flaw::Checkpoint(error))),
    };
    let (shown, flaw) = match policy.check(&signed) {
        Ok(witnessed) => (shown(&signed, policy, witnessed), None),
        Err(Unwitnessed::Log(error)) => (None, Some(Flaw::Signature(error))),
        Err(error) => (shown(&signed, policy, Vec::new()), Some(Flaw::Quorum(error))),
    };
    (Some(signed), shown, flaw)
}

fn shown(signed: &SignedCheckpoint, policy: &Policy, witnessed: Vec<tlog::policy::Witnessed>) -> Option<ShownLog> {
    let known = policy.logs().iter().find(|known| known.log.origin() == signed.checkpoint().origin())?;
    Some(ShownLog { key: known.log.keys().first()?.clone(), head: signed.checkpoint().head(), witnessed })
}

/// Where a flaw of the log stands.
pub(super) fn path_of(flaw: &Flaw) -> &'static str {
    match flaw {
        Flaw::Policy(_) | Flaw::PolicyLogs(_) | Flaw::OtherPolicy => place::POLICY,
        _ => place::CHECKPOINT,
    }
}
