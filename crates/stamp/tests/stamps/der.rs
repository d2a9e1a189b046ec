//! Taking DER apart and putting it together, for changes that no honest authority makes.

/// An element of these parts.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let length = u16::try_from(body.len()).unwrap().to_be_bytes();
    let head = match body.len() {
        0..=0x7f => vec![tag, length[1]],
        0x80..=0xff => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [head, body].concat()
}

/// Where the first element's body begins, and where it ends.
fn span(bytes: &[u8]) -> (usize, usize) {
    let extra = if bytes[1] < 0x80 { 0 } else { usize::from(bytes[1] & 0x7f) };
    let length =
        if extra == 0 { usize::from(bytes[1]) } else { bytes[2..2 + extra].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)) };
    (2 + extra, 2 + extra + length)
}

/// What is in an element.
pub fn body(whole: &[u8]) -> &[u8] {
    let (start, end) = span(whole);
    &whole[start..end]
}

/// The elements in an element.
pub fn parts(whole: &[u8]) -> Vec<&[u8]> {
    let (mut rest, mut parts) = (body(whole), Vec::new());
    while !rest.is_empty() {
        let (part, behind) = rest.split_at(span(rest).1);
        parts.push(part);
        rest = behind;
    }
    parts
}

/// The element at a path.
pub fn at<'a>(whole: &'a [u8], path: &[usize]) -> &'a [u8] {
    path.iter().fold(whole, |whole, step| parts(whole)[*step])
}

/// The same with another element (or none, or several) at a path.
pub fn with(whole: &[u8], path: &[usize], other: &[u8]) -> Vec<u8> {
    let Some((step, path)) = path.split_first() else { return other.to_vec() };
    let parts = parts(whole);
    let changed = with(parts[*step], path, other);
    let parts: Vec<&[u8]> = parts.iter().enumerate().map(|(at, part)| if at == *step { changed.as_slice() } else { *part }).collect();
    element(whole[0], &parts)
}

/// The same with indefinite lengths everywhere, and strings in two pieces: BER as some authorities write it.
pub fn ber(whole: &[u8]) -> Vec<u8> {
    match whole[0] {
        4 => {
            let (one, two) = body(whole).split_at(body(whole).len() / 2);
            [&[0x24, 0x80][..], &element(4, &[one]), &element(4, &[two]), &[0, 0]].concat()
        }
        tag if tag & 0x20 != 0 => {
            let inner: Vec<u8> = parts(whole).into_iter().flat_map(ber).collect();
            [&[tag, 0x80][..], &inner, &[0, 0]].concat()
        }
        _ => whole.to_vec(),
    }
}

/// The signed content's string in a token.
pub const CONTENT: &[usize] = &[1, 0, 2, 1, 0];
/// The bag of certificates.
pub const BAG: &[usize] = &[1, 0, 3];
/// All signers' entries.
pub const SIGNERS: &[usize] = &[1, 0, 4];
/// The digest's algorithm in the signer's entry.
pub const DIGEST: &[usize] = &[1, 0, 4, 0, 2];
/// The signed attributes.
pub const ATTRIBUTES: &[usize] = &[1, 0, 4, 0, 3];
/// The signature's algorithm.
pub const METHOD: &[usize] = &[1, 0, 4, 0, 4];
/// The signature.
pub const SIGNATURE: &[usize] = &[1, 0, 4, 0, 5];
