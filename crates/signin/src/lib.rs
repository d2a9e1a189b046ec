//! What a person shows to prove who they are.
//!
//! All that needs cryptography or a protocol: secrets that are handed out ([`secret`]), passwords ([`password`]), one-time codes
//! ([`code`]), passkeys ([`passkey`]), the sign-in that an agency has of its own ([`provider`]), and how often somebody may try
//! ([`throttle`]).
//!
//! Nothing is kept here, and no page is made. The caller keeps what has to be kept (all of it goes to JSON and back) in an encrypted
//! drawer beside the log, and the log has the fact only (`people::Credential`). Moments and random bytes are passed in; where a library
//! takes its own randomness, the item says so.

pub mod code;
pub mod passkey;
pub mod password;
pub mod provider;
pub mod secret;
pub mod throttle;

/// A guard clause: stops with this refusal where it applies.
fn refuse_if<R>(applies: bool, refusal: R) -> Result<(), R> {
    if applies { Err(refusal) } else { Ok(()) }
}
