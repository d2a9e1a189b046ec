//! An agency gets another name. Nothing is taken from anybody, so no reason is asked for.
//!
//! Refused where it is closed, or called so already.

use super::{AgencyNames, Event, Refusal, State};
use crate::refuse_if;

/// An agency gets another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// What it is called from now on.
    pub names: AgencyNames,
}

pub(super) fn decide(state: &State, Rename { names }: Rename) -> Result<Vec<Event>, Refusal> {
    let body = state.open()?;
    refuse_if(body.names == names, Refusal::NoChange)?;
    Ok(vec![Event::Renamed { names }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::testing::{closed, founded, names};
    use crate::agency::{Agency, AgencyName, Command};
    use crate::testing::{Then, actor, given};

    fn other() -> AgencyNames {
        AgencyNames { en: AgencyName::new("Almaty Police").unwrap(), ..names() }
    }

    fn rename(history: Vec<Event>, names: AgencyNames) -> Then<Agency> {
        given(history).when(&actor(9), Command::Rename(Rename { names }))
    }

    #[test]
    fn it_is_called_otherwise() {
        rename(vec![founded()], other()).then([Event::Renamed { names: other() }]);
    }

    #[test]
    fn not_what_there_is_not() {
        rename(vec![], other()).refused(Refusal::NotFounded);
    }

    #[test]
    fn not_what_is_closed() {
        rename(vec![founded(), closed()], other()).refused(Refusal::IsClosed);
    }

    #[test]
    fn not_to_what_it_is_called() {
        rename(vec![founded()], names()).refused(Refusal::NoChange);
        rename(vec![founded(), Event::Renamed { names: other() }], other()).refused(Refusal::NoChange);
    }
}
