//! The HTTP response inside a web archive's record, as broken as archives hold it.

use std::io::Read;

/// A response: its status, its headers with lower-case names, its body with all encodings undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
}

/// Takes a response apart.
///
/// A body that calls itself chunked but is not is taken as it stands; a chunk that breaks off ends the body.
///
/// # Errors
/// Why it is no response.
pub(crate) fn parse(bytes: &[u8], limit: usize) -> Result<Response, String> {
    let (head, body) = split_head(bytes);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(status_of).ok_or("a record that is no HTTP response")?;
    let header = |wanted: &str| {
        let found = head.lines().skip(1).filter_map(|line| line.split_once(':')).find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim().to_lowercase()).unwrap_or_default()
    };
    let body = if header("transfer-encoding").contains("chunked") { unchunked(body) } else { body.to_vec() };
    let body = unpacked(body, &header("content-encoding"), limit)?;
    Ok(Response { status, kind: header("content-type"), body })
}

fn status_of(line: &str) -> Option<u16> {
    line.starts_with("HTTP/").then(|| line.split_whitespace().nth(1)?.parse().ok()).flatten()
}

/// Splits at the first empty line.
pub(crate) fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let crlf = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memchr::memmem::find(bytes, b"\n\n").map(|at| (at, at + 2));
    let (end, start) = match (crlf, lf) {
        (Some(a), Some(b)) => a.min(b),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => (bytes.len(), bytes.len()),
    };
    (bytes.get(..end).unwrap_or_default(), bytes.get(start..).unwrap_or_default())
}

fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut rest = body;
    let mut whole = Vec::new();
    while let Some((size, behind)) = chunk_size(rest) {
        if size == 0 {
            return whole;
        }
        let chunk = behind.get(..size).unwrap_or(behind);
        whole.extend_from_slice(chunk);
        rest = behind.get(chunk.len()..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    // Not (or no longer) chunked: the rest stands as it is.
    whole.extend_from_slice(rest);
    whole
}

fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', bytes.get(..64).unwrap_or(bytes))?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok()?;
    Some((size, bytes.get(end + 1..)?))
}

fn unpacked(body: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, String> {
    let is_gzip = body.starts_with(&[0x1F, 0x8B]);
    let mut reader: Box<dyn Read> = match encoding {
        "gzip" | "x-gzip" if is_gzip => Box::new(flate2::read::MultiGzDecoder::new(&body[..])),
        "deflate" if is_zlib(&body) => Box::new(flate2::read::ZlibDecoder::new(&body[..])),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(&body[..])),
        "br" | "zstd" => return Err(format!("a body packed with {encoding}, which is not read")),
        // Many archives keep the header and store the body unpacked.
        _ => return Ok(body),
    };
    let mut whole = Vec::new();
    // What comes before a fault is still worth reading.
    let outcome = reader.by_ref().take(limit as u64 + 1).read_to_end(&mut whole);
    match outcome {
        _ if whole.len() > limit => Err("the page is larger than 32 MiB".to_owned()),
        Err(error) if whole.is_empty() => Err(format!("a body that can't be unpacked: {error}")),
        _ => Ok(whole),
    }
}

fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: &[u8]) -> Vec<u8> {
        parse(bytes, 1_000).unwrap().body
    }

    #[test]
    fn chunked_bodies_are_joined_and_broken_ones_forgiven() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(body(format!("{head}3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n").as_bytes()), b"abcde");
        assert_eq!(body(format!("{head}<html>").as_bytes()), b"<html>");
        assert_eq!(body(format!("{head}ff\r\nabc").as_bytes()), b"abc");
        assert_eq!(body(format!("{head}3\r\nabc\r\nzz\r\n").as_bytes()), b"abczz\r\n");
        assert_eq!(body(format!("{head}ffffffffffffffff\r\nab").as_bytes()), b"ab");
    }

    #[test]
    fn packed_bodies_are_unpacked_within_the_limit() {
        let pack = |text: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut packer, text).unwrap();
            packer.finish().unwrap()
        };
        let response = |body: &[u8]| [b"HTTP/1.0 200 OK\nContent-Encoding: gzip\n\n", body].concat();
        assert_eq!(body(&response(&pack(b"<p>x"))), b"<p>x");
        assert_eq!(body(&response(b"<p>plain")), b"<p>plain");
        assert!(parse(&response(&pack(&[b'a'; 2_000])), 1_000).unwrap_err().contains("larger"));
        assert!(parse(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx", 9).unwrap_err().contains("br"));
        assert!(parse(b"nonsense", 9).unwrap_err().contains("no HTTP response"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = parse(&bytes, 1_000);
            let _ = unchunked(&bytes);
            let _ = parse(&[b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n", &bytes[..]].concat(), 1_000);
        }
    }
}
