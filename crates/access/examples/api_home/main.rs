//! Prepares a home for the tests of the API: an administrator, an analyst, some colleagues, and a token of the analyst's, which it prints.
//!
//! `api_home HOME ORIGIN NOW` (NOW as 2026-11-22T08:00:00Z). For tests only: the program itself has no such way in.

use std::io::Write as _;
use std::path::PathBuf;

use invented::{Done, Invented};
use record::{AgencyKind, Moment, Purpose, Role};

mod invented;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [home, origin, now] = given.as_slice() else { return Err("give HOME ORIGIN NOW".into()) };
    let now = Moment::parse(now)?;
    let house = Invented::at(&PathBuf::from(home), origin, now).await?;
    let analyst = house.colleague(house.agency, "analyst", &[Role::Analyst], now).await?;
    let shelter = house.body(AgencyKind::Ngo, now).await?;
    let _ = house.colleague(shelter, "manager", &[Role::CaseManager], now).await?;
    let detection = house.token(analyst, Purpose::Detection, 30, now).await?;
    let administration = house.token(house.administrator, Purpose::Administration, 30, now).await?;
    writeln!(std::io::stdout(), "{detection}\n{administration}")?;
    Ok(())
}
