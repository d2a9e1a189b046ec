//! Posts and identifiers as two rows of numbers with lines between them.

use rustc_hash::FxHashMap;

use crate::sighting::{Mark, MarkKind, Sighting};

/// Lists of numbers, end to end.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// The `at`-th list.
    pub(crate) fn get(&self, at: u32) -> &[u32] {
        let bounds = (self.starts.get(at as usize), self.starts.get(at as usize + 1));
        let (Some(&from), Some(&to)) = bounds else { return &[] };
        self.items.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// For every number below `len` the lists it stands in.
    fn turned(&self, len: usize) -> Self {
        let mut starts = vec![0_u32; len + 1];
        for &item in &self.items {
            if let Some(count) = starts.get_mut(item as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut items = vec![0; self.items.len()];
        for list in 0..u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX) {
            for &item in self.get(list) {
                let Some(slot) = next.get_mut(item as usize) else { continue };
                if let Some(cell) = items.get_mut(*slot as usize) {
                    *cell = list;
                }
                *slot += 1;
            }
        }
        Self { starts, items }
    }
}

/// The two rows. Posts are numbered by their keys, identifiers by the first post that shows them: no number depends on who came first.
pub(crate) struct Graph<'a> {
    /// The posts, ascending by key, each key once.
    pub(crate) posts: Vec<&'a Sighting>,
    /// The identifiers.
    pub(crate) marks: Vec<Mark>,
    of_post: Lists,
    of_mark: Lists,
}

impl<'a> Graph<'a> {
    /// The graph of some sightings; of two with one key the later one counts.
    pub(crate) fn build(sightings: impl Iterator<Item = &'a Sighting>) -> Self {
        let mut posts: Vec<&Sighting> = sightings.collect();
        posts.reverse();
        posts.sort_by(|a, b| a.key.cmp(&b.key));
        posts.dedup_by(|a, b| a.key == b.key);
        let mut names = Names::default();
        let mut of_post = Lists { starts: vec![0], items: Vec::with_capacity(posts.len() * 2) };
        for post in &posts {
            for contact in post.contacts.iter().filter(|_| !post.is_list()) {
                of_post.items.push(names.number(contact));
            }
            if let Some(account) = post.account() {
                of_post.items.push(names.number(&account));
            }
            of_post.starts.push(u32::try_from(of_post.items.len()).unwrap_or(u32::MAX));
        }
        let of_mark = of_post.turned(names.marks.len());
        Self { posts, marks: names.marks, of_post, of_mark }
    }

    /// The identifiers of a post.
    pub(crate) fn marks_of(&self, post: u32) -> &[u32] {
        self.of_post.get(post)
    }

    /// The posts of an identifier, ascending.
    pub(crate) fn posts_of(&self, mark: u32) -> &[u32] {
        self.of_mark.get(mark)
    }

    /// The numbers of all posts.
    pub(crate) fn post_numbers(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.posts.len()).unwrap_or(u32::MAX)
    }

    /// The numbers of all identifiers.
    pub(crate) fn mark_numbers(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.marks.len()).unwrap_or(u32::MAX)
    }

    /// A post by its number.
    pub(crate) fn post(&self, number: u32) -> Option<&'a Sighting> {
        self.posts.get(number as usize).copied()
    }

    /// Whether an identifier is an account, not a contact.
    pub(crate) fn is_account(&self, mark: u32) -> bool {
        self.marks.get(mark as usize).is_some_and(|mark| mark.kind == MarkKind::ACCOUNT)
    }
}

#[derive(Default)]
struct Names {
    numbers: FxHashMap<Mark, u32>,
    marks: Vec<Mark>,
}

impl Names {
    fn number(&mut self, mark: &Mark) -> u32 {
        if let Some(&number) = self.numbers.get(mark) {
            return number;
        }
        let number = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        self.numbers.insert(mark.clone(), number);
        self.marks.push(mark.clone());
        number
    }
}
