//! What the rules need to know of an agency's past.

use record::{AgencyId, AgencyKind, Regions};

use super::{AgencyNames, Event, Refusal};

/// What has become of an agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The agency, once it was founded.
    pub body: Option<Body>,
}

/// An agency that was founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The agency.
    pub id: AgencyId,
    /// What it is.
    pub kind: AgencyKind,
    /// What it is called.
    pub names: AgencyNames,
    /// Where it acts.
    pub regions: Regions,
    /// The agency of which it is a unit.
    pub parent: Option<AgencyId>,
    /// Whether it takes part.
    pub open: bool,
}

/// What rules about a person need to know of an agency. A decider sees one history only, so commands about people carry this, as the shell
/// loaded it just before; what changes later is seen in the [`Authority`](crate::Authority), which is worked out anew each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyFacts {
    /// The agency.
    pub id: AgencyId,
    /// Whether it takes part.
    pub open: bool,
    /// Where it acts.
    pub regions: Regions,
}

impl State {
    /// What commands about its people carry; nothing where it was never founded.
    #[must_use]
    pub fn facts(&self) -> Option<AgencyFacts> {
        self.body.as_ref().map(|body| AgencyFacts { id: body.id, open: body.open, regions: body.regions.clone() })
    }

    /// The agency, which must have been founded.
    pub(super) fn founded(&self) -> Result<&Body, Refusal> {
        self.body.as_ref().ok_or(Refusal::NotFounded)
    }

    /// The agency, which must be open.
    pub(super) fn open(&self) -> Result<&Body, Refusal> {
        self.founded().and_then(|body| if body.open { Ok(body) } else { Err(Refusal::IsClosed) })
    }

    pub(super) fn after(mut self, event: &Event) -> Self {
        match event {
            Event::Founded { agency, kind, names, regions, parent } => {
                let (names, regions) = (names.clone(), regions.clone());
                self.body = Some(Body { id: *agency, kind: *kind, names, regions, parent: *parent, open: true });
            }
            Event::Renamed { names } => self.change(|body| body.names = names.clone()),
            Event::RegionsSet { regions, .. } => self.change(|body| body.regions = regions.clone()),
            Event::PlacedUnder { parent, .. } => self.change(|body| body.parent = *parent),
            Event::Closed { .. } => self.change(|body| body.open = false),
            Event::Reopened { .. } => self.change(|body| body.open = true),
        }
        self
    }

    fn change(&mut self, change: impl FnOnce(&mut Body)) {
        if let Some(body) = &mut self.body {
            change(body);
        }
    }
}
