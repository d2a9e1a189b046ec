//! Documents of ours, printed by the real browser.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may be blunt, and says what it skips")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use capture::CaptureError;
use capture::browser::Launch;
use capture::print::{Limits, PrintError, print};
use tokio::net::TcpListener;

fn launch() -> Option<Launch> {
    let launch = Launch { sandbox: false, ..Launch::chromium() };
    if Path::new(&launch.program).exists() {
        return Some(launch);
    }
    eprintln!("skipped: {} is not there (make chromium)", launch.program.display());
    None
}

/// What `pdftotext` or `pdfinfo` say of it; nothing where they are not there.
fn told(tool: &str, pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut command = Command::new(tool);
    let output = if tool == "pdftotext" { command.arg(&file).arg("-").output() } else { command.arg(&file).output() };
    if output.is_err() {
        eprintln!("skipped: {tool} is not there (poppler-utils)");
    }
    Some(String::from_utf8_lossy(&output.ok()?.stdout).into_owned())
}

const TWO: &str = "<!doctype html><html lang=\"kk\"><title>Үлгі</title><style>@page { size: A5; margin: 20mm; \
@bottom-right { content: counter(page) \" / \" counter(pages); } } h2 { break-before: page }</style><h1>Бірінші</h1><h2>Екінші ңғқ</h2>";

#[tokio::test]
async fn a_document_becomes_a_tagged_pdf_with_its_own_sheets() {
    let Some(launch) = launch() else { return };
    let pdf = print(&launch, TWO, Limits::default()).await.unwrap();
    let (Some(info), Some(text)) = (told("pdfinfo", &pdf), told("pdftotext", &pdf)) else { return };
    for line in ["Title:           Үлгі", "Tagged:          yes", "Pages:           2", "(A5)"] {
        assert!(info.contains(line), "{line}: {info}");
    }
    // Where blanks are narrow, pdftotext takes them for none.
    let close = text.replace(' ', "");
    assert!(text.contains("Екінші ңғқ") && close.contains("1/2") && close.contains("2/2"), "{text}");
}

/// Whoever's words stand in a document: it runs nothing, reads no file, and knocks nowhere.
#[tokio::test]
async fn a_document_runs_and_loads_nothing() {
    let Some(launch) = launch() else { return };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret.txt"), "secret words").unwrap();
    let secret = folder.path().join("secret.txt");
    let html = format!(
        "<!doctype html><p id=\"p\">as written</p><script>document.getElementById('p').textContent = 'changed'</script>\
         <img src=\"http://{place}/a.png\"><link rel=\"stylesheet\" href=\"http://{place}/a.css\"><img src=\"http://example.org/b.png\">\
         <iframe src=\"http://{place}/f\"></iframe><iframe src=\"file://{0}\"></iframe><object data=\"file://{0}\"></object>\
         <meta http-equiv=\"refresh\" content=\"0;url=http://{place}/r\">",
        secret.display()
    );
    let pdf = print(&launch, &html, Limits::default()).await.unwrap();
    let knocked = tokio::time::timeout(Duration::from_millis(300), listener.accept()).await;
    assert!(knocked.is_err(), "somebody came: {knocked:?}");
    let Some(text) = told("pdftotext", &pdf) else { return };
    assert!(text.contains("as written") && !text.contains("changed") && !text.contains("secret"), "{text}");
}

#[tokio::test]
async fn what_can_not_be_printed_is_said() {
    let Some(launch) = launch() else { return };
    let small = Limits { document: 10, ..Limits::default() };
    assert!(matches!(print(&launch, TWO, small).await, Err(PrintError::TooLong)));
    let soon = Limits { time: Duration::from_millis(1), ..Limits::default() };
    assert!(matches!(print(&launch, TWO, soon).await, Err(PrintError::TooLate)));
    let nobody = Launch { program: "/nonexistent/browser".into(), ..launch };
    let made = print(&nobody, TWO, Limits::default()).await;
    assert!(matches!(made, Err(PrintError::Browser(CaptureError::Ended | CaptureError::Io(_)))), "{made:?}");
    // A program that speaks the protocol and gives something else.
    let folder = tempfile::tempdir().unwrap();
    let liar = folder.path().join("liar");
    let answers = "#!/bin/bash\nwhile IFS= read -r -d '' asked <&3; do id=${asked##*\\\"id\\\":}; id=${id%%[,\\}]*}; \
                   printf '{\"id\":%s,\"result\":{\"data\":\"bm8=\"}}\\0' \"$id\" >&4; done\n";
    std::fs::write(&liar, answers).unwrap();
    let made = Command::new("chmod").arg("+x").arg(&liar).status().unwrap();
    assert!(made.success());
    let made = print(&Launch { program: liar, ..nobody }, TWO, Limits::default()).await;
    assert!(matches!(made, Err(PrintError::NotPdf)), "{made:?}");
}
