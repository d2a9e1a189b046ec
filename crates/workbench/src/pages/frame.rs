//! What is the same on all pages: head, navigation, the switch of languages.

use std::net::IpAddr;
use std::sync::LazyLock;

use access::{House, Visitor};
use askama::Template;
use record::{Moment, Purpose};
use rights::{Action, Resource};

use crate::address::{Address, form_value};
use crate::fault::Fault;
use crate::front::Front;
use crate::seat::Seat;
use crate::viewer::{Person, Standing, Viewer};
use crate::words::{Tongue, Words};

/// A request as the pages see it.
#[derive(Debug)]
pub struct Ask<'a> {
    /// Who asks.
    pub viewer: Viewer,
    /// The address with its values.
    pub address: Address,
    /// The body of a form; empty otherwise.
    pub body: String,
    /// The nonce of this answer.
    pub nonce: String,
    /// Names of built files.
    pub front: &'a Front,
    /// From which address it comes, where that is known.
    pub caller: Option<IpAddr>,
    /// The cookies that came with it.
    pub cookies: String,
    /// Where the workbench is reached.
    pub seat: Seat,
}

/// A request without what it borrows, to be taken to another thread.
#[derive(Debug)]
pub struct Detached(Ask<'static>);

static NO_FRONT: LazyLock<Front> = LazyLock::new(Front::default);

/// A section of the workbench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Posts and networks to look at.
    Queue,
    /// Search.
    Search,
    /// Check a text.
    Check,
    /// Mirror families.
    Mirrors,
    /// Sources and mandates.
    Sources,
    /// Kept evidence.
    Evidence,
    /// Colleagues.
    People,
    /// Bodies.
    Agencies,
    /// Emergencies.
    Emergencies,
    /// Who has seen whose data.
    Seen,
    /// The log.
    Log,
    /// The course of work, without names.
    Inspect,
    /// Help.
    Help,
}

/// What it takes to be offered a section.
enum Offer {
    /// Nothing.
    Always,
    /// To look at what was collected, for whatever purpose.
    Open,
    /// This right to the installation itself, for one of these purposes.
    Office(Action, &'static [Purpose]),
    /// What the house says of this visitor.
    House(fn(&House, &Visitor, Moment) -> bool),
}

impl Section {
    /// All sections, in the order of the navigation.
    pub const ALL: [Self; 13] = [
        Self::Queue,
        Self::Search,
        Self::Check,
        Self::Mirrors,
        Self::Sources,
        Self::Evidence,
        Self::People,
        Self::Agencies,
        Self::Emergencies,
        Self::Seen,
        Self::Log,
        Self::Inspect,
        Self::Help,
    ];

    /// Sections that need nobody to be signed in.
    const ALONE: [Self; 6] = [Self::Queue, Self::Search, Self::Check, Self::Mirrors, Self::Sources, Self::Help];

    /// Its address.
    #[must_use]
    pub fn href(self) -> &'static str {
        match self {
            Self::Queue => "/",
            Self::Search => "/search",
            Self::Check => "/check",
            Self::Mirrors => "/mirrors",
            Self::Sources => "/sources",
            Self::Evidence => "/evidence",
            Self::People => "/people",
            Self::Agencies => "/agencies",
            Self::Emergencies => "/emergencies",
            Self::Seen => "/seen",
            Self::Log => "/log",
            Self::Inspect => "/inspect",
            Self::Help => "/help",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Queue => "nav-queue",
            Self::Search => "nav-search",
            Self::Check => "nav-check",
            Self::Mirrors => "nav-mirrors",
            Self::Sources => "nav-sources",
            Self::Evidence => "nav-evidence",
            Self::People => "nav-people",
            Self::Agencies => "nav-agencies",
            Self::Emergencies => "nav-emergencies",
            Self::Seen => "nav-seen",
            Self::Log => "nav-log",
            Self::Inspect => "nav-inspect",
            Self::Help => "nav-help",
        }
    }

    fn offer(self) -> Offer {
        const LOOKING_ON: &[Purpose] = &[Purpose::Oversight, Purpose::Administration];
        const WORK: &[Purpose] =
            &[Purpose::Administration, Purpose::Detection, Purpose::Response, Purpose::Casework, Purpose::Protection, Purpose::Oversight];
        match self {
            Self::Queue | Self::Search | Self::Check | Self::Mirrors | Self::Sources => Offer::Open,
            Self::Evidence => Offer::House(House::concerns_evidence),
            Self::People | Self::Agencies => Offer::Office(Action::ReadPeople, WORK),
            Self::Emergencies => Offer::House(House::concerns_emergencies),
            Self::Seen | Self::Help => Offer::Always,
            Self::Log => Offer::House(|house, visitor, now| house.may_use_log(visitor, Action::ReadLog, now)),
            Self::Inspect => Offer::Office(Action::Inspect, LOOKING_ON),
        }
    }

    /// Whether its pages show posts or what is made of them.
    fn shows_posts(self) -> bool {
        matches!(self, Self::Queue | Self::Search | Self::Mirrors | Self::Sources)
    }

    /// Whether a person's rights open it. A section is an offer: each of its pages asks the rights again.
    #[must_use]
    pub fn opens_to(self, house: &House, visitor: &Visitor, open: &[Purpose], now: Moment) -> bool {
        let may = |action, resource: &Resource, purpose| house.may(visitor, action, resource, purpose, now).allowed;
        match self.offer() {
            Offer::Always => true,
            Offer::Open => !open.is_empty(),
            Offer::Office(action, purposes) => purposes.iter().any(|purpose| may(action, &Resource::office(), *purpose)),
            Offer::House(says) => says(house, visitor, now),
        }
    }
}

/// What the base template shows around a page.
#[derive(Debug)]
pub struct Frame {
    /// The page's title and first heading.
    pub title: String,
    /// The nonce of this answer.
    pub nonce: String,
    /// Address of the script, where one was built.
    pub script: Option<String>,
    /// Address of the style sheet, where one was built.
    pub style: Option<String>,
    /// The navigation.
    pub sections: Vec<SectionLink>,
    /// The switch of languages.
    pub tongues: Vec<TongueLink>,
    /// Whether whoever sits at this machine sees everything.
    pub alone: bool,
    /// Who is signed in.
    pub who: Option<Who>,
    /// Which posts are shown, where some are held back.
    pub sight: Option<String>,
    /// Whether the search of posts is offered.
    pub finds: bool,
    /// What waits for whoever is signed in.
    pub notices: Vec<String>,
    /// Whether something is wrong with what was sent, so that the title says so.
    pub wrong: bool,
}

/// Who is signed in, as every page shows it.
#[derive(Debug)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The body.
    pub agency: String,
    /// What forms carry.
    pub form: String,
    /// For what matters are looked at, with the code and whether it is the chosen one; empty where there is no choice to make.
    pub purposes: Vec<(&'static str, String, bool)>,
    /// This page, to come back to.
    pub here: String,
}

/// One line of the navigation.
#[derive(Debug)]
pub struct SectionLink {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub name: String,
    /// Whether it is the section of this page.
    pub current: bool,
}

/// One language of the switch.
#[derive(Debug)]
pub struct TongueLink {
    /// This page in that language.
    pub href: String,
    /// The code.
    pub code: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// Whether it is the language of this page.
    pub current: bool,
}

impl<'a> Ask<'a> {
    /// A request of which no more is known.
    #[must_use]
    pub fn new(viewer: Viewer, address: Address, body: String, nonce: String, front: &'a Front) -> Self {
        Self { viewer, address, body, nonce, front, caller: None, cookies: String::new(), seat: Seat::loopback(80) }
    }

    /// The words of the reader.
    #[must_use]
    pub fn words(&self) -> Words {
        self.viewer.words
    }

    /// A field of the form that was sent, without blanks around it.
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        form_value(&self.body, name).trim().to_owned()
    }

    /// The value of a cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        crate::site::cookie(&self.cookies, &self.seat.cookie_name(name))
    }

    /// The same without what it borrows.
    #[must_use]
    pub fn detached(&self) -> Detached {
        Detached(Ask {
            viewer: self.viewer.clone(),
            address: self.address.clone(),
            body: self.body.clone(),
            nonce: self.nonce.clone(),
            front: &NO_FRONT,
            caller: self.caller,
            cookies: String::new(),
            seat: self.seat.clone(),
        })
    }

    /// The frame of a page.
    #[must_use]
    pub fn frame(&self, title: String, section: Option<Section>) -> Frame {
        let words = self.words();
        let section_link =
            |known: Section| SectionLink { href: known.href(), name: words.say(known.key()), current: section == Some(known) };
        let tongue_link = |tongue: Tongue| TongueLink {
            href: self.address.with("lang", tongue.code()),
            code: tongue.code(),
            name: tongue.name(),
            current: tongue == words.0,
        };
        let sections = self.sections();
        Frame {
            title,
            nonce: self.nonce.clone(),
            script: self.front.address("app.js"),
            style: self.front.address("app.css"),
            finds: sections.contains(&Section::Search),
            sections: sections.into_iter().map(section_link).collect(),
            tongues: Tongue::ALL.map(tongue_link).into(),
            alone: matches!(self.viewer.standing, Standing::Alone),
            who: self.viewer.person().map(|person| self.who(person)),
            sight: section.filter(|section| section.shows_posts()).and_then(|_| self.viewer.sight().told(words)),
            notices: self.viewer.person().map(|person| self.notices(person)).unwrap_or_default(),
            wrong: false,
        }
    }

    fn notices(&self, person: &Person) -> Vec<String> {
        let waiting = [("notice-review", person.waiting.to_review), ("notice-confirm", person.waiting.to_confirm)];
        waiting.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| self.words().count_size(key, n)).collect()
    }

    fn sections(&self) -> Vec<Section> {
        match &self.viewer.standing {
            Standing::Alone => Section::ALONE.into(),
            Standing::Stranger => vec![Section::Help],
            Standing::In(person) => person.sections.clone(),
        }
    }

    fn who(&self, person: &Person) -> Who {
        let purpose = |known: &Purpose| (known.code(), self.words().say(&format!("purpose-{}", known.code())), *known == person.purpose);
        Who {
            name: person.name.clone(),
            agency: person.agency.clone(),
            form: person.form.clone(),
            purposes: if person.purposes.len() > 1 { person.purposes.iter().map(purpose).collect() } else { Vec::new() },
            here: self.address.here(),
        }
    }
}

impl Frame {
    /// The frame with its links of language, and the way back, leading to this page: where a form was sent to an address of its own.
    #[must_use]
    pub fn at(mut self, address: &Address) -> Self {
        for link in &mut self.tongues {
            link.href = address.with("lang", link.code);
        }
        if let Some(who) = &mut self.who {
            who.here = address.here();
        }
        self
    }
}

impl Detached {
    /// The request with the names of built files.
    #[must_use]
    pub fn with(self, front: &Front) -> Ask<'_> {
        Ask { front, ..self.0 }
    }
}

/// A page as HTML.
///
/// # Errors
/// Where the template fails.
pub fn render(page: &impl Template) -> Result<String, Fault> {
    page.render().map_err(|error| Fault::Broken(error.to_string()))
}
