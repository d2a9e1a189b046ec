//! Looking after the work: who has seen what, the log, emergencies, the inspector's page.

use axum::http::Method;
use rights::Action;

use super::{Need, Way, house};
use crate::pages::{emergencies, inspect, log, seen};

const GLASS: Need = Need::House(Action::BreakGlass);

/// These addresses.
pub static WAYS: &[Way] = &[
    house(Method::GET, "/seen", Need::House(Action::ReadWhoHasSeen), |house, ask| Box::pin(seen::show(house, ask))),
    house(Method::GET, "/log", Need::House(Action::ReadLog), |house, ask| Box::pin(log::show(house, ask))),
    house(Method::GET, "/log/entry", Need::House(Action::ReadLog), |house, ask| Box::pin(log::entry(house, ask))),
    house(Method::POST, "/log/export", Need::House(Action::ExportLog), |house, ask| Box::pin(log::export(house, ask))),
    house(Method::GET, "/inspect", Need::House(Action::Inspect), |house, ask| Box::pin(inspect::show(house, ask))),
    house(Method::GET, "/emergencies", GLASS, |house, ask| Box::pin(emergencies::show(house, ask))),
    house(Method::POST, "/emergencies", GLASS, |house, ask| Box::pin(emergencies::request(house, ask))),
    house(Method::POST, "/emergencies/confirm", GLASS, |house, ask| Box::pin(emergencies::confirm(house, ask))),
    house(Method::POST, "/emergencies/decline", GLASS, |house, ask| Box::pin(emergencies::decline(house, ask))),
    house(Method::POST, "/emergencies/end", GLASS, |house, ask| Box::pin(emergencies::end(house, ask))),
    house(Method::POST, "/emergencies/review", Need::House(Action::Inspect), |house, ask| Box::pin(emergencies::review(house, ask))),
];
