//! The histories of things that were lately at work, so that deciding on them needs no database.
//!
//! Another program may have written meanwhile. That does no harm: what is written is checked against the database, and a refusal is
//! only believed of a history that was read just now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use record::StreamName;

use crate::rows::Written;

/// Histories of a generation; two generations are kept.
const MOST: usize = 4_096;
/// Longer histories are read from the database each time.
const LONGEST: usize = 256;

/// A history as it was written.
pub(crate) type Lines = Arc<Vec<Written>>;

/// Histories that were asked for lately.
#[derive(Debug, Default)]
pub(crate) struct Recent(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<StreamName, Lines>,
    old: HashMap<StreamName, Lines>,
}

impl Recent {
    /// The history of a thing, if it is here.
    pub fn get(&self, stream: &StreamName) -> Option<Lines> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lines) = generations.young.get(stream) {
            return Some(Arc::clone(lines));
        }
        let lines = generations.old.remove(stream)?;
        generations.put(stream.clone(), Arc::clone(&lines));
        Some(lines)
    }

    /// Keeps a history.
    pub fn put(&self, stream: StreamName, lines: Lines) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(stream, lines);
    }

    /// Forgets a history.
    pub fn forget(&self, stream: &StreamName) {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.young.remove(stream);
        generations.old.remove(stream);
    }
}

impl Generations {
    fn put(&mut self, stream: StreamName, lines: Lines) {
        if lines.len() > LONGEST {
            self.young.remove(&stream);
            return;
        }
        if self.young.len() >= MOST && !self.young.contains_key(&stream) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(stream, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(number: usize) -> StreamName {
        StreamName::from_log(format!("notes/{number}"))
    }

    #[test]
    fn what_was_asked_for_lately_stays() {
        let recent = Recent::default();
        recent.put(stream(0), Lines::default());
        for number in 1..=MOST * 3 {
            recent.put(stream(number), Lines::default());
            assert!(recent.get(&stream(0)).is_some(), "{number}");
        }
        assert!(recent.get(&stream(1)).is_none());
        recent.forget(&stream(0));
        assert!(recent.get(&stream(0)).is_none());
    }
}
