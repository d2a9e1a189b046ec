//! Who comes in, and what they may do.
//!
//! [`House`] is the one door to the record for people: it knows who stands before it ([`Visitor`]), asks the rights before every act and
//! every look, has the workflow decide, and keeps the secrets that belong to it out of the log. Pages, the API and commands come through
//! here; nothing else does.
//!
//! The moment is passed in, randomness comes from what the house was made with, and no HTTP is known here.

mod accounts;
mod agencies;
mod directory;
mod emergencies;
mod error;
mod evidence;
mod evidence_acts;
mod export;
mod house;
mod inspection;
mod joining;
mod log;
mod offers;
mod passkeys;
mod people_acts;
mod proof;
mod readings;
mod session;
mod sign_in;
mod tally;
mod tokens;
mod visitor;

pub use agencies::AgencyAct;
pub use directory::Directory;
pub use emergencies::{EmergencyAct, KnownEmergency, Offered, Waiting};
pub use error::{AccessError, Said};
pub use evidence::{Cabinet, ItemLine, ItemPage, KnownItem};
pub use evidence_acts::{ItemAct, WorkingCopy};
pub use house::{House, Parts};
pub use inspection::Inspection;
pub use joining::{Code, FirstAdministrator, Joining, Proof, device};
pub use log::{LogLine, LogPage};
pub use people_acts::{Invitation, PersonAct};
pub use proof::Covering;
pub use readings::{Seen, SeenReading};
pub use session::{IDLE_MINUTES, NewSession, SESSION_HOURS};
pub use sign_in::{PasswordBegun, PasswordSignIn};
pub use tally::{Erasures, Reading, Tally};
pub use visitor::{Through, Visitor};
