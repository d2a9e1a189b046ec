//! What is done with bodies: founding, naming, placing, closing.

use people::agency::{self, Command};
use people::{Agency, AgencyNames};
use record::{Actor, AgencyId, AgencyKind, Moment, Reason, Regions};
use rights::Action;

use crate::{AccessError, House, Visitor};

/// What an administrator does with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgencyAct {
    /// Gives it another name.
    Rename(AgencyNames),
    /// Has it act for other regions.
    SetRegions {
        /// All of them.
        regions: Regions,
        /// Why.
        reason: Reason,
    },
    /// Makes it a unit of another one, or of none.
    PlaceUnder {
        /// The other one.
        parent: Option<AgencyId>,
        /// Why.
        reason: Reason,
    },
    /// It takes part no more.
    Close {
        /// Why.
        reason: Reason,
    },
    /// It takes part again.
    Reopen {
        /// Why.
        reason: Reason,
    },
}

impl House {
    /// Has a body join; gives its identifier.
    ///
    /// # Errors
    /// What the rights or rules refuse; a record that does not answer.
    pub async fn found_agency(
        &self,
        visitor: &Visitor,
        kind: AgencyKind,
        names: AgencyNames,
        regions: Regions,
        parent: Option<AgencyId>,
        now: Moment,
    ) -> Result<AgencyId, AccessError> {
        self.refresh().await?;
        self.require_office(visitor, Action::ManageAgencies, &regions, None, now)?;
        self.found_as(&visitor.actor(), kind, names, regions, parent, now).await
    }

    pub(crate) async fn found_as(
        &self,
        actor: &Actor,
        kind: AgencyKind,
        names: AgencyNames,
        regions: Regions,
        parent: Option<AgencyId>,
        now: Moment,
    ) -> Result<AgencyId, AccessError> {
        let agency = AgencyId::from_bytes(self.random.bytes()?);
        let above = self.above(parent)?;
        let command = Command::Found(agency::Found { agency, kind, names, regions, parent, above });
        let _ = self.act::<Agency>(agency, &self.administration(actor, now)?, command).await?;
        Ok(agency)
    }

    /// Does something with a body.
    ///
    /// # Errors
    /// What the rights or rules refuse; a body that there is not; a record that does not answer.
    pub async fn act_on_agency(&self, visitor: &Visitor, agency: AgencyId, act: AgencyAct, now: Moment) -> Result<(), AccessError> {
        self.refresh().await?;
        let regions = self.look(|directory| directory.agency(agency).map(|body| body.regions.clone())).ok_or(AccessError::Unknown)?;
        self.require_office(visitor, Action::ManageAgencies, &regions, None, now)?;
        if let AgencyAct::SetRegions { regions, .. } = &act {
            // Nobody gives a body what they do not keep themselves.
            self.require_office(visitor, Action::ManageAgencies, regions, None, now)?;
        }
        let actor = visitor.actor();
        let command = self.agency_command(act)?;
        let _ = self.act::<Agency>(agency, &self.administration(&actor, now)?, command).await?;
        Ok(())
    }

    fn agency_command(&self, act: AgencyAct) -> Result<Command, AccessError> {
        Ok(match act {
            AgencyAct::Rename(names) => Command::Rename(agency::Rename { names }),
            AgencyAct::SetRegions { regions, reason } => Command::SetRegions(agency::SetRegions { regions, reason }),
            AgencyAct::PlaceUnder { parent, reason } => {
                Command::PlaceUnder(agency::PlaceUnder { parent, above: self.above(parent)?, reason })
            }
            AgencyAct::Close { reason } => Command::Close(agency::Close { reason }),
            AgencyAct::Reopen { reason } => Command::Reopen(agency::Reopen { reason }),
        })
    }

    /// The bodies above one, up to the topmost; the first must exist.
    fn above(&self, parent: Option<AgencyId>) -> Result<Vec<AgencyId>, AccessError> {
        let Some(first) = parent else { return Ok(Vec::new()) };
        self.look(|directory| {
            let mut above = Vec::new();
            let mut next = directory.agency(first).ok_or(AccessError::Unknown)?.parent;
            while let Some(id) = next.filter(|id| !above.contains(id)) {
                above.push(id);
                next = directory.agency(id).and_then(|body| body.parent);
            }
            Ok(above)
        })
    }
}
