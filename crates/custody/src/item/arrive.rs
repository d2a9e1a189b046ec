//! Answers of servers have arrived and were hashed, long before there is an archive of them: what is kept later can be compared with what
//! came, response by response.
//!
//! Refused where nothing is being acquired, where no answer is named, and where there would be more than [`MOST_FILES`] at once.

use serde::{Deserialize, Serialize};

use super::{Event, MOST_FILES, Refusal, State};
use crate::{Hashes, refuse_if};

/// An answer of a server, by the digests of its body as it came from the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Its number among the exchanges of the manifest, from zero.
    pub exchange: u32,
    /// The status of the answer.
    pub status: u16,
    /// The digests of its body.
    pub hashes: Hashes,
    /// The length of its body.
    pub bytes: u64,
}

/// Answers of servers have arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrive {
    /// The answers, in the order in which they came.
    pub responses: Vec<Response>,
}

pub(super) fn decide(state: &State, Arrive { responses }: Arrive) -> Result<Vec<Event>, Refusal> {
    let _ = state.receiving()?;
    refuse_if(responses.is_empty(), Refusal::NoFiles)?;
    refuse_if(responses.len() > MOST_FILES, Refusal::TooManyFiles)?;
    Ok(vec![Event::Arrived { responses }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, failed, hashes, held, when};

    fn response(exchange: u32) -> Response {
        Response { exchange, status: 200, hashes: hashes(1), bytes: 4 }
    }

    fn arrive(history: &[Event], responses: Vec<Response>) -> Result<Vec<Event>, Refusal> {
        when(history, 0, 0, Command::Arrive(Arrive { responses }))
    }

    #[test]
    fn answers_are_entered_while_the_page_loads() {
        let responses = vec![response(0), response(1)];
        assert_eq!(arrive(&[begun()], responses.clone()), Ok(vec![Event::Arrived { responses }]));
    }

    #[test]
    fn not_before_it_begins_and_not_when_it_is_over() {
        assert_eq!(arrive(&[], vec![response(0)]), Err(Refusal::Unknown));
        assert_eq!(arrive(&held(), vec![response(0)]), Err(Refusal::NotReceiving));
        assert_eq!(arrive(&failed(), vec![response(0)]), Err(Refusal::NotReceiving));
    }

    #[test]
    fn not_nothing_and_not_more_than_can_be_overseen() {
        assert_eq!(arrive(&[begun()], vec![]), Err(Refusal::NoFiles));
        assert_eq!(arrive(&[begun()], vec![response(0); MOST_FILES + 1]), Err(Refusal::TooManyFiles));
    }
}
