//! Captures a page into a web archive: `capture_page ADDRESS FILE [HOST:PORT …]`. The places named behind are reached although they are not
//! public. Prints what was got and what was not. For trying, and for the validators of others; `arasha` itself seals what it captures.
#![expect(clippy::print_stdout, reason = "its report is what it is for")]

use std::fs::File;
use std::io::BufReader;
use std::time::Duration;

use capture::archive::{Times, write_archive};
use capture::browser::Launch;
use capture::guard::{Bounds, by_system};
use capture::page::{Limits, capture};
use package::warc::{self, RecordId, check_warc};
use record::Moment;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let (address, file) = (args.next().ok_or("name an address")?, args.next().ok_or("name a file")?);
    let also = args.map(|place| place.parse()).collect::<Result<Vec<_>, _>>()?;
    let launch = Launch { sandbox: std::env::var_os("NO_SANDBOX").is_none(), ..Launch::chromium() };
    let bounds = Bounds { most_bytes: 200_000_000, dial_time: Duration::from_secs(10), also };
    let began = now();
    let captured = capture(&launch, bounds, by_system(), &Limits::default(), &address).await?;
    let times = Times { began, ended: now() };
    let mut number = 0;
    let mut id = || {
        number += 1;
        RecordId::from_random(number)
    };
    let (file_written, archived) = write_archive(&captured, times, "Arasha", &mut id, File::create(&file)?)?;
    file_written.sync_all()?;
    let found = check_warc(BufReader::new(File::open(&file)?), &archived.entries, warc::Limits::default())?;
    println!("{} exchanges, {} records, short of: {:?}", captured.exchanges.len(), archived.entries.len(), captured.short);
    for (address, why) in &archived.aside {
        println!("not archived: {address}: {why}");
    }
    if found.is_empty() { Ok(()) } else { Err(format!("the archive: {found:?}").into()) }
}

#[expect(clippy::disallowed_methods, reason = "a capture is of now; nothing is tested here")]
fn now() -> Moment {
    jiff::Timestamp::now().into()
}
