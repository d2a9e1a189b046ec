//! What a person sees while a command works: bars on stderr, and Ctrl-C that ends cleanly.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use corpus::Progress;
use indicatif::{ProgressBar, ProgressStyle};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether Ctrl-C was pressed.
pub fn was_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// A bar that counts bytes, where `is_wanted` and stderr is a terminal.
pub fn bytes_bar(is_wanted: bool) -> ProgressBar {
    let bar = if is_wanted && std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    let style = "{bar:30} {bytes}/{total_bytes} {binary_bytes_per_sec}, {eta} left  {msg}";
    bar.with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Runs a job with a bar that shows rate and time left, where `is_wanted` and stderr is a terminal. Ctrl-C stops the job cleanly.
pub fn with_bar<T>(progress: &Progress, is_wanted: bool, job: impl FnOnce() -> T) -> T {
    let bar = bytes_bar(is_wanted);
    listen();
    let (done, is_done) = channel::<()>();
    let shown = &bar;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = is_done.recv_timeout(Duration::from_millis(100)) {
                show(shown, progress);
            }
        });
        let outcome = job();
        drop(done);
        bar.finish_and_clear();
        outcome
    })
}

/// A bar that counts so many things, where `is_wanted` and stderr is a terminal.
pub fn bar(things: u64, is_wanted: bool) -> ProgressBar {
    let bar = if is_wanted && std::io::stderr().is_terminal() { ProgressBar::new(things) } else { ProgressBar::hidden() };
    let style = "{bar:30} {human_pos}/{human_len} {per_sec}, {eta} left";
    bar.with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Runs a job with a turning sign.
pub fn with_spinner<T>(what: &'static str, is_wanted: bool, job: impl FnOnce() -> T) -> T {
    let sign = if is_wanted && std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    sign.set_message(what);
    sign.enable_steady_tick(Duration::from_millis(120));
    let outcome = job();
    sign.finish_and_clear();
    outcome
}

fn show(bar: &ProgressBar, progress: &Progress) {
    if was_interrupted() {
        progress.stop();
    }
    bar.set_length(progress.total.load(Ordering::Relaxed));
    bar.set_position(progress.bytes.load(Ordering::Relaxed));
    let (read, kept) = (progress.read.load(Ordering::Relaxed), progress.kept.load(Ordering::Relaxed));
    bar.set_message(format!("read {read}, kept {kept}"));
}

/// Listens for Ctrl-C from now on; where the system can't tell of it, it ends the program as ever.
pub fn listen() {
    static LISTENING: std::sync::Once = std::sync::Once::new();
    LISTENING.call_once(|| {
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
            if let Ok(runtime) = runtime
                && runtime.block_on(tokio::signal::ctrl_c()).is_ok()
            {
                INTERRUPTED.store(true, Ordering::Relaxed);
            }
        });
    });
}
