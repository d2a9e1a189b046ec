//! Signing in by a name, a password and a one-time code.

use std::net::IpAddr;

use people::{Credential, CredentialKind};
use record::{Digest, Moment, PersonId};
use serde::{Deserialize, Serialize};
use signin::code::{Seed, Step};
use signin::password::{self, PasswordHash};
use signin::secret::DeviceCookie;
use signin::throttle::{Bucket, Buckets, account_key, device_key, network_key};

use crate::joining::{Enrolling, Why};
use crate::{AccessError, House, NewSession, Proof};

/// What somebody typed to sign in.
pub struct PasswordSignIn {
    /// The sign-in name.
    pub name: String,
    /// The password.
    pub password: String,
    /// The one-time code.
    pub code: String,
    /// The cookie of a device from which somebody signed in before.
    pub device: Option<String>,
    /// The network address.
    pub from: Option<IpAddr>,
}

/// What a person needs for the app that makes their codes. Kept until they have shown a first code.
pub struct PasswordBegun {
    /// The address for a QR code.
    pub uri: String,
    /// The seed as text.
    pub seed: String,
}

/// The seed of a person's codes, and the last step that was used.
#[derive(Serialize, Deserialize)]
struct KeptCode {
    seed: Seed,
    last: Option<Step>,
}

/// A device is known for so many days after its last sign-in.
const DEVICE_DAYS: u32 = 180;
/// Failed attempts are forgotten after so many days at the latest; buckets are empty long before.
const BUCKET_DAYS: u32 = 4;
/// A seed waits for so many minutes for its first code.
const BEGUN_MINUTES: u32 = 60;
/// Most characters of a sign-in name.
const LONGEST_NAME: usize = 200;
/// How often a bucket is written anew where others count in it at the same time; whoever still comes too late waits a second.
const TRIES: usize = 8;

impl House {
    /// Signs somebody in by name, password and code; gives the session and the cookie of this device.
    ///
    /// It is not said what of it was wrong, and takes as long for names that nobody has.
    ///
    /// # Errors
    /// [`AccessError::NotProven`], [`AccessError::Wait`]; what the rules refuse; a record that does not answer.
    pub async fn sign_in_by_password(&self, shown: PasswordSignIn, now: Moment) -> Result<(NewSession, DeviceCookie), AccessError> {
        self.refresh().await?;
        let name = sign_in_name(&shown.name);
        let person = self.drawer.get("name", name.as_bytes(), now).await?.and_then(|kept| kept.owner());
        let known = self.known_device(person, shown.device.as_deref(), now).await?;
        let counters = Counters { known, account: account_key(&name), network: shown.from.map(network_key) };
        self.count_attempt(&counters, now).await?;
        let hash = match person {
            Some(person) => self.kept::<PasswordHash>("password", person, now).await?,
            None => None,
        };
        let password = shown.password;
        let fits = tokio::task::spawn_blocking(move || password::fits(&password, hash.as_ref())).await;
        let person = person.filter(|_| fits.unwrap_or(false)).ok_or(AccessError::NotProven)?;
        self.use_code(person, &shown.code, now).await?;
        self.holds(person, &Credential::PasswordAndCode {})?;
        self.give_back(&counters, now).await?;
        let session = self.open_session(person, CredentialKind::PasswordAndCode, now).await?;
        let device = match shown.device.as_deref().filter(|_| known.is_some()).and_then(|text| DeviceCookie::parse(text).ok()) {
            Some(device) => device,
            None => DeviceCookie::new(self.random.bytes()?),
        };
        let until = now.plus_days(DEVICE_DAYS);
        self.drawer.put("device", &device_key(&device, person).0, Some(person), Some(until), b"").await?;
        Ok((session, device))
    }

    /// Begins to enrol a password with codes: makes the seed for the app, the same one until it has been used.
    ///
    /// # Errors
    /// Where whoever asks may not; a record that does not answer.
    pub async fn begin_password(&self, proof: Proof<'_>, now: Moment) -> Result<PasswordBegun, AccessError> {
        let enrolling = self.enrolling(proof, now).await?;
        let name = enrolling.person.bits().to_be_bytes();
        let seed = match self.drawer.get("begun", &name, now).await? {
            Some(kept) => serde_json::from_slice(kept.value())?,
            None => {
                let seed = Seed::new(self.random.bytes()?);
                let until = now.plus_minutes(BEGUN_MINUTES);
                self.drawer.put("begun", &name, Some(enrolling.person), Some(until), &serde_json::to_vec(&seed)?).await?;
                seed
            }
        };
        Ok(PasswordBegun { uri: seed.address("Араша", "").to_string(), seed: seed.text().to_string() })
    }

    /// Enrols a password with codes; whoever came by a code of invitation or recovery is in afterwards.
    ///
    /// # Errors
    /// A wrong field; where whoever asks may not; a record that does not answer.
    pub async fn enrol_password(
        &self,
        proof: Proof<'_>,
        name: &str,
        password: &str,
        code: &str,
        now: Moment,
    ) -> Result<Option<NewSession>, AccessError> {
        let enrolling = self.enrolling(proof, now).await?;
        let name = sign_in_name(name);
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(AccessError::field("name", "sign-in-name-wrong"));
        }
        let begun = self.drawer.get("begun", &enrolling.person.bits().to_be_bytes(), now).await?;
        let begun = begun.ok_or_else(|| AccessError::field("once", "code-begin-again"))?;
        let seed: Seed = serde_json::from_slice(begun.value())?;
        let hash = self.hash(password, &name).await?;
        let step = seed.check(code, now, None).map_err(|refusal| AccessError::field("once", refusal.key()))?;
        self.take_name(enrolling, &name, now).await?;
        let code = KeptCode { seed, last: Some(step) };
        self.keep_password(enrolling.person, &hash, &code).await?;
        self.drawer.remove(&begun).await?;
        self.enrolled(enrolling, Credential::PasswordAndCode {}, now).await
    }

    async fn hash(&self, password: &str, name: &str) -> Result<PasswordHash, AccessError> {
        let (password, name, salt) = (password.to_owned(), name.to_owned(), self.random.bytes()?);
        let kept = tokio::task::spawn_blocking(move || password::keep(&password, &name, salt)).await;
        match kept {
            Ok(Ok(hash)) => Ok(hash),
            Ok(Err(refusal)) => Err(AccessError::field("password", refusal.key())),
            Err(_) => Err(AccessError::Store(store::StoreError::Closed)),
        }
    }

    /// Takes a sign-in name that nobody else has; the person's former one becomes free.
    async fn take_name(&self, enrolling: Enrolling, name: &str, now: Moment) -> Result<(), AccessError> {
        let person = enrolling.person;
        let owner = self.drawer.get("name", name.as_bytes(), now).await?.and_then(|kept| kept.owner());
        if owner.is_some_and(|owner| owner != person) {
            return Err(AccessError::field("name", "sign-in-name-taken"));
        }
        // What a recovery ends goes before the new secrets come.
        self.clear_for(enrolling).await?;
        if enrolling.why != Why::Recovering {
            self.drawer.remove_of(person, &["name"]).await?;
        }
        let is_free = self.drawer.put_new("name", name.as_bytes(), Some(person), None, b"").await?;
        if is_free { Ok(()) } else { Err(AccessError::field("name", "sign-in-name-taken")) }
    }

    async fn keep_password(&self, person: PersonId, hash: &PasswordHash, code: &KeptCode) -> Result<(), AccessError> {
        let name = person.bits().to_be_bytes();
        self.drawer.put("password", &name, Some(person), None, &serde_json::to_vec(hash)?).await?;
        self.drawer.put("code", &name, Some(person), None, &serde_json::to_vec(code)?).await?;
        Ok(())
    }

    /// Takes a one-time code, once.
    async fn use_code(&self, person: PersonId, code: &str, now: Moment) -> Result<(), AccessError> {
        let kept = self.drawer.get("code", &person.bits().to_be_bytes(), now).await?.ok_or(AccessError::NotProven)?;
        let KeptCode { seed, last } = serde_json::from_slice(kept.value())?;
        let step = seed.check(code, now, last).map_err(|_| AccessError::NotProven)?;
        let used = serde_json::to_vec(&KeptCode { seed, last: Some(step) })?;
        // Of two who show the same code at once, one comes in.
        if self.drawer.replace(&kept, &used, None).await? { Ok(()) } else { Err(AccessError::NotProven) }
    }

    /// Refuses a secret whose credential the person's history does not have: the log decides, the drawer only keeps.
    pub(crate) fn holds(&self, person: PersonId, credential: &Credential) -> Result<(), AccessError> {
        let holds = self.look(|directory| {
            directory.person(person).is_some_and(|member| member.credentials.iter().any(|known| known.credential.is_same(credential)))
        });
        if holds { Ok(()) } else { Err(AccessError::NotProven) }
    }

    async fn kept<T: serde::de::DeserializeOwned>(
        &self,
        kind: &'static str,
        person: PersonId,
        now: Moment,
    ) -> Result<Option<T>, AccessError> {
        let kept = self.drawer.get(kind, &person.bits().to_be_bytes(), now).await?;
        kept.map(|kept| serde_json::from_slice(kept.value())).transpose().map_err(AccessError::from)
    }

    /// The bucket of a device from which this person signed in before.
    async fn known_device(&self, person: Option<PersonId>, cookie: Option<&str>, now: Moment) -> Result<Option<Digest>, AccessError> {
        let Some((person, cookie)) = person.zip(cookie.and_then(|text| DeviceCookie::parse(text).ok())) else { return Ok(None) };
        let key = device_key(&cookie, person);
        let is_known = self.drawer.get("device", &key.0, now).await?.is_some_and(|kept| kept.owner() == Some(person));
        Ok(is_known.then_some(key))
    }

    /// Counts an attempt as failed before anything is looked at.
    async fn count_attempt(&self, counters: &Counters, now: Moment) -> Result<(), AccessError> {
        self.count(counters, now, |buckets| buckets.attempt(now).map_err(|wait| AccessError::Wait { until: wait.until })).await
    }

    /// Gives an attempt back that was right.
    async fn give_back(&self, counters: &Counters, now: Moment) -> Result<(), AccessError> {
        self.count(counters, now, |buckets| Ok(buckets.succeeded())).await
    }

    async fn count(
        &self,
        counters: &Counters,
        now: Moment,
        change: impl Fn(Buckets) -> Result<Buckets, AccessError>,
    ) -> Result<(), AccessError> {
        for _ in 0..TRIES {
            let account = self.tries(counters.known.unwrap_or(counters.account), now).await?;
            let network = match counters.network {
                Some(key) if counters.known.is_none() => Some(self.tries(key, now).await?),
                _ => None,
            };
            let buckets = match counters.known {
                Some(_) => Buckets::Known { device: account.bucket },
                None => {
                    Buckets::Stranger { account: account.bucket, network: network.as_ref().map(|tries| tries.bucket).unwrap_or_default() }
                }
            };
            let (first, second) = match change(buckets)? {
                Buckets::Known { device } => (device, None),
                Buckets::Stranger { account, network } => (account, Some(network)),
            };
            // Of many at once each must count, so whoever comes too late looks again.
            if !self.write_tries(&account, first, now).await? {
                continue;
            }
            if let (Some(tries), Some(bucket)) = (network, second) {
                // The address counts beside the account; where others were quicker here, the account has counted already.
                let _ = self.write_tries(&tries, bucket, now).await?;
            }
            return Ok(());
        }
        Err(AccessError::Wait { until: Moment::from_unix_seconds(now.unix_seconds() + 1).unwrap_or(now) })
    }

    async fn tries(&self, key: Digest, now: Moment) -> Result<Tries, AccessError> {
        let kept = self.drawer.get("tries", &key.0, now).await?;
        let bucket = kept.as_ref().map(|kept| serde_json::from_slice(kept.value())).transpose()?.unwrap_or_default();
        Ok(Tries { key, kept, bucket })
    }

    async fn write_tries(&self, tries: &Tries, bucket: Bucket, now: Moment) -> Result<bool, AccessError> {
        let (value, until) = (serde_json::to_vec(&bucket)?, Some(now.plus_days(BUCKET_DAYS)));
        Ok(match &tries.kept {
            Some(kept) => self.drawer.replace(kept, &value, until).await?,
            None => {
                let is_new = self.drawer.put_new("tries", &tries.key.0, None, until, &value).await?;
                if !is_new {
                    // One that is over may hold the name still.
                    self.drawer.sweep(now).await?;
                }
                is_new
            }
        })
    }
}

/// In which buckets an attempt counts.
struct Counters {
    /// Of a device that is known for the person.
    known: Option<Digest>,
    account: Digest,
    network: Option<Digest>,
}

/// A bucket as it was read.
struct Tries {
    key: Digest,
    kept: Option<store::Kept>,
    bucket: Bucket,
}

/// A sign-in name in the one form in which it is looked up.
fn sign_in_name(name: &str) -> String {
    name.trim().to_lowercase()
}
