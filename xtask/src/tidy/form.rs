//! The form of single files: how they begin, how long they are, what must not stand in them.

use super::{Fault, File, Tree};

/// A file longer than this is split.
const LONGEST: usize = 600;
/// Tests beside their module may be longer, up to this.
const LONGEST_TESTS: usize = 1_000;
/// Files that may be longer, up to [`LONGEST_TESTS`] lines, with the reason.
const MAY_BE_LONG: [(&str, &str); 0] = [];

/// Words that tell of the machine on which something was written. In pieces, so that this file does not hold them.
const MACHINE: [&str; 4] = [concat!("/wo", "rk/"), concat!("/tm", "p/t-"), concat!("/ro", "ot/"), concat!("/home", "/user/")];
/// Marks of unfinished work, in pieces for the same reason.
const UNFINISHED: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("HA", "CK:"), concat!("#[ign", "ore")];
/// Made by tools from what others publish; not ours to word.
const MADE_BY_TOOLS: [&str; 2] = ["package-lock.json", "Cargo.lock"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let ours = tree.files.iter().filter(|file| !MADE_BY_TOOLS.contains(&file.name()));
    ours.flat_map(|file| {
        let mut faults = words(file);
        if file.is("rs") && !file.path.starts_with("fuzz/") {
            faults.extend(beginning(file));
            faults.extend(length(file));
        }
        faults
    })
    .collect()
}

fn beginning(file: &File) -> Option<Fault> {
    let starts = file.text.starts_with("//!");
    (!starts && file.name() != "tests.rs").then(|| Fault::at(&file.path, 1, "begin with `//!` and say what the module is for"))
}

fn length(file: &File) -> Option<Fault> {
    let lines = file.text.lines().count();
    let is_long = file.name() == "tests.rs" || MAY_BE_LONG.iter().any(|(path, _)| *path == file.path);
    let most = if is_long { LONGEST_TESTS } else { LONGEST };
    (lines > most).then(|| Fault::at(&file.path, most, format!("{lines} lines; split it ({most} at most)")))
}

fn words(file: &File) -> Vec<Fault> {
    let in_line = |(number, line): (usize, &str)| {
        let machine = MACHINE.iter().find(|word| stands(line, word)).map(|word| format!("names a machine's path ({word})"));
        let unfinished = UNFINISHED.iter().find(|word| line.contains(**word)).map(|word| format!("unfinished: {word}"));
        machine.or(unfinished).map(|what| Fault::at(&file.path, number, what))
    };
    file.lines().filter_map(in_line).collect()
}

/// Whether a path stands in a line as a path of its own, not inside a longer one, such as an address or a relative path.
fn stands(line: &str, path: &str) -> bool {
    let begins = |at: usize| {
        line.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|sign| !(sign.is_alphanumeric() || "._-/}".contains(sign)))
    };
    line.match_indices(path).any(|(at, _)| begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<String> {
        check(&Tree { files: vec![File { path: path.to_owned(), text: text.to_owned() }] }).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_fault_of_form_is_named_with_its_line() {
        assert_eq!(faults("crates/a/src/lib.rs", "//! A.\n"), Vec::<String>::new());
        assert!(faults("crates/a/src/lib.rs", "use b;\n")[0].starts_with("crates/a/src/lib.rs:1: begin"));
        assert!(faults("crates/a/src/tests.rs", "use b;\n").is_empty());
        assert!(faults("a.rs", &"//!\n".repeat(601))[0].starts_with("a.rs:600: 601 lines"));
        assert!(faults("tests.rs", &"//\n".repeat(1_000)).is_empty());
        assert!(faults("a.md", concat!("x\n", "see /wo", "rk/x\n"))[0].starts_with("a.md:2: names a machine"));
        assert!(faults("a.md", concat!("https://host/wo", "rk/x\n")).is_empty());
        assert!(faults("a.toml", concat!("# TO", "DO\n"))[0].contains("unfinished"));
        assert!(faults("a.rs", concat!("//! A\n#[ign", "ore]\n"))[0].starts_with("a.rs:2"));
    }
}
