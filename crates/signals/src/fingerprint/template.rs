//! What near copies have in common and what changes in them.

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Words that stand in every copy.
    Fixed(String),
    /// What the copies have there: each wording once, most frequent first; empty words where a copy has nothing there.
    Slot(Vec<String>),
}

/// The common text of near copies with its changing places.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Template {
    /// Fixed words and slots in the order of the text.
    pub parts: Vec<Part>,
}

impl Template {
    /// Copies that are compared; more would not change what a reader learns.
    const MOST_TEXTS: usize = 64;
    /// Words of a copy that are compared.
    const MOST_WORDS: usize = 400;
    /// Wordings shown of a slot.
    const MOST_EXAMPLES: usize = 8;

    /// The template of a group of near copies, in the wording of the first. Spaces and line breaks are not kept.
    #[must_use]
    pub fn of<S: AsRef<str>>(texts: &[S]) -> Self {
        let copies: Vec<Vec<Word<'_>>> = texts.iter().take(Self::MOST_TEXTS).map(|text| words(text.as_ref())).collect();
        let Some((first, others)) = copies.split_first() else { return Self::default() };
        let common = others.iter().fold(first.clone(), |common, copy| common_words(&common, copy));
        let gaps: Vec<Vec<String>> = copies.iter().map(|copy| gaps(copy, &common)).collect();
        Self { parts: weave(&common, &gaps) }
    }

    /// How many places change.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Slot(_))).count()
    }

    /// The fixed words, with `…` where something changes.
    #[must_use]
    pub fn summary(&self) -> String {
        let shown = self.parts.iter().map(|part| match part {
            Part::Fixed(words) => words.as_str(),
            Part::Slot(_) => "…",
        });
        shown.collect::<Vec<_>>().join(" ")
    }
}

/// A word as it is written, and its form without case and the punctuation around it: by this, words are the same or not.
#[derive(Clone)]
struct Word<'a> {
    written: &'a str,
    bare: String,
}

fn words(text: &str) -> Vec<Word<'_>> {
    text.split_whitespace().take(Template::MOST_WORDS).map(|written| Word { written, bare: bare(written) }).collect()
}

fn bare(word: &str) -> String {
    let core = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let kept = if core.is_empty() { word } else { core };
    kept.chars().flat_map(char::to_lowercase).collect()
}

/// The longest sequence of words that both have in this order, in the wording of the first.
fn common_words<'a>(a: &[Word<'a>], b: &[Word<'_>]) -> Vec<Word<'a>> {
    let table = lengths(a, b);
    let length = |i: usize, j: usize| table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.bare == y.bare && length(i, j) == length(i + 1, j + 1) + 1 {
            common.push(x.clone());
            (i, j) = (i + 1, j + 1);
        } else if length(i + 1, j) >= length(i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// For every pair of positions the length of the longest common sequence behind it.
fn lengths(a: &[Word<'_>], b: &[Word<'_>]) -> Vec<Vec<u16>> {
    let mut table = vec![vec![0_u16; b.len() + 1]];
    for x in a.iter().rev() {
        let below = table.last().cloned().unwrap_or_default();
        let mut row = vec![0_u16; b.len() + 1];
        let mut right = 0;
        for ((y, cell), under) in b.iter().zip(row.iter_mut()).zip(below.windows(2)).rev() {
            if let [straight, diagonal] = under {
                *cell = if x.bare == y.bare { diagonal + 1 } else { right.max(*straight) };
                right = *cell;
            }
        }
        table.push(row);
    }
    table.reverse();
    table
}

/// What a copy has before, between and behind the common words.
fn gaps(copy: &[Word<'_>], common: &[Word<'_>]) -> Vec<String> {
    let mut gaps = vec![Vec::new()];
    let mut expected = common.iter().peekable();
    for word in copy {
        if expected.next_if(|next| next.bare == word.bare).is_some() {
            gaps.push(Vec::new());
        } else if let Some(gap) = gaps.last_mut() {
            gap.push(word.written);
        }
    }
    gaps.into_iter().map(|gap| gap.join(" ")).collect()
}

fn weave(common: &[Word<'_>], gaps: &[Vec<String>]) -> Vec<Part> {
    let mut parts = Vec::new();
    for place in 0..=common.len() {
        let examples = examples(gaps.iter().filter_map(|gap| gap.get(place)));
        if examples.iter().any(|example| !example.is_empty()) {
            parts.push(Part::Slot(examples));
        }
        if let Some(word) = common.get(place) {
            append(&mut parts, word.written);
        }
    }
    parts
}

fn append(parts: &mut Vec<Part>, word: &str) {
    if let Some(Part::Fixed(words)) = parts.last_mut() {
        words.push(' ');
        words.push_str(word);
    } else {
        parts.push(Part::Fixed(word.to_owned()));
    }
}

fn examples<'a>(wordings: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut counted = std::collections::BTreeMap::<&str, usize>::new();
    for wording in wordings {
        *counted.entry(wording).or_default() += 1;
    }
    let mut ordered: Vec<(&str, usize)> = counted.into_iter().collect();
    ordered.sort_by_key(|(wording, count)| (std::cmp::Reverse(*count), *wording));
    ordered.into_iter().take(Template::MOST_EXAMPLES).map(|(wording, _)| wording.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn city_pay_and_phone_become_slots() {
        let texts = [
            "Девушки на работу! Город Актау, оплата 40 тыс. Пишите 8 705 001 00 01",
            "девушки на работу, город Атырау, оплата 55 тыс. Пишите 8 705 002 00 02",
            "Девушки на работу! Город Усть-Каменогорск, оплата 55 тыс. пишите @studio_pearl_x",
        ];
        let template = Template::of(&texts);
        let fixed = |words: &str| Part::Fixed(words.to_owned());
        let slot = |words: &[&str]| Part::Slot(words.iter().map(|&word| word.to_owned()).collect());
        let expected = [
            fixed("Девушки на работу! Город"),
            slot(&["Актау,", "Атырау,", "Усть-Каменогорск,"]),
            fixed("оплата"),
            slot(&["55", "40"]),
            fixed("тыс. Пишите"),
            slot(&["8 705 001 00 01", "8 705 002 00 02", "@studio_pearl_x"]),
        ];
        assert_eq!(template.parts, expected);
        assert_eq!(template.slots(), 3);
        assert_eq!(template.summary(), "Девушки на работу! Город … оплата … тыс. Пишите …");
    }

    #[test]
    fn few_or_empty_texts_are_no_trouble() {
        assert_eq!(Template::of::<&str>(&[]), Template::default());
        assert_eq!(Template::of(&[""]), Template::default());
        assert_eq!(Template::of(&["одно слово"]).parts, [Part::Fixed("одно слово".into())]);
        assert_eq!(Template::of(&["да", ""]).parts, [Part::Slot(vec![String::new(), "да".into()])]);
    }

    proptest! {
        #[test]
        fn every_fixed_word_stands_in_every_copy(texts in proptest::collection::vec("([а-г]{1,2} ){0,12}", 1..6)) {
            for part in Template::of(&texts).parts {
                if let Part::Fixed(fixed) = part {
                    for text in &texts {
                        prop_assert!(fixed.split(' ').all(|word| text.split(' ').any(|other| bare(word) == bare(other))));
                    }
                }
            }
        }
    }
}
