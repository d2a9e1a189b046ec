//! Texts that a network publishes over and over, with the parts that change.

use corpus::Entry;
use signals::fingerprint::{Part, Shingles, Template, Threshold, near_copies};

use crate::words::Words;

/// The most posts that are compared.
const COMPARED: usize = 300;
/// The most templates that are shown.
const SHOWN: usize = 5;

/// A text that is published over and over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextTemplate {
    /// In how many posts it stands.
    pub caption: String,
    /// Its language.
    pub lang: &'static str,
    /// Its fixed and changing parts.
    pub pieces: Vec<TemplatePiece>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePiece {
    /// The text, or the most frequent wordings of a changing part.
    pub text: String,
    /// Whether it changes from post to post.
    pub slot: bool,
}

/// The same in no language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    template: Template,
    posts: usize,
    lang: &'static str,
}

/// The texts that stand in most posts of a network.
#[must_use]
pub fn recurring(entries: &[Entry]) -> Vec<Recurring> {
    let compared: Vec<&Entry> = entries.iter().take(COMPARED).collect();
    let mut groups = groups(&compared);
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.into_iter().take(SHOWN).filter_map(|group| template(&group)).collect()
}

impl Recurring {
    /// As it is shown.
    #[must_use]
    pub fn shown(&self, words: Words) -> TextTemplate {
        TextTemplate {
            caption: words.count_size("template-caption", self.posts),
            lang: self.lang,
            pieces: self.template.parts.iter().map(piece).collect(),
        }
    }
}

/// Posts whose texts are near copies, in groups of at least two.
fn groups<'a>(entries: &[&'a Entry]) -> Vec<Vec<&'a Entry>> {
    let shingles: Vec<Shingles> = entries.iter().map(|entry| Shingles::of(&entry.post.text)).collect();
    let mut first: Vec<usize> = (0..entries.len()).collect();
    // Pairs are ordered, so the smallest number of a group is known before its later members are looked at.
    for pair in near_copies(&shingles, Threshold::NEAR_COPY) {
        let root = first.get(pair.first).copied().unwrap_or(pair.first);
        if let Some(known) = first.get_mut(pair.second) {
            *known = root.min(*known);
        }
    }
    let mut groups = std::collections::BTreeMap::<usize, Vec<&Entry>>::new();
    for (entry, root) in entries.iter().zip(first) {
        groups.entry(root).or_default().push(entry);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn template(group: &[&Entry]) -> Option<Recurring> {
    let texts: Vec<&str> = group.iter().map(|entry| entry.post.text.as_str()).collect();
    let lang = group.first()?.signals.language.code();
    Some(Recurring { template: Template::of(&texts), posts: group.len(), lang })
}

fn piece(part: &Part) -> TemplatePiece {
    match part {
        Part::Fixed(text) => TemplatePiece { text: format!("{text} "), slot: false },
        Part::Slot(wordings) => {
            let named: Vec<String> =
                wordings.iter().map(|wording| if wording.is_empty() { "—".to_owned() } else { wording.clone() }).collect();
            let mut text = named.iter().take(3).cloned().collect::<Vec<_>>().join(" | ");
            if named.len() > 3 {
                text.push_str(" | …");
            }
            TemplatePiece { text, slot: true }
        }
    }
}
