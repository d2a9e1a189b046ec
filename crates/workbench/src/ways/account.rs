//! One's own account.

use axum::http::Method;
use rights::Action;

use super::{Need, Way, house};
use crate::pages::account;

/// These addresses.
pub static WAYS: &[Way] = &[
    house(Method::GET, "/account", Need::In, |house, ask| Box::pin(account::show(house, ask))),
    house(Method::POST, "/account/session", Need::In, |house, ask| Box::pin(account::end_session(house, ask))),
    house(Method::POST, "/account/credential", Need::In, |house, ask| Box::pin(account::remove_credential(house, ask))),
    house(Method::GET, "/account/password", Need::In, |house, ask| Box::pin(account::password_form(house, ask))),
    house(Method::POST, "/account/password", Need::In, |house, ask| Box::pin(account::set_password(house, ask))),
    house(Method::POST, "/account/passkey", Need::In, |house, ask| Box::pin(account::ask_passkey(house, ask))),
    house(Method::POST, "/account/passkey/answer", Need::In, |house, ask| Box::pin(account::add_passkey(house, ask))),
    house(Method::POST, "/account/token", Need::House(Action::IssueToken), |house, ask| Box::pin(account::issue_token(house, ask))),
    house(Method::POST, "/account/token/revoke", Need::In, |house, ask| Box::pin(account::revoke_token(house, ask))),
];
