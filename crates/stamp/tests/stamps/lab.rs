//! A certificate authority and time-stamping authorities made with openssl, in a directory that goes away.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use record::Digest;
use stamp::{Authority, Nonce, Request, Token};
use tempfile::TempDir;

use crate::der::element;

/// What is stamped.
pub const DIGEST: Digest = Digest([0x5a; 32]);
/// With which nonce; its first bit is set, so that its number takes a zero before it.
pub const NONCE: Nonce = Nonce([0x91, 2, 3, 4, 5, 6, 7, 8]);
/// The extensions of a signer as RFC 3161 wants them.
pub const FOR_STAMPS: &str = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\n";
/// Those of an authority of certificates.
pub const FOR_ISSUING: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n";
/// Before all moments of stamps here.
pub const FROM: &str = "20200101000000Z";
/// After all of them.
pub const TO: &str = "20490101000000Z";

static LAB: LazyLock<Option<Lab>> = LazyLock::new(Lab::open);
static FILES: AtomicUsize = AtomicUsize::new(0);

/// A directory of keys and certificates, each by its name.
pub struct Lab {
    dir: TempDir,
}

/// A certificate that is to be made.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub name: &'a str,
    pub subject: &'a str,
    pub key: &'a str,
    /// By its name; itself where that is its own.
    pub issuer: &'a str,
    pub extensions: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub md: &'a str,
}

/// The laboratory, made once; None where there is no openssl.
pub fn lab() -> Option<&'static Lab> {
    if LAB.is_none() {
        eprintln!("skipped: openssl is not installed");
    }
    LAB.as_ref()
}

impl<'a> Wanted<'a> {
    /// A signer of stamps under the issuing authority.
    pub fn signer(name: &'a str) -> Self {
        let subject = "/C=KZ/O=Example/CN=Example Stamps";
        Self { name, subject, key: "P-256", issuer: "sub", extensions: FOR_STAMPS, from: FROM, to: TO, md: "sha256" }
    }

    /// A root.
    pub fn root(name: &'a str) -> Self {
        Self { subject: "/C=KZ/O=Example/CN=Example Root", issuer: name, extensions: FOR_ISSUING, ..Self::signer(name) }
    }
}

impl Lab {
    fn open() -> Option<Self> {
        Command::new("openssl").arg("version").stdout(Stdio::null()).status().ok()?;
        let lab = Self { dir: TempDir::new().unwrap() };
        lab.make(Wanted::root("root"));
        lab.make(Wanted { subject: "/C=KZ/O=Example/CN=Example Issuing", key: "P-384", issuer: "root", ..Wanted::root("sub") });
        lab.make(Wanted::signer("ec"));
        lab.make(Wanted { key: "RSA-2048", subject: "/C=KZ/O=Example/CN=Example RSA Stamps", ..Wanted::signer("rsa") });
        Some(lab)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// A name that no other file has.
    pub fn fresh(&self) -> String {
        format!("file-{}", FILES.fetch_add(1, Ordering::Relaxed))
    }

    /// Whether openssl succeeds, and what it says.
    pub fn try_run(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new("openssl").args(arguments).current_dir(self.dir.path()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    pub fn run(&self, arguments: &[&str]) -> String {
        let (is_well, said) = self.try_run(arguments);
        assert!(is_well, "openssl {}: {said}", arguments.join(" "));
        said
    }

    /// Makes a key and a certificate.
    pub fn make(&self, wanted: Wanted<'_>) {
        let Wanted { name, subject, issuer, from, to, md, .. } = wanted;
        let [key, request, config, certificate] = ["key", "csr", "cnf", "pem"].map(|end| format!("{name}.{end}"));
        self.make_key(&key, wanted.key);
        self.write(&config, ca_config(name, wanted.extensions));
        std::fs::create_dir(self.path(&format!("{name}.db"))).unwrap();
        self.write(&format!("{name}.db/index"), "");
        self.run(&["req", "-new", "-utf8", "-config", &config, "-subj", subject, "-key", &key, "-out", &request]);
        let (issuer_key, issuer_certificate) = (format!("{issuer}.key"), format!("{issuer}.pem"));
        let by: &[&str] = if issuer == name { &["-selfsign"] } else { &["-cert", &issuer_certificate] };
        let common = ["ca", "-batch", "-notext", "-preserveDN", "-config", &config, "-extensions", "x", "-md", md];
        let term = ["-startdate", from, "-enddate", to, "-in", &request, "-out", &certificate, "-keyfile", &issuer_key];
        self.run(&[&common[..], &term, by].concat());
    }

    fn make_key(&self, file: &str, kind: &str) {
        let (algorithm, option) = match kind.strip_prefix("RSA-") {
            Some(bits) => ("RSA", format!("rsa_keygen_bits:{bits}")),
            None => ("EC", format!("ec_paramgen_curve:{kind}")),
        };
        self.run(&["genpkey", "-algorithm", algorithm, "-pkeyopt", &option, "-out", file]);
    }

    /// A certificate in DER.
    pub fn der(&self, name: &str) -> Vec<u8> {
        let file = self.fresh();
        self.run(&["x509", "-in", &format!("{name}.pem"), "-outform", "DER", "-out", &file]);
        self.read(&file)
    }

    /// The text of certificates, one behind the other.
    pub fn pem(&self, names: &[&str]) -> String {
        names.iter().map(|name| String::from_utf8(self.read(&format!("{name}.pem"))).unwrap()).collect()
    }

    /// An authority with these roots.
    pub fn authority(&self, roots: &[&str]) -> Authority {
        Authority::new("example", &self.pem(roots)).unwrap()
    }

    /// Answers a request as `openssl ts -reply` does.
    pub fn answer(&self, signer: &str, request: &[u8], config: &str) -> Vec<u8> {
        let [query, settings, answer, chain] = [(); 4].map(|()| self.fresh());
        self.write(&query, request);
        self.write(&chain, self.pem(&["sub"]));
        self.write(&settings, ts_config(&self.fresh(), config));
        let (certificate, key) = (format!("{signer}.pem"), format!("{signer}.key"));
        let files = ["-queryfile", &query, "-signer", &certificate, "-inkey", &key, "-chain", &chain, "-out", &answer];
        self.run(&[&["ts", "-reply", "-config", &settings, "-section", "t"], &files[..]].concat());
        self.read(&answer)
    }

    /// An honest stamp.
    pub fn stamped(&self, signer: &str) -> Token {
        Token::from_answer(&self.answer(signer, &request().to_der(), "")).unwrap()
    }

    /// Signs any content as a time stamp, with whatever certificates, by `openssl cms`.
    pub fn signed(&self, content: &[u8], signer: &str, bag: &[&str], more: &[&str]) -> Vec<u8> {
        let [file, certificates, token] = [(); 3].map(|()| self.fresh());
        self.write(&file, content);
        self.write(&certificates, self.pem(bag));
        let (certificate, key) = (format!("{signer}.pem"), format!("{signer}.key"));
        let common = ["cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-outform", "DER"];
        let kind: &[&str] = if more.contains(&"-econtent_type") { &[] } else { &["-econtent_type", "1.2.840.113549.1.9.16.1.4"] };
        let files = ["-in", &file, "-signer", &certificate, "-inkey", &key, "-certfile", &certificates, "-out", &token];
        self.run(&[&common[..], &files, kind, more].concat());
        self.read(&token)
    }

    /// A stamp of 2026 by this signer, through the issuing authority.
    pub fn crafted(&self, signer: &str) -> Token {
        Token::read(&self.signed(&Content::default().der(), signer, &["sub"], &["-cades"])).unwrap()
    }
}

fn ca_config(name: &str, extensions: &str) -> String {
    format!(
        "[ca]\ndefault_ca=d\n[d]\ndatabase={name}.db/index\nnew_certs_dir={name}.db\nrand_serial=yes\npolicy=p\nstring_mask=utf8only\n\
         [p]\ncountryName=optional\norganizationName=optional\ncommonName=optional\n\
         [req]\ndistinguished_name=n\nstring_mask=utf8only\n[n]\n[x]\n{extensions}"
    )
}

fn ts_config(serial: &str, more: &str) -> String {
    format!(
        "[t]\nserial={serial}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\nother_policies=1.2.3.4.5\ndigests=sha256\n\
         accuracy=secs:1,millisecs:500,microsecs:100\nordering=yes\ntsa_name=yes\ness_cert_id_alg=sha256\n{more}\n"
    )
}

/// The request that all honest stamps answer.
pub fn request() -> Request {
    Request::new(DIGEST, NONCE)
}

/// The content of a stamp, each part as an element.
pub struct Content {
    pub version: Vec<u8>,
    pub algorithm: Vec<u8>,
    pub imprint: Vec<u8>,
    pub at: Vec<u8>,
    /// What stands behind the moment.
    pub rest: Vec<u8>,
}

/// An algorithm with NULL for parameters.
pub fn algorithm(oid: &[u8]) -> Vec<u8> {
    element(0x30, &[&element(6, &[oid]), &[5, 0]])
}

impl Default for Content {
    fn default() -> Self {
        Self {
            version: vec![2, 1, 1],
            algorithm: algorithm(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]),
            imprint: element(4, &[&DIGEST.0]),
            at: moment("20260301100000Z"),
            rest: Vec::new(),
        }
    }
}

/// A moment as a stamp writes it.
pub fn moment(text: &str) -> Vec<u8> {
    element(0x18, &[text.as_bytes()])
}

impl Content {
    pub fn der(&self) -> Vec<u8> {
        let imprint = element(0x30, &[&self.algorithm, &self.imprint]);
        let policy = element(6, &[&[0x2a, 3, 4, 1]]);
        element(0x30, &[&self.version, &policy, &imprint, &[2, 1, 7], &self.at, &self.rest])
    }
}
