//! Evidence: what was kept, and what is done with it.

use axum::http::Method;
use rights::Action;

use super::{Need, Way, house};
use crate::pages::evidence;

const READ: Need = Need::House(Action::ReadEvidence);
const HAND: Need = Need::House(Action::HandOverEvidence);

/// These addresses.
pub static WAYS: &[Way] = &[
    house(Method::GET, "/evidence", READ, |house, ask| Box::pin(evidence::show(house, ask))),
    house(Method::POST, "/evidence", Need::House(Action::CapturePage), |house, ask| Box::pin(evidence::capture(house, ask))),
    house(Method::GET, "/evidence/item", READ, |house, ask| Box::pin(evidence::item(house, ask))),
    house(Method::POST, "/evidence/copy", READ, |house, ask| Box::pin(evidence::copy(house, ask))),
    house(Method::POST, "/evidence/offer", HAND, |house, ask| Box::pin(evidence::offer(house, ask))),
    house(Method::POST, "/evidence/withdraw", HAND, |house, ask| Box::pin(evidence::withdraw(house, ask))),
    house(Method::POST, "/evidence/take", HAND, |house, ask| Box::pin(evidence::take(house, ask))),
    house(Method::POST, "/evidence/give-back", HAND, |house, ask| Box::pin(evidence::give_back(house, ask))),
];
