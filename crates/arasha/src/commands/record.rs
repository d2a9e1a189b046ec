//! What the commands about the record share: where it is, its keys, a runtime to wait in.

use std::future::Future;

use store::{FileKey, LogKey, Place, Random, Record, StoreError};

use crate::{CommandError, Context};

/// Where the record of this installation is.
///
/// # Errors
/// Where the given place is none.
pub fn place(context: &Context) -> Result<Place, CommandError> {
    match &context.record {
        Some(place) => Ok(place.parse()?),
        None => Ok(Place::in_home(&context.home)),
    }
}

/// Opens a record that is there; a mistyped home or place makes no new one.
///
/// # Errors
/// Where there is none, or it does not open.
pub async fn open(context: &Context) -> Result<Record, CommandError> {
    let advice = || match place(context) {
        Ok(Place::File(path)) => format!("there is no record at {}; --home or --record says where it is", path.display()),
        Ok(Place::Server(_)) | Err(_) => "there is no record".to_owned(),
    };
    open_if_there(context).await?.ok_or_else(|| CommandError::Input(advice()))
}

/// Opens a record, if there is one; makes none.
///
/// # Errors
/// Where it does not open.
pub async fn open_if_there(context: &Context) -> Result<Option<Record>, CommandError> {
    let place = place(context)?;
    match &place {
        Place::File(path) if !path.exists() => Ok(None),
        Place::File(_) | Place::Server(_) => Ok(Some(Record::open(&place).await?)),
    }
}

/// The key with which this installation signs its log, where it has signed before.
///
/// # Errors
/// Where this machine does not hold it.
pub fn known_log_key(context: &Context) -> Result<LogKey, CommandError> {
    let path = log_key_file(context);
    if path.exists() {
        log_key(context)
    } else {
        let advice = "`arasha checkpoint` makes it, or --key gives the public one";
        Err(CommandError::Input(format!("there is no key of the log at {}: {advice}", path.display())))
    }
}

fn log_key_file(context: &Context) -> std::path::PathBuf {
    context.home.join("record").join("log.key")
}

/// The key with which this installation signs its log; made where there is none yet.
///
/// # Errors
/// Where its file can't be read or written, or the system has no randomness.
pub fn log_key(context: &Context) -> Result<LogKey, CommandError> {
    let name = format!("arasha.invalid/{}", random_name()?);
    Ok(LogKey::at(&log_key_file(context), &name, &random()?)?)
}

/// Random bytes from the system.
///
/// # Errors
/// Where it has none.
pub fn random<const N: usize>() -> Result<[u8; N], CommandError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| CommandError::Input(format!("the system gives no random bytes: {error}")))?;
    Ok(bytes)
}

/// A name that nobody else has.
///
/// # Errors
/// Where the system has no randomness.
pub fn random_name() -> Result<String, CommandError> {
    Ok(random::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The key under which the keys of subjects are kept; made where there is none yet.
///
/// # Errors
/// Where its file can't be read or written, or the system has no randomness.
pub fn master_key(context: &Context) -> Result<FileKey, CommandError> {
    Ok(FileKey::at(&context.home.join("record").join("master.key"), Random::system().bytes()?)?)
}

/// Waits for work with the record.
///
/// # Errors
/// Those of the work.
pub fn wait<T>(work: impl Future<Output = Result<T, CommandError>>) -> Result<T, CommandError> {
    tokio::runtime::Runtime::new()?.block_on(work)
}

impl From<store::MoveError> for CommandError {
    fn from(error: store::MoveError) -> Self {
        match error {
            store::MoveError::Store(error) => Self::Record(error),
            other => Self::Input(other.to_string()),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::Record(error)
    }
}
