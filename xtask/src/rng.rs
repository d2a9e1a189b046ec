//! A small fixed generator of numbers (SplitMix64), so that what is generated is the same on every machine and with every toolchain.

/// A stream of numbers that depends on its seed alone.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// One of these; blank where there is none.
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(at).copied().unwrap_or_default()
    }

    /// One of these strings; blank where there is none.
    pub fn one_of<'a>(&mut self, from: &'a [String]) -> &'a str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(at).map_or("", String::as_str)
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, per_cent: u64) -> bool {
        self.below(100) < per_cent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_fixed() {
        let mut rng = Rng::new(1);
        let first: Vec<u64> = (0..4).map(|_| rng.below(1_000)).collect();
        let mut again = Rng::new(1);
        assert_eq!(first, (0..4).map(|_| again.below(1_000)).collect::<Vec<_>>());
        assert_eq!(rng.below(0), 0);
        assert_eq!(rng.pick(&[]), "");
    }
}
