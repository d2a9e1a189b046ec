//! A time-stamping authority on the loopback: a real openssl behind a few lines of HTTP.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const CONFIG: &str = "[t]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\n\
    ess_cert_id_alg=sha256\n[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n\
    [tsa]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n\
    [req]\ndistinguished_name=n\n[n]\n";

/// An authority that runs until the test ends.
pub struct Running {
    /// Its root in PEM.
    pub root: String,
    /// Where it is asked.
    pub url: String,
}

fn openssl(folder: &Path, arguments: &[&str]) {
    let said = Command::new("openssl").args(arguments).current_dir(folder).stderr(Stdio::null()).status().unwrap();
    assert!(said.success(), "openssl {}", arguments.join(" "));
}

/// Starts one; none where there is no openssl.
pub fn start() -> Option<Running> {
    if Command::new("openssl").arg("version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: openssl is not there");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("c"), CONFIG).unwrap();
    for (name, subject) in [("ca", "/CN=Example Root"), ("tsa", "/CN=Example Stamps")] {
        let (key, request) = (format!("{name}.key"), format!("{name}.csr"));
        openssl(at, &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", &key]);
        openssl(at, &["req", "-new", "-config", "c", "-subj", subject, "-key", &key, "-out", &request]);
    }
    let sign = ["x509", "-req", "-sha256", "-days", "30", "-extfile", "c"];
    openssl(at, &[&sign[..], &["-in", "ca.csr", "-extensions", "ca", "-signkey", "ca.key", "-out", "ca.pem"]].concat());
    let by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem"];
    openssl(at, &[&sign[..], &["-in", "tsa.csr", "-extensions", "tsa"], &by].concat());
    let root = std::fs::read_to_string(at.join("ca.pem")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || serve(&listener, &folder));
    Some(Running { root, url })
}

fn serve(listener: &TcpListener, folder: &TempDir) {
    for mut stream in listener.incoming().flatten() {
        let (mut sent, mut piece) = (Vec::new(), [0; 1_024]);
        let body = loop {
            let length = stream.read(&mut piece).unwrap_or(0);
            sent.extend_from_slice(piece.get(..length).unwrap_or_default());
            let text = String::from_utf8_lossy(&sent).to_lowercase();
            let body = sent.windows(4).position(|four| four == b"\r\n\r\n").map(|end| sent.get(end + 4..).unwrap_or_default().to_vec());
            let wanted = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok());
            match (body, wanted) {
                (Some(body), Some(wanted)) if body.len() >= wanted => break body,
                _ if length == 0 => break Vec::new(),
                _ => {}
            }
        };
        std::fs::write(folder.path().join("q"), body).unwrap();
        let files = ["-queryfile", "q", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "a"];
        openssl(folder.path(), &[&["ts", "-reply", "-config", "c", "-section", "t"], &files[..]].concat());
        let answer = std::fs::read(folder.path().join("a")).unwrap();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nConnection: close\r\n";
        let head = format!("{head}Content-Length: {}\r\n\r\n", answer.len());
        let _ = stream.write_all(&[head.as_bytes(), &answer].concat());
    }
}
