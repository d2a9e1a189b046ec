//! The course of all work in numbers, for those who look after it: no names, nothing about those for whom the work is done.

use std::collections::BTreeMap;

use people::emergency;
use people::person::Standing;
use record::{AgencyKind, Moment, Region, Role};

use crate::{AccessError, Covering, House, Tally, Visitor};

/// The course of all work at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Bodies that take part, by kind.
    pub bodies: BTreeMap<AgencyKind, u64>,
    /// Bodies that were closed.
    pub closed_bodies: u64,
    /// People at work.
    pub at_work: u64,
    /// People who were invited and have not come in.
    pub invited: u64,
    /// People who are suspended.
    pub suspended: u64,
    /// People who left.
    pub left: u64,
    /// People who hold a role for a region now.
    pub roles: BTreeMap<(Role, Region), u64>,
    /// All emergencies, the latest first. They name who asked; a page for inspectors does not.
    pub emergencies: Vec<emergency::Asked>,
    /// Sums over the log.
    pub tally: Tally,
    /// The newest checkpoint.
    pub checkpoint: Option<Covering>,
}

impl House {
    /// The course of all work as it is now.
    ///
    /// # Errors
    /// What the rights refuse; a record that does not answer.
    pub async fn inspect(&self, visitor: &Visitor, now: Moment) -> Result<Inspection, AccessError> {
        self.refresh().await?;
        self.require_inspection(visitor, now)?;
        let tally = {
            let mut tally = self.tally.lock().await;
            tally.read_on(self).await?;
            tally.clone()
        };
        let mut found = Inspection {
            bodies: BTreeMap::new(),
            closed_bodies: 0,
            at_work: 0,
            invited: 0,
            suspended: 0,
            left: 0,
            roles: BTreeMap::new(),
            emergencies: self.look(|directory| directory.emergencies().filter_map(|(_, state)| state.asked.clone()).collect()),
            tally,
            checkpoint: self.newest_checkpoint().await?,
        };
        found.emergencies.sort_by_key(|asked| std::cmp::Reverse((asked.at, asked.id)));
        self.count_who_is_here(&mut found, now);
        Ok(found)
    }

    fn count_who_is_here(&self, found: &mut Inspection, now: Moment) {
        self.look(|directory| {
            for body in directory.agencies() {
                if body.open {
                    *found.bodies.entry(body.kind).or_default() += 1;
                } else {
                    found.closed_bodies += 1;
                }
            }
            for member in directory.people() {
                match member.standing {
                    Standing::Active => found.at_work += 1,
                    Standing::Invited { .. } => found.invited += 1,
                    Standing::Suspended => found.suspended += 1,
                    Standing::Left => found.left += 1,
                }
                let roles = directory.authority(member.id, now).filter(|authority| !authority.suspended).map(|authority| authority.roles);
                for (role, regions) in roles.into_iter().flatten() {
                    for region in regions.iter() {
                        *found.roles.entry((role, region.clone())).or_default() += 1;
                    }
                }
            }
        });
    }
}
