//! How often a token may ask: 20 requests a second over time, 100 at once. Both numbers are ours.
//!
//! The bucket of a token is one number, the moment at which it will be full again (the generic cell rate algorithm); a token that has
//! been quiet for five seconds needs none.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use people::TokenId;
use record::Moment;

/// One request takes so many milliseconds out of a bucket: 20 a second.
const EACH: i64 = 50;
/// What a full bucket holds, in milliseconds: 100 requests.
const FULL: i64 = 100 * EACH;
/// So many buckets are kept before those that are full again are taken away.
const MANY: usize = 1_000;

/// The buckets of tokens that asked lately, by when they will be full.
#[derive(Debug, Default)]
pub struct Buckets(Mutex<HashMap<TokenId, i64>>);

impl Buckets {
    /// Takes one request out of a token's bucket.
    ///
    /// # Errors
    /// After how many seconds, at least one, there is room again.
    pub fn take(&self, token: TokenId, now: Moment) -> Result<(), u64> {
        let now = now.timestamp().as_millisecond();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MANY {
            buckets.retain(|_, full| *full > now);
        }
        // A clock that was set back fills no bucket for longer than one takes to fill.
        let full = buckets.get(&token).copied().unwrap_or(now).clamp(now, now + FULL) + EACH;
        let missing = full - now - FULL;
        if missing > 0 {
            return Err(u64::try_from(missing).unwrap_or(0).div_ceil(1_000));
        }
        buckets.insert(token, full);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> Moment {
        jiff::Timestamp::from_millisecond(1_795_334_400_000 + milliseconds).unwrap().into()
    }

    #[test]
    fn a_hundred_at_once_and_then_twenty_a_second() {
        let (buckets, token) = (Buckets::default(), TokenId::from_bits(1));
        for _ in 0..100 {
            assert_eq!(buckets.take(token, at(0)), Ok(()));
        }
        assert_eq!(buckets.take(token, at(0)), Err(1));
        assert_eq!(buckets.take(token, at(49)), Err(1));
        assert_eq!(buckets.take(token, at(50)), Ok(()));
        let more = (0..20).filter(|_| buckets.take(token, at(1_050)).is_ok()).count();
        assert_eq!(more, 20);
        assert_eq!(buckets.take(token, at(1_050)), Err(1));
    }

    #[test]
    fn one_token_waits_for_no_other() {
        let buckets = Buckets::default();
        while buckets.take(TokenId::from_bits(1), at(0)).is_ok() {}
        assert_eq!(buckets.take(TokenId::from_bits(2), at(0)), Ok(()));
    }

    #[test]
    fn a_clock_that_was_set_back_shuts_nobody_out_for_long() {
        let (buckets, token) = (Buckets::default(), TokenId::from_bits(1));
        assert_eq!(buckets.take(token, at(86_400_000)), Ok(()));
        assert_eq!(buckets.take(token, at(0)), Err(1));
        // What is refused is not written down, and what is too far ahead counts as full only.
        assert_eq!(buckets.take(token, at(86_400_000 + 5_000)), Ok(()));
    }

    #[test]
    fn buckets_that_are_full_again_are_forgotten() {
        let buckets = Buckets::default();
        for bits in 0..2_000 {
            assert_eq!(buckets.take(TokenId::from_bits(bits), at(i64::try_from(bits).unwrap() * 60)), Ok(()));
        }
        assert!(buckets.0.lock().unwrap().len() <= MANY);
    }
}
