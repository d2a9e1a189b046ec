//! A device with a passkey, for tests: real structures and real signatures (ES256), and ways to do each thing wrong.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody touched it.
pub const PRESENT: u8 = 0x01;
/// Somebody gave a PIN or a finger.
pub const VERIFIED: u8 = 0x04;
/// The data hold a new key.
const HAS_KEY: u8 = 0x40;

/// A device with one key.
#[derive(Clone)]
pub struct Device {
    key: SigningKey,
    /// The identifier of its key.
    pub id: Vec<u8>,
    /// How often it signed; 0 for one that does not count.
    pub count: u32,
    /// What it says of its user.
    pub flags: u8,
    /// Where the browser says it is.
    pub origin: String,
    /// For which site it signs.
    pub rp: String,
    /// The person that it names.
    pub user: Option<Vec<u8>>,
    /// What it signs in place of the challenge that it was given.
    pub challenge: Option<String>,
    /// Whether another key than its own signs.
    pub forges: bool,
}

impl Device {
    pub fn new(seed: u8, origin: &str, rp: &str) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: vec![seed; 16],
            count: 0,
            flags: PRESENT | VERIFIED,
            origin: origin.to_owned(),
            rp: rp.to_owned(),
            user: None,
            challenge: None,
            forges: false,
        }
    }

    /// Answers `navigator.credentials.create`.
    pub fn create(&mut self, options: &Value) -> String {
        self.user = Some(BASE64.decode(options["publicKey"]["user"]["id"].as_str().unwrap()).unwrap());
        let client = self.client("webauthn.create", options);
        let mut data = self.data(HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let response = json!({ "clientDataJSON": BASE64.encode(client), "attestationObject": BASE64.encode(object) });
        self.answer(&response)
    }

    /// Answers `navigator.credentials.get`.
    pub fn get(&mut self, options: &Value) -> String {
        self.count += u32::from(self.count > 0);
        let client = self.client("webauthn.get", options);
        let data = self.data(0);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let key = if self.forges { SigningKey::from_slice(&[99; 32]).unwrap() } else { self.key.clone() };
        let signature: Signature = key.sign(&signed);
        let mut response = json!({
            "clientDataJSON": BASE64.encode(client),
            "authenticatorData": BASE64.encode(data),
            "signature": BASE64.encode(signature.to_der()),
        });
        response["userHandle"] = self.user.as_ref().map(|user| BASE64.encode(user)).into();
        self.answer(&response)
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {}, "response": response }).to_string()
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let given = options["publicKey"]["challenge"].as_str().unwrap();
        let challenge = self.challenge.as_deref().unwrap_or(given);
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.rp.as_bytes()).to_vec();
        data.push(self.flags | more);
        data.extend(self.count.to_be_bytes());
        data
    }

    /// CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}, a key of P-256 (RFC 9053).
    fn cose(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut cose = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        cose.extend(point.x().unwrap());
        cose.extend(b"\x22\x58\x20");
        cose.extend(point.y().unwrap());
        cose
    }
}
