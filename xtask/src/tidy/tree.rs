//! The repository's own text files, read once.

use std::path::Path;

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 9] = [".git", "target", "node_modules", "dist", "out", ".arasha", "artifacts", "coverage", "corpus.local"];
/// Endings of files that are text and written by people.
const TEXT: [&str; 19] =
    ["rs", "toml", "md", "ftl", "sh", "jsonl", "json", "csv", "xml", "html", "css", "js", "mjs", "ts", "txt", "yml", "yaml", "svg", "snap"];
/// Deeper than this nothing of ours lies.
const DEEPEST: usize = 12;

/// A file of the repository.
#[derive(Debug, Clone)]
pub struct File {
    /// From the repository's root, parted by `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl File {
    /// The lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// The name without folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether the name ends so: `rs`, `toml`.
    pub fn is(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
    }
}

/// All files, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The files.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads the repository. What can't be read is not there.
    pub fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        gather(root, "", 0, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// The files below a folder.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder))
    }
}

fn gather(folder: &Path, path: &str, depth: usize, files: &mut Vec<File>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let inner = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            if depth < DEEPEST && !FOREIGN.contains(&name.as_str()) {
                gather(&entry.path(), &inner, depth + 1, files);
            }
        } else if kind.is_file() && is_text(&name) {
            // Fixtures in other encodings are no texts of ours.
            files.extend(std::fs::read_to_string(entry.path()).ok().map(|text| File { path: inner, text }));
        }
    }
}

fn is_text(name: &str) -> bool {
    let plain = ["Makefile", "LICENSE", "run", ".gitignore"].contains(&name);
    plain || name.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}
