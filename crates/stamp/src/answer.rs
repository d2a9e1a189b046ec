//! Answers: a token, or why there is none (RFC 3161, `TimeStampResp`).

use std::fmt;

use crate::der::{BIT_STRING, Element, INTEGER, Reader, SEQUENCE};
use crate::{Malformed, Token, ber, name};

const WHAT: &str = "the answer";
const MAX_WORDS: usize = 8;

/// Why an answer brings no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoToken {
    /// The bytes are no answer, or the token in it is none.
    #[error("the authority's answer can't be read: {0}")]
    Malformed(#[from] Malformed),
    /// The authority says no.
    #[error("the authority declined: {0}")]
    Declined(Declined),
    /// The authority says yes and sends no token.
    #[error("the authority says yes and sends no token")]
    Empty,
}

/// How an authority declines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// The kind of no.
    pub status: Status,
    /// Why, for machines.
    pub reasons: Vec<Reason>,
    /// Why, in the authority's words: not to be believed, cut where they are long.
    pub words: String,
}

/// The kind of an answer that is no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Declined.
    Rejection,
    /// Not yet.
    Waiting,
    /// A revocation is near.
    RevocationWarning,
    /// A revocation has happened.
    RevocationNotification,
    /// A number that RFC 3161 does not know.
    Other(u32),
}

/// Why an authority declines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It does not take SHA-256, or does not know it.
    BadAlgorithm,
    /// It does not support this kind of request.
    BadRequest,
    /// The request can't be read.
    BadDataFormat,
    /// Its clock is not there.
    TimeNotAvailable,
    /// It does not stamp under this policy.
    UnacceptedPolicy,
    /// It does not know an extension that the request has.
    UnacceptedExtension,
    /// What else was asked for is not there.
    AdditionalInfoNotAvailable,
    /// It is broken.
    SystemFailure,
    /// A bit that RFC 3161 does not name.
    Other(usize),
}

impl Token {
    /// Takes the token out of an authority's answer (`application/timestamp-reply`). Granted with changes counts as granted: what was
    /// changed is seen when the token is verified.
    ///
    /// # Errors
    /// Where the authority declined, or the bytes are no answer.
    pub fn from_answer(bytes: &[u8]) -> Result<Self, NoToken> {
        let der = ber::to_der(bytes)?;
        let mut reader = Reader::new(&der).expect(SEQUENCE, WHAT)?.reader();
        let declined = declined(reader.expect(SEQUENCE, WHAT)?)?;
        let token = reader.optional(SEQUENCE, WHAT)?;
        reader.end(WHAT)?;
        match (declined, token) {
            (Some(declined), _) => Err(NoToken::Declined(declined)),
            (None, None) => Err(NoToken::Empty),
            (None, Some(token)) => Ok(Self::read(token.whole)?),
        }
    }
}

fn declined(info: Element<'_>) -> Result<Option<Declined>, Malformed> {
    let mut reader = info.reader();
    let number = reader.expect(INTEGER, WHAT)?.small().ok_or(Malformed::Form("the status"))?;
    let words = reader.optional(SEQUENCE, WHAT)?.map(words).transpose()?.unwrap_or_default();
    let reasons = reader.optional(BIT_STRING, WHAT)?.map(reasons).unwrap_or_default();
    reader.end(WHAT)?;
    Ok(Status::of(number).map(|status| Declined { status, reasons, words }))
}

fn words(element: Element<'_>) -> Result<String, Malformed> {
    let texts = element.reader().all(0x0c, "the authority's words")?;
    let texts = texts.iter().take(MAX_WORDS).map(|text| name::visible(&String::from_utf8_lossy(text.body)));
    Ok(texts.collect::<Vec<_>>().join(" "))
}

fn reasons(bits: Element<'_>) -> Vec<Reason> {
    // Reasons have numbers below 32; more bits say nothing.
    let bytes = bits.body.get(1..).unwrap_or_default().iter().take(4).enumerate();
    let set = bytes.flat_map(|(at, byte)| (0..8).filter(move |bit| byte & (0x80 >> bit) != 0).map(move |bit| at * 8 + bit));
    set.map(Reason::of).collect()
}

impl Status {
    /// None where the answer is yes.
    fn of(number: u32) -> Option<Self> {
        Some(match number {
            0 | 1 => return None,
            2 => Self::Rejection,
            3 => Self::Waiting,
            4 => Self::RevocationWarning,
            5 => Self::RevocationNotification,
            other => Self::Other(other),
        })
    }
}

impl Reason {
    fn of(bit: usize) -> Self {
        match bit {
            0 => Self::BadAlgorithm,
            2 => Self::BadRequest,
            5 => Self::BadDataFormat,
            14 => Self::TimeNotAvailable,
            15 => Self::UnacceptedPolicy,
            16 => Self::UnacceptedExtension,
            17 => Self::AdditionalInfoNotAvailable,
            25 => Self::SystemFailure,
            other => Self::Other(other),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejection => f.write_str("rejected"),
            Self::Waiting => f.write_str("not yet"),
            Self::RevocationWarning => f.write_str("a revocation is near"),
            Self::RevocationNotification => f.write_str("a revocation has happened"),
            Self::Other(number) => write!(f, "status {number}"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadAlgorithm => f.write_str("it does not take SHA-256"),
            Self::BadRequest => f.write_str("it does not support this request"),
            Self::BadDataFormat => f.write_str("it can't read the request"),
            Self::TimeNotAvailable => f.write_str("its clock is not available"),
            Self::UnacceptedPolicy => f.write_str("it does not stamp under this policy"),
            Self::UnacceptedExtension => f.write_str("it does not know an extension"),
            Self::AdditionalInfoNotAvailable => f.write_str("what else was asked for is not available"),
            Self::SystemFailure => f.write_str("it has failed"),
            Self::Other(bit) => write!(f, "reason {bit}"),
        }
    }
}

impl fmt::Display for Declined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.status.fmt(f)?;
        self.reasons.iter().try_for_each(|reason| write!(f, "; {reason}"))?;
        if self.words.is_empty() { Ok(()) } else { write!(f, " ({})", self.words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::element;

    fn answer(parts: &[&[u8]]) -> Vec<u8> {
        element(SEQUENCE, &[&element(SEQUENCE, parts)])
    }

    fn status(number: u8) -> Vec<u8> {
        element(INTEGER, &[&[number]])
    }

    #[test]
    fn each_reason_has_its_bit() {
        let named = [
            (0, Reason::BadAlgorithm),
            (2, Reason::BadRequest),
            (5, Reason::BadDataFormat),
            (14, Reason::TimeNotAvailable),
            (15, Reason::UnacceptedPolicy),
            (16, Reason::UnacceptedExtension),
            (17, Reason::AdditionalInfoNotAvailable),
            (25, Reason::SystemFailure),
            (31, Reason::Other(31)),
        ];
        for (bit, reason) in named {
            let bits = element(BIT_STRING, &[&[0], &(0x8000_0000_u32 >> bit).to_be_bytes()]);
            let declined = Declined { status: Status::Rejection, reasons: vec![reason], words: String::new() };
            assert_eq!(Token::from_answer(&answer(&[&status(2), &bits])), Err(NoToken::Declined(declined)));
        }
    }

    #[test]
    fn each_status_has_its_number() {
        let named = [
            (2, Status::Rejection),
            (3, Status::Waiting),
            (4, Status::RevocationWarning),
            (5, Status::RevocationNotification),
            (77, Status::Other(77)),
        ];
        for (number, status_named) in named {
            let Err(NoToken::Declined(declined)) = Token::from_answer(&answer(&[&status(number)])) else { panic!("{number}") };
            assert_eq!((declined.status, declined.reasons), (status_named, vec![]));
        }
        assert_eq!(Token::from_answer(&answer(&[&status(0)])), Err(NoToken::Empty));
        assert_eq!(Token::from_answer(&answer(&[&status(1)])), Err(NoToken::Empty));
    }

    #[test]
    fn words_are_shown_and_do_not_deceive() {
        let words = element(SEQUENCE, &[&element(0x0c, &["No\u{202e}".as_bytes()]), &element(0x0c, &[b"policy, sorry\n"])]);
        let bits = element(BIT_STRING, &[&[0, 0x20, 1, 0, 0, 0xff]]);
        let error = Token::from_answer(&answer(&[&status(2), &words, &bits])).unwrap_err();
        let told = "the authority declined: rejected; it does not support this request; it does not stamp under this policy";
        assert_eq!(error.to_string(), format!("{told} (No\u{fffd} policy, sorry\u{fffd})"));
    }

    #[test]
    fn other_bytes_are_no_answer() {
        let long = element(INTEGER, &[&[0xff]]);
        for bytes in [vec![], vec![0x30, 0], answer(&[]), answer(&[&long]), element(SEQUENCE, &[&answer(&[&status(0)]), &status(1)])] {
            assert!(matches!(Token::from_answer(&bytes), Err(NoToken::Malformed(_))), "{bytes:?}");
        }
    }
}
