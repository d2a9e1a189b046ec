//! Coming in and going.

use axum::http::Method;

use super::{Need, Way, house};
use crate::pages::{join, sign_in};

/// These addresses.
pub static WAYS: &[Way] = &[
    house(Method::GET, "/sign-in", Need::Nothing, |house, ask| Box::pin(sign_in::show(house, ask))),
    house(Method::POST, "/sign-in", Need::Nothing, |house, ask| Box::pin(sign_in::by_password(house, ask))),
    house(Method::POST, "/sign-in/passkey", Need::Nothing, |house, ask| Box::pin(sign_in::ask_passkey(house, ask))),
    house(Method::POST, "/sign-in/passkey/answer", Need::Nothing, |house, ask| Box::pin(sign_in::by_passkey(house, ask))),
    house(Method::GET, "/sign-in/account", Need::Nothing, |house, ask| Box::pin(sign_in::leave_for_account(house, ask))),
    house(Method::GET, "/sign-in/back", Need::Nothing, |house, ask| Box::pin(sign_in::back(house, ask))),
    house(Method::POST, "/sign-out", Need::In, |house, ask| Box::pin(sign_in::out(house, ask))),
    house(Method::POST, "/purpose", Need::In, |house, ask| Box::pin(sign_in::purpose(house, ask))),
    house(Method::GET, "/join", Need::Nothing, |house, ask| Box::pin(join::show(house, ask))),
    house(Method::POST, "/join", Need::Nothing, |house, ask| Box::pin(join::open(house, ask))),
    house(Method::POST, "/join/first", Need::Nothing, |house, ask| Box::pin(join::first(house, ask))),
    house(Method::POST, "/join/password", Need::Nothing, |house, ask| Box::pin(join::password(house, ask))),
    house(Method::POST, "/join/passkey", Need::Nothing, |house, ask| Box::pin(join::ask_passkey(house, ask))),
    house(Method::POST, "/join/passkey/answer", Need::Nothing, |house, ask| Box::pin(join::by_passkey(house, ask))),
    house(Method::POST, "/join/account", Need::Nothing, |house, ask| Box::pin(join::leave_for_account(house, ask))),
];
