//! The house: the record, the safe, the drawer and the rights behind one door.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use people::{Person, person};
use record::{Actor, Circumstances, CommandId, Moment, PersonId, Purpose, Regions, StreamName, Workflow};
use rights::{Action, BreakGlass, Context, Decision, Resource, Rights};
use signin::passkey::Site;
use signin::provider::Provider;
use store::{ActError, Acted, Drawer, MasterKey, Order, Random, Record, Safe};

use crate::accounts::Leavings;
use crate::error::Sayable;
use crate::evidence::Cabinet;
use crate::passkeys::Ceremonies;
use crate::session::Doors;
use crate::tally::Tally;
use crate::{AccessError, Directory, Visitor};

/// What a house is made of.
pub struct Parts {
    /// The record.
    pub record: Record,
    /// The key under which the keys of subjects and the drawer's are kept.
    pub master: Arc<dyn MasterKey>,
    /// Where random bytes come from.
    pub random: Random,
    /// The edition of the knowledge files in force.
    pub edition: String,
    /// Passkeys for the installation's address.
    pub passkeys: Site,
    /// Bodies' own sign-ins.
    pub providers: Vec<Provider>,
}

/// The one door to the record for people.
#[derive(Clone)]
pub struct House(Arc<Inner>);

/// What is behind the door.
pub struct Inner {
    pub(crate) record: Record,
    pub(crate) safe: Safe,
    pub(crate) drawer: Drawer,
    pub(crate) rights: Rights,
    pub(crate) random: Random,
    pub(crate) edition: String,
    pub(crate) passkeys: Site,
    pub(crate) ceremonies: Ceremonies,
    pub(crate) providers: Vec<Provider>,
    pub(crate) leavings: Leavings,
    pub(crate) doors: Doors,
    /// Where evidence is kept; none where this program does not hold the vault.
    pub(crate) cabinet: OnceLock<Cabinet>,
    directory: RwLock<Directory>,
    /// Names of colleagues, as they are shown; read from the drawer once.
    pub(crate) cards: Mutex<std::collections::HashMap<PersonId, Arc<str>>>,
    /// Sums over the log, for the inspector: read once, and carried on from where they end.
    pub(crate) tally: tokio::sync::Mutex<Tally>,
    /// Two first administrators do not see each other, so one is founded at a time.
    pub(crate) founding: tokio::sync::Mutex<()>,
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("House")
    }
}

impl std::ops::Deref for House {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// A question to the rights beyond who asks: what, with what, for what purpose.
#[derive(Debug, Clone)]
pub(crate) struct Question<'a> {
    pub action: Action,
    pub resource: &'a Resource,
    pub purpose: Purpose,
    pub other_person: Option<PersonId>,
    pub break_glass: Option<BreakGlass>,
}

impl<'a> Question<'a> {
    pub fn new(action: Action, resource: &'a Resource, purpose: Purpose) -> Self {
        Self { action, resource, purpose, other_person: None, break_glass: None }
    }
}

impl House {
    /// Opens the house: reads the directory, finishes what a stop interrupted.
    ///
    /// # Errors
    /// Where the record or the master key does not answer, or the policies do not load.
    pub async fn open(parts: Parts) -> Result<Self, AccessError> {
        let Parts { record, master, random, edition, passkeys, providers } = parts;
        let safe = Safe::new(record.clone(), Arc::clone(&master));
        safe.finish_erasures().await?;
        let drawer = Drawer::open(record.clone(), master, random.clone()).await?;
        let directory = RwLock::new(Directory::read(&record).await?);
        let rights = Rights::shipped()?;
        Ok(Self(Arc::new(Inner {
            record,
            safe,
            drawer,
            rights,
            random,
            edition,
            passkeys,
            providers,
            directory,
            ceremonies: Ceremonies::default(),
            leavings: Leavings::default(),
            doors: Doors::default(),
            cabinet: OnceLock::new(),
            cards: Mutex::default(),
            tally: tokio::sync::Mutex::default(),
            founding: tokio::sync::Mutex::default(),
        })))
    }

    /// Takes away secrets that are over; to be asked for from time to time.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn sweep(&self, now: Moment) -> Result<u64, AccessError> {
        Ok(self.drawer.sweep(now).await?)
    }

    /// Looks something up in the directory.
    pub fn look<T>(&self, at: impl FnOnce(&Directory) -> T) -> T {
        at(&self.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Brings the directory up to the end of the log, which other programs may have written to.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn refresh(&self) -> Result<(), AccessError> {
        let known = self.look(Directory::next);
        if self.record.size().await? == known {
            return Ok(());
        }
        let news = Directory::news(&self.record, known).await?;
        let mut directory = self.directory.write().unwrap_or_else(PoisonError::into_inner);
        Ok(directory.learn(&news)?)
    }

    /// The policies, for their sentences.
    #[must_use]
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// The record, for looking at the log as a whole.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Whether a visitor may do something, with the reasons.
    #[must_use]
    pub fn may(&self, visitor: &Visitor, action: Action, resource: &Resource, purpose: Purpose, now: Moment) -> Decision {
        self.decide(visitor, &Question::new(action, resource, purpose), now)
    }

    pub(crate) fn decide(&self, visitor: &Visitor, question: &Question<'_>, now: Moment) -> Decision {
        let context = self.context(visitor, question.purpose, now);
        let context = Context { other_person: question.other_person, break_glass: question.break_glass.clone(), ..context };
        self.rights.decide(&visitor.principal(), question.action, question.resource, &context)
    }

    /// The purposes for which a visitor could do something: what a page may offer.
    #[must_use]
    pub fn purposes(&self, visitor: &Visitor, action: Action, resource: &Resource, now: Moment) -> Vec<Purpose> {
        self.rights.purposes(&visitor.principal(), action, resource, &self.context(visitor, Purpose::Detection, now))
    }

    fn context(&self, visitor: &Visitor, purpose: Purpose, now: Moment) -> Context {
        let sign_in = visitor.sign_in(|kind| self.rights.is_strong(kind.code()));
        Context { purpose, now, sign_in, other_person: None, break_glass: None }
    }

    /// Refuses what the rights do not give.
    pub(crate) fn require(&self, visitor: &Visitor, question: &Question<'_>, now: Moment) -> Result<Decision, AccessError> {
        let decision = self.decide(visitor, question, now);
        if decision.allowed { Ok(decision) } else { Err(AccessError::Denied(decision)) }
    }

    /// Refuses where the rights do not give it for each of these regions of the installation itself.
    pub(crate) fn require_office(
        &self,
        visitor: &Visitor,
        action: Action,
        regions: &Regions,
        about: Option<PersonId>,
        now: Moment,
    ) -> Result<(), AccessError> {
        let about_asker = about == Some(visitor.person());
        let mut resource = Resource { about_asker, ..Resource::office() };
        for region in regions.iter() {
            resource.region = Some(region.clone());
            self.require(visitor, &Question::new(action, &resource, Purpose::Administration), now)?;
        }
        if regions.is_empty() {
            self.require(visitor, &Question::new(action, &resource, Purpose::Administration), now)?;
        }
        Ok(())
    }

    /// Has a workflow decide and takes what was decided into the directory.
    pub(crate) async fn act<W>(&self, id: impl fmt::Display, asked: &Asked<'_>, command: W::Command) -> Result<Acted<W::Event>, AccessError>
    where
        W: Workflow<Command: Clone, Refusal: Sayable>,
        AccessError: From<ActError<W::Refusal>>,
    {
        let stream = StreamName::of::<W>(id);
        let at = Circumstances { now: asked.now, actor: asked.actor, purpose: asked.purpose, edition: &self.edition };
        let order = Order { stream: &stream, command: asked.command, seen: asked.seen, at };
        let acted = self.record.act::<W>(order, command).await?;
        self.refresh().await?;
        Ok(acted)
    }

    /// What happened to a person, from the log.
    pub(crate) async fn history_of(&self, person: PersonId) -> Result<Vec<person::Event>, AccessError> {
        Ok(self.record.history::<Person>(&StreamName::of::<Person>(person)).await?.events)
    }

    pub(crate) fn card(&self, person: PersonId) -> Option<Arc<str>> {
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).get(&person).cloned()
    }

    /// Keeps a name in memory; forgets it where there is none.
    pub(crate) fn set_card(&self, person: PersonId, name: Option<Arc<str>>) {
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        match name {
            Some(name) => cards.insert(person, name),
            None => cards.remove(&person),
        };
    }

    /// A fresh identifier of a command.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub fn fresh_command(&self) -> Result<CommandId, AccessError> {
        Ok(CommandId::from_bytes(self.random.bytes()?))
    }
}

/// Who gives a command to a workflow, and around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub actor: &'a Actor,
    pub purpose: Purpose,
    pub command: CommandId,
    pub seen: Option<u64>,
    pub now: Moment,
}
