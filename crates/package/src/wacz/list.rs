//! The list of a package, its digest and the pages: the JSON files of WACZ 1.1.1.

use record::Moment;
use serde::{Deserialize, Serialize};

use super::Page;
use crate::Sha256;
use crate::zip::form::Paths;

pub(super) const ARCHIVE: &str = "archive/data.warc.gz";
/// The archive's name as the index has it.
pub(super) const ARCHIVE_NAME: &str = "data.warc.gz";
pub(super) const INDEX: &str = "indexes/index.cdxj";
pub(super) const PAGES: &str = "pages/pages.jsonl";
pub(super) const LIST: &str = "datapackage.json";
pub(super) const DIGEST: &str = "datapackage-digest.json";

/// Which paths a WACZ has.
pub(super) const PATHS: Paths = Paths { longest: 200, besides: &[] };

const PROFILE: &str = "data-package";
const VERSION: &str = "1.1.1";
const PAGES_HEAD: &str = r#"{"format":"json-pages-1.0","id":"pages","title":"All Pages"}"#;

/// Whether a file that is not of the format may stand there: in a folder of its own, exactly one deep.
pub(super) fn is_place(path: &str) -> bool {
    let folder = path.split_once('/').filter(|(_, name)| !name.contains('/')).map(|(folder, _)| folder);
    folder.is_some_and(|folder| !["archive", "indexes", "pages"].contains(&folder))
}

/// `datapackage.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct List {
    #[serde(default)]
    profile: String,
    #[serde(default)]
    wacz_version: String,
    pub(super) title: String,
    pub(super) software: String,
    pub(super) created: Moment,
    #[serde(rename = "mainPageUrl", default, skip_serializing_if = "Option::is_none")]
    main_page_url: Option<String>,
    #[serde(rename = "mainPageDate", default, skip_serializing_if = "Option::is_none")]
    main_page_date: Option<Moment>,
    pub(super) resources: Vec<Resource>,
}

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) hash: Sha256,
    pub(super) bytes: u64,
}

/// `datapackage-digest.json`.
#[derive(Serialize)]
struct Digest {
    path: &'static str,
    hash: Sha256,
}

#[derive(Serialize, Deserialize)]
struct PageLine {
    id: String,
    url: String,
    ts: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
}

impl List {
    pub(super) fn new(title: String, software: String, created: Moment, main: Option<&Page>, resources: Vec<Resource>) -> Self {
        Self {
            profile: PROFILE.to_owned(),
            wacz_version: VERSION.to_owned(),
            title,
            software,
            created,
            main_page_url: main.map(|page| page.url.clone()),
            main_page_date: main.map(|page| page.at),
            resources,
        }
    }

    /// Whether it is a list of WACZ 1.1.1.
    pub(super) fn is_of_this_version(&self) -> bool {
        self.profile == PROFILE && self.wacz_version == VERSION
    }

    pub(super) fn text(&self) -> Result<Vec<u8>, serde_json::Error> {
        lines(serde_json::to_vec_pretty(self))
    }
}

impl Resource {
    pub(super) fn new(path: &str, hash: Sha256, bytes: u64) -> Self {
        Self { name: path.to_owned(), path: path.to_owned(), hash, bytes }
    }
}

/// The text of the digest's file.
pub(super) fn digest(list: Sha256) -> Result<Vec<u8>, serde_json::Error> {
    lines(serde_json::to_vec_pretty(&Digest { path: LIST, hash: list }))
}

fn lines(json: Result<Vec<u8>, serde_json::Error>) -> Result<Vec<u8>, serde_json::Error> {
    json.map(|mut json| {
        json.push(b'\n');
        json
    })
}

/// The text of the list of pages.
pub(super) fn pages(pages: &[Page]) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = format!("{PAGES_HEAD}\n");
    for (page, number) in pages.iter().zip(1_u64..) {
        let line = PageLine { id: format!("page-{number}"), url: page.url.clone(), ts: page.at, title: page.title.clone() };
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
    }
    Ok(text.into_bytes())
}

/// The addresses of the pages; None where the text is no list of pages.
pub(super) fn read_pages(text: &[u8]) -> Option<Vec<String>> {
    let mut lines = std::str::from_utf8(text).ok()?.lines();
    lines.next().filter(|head| *head == PAGES_HEAD)?;
    lines.map(|line| serde_json::from_str::<PageLine>(line).ok().map(|page| page.url)).collect()
}
