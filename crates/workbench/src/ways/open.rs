//! What was collected from open sources: pages that work where nobody signs in too.

use axum::http::Method;
use rights::Action;

use super::{Need, Way, desk};
use crate::pages::{check, help, mirrors, network, post, queue, search, sources};

/// These addresses.
pub static WAYS: &[Way] = &[
    desk(Method::GET, "/", Need::Open(Action::SearchCorpus), queue::show),
    desk(Method::GET, "/post", Need::Open(Action::ReadPost), post::show),
    desk(Method::GET, "/network", Need::Open(Action::ReadPost), network::show),
    desk(Method::GET, "/search", Need::Open(Action::SearchCorpus), search::show),
    desk(Method::GET, "/sources", Need::Open(Action::SearchCorpus), sources::show),
    desk(Method::GET, "/check", Need::Open(Action::SearchCorpus), check::show),
    desk(Method::POST, "/check", Need::Open(Action::SearchCorpus), check::answer),
    desk(Method::GET, "/mirrors", Need::Open(Action::SearchCorpus), mirrors::show),
    desk(Method::POST, "/mirrors", Need::Open(Action::SearchCorpus), mirrors::answer),
    desk(Method::GET, "/help", Need::Nothing, help::show),
];
