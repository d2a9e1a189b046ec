//! What the API tells of the installation itself: the one who asks, colleagues, bodies, the log.

use access::{LogLine, Seen, SeenReading};
use people::agency;
use record::{AgencyId, AgencyKind, CommandId, Compartment, Moment, PersonId, Purpose, Regions, Role, SubjectId};
use serde::Serialize;
use store::table::what;
use utoipa::ToSchema;

/// Who a token stands for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their body.
    pub agency: AgencyName,
    /// The roles in force now.
    pub roles: Vec<HeldRole>,
    /// The purpose to which the token is bound.
    #[schema(value_type = String, example = "detection")]
    pub purpose: Purpose,
    /// When the token ends by itself.
    #[schema(value_type = String, format = DateTime)]
    pub until: Moment,
}

/// A body by its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyName {
    /// The body.
    #[schema(value_type = String)]
    pub id: AgencyId,
    /// What it is called, in the language that was asked for.
    pub name: String,
}

/// A role that is in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldRole {
    /// The role.
    #[schema(value_type = String, example = "analyst")]
    pub role: Role,
    /// Codes of its regions, ISO 3166-2; a country's code is the whole state.
    #[schema(value_type = Vec<String>, example = json!(["KZ-75"]))]
    pub regions: Regions,
}

/// A page of colleagues.
#[derive(Debug, Serialize, ToSchema)]
pub struct People {
    /// How many colleagues there are.
    pub total: usize,
    /// How many were left out before these.
    pub offset: usize,
    /// How many were asked for.
    pub limit: usize,
    /// The colleagues, by identifier.
    pub people: Vec<Colleague>,
}

/// A colleague at work.
#[derive(Debug, Serialize, ToSchema)]
pub struct Colleague {
    /// The person.
    #[schema(value_type = String)]
    pub id: PersonId,
    /// Their name; nothing where it was erased.
    #[schema(required = true)]
    pub name: Option<String>,
    /// Their body.
    #[schema(value_type = String)]
    pub agency: AgencyId,
    /// The roles in force now.
    pub roles: Vec<HeldRole>,
}

/// A page of bodies.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agencies {
    /// How many bodies there are.
    pub total: usize,
    /// How many were left out before these.
    pub offset: usize,
    /// How many were asked for.
    pub limit: usize,
    /// The bodies, by identifier.
    pub agencies: Vec<AgencyLine>,
}

/// A body.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Agency)]
pub struct AgencyLine {
    /// The body.
    #[schema(value_type = String)]
    pub id: AgencyId,
    /// What it is called, in the language that was asked for.
    pub name: String,
    /// What it is.
    #[schema(value_type = String, example = "prosecutors")]
    pub kind: AgencyKind,
    /// Codes of the regions where it acts.
    #[schema(value_type = Vec<String>)]
    pub regions: Regions,
    /// The body of which it is a unit.
    #[schema(required = true, value_type = Option<String>)]
    pub parent: Option<AgencyId>,
    /// Whether it takes part.
    pub open: bool,
}

impl AgencyLine {
    /// A body with its name in a language.
    #[must_use]
    pub fn of(body: &agency::Body, name: String) -> Self {
        Self { id: body.id, name, kind: body.kind, regions: body.regions.clone(), parent: body.parent, open: body.open }
    }
}

/// A page of the log.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Log)]
pub struct LogLines {
    /// The entries, the latest first.
    pub entries: Vec<LogEntry>,
    /// What `before` is on the next page, where there is one.
    #[schema(required = true)]
    pub next: Option<u64>,
    /// Whether entries were left out because the token's person may not read them for the token's purpose.
    pub withheld: bool,
}

/// An entry of the log, without what is encrypted in it: the columns of `arasha audit --csv`, and its hash.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogEntry {
    /// How many entries stand before it.
    pub place: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// Who.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// For which body.
    #[schema(value_type = String)]
    pub agency: AgencyId,
    /// For what purpose.
    #[schema(value_type = String)]
    pub purpose: Purpose,
    /// By which command.
    #[schema(value_type = String)]
    pub command: CommandId,
    /// To which thing: `KIND/ID`; its kind alone where the token's person may not know of it.
    pub stream: String,
    /// Its number in the history of that thing, from 1.
    pub version: u64,
    /// The edition of the rules in force.
    pub edition: String,
    /// What happened.
    #[schema(example = "role_granted")]
    pub event: String,
    /// Why, in the words of whoever did it; empty where no reason is asked for.
    pub reason: String,
    /// SHA-256 of the entry as a leaf of the log's hash tree.
    pub hash: String,
}

impl From<&LogLine> for LogEntry {
    fn from(line: &LogLine) -> Self {
        let (hashed, entry) = (&line.hashed, &line.hashed.entry);
        let (event, reason) = what(entry);
        Self {
            place: entry.place,
            at: entry.at,
            person: entry.person,
            agency: entry.agency,
            purpose: entry.purpose,
            command: entry.command,
            stream: if line.veiled { entry.stream.kind().to_owned() } else { entry.stream.to_string() },
            version: entry.version,
            edition: entry.edition.clone(),
            event,
            reason,
            hash: hashed.hash.to_string(),
        }
    }
}

/// Who has seen the data of a subject. Nothing of the data itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Seen)]
pub struct SeenBy {
    /// The subject.
    #[schema(value_type = String)]
    pub subject: SubjectId,
    /// The colleague whose data it is, where it is one's.
    #[schema(required = true, value_type = Option<String>)]
    pub colleague: Option<PersonId>,
    /// Who answers for it.
    #[schema(required = true, value_type = Option<String>)]
    pub owner: Option<PersonId>,
    /// To which matters it belongs.
    #[schema(required = true, value_type = Option<String>)]
    pub compartment: Option<Compartment>,
    /// Whether it was erased.
    pub erased: bool,
    /// Who has read it, the latest first.
    pub readings: Vec<ReadingLine>,
}

/// One reading.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reading)]
pub struct ReadingLine {
    /// Its place in the log.
    pub place: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// Who.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// For which body.
    #[schema(value_type = String)]
    pub agency: AgencyId,
    /// For what purpose.
    #[schema(value_type = String)]
    pub purpose: Purpose,
    /// Names of the fields that were read.
    pub fields: Vec<String>,
    /// Why, in their words.
    pub reason: String,
}

impl From<Seen> for SeenBy {
    fn from(seen: Seen) -> Self {
        let Seen { subject, colleague, owner, compartment, erased, readings } = seen;
        Self { subject, colleague, owner, compartment, erased, readings: readings.into_iter().map(ReadingLine::from).collect() }
    }
}

impl From<SeenReading> for ReadingLine {
    fn from(reading: SeenReading) -> Self {
        let SeenReading { place, at, person, agency, purpose, fields, reason } = reading;
        Self { place, at, person, agency, purpose, fields, reason: reason.as_str().to_owned() }
    }
}
