//! One of each event.

use std::collections::BTreeSet;

use custody::{Hex, ItemId, Tool};
use knowledge::Answer;
use osint::account::{self, Act, Decision, Reply};
use osint::session::{self, Outcome, Summary, steps};
use osint::{AccountId, Address, Content, Counts, Field, Filters, Handle, Hidden, Line, Note, Results, Secret, SessionId, Words};
use record::{AgencyId, Compartment, Moment, NONCE, PersonId, Reason, Region, SubjectId, SubjectKey, Workflow};

fn hidden<F: Field>(value: F) -> Hidden<F> {
    let secret = Secret { salt: Hex([3; 32]), value };
    Hidden::seal(&secret, SubjectId::from_bits(5), &SubjectKey::new([7; 32]), [9; NONCE]).unwrap()
}

fn results(list: &[&str]) -> Hidden<Results> {
    hidden(Results::list(2, list).unwrap())
}

fn address() -> Hidden<Address> {
    hidden(Address::new("https://example.org/aigul_00x").unwrap())
}

fn note() -> Hidden<Note> {
    hidden(Note::new("Айгүл туралы").unwrap())
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn reason() -> Reason {
    Reason::new("поручение № 12").unwrap()
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

pub fn session() -> Vec<session::Event> {
    use session::Event;
    let (by, at) = (PersonId::from_bits(1), moment("2026-03-01T12:00:00Z"));
    let mut events = vec![
        Event::Opened {
            session: SessionId::from_bits(9),
            task: reason(),
            case: Some(line("26-12-00")),
            compartment: Compartment::Operational,
            region: Region::new("KZ-75").ok(),
            tool: tool(),
            subject: SubjectId::from_bits(5),
            agency: AgencyId::from_bits(2),
            by,
            at,
        },
        Event::Visited { address: address(), results: results(&["a", "b"]), count: 2, item: Some(ItemId::from_bits(9)), by, at },
        Event::Searched {
            address: address(),
            words: hidden(Words::new("жұмыс").unwrap()),
            filters: hidden(Filters::new("").unwrap()),
            results: results(&["a", "b"]),
            count: 2,
            by,
            at,
        },
        Event::Noted { note: note(), by, at },
        Event::Corrected { step: 3, note: note(), by, at },
        Event::TakenOver { by: PersonId::from_bits(3), at, reason: reason() },
    ];
    let made = osint::Session::fold(&events).opened.unwrap().steps;
    events.extend([
        Event::Sealed { steps: 4, digest: steps::digest(&made) },
        Event::ReplayBegun { by: PersonId::from_bits(2), at, tool: tool(), reason: reason() },
        Event::Replayed { step: 1, at, outcome: Outcome::Same { results: results(&["a", "b"]) } },
        Event::Replayed { step: 2, at, outcome: drifted() },
        Event::Replayed { step: 2, at, outcome: Outcome::NotReachable { why: reason() } },
        Event::ReplayFinished { summary: Summary { same: 1, drifted: 1, not_reachable: 0 } },
    ]);
    events
}

fn drifted() -> Outcome {
    let drift = Counts { added: 1, gone: 1, moved: 0, before: 2, now: 2, beyond: false };
    Outcome::Drifted { results: results(&["b", "c"]), drift }
}

fn decision() -> Decision {
    Decision {
        number: line("№ 3-00/26"),
        date: line("27.02.2026"),
        court: line("Алматы қаласының тергеу соты"),
        term: line("бір ай"),
        from: moment("2026-02-28T19:00:00Z"),
        until: moment("2026-03-31T19:00:00Z"),
        purpose: reason(),
        acts: reason(),
        allows: BTreeSet::from([Act::Viewed, Act::Wrote]),
    }
}

pub fn account() -> Vec<account::Event> {
    use account::Event;
    let (by, at) = (PersonId::from_bits(1), moment("2026-03-01T12:00:00Z"));
    let content = Some(hidden(Content::new("Сәлеметсіз бе").unwrap()));
    vec![
        Event::Entered {
            account: AccountId::from_bits(9),
            platform: line("telegram"),
            handle: hidden(Handle::new("@dana_00x").unwrap()),
            decision: decision(),
            compartment: Compartment::Casework,
            region: Region::new("KZ-75").ok(),
            subject: SubjectId::from_bits(5),
            agency: AgencyId::from_bits(2),
            by,
            at,
        },
        Event::Confirmed { decision: 1, by: PersonId::from_bits(2), at, note: reason() },
        Event::Acted { act: Act::Viewed, address: address(), content: content.clone(), item: Some(ItemId::from_bits(9)), by, at },
        Event::Checked {
            check: 1,
            act: Act::Wrote,
            address: address(),
            content,
            edition: "2026-11".into(),
            replies: vec![Reply { question: "initiative.first".into(), answer: Answer::Yes, reason: reason() }],
            blocked_by: vec!["initiative.first".into()],
            by,
            at,
        },
        Event::Contacted { check: 1, by, at },
        Event::Extended { decision: decision(), by, at },
        Event::TakenOver { by: PersonId::from_bits(3), reason: reason() },
        Event::Stopped { reason: reason() },
    ]
}
