//! Where random bytes come from: passed in, so that tests repeat.

use std::fmt;
use std::sync::Arc;

use crate::StoreError;

/// Fills what it is given and says whether it could.
type Fill = dyn Fn(&mut [u8]) -> bool + Send + Sync;

/// A source of random bytes.
#[derive(Clone)]
pub struct Random(Arc<Fill>);

impl Random {
    /// A source that fills what it is given and says whether it could.
    pub fn new(fill: impl Fn(&mut [u8]) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// The operating system's source, for keys and everything that must not be guessed.
    #[must_use]
    pub fn system() -> Self {
        Self::new(|bytes| getrandom::fill(bytes).is_ok())
    }

    /// So many random bytes.
    ///
    /// # Errors
    /// Where the source gives none: nothing may be made of bytes that can be guessed.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        let mut bytes = [0; N];
        if (self.0)(&mut bytes) { Ok(bytes) } else { Err(StoreError::NoRandom) }
    }
}

/// Shows nothing: a source may remember what it gave.
impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_from_where_one_says() {
        let fixed = Random::new(|bytes| {
            bytes.fill(7);
            true
        });
        assert_eq!(fixed.bytes().unwrap(), [7; 5]);
        assert_eq!(format!("{fixed:?}"), "Random");
        let system = Random::system();
        assert_ne!(system.bytes::<32>().unwrap(), system.bytes::<32>().unwrap());
    }

    #[test]
    fn nothing_is_made_of_bytes_that_did_not_come() {
        let error = Random::new(|_| false).bytes::<8>().unwrap_err();
        assert_eq!(error.to_string(), "the system gives no random bytes");
    }
}
