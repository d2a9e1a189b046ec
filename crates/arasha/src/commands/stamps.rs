//! Who stamps captures: `record/stamps.toml` in the home folder.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use stamp::Authority;
use vault::stamping::{Stamping, over_http};

use crate::{CommandError, Context};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    authority: Vec<Entry>,
}

/// One authority.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// What it is called.
    name: String,
    /// Where it is asked.
    url: String,
    /// File with its roots in PEM, beside this one.
    roots: String,
    /// File with certificates in PEM that it leaves out of its stamps.
    certificates: Option<String>,
}

/// The authorities of this installation; none where there is no such file.
///
/// # Errors
/// Where a file can't be read or is none.
pub fn of(context: &Context) -> Result<Vec<Stamping>, CommandError> {
    let folder = context.home.join("record");
    let path = folder.join("stamps.toml");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let wrong = |what: &dyn std::fmt::Display| CommandError::Input(format!("{}: {what}", path.display()));
    let file: File = toml::from_str(&read(&path)?).map_err(|error| wrong(&error))?;
    let send = over_http();
    let stamping = |entry: Entry| {
        let authority = Authority::new(&entry.name, &read(&folder.join(&entry.roots))?).map_err(|error| wrong(&error))?;
        let authority = match entry.certificates {
            Some(certificates) => authority.with_certificates(&read(&folder.join(certificates))?).map_err(|error| wrong(&error))?,
            None => authority,
        };
        Ok(Stamping { authority: Arc::new(authority), url: entry.url, send: Arc::clone(&send) })
    };
    file.authority.into_iter().map(stamping).collect()
}

fn read(path: &Path) -> Result<String, CommandError> {
    std::fs::read_to_string(path).map_err(|error| CommandError::File { path: path.to_owned(), error })
}
