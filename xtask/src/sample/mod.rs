//! The sample feed: invented posts that show every category, a dozen organisers, a mirror family and a hub.
//!
//! The texts are hand-written (`xtask/sample/`); what varies is the city, the pay and the way a contact is written.

mod day;
mod forms;
mod json;
mod picture;
mod posts;
mod texts;

use std::path::Path;

pub use day::{exact, seconds_of};
pub use json::string;
pub use posts::make;

/// Where the feed lies in the repository.
pub const FOLDER: &str = "fixtures/sample";

const README: &str = "\
# The sample feed

Invented from the first to the last letter by `cargo run -p xtask -- sample-feed` (texts in `xtask/sample/`); no person, number, name or
site here exists. Edit the texts there, not the files here: `xtask tidy` compares them.

| file | what |
|---|---|
| `feed.jsonl` | neutral JSON Lines |
| `pictures/` | drawn shapes that some of its posts name; one stands with two organisers |
| `telegram/result.json` | a Telegram Desktop export of one chat |
| `news.xml` | RSS |
| `board.csv` | a table with Russian headers |
| `page.html` | a saved page |
| `sources.toml` | sample mandates; a real one needs a real legal ground |
";

const SOURCES: &str = "\
# SAMPLE mandates for the sample feed: not a legal act, a ground for nothing else. Put a real ground in place of each.

[[source]]
name = \"telegram:*\"
ground = \"Sample mandate, not a legal act: invented public channels of the sample feed\"
scope = \"invented posts\"
keep_days = 365

[[source]]
name = \"feed:zhanalyq-q.example\"
ground = \"Sample mandate, not a legal act: an invented news site\"
scope = \"invented news\"
keep_days = 365

[[source]]
name = \"board:*\"
ground = \"Sample mandate, not a legal act: an invented board of adverts\"
scope = \"invented adverts\"
keep_days = 180

[[source]]
name = \"web:taqta-q.example\"
ground = \"Sample mandate, not a legal act: one invented page\"
scope = \"one saved page\"
keep_days = 180
";

/// All texts of the sample feed: their path below [`FOLDER`] and what stands in them.
pub fn files() -> Vec<(&'static str, String)> {
    let (mut feed, mut chat, mut board, mut news) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for post in make() {
        match post.source.as_str() {
            forms::CHAT => chat.push(post),
            forms::BOARD => board.push(post),
            forms::SITE => news.push(post),
            _ => feed.push(post),
        }
    }
    vec![
        ("README.md", README.to_owned()),
        ("sources.toml", SOURCES.to_owned()),
        ("feed.jsonl", forms::json_lines(&feed)),
        ("telegram/result.json", forms::telegram(&chat)),
        ("news.xml", forms::rss(&news)),
        ("board.csv", forms::table(&board)),
        ("page.html", forms::page()),
    ]
}

/// Writes the files below the repository's root.
///
/// # Errors
/// Where a file can't be written.
pub fn write(root: &Path) -> std::io::Result<usize> {
    let files = files();
    for (name, text) in &files {
        let path = root.join(FOLDER).join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, text)?;
    }
    let pictures = picture::files();
    for (name, bytes) in &pictures {
        let path = root.join(FOLDER).join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, bytes)?;
    }
    Ok(files.len() + pictures.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_shows_what_it_should() {
        let files = files();
        let text = |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.as_str()).unwrap();
        let export = text("telegram/result.json");
        for part in ["text_link", "\"service\"", "forwarded_from", "edited_unixtime", "\"mention\""] {
            assert!(export.contains(part), "{part}");
        }
        assert!(text("feed.jsonl").lines().count() > 250);
        assert!(text("news.xml").contains("<pubDate>"));
        assert!(text("board.csv").starts_with("№;Дата;"));
        for site in ["aiqyz2.top", "aiqyz-club5.site", "gulsezim-zz.space"] {
            assert!(files.iter().any(|(_, text)| text.contains(site)), "{site}");
        }
    }
}
