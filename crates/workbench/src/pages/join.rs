//! Joining with a one-time code: the first administrator, who was invited, who lost their credentials.

use access::{AccessError, FirstAdministrator, House, Joining, Proof};
use askama::Template;
use papers::qr;
use people::{AgencyName, AgencyNames, NameError, WorkContact};
use record::{AgencyKind, Region, Regions};

use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, render};
use crate::pages::sign_in::{entered, flow_cookie, said};
use crate::problem::Problem;
use crate::regions;
use crate::words::Words;

/// The page that asks for the code.
#[derive(Debug, Template)]
#[template(path = "join.html")]
struct JoinPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    code: String,
}

/// The page where the first administrator says who they are.
#[derive(Debug, Template)]
#[template(path = "first.html")]
struct FirstPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    /// What was typed, by field.
    typed: Typed,
    kinds: Vec<Choice>,
    regions: Vec<Choice>,
}

/// What was typed about a body and its first person.
#[derive(Debug, Default)]
struct Typed {
    code: String,
    kk: String,
    ru: String,
    en: String,
    name: String,
    email: String,
    phone: String,
}

/// One of several choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The page where a person enrols a credential.
#[derive(Debug, Template)]
#[template(path = "enrol.html")]
struct EnrolPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    lead: String,
    code: String,
    /// The name that was typed.
    name: String,
    password: PasswordPart,
    devices: Vec<Choice>,
    accounts: Vec<(String, String)>,
}

/// What a person needs for their one-time codes.
#[derive(Debug)]
pub struct PasswordPart {
    /// The seed as a picture for the telephone.
    pub picture: String,
    /// The seed as text.
    pub seed: String,
}

/// Asks for the code. A link has it behind `#`; the script puts it into the field.
///
/// # Errors
/// Where the template fails.
pub async fn show(_: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(page(ask, None, "")?))
}

fn page(ask: &Ask<'_>, problem: Option<Problem>, code: &str) -> Result<String, Fault> {
    let f = Frame { wrong: problem.is_some(), ..ask.frame(ask.words().say("join-title"), None) };
    render(&JoinPage { f, t: ask.words(), problem, code: code.to_owned() })
}

/// What the code opens.
///
/// # Errors
/// Where the record does not answer.
pub async fn open(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let code = ask.field("code");
    match house.opens(&code, ask.viewer.now()).await {
        Ok(Joining::First) => Ok(Answer::page(first_page(ask, None, Typed { code, ..Typed::default() }, None)?)),
        Ok(_) => enrol(house, ask, &code, None).await,
        Err(error) => again(house, ask, &code, error),
    }
}

fn again(house: &House, ask: &Ask<'_>, code: &str, error: AccessError) -> Result<Answer, Fault> {
    let problem = Problem::of(house, &ask.viewer, error)?;
    Ok(Answer::again(page(ask, Some(problem), code)?))
}

fn first_page(ask: &Ask<'_>, problem: Option<Problem>, typed: Typed, kind: Option<&str>) -> Result<String, Fault> {
    let words = ask.words();
    let chosen = crate::address::form_values(&ask.body, "region");
    let f = Frame { wrong: problem.is_some(), ..ask.frame(words.say("first-title"), None) };
    render(&FirstPage { f, t: words, problem, typed, kinds: kinds(words, kind), regions: regions::choices(words, &chosen) })
}

/// The kinds of bodies.
#[must_use]
pub fn kinds(words: Words, chosen: Option<&str>) -> Vec<Choice> {
    let choice = |kind: AgencyKind| Choice {
        code: kind.code().to_owned(),
        name: words.say(&format!("kind-of-body-{}", kind.code())),
        chosen: chosen == Some(kind.code()),
    };
    AgencyKind::ALL.map(choice).into()
}

/// The first administrator said who they are.
///
/// # Errors
/// Where the record does not answer.
pub async fn first(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let field = |name| ask.field(name);
    let typed = Typed {
        code: field("code"),
        kk: field("kk"),
        ru: field("ru"),
        en: field("en"),
        name: field("name"),
        email: field("email"),
        phone: field("phone"),
    };
    let kind = field("kind");
    let founded = match read_first(ask, &typed, &kind) {
        Ok(first) => house.found_first(&typed.code, &first, ask.viewer.now()).await,
        Err(error) => Err(error),
    };
    match founded {
        Ok(code) => enrol(house, ask, &code.text(), None).await,
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer::again(first_page(ask, Some(problem), typed, Some(&kind))?))
        }
    }
}

fn read_first(ask: &Ask<'_>, typed: &Typed, kind: &str) -> Result<FirstAdministrator, AccessError> {
    Ok(FirstAdministrator {
        kind: read_kind(kind)?,
        names: read_names(&typed.kk, &typed.ru, &typed.en)?,
        regions: read_regions(ask)?,
        name: typed.name.clone(),
        contact: WorkContact { email: Some(typed.email.clone()), phone: Some(typed.phone.clone()) },
    })
}

/// The kind of body that was chosen.
///
/// # Errors
/// The wrong field.
pub fn read_kind(code: &str) -> Result<AgencyKind, AccessError> {
    AgencyKind::ALL.into_iter().find(|kind| kind.code() == code).ok_or_else(|| AccessError::field("kind", "kind-of-body-empty"))
}

/// The names that were typed.
///
/// # Errors
/// The wrong field.
pub fn read_names(kk: &str, ru: &str, en: &str) -> Result<AgencyNames, AccessError> {
    let name = |field: &'static str, text: &str| AgencyName::new(text).map_err(|error: NameError| AccessError::field(field, error.key()));
    Ok(AgencyNames { kk: name("kk", kk)?, ru: name("ru", ru)?, en: name("en", en)? })
}

/// The regions that were chosen.
///
/// # Errors
/// The wrong field.
pub fn read_regions(ask: &Ask<'_>) -> Result<Regions, AccessError> {
    let wrong = || AccessError::field("region", "region-empty");
    let chosen = crate::address::form_values(&ask.body, "region");
    let regions: Regions = chosen.iter().map(|code| Region::new(code)).collect::<Result<_, _>>().map_err(|_| wrong())?;
    if regions.is_empty() { Err(wrong()) } else { Ok(regions) }
}

/// The page where a person with a code enrols a credential.
async fn enrol(house: &House, ask: &Ask<'_>, code: &str, problem: Option<Problem>) -> Result<Answer, Fault> {
    let now = ask.viewer.now();
    let begun = match house.begin_password(Proof::Code(code), now).await {
        Ok(begun) => begun,
        Err(error) => return again(house, ask, code, error),
    };
    let words = ask.words();
    let recovering = matches!(house.opens(code, now).await, Ok(Joining::Recovering(_)));
    let wrong = problem.is_some();
    let html = render(&EnrolPage {
        f: Frame { wrong, ..ask.frame(words.say("enrol-title"), None) },
        t: words,
        problem,
        lead: words.say(if recovering { "enrol-again" } else { "enrol-first" }),
        code: code.to_owned(),
        // Whoever has just given their address is offered it as their sign-in name.
        name: ask.field(if ask.address.path() == "/join/first" { "email" } else { "name" }),
        password: PasswordPart { picture: qr::picture(&begun.uri), seed: begun.seed },
        devices: devices(words),
        accounts: house.accounts().into_iter().map(|(id, label)| (id, words.with("sign-in-account", "name", &label))).collect(),
    })?;
    Ok(if wrong { Answer::again(html) } else { Answer::page(html) })
}

/// Where a passkey may live.
#[must_use]
pub fn devices(words: Words) -> Vec<Choice> {
    let choice = |device: people::Device| Choice {
        code: device.code().to_owned(),
        name: words.say(&format!("device-{}", device.code())),
        chosen: device == people::Device::Computer,
    };
    people::Device::ALL.map(choice).into()
}

/// A password with a first code.
///
/// # Errors
/// Where the record does not answer.
pub async fn password(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let code = ask.field("code");
    let (name, password) = (ask.field("name"), crate::address::form_value(&ask.body, "password"));
    match house.enrol_password(Proof::Code(&code), &name, &password, &ask.field("once"), ask.viewer.now()).await {
        Ok(Some(session)) => Ok(entered(ask, &session, Answer::go_to("/"))),
        Ok(None) => Ok(Answer::go_to("/account")),
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            enrol(house, ask, &code, Some(problem)).await
        }
    }
}

/// What the browser needs for making a passkey.
///
/// # Errors
/// Where the record does not answer.
pub async fn ask_passkey(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    match house.begin_passkey(Proof::Code(&ask.field("code")), ask.viewer.now()).await {
        Ok((ceremony, options)) => Ok(Answer::json(serde_json::json!({ "ceremony": ceremony, "options": options }).to_string())),
        Err(error) => said(house, ask, error),
    }
}

/// The passkey that the browser made.
///
/// # Errors
/// Where the record does not answer.
pub async fn by_passkey(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (code, device) = (ask.field("code"), access::device(&ask.field("device")));
    let proof = Proof::Code(&code);
    match house.enrol_passkey(proof, &ask.field("ceremony"), &ask.field("response"), device, ask.viewer.now()).await {
        Ok(session) => {
            let answer = Answer::json(serde_json::json!({ "go": "/" }).to_string());
            Ok(match session {
                Some(session) => entered(ask, &session, answer),
                None => answer,
            })
        }
        Err(error) => said(house, ask, error),
    }
}

/// The page from which a person goes on to their body's own sign-in.
#[derive(Debug, Template)]
#[template(path = "leave.html")]
struct LeavePage {
    f: Frame,
    t: Words,
    href: String,
}

/// Ties the code to an account with a body's own sign-in.
///
/// # Errors
/// Where the record does not answer.
pub async fn leave_for_account(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let code = ask.field("code");
    match house.leave_for_account(&ask.field("id"), Some(Proof::Code(&code)), ask.caller, ask.viewer.now()).await {
        Ok((href, flow)) => {
            let page = LeavePage { f: ask.frame(ask.words().say("leave-title"), None), t: ask.words(), href };
            Ok(Answer::page(render(&page)?).with(flow_cookie(&flow)))
        }
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            enrol(house, ask, &code, Some(problem)).await
        }
    }
}
