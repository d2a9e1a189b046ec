//! Reads the hand-written texts beside this crate: blocks of `[name]`, `key: value` lines and texts parted by `---`.

use std::collections::BTreeMap;

/// One block of a file of texts.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// What stands in square brackets.
    pub name: String,
    /// The `key: value` lines before the first `---`.
    pub keys: BTreeMap<String, String>,
    /// The texts.
    pub texts: Vec<String>,
}

impl Block {
    /// A value that is a list parted by `|`; empty where it is not given.
    pub fn list(&self, key: &str) -> Vec<String> {
        let parts = self.keys.get(key).map(|value| value.split('|').map(|part| part.trim().to_owned()));
        parts.map(Iterator::collect).unwrap_or_default()
    }

    /// A value that is a number; 0 where it is none.
    pub fn number(&self, key: &str) -> u64 {
        self.keys.get(key).and_then(|value| value.parse().ok()).unwrap_or(0)
    }
}

/// Reads a file of texts. Lines that begin with `#` are comments. In files with keys (`has_keys`) what stands before the first `---` of a
/// block are its keys, in others it is the first text.
pub fn read(file: &str, has_keys: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_head = has_keys;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            is_head = has_keys;
            let texts = if has_keys { Vec::new() } else { vec![String::new()] };
            blocks.push(Block { name: name.to_owned(), texts, ..Block::default() });
            continue;
        }
        let Some(block) = blocks.last_mut() else { continue };
        if line == "---" {
            is_head = false;
            block.texts.push(String::new());
        } else if is_head {
            block.keys.extend(line.split_once(": ").map(|(key, value)| (key.to_owned(), value.trim().to_owned())));
        } else if let Some(text) = block.texts.last_mut() {
            add_line(text, line);
        }
    }
    blocks
}

fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keys_and_texts() {
        let blocks = read("# c\n[a]\nposts: 3\npay: 1 | 2\n---\nx\ny\n---\nz\n\n[b]\n---\nw\n", true);
        assert_eq!(blocks.len(), 2);
        assert_eq!((blocks[0].number("posts"), blocks[0].list("pay")), (3, vec!["1".to_owned(), "2".to_owned()]));
        assert_eq!(blocks[0].texts, ["x\ny", "z"]);
        let plain = read("[k]\none\n---\ntwo\n", false);
        assert_eq!(plain[0].texts, ["one", "two"]);
    }
}
