//! Fingerprints of pictures, by post. Homes made before there were any get the table when they are opened.

use redb::{ReadableTable, ReadableTableMetadata, TableDefinition, WriteTransaction};
use signals::fingerprint::PictureMark;

use super::{META, Outcome, Store, number};
use crate::error::Result;
use crate::pictures::Picture;

/// Key of a post and mark of its picture, with the path under which the post names it. The same picture is there once.
const PICTURES: TableDefinition<'_, (&str, &[u8; MARK]), &str> = TableDefinition::new("pictures");
/// Counts changes of the table, so that copies in memory know when they are old.
const PICTURED: &str = "pictured";
/// Bytes of a mark with its quality.
const MARK: usize = 33;

pub(super) fn make(txn: &WriteTransaction) -> Outcome<()> {
    txn.open_table(PICTURES)?;
    Ok(())
}

/// Adds pictures of posts; tells how many are new.
pub(super) fn add<'a>(txn: &WriteTransaction, pictures: impl Iterator<Item = (String, &'a Picture)>) -> Outcome<u64> {
    let mut pictures = pictures.peekable();
    if pictures.peek().is_none() {
        return Ok(0);
    }
    let (mut table, mut new) = (txn.open_table(PICTURES)?, 0);
    for (post, picture) in pictures {
        let is_known = table.insert((post.as_str(), &picture.mark.to_bytes()), picture.path.as_str())?.is_some();
        new += u64::from(!is_known);
    }
    if new > 0 {
        changed(txn)?;
    }
    Ok(new)
}

/// Pictures of posts that are gone.
pub(super) fn forget(txn: &WriteTransaction, posts: &[String]) -> Outcome<()> {
    let mut table = txn.open_table(PICTURES)?;
    if posts.is_empty() || table.is_empty()? {
        return Ok(());
    }
    for post in posts {
        table.retain_in((post.as_str(), &[0; MARK])..=(post.as_str(), &[u8::MAX; MARK]), |_, _| false)?;
    }
    changed(txn)
}

fn changed(txn: &WriteTransaction) -> Outcome<()> {
    let mut meta = txn.open_table(META)?;
    let next = number(&meta, PICTURED)? + 1;
    meta.insert(PICTURED, next)?;
    Ok(())
}

impl Store {
    /// The pictures of a post, by path.
    pub(crate) fn pictures(&self, post: &str) -> Result<Vec<Picture>> {
        self.read(|txn| {
            let mut pictures = Vec::new();
            for row in txn.open_table(PICTURES)?.range((post, &[0; MARK])..=(post, &[u8::MAX; MARK]))? {
                let (key, path) = row?;
                pictures.push(Picture { path: path.value().to_owned(), mark: PictureMark::from_bytes(key.value().1) });
            }
            pictures.sort_by(|a, b| a.path.cmp(&b.path));
            Ok(pictures)
        })
    }

    /// The number of the last change of pictures.
    pub(crate) fn pictured(&self) -> Result<u64> {
        self.read(|txn| number(&txn.open_table(META)?, PICTURED))
    }

    /// All marks that tell pictures apart, with the keys of their posts.
    pub(crate) fn telling_marks(&self) -> Result<Vec<(PictureMark, String)>> {
        self.read(|txn| {
            let mut marks = Vec::new();
            for row in txn.open_table(PICTURES)?.iter()? {
                let (key, _) = row?;
                let (post, mark) = key.value();
                let mark = PictureMark::from_bytes(mark);
                marks.extend(mark.is_telling().then(|| (mark, post.to_owned())));
            }
            Ok(marks)
        })
    }
}
