//! Accounts with bodies' own sign-ins (OpenID Connect).
//!
//! The way there and back is tied to one browser by a secret that it holds meanwhile, and is used once. An account lets in nobody whom it
//! was not enrolled for, and only people of the body whose provider it is.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use people::{Credential, CredentialKind};
use record::{Digest, Moment};
use signin::provider::{Provider, Random, Refusal, Returned};
use signin::throttle::network_key;

use crate::error::Said;
use crate::passkeys::{Half, Leaving};
use crate::{AccessError, House, NewSession, Proof};

/// From one network address, so many ways may be begun in a minute: each asks the provider anew.
const A_MINUTE: u32 = 20;

/// How many ways were begun from where in this minute.
#[derive(Debug, Default)]
pub(crate) struct Leavings(Mutex<(i64, HashMap<Digest, u32>)>);

impl Leavings {
    fn count(&self, from: Option<IpAddr>, now: Moment) -> Result<(), AccessError> {
        let minute = now.unix_seconds() / 60;
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != minute {
            *counted = (minute, HashMap::new());
        }
        let times = counted.1.entry(from.map_or(Digest::NONE, network_key)).or_default();
        *times += 1;
        let next = Moment::from_unix_seconds((minute + 1) * 60).unwrap_or(now);
        if *times > A_MINUTE { Err(AccessError::Wait { until: next }) } else { Ok(()) }
    }
}

impl House {
    /// Bodies' own sign-ins: what names each in an address, and what it is called.
    #[must_use]
    pub fn accounts(&self) -> Vec<(String, String)> {
        let named = |(index, provider): (usize, &Provider)| (index.to_string(), provider.settings().label.clone());
        self.providers.iter().enumerate().map(named).collect()
    }

    /// Begins the way to a body's own sign-in: its address, and the secret that the browser must bring back.
    ///
    /// # Errors
    /// Where there is no such sign-in, it does not answer, or whoever asks may not.
    pub async fn leave_for_account(
        &self,
        id: &str,
        proof: Option<Proof<'_>>,
        from: Option<IpAddr>,
        now: Moment,
    ) -> Result<(String, String), AccessError> {
        let index: usize = id.parse().map_err(|_| AccessError::Unknown)?;
        let provider = self.providers.get(index).ok_or(AccessError::Unknown)?;
        self.leavings.count(from, now)?;
        let enrolling = match proof {
            Some(proof) => Some(self.enrolling(proof, now).await?),
            None => None,
        };
        let random = Random { state: self.random.bytes()?, nonce: self.random.bytes()?, verifier: self.random.bytes()? };
        let (address, sign_in) = provider.begin(random, now).await.map_err(refused)?;
        let flow = Digest(self.random.bytes()?);
        self.ceremonies.put(flow, Half::Leaving(Box::new(Leaving { index, sign_in, enrolling })), now);
        Ok((address.to_string(), flow.to_string()))
    }

    /// Ends it: whoever is known by the account is in; whoever came to enrol it has it. Nothing where somebody who was in has one more.
    ///
    /// # Errors
    /// Where it proves nothing; what the rules refuse; a record that does not answer.
    pub async fn back_from_account(&self, returned: &Returned, flow: &str, now: Moment) -> Result<Option<NewSession>, AccessError> {
        let Some(Half::Leaving(leaving)) = self.ceremonies.take(flow) else { return Err(refused(Refusal::OtherSignIn)) };
        let provider = self.providers.get(leaving.index).ok_or(AccessError::Unknown)?;
        let account = provider.finish(leaving.sign_in, returned, now).await.map_err(refused)?;
        let id = account.digest();
        self.refresh().await?;
        let Some(enrolling) = leaving.enrolling else {
            let kept = self.drawer.get("account", &id.0, now).await?;
            let person = kept.and_then(|kept| kept.owner()).ok_or_else(unknown_account)?;
            self.holds(person, &Credential::OpenId { id })?;
            let is_own = self.look(|directory| directory.person(person).is_some_and(|member| member.agency == account.agency));
            return if is_own { self.open_session(person, CredentialKind::OpenId, now).await.map(Some) } else { Err(unknown_account()) };
        };
        let is_own = self.look(|directory| directory.person(enrolling.person).is_some_and(|member| member.agency == account.agency));
        if !is_own {
            return Err(AccessError::Refused(Said::plain("account-of-other-body")));
        }
        self.clear_for(enrolling).await?;
        if !self.drawer.put_new("account", &id.0, Some(enrolling.person), None, b"").await? {
            return Err(AccessError::Refused(Said::plain("account-taken")));
        }
        self.enrolled(enrolling, Credential::OpenId { id }, now).await
    }
}

fn refused(refusal: Refusal) -> AccessError {
    AccessError::Refused(Said::plain(refusal.key()))
}

fn unknown_account() -> AccessError {
    AccessError::Refused(Said::plain("account-unknown"))
}
