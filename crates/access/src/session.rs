//! Sessions: from a secret that a browser holds to the person who is in.
//!
//! That a session was opened, and that it ended, stands in the person's history; the secret stands in the drawer by its digest. A session
//! is over when its time is, when nothing was done in it for too long, and whenever the history says so.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use people::person::{self, Command};
use people::{CredentialKind, Person, SessionId};
use record::{Actor, Digest, Moment, PersonId};
use serde::{Deserialize, Serialize};
use signin::secret::SessionSecret;

use crate::{AccessError, House, Through, Visitor};

/// A session lasts so many hours at most. Ours; NIST SP 800-63B-4 asks for a new sign-in after 24 hours at most (section 2.2.3).
pub const SESSION_HOURS: u32 = 12;
/// A session ends when nothing was done in it for so many minutes. NIST SP 800-63B-4, section 2.2.3: an hour at most.
pub const IDLE_MINUTES: u32 = 60;
/// That something was done is written down so often, in seconds; after a restart a session may seem idle for so much longer.
const NOTED_SECONDS: i64 = 300;
/// Sessions known without asking the drawer.
const MOST: usize = 10_000;

/// A session that was just opened.
#[derive(Debug)]
pub struct NewSession {
    /// What the browser holds from now on.
    pub secret: SessionSecret,
    /// When it ends by itself.
    pub until: Moment,
    /// Whose it is.
    pub person: PersonId,
}

/// What the drawer keeps of a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptSession {
    session: SessionId,
    by: CredentialKind,
    /// What forms of this session carry, so that no other page can send them.
    form: Digest,
    /// When something was last done in it, in seconds of Unix time.
    seen: i64,
}

#[derive(Debug)]
struct Door {
    kept: KeptSession,
    person: PersonId,
    seen: AtomicI64,
    noted: AtomicI64,
}

/// Sessions that were lately at work.
#[derive(Debug, Default)]
pub(crate) struct Doors(Mutex<HashMap<Digest, Arc<Door>>>);

impl Doors {
    fn get(&self, digest: Digest) -> Option<Arc<Door>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&digest).cloned()
    }

    fn put(&self, digest: Digest, door: Arc<Door>) {
        let mut doors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if doors.len() >= MOST {
            doors.clear();
        }
        doors.insert(digest, door);
    }

    fn forget(&self, digest: Digest) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest);
    }
}

impl House {
    /// Opens a session for a person who has proven who they are.
    pub(crate) async fn open_session(&self, person: PersonId, by: CredentialKind, now: Moment) -> Result<NewSession, AccessError> {
        let (secret, session) = (SessionSecret::new(self.random.bytes()?), SessionId::from_bytes(self.random.bytes()?));
        let until = now.plus_minutes(SESSION_HOURS * 60);
        let (actor, agency) = self.own_actor(person)?;
        let kept = KeptSession { session, by, form: Digest(self.random.bytes()?), seen: now.unix_seconds() };
        // The secret first: a secret without an event opens nothing.
        self.drawer.put("session", &secret.digest().0, Some(person), Some(until), &serde_json::to_vec(&kept)?).await?;
        let command = Command::SignIn(person::SignIn { session, by, until, agency });
        let _ = self.act::<Person>(person, &self.administration(&actor, now)?, command).await?;
        Ok(NewSession { secret, until, person })
    }

    /// Who holds this secret of a session, and what forms of theirs carry.
    ///
    /// # Errors
    /// [`AccessError::NotIn`] where it is none or over; a record that does not answer.
    pub async fn visitor(&self, secret: &str, now: Moment) -> Result<(Visitor, Digest), AccessError> {
        let digest = SessionSecret::parse(secret).map_err(|_| AccessError::NotIn)?.digest();
        let door = self.door(digest, now).await?;
        self.refresh().await?;
        let until = self.look(|directory| directory.person(door.person)?.sessions.get(&door.kept.session).map(|session| session.until));
        let Some(until) = until.filter(|until| now < *until) else {
            self.doors.forget(digest);
            return Err(AccessError::NotIn);
        };
        if now.unix_seconds() - door.seen.load(Ordering::Relaxed) > i64::from(IDLE_MINUTES) * 60 {
            self.close(digest, &door, true, now).await?;
            return Err(AccessError::NotIn);
        }
        self.note(digest, &door, until, now).await?;
        let authority = self.look(|directory| directory.authority(door.person, now)).ok_or(AccessError::NotIn)?;
        let through = Through::Session { session: door.kept.session, by: door.kept.by };
        Ok((Visitor { authority, through, until }, door.kept.form))
    }

    /// Ends the session with this secret; nothing happens where there is none.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn sign_out(&self, secret: &str, now: Moment) -> Result<(), AccessError> {
        let Ok(secret) = SessionSecret::parse(secret) else { return Ok(()) };
        match self.door(secret.digest(), now).await {
            Ok(door) => self.close(secret.digest(), &door, false, now).await,
            Err(AccessError::NotIn) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn door(&self, digest: Digest, now: Moment) -> Result<Arc<Door>, AccessError> {
        if let Some(door) = self.doors.get(digest) {
            return Ok(door);
        }
        let kept = self.drawer.get("session", &digest.0, now).await?.ok_or(AccessError::NotIn)?;
        let person = kept.owner().ok_or(AccessError::NotIn)?;
        let kept: KeptSession = serde_json::from_slice(kept.value())?;
        let seen = kept.seen;
        let door = Arc::new(Door { kept, person, seen: AtomicI64::new(seen), noted: AtomicI64::new(seen) });
        self.doors.put(digest, Arc::clone(&door));
        Ok(door)
    }

    /// Notes that something was done; writes it down from time to time.
    async fn note(&self, digest: Digest, door: &Door, until: Moment, now: Moment) -> Result<(), AccessError> {
        let now = now.unix_seconds();
        door.seen.store(now, Ordering::Relaxed);
        let noted = door.noted.load(Ordering::Relaxed);
        let is_due = now - noted >= NOTED_SECONDS;
        if is_due && door.noted.compare_exchange(noted, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            let kept = KeptSession { seen: now, ..door.kept.clone() };
            self.drawer.put("session", &digest.0, Some(door.person), Some(until), &serde_json::to_vec(&kept)?).await?;
        }
        Ok(())
    }

    async fn close(&self, digest: Digest, door: &Door, idle: bool, now: Moment) -> Result<(), AccessError> {
        let (actor, _) = self.own_actor(door.person)?;
        let command = Command::SignOut(person::SignOut { session: door.kept.session, idle });
        let closed = self.act::<Person>(door.person, &self.administration(&actor, now)?, command).await;
        self.doors.forget(digest);
        let _ = self.drawer.take("session", &digest.0, now).await?;
        match closed {
            // It had ended already.
            Ok(_) | Err(AccessError::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A person as the one who acts, with the facts of their body.
    pub(crate) fn own_actor(&self, person: PersonId) -> Result<(Actor, people::AgencyFacts), AccessError> {
        let found = self.look(|directory| {
            let agency = directory.person(person)?.agency;
            Some((Actor { person, agency }, directory.agency_facts(agency)?))
        });
        found.ok_or(AccessError::Unknown)
    }
}
