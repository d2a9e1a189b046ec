//! Boxes of JUMBF (ISO/IEC 19566-5), as far as a store of manifests has them.

use crate::boxes::{Box, Boxes};
use crate::bytes::until_zero;

/// Most manifests and assertions looked at.
const MOST: usize = 1_024;

/// A box that holds others: its label, and what follows its description.
#[derive(Debug, Clone, Copy)]
pub(super) struct Super<'a> {
    /// Its label.
    pub(super) label: &'a [u8],
    /// Four letters that say what it is.
    pub(super) kind: &'a [u8],
    /// The boxes behind the description.
    content: &'a [u8],
    /// All that it holds with the description: what a claim's hash of it is of.
    pub(super) hashed: &'a [u8],
}

impl<'a> Super<'a> {
    fn of(outer: Box<'a>) -> Option<Self> {
        (&outer.kind == b"jumb").then_some(())?;
        let description = Boxes::of(outer.body).next().filter(|first| &first.kind == b"jumd")?;
        let (kind, rest) = description.body.split_at_checked(16)?;
        let (toggles, rest) = rest.split_first()?;
        let label = if toggles & 2 == 0 { &[] } else { until_zero(rest)?.0 };
        Some(Self { label, kind: kind.get(..4)?, content: outer.body.get(description.whole.len()..)?, hashed: outer.body })
    }

    fn within(&self) -> impl Iterator<Item = Super<'a>> + use<'a> {
        Boxes::of(self.content).filter_map(Super::of).take(MOST)
    }

    fn cbor(&self) -> Option<&'a [u8]> {
        Boxes::of(self.content).find(b"cbor")
    }
}

/// An assertion of a manifest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Assertion<'a> {
    pub(super) label: &'a [u8],
    pub(super) cbor: Option<&'a [u8]>,
    pub(super) hashed: &'a [u8],
}

/// A store of manifests, of which the last stands for the file.
#[derive(Debug)]
pub(super) struct Store<'a> {
    pub(super) manifests: usize,
    pub(super) label: &'a [u8],
    pub(super) claim: Option<&'a [u8]>,
    pub(super) assertions: Vec<Assertion<'a>>,
}

impl<'a> Store<'a> {
    /// Three levels are looked at and no more, however deep the boxes lie.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let store = Super::of(Boxes::of(bytes).next()?).filter(|store| store.kind == b"c2pa")?;
        let manifests = || store.within().filter(|inner| matches!(inner.kind, b"c2ma" | b"c2um"));
        let active = manifests().last()?;
        let claim = active.within().find(|inner| inner.kind == b"c2cl").and_then(|claim| claim.cbor());
        let assertions = active.within().find(|inner| inner.kind == b"c2as").into_iter().flat_map(|list| list.within());
        let assertions = assertions.map(|one| Assertion { label: one.label, cbor: one.cbor(), hashed: one.hashed }).collect();
        Some(Self { manifests: manifests().count(), label: active.label, claim, assertions })
    }

    /// The assertion with a label.
    pub(super) fn assertion(&self, label: &[u8]) -> Option<&Assertion<'a>> {
        self.assertions.iter().find(|assertion| assertion.label == label)
    }
}
