use serde_json::json;

use super::*;

fn event(method: &str, params: Value) -> Event {
    Event { method: format!("Network.{method}"), session: "S".into(), params }
}

fn sent(address: &str) -> Event {
    let request = json!({ "url": address, "method": "GET", "headers": { "Accept": "*/*" } });
    event("requestWillBeSent", json!({ "requestId": "1", "wallTime": 1_800_000_000.25, "request": request }))
}

fn answered() -> Event {
    let response = json!({ "status": 200, "statusText": "OK", "protocol": "h2", "headers": { "content-type": "text/html" }, "responseTime": 1_800_000_000_500.0 });
    event("responseReceived", json!({ "requestId": "1", "response": response }))
}

fn exactly(text: &str) -> Event {
    event("responseReceivedExtraInfo", json!({ "requestId": "1", "statusCode": 200, "headersText": text, "headers": {} }))
}

fn finished() -> Event {
    event("loadingFinished", json!({ "requestId": "1" }))
}

fn told(events: &[Event]) -> (Vec<Exchange>, Vec<String>) {
    let mut traffic = Traffic::default();
    for event in events {
        if let Some(ready) = traffic.take(event) {
            traffic.body(ready.exchange, &json!({ "body": "aGk=", "base64Encoded": true }));
            traffic.settle(&ready);
        }
    }
    traffic.finish()
}

const WIRE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

#[test]
fn pieces_come_together_in_any_order() {
    let early = event("requestWillBeSentExtraInfo", json!({ "requestId": "1", "headers": { "Cookie": "a=1" } }));
    for events in [
        [sent("https://example.org/a?b#c"), early.clone(), answered(), exactly(WIRE), finished()],
        [early, sent("https://example.org/a?b#c"), exactly(WIRE), answered(), finished()],
    ] {
        let (exchanges, _) = told(&events);
        let [exchange] = &exchanges[..] else { panic!("{exchanges:?}") };
        assert_eq!(exchange.request, Head::Rebuilt("GET /a?b HTTP/1.1\r\nCookie: a=1\r\n\r\n".into()));
        assert_eq!(exchange.sent.to_string(), "2027-01-15T08:00:00.25Z");
        let answer = exchange.answer.as_ref().unwrap();
        assert_eq!((answer.status, &answer.head, &answer.body), (200, &Head::Wire(WIRE.into()), &Body::Wire(b"hi".to_vec())));
        assert_eq!((answer.received.to_string().as_str(), answer.protocol.as_str()), ("2027-01-15T08:00:00.5Z", "h2"));
        assert_eq!(exchange.fault, None);
    }
}

#[test]
fn what_has_no_text_of_its_own_is_put_together_and_says_so() {
    let (exchanges, _) = told(&[sent("https://example.org"), answered(), finished()]);
    assert_eq!(exchanges[0].request.text(), "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n");
    let head = &exchanges[0].answer.as_ref().unwrap().head;
    assert_eq!(head, &Head::Rebuilt("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n".into()));
}

#[test]
fn a_body_that_came_packed_is_not_called_what_went_over_the_wire() {
    let packed = exactly("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    let (exchanges, _) = told(&[sent("http://example.org/"), packed, answered(), finished()]);
    assert_eq!(exchanges[0].answer.as_ref().unwrap().body, Body::Decoded(b"hi".to_vec()));
}

#[test]
fn each_step_of_a_redirect_is_an_exchange_of_its_own() {
    let mut second = sent("https://example.org/there");
    second.params["redirectResponse"] = json!({ "status": 302, "statusText": "Found", "headers": { "Location": "/there" } });
    let (exchanges, _) = told(&[sent("http://example.org/"), second, answered(), finished()]);
    let statuses: Vec<u16> = exchanges.iter().filter_map(|exchange| exchange.answer.as_ref()).map(|answer| answer.status).collect();
    assert_eq!(statuses, [302, 200]);
    assert_eq!(exchanges[0].answer.as_ref().unwrap().body, Body::None);
    assert!(exchanges.iter().all(|exchange| exchange.fault.is_none()), "{exchanges:?}");
}

#[test]
fn what_was_not_got_says_why() {
    let failed = event("loadingFailed", json!({ "requestId": "1", "errorText": "net::ERR_CONNECTION_RESET" }));
    let (exchanges, _) = told(&[sent("http://example.org/"), failed]);
    assert_eq!(exchanges[0].fault, Some(Fault::said("net::ERR_CONNECTION_RESET")));
    let (exchanges, _) = told(&[sent("http://example.org/"), answered()]);
    assert_eq!(exchanges[0].fault, Some(Fault::unfinished()));
}

#[test]
fn what_goes_over_no_wire_is_no_exchange() {
    let socket = event("webSocketCreated", json!({ "requestId": "2", "url": "wss://example.org/live" }));
    let (exchanges, sockets) = told(&[sent("data:text/plain,x"), sent("blob:https://example.org/1"), socket, finished()]);
    assert!(exchanges.is_empty());
    assert_eq!(sockets, ["wss://example.org/live"]);
}

#[test]
fn sessions_do_not_mix() {
    let mut frame = sent("https://example.org/frame");
    frame.session = "T".into();
    let (exchanges, _) = told(&[sent("https://example.org/"), frame, answered(), finished()]);
    assert!(exchanges[0].answer.is_some() && exchanges[1].answer.is_none());
}

#[test]
fn nonsense_does_no_harm() {
    for params in
        [json!(null), json!([]), json!({ "requestId": 1 }), json!({ "requestId": "1", "response": 5, "request": "x", "statusCode": -1 })]
    {
        for method in [
            "requestWillBeSent",
            "requestWillBeSentExtraInfo",
            "responseReceived",
            "responseReceivedExtraInfo",
            "loadingFinished",
            "loadingFailed",
        ] {
            let _ = told(&[sent("http://example.org/"), event(method, params.clone()), event(method, params.clone())]);
        }
    }
}

/// What becomes of a body that the browser gives in this way to an answer with these headers.
fn given(headers: &str, body: &str, is_packed: bool) -> (Body, Option<String>) {
    let mut traffic = Traffic::default();
    for event in [sent("https://example.org/"), exactly(&format!("HTTP/1.1 200 OK\r\n{headers}\r\n")), answered(), finished()] {
        if let Some(ready) = traffic.take(&event) {
            traffic.body(ready.exchange, &json!({ "body": body, "base64Encoded": is_packed }));
            traffic.settle(&ready);
        }
    }
    let exchange = traffic.finish().0.remove(0);
    (exchange.answer.unwrap().body, exchange.fault.map(|fault| fault.words))
}

/// A broken picture was kept as an answer without a body, and nobody was told that there had been one.
#[test]
fn a_body_that_the_browser_let_go_of_is_not_an_empty_one() {
    let (body, fault) = given("Content-Type: image/png\r\nContent-Length: 33000\r\n", "", true);
    assert_eq!((body, fault.as_deref()), (Body::None, Some("the browser let go of the body")));
    assert_eq!(given("Content-Length: 0\r\n", "", true), (Body::Wire(Vec::new()), None));
}

/// Pages in Windows-1251 came to be called what went over the wire, in UTF-8.
#[test]
fn a_text_that_the_browser_recoded_is_not_called_what_went_over_the_wire() {
    let text = "Жұмыс";
    let wire = Body::Wire(text.as_bytes().to_vec());
    let decoded = Body::Decoded(text.as_bytes().to_vec());
    assert_eq!(given("Content-Type: text/html; charset=windows-1251\r\nContent-Length: 5\r\n", text, false).0, decoded);
    assert_eq!(given("Content-Type: text/html; charset=windows-1251\r\n", text, false).0, decoded);
    assert_eq!(given("Content-Type: text/html\r\n", text, false).0, decoded, "nobody knows");
    assert_eq!(given("Content-Type: text/html; charset=UTF-8\r\n", text, false).0, wire);
    assert_eq!(given("Content-Type: text/html\r\nContent-Length: 10\r\n", text, false).0, wire);
    assert_eq!(given("Content-Type: text/html\r\n", "work", false).0, Body::Wire(b"work".to_vec()));
}
