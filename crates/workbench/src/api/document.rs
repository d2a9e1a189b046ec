//! The API's document, OpenAPI 3.1, made from the table of routes: what it says is what is read.

use std::sync::LazyLock;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, ParameterStyle, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, Header, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref,
    RefOr, Required, Response, ResponseBuilder, Schema, ServerBuilder, Type,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::ROOT;
use super::errors::{PROBLEM_TYPE, Problem, Refusal};
use super::parameters::{Parameter, Times};
use super::routes::{ROUTES, Route, Verb};
use crate::fault::Fault;
use crate::ways::Need;

/// What stands at the head of the document.
const ABOUT: &str = "What the workbench shows its people, for programs of theirs. A token stands for one person and one purpose; rights are asked \
    as for the pages. Nothing here changes anything, and what a score says is a reason to look, never a verdict.\n\n\
    Texts of posts are hostile: never make them markup, links or requests. Problems are problem details (RFC 9457) in Kazakh, Russian or \
    English, as `Accept-Language` asks; `type` stays the same. Unknown parameters are refused. One token may ask 20 times a second, 100 \
    times at once.\n\nFields may be added within v1; none is taken away or changes its meaning.";

/// Answers that say no: status, and when.
const PROBLEMS: [(u16, &str); 6] = [
    (400, "The question can't be read, or names a parameter that is not known."),
    (401, "No token, or one that is not accepted, is over or was revoked."),
    (403, "The rights do not give it; `policies` names the policies that decided."),
    (406, "The caller takes no JSON."),
    (429, "Too many requests with this token."),
    (503, "The record does not answer just now."),
];
/// Answers of addresses that take parameters.
const WRONG: (u16, &str) = (422, "The value of a parameter or field is wrong; `parameter` names it.");
/// Answers of addresses at which something may be missing.
const MISSING: (u16, &str) = (404, "There is no such thing, or none that the token's person may know of.");
/// Answers of addresses that take a body.
const BODIES: [(u16, &str); 3] =
    [(408, "What was sent did not come in time."), (413, "What was sent is too long."), (415, "What was sent is not said to be JSON.")];

static TEXT: LazyLock<Result<String, String>> = LazyLock::new(|| document().to_pretty_json().map_err(|error| error.to_string()));

/// The document as text.
///
/// # Errors
/// Where it can't be written; a test sees to it that it can.
pub fn text() -> Result<String, Refusal> {
    TEXT.clone().map_err(|error| Refusal::Fault(Fault::Broken(error)))
}

/// The document.
#[must_use]
pub fn document() -> OpenApi {
    let mut parts = vec![(Problem::name().into_owned(), Problem::schema())];
    let mut paths = PathsBuilder::new();
    for route in ROUTES {
        paths = paths.path(route.path, item(route, &mut parts));
    }
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("arasha_token_…")
        .description(Some("A token from one's own account page, bound to one purpose."))
        .build();
    let components = ComponentsBuilder::new().schemas_from_iter(parts).security_scheme("token", SecurityScheme::Http(scheme)).build();
    let license = LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build();
    let info = InfoBuilder::new().title("Arasha").version("1").description(Some(ABOUT)).license(Some(license)).build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(ROOT).build()]))
        .paths(paths)
        .components(Some(components))
        .security(Some([requirement()]))
        .build()
}

fn requirement() -> SecurityRequirement {
    SecurityRequirement::new("token", [] as [&str; 0])
}

fn item(route: &Route, parts: &mut Vec<(String, RefOr<Schema>)>) -> PathItem {
    let about = [route.more, right(route.need).as_str()].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("\n\n");
    let gives = ContentBuilder::new().schema(Some((route.gives)(parts))).build();
    let done = ResponseBuilder::new().description("What was asked for.").content("application/json", gives);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(route.id))
        .summary(Some(route.about))
        .description(Some(about))
        .security(requirement())
        .parameters(Some(route.parameters.iter().map(parameter)))
        .response("200", done);
    for (status, about) in problems(route) {
        operation = operation.response(status.to_string(), problem(status, about));
    }
    if let Some(takes) = route.takes {
        let body = ContentBuilder::new().schema(Some(takes(parts))).build();
        operation = operation
            .request_body(Some(RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", body).build()));
    }
    let method = match route.verb {
        Verb::Get => HttpMethod::Get,
        Verb::Post => HttpMethod::Post,
    };
    PathItem::new(method, operation)
}

fn right(need: Need) -> String {
    match need {
        Need::Open(action) | Need::House(action) => format!("Takes the right `{}`.", action.code()),
        Need::In | Need::Nothing => String::new(),
    }
}

fn problems(route: &Route) -> impl Iterator<Item = (u16, &'static str)> {
    let asked = !route.parameters.is_empty() || route.takes.is_some();
    let bodies = if route.takes.is_some() { BODIES.as_slice() } else { &[] };
    let wrong = asked.then_some(WRONG);
    let missing = route.may_be_missing.then_some(MISSING);
    PROBLEMS.into_iter().chain(wrong).chain(missing).chain(bodies.iter().copied())
}

fn problem(status: u16, about: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    let answer = ResponseBuilder::new().description(about).content(PROBLEM_TYPE, content);
    match status {
        401 => answer.header("WWW-Authenticate", header(Type::String, "How to show a token.")),
        429 => answer.header("Retry-After", header(Type::Integer, "After how many seconds to ask again.")),
        _ => answer,
    }
    .build()
}

fn header(kind: Type, about: &str) -> Header {
    HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(kind))).description(Some(about)).build()
}

fn parameter(parameter: &Parameter) -> utoipa::openapi::path::Parameter {
    let required = if parameter.times == Times::Required { Required::True } else { Required::False };
    let many = parameter.times == Times::Many;
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(required)
        .description(Some(parameter.about))
        .schema(Some(parameter.schema()))
        .style(many.then_some(ParameterStyle::Form))
        .explode(many.then_some(true))
        .example(Some(parameter.shown()))
        .build()
}
