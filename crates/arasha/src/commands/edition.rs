//! Which knowledge reads the posts: findings carry its name, so that a later one reads them anew.

use crate::{CommandError, Context};

/// The name of the knowledge in force together with the program that reads by it.
pub fn of(context: &Context) -> Result<String, CommandError> {
    let files = context.files()?;
    let parts = files.paths().map(|path| (path, files.bytes(path).unwrap_or_default()));
    Ok(format!("{}+{}", env!("CARGO_PKG_VERSION"), corpus::digest_of(parts)))
}
