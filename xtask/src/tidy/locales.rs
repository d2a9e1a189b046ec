//! The message catalogues hold the same keys in Kazakh, Russian and English.

use std::collections::BTreeMap;

use super::{Fault, File, Tree};

/// Keys, each with the file and the line where it stands.
type Catalogue = BTreeMap<String, (String, usize)>;

const TONGUES: [&str; 3] = ["kk", "ru", "en"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let catalogues: Vec<(&str, Catalogue)> = TONGUES.iter().map(|tongue| (*tongue, catalogue(tree, tongue))).collect();
    let mut faults: Vec<Fault> = tree.below("locales/").filter(|file| file.is("ftl")).flat_map(doubled).collect();
    for (tongue, messages) in &catalogues {
        for (key, (path, line)) in messages {
            let without = catalogues.iter().filter(|(_, others)| !others.contains_key(key));
            faults.extend(without.map(|(other, _)| Fault::at(path, *line, format!("`{key}` stands in {tongue} and not in {other}"))));
        }
    }
    faults
}

/// The keys of a language, each with where it stands.
fn catalogue(tree: &Tree, tongue: &str) -> Catalogue {
    let folder = format!("locales/{tongue}/");
    let files = tree.files.iter().filter(|file| file.path.starts_with(&folder) && file.is("ftl"));
    files.flat_map(|file| keys(file).map(|(line, key)| (key.to_owned(), (file.path.clone(), line)))).collect()
}

/// Messages and terms stand at the beginning of a line.
fn keys(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.lines().filter_map(|(number, line)| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_key = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-')
            && key.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign));
        is_key.then_some((number, key))
    })
}

fn doubled(file: &File) -> Vec<Fault> {
    let mut seen = BTreeMap::new();
    let again = keys(file).filter_map(|(line, key)| seen.insert(key.to_owned(), line).map(|first| (line, key, first)));
    again.map(|(line, key, first)| Fault::at(&file.path, line, format!("`{key}` stands in line {first} already"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_doubled_keys_are_named() {
        let file = |tongue: &str, text: &str| File { path: format!("locales/{tongue}/a.ftl"), text: text.to_owned() };
        let tree = Tree {
            files: vec![
                file("kk", "# c\nx = 1\ny = { $n ->\n    [one] a = b\n   *[other] c\n}\n"),
                file("ru", "x = 2\ny = 3\n"),
                file("en", "x = 1\nx = 2\n"),
            ],
        };
        let faults: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].starts_with("locales/en/a.ftl:2: `x` stands in line 1"));
        assert!(faults[1].starts_with("locales/kk/a.ftl:3: `y` stands in kk and not in en"));
    }
}
