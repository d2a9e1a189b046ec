//! The document says what the API does, and nothing else.

use std::collections::BTreeSet;

use record::Purpose;
use serde_json::Value;

use super::support::{Bench, Came};
use crate::api::document::document;
use crate::api::errors::Kind;
use crate::api::routes::{ROUTES, Verb};

fn document_value() -> Value {
    serde_json::to_value(document()).unwrap()
}

#[test]
fn the_document_and_the_table_are_the_same_set() {
    let document = document_value();
    assert_eq!(document["openapi"], "3.1.0");
    let verb = |verb| if verb == Verb::Get { "get" } else { "post" };
    let table: BTreeSet<(String, &str)> = ROUTES.iter().map(|route| (route.path.to_owned(), verb(route.verb))).collect();
    assert_eq!(table.len(), ROUTES.len());
    let paths = document["paths"].as_object().unwrap();
    let written = paths.iter().flat_map(|(path, item)| item.as_object().unwrap().keys().map(|verb| (path.clone(), verb.as_str())));
    assert_eq!(written.collect::<BTreeSet<_>>(), table);
    for route in ROUTES {
        let operation = &document["paths"][route.path][verb(route.verb)];
        assert_eq!(operation["security"], serde_json::json!([{ "token": [] }]), "{}", route.path);
        let names: Vec<&str> = operation["parameters"].as_array().into_iter().flatten().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, route.parameters.iter().map(|parameter| parameter.name).collect::<Vec<_>>(), "{}", route.path);
    }
}

#[test]
fn every_example_of_the_document_is_accepted() {
    for route in ROUTES {
        let pairs: Vec<(&str, &str)> = route.parameters.iter().map(|parameter| (parameter.name, parameter.example)).collect();
        let query = crate::address::link("", &pairs);
        let given = crate::api::parameters::Given::read(route.parameters, query.trim_start_matches('?'));
        assert!(given.is_ok(), "{} {given:?}", route.path);
    }
}

#[test]
fn every_part_is_there_and_described() {
    let document = document_value();
    let parts = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(parts.contains_key(name), "{name}");
    }
    for (name, part) in parts {
        assert!(part["description"].is_string(), "{name}");
        assert!(text.contains(&format!("#/components/schemas/{name}\"")), "{name} is used nowhere");
    }
}

#[test]
fn the_help_has_a_place_for_each_kind_of_problem() {
    let titles: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.title).collect();
    assert_eq!(titles.len(), Kind::ALL.len());
    let template = include_str!("../../../templates/help.html");
    assert!(template.contains("{% for problem in problems %}<div id=\"{{ problem.0 }}\">"));
}

/// Holds a value against its description: each field that is sent is described, each that is promised is sent.
fn hold(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        return hold(document, document.pointer(name.trim_start_matches('#')).unwrap(), value, at);
    }
    let fields = fields(document, schema);
    match value {
        Value::Object(sent) if !fields.0.is_empty() => {
            for (name, value) in sent {
                let described = fields.0.iter().find(|(known, _)| known == name);
                hold(document, &described.unwrap_or_else(|| panic!("{at}.{name} is described nowhere")).1, value, &format!("{at}.{name}"));
            }
            for name in &fields.1 {
                assert!(sent.contains_key(name), "{at}.{name} is promised");
            }
        }
        Value::Array(values) => values.iter().for_each(|value| hold(document, &schema["items"], value, &format!("{at}[]"))),
        Value::String(text) if schema["enum"].is_array() => assert!(schema["enum"].as_array().unwrap().contains(value), "{at}: {text}"),
        _ => {}
    }
}

/// The fields of an object and those that are always there, put together from its parts.
fn fields(document: &Value, schema: &Value) -> (Vec<(String, Value)>, Vec<String>) {
    let schema = schema["$ref"].as_str().map_or(schema, |name| document.pointer(name.trim_start_matches('#')).unwrap());
    let mut fields: Vec<(String, Value)> =
        schema["properties"].as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut always: Vec<String> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let parts = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|of| schema[of].as_array()).flatten();
    for part in parts {
        let (more, also) = self::fields(document, part);
        fields.extend(more);
        always.extend(also);
    }
    (fields, always)
}

fn held(document: &Value, path: &str, verb: &str, came: &Came) {
    let status = came.status.as_u16().to_string();
    let answer = &document["paths"][path][verb]["responses"][&status];
    assert!(answer.is_object(), "{path} {status} is not in the document");
    let kind = came.header("content-type");
    let schema = &answer["content"][kind]["schema"];
    assert!(schema.is_object(), "{path} {status} {kind}");
    hold(document, schema, &came.body, path);
}

#[tokio::test]
async fn what_is_sent_is_what_was_described() {
    let bench = Bench::new().await;
    let document = document_value();
    let token = bench.analyst_token().await;
    let network = bench.get(&token, "/networks").await.body["networks"][0]["network"].as_str().unwrap().to_owned();
    let network = format!("/network?id={network}");
    for path in
        ["/me", "/posts", "/post?key=telegram:@invented/1", "/networks", &network, "/sources", "/people", "/agencies", "/openapi.json"]
    {
        let came = bench.get(&token, path).await;
        assert_eq!(came.status, 200, "{path}");
        held(&document, path.split('?').next().unwrap(), "get", &came);
    }
    held(&document, "/check", "post", &bench.check(&token, r#"{"text":"Девушки, работа за границей, паспорт, @dream_job_000"}"#).await);
    let office = bench.token(bench.people.administrator, Purpose::Administration).await;
    let subject = bench.people.house.look(|directory| directory.person(bench.people.administrator).map(|member| member.subject)).unwrap();
    held(&document, "/log", "get", &bench.get(&office, "/log").await);
    let seen = bench.get(&office, &format!("/seen?subject={subject}")).await;
    assert_eq!(seen.status, 200);
    held(&document, "/seen", "get", &seen);
    for (token, path) in [("", "/me"), (office.as_str(), "/posts"), (token.as_str(), "/posts?limit=0"), (token.as_str(), "/posts?x=1")] {
        held(&document, path.split('?').next().unwrap(), "get", &bench.get(token, path).await);
    }
}
