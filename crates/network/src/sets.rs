//! Disjoint sets over numbers.

/// Numbers `0..n` in disjoint sets; the smallest member stands for its set, so the result never depends on the order of joining.
#[derive(Debug, Clone, Default)]
pub(crate) struct DisjointSets {
    parents: Vec<u32>,
}

impl DisjointSets {
    /// `len` sets of one.
    pub(crate) fn new(len: usize) -> Self {
        Self { parents: (0..u32::try_from(len).unwrap_or(u32::MAX)).collect() }
    }

    /// Adds a set of one and returns its number.
    pub(crate) fn push(&mut self) -> u32 {
        let number = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        self.parents.push(number);
        number
    }

    /// The smallest member of the set that holds `member`.
    pub(crate) fn find(&mut self, member: u32) -> u32 {
        let mut at = member;
        loop {
            let parent = self.parent(at);
            if parent == at {
                return at;
            }
            let grandparent = self.parent(parent);
            if let Some(slot) = self.parents.get_mut(at as usize) {
                *slot = grandparent;
            }
            at = grandparent;
        }
    }

    /// Makes one set of two and returns its smallest member.
    pub(crate) fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.find(a), self.find(b));
        let (small, large) = (a.min(b), a.max(b));
        if let Some(slot) = self.parents.get_mut(large as usize) {
            *slot = small;
        }
        small
    }

    fn parent(&self, member: u32) -> u32 {
        self.parents.get(member as usize).copied().unwrap_or(member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_member_stands_for_the_set() {
        let mut sets = DisjointSets::new(4);
        sets.join(3, 2);
        sets.join(2, 1);
        assert_eq!((sets.find(3), sets.find(0)), (1, 0));
        assert_eq!(sets.push(), 4);
        assert_eq!(sets.join(0, 4), 0);
    }
}
