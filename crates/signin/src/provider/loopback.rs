//! A small provider on the loopback, for tests: real requests, real signatures (RS256, ES256, EdDSA, HS256), and ways to do each thing wrong.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, LazyLock, Mutex};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use ed25519_dalek::Signer as _;
use hmac::{Hmac, KeyInit, Mac};
use rsa::signature::SignatureEncoding;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

pub const SECRET: &str = "a-secret-of-the-installation";

static RSA: LazyLock<rsa::RsaPrivateKey> = LazyLock::new(|| rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap());

/// What the provider does, and what it does wrong.
#[derive(Clone)]
pub struct Ways {
    /// How it signs: RS256, ES256, EdDSA, HS256 or none.
    pub alg: &'static str,
    /// Whether another key than its own signs.
    pub forges: bool,
    /// Changes what the token says.
    pub claims: fn(&mut Value),
    /// Changes its description.
    pub description: fn(&mut Value),
    /// What it answers in place of a token: status, more of the head, body.
    pub token: Option<(u16, String, String)>,
    /// Whether it gives the code's token again and again.
    pub repeats: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self { alg: "ES256", forges: false, claims: |_| (), description: |_| (), token: None, repeats: false }
    }
}

struct Given {
    nonce: String,
    challenge: String,
    back: String,
}

pub struct Loopback {
    pub issuer: String,
    given: Arc<Mutex<BTreeMap<String, Given>>>,
}

impl Loopback {
    /// Listens until the tests end.
    pub fn start(ways: Ways) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let given = Arc::new(Mutex::new(BTreeMap::new()));
        let (base, codes) = (issuer.clone(), Arc::clone(&given));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(&stream.unwrap(), &base, &ways, &codes);
            }
        });
        Self { issuer, given }
    }

    /// What happens in the browser: the person signs in at the address and comes back with a code and the state.
    pub fn visit(&self, address: &Url) -> (String, String) {
        assert_eq!(address.origin().ascii_serialization(), self.issuer);
        let asked: BTreeMap<String, String> = address.query_pairs().into_owned().collect();
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        assert_eq!((asked["client_id"].as_str(), asked["scope"].as_str()), ("arasha", "openid"));
        let mut given = self.given.lock().unwrap();
        let code = format!("code-{}", given.len());
        let what = Given { nonce: asked["nonce"].clone(), challenge: asked["code_challenge"].clone(), back: asked["redirect_uri"].clone() };
        given.insert(code.clone(), what);
        (code, asked["state"].clone())
    }
}

fn serve(mut stream: &TcpStream, base: &str, ways: &Ways, given: &Mutex<BTreeMap<String, Given>>) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let parts = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let fields: BTreeMap<String, String> = head.lines().filter_map(parts).collect();
    let field = |name: &str| fields.get(name).map(String::as_str);
    let length: usize = field("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let (status, more, text) = match head.split_whitespace().nth(1).unwrap() {
        "/.well-known/openid-configuration" => (200, String::new(), description(base, ways).to_string()),
        "/jwks" => (200, String::new(), keys().to_string()),
        "/token" => token(base, ways, given, field("authorization"), &body),
        _ => (404, String::new(), String::new()),
    };
    let answer = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\n{more}content-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    );
    let _ = stream.write_all(answer.as_bytes());
}

fn description(base: &str, ways: &Ways) -> Value {
    let mut description = json!({
        "issuer": base,
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "jwks_uri": format!("{base}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "EdDSA", "HS256", "none"],
    });
    (ways.description)(&mut description);
    description
}

fn elliptic(seed: u8) -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn edwards(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn keys() -> Value {
    let point = elliptic(1).verifying_key().to_sec1_point(false);
    json!({ "keys": [
        { "kty": "EC", "use": "sig", "kid": "ES256", "alg": "ES256", "crv": "P-256", "x": BASE64.encode(point.x().unwrap()), "y": BASE64.encode(point.y().unwrap()) },
        { "kty": "OKP", "use": "sig", "kid": "EdDSA", "alg": "EdDSA", "crv": "Ed25519", "x": BASE64.encode(edwards(1).verifying_key().as_bytes()) },
        { "kty": "RSA", "use": "sig", "kid": "RS256", "alg": "RS256", "n": BASE64.encode(RSA.n().to_bytes_be()), "e": BASE64.encode(RSA.e().to_bytes_be()) },
    ] })
}

type Codes = Mutex<BTreeMap<String, Given>>;

fn token(base: &str, ways: &Ways, given: &Codes, authorization: Option<&str>, body: &[u8]) -> (u16, String, String) {
    if let Some(answer) = &ways.token {
        return answer.clone();
    }
    let refused = || (400, String::new(), json!({ "error": "invalid_grant" }).to_string());
    let asked: BTreeMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let basic = format!("Basic {}", STANDARD.encode(format!("arasha:{SECRET}")));
    let in_body = asked.get("client_secret").map(String::as_str) == Some(SECRET);
    let mut given = given.lock().unwrap();
    let Some(code) = given.remove(&asked["code"]) else { return refused() };
    let challenge = BASE64.encode(Sha256::digest(asked["code_verifier"].as_bytes()));
    if (authorization != Some(basic.as_str()) && !in_body) || challenge != code.challenge || asked["redirect_uri"] != code.back {
        return refused();
    }
    let mut claims = json!({
        "iss": base, "aud": "arasha", "sub": "officer-1", "nonce": code.nonce, "iat": 1_800_000_000, "exp": 1_800_000_300,
        "email": "aidana.t1@police.example",
    });
    (ways.claims)(&mut claims);
    let token = json!({ "access_token": "x", "token_type": "Bearer", "id_token": signed(ways, &claims) }).to_string();
    if ways.repeats {
        given.insert(asked["code"].clone(), code);
    }
    (200, String::new(), token)
}

fn signed(ways: &Ways, claims: &Value) -> String {
    let header = json!({ "alg": ways.alg, "kid": ways.alg, "typ": "JWT" });
    let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
    let seed = if ways.forges { 2 } else { 1 };
    let signature = match ways.alg {
        "ES256" => {
            <p256::ecdsa::SigningKey as p256::ecdsa::signature::Signer<p256::ecdsa::Signature>>::sign(&elliptic(seed), text.as_bytes())
                .to_bytes()
                .to_vec()
        }
        "EdDSA" => edwards(seed).sign(text.as_bytes()).to_bytes().to_vec(),
        "RS256" => rsa::pkcs1v15::SigningKey::<rsa::sha2::Sha256>::new(RSA.clone()).sign(text.as_bytes()).to_vec(),
        "HS256" => {
            Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap().chain_update(text.as_bytes()).finalize().into_bytes().to_vec()
        }
        _ => Vec::new(),
    };
    format!("{text}.{}", BASE64.encode(signature))
}
