//! One's own account: how one signs in, where one is in, which programs one let in.

use access::{AccessError, House, Proof, Visitor};
use askama::Template;
use papers::qr;
use people::{Credential, SessionId, TokenId, person};
use record::Purpose;

use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, render};
use crate::pages::join::{Choice, PasswordPart, devices};
use crate::pages::parts::{self, DateMark};
use crate::pages::sign_in::said;
use crate::problem::Problem;
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "account.html")]
struct AccountPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    form: String,
    lead: String,
    roles: Vec<RoleLine>,
    credentials: Vec<CredentialLine>,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    devices: Vec<Choice>,
    purposes: Vec<Choice>,
    /// A token that was just given; shown this once.
    fresh: Option<String>,
}

/// A role that is held.
#[derive(Debug)]
pub struct RoleLine {
    /// What it is called.
    pub name: String,
    /// Where.
    pub regions: String,
    /// Until when.
    pub until: DateMark,
    /// Whether it begins later.
    pub later: Option<DateMark>,
    /// Its code.
    pub code: &'static str,
}

#[derive(Debug)]
struct CredentialLine {
    name: String,
    since: DateMark,
    /// What names it in a form; nothing where it is the last one, which stays.
    id: Option<String>,
}

#[derive(Debug)]
struct SessionLine {
    id: String,
    name: String,
    since: DateMark,
    until: DateMark,
    here: bool,
}

#[derive(Debug)]
struct TokenLine {
    id: String,
    purpose: String,
    since: DateMark,
    until: DateMark,
}

/// The page of a new password.
#[derive(Debug, Template)]
#[template(path = "password.html")]
struct PasswordPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    form: String,
    name: String,
    password: PasswordPart,
}

/// The page.
///
/// # Errors
/// Where nobody is in.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(page(house, ask, None, None)?))
}

/// Who is in.
///
/// # Errors
/// Where nobody is.
pub(crate) fn visitor<'a>(ask: &'a Ask<'_>) -> Result<&'a Visitor, Fault> {
    Ok(&ask.viewer.person().ok_or(AccessError::NotIn)?.visitor)
}

fn page(house: &House, ask: &Ask<'_>, problem: Option<Problem>, fresh: Option<String>) -> Result<String, Fault> {
    let (words, now) = (ask.words(), ask.viewer.now());
    let person = ask.viewer.person().ok_or(AccessError::NotIn)?;
    let member = house.look(|directory| directory.person(person.visitor.person()).cloned()).ok_or(AccessError::NotIn)?;
    let f = Frame { wrong: problem.is_some(), ..ask.frame(words.say("account-title"), None) };
    let purpose = |purpose: Purpose| Choice {
        code: purpose.code().to_owned(),
        name: words.say(&format!("purpose-{}", purpose.code())),
        chosen: purpose == person.purpose,
    };
    render(&AccountPage {
        f,
        t: words,
        problem,
        form: person.form.clone(),
        lead: words.with_all("account-lead", &[("name", &person.name), ("agency", &person.agency)]),
        roles: roles(ask, &member),
        credentials: credentials(ask, &member),
        sessions: sessions(ask, &member, person.visitor.session()),
        tokens: tokens(ask, &member),
        devices: devices(words),
        purposes: house.token_purposes(&person.visitor, now).into_iter().map(purpose).collect(),
        fresh,
    })
}

/// Roles that are held now or later, as they are shown.
#[must_use]
pub fn roles(ask: &Ask<'_>, member: &person::Member) -> Vec<RoleLine> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let line = |term: &people::RoleTerm| RoleLine {
        name: words.say(&format!("role-{}", term.role.code())),
        regions: words.list(&term.regions.iter().map(|region| crate::regions::name(words, region.code())).collect::<Vec<_>>()),
        until: parts::date(calendar, term.until),
        later: (term.from > calendar.now()).then(|| parts::date(calendar, term.from)),
        code: term.role.code(),
    };
    member.terms.iter().filter(|term| calendar.now() < term.until).map(line).collect()
}

fn credentials(ask: &Ask<'_>, member: &person::Member) -> Vec<CredentialLine> {
    let words = ask.words();
    let line = |known: &people::Enrolled| CredentialLine {
        name: credential_name(words, &known.credential),
        since: parts::date(&ask.viewer.calendar, known.at),
        id: (member.credentials.len() > 1).then(|| credential_id(&known.credential)),
    };
    member.credentials.iter().map(line).collect()
}

fn credential_name(words: Words, credential: &Credential) -> String {
    let kind = words.say(&format!("credential-{}", credential.kind().code()));
    match credential {
        Credential::Passkey { device, .. } => format!("{kind}: {}", words.say(&format!("device-{}", device.code()))),
        Credential::PasswordAndCode {} | Credential::OpenId { .. } => kind,
    }
}

fn credential_id(credential: &Credential) -> String {
    match credential {
        Credential::Passkey { id, .. } => format!("passkey-{id}"),
        Credential::OpenId { id } => format!("account-{id}"),
        Credential::PasswordAndCode {} => "password".to_owned(),
    }
}

fn credential_of(member: &person::Member, id: &str) -> Option<Credential> {
    member.credentials.iter().map(|known| known.credential).find(|credential| credential_id(credential) == id)
}

fn sessions(ask: &Ask<'_>, member: &person::Member, here: Option<SessionId>) -> Vec<SessionLine> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let open = member.sessions.iter().filter(|(_, session)| calendar.now() < session.until);
    let line = |(id, session): (&SessionId, &people::Session)| SessionLine {
        id: id.to_string(),
        name: words.say(&format!("credential-{}", session.by.code())),
        since: parts::date(calendar, session.since),
        until: parts::date(calendar, session.until),
        here: here == Some(*id),
    };
    open.map(line).collect()
}

fn tokens(ask: &Ask<'_>, member: &person::Member) -> Vec<TokenLine> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let open = member.tokens.iter().filter(|(_, token)| calendar.now() < token.until);
    let line = |(id, token): (&TokenId, &people::Token)| TokenLine {
        id: id.to_string(),
        purpose: words.say(&format!("purpose-{}", token.purpose.code())),
        since: parts::date(calendar, token.since),
        until: parts::date(calendar, token.until),
    };
    open.map(line).collect()
}

/// The page again after something was done, or with what is wrong.
fn after(house: &House, ask: &Ask<'_>, done: Result<(), AccessError>) -> Result<Answer, Fault> {
    match done {
        Ok(()) => Ok(Answer::go_to("/account")),
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer::again(page(house, ask, Some(problem), None)?))
        }
    }
}

/// Ends a session of one's own.
///
/// # Errors
/// Where the record does not answer.
pub async fn end_session(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let visitor = visitor(ask)?;
    let done = match ask.field("session").parse() {
        Ok(session) => house.end_session(visitor, visitor.person(), session, ask.viewer.now()).await,
        Err(_) => Err(AccessError::Unknown),
    };
    after(house, ask, done)
}

/// Gives up a credential.
///
/// # Errors
/// Where the record does not answer.
pub async fn remove_credential(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let visitor = visitor(ask)?;
    let wanted = ask.field("credential");
    let found = house.look(|directory| directory.person(visitor.person()).and_then(|member| credential_of(member, &wanted)));
    let done = match found {
        Some(credential) => house.remove_credential(visitor, credential, ask.viewer.now()).await,
        None => Err(AccessError::Unknown),
    };
    after(house, ask, done)
}

/// The page of a new password.
///
/// # Errors
/// Where the record does not answer.
pub async fn password_form(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(password_page(house, ask, None).await?))
}

async fn password_page(house: &House, ask: &Ask<'_>, problem: Option<Problem>) -> Result<String, Fault> {
    let begun = house.begin_password(Proof::In(visitor(ask)?), ask.viewer.now()).await?;
    let words = ask.words();
    render(&PasswordPage {
        f: Frame { wrong: problem.is_some(), ..ask.frame(words.say("password-title"), None) },
        t: words,
        problem,
        form: ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default(),
        name: ask.field("name"),
        password: PasswordPart { picture: qr::picture(&begun.uri), seed: begun.seed },
    })
}

/// Sets a new password.
///
/// # Errors
/// Where the record does not answer.
pub async fn set_password(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (name, password) = (ask.field("name"), crate::address::form_value(&ask.body, "password"));
    match house.enrol_password(Proof::In(visitor(ask)?), &name, &password, &ask.field("once"), ask.viewer.now()).await {
        Ok(_) => Ok(Answer::go_to("/account")),
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer::again(password_page(house, ask, Some(problem)).await?))
        }
    }
}

/// What the browser needs for making another passkey.
///
/// # Errors
/// Where the record does not answer.
pub async fn ask_passkey(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    match house.begin_passkey(Proof::In(visitor(ask)?), ask.viewer.now()).await {
        Ok((ceremony, options)) => Ok(Answer::json(serde_json::json!({ "ceremony": ceremony, "options": options }).to_string())),
        Err(error) => said(house, ask, error),
    }
}

/// The passkey that the browser made.
///
/// # Errors
/// Where the record does not answer.
pub async fn add_passkey(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let device = access::device(&ask.field("device"));
    let proof = Proof::In(visitor(ask)?);
    match house.enrol_passkey(proof, &ask.field("ceremony"), &ask.field("response"), device, ask.viewer.now()).await {
        Ok(_) => Ok(Answer::json(serde_json::json!({ "go": "/account" }).to_string())),
        Err(error) => said(house, ask, error),
    }
}

/// Gives a token for a program. It is shown on the answer itself, and never again.
///
/// # Errors
/// Where the record does not answer.
pub async fn issue_token(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let visitor = visitor(ask)?;
    let days = ask.field("days").parse().unwrap_or(0);
    let issued = match Purpose::from_code(&ask.field("purpose")) {
        Some(purpose) => house.issue_token(visitor, purpose, days, ask.viewer.now()).await,
        None => Err(AccessError::field("purpose", "purpose-empty")),
    };
    match issued {
        Ok((_, secret)) => Ok(Answer::page(page(house, ask, None, Some(secret.text().to_string()))?)),
        Err(error) => after(house, ask, Err(error)),
    }
}

/// Ends a token of one's own.
///
/// # Errors
/// Where the record does not answer.
pub async fn revoke_token(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let visitor = visitor(ask)?;
    let done = match ask.field("token").parse() {
        Ok(token) => house.revoke_token(visitor, token, ask.viewer.now()).await,
        Err(_) => Err(AccessError::Unknown),
    };
    after(house, ask, done)
}
