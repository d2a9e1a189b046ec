//! All knowledge of one edition, checked.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::read_toml;
use crate::indicators::{CategoryFile, IndicatorFile, TermsFile};
use crate::{
    Category, Checklist, Fault, Files, Indicator, LanguageCues, NumberWords, PaperForm, Place, ProvocationCheck, Scale, SyntheticMedia,
};

/// The knowledge files as typed values.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Kinds of trafficking.
    pub categories: Vec<Category>,
    /// Indicators with their terms, sorted by code.
    pub indicators: Vec<Indicator>,
    /// The gazetteer.
    pub places: Vec<Place>,
    /// Words for numbers by language.
    pub numbers: Vec<NumberWords>,
    /// Cues of languages by code.
    pub languages: BTreeMap<String, LanguageCues>,
    /// What is asked of whoever secures evidence.
    pub checklists: Vec<Checklist>,
    /// How evidence becomes a score.
    pub scale: Scale,
    /// What is asked before a covert account makes contact; without it no such step can be made.
    pub provocation: Option<ProvocationCheck>,
    /// Papers that are printed of evidence.
    pub papers: Vec<PaperForm>,
    /// The wording model's file, if there is one.
    pub wording: Option<Vec<u8>>,
    /// The file of the model of categories, if there is one.
    pub kinds: Option<Vec<u8>>,
    /// The guided record for suspected synthetic media, if there is one.
    pub synthetic_media: Option<SyntheticMedia>,
}

impl Book {
    /// The knowledge that the program was built with.
    ///
    /// # Errors
    /// All faults found; the shipped files have none (a test says so).
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(&Files::shipped())
    }

    /// Reads and checks knowledge files.
    ///
    /// # Errors
    /// All faults of all files, not only the first.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut book = Self::default();
        for file in gather::<CategoryFile>(files, "categories", &mut faults) {
            book.categories.extend(file.1.category);
        }
        for (_, file) in gather::<IndicatorFile>(files, "indicators", &mut faults) {
            book.indicators.extend(file.indicator);
        }
        book.places = crate::places::read(files, &mut faults);
        book.numbers = crate::numbers::read(files, &mut faults);
        book.languages = crate::languages::read(files, &mut faults);
        book.checklists = crate::checklists::read(files, &mut faults);
        book.scale = crate::scale::read(files, &mut faults);
        book.provocation = crate::provocation::read(files, &mut faults);
        book.papers = crate::papers::read(files, &mut faults);
        book.wording = files.bytes("model/wording.bin").map(<[u8]>::to_vec);
        book.kinds = files.bytes("model/kinds.bin").map(<[u8]>::to_vec);
        book.synthetic_media = crate::synthetic_media::read(files, &mut faults);
        for (path, terms) in gather::<TermsFile>(files, "indicators/terms", &mut faults) {
            book.join_terms(&path, terms, &mut faults);
        }
        book.indicators.sort_by(|a, b| a.code.cmp(&b.code));
        book.check(&mut faults);
        if faults.is_empty() { Ok(book) } else { Err(faults) }
    }

    /// The indicator with this code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The category with this code.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    fn join_terms(&mut self, path: &str, terms: TermsFile, faults: &mut Vec<Fault>) {
        let language = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or(path).to_owned();
        let mut by_code: BTreeMap<String, _> = terms;
        for indicator in &mut self.indicators {
            if let Some(found) = by_code.remove(&indicator.code) {
                indicator.terms.insert(language.clone(), found);
            }
        }
        for code in by_code.keys() {
            faults.push(Fault::new(path, format!("has terms for {code}, but no indicator has this code")));
        }
    }

    fn check(&self, faults: &mut Vec<Fault>) {
        let mut seen = BTreeSet::new();
        for indicator in &self.indicators {
            let mut fault = |what: String| faults.push(Fault::new("indicators", format!("{}: {what}", indicator.code)));
            if !seen.insert(indicator.code.as_str()) {
                fault("stands twice".into());
            }
            if !(indicator.weight >= 0.0 && indicator.weight.is_finite()) {
                fault("its weight must be a number that is not negative".into());
            }
            for category in indicator.categories.keys() {
                if self.category(category).is_none() {
                    fault(format!("speaks for {category}, which is no category"));
                }
            }
            for part in indicator.all_of.iter().chain(&indicator.any_of).chain(&indicator.none_of) {
                if self.indicator(part).is_none_or(|part| part.is_combination()) {
                    fault(format!("is made of {part}, which is no simple indicator"));
                }
            }
        }
    }
}

/// Every TOML file directly in a folder, read; faults are noted.
fn gather<T: serde::de::DeserializeOwned>(files: &Files, folder: &str, faults: &mut Vec<Fault>) -> Vec<(String, T)> {
    let mut found = Vec::new();
    for (path, bytes) in files.below(folder, ".toml") {
        if path.get(folder.len() + 1..).is_some_and(|rest| rest.contains('/')) {
            continue;
        }
        match read_toml(path, bytes) {
            Ok(value) => found.push((path.to_owned(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    found
}
