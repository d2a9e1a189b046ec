//! Something was searched: where, with which words and filters exactly, when, and what came of it in which order.
//!
//! Refused as a visit is.

use record::{Circumstances, Moment};

use super::{Event, Refusal, State};
use crate::{Address, Filters, Hidden, Results, Secret, Words, refuse_if};

/// To enter that something was searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Where.
    pub address: Hidden<Address>,
    /// The words, exactly as they were given.
    pub words: Hidden<Words>,
    /// The filters, exactly as they were given.
    pub filters: Hidden<Filters>,
    /// What came of it.
    pub showed: Secret<Results>,
    /// The same, encrypted.
    pub results: Hidden<Results>,
    /// When.
    pub at: Moment,
}

pub(super) fn decide(state: &State, command: Search, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let session = state.room(at)?;
    let Search { address, words, filters, showed, results, at: when } = command;
    session.keeps(&address)?;
    session.keeps(&words)?;
    session.keeps(&filters)?;
    session.keeps(&results)?;
    session.made(when, at.now)?;
    refuse_if(showed.commitment() != results.commitment(), Refusal::OtherResults)?;
    let (count, by) = (showed.value.count(), at.actor.person);
    Ok(vec![Event::Searched { address, words, filters, results, count, by, at: when }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Command;
    use crate::session::testing::{opened, sealed, search, searched, when};
    use crate::testing::{hidden, results, secret};

    fn ask(history: &[Event], by: u128, search: Search) -> Result<Vec<Event>, Refusal> {
        when(history, by, 5, Command::Search(search))
    }

    #[test]
    fn words_and_results_stand_together() {
        assert_eq!(ask(&[opened()], 1, search(5)), Ok(vec![searched(5)]));
    }

    #[test]
    fn only_what_was_encrypted_for_this_session() {
        let address = hidden(&secret(Address::new("https://example.org/00").unwrap()), 6);
        let (words, filters) = (hidden(&secret(Words::new("a").unwrap()), 6), hidden(&secret(Filters::new("").unwrap()), 6));
        let results_of_another = hidden(&results(&["a", "b"]), 6);
        for search in [
            Search { address, ..search(5) },
            Search { words, ..search(5) },
            Search { filters, ..search(5) },
            Search { results: results_of_another, ..search(5) },
        ] {
            assert_eq!(ask(&[opened()], 1, search), Err(Refusal::OtherSubject));
        }
        assert_eq!(ask(&[opened()], 1, Search { showed: results(&["b"]), ..search(5) }), Err(Refusal::OtherResults));
    }

    #[test]
    fn only_in_its_time_by_its_owner_before_the_seal() {
        assert_eq!(ask(&[opened()], 1, search(6)), Err(Refusal::NotThen));
        assert_eq!(ask(&[opened()], 2, search(5)), Err(Refusal::NotOwner));
        assert_eq!(ask(&sealed(), 1, search(5)), Err(Refusal::Sealed));
    }
}
