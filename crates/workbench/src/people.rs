//! Who stands at the door: from a cookie to a person with their rights, their name and what the pages offer them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use access::{AccessError, House, Through, Visitor};
use axum::http::header::{self, HeaderMap};
use people::{Authority, CredentialKind};
use record::{Compartment, Moment, PersonId, Purpose};
use rights::{Action, Resource};

use crate::fault::Fault;
use crate::pages::frame::{Ask, Section};
use crate::sight::Sight;
use crate::site::{Site, cookie};
use crate::viewer::{Person, Standing};
use crate::ways::Need;
use crate::words::Tongue;

/// The cookie that holds a session.
pub const SESSION_COOKIE: &str = "arasha";
/// The cookie that says for what somebody looks at matters.
pub const PURPOSE_COOKIE: &str = "purpose";

/// What the rights open to a person. It is worked out anew whenever what they are has changed.
#[derive(Debug)]
struct Menu {
    authority: Authority,
    by: Option<CredentialKind>,
    /// With how far they see for each.
    purposes: Vec<(Purpose, Sight)>,
    sections: Vec<Section>,
}

/// Menus that were worked out.
#[derive(Debug, Default)]
pub struct Menus(Mutex<HashMap<PersonId, Arc<Menu>>>);

/// So many are kept at most.
const MOST: usize = 10_000;

impl Menus {
    fn of(&self, house: &House, visitor: &Visitor, now: Moment) -> Arc<Menu> {
        let by = match visitor.through {
            Through::Session { by, .. } => Some(by),
            Through::Token { .. } => None,
        };
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&visitor.person()).cloned();
        if let Some(menu) = known.filter(|menu| menu.by == by && menu.authority == visitor.authority) {
            return menu;
        }
        let purposes = house.purposes(visitor, Action::SearchCorpus, &Resource::matter(Compartment::OpenSource), now);
        let seen = |purpose: &Purpose| (*purpose, Sight::of(house, visitor, *purpose, now));
        let opens = |section: &Section| section.opens_to(house, visitor, &purposes, now);
        let sections = Section::ALL.into_iter().filter(opens).collect();
        let menu = Arc::new(Menu { authority: visitor.authority.clone(), by, purposes: purposes.iter().map(seen).collect(), sections });
        let mut menus = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if menus.len() >= MOST {
            menus.clear();
        }
        menus.insert(visitor.person(), Arc::clone(&menu));
        menu
    }
}

impl Site {
    /// How a stranger stands here.
    pub(crate) fn stranger(&self) -> Standing {
        if self.house.is_some() { Standing::Stranger } else { Standing::Alone }
    }

    /// Who sent these headers.
    pub(crate) async fn standing(&self, headers: &HeaderMap, tongue: Tongue, now: Moment) -> Result<Standing, Fault> {
        let Some(house) = &self.house else { return Ok(Standing::Alone) };
        let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let Some(secret) = cookie(cookies, &self.seat.cookie_name(SESSION_COOKIE)) else { return Ok(Standing::Stranger) };
        let (visitor, form) = match house.visitor(secret, now).await {
            Ok(found) => found,
            Err(AccessError::NotIn) => return Ok(Standing::Stranger),
            Err(error) => return Err(error.into()),
        };
        let menu = self.menus.of(house, &visitor, now);
        let wanted = cookie(cookies, PURPOSE_COOKIE).and_then(Purpose::from_code);
        let chosen = menu.purposes.iter().find(|(purpose, _)| Some(*purpose) == wanted).or(menu.purposes.first());
        let (purpose, sight) = chosen.cloned().unwrap_or((Purpose::Administration, Sight::Nothing));
        let name = house.name_of(visitor.person(), now).await?;
        let person = Person {
            purpose,
            sight,
            name: name.as_deref().unwrap_or_default().to_owned(),
            agency: house.look(|directory| directory.agency(visitor.agency()).map(|body| named(&body.names, tongue)).unwrap_or_default()),
            purposes: menu.purposes.iter().map(|(purpose, _)| *purpose).collect(),
            sections: menu.sections.clone(),
            form: form.to_string(),
            waiting: house.waiting_emergencies(&visitor, now),
            visitor,
        };
        Ok(Standing::In(Box::new(person)))
    }
}

/// The name of a body in a language.
#[must_use]
pub fn named(names: &people::AgencyNames, tongue: Tongue) -> String {
    let name = match tongue {
        Tongue::Kk => &names.kk,
        Tongue::Ru => &names.ru,
        Tongue::En => &names.en,
    };
    name.as_str().to_owned()
}

/// Whether whoever asks may use an address; `false` where they must sign in first.
///
/// # Errors
/// Where the rights do not give it.
pub fn may_enter(house: &House, need: Need, ask: &Ask<'_>) -> Result<bool, Fault> {
    if need.is_nothing() {
        return Ok(true);
    }
    let Some(person) = ask.viewer.person() else { return Ok(false) };
    let Need::Open(action) = need else { return Ok(true) };
    let decision = house.may(&person.visitor, action, &Resource::matter(Compartment::OpenSource), person.purpose, ask.viewer.now());
    if decision.allowed { Ok(true) } else { Err(AccessError::Denied(decision).into()) }
}
