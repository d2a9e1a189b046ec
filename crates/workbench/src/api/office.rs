//! The installation itself: the one who asks, colleagues, bodies, the log.

use access::{House, Visitor};
use people::agency::Body;
use record::{AgencyId, PersonId, Purpose, StreamName};
use rights::Action;
use store::LogQuery;

use super::errors::Refusal;
use super::routes::{LIMIT, OFFSET};
use super::shapes::{Agencies, AgencyLine, AgencyName, Colleague, HeldRole, LogEntry, LogLines, Me, People, SeenBy};
use super::{Call, json};
use crate::fault::Fault;
use crate::people::named;

/// Who the token stands for.
pub async fn me(house: &House, call: &Call) -> Result<String, Refusal> {
    let person = call.person()?;
    let visitor = &person.visitor;
    let name = house.name_of(visitor.person(), call.now()).await?;
    json(&Me {
        person: visitor.person(),
        name: name.as_deref().unwrap_or_default().to_owned(),
        agency: AgencyName { id: visitor.agency(), name: agency_name(house, call, visitor) },
        roles: roles(&visitor.authority),
        purpose: person.purpose,
        until: visitor.until,
    })
}

fn agency_name(house: &House, call: &Call, visitor: &Visitor) -> String {
    let tongue = call.viewer.words.0;
    house.look(|directory| directory.agency(visitor.agency()).map(|body| named(&body.names, tongue)).unwrap_or_default())
}

fn roles(authority: &people::Authority) -> Vec<HeldRole> {
    authority.roles.iter().map(|(role, regions)| HeldRole { role: *role, regions: regions.clone() }).collect()
}

/// Colleagues at work: those who may do something now.
pub async fn people(house: &House, call: &Call) -> Result<String, Refusal> {
    house.require_colleagues(&call.person()?.visitor, call.now())?;
    let of: Option<AgencyId> = call.given.parsed("agency");
    let (offset, limit) = (call.given.number(&OFFSET), call.given.number(&LIMIT));
    let at_work: Vec<people::Authority> = house.look(|directory| {
        let authorities = directory.people().filter_map(|member| directory.authority(member.id, call.now()));
        authorities.filter(|one| one.open && !one.suspended && of.is_none_or(|agency| one.agency == agency)).collect()
    });
    let page: Vec<&people::Authority> = at_work.iter().skip(offset).take(limit).collect();
    let ids: Vec<PersonId> = page.iter().map(|authority| authority.person).collect();
    let mut names = house.names_of(ids, call.now()).await?;
    let colleague = |authority: &&people::Authority| Colleague {
        id: authority.person,
        name: names.remove(&authority.person),
        agency: authority.agency,
        roles: roles(authority),
    };
    json(&People { total: at_work.len(), offset, limit, people: page.iter().map(colleague).collect() })
}

/// Bodies.
pub async fn agencies(house: &House, call: &Call) -> Result<String, Refusal> {
    house.require_colleagues(&call.person()?.visitor, call.now())?;
    let (offset, limit) = (call.given.number(&OFFSET), call.given.number(&LIMIT));
    let line = |body: &Body| AgencyLine::of(body, named(&body.names, call.viewer.words.0));
    let (total, agencies) =
        house.look(|directory| (directory.agencies().count(), directory.agencies().skip(offset).take(limit).map(line).collect::<Vec<_>>()));
    json(&Agencies { total, offset, limit, agencies })
}

/// The log.
pub async fn log(house: &House, call: &Call) -> Result<String, Refusal> {
    let given = &call.given;
    let query = LogQuery {
        person: given.parsed("person"),
        agency: given.parsed("agency"),
        kind: given.text("kind").map(str::to_owned),
        stream: given.text("stream").map(|name| StreamName::from_log(name.to_owned())),
        purpose: given.text("purpose").and_then(Purpose::from_code),
        command: given.parsed("command"),
        from: given.moment("from"),
        until: given.moment("until"),
        mentions: given.text("mentions").map(str::to_owned),
        before: given.parsed("before"),
        limit: u32::try_from(given.number(&LIMIT)).unwrap_or(u32::MAX),
    };
    let page = house.read_log(&call.person()?.visitor, &query, Action::ReadLog, call.now()).await?;
    let entries = page.entries.iter().map(LogEntry::from).collect();
    json(&LogLines { entries, next: page.next, withheld: page.withheld })
}

/// Who has seen the data of a subject.
pub async fn seen(house: &House, call: &Call) -> Result<String, Refusal> {
    let subject = call.given.parsed("subject").ok_or(Fault::NoPage)?;
    let seen = house.who_has_seen(&call.person()?.visitor, subject, call.now()).await?;
    json(&SeenBy::from(seen))
}
