//! What some of a network's posts show by themselves, for those who may not see the others.

use std::collections::{BTreeMap, BTreeSet};

use record::Moment;

use crate::network::{Contact, frequent};
use crate::organisation::{self, Sign};
use crate::sighting::{Mark, Sighting};

/// Some posts of a network, described as if there were no others. What links the network is taken from it; what its posts show is not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// How organised these posts look: the sum of the weights of their signs.
    pub score: f64,
    /// Contacts that stand in these posts, with the number of these posts, most frequent first.
    pub contacts: Vec<Contact>,
    /// Codes of places, most frequent first.
    pub places: Vec<String>,
    /// Codes of categories, most frequent first.
    pub categories: Vec<String>,
    /// The earliest post.
    pub first: Option<Moment>,
    /// The latest post.
    pub last: Option<Moment>,
    /// Signs of organisation, heaviest first; whether a contact changed hands is not among them.
    pub reasons: Vec<Sign>,
}

impl Part {
    /// Describes these posts of a network; `own` are the contacts of the network, others are none of its own. Accounts are told from the
    /// posts themselves.
    #[must_use]
    pub fn of(posts: &[Sighting], own: &BTreeSet<Mark>) -> Self {
        let contacts = Self::contacts(posts, own);
        let accounts = counted(posts.iter().filter_map(Sighting::account));
        let identifiers: Vec<Contact> = contacts.iter().chain(&accounts).cloned().collect();
        let members: Vec<&Sighting> = posts.iter().collect();
        let reasons = organisation::signs(&members, &identifiers);
        Self {
            score: reasons.iter().map(|sign| sign.weight).sum(),
            contacts,
            places: frequent(posts.iter().flat_map(|post| post.places.iter().map(AsRef::as_ref))),
            categories: frequent(posts.iter().filter_map(|post| post.category.as_deref())),
            first: posts.iter().filter_map(|post| post.published).min(),
            last: posts.iter().filter_map(|post| post.published).max(),
            reasons,
        }
    }

    /// Which of these contacts stand in these posts, with the number of these posts, most frequent first.
    #[must_use]
    pub fn contacts(posts: &[Sighting], of: &BTreeSet<Mark>) -> Vec<Contact> {
        counted(posts.iter().flat_map(|post| post.contacts.iter().filter(|mark| of.contains(mark)).cloned()))
    }
}

fn counted(marks: impl Iterator<Item = Mark>) -> Vec<Contact> {
    let mut counts = BTreeMap::<Mark, usize>::new();
    marks.for_each(|mark| *counts.entry(mark).or_default() += 1);
    let contact = |(mark, posts): (Mark, usize)| Contact { kind: mark.kind, value: mark.value.into(), posts, posts_of_all: posts };
    let mut contacts: Vec<Contact> = counts.into_iter().map(contact).collect();
    contacts.sort_by_key(|contact| std::cmp::Reverse(contact.posts));
    contacts
}

#[cfg(test)]
mod tests {
    use record::PostKey;
    use signals::identifiers::Kind;

    use super::*;
    use crate::MarkKind;

    fn mark(value: &str) -> Mark {
        Mark { kind: MarkKind::Contact(Kind::Phone), value: value.into() }
    }

    fn post(id: &str, phones: &[&str], place: &str, day: u32) -> Sighting {
        let mut post = Sighting::bare(PostKey::new("s", id).unwrap());
        post.author = Some("sample".into());
        post.published = Moment::parse(&format!("2026-03-{day:02}T00:00:00Z")).ok();
        post.contacts = phones.iter().map(|value| mark(value)).collect();
        post.places = vec![place.into()];
        post.tidy()
    }

    fn own(network: &crate::Network) -> BTreeSet<Mark> {
        let contacts = network.identifiers.iter().filter(|contact| contact.kind != MarkKind::ACCOUNT);
        contacts.map(|contact| Mark { kind: contact.kind, value: contact.value.as_str().into() }).collect()
    }

    #[test]
    fn the_whole_as_a_part_is_what_it_was() {
        let posts = [post("1", &["+77050010203"], "kz.almaty", 1), post("2", &["+77050010203", "+77050010204"], "kz.astana", 29)];
        let network = crate::link(&posts).remove(0);
        let part = Part::of(&posts, &own(&network));
        assert_eq!((part.score, &part.reasons, &part.places), (network.score, &network.reasons, &network.places));
        assert_eq!((part.first, part.last, &part.categories), (network.first, network.last, &network.categories));
        let contacts = |all: &[Contact]| {
            all.iter().filter(|one| one.kind != MarkKind::ACCOUNT).map(|one| (one.value.clone(), one.posts)).collect::<Vec<_>>()
        };
        assert_eq!(contacts(&part.contacts), contacts(&network.identifiers));
    }

    #[test]
    fn nothing_of_the_other_posts_is_told() {
        let posts = [
            post("1", &["+77050010203"], "kz.almaty", 1),
            post("2", &["+77050010203", "+77050010204"], "kz.astana", 29),
            post("3", &["+77050010203", "+77050019999"], "kz.almaty", 2),
        ];
        let network = crate::link(&posts).remove(0);
        let part = Part::of(&[posts[0].clone(), posts[2].clone()], &own(&network));
        assert_eq!(part.places, ["kz.almaty"]);
        assert_eq!(part.last, posts[2].published);
        let told = format!("{part:?}");
        assert!(!told.contains("kz.astana") && !told.contains("+77050010204"), "{told}");
        assert_eq!(part.contacts[0].posts, 2);
        assert_eq!(Part::of(&[], &own(&network)), Part::default());
    }
}
