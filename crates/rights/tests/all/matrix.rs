//! The whole matrix as a file that a prosecutor can read and sign: resource × action × role × body × purpose.
//!
//! `RIGHTS_WRITE=1 cargo test -p rights` writes the files anew; what changed is then seen as a difference between files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use record::{AgencyKind, Purpose, Role};
use rights::{Action, BreakGlass, Context, Decision, Place, PolicyId, Principal, Resource, SignIn, Target};

use crate::ask::{asker, colleague, context, emergency, held, here, minutes, principal, rights};

mod matters;

use matters::{Matter, matters};

/// Who may do something: a role of a kind of body, for a purpose.
type Cell = (Role, AgencyKind, Purpose);
type Cells = BTreeSet<Cell>;

/// What is found when all is asked.
#[derive(Default)]
struct Matrix {
    /// By the place of the matter in the list, and action.
    allowed: BTreeMap<(usize, Action), Cells>,
    /// The policies that decided anything.
    deciding: BTreeSet<PolicyId>,
}

/// What an emergency can open; a property says that it is nothing else.
pub const READ_IN_EMERGENCY: [Action; 5] =
    [Action::ReadProtectedData, Action::ReadReport, Action::ReadNetwork, Action::ReadCase, Action::ReadEvidence];

/// Something that differs from the ordinary question.
struct Situation {
    title: &'static str,
    does: Does,
    change: fn(&mut Principal, &mut Context),
}

/// What a situation can do; properties say for any question that it does no more.
#[derive(Clone, Copy, PartialEq)]
enum Does {
    /// It takes everything: one question for each thing and action will do.
    TakesAll,
    /// It takes some rights.
    Takes,
    /// It gives some too.
    Gives,
}

const SITUATIONS: &[Situation] = &[
    Situation { title: "suspended", does: Does::TakesAll, change: |asker, _| asker.suspended = true },
    Situation { title: "signed in by a weak means", does: Does::Takes, change: |_, context| context.sign_in = SignIn::Weak },
    Situation {
        title: "a program with a token for this purpose",
        does: Does::Takes,
        change: |_, context| context.sign_in = SignIn::Token(context.purpose),
    },
    Situation {
        title: "a program with a token for another purpose",
        does: Does::TakesAll,
        change: |_, context| {
            let other = if context.purpose == Purpose::Detection { Purpose::Response } else { Purpose::Detection };
            context.sign_in = SignIn::Token(other);
        },
    },
    Situation { title: "without a second person", does: Does::Takes, change: |_, context| context.other_person = None },
    Situation { title: "as one's own second person", does: Does::Takes, change: |_, context| context.other_person = Some(asker()) },
    Situation {
        title: "holding the role of an administrator as well",
        does: Does::Takes,
        change: |asker, _| asker.roles.push(held(Role::Administrator, &here())),
    },
    Situation {
        title: "holding the role of an inspector as well",
        does: Does::Takes,
        change: |asker, _| asker.roles.push(held(Role::Inspector, &here())),
    },
    Situation { title: "in an emergency that was opened for this matter", does: Does::Gives, change: |_, context| glass(context, |_| ()) },
    Situation {
        title: "in an emergency that has ended",
        does: Does::TakesAll,
        change: |_, context| glass(context, |glass| glass.until = minutes(0)),
    },
    Situation {
        title: "in an emergency that has not begun",
        does: Does::TakesAll,
        change: |_, context| glass(context, |glass| glass.since = minutes(1)),
    },
    Situation {
        title: "in an emergency given for too long",
        does: Does::TakesAll,
        change: |_, context| glass(context, |glass| glass.until = minutes(600)),
    },
    Situation {
        title: "in an emergency given to somebody else",
        does: Does::TakesAll,
        change: |_, context| glass(context, |glass| glass.by = colleague()),
    },
    Situation {
        title: "in an emergency confirmed by oneself",
        does: Does::TakesAll,
        change: |_, context| glass(context, |glass| glass.confirmed_by = asker()),
    },
];

fn glass(context: &mut Context, change: fn(&mut BreakGlass)) {
    let mut glass = emergency();
    change(&mut glass);
    context.break_glass = Some(glass);
}

fn cells() -> impl Iterator<Item = Cell> {
    let with_kinds = |role| AgencyKind::ALL.into_iter().map(move |kind| (role, kind));
    let pairs = Role::ALL.into_iter().flat_map(with_kinds);
    pairs.flat_map(|(role, kind)| Purpose::ALL.into_iter().map(move |purpose| (role, kind, purpose)))
}

fn decide((role, kind, purpose): Cell, action: Action, resource: &Resource, change: fn(&mut Principal, &mut Context)) -> Decision {
    let mut asker = principal(role, kind);
    let mut circumstances = context(purpose);
    change(&mut asker, &mut circumstances);
    rights().decide(&asker, action, resource, &circumstances)
}

fn actions_on(resource: &Resource) -> impl Iterator<Item = Action> {
    let is_office = resource.place == Place::Office;
    let fits = move |action: &Action| action.target() == Target::Both || (action.target() == Target::Office) == is_office;
    Action::ALL.iter().copied().filter(fits)
}

impl Matrix {
    /// Asks for every matter, shared out over two threads.
    fn ask(matters: &[Matter], asked: impl Fn(usize, Action) -> Cells + Sync, change: fn(&mut Principal, &mut Context)) -> Self {
        let part = |odd: usize| {
            let mut matrix = Self::default();
            for (at, matter) in matters.iter().enumerate().filter(|(at, _)| at % 2 == odd) {
                for action in actions_on(&matter.resource) {
                    matrix.add(at, matter, action, asked(at, action), change);
                }
            }
            matrix
        };
        std::thread::scope(|scope| {
            let second = scope.spawn(|| part(1));
            let mut matrix = part(0);
            let second = second.join().unwrap();
            matrix.allowed.extend(second.allowed);
            matrix.deciding.extend(second.deciding);
            matrix
        })
    }

    fn add(&mut self, at: usize, matter: &Matter, action: Action, asked: Cells, change: fn(&mut Principal, &mut Context)) {
        for cell in asked {
            let decision = decide(cell, action, &matter.resource, change);
            if decision.allowed {
                self.allowed.entry((at, action)).or_default().insert(cell);
            }
            self.deciding.extend(decision.policies);
        }
    }

    fn cells(&self, at: usize, action: Action) -> Cells {
        self.allowed.get(&(at, action)).cloned().unwrap_or_default()
    }
}

#[test]
fn the_matrix_is_the_one_that_was_signed_and_no_policy_is_dead() {
    let matters = matters();
    let ordinary = Matrix::ask(&matters, |_, _| cells().collect(), |_, _| ());
    let mut deciding = ordinary.deciding.clone();
    let mut text = HEAD.to_owned();
    for (at, matter) in matters.iter().enumerate() {
        let same_place = |other: &&Matter| other.resource.place == matter.resource.place;
        let alike: Vec<usize> = matters.iter().enumerate().filter(|(_, other)| same_place(other)).map(|(at, _)| at).collect();
        write_matter(&mut text, at, matter, &ordinary, &alike);
    }
    for situation in SITUATIONS {
        let asked = |at, action| asked(situation.does, action, ordinary.cells(at, action));
        let found = Matrix::ask(&matters, asked, situation.change);
        write_situation(&mut text, situation.title, &matters, &ordinary, &found);
        deciding.extend(found.deciding);
    }
    let dead: Vec<&str> = rights().rules().map(|rule| &rule.id).filter(|id| !deciding.contains(id)).map(PolicyId::as_str).collect();
    let idle: Vec<&str> =
        Action::ALL.iter().filter(|one| !ordinary.allowed.keys().any(|(_, action)| action == *one)).map(|one| one.code()).collect();
    compare("matrix.txt", &text);
    assert_eq!(dead, [""; 0], "policies that decide nothing in the whole matrix");
    assert_eq!(idle, [""; 0], "actions that nobody may do");
}

fn asked(does: Does, action: Action, ordinary: Cells) -> Cells {
    match does {
        Does::TakesAll => ordinary.into_iter().take(1).collect(),
        Does::Gives if READ_IN_EMERGENCY.contains(&action) => cells().collect(),
        Does::Takes | Does::Gives => ordinary,
    }
}

const HEAD: &str = "\
Who may do what: every right that the policies give, and to nobody else
=======================================================================

Each block is a thing that somebody asks for, below it what may be done with it, by which roles, of which bodies, for which purpose.
What is not listed is refused. The asker holds one role, for the region KZ-75 only, has a strong sign-in and a second person at hand.
After the blocks: what changes when the asker is in another situation. How to read and to sign this: docs/rights.md.
";

/// Refused is named only what somebody may do with another thing of the same compartment.
fn write_matter(text: &mut String, at: usize, matter: &Matter, matrix: &Matrix, same_place: &[usize]) {
    if let Some(chapter) = matter.chapter {
        write!(text, "\n\n{chapter}\n{}\n", "-".repeat(chapter.chars().count())).unwrap();
    }
    writeln!(text, "\n{}", matter.title).unwrap();
    let mut alike: Vec<(Cells, Vec<&str>)> = Vec::new();
    for action in actions_on(&matter.resource) {
        let cells = matrix.cells(at, action);
        match alike.iter_mut().find(|(known, _)| *known == cells) {
            Some((_, actions)) => actions.push(action.code()),
            None => alike.push((cells, vec![action.code()])),
        }
    }
    for (cells, actions) in alike.iter().filter(|(cells, _)| !cells.is_empty()) {
        write_codes(text, "", actions);
        write_cells(text, cells);
    }
    let elsewhere = |action: &&Action| same_place.iter().any(|at| !matrix.cells(*at, **action).is_empty());
    let none: Vec<Action> = actions_on(&matter.resource).filter(|action| matrix.cells(at, *action).is_empty()).collect();
    let none: Vec<&str> = none.iter().filter(elsewhere).map(|action| action.code()).collect();
    write_codes(text, "nobody", &none);
}

/// Codes of actions, six in a line.
fn write_codes(text: &mut String, word: &str, codes: &[&str]) {
    for (line, codes) in codes.chunks(6).enumerate() {
        let begin = if line == 0 && !word.is_empty() { format!("{word}: ") } else { String::new() };
        writeln!(text, "  {begin}{}", codes.join(", ")).unwrap();
    }
}

/// Roles that have the same right stand together.
fn write_cells(text: &mut String, cells: &Cells) {
    let mut purposes: BTreeMap<(Role, AgencyKind), Vec<Purpose>> = BTreeMap::new();
    for (role, kind, purpose) in cells {
        purposes.entry((*role, *kind)).or_default().push(*purpose);
    }
    let mut kinds: BTreeMap<(Role, Vec<Purpose>), Vec<AgencyKind>> = BTreeMap::new();
    for ((role, kind), purposes) in purposes {
        kinds.entry((role, purposes)).or_default().push(kind);
    }
    let mut roles: BTreeMap<(Vec<AgencyKind>, Vec<Purpose>), Vec<&str>> = BTreeMap::new();
    for ((role, purposes), kinds) in kinds {
        roles.entry((kinds, purposes)).or_default().push(role.code());
    }
    for ((kinds, purposes), roles) in roles {
        let purposes: Vec<&str> = purposes.into_iter().map(Purpose::code).collect();
        writeln!(text, "    {}\n      of {}\n      for {}", named(&roles, 10, "role"), bodies(&kinds), purposes.join(", ")).unwrap();
    }
}

fn named(all: &[&str], of: usize, what: &str) -> String {
    if all.len() == of { format!("every {what}") } else { all.join(", ") }
}

fn bodies(kinds: &[AgencyKind]) -> String {
    let out: Vec<&str> = AgencyKind::ALL.into_iter().filter(|kind| !kinds.contains(kind)).map(AgencyKind::code).collect();
    match out.len() {
        0 => "every body".to_owned(),
        1..=4 => format!("every body but {}", out.join(", ")),
        _ => kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", "),
    }
}

fn write_situation(text: &mut String, title: &str, matters: &[Matter], ordinary: &Matrix, found: &Matrix) {
    write!(text, "\n\nChanges: {title}\n{}\n", "-".repeat(9 + title.chars().count())).unwrap();
    if found.allowed.is_empty() {
        writeln!(text, "\nnothing is left").unwrap();
        return;
    }
    let start = text.len();
    for (at, matter) in matters.iter().enumerate() {
        let block = change(at, matter, ordinary, found);
        if !block.is_empty() {
            write!(text, "\n{}\n{block}", matter.title).unwrap();
        }
    }
    if text.len() == start {
        writeln!(text, "\nnothing changes").unwrap();
    }
}

/// What is lost and given of one thing.
fn change(at: usize, matter: &Matter, ordinary: &Matrix, found: &Matrix) -> String {
    let had: Vec<Action> = actions_on(&matter.resource).filter(|action| !ordinary.cells(at, *action).is_empty()).collect();
    let is_lost = |action: &&Action| found.cells(at, **action).is_empty();
    let lost: Vec<&str> = had.iter().filter(is_lost).map(|action| action.code()).collect();
    let mut block = String::new();
    if !lost.is_empty() && lost.len() == had.len() {
        block.push_str("  lost: everything\n");
    } else {
        write_codes(&mut block, "lost", &lost);
    }
    for action in actions_on(&matter.resource) {
        let (before, after) = (ordinary.cells(at, action), found.cells(at, action));
        let fewer: Cells = if after.is_empty() { Cells::new() } else { before.difference(&after).copied().collect() };
        for (word, cells) in [("lost by", fewer), ("given to", after.difference(&before).copied().collect())] {
            if !cells.is_empty() {
                writeln!(block, "  {} is {word}", action.code()).unwrap();
                write_cells(&mut block, &cells);
            }
        }
    }
    block
}

/// Compares with the file that is kept, or writes it where that is asked for.
pub fn compare(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("RIGHTS_WRITE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(text.lines()).enumerate().find(|(_, (kept, now))| kept != now);
    if let Some((at, (kept, now))) = differs {
        panic!("tests/{name}:{}: was `{kept}`, is `{now}`; if that is meant: RIGHTS_WRITE=1 cargo test -p rights", at + 1);
    }
    assert!(kept == text, "tests/{name} has another length; if that is meant: RIGHTS_WRITE=1 cargo test -p rights");
}
