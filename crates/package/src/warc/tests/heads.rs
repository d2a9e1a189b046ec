//! What may stand in a head.

use super::super::{HeadError, UnknownKind};
use super::*;

fn refused(head: &Head) -> HeadError {
    head.check().unwrap_err()
}

#[test]
fn nothing_can_break_out_of_its_line() {
    for bad in ["a\r\nWARC-Date: x", "a\nb", "a\rb", "a\0b", "a\u{85}b", "a\u{2028}b"] {
        let plain = || head(Kind::Resource, 1);
        assert!(Head { uri: Some(format!("https://example.kz/{bad}")), ..plain() }.check().is_err(), "{bad:?}");
        let control = |name: &str| HeadError::ControlCharacter(name.to_owned());
        assert_eq!(refused(&Head { content_type: Some(bad.into()), ..plain() }), control("Content-Type"));
        assert_eq!(refused(&Head { more: vec![("X-A".into(), bad.into())], ..plain() }), control("X-A"));
        assert_eq!(refused(&Head { more: vec![(format!("X-{bad}"), "a".into())], ..plain() }), HeadError::Name);
        let profile = Some(format!("https://example.kz/{bad}"));
        assert!(Head { profile, ..head(Kind::Revisit, 1) }.check().is_err());
    }
}

#[test]
fn addresses_values_and_names_have_their_form() {
    for bad in ["", "example.kz", "https://example.kz/a b", "<https://example.kz>", "https://мысал.қаз/", ":x", "1a:x", "urn:"] {
        assert_eq!(refused(&Head { uri: Some(bad.into()), ..head(Kind::Resource, 1) }), HeadError::NotAUri("WARC-Target-URI"), "{bad}");
    }
    for bad in ["", " ", " a", "a "] {
        assert_eq!(refused(&Head { content_type: Some(bad.into()), ..head(Kind::Resource, 1) }), HeadError::Space("Content-Type".into()));
    }
    for bad in ["", "X", "WARC-Date", "Content-Length", "X-a:", "X a"] {
        assert_eq!(refused(&Head { more: vec![(bad.into(), "a".into())], ..head(Kind::Resource, 1) }), HeadError::Name, "{bad}");
    }
    assert_eq!(head(Kind::Resource, 1).check(), Ok(()));
    let urn = Head { uri: Some("urn:arasha:screen".into()), more: vec![("X-Note".into(), "қызық".into())], ..head(Kind::Resource, 1) };
    assert_eq!(urn.check(), Ok(()));
}

#[test]
fn types_have_what_the_standard_gives_them() {
    let not = HeadError::NotOfThisKind;
    let ip = Some("::1".parse().unwrap());
    for (wrong, why) in [
        (Head { uri: Some("urn:a:b".into()), ..head(Kind::Warcinfo, 1) }, not("WARC-Target-URI")),
        (Head { ip, ..head(Kind::Warcinfo, 1) }, not("WARC-IP-Address")),
        (Head { ip, ..head(Kind::Conversion, 1) }, not("WARC-IP-Address")),
        (Head { concurrent_to: vec![id(2)], ..head(Kind::Warcinfo, 1) }, not("WARC-Concurrent-To")),
        (Head { refers_to: Some(id(2)), ..head(Kind::Response, 1) }, not("WARC-Refers-To")),
        (Head { warcinfo: Some(id(2)), ..head(Kind::Warcinfo, 1) }, not("WARC-Warcinfo-ID")),
        (Head { profile: Some("urn:a:b".into()), ..head(Kind::Response, 1) }, not("WARC-Profile")),
        (Head { repeated: Some(crate::Sha256::of(b"")), ..head(Kind::Response, 1) }, not("WARC-Payload-Digest")),
        (Head { uri: None, ..head(Kind::Response, 1) }, HeadError::Missing("WARC-Target-URI")),
        (Head { profile: None, ..head(Kind::Revisit, 1) }, HeadError::Missing("WARC-Profile")),
        (Head { date: Moment::parse("-000001-01-01T00:00:00Z").unwrap(), ..head(Kind::Response, 1) }, HeadError::Date),
        (head(Kind::Continuation, 1), HeadError::Continuation),
    ] {
        assert_eq!(refused(&wrong), why);
    }
    assert_eq!(Head { uri: None, ..head(Kind::Metadata, 1) }.check(), Ok(()));
}

#[test]
fn types_are_known_by_their_words() {
    for kind in Kind::ALL {
        assert_eq!(kind.name().parse(), Ok(kind));
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.name()));
    }
    assert_eq!("Response".parse::<Kind>(), Err(UnknownKind));
}
