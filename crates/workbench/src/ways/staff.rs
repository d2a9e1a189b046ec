//! People and bodies.

use access::House;
use axum::http::Method;
use rights::Action;

use super::{Making, Need, Way, house};
use crate::pages::frame::Ask;
use crate::pages::person_acts::{self, Deed};
use crate::pages::{agencies, agency, invite, people, person};

const READ: Need = Need::House(Action::ReadPeople);
const KEEP: Need = Need::House(Action::ManagePeople);
const KEEP_BODIES: Need = Need::House(Action::ManageAgencies);

/// These addresses.
pub static WAYS: &[Way] = &[
    house(Method::GET, "/people", READ, |house, ask| Box::pin(people::show(house, ask))),
    house(Method::POST, "/people", READ, |house, ask| Box::pin(people::find(house, ask))),
    house(Method::GET, "/people/invite", KEEP, |house, ask| Box::pin(invite::show(house, ask))),
    house(Method::POST, "/people/invite", KEEP, |house, ask| Box::pin(invite::invite(house, ask))),
    house(Method::GET, "/person", READ, |house, ask| Box::pin(person::show(house, ask))),
    house(Method::POST, "/person/contact", READ, |house, ask| Box::pin(person_acts::contact(house, ask))),
    house(Method::POST, "/person/session", KEEP, |house, ask| Box::pin(person_acts::end_session(house, ask))),
    house(Method::POST, "/person/grant", KEEP, |house, ask| act(house, ask, Deed::Grant)),
    house(Method::POST, "/person/withdraw", KEEP, |house, ask| act(house, ask, Deed::Withdraw)),
    house(Method::POST, "/person/administrator", KEEP, |house, ask| act(house, ask, Deed::AskAdministrator)),
    house(Method::POST, "/person/administrator/confirm", KEEP, |house, ask| act(house, ask, Deed::ConfirmAdministrator)),
    house(Method::POST, "/person/administrator/drop", KEEP, |house, ask| act(house, ask, Deed::DropAdministrator)),
    house(Method::POST, "/person/recovery", KEEP, |house, ask| act(house, ask, Deed::AskRecovery)),
    house(Method::POST, "/person/recovery/approve", Need::House(Action::ApproveRecovery), |house, ask| {
        act(house, ask, Deed::ApproveRecovery)
    }),
    house(Method::POST, "/person/recovery/cancel", KEEP, |house, ask| act(house, ask, Deed::CancelRecovery)),
    house(Method::POST, "/person/invitation", KEEP, |house, ask| act(house, ask, Deed::Renew)),
    house(Method::POST, "/person/suspend", KEEP, |house, ask| act(house, ask, Deed::Suspend)),
    house(Method::POST, "/person/resume", KEEP, |house, ask| act(house, ask, Deed::Resume)),
    house(Method::POST, "/person/leave", KEEP, |house, ask| act(house, ask, Deed::Leave)),
    house(Method::POST, "/person/correct", KEEP, |house, ask| act(house, ask, Deed::Correct)),
    house(Method::GET, "/agencies", READ, |house, ask| Box::pin(agencies::show(house, ask))),
    house(Method::GET, "/agencies/found", KEEP_BODIES, |house, ask| Box::pin(agencies::found_form(house, ask))),
    house(Method::POST, "/agencies/found", KEEP_BODIES, |house, ask| Box::pin(agencies::found(house, ask))),
    house(Method::GET, "/agency", READ, |house, ask| Box::pin(agency::show(house, ask))),
    house(Method::POST, "/agency/rename", KEEP_BODIES, |house, ask| change(house, ask, agency::Deed::Rename)),
    house(Method::POST, "/agency/regions", KEEP_BODIES, |house, ask| change(house, ask, agency::Deed::Regions)),
    house(Method::POST, "/agency/place", KEEP_BODIES, |house, ask| change(house, ask, agency::Deed::Place)),
    house(Method::POST, "/agency/close", KEEP_BODIES, |house, ask| change(house, ask, agency::Deed::Close)),
    house(Method::POST, "/agency/reopen", KEEP_BODIES, |house, ask| change(house, ask, agency::Deed::Reopen)),
];

fn act<'a>(house: &'a House, ask: &'a Ask<'a>, deed: Deed) -> Making<'a> {
    Box::pin(person_acts::act(house, ask, deed))
}

fn change<'a>(house: &'a House, ask: &'a Ask<'a>, deed: agency::Deed) -> Making<'a> {
    Box::pin(agency::act(house, ask, deed))
}
