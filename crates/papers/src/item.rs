//! What a history says of its item, for paper.

use custody::item::{Event, Failure, Missing, Origin, Told};
use custody::{FileRole, ItemId, KeptFile, Tool};
use record::{AgencyId, Moment, PersonId, Reason, Region};

/// An item as its history tells it.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    pub id: ItemId,
    pub origin: &'a Origin,
    pub tool: &'a Tool,
    pub region: Option<&'a Region>,
    pub began: Moment,
    pub ended: Option<Moment>,
    pub holder: AgencyId,
    pub outcome: Outcome<'a>,
    pub given_back: bool,
    pub files: Vec<&'a KeptFile>,
    pub offer: Option<Offer<'a>>,
}

/// What came of the acquisition.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Outcome<'a> {
    Open,
    Whole(&'a [Missing]),
    Failed(Failure),
}

/// The last offer that was not withdrawn, and who took it.
#[derive(Debug, Clone)]
pub(crate) struct Offer<'a> {
    pub at: Moment,
    pub from: AgencyId,
    pub by: PersonId,
    pub to: AgencyId,
    pub until: Moment,
    pub reason: &'a Reason,
    pub taken: Option<(PersonId, Moment)>,
}

impl<'a> Item<'a> {
    /// The item of a history; none where it has no beginning.
    pub fn of(history: &'a [Told]) -> Option<Self> {
        let (first, rest) = history.split_first()?;
        let Event::Begun { item, origin, region, tool, holder, .. } = &first.event else { return None };
        let mut item = Self {
            id: *item,
            origin,
            tool,
            region: region.as_ref(),
            began: first.at,
            ended: None,
            holder: *holder,
            outcome: Outcome::Open,
            given_back: false,
            files: Vec::new(),
            offer: None,
        };
        rest.iter().for_each(|step| item.take(step));
        Some(item)
    }

    fn take(&mut self, step: &'a Told) {
        match &step.event {
            Event::Kept { files } => self.files.extend(files),
            Event::Completed { missing } => self.end(step.at, Outcome::Whole(missing)),
            Event::Failed { why } => self.end(step.at, Outcome::Failed(*why)),
            Event::Offered { to, by, until, reason } => {
                let offer = Offer { at: step.at, from: self.holder, by: *by, to: *to, until: *until, reason, taken: None };
                self.offer = Some(offer);
            }
            Event::Withdrawn { .. } => self.offer = None,
            Event::Taken { by, holder } => {
                self.holder = *holder;
                if let Some(offer) = &mut self.offer {
                    offer.taken = Some((*by, step.at));
                }
            }
            Event::GivenBack { .. } => self.given_back = true,
            // Looking, copying, examining and giving out change nothing of it.
            _ => {}
        }
    }

    fn end(&mut self, at: Moment, outcome: Outcome<'a>) {
        self.ended = Some(at);
        self.outcome = outcome;
    }

    /// The list of what was got.
    pub fn manifest(&self) -> Option<&'a KeptFile> {
        self.files.iter().copied().find(|file| file.role == FileRole::Manifest)
    }

    /// How it stands, as in the catalogues.
    pub fn standing(&self) -> &'static str {
        match self.outcome {
            _ if self.given_back => "given_back",
            Outcome::Open => "receiving",
            Outcome::Whole(_) => "held",
            Outcome::Failed(_) => "failed",
        }
    }
}
