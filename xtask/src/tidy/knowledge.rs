//! The knowledge files: every entry has labels in three languages, a source and an edition; no code twice; terms belong to an indicator;
//! phones in examples are invented ones. What a term matches is checked by `arasha knowledge check`.

use std::collections::BTreeMap;

use super::{Fault, File, Tree};

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let indicators: Vec<&File> =
        tree.below("knowledge/indicators/").filter(|file| file.is("toml") && !file.path.contains("/terms/")).collect();
    let categories: Vec<&File> = tree.below("knowledge/categories/").filter(|file| file.is("toml")).collect();
    faults.extend(indicators.iter().flat_map(|file| entries(file, "indicator", &["labels", "source", "edition", "stage", "polarity"])));
    faults.extend(categories.iter().flat_map(|file| entries(file, "category", &["labels", "source"])));
    faults.extend(twice(&indicators, "indicator"));
    faults.extend(twice(&categories, "category"));
    faults.extend(orphans(tree, &indicators));
    faults.extend(tree.below("knowledge/examples/").flat_map(phones));
    faults
}

/// The codes of a file's `[[kind]]` entries, with the line each entry begins at.
pub fn codes(file: &File, kind: &str) -> Vec<(usize, String)> {
    let code = |entry: &Entry| Some((entry.line, entry.keys.get("code")?.trim_matches('"').to_owned()));
    read(file, kind).iter().filter_map(code).collect()
}

struct Entry {
    line: usize,
    keys: BTreeMap<String, String>,
}

/// The `[[kind]]` entries of a file with their keys; a value is read as it stands, over lines where it is a list.
fn read(file: &File, kind: &str) -> Vec<Entry> {
    let head = format!("[[{kind}]]");
    let mut entries: Vec<Entry> = Vec::new();
    let mut is_inside = false;
    for (number, line) in file.lines() {
        if line.starts_with('[') {
            is_inside = line.trim_end() == head;
            if is_inside {
                entries.push(Entry { line: number, keys: BTreeMap::new() });
            }
        } else if let (true, Some(entry), Some((key, value))) = (is_inside, entries.last_mut(), line.split_once(" = ")) {
            entry.keys.insert(key.trim().to_owned(), value.split(" #").next().unwrap_or(value).trim().to_owned());
        }
    }
    entries
}

fn entries(file: &File, kind: &str, needed: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for entry in read(file, kind) {
        let code = entry.keys.get("code").map_or("(without a code)", |code| code.trim_matches('"'));
        let missing = needed.iter().filter(|key| entry.keys.get(**key).is_none_or(|value| value.is_empty() || value == "\"\""));
        faults.extend(missing.map(|key| Fault::at(&file.path, entry.line, format!("{code} has no {key}"))));
        let labels = entry.keys.get("labels").map_or("", String::as_str);
        let without = ["kk", "ru", "en"]
            .into_iter()
            .filter(|tongue| !labels.contains(&format!("{tongue} = \"")) || labels.contains(&format!("{tongue} = \"\"")));
        faults.extend(without.map(|tongue| Fault::at(&file.path, entry.line, format!("{code} has no label in {tongue}"))));
    }
    faults
}

fn twice(files: &[&File], kind: &str) -> Vec<Fault> {
    let mut seen = BTreeMap::new();
    let mut faults = Vec::new();
    for file in files {
        for (line, code) in codes(file, kind) {
            if let Some(first) = seen.insert(code.clone(), format!("{}:{line}", file.path)) {
                faults.push(Fault::at(&file.path, line, format!("{code} stands in {first} already")));
            }
        }
    }
    faults
}

/// Terms and examples under a code that no indicator has.
fn orphans(tree: &Tree, indicators: &[&File]) -> Vec<Fault> {
    let known: Vec<String> = indicators.iter().flat_map(|file| codes(file, "indicator")).map(|(_, code)| code).collect();
    let heads = tree.below("knowledge/indicators/terms/").flat_map(|file| file.lines().map(move |(number, line)| (file, number, line)));
    let orphan = |(file, number, line): (&File, usize, &str)| {
        let code = line.strip_prefix("[\"")?.split('"').next()?;
        (!known.iter().any(|other| other == code)).then(|| Fault::at(&file.path, number, format!("no indicator has the code {code}")))
    };
    heads.filter_map(orphan).collect()
}

/// Phones written plainly that don't look invented: without 00 behind the operator's code.
fn phones(file: &File) -> Vec<Fault> {
    let in_line = |(number, line): (usize, &str)| {
        let found = runs(line).into_iter().find(|digits| is_kazakh_mobile(digits) && digits.get(4..6) != Some("00"));
        found.map(|digits| {
            Fault::at(&file.path, number, format!("{digits} may be somebody's phone; invent one with 00 behind the operator's code"))
        })
    };
    file.lines().filter_map(in_line).collect()
}

fn is_kazakh_mobile(digits: &str) -> bool {
    digits.len() == 11 && ["870", "877", "874", "770", "777", "774"].iter().any(|head| digits.starts_with(head))
}

/// Runs of digits, with what people put between the parts of a phone left out.
fn runs(line: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for sign in line.chars() {
        match (sign, runs.last_mut()) {
            ('0'..='9', Some(run)) => run.push(sign),
            (' ' | '(' | ')' | '-' | '+', _) => {}
            (_, Some(run)) if !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn entries_are_whole() {
        let whole = "[[indicator]]\ncode = \"a.b\"\nstage = \"recruit\"\npolarity = \"for\"\nlabels = { kk = \"x\", ru = \"y\", en = \"z\" }\nsource = \"S\"\nedition = \"1\"\n";
        let tree = |text: &str, terms: &str| Tree {
            files: vec![file("knowledge/indicators/a.toml", text), file("knowledge/indicators/terms/ru.toml", terms)],
        };
        assert_eq!(check(&tree(whole, "[\"a.b\"]\n[\"a.b\".examples]\n")), []);
        assert_eq!(
            check(&tree(&whole.replace("source = \"S\"\n", ""), ""))[0].to_string(),
            "knowledge/indicators/a.toml:1: a.b has no source"
        );
        assert!(check(&tree(&whole.replace("ru = \"y\", ", ""), ""))[0].what.contains("label in ru"));
        assert!(check(&tree(&whole.repeat(2), ""))[0].what.contains("already"));
        assert!(check(&tree(whole, "[\"c.d\"]\n"))[0].what.contains("no indicator"));
    }

    #[test]
    fn phones_must_look_invented() {
        assert_eq!(phones(&file("e", "тел 8 (705) 001-23-45")), []);
        assert_eq!(phones(&file("e", "x\nтел 8 705 123-45-67")).len(), 1);
        assert_eq!(phones(&file("e", "2026-03-01, 150 000 тг")), []);
    }
}
