//! Papers as PDF, by the browser that captures, told by `pdftotext` and `pdfinfo`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use capture::browser::Launch;
use capture::print::{Limits, print};
use custody::FileRole;
use custody::item::{Event, Missing, MissingWhy, Told};
use papers::{Facts, Kind};
use words::Tongue;

use crate::sample::{begun, facts, facts_for, file, paper, step};

fn launch() -> Option<Launch> {
    let launch = Launch { sandbox: false, ..Launch::chromium() };
    let tools = ["/usr/bin/pdftotext", "/usr/bin/pdfinfo", "/usr/bin/pdffonts"].map(Path::new);
    let absent = std::iter::once(launch.program.as_path()).chain(tools).find(|tool| !tool.exists());
    if let Some(absent) = absent {
        eprintln!("skipped: {} is not there (make chromium; poppler-utils)", absent.display());
        return None;
    }
    Some(launch)
}

/// A paper that was printed, in a folder that goes with it. `PAPERS` names one that stays.
struct Printed {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

impl Printed {
    async fn of(kind: Kind, facts: &Facts, tongue: Tongue, name: &str) -> Option<Self> {
        let launch = launch()?;
        let html = paper(kind, facts, tongue).unwrap();
        let began = Instant::now();
        let pdf = print(&launch, &html, Limits::default()).await.unwrap();
        eprintln!("{name} {}: {} KB in {:?}", tongue.code(), pdf.len() / 1024, began.elapsed());
        let folder = tempfile::tempdir().unwrap();
        let place = std::env::var_os("PAPERS").map_or_else(|| folder.path().to_owned(), PathBuf::from);
        let file = place.join(format!("{name}-{}.pdf", tongue.code()));
        std::fs::write(&file, pdf).unwrap();
        std::fs::write(file.with_extension("html"), html).unwrap();
        Some(Self { _folder: folder, file })
    }

    fn told(&self, tool: &str, arguments: &[&str]) -> String {
        let output = Command::new(tool).args(arguments).arg(&self.file).arg(if tool == "pdftotext" { "-" } else { "--" }).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn text(&self) -> String {
        self.told("pdftotext", &["-layout"])
    }

    fn info(&self, field: &str) -> String {
        let info = Command::new("pdfinfo").arg(&self.file).output().unwrap().stdout;
        let info = String::from_utf8_lossy(&info).into_owned();
        info.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':')).unwrap_or_default().trim().to_owned()
    }

    fn pages(&self) -> usize {
        self.info("Pages").parse().unwrap()
    }
}

/// Step as one line with single blanks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn papers_are_tagged_numbered_and_in_kazakh_and_russian_letters() {
    for tongue in [Tongue::Kk, Tongue::Ru] {
        for kind in Kind::ALL {
            let Some(printed) = Printed::of(kind, &facts_for(kind), tongue, kind.code()).await else { return };
            let text = flat(&printed.text());
            assert_eq!(printed.info("Tagged"), "yes", "{kind:?}");
            assert!(printed.info("Page size").contains("A4"), "{}", printed.info("Page size"));
            let pages = printed.pages();
            for page in 1..=pages {
                assert!(text.contains(&format!(" {page} / {pages}")), "{kind:?}: page {page} of {pages}");
            }
            assert!(text.contains("22.11.2026 17:10:07 (UTC+05)"), "{text}");
            let title = crate::sample::forms().into_iter().find(|form| form.code == kind.code()).unwrap().title;
            assert_eq!(printed.info("Title"), title.in_language(tongue.code()));
        }
    }
}

#[tokio::test]
async fn a_custody_sheet_carries_the_letters_and_digests_into_the_pdf() {
    let Some(printed) = Printed::of(Kind::Custody, &facts_for(Kind::Custody), Tongue::Kk, "letters").await else { return };
    let text = flat(&printed.text());
    for letter in "әғқңөұүһі".chars() {
        // The letter һ is in few words; a name brings it.
        assert!(letter == 'һ' || text.contains(letter), "{letter}");
    }
    assert!(text.contains("Құқықтық негізі енгізілмеген.") && text.contains("Дәлелдемені сақтау парағы"));
    assert!(text.contains(&["1111"; 16].join(" ")), "SHA-256 in groups of four, on one line");
    assert!(text.contains(&format!("MD5 {}", ["0101"; 8].join(" "))), "{text}");
    let fonts = Command::new("pdffonts").arg(&printed.file).output().unwrap().stdout;
    let fonts = String::from_utf8_lossy(&fonts).into_owned();
    assert!(fonts.lines().skip(2).all(|line| line.contains(" yes ")), "all fonts are embedded: {fonts}");
}

#[tokio::test]
async fn all_letters_of_kazakh_print() {
    let all = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі";
    let facts = Facts { place: all.into(), ..facts_for(Kind::Inspection) };
    let Some(printed) = Printed::of(Kind::Inspection, &facts, Tongue::Kk, "alphabet").await else { return };
    assert!(flat(&printed.text()).contains(all));
}

/// Two hundred files with the longest names, and addresses without a place to break.
#[tokio::test]
async fn long_lists_and_long_addresses_stay_on_the_sheet() {
    let files =
        (0..200_u8).map(|number| file(&format!("{}/{number:04}.bin", "responses-with-a-long-name".repeat(7)), FileRole::Response, number));
    let files = files.chain([file("manifest.json", FileRole::Manifest, 9)]).collect();
    let long = format!("https://jobs.example.org/{}", "a1b2c3d4e5".repeat(180));
    let missing = vec![Missing { what: long.clone(), why: MissingWhy::TimedOut }; 3];
    let steps: Vec<Told> = vec![step(1, 0, begun(&long)), step(2, 0, Event::Kept { files }), step(3, 1, Event::Completed { missing })];
    let Some(printed) = Printed::of(Kind::Inspection, &facts(steps), Tongue::Ru, "long").await else { return };
    let text = printed.text();
    let last = flat(&text);
    assert!(
        last.contains(&format!("{0} {0}", format!("{0:02x}{0:02x}", 199_u8.wrapping_mul(17)))) && printed.pages() > 20,
        "{}",
        printed.pages()
    );
    // What does not fit would be cut at the edge: all of the address is there.
    let letters: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (found, all) = (letters.matches("a1b2c3d4e5").count(), 4 * 180);
    // The foot of a sheet stands within one here and there.
    assert!(found > all - 8, "{found} of {all}: the address of the page, and three that are missing");
    assert!(last.contains(&format!("1 / {}", printed.pages())));
}
