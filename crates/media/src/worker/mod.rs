//! Looks at one hostile file in a process of its own, with limits and without rights.
//!
//! The program starts itself as a child ([`Worker`], [`serve`]), one child for each file. The bytes come in by the child's standard input;
//! before it reads the first of them it shuts itself in ([`Wall`]): bounded memory and time, no new files, programs or connections. What
//! comes out is text of bounded length: what the file says of itself, marks, and a [`Cover`] of at most 12 x 12 pixels. A decoder that is
//! taken over by its picture can say wrong things about this one file, and that is all it can do.

mod feed;
mod serve;
mod take;
mod walls;
mod wire;

use std::ffi::OsString;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use signals::fingerprint::PictureMark;

pub use serve::{ServeError, serve};
pub use walls::{Wall, raise};

use crate::c2pa::Manifest;
use crate::cover::Cover;
use crate::fault::Fault;
use crate::metadata::Metadata;
use crate::signs::{Sign, signs};
use wire::{Answer, Request};

/// What looking at one file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Most bytes of a file that is read whole. Of larger films only what they say of themselves is read.
    pub bytes: u64,
    /// Most pixels of a picture.
    pub pixels: u64,
    /// Most bytes that a decoder may ask for.
    pub decoder: u64,
    /// Most memory of the whole process, in bytes.
    pub memory: u64,
    /// Most seconds of a processor.
    pub cpu_seconds: u64,
    /// Most seconds in all.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, pixels: 64_000_000, decoder: 512 << 20, memory: 2 << 30, cpu_seconds: 20, seconds: 60 }
    }
}

/// What was seen of a picture without showing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Pixels in a row, as stored.
    pub width: u32,
    /// Rows, as stored.
    pub height: u32,
    /// Its PDQ mark in hexadecimal digits.
    pub pdq: String,
    /// The quality of the mark, 0 to 100.
    pub quality: u8,
    /// In how many bits the mark of the camera's small picture differs, where both tell much.
    pub thumbnail: Option<u32>,
    /// What is shown instead of it.
    pub cover: Cover,
}

impl Seen {
    /// Its PDQ mark; none where the digits are none.
    #[must_use]
    pub fn mark(&self) -> Option<PictureMark> {
        PictureMark::from_hex(&self.pdq, self.quality)
    }
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// What stood around the process that looked at it. What is missing here was not to be had from this machine.
    pub walls: Vec<Wall>,
    /// What it says of itself.
    pub metadata: Metadata,
    /// The content credentials that it carries.
    pub manifest: Option<Manifest>,
    /// What was seen of the picture, or why it was not looked at.
    pub picture: Result<Seen, Fault>,
}

impl Examined {
    /// Findings for an expert.
    #[must_use]
    pub fn signs(&self) -> Vec<Sign> {
        signs(&self.metadata, self.manifest.as_ref(), self.picture.as_ref().ok().and_then(|seen| seen.thumbnail))
    }
}

/// How the process is started.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    args: Vec<OsString>,
    limits: Limits,
}

/// How long a child that says no more may take to end.
const ENDING: Duration = Duration::from_millis(10);
/// How often it is asked whether it has.
const ASKED: u32 = 100;

impl Worker {
    /// A worker that starts this program with these arguments: it must call [`serve`].
    pub fn new(program: impl Into<PathBuf>, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        Self { program: program.into(), args: args.into_iter().map(Into::into).collect(), limits: Limits::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Looks at a file of this name and length. What can't be decoded is told all the same: [`Examined::picture`] says why.
    ///
    /// # Errors
    /// Where nothing at all can be said: [`Fault::NotStarted`], [`Fault::Source`], [`Fault::Garbled`], [`Fault::Died`],
    /// [`Fault::TookTooLong`].
    pub fn examine(&self, name: &str, length: u64, source: impl Read + Send) -> Result<Examined, Fault> {
        let request = Request { name: name.to_owned(), length, limits: self.limits };
        let mut child = self.spawn().map_err(|error| Fault::NotStarted(error.to_string()))?;
        let answer = thread::scope(|scope| {
            let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
            let fed = scope.spawn(move || feed::feed(stdin, &request, source));
            let (send, receive) = mpsc::channel();
            scope.spawn(move || send.send(Box::new(wire::read_answer(stdout))).is_ok());
            let answer = receive.recv_timeout(Duration::from_secs(self.limits.seconds));
            let end = end(&mut child, answer.as_ref().map_or(true, |answer| answer.picture.is_some()));
            let answer = answer.map_err(|_| Fault::TookTooLong);
            let fed = fed.join().unwrap_or_else(|_| Err("the reader gave up".to_owned()));
            fed.map_err(Fault::Source).map(|()| (answer, end))
        });
        let (answer, end) = answer?;
        examined(*answer?, end)
    }

    /// The child knows nothing of where and by whom it was started. Its allocator is told to set no gigabyte aside before it is needed:
    /// memory that a process had before it was limited does not count against the limit.
    fn spawn(&self) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.args(&self.args).env_clear().env("MIMALLOC_ARENA_RESERVE", "0").current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
    }
}

/// Ends a child and reaps it. One that has said all, or too late, is not waited for.
fn end(child: &mut Child, at_once: bool) -> Option<ExitStatus> {
    for _ in 0..if at_once { 0 } else { ASKED } {
        match child.try_wait() {
            Ok(None) => thread::sleep(ENDING),
            Ok(Some(status)) => return Some(status),
            Err(_) => break,
        }
    }
    // It may have ended by itself in between; then there is nothing to kill, and it is reaped all the same.
    child.kill().ok();
    child.wait().ok()
}

fn examined(answer: Answer, end: Option<ExitStatus>) -> Result<Examined, Fault> {
    let died = || why(end);
    let Answer { told, picture, garbled } = answer;
    if garbled {
        return Err(Fault::Garbled);
    }
    let told = told.ok_or_else(died)?;
    Ok(Examined { walls: told.walls, metadata: told.metadata, manifest: told.manifest, picture: picture.unwrap_or_else(|| Err(died())) })
}

/// SIGXCPU: its seconds of a processor were used up.
#[cfg(unix)]
const OUT_OF_TIME: i32 = 24;

#[cfg(unix)]
fn why(end: Option<ExitStatus>) -> Fault {
    use std::os::unix::process::ExitStatusExt as _;
    match end.and_then(|status| status.signal()) {
        Some(OUT_OF_TIME) => Fault::TookTooLong,
        signal => Fault::Died { signal },
    }
}

#[cfg(not(unix))]
fn why(_end: Option<ExitStatus>) -> Fault {
    Fault::Died { signal: None }
}
