//! Passkeys: a key on a device in place of a password (WebAuthn, level 3).
//!
//! Both ceremonies have two halves. The first gives the options for the browser, as the JSON that the standard names, and a value that the
//! caller keeps in memory beside the browser's session; the second takes that value away, so that it is used once, and ends after
//! [`MINUTES`] minutes. The device must have verified its user (a PIN, a finger, a face): with that a passkey is two signs at once. A key
//! that the device can find without a name is preferred, not required, because older security keys have little room.
//!
//! The signature and its structures are checked by `webauthn-rs`, which takes the randomness of challenges from the system and looks at
//! no clock for what is used here (only for chains of certificates of devices, which are not asked for). Where a key counts its signatures and the count does not grow, there are two of it, and it is refused.
//! Keys that are carried from device to device by their maker's cloud do not count and are taken.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use record::{Digest, Moment, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::{Host, Url};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Uuid, Webauthn,
    WebauthnBuilder,
};

use crate::refuse_if;

#[cfg(test)]
mod device;
mod refusal;
#[cfg(test)]
mod tests;

pub use refusal::Refusal;

/// How long a ceremony may take; the options tell the browser the same.
pub const MINUTES: i64 = 5;

/// The address of the installation can't have passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("passkeys need an address like https://arasha.example or http://localhost:7311: a name, no path, and TLS except on localhost")]
pub struct AddressError;

/// The installation, as browsers and devices know it.
pub struct Site {
    webauthn: Webauthn,
}

/// A person's passkey: its public key and its count of signatures. It goes to JSON and back.
#[derive(Clone, Serialize, Deserialize)]
pub struct Passkey {
    person: PersonId,
    key: webauthn_rs::prelude::Passkey,
}

/// The first half of an enrolment. It is kept in memory, and used once.
pub struct Enrolment {
    state: PasskeyRegistration,
    person: PersonId,
    known: Vec<Digest>,
    until: Moment,
}

/// The first half of a sign-in. It is kept in memory, and used once.
pub struct SignIn {
    state: DiscoverableAuthentication,
    person: Option<PersonId>,
    until: Moment,
}

/// What a browser answered to a sign-in: nothing of it is proven yet.
pub struct Answer {
    credential: PublicKeyCredential,
}

impl Site {
    /// The installation at this address, under the name that devices show. The name of the host is what passkeys are bound to: when it
    /// changes, all of them are lost.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn new(address: &str, name: &str) -> Result<Self, AddressError> {
        let origin = Url::parse(address).map_err(|_| AddressError)?;
        let Some(Host::Domain(host)) = origin.host() else { return Err(AddressError) };
        let is_safe = origin.scheme() == "https" || (origin.scheme() == "http" && host == "localhost");
        let is_bare = origin.path() == "/" && origin.query().is_none() && origin.fragment().is_none();
        refuse_if(!is_safe || !is_bare || !origin.username().is_empty() || origin.password().is_some(), AddressError)?;
        let builder = WebauthnBuilder::new(host, &origin).map_err(|_| AddressError)?;
        let minutes = std::time::Duration::from_secs(MINUTES.unsigned_abs() * 60);
        let webauthn = builder.rp_name(name).timeout(minutes).build().map_err(|_| AddressError)?;
        Ok(Self { webauthn })
    }

    /// Begins to enrol a passkey for a person who has these already. The names are for the device to show. The options are for
    /// `navigator.credentials.create`.
    ///
    /// # Errors
    /// [`Refusal::NoName`].
    pub fn enrol(
        &self,
        person: PersonId,
        sign_in_name: &str,
        shown_name: &str,
        known: &[Passkey],
        now: Moment,
    ) -> Result<(Value, Enrolment), Refusal> {
        let exclude = known.iter().map(|passkey| passkey.key.cred_id().clone()).collect();
        let started = self.webauthn.start_passkey_registration(handle(person), sign_in_name, shown_name, Some(exclude));
        let (options, state) = started.map_err(|error| Refusal::of(&error))?;
        let mut options = serde_json::to_value(options).map_err(|_| Refusal::Unsuitable)?;
        if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
            // The library can say "required" and "discouraged" only; whether the device heeds it does not change what is checked.
            selection.insert("residentKey".into(), "preferred".into());
        }
        let known = known.iter().map(Passkey::digest).collect();
        Ok((options, Enrolment { state, person, known, until: end(now) }))
    }

    /// Ends it with the browser's answer. The caller refuses a passkey whose [`Passkey::digest`] anybody else has.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn finish_enrolment(&self, enrolment: Enrolment, answer: &str, now: Moment) -> Result<Passkey, Refusal> {
        refuse_if(now >= enrolment.until, Refusal::Over)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::Malformed)?;
        let key = self.webauthn.finish_passkey_registration(&answer, &enrolment.state);
        let excluded = digest(&answer.raw_id);
        refuse_if(enrolment.known.contains(&excluded), Refusal::AlreadyEnrolled)?;
        let passkey = Passkey { person: enrolment.person, key: key.map_err(|error| Refusal::of(&error))? };
        refuse_if(enrolment.known.contains(&passkey.digest()), Refusal::AlreadyEnrolled)?;
        Ok(passkey)
    }

    /// Begins a sign-in of whoever has a passkey that the device finds by itself. The options are for `navigator.credentials.get`.
    ///
    /// # Errors
    /// None that is known; the library's type allows one.
    pub fn sign_in(&self, now: Moment) -> Result<(Value, SignIn), Refusal> {
        let started = self.webauthn.start_discoverable_authentication();
        let (mut options, state) = started.map_err(|error| Refusal::of(&error))?;
        // Whether the browser offers it while a field is filled in is the page's to say.
        options.mediation = None;
        let options = serde_json::to_value(options).map_err(|_| Refusal::Unsuitable)?;
        Ok((options, SignIn { state, person: None, until: end(now) }))
    }

    /// Begins a sign-in of one person, also with a passkey that the device does not find without its identifier. The options tell that the
    /// person has passkeys: for somebody who has shown another sign before, not for whoever types a name.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where a passkey is somebody else's or there is none.
    pub fn sign_in_as(&self, person: PersonId, passkeys: &[Passkey], now: Moment) -> Result<(Value, SignIn), Refusal> {
        refuse_if(passkeys.is_empty() || passkeys.iter().any(|passkey| passkey.person != person), Refusal::Unknown)?;
        let (mut options, started) = self.sign_in(now)?;
        let allowed =
            passkeys.iter().map(|passkey| serde_json::json!({ "type": "public-key", "id": BASE64.encode(passkey.key.cred_id()) }));
        let allowed: Vec<Value> = allowed.collect();
        if let Some(public_key) = options.pointer_mut("/publicKey").and_then(Value::as_object_mut) {
            public_key.insert("allowCredentials".into(), allowed.into());
        }
        Ok((options, SignIn { person: Some(person), ..started }))
    }

    /// Ends it: proves that the answer comes from this passkey, which the caller found by [`Answer::digest`] and loaded just now. Gives the
    /// passkey with its new count, which the caller writes down before it opens a session.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn finish_sign_in(&self, sign_in: SignIn, answer: &Answer, passkey: &Passkey, now: Moment) -> Result<Passkey, Refusal> {
        refuse_if(now >= sign_in.until, Refusal::Over)?;
        refuse_if(sign_in.person.is_some_and(|person| person != passkey.person), Refusal::Unknown)?;
        // WebAuthn, section 7.2, step 6: the device names the person, except where the person was known before.
        match answer.credential.get_user_unique_id() {
            Some(named) => refuse_if(named != handle(passkey.person).as_bytes(), Refusal::Unknown)?,
            None => refuse_if(sign_in.person.is_none(), Refusal::Unknown)?,
        }
        let key = DiscoverableKey::from(&passkey.key);
        let proven = self.webauthn.finish_discoverable_authentication_v2(&answer.credential, sign_in.state, &key);
        let proven = proven.map_err(|error| Refusal::of(&error))?;
        refuse_if(!proven.user_verified(), Refusal::NotVerified)?;
        let mut passkey = passkey.clone();
        passkey.key.update_credential(&proven);
        Ok(passkey)
    }
}

impl Passkey {
    /// Whose it is.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The SHA-256 of its identifier, as the log and the drawer know it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(self.key.cred_id().as_slice())
    }
}

impl Answer {
    /// Reads the browser's JSON.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn read(json: &str) -> Result<Self, Refusal> {
        serde_json::from_str(json).map(|credential| Self { credential }).map_err(|_| Refusal::Malformed)
    }

    /// Which passkey it claims to come from, as [`Passkey::digest`].
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(self.credential.get_credential_id())
    }
}

fn digest(id: &[u8]) -> Digest {
    Digest(Sha256::digest(id).into())
}

/// What a device keeps of the person: the identifier, which tells nothing of who it is.
fn handle(person: PersonId) -> Uuid {
    Uuid::from_u128(person.bits())
}

fn end(now: Moment) -> Moment {
    Moment::from_unix_seconds(now.unix_seconds().saturating_add(MINUTES * 60)).unwrap_or(now)
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Site")
    }
}

impl fmt::Debug for Passkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Passkey({})", self.digest())
    }
}

impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment")
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn")
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer")
    }
}
