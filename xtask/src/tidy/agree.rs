//! Whether the parts of the repository agree: crates and their manifests, the map, the glossary, the two commands.

use super::knowledge::codes;
use super::{Fault, File, Tree};

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults: Vec<Fault> = manifests(tree).flat_map(manifest).collect();
    faults.extend(mentions(tree, "ARCHITECTURE.md", &crate_names(tree), "the map names every crate"));
    let categories: Vec<String> =
        tree.below("knowledge/categories/").flat_map(|file| codes(file, "category")).map(|(_, code)| code).collect();
    faults.extend(mentions(tree, "GLOSSARY.md", &categories, "the glossary has every category"));
    faults.extend(mentions(tree, "README.md", &["make run", "make test"].map(str::to_owned), "the README opens with both commands"));
    faults.extend(entry_files(tree));
    faults
}

fn manifests(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.files.iter().filter(|file| file.name() == "Cargo.toml" && (file.path.starts_with("crates/") || file.path.starts_with("xtask/")))
}

fn crate_names(tree: &Tree) -> Vec<String> {
    let names = tree.below("crates/").filter(|file| file.name() == "Cargo.toml");
    names.filter_map(|file| file.path.split('/').nth(1)).map(|name| format!("`{name}`")).collect()
}

/// A crate takes the workspace's lints, edition and licence, and says what it is for.
fn manifest(file: &File) -> Vec<Fault> {
    let needed = [
        ("[lints]\nworkspace = true", "takes the lints of the workspace: `[lints] workspace = true`"),
        ("edition.workspace = true", "takes the edition of the workspace"),
        ("license.workspace = true", "takes the licence of the workspace"),
        ("\ndescription = \"", "says what it is for: `description`"),
    ];
    let missing = needed.into_iter().filter(|(line, _)| !file.text.contains(line));
    missing.map(|(_, what)| Fault::at(&file.path, 1, format!("every crate {what}"))).collect()
}

/// Every crate has the file that its name promises.
fn entry_files(tree: &Tree) -> Vec<Fault> {
    let folders = manifests(tree).filter_map(|file| file.path.strip_suffix("Cargo.toml").map(|folder| (folder.to_owned(), file)));
    let lacking =
        folders.filter(|(folder, _)| ["src/lib.rs", "src/main.rs"].iter().all(|entry| tree.text(&format!("{folder}{entry}")).is_none()));
    lacking.map(|(_, file)| Fault::at(&file.path, 1, "a crate without src/lib.rs or src/main.rs")).collect()
}

fn mentions(tree: &Tree, path: &str, words: &[String], rule: &str) -> Vec<Fault> {
    let Some(text) = tree.text(path) else { return vec![Fault::at(path, 0, format!("is absent ({rule})"))] };
    let missing = words.iter().filter(|word| !text.contains(word.as_str()));
    missing.map(|word| Fault::at(path, 1, format!("{word} is missing: {rule}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        Tree { files: files.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect() }
    }

    #[test]
    fn what_disagrees_is_named() {
        let good =
            "[package]\nname = \"a\"\ndescription = \"x\"\nedition.workspace = true\nlicense.workspace = true\n[lints]\nworkspace = true\n";
        let whole = [
            ("crates/a/Cargo.toml", good),
            ("crates/a/src/lib.rs", "//! A."),
            ("ARCHITECTURE.md", "`a`"),
            ("GLOSSARY.md", "x.y"),
            ("README.md", "make run, make test"),
            ("knowledge/categories/c.toml", "[[category]]\ncode = \"x.y\"\n"),
        ];
        assert_eq!(check(&tree(&whole)), []);
        for absent in 1..5 {
            let rest: Vec<_> = whole.iter().enumerate().filter(|(at, _)| *at != absent).map(|(_, file)| *file).collect();
            assert_eq!(check(&tree(&rest)).len(), 1, "without {}", whole[absent].0);
        }
        assert_eq!(manifest(&File { path: "crates/a/Cargo.toml".into(), text: "[package]".into() }).len(), 4);
    }
}
