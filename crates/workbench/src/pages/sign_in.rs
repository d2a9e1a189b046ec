//! Signing in and out, and saying for what one looks at matters.

use access::{AccessError, House, NewSession, PasswordSignIn};
use askama::Template;
use record::Purpose;

use crate::answer::{Answer, Content, Cookie};
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, render};
use crate::people::{PURPOSE_COOKIE, SESSION_COOKIE};
use crate::problem::Problem;
use crate::words::Words;

/// The cookie by which a browser is known again after a sign-in.
const DEVICE_COOKIE: &str = "device";
/// The cookie that ties the way to a body's own sign-in to this browser.
pub(crate) const FLOW_COOKIE: &str = "flow";
/// A device is known for so many days.
const DEVICE_DAYS: i64 = 180;

/// The page.
#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What was wrong.
    pub problem: Option<Problem>,
    /// Where to go afterwards.
    pub back: String,
    /// The sign-in name that was typed.
    pub name: String,
    /// Bodies' own sign-ins: address and name.
    pub accounts: Vec<(String, String)>,
}

/// The page.
///
/// # Errors
/// Where the template fails.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    if ask.viewer.person().is_some() {
        return Ok(Answer::go_to(safe(ask.address.get("back").unwrap_or_default())));
    }
    Ok(Answer::page(page(house, ask, None, ask.address.get("back").unwrap_or_default(), "")?))
}

fn page(house: &House, ask: &Ask<'_>, problem: Option<Problem>, back: &str, name: &str) -> Result<String, Fault> {
    let words = ask.words();
    let account = |(id, label): (String, String)| {
        (crate::address::link("/sign-in/account", &[("id", &id), ("back", safe(back))]), words.with("sign-in-account", "name", &label))
    };
    let frame = Frame { wrong: problem.is_some(), ..ask.frame(words.say("sign-in-title"), None) };
    render(&SignInPage {
        f: frame,
        t: words,
        problem,
        back: safe(back).to_owned(),
        name: name.to_owned(),
        accounts: house.accounts().into_iter().map(account).collect(),
    })
}

/// A name, a password and a code.
///
/// # Errors
/// Where the record does not answer.
pub async fn by_password(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (name, back) = (ask.field("name"), ask.field("back"));
    let shown = PasswordSignIn {
        name: name.clone(),
        // A password is taken as it was typed, blanks too.
        password: crate::address::form_value(&ask.body, "password"),
        code: ask.field("code"),
        device: ask.cookie(DEVICE_COOKIE).map(str::to_owned),
        from: ask.caller,
    };
    match house.sign_in_by_password(shown, ask.viewer.now()).await {
        Ok((session, device)) => {
            let cookie = Cookie { name: DEVICE_COOKIE, value: device.text().to_string(), seconds: DEVICE_DAYS * 86_400, lax: false };
            Ok(entered(ask, &session, Answer::go_to(safe(&back))).with(cookie))
        }
        Err(error) => {
            let status = Fault::from_status(&error);
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer { status, ..Answer::page(page(house, ask, Some(problem), &back, &name)?) })
        }
    }
}

/// What the browser needs for asking a passkey.
///
/// # Errors
/// Where the record does not answer.
pub async fn ask_passkey(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (ceremony, options) = house.ask_passkey(ask.viewer.now())?;
    Ok(Answer::json(serde_json::json!({ "ceremony": ceremony, "options": options }).to_string()))
}

/// What the passkey said.
///
/// # Errors
/// Where the record does not answer.
pub async fn by_passkey(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (ceremony, response) = (ask.field("ceremony"), ask.field("response"));
    match house.sign_in_by_passkey(&ceremony, &response, ask.viewer.now()).await {
        Ok(session) => Ok(entered(ask, &session, Answer::json(serde_json::json!({ "go": safe(&ask.field("back")) }).to_string()))),
        Err(error) => said(house, ask, error),
    }
}

/// A problem for a script, which shows it.
pub(crate) fn said(house: &House, ask: &Ask<'_>, error: AccessError) -> Result<Answer, Fault> {
    let status = Fault::from_status(&error);
    let problem = Problem::of(house, &ask.viewer, error)?;
    Ok(Answer { status, ..Answer::json(serde_json::json!({ "problem": problem.sentences.join(" ") }).to_string()) })
}

/// Off to a body's own sign-in.
///
/// # Errors
/// Where there is no such sign-in, or it does not answer.
pub async fn leave_for_account(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.address.get("id").unwrap_or_default();
    match house.leave_for_account(id, None, ask.caller, ask.viewer.now()).await {
        Ok((address, flow)) => {
            let answer = Answer { content: Content::Leave(address), ..Answer::go_to("/") };
            Ok(answer.with(flow_cookie(&flow)))
        }
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer::again(page(house, ask, Some(problem), ask.address.get("back").unwrap_or_default(), "")?))
        }
    }
}

/// The cookie that must come back with the answer of a body's own sign-in.
pub(crate) fn flow_cookie(flow: &str) -> Cookie {
    Cookie { name: FLOW_COOKIE, value: flow.to_owned(), seconds: 600, lax: true }
}

/// Back from a body's own sign-in.
///
/// # Errors
/// Where the record does not answer.
pub async fn back(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    // Values of an address are cut here at a length that no provider's code has.
    let named: std::collections::BTreeMap<&str, &str> = ask.address.pairs().collect();
    let returned = serde_json::to_value(named).and_then(serde_json::from_value).map_err(|error| Fault::Bad(error.to_string()))?;
    let flow = ask.cookie(FLOW_COOKIE).unwrap_or_default();
    let gone = Cookie { seconds: 0, ..flow_cookie("") };
    match house.back_from_account(&returned, flow, ask.viewer.now()).await {
        // A page of its own: a cookie for this site alone does not come along on the way back from another one.
        Ok(Some(session)) => Ok(entered(ask, &session, Answer::page(onward(ask)?)).with(gone)),
        Ok(None) => Ok(Answer::page(onward(ask)?).with(gone)),
        Err(error) => {
            let status = Fault::from_status(&error);
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer { status, ..Answer::page(page(house, ask, Some(problem), "", "")?) }.with(gone))
        }
    }
}

/// The page that leads on after another site.
#[derive(Debug, Template)]
#[template(path = "onward.html")]
struct OnwardPage {
    f: Frame,
    t: Words,
}

fn onward(ask: &Ask<'_>) -> Result<String, Fault> {
    render(&OnwardPage { f: ask.frame(ask.words().say("sign-in-done"), None), t: ask.words() })
}

/// An answer that also hands over the session.
pub(crate) fn entered(ask: &Ask<'_>, session: &NewSession, answer: Answer) -> Answer {
    let seconds = session.until.unix_seconds() - ask.viewer.now().unix_seconds();
    answer.with(Cookie { name: SESSION_COOKIE, value: session.secret.text().to_string(), seconds, lax: false })
}

/// Out.
///
/// # Errors
/// Where the record does not answer.
pub async fn out(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    if let Some(secret) = ask.cookie(SESSION_COOKIE) {
        house.sign_out(secret, ask.viewer.now()).await?;
    }
    Ok(Answer::go_to("/sign-in").with(Cookie { name: SESSION_COOKIE, value: String::new(), seconds: 0, lax: false }))
}

/// For what somebody looks at matters from now on. The rights say whether they may; the choice itself gives nothing.
///
/// # Errors
/// Where it is no purpose.
pub async fn purpose(_: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let chosen = Purpose::from_code(&ask.field("purpose")).ok_or_else(|| Fault::Bad(ask.field("purpose")))?;
    let cookie = Cookie { name: PURPOSE_COOKIE, value: chosen.code().to_owned(), seconds: 43_200, lax: false };
    Ok(Answer::go_to(safe(&ask.field("back")).to_owned()).with(cookie))
}

/// A path of ours, or the first page: nobody is sent elsewhere by a link that somebody made up.
#[must_use]
pub fn safe(back: &str) -> &str {
    let ours = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n', '\t']);
    if ours { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for path in ["/", "/post?key=a/1", "/people?id=person-1"] {
            assert_eq!(safe(path), path);
        }
        for path in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
        ] {
            assert_eq!(safe(path), "/", "{path:?}");
        }
    }
}
