//! Passkeys: enrolling one, and coming in with one.
//!
//! A ceremony has two halves. What is between them is kept in memory under a name that the page brings back: it is used once, and whoever
//! begins many only pushes out the oldest.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use people::{Credential, CredentialKind, Device};
use record::{Digest, Moment};
use serde_json::Value;
use signin::passkey::{Answer, Enrolment, Passkey, Refusal, SignIn};

use crate::error::Said;
use crate::joining::Enrolling;
use crate::{AccessError, House, NewSession, Proof};

/// Ceremonies that are open at the same time, at most.
const MOST: usize = 10_000;

/// Ceremonies between their two halves.
#[derive(Default)]
pub(crate) struct Ceremonies(Mutex<HashMap<Digest, Open>>);

struct Open {
    since: Moment,
    half: Half,
}

/// The first half of a ceremony.
pub(crate) enum Half {
    /// Of making a passkey.
    Enrolling(Box<Enrolment>),
    /// Of coming in with one.
    Coming(Box<SignIn>),
    /// Of going to a body's own sign-in.
    Leaving(Box<Leaving>),
}

/// Somebody who is on the way to a body's own sign-in.
pub(crate) struct Leaving {
    /// Which one.
    pub index: usize,
    pub sign_in: signin::provider::SignIn,
    /// For whom the account is to be enrolled; nothing where somebody comes in by it.
    pub enrolling: Option<Enrolling>,
}

impl fmt::Debug for Ceremonies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ceremonies")
    }
}

impl Ceremonies {
    pub fn put(&self, name: Digest, half: Half, since: Moment) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST
            && let Some(oldest) = open.iter().min_by_key(|(_, open)| open.since).map(|(name, _)| *name)
        {
            open.remove(&oldest);
        }
        open.insert(name, Open { since, half });
    }

    pub fn take(&self, name: &str) -> Option<Half> {
        let name = Digest::parse(name)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&name).map(|open| open.half)
    }
}

impl House {
    /// Begins a sign-in with a passkey: the name of the ceremony, and the options for the browser.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub fn ask_passkey(&self, now: Moment) -> Result<(String, Value), AccessError> {
        let (options, half) = self.passkeys.sign_in(now).map_err(refused)?;
        self.open_ceremony(Half::Coming(Box::new(half)), options, now)
    }

    /// Ends it with what the browser said: whoever holds the passkey is in.
    ///
    /// # Errors
    /// Where it proves nothing; what the rules refuse; a record that does not answer.
    pub async fn sign_in_by_passkey(&self, ceremony: &str, answer: &str, now: Moment) -> Result<NewSession, AccessError> {
        let Some(Half::Coming(half)) = self.ceremonies.take(ceremony) else { return Err(refused(Refusal::Over)) };
        let answer = Answer::read(answer).map_err(refused)?;
        self.refresh().await?;
        let kept = self.drawer.get("passkey", &answer.digest().0, now).await?.ok_or_else(|| refused(Refusal::Unknown))?;
        let passkey: Passkey = serde_json::from_slice(kept.value())?;
        let person = kept.owner().filter(|owner| *owner == passkey.person()).ok_or_else(|| refused(Refusal::Unknown))?;
        let proven = self.passkeys.finish_sign_in(*half, &answer, &passkey, now).map_err(refused)?;
        self.holds(person, &Credential::Passkey { id: proven.digest(), device: Device::Other })?;
        // The count is written before anybody is in; of two with the same count one comes in.
        if !self.drawer.replace(&kept, &serde_json::to_vec(&proven)?, None).await? {
            return Err(refused(Refusal::Copied));
        }
        self.open_session(person, CredentialKind::Passkey, now).await
    }

    /// Begins to enrol a passkey.
    ///
    /// # Errors
    /// Where whoever asks may not; a record that does not answer.
    pub async fn begin_passkey(&self, proof: Proof<'_>, now: Moment) -> Result<(String, Value), AccessError> {
        let enrolling = self.enrolling(proof, now).await?;
        let known = self.drawer.of(enrolling.person, "passkey", now).await?;
        let known: Vec<Passkey> = known.iter().map(|kept| serde_json::from_slice(kept.value())).collect::<Result<_, _>>()?;
        let name = self.name_of(enrolling.person, now).await?;
        let name = name.as_deref().filter(|name| !name.is_empty()).unwrap_or("Араша").to_owned();
        let (options, half) = self.passkeys.enrol(enrolling.person, &name, &name, &known, now).map_err(refused)?;
        self.open_ceremony(Half::Enrolling(Box::new(half)), options, now)
    }

    /// Ends it with the passkey that the browser made; whoever came by a code of invitation or recovery is in afterwards.
    ///
    /// # Errors
    /// Where it is no such passkey or whoever asks may not; what the rules refuse; a record that does not answer.
    pub async fn enrol_passkey(
        &self,
        proof: Proof<'_>,
        ceremony: &str,
        answer: &str,
        device: Device,
        now: Moment,
    ) -> Result<Option<NewSession>, AccessError> {
        let enrolling = self.enrolling(proof, now).await?;
        let Some(Half::Enrolling(half)) = self.ceremonies.take(ceremony) else { return Err(refused(Refusal::Over)) };
        let passkey = self.passkeys.finish_enrolment(*half, answer, now).map_err(refused)?;
        if passkey.person() != enrolling.person {
            return Err(refused(Refusal::OtherCeremony));
        }
        self.clear_for(enrolling).await?;
        let (id, value) = (passkey.digest(), serde_json::to_vec(&passkey)?);
        if !self.drawer.put_new("passkey", &id.0, Some(enrolling.person), None, &value).await? {
            return Err(refused(Refusal::AlreadyEnrolled));
        }
        self.enrolled(enrolling, Credential::Passkey { id, device }, now).await
    }

    fn open_ceremony(&self, half: Half, options: Value, now: Moment) -> Result<(String, Value), AccessError> {
        let name = Digest(self.random.bytes()?);
        self.ceremonies.put(name, half, now);
        Ok((name.to_string(), options))
    }
}

fn refused(refusal: Refusal) -> AccessError {
    AccessError::Refused(Said::plain(refusal.key()))
}
