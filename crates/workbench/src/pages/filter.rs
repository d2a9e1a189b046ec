//! The filter of queue and search: from the address to a question, and back to a form with honest counts.

use corpus::{Count, Facets, Query, Sort};
use signals::language::Language;

use crate::address::Address;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::names;
use crate::pages::parts::{PAGE, page_of};
use crate::viewer::Viewer;
use crate::words::Words;

/// The form.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// The page it leads to.
    pub action: &'static str,
    /// Values that are kept but not shown.
    pub hidden: Vec<(String, String)>,
    /// The words.
    pub words: String,
    /// Lists to choose from.
    pub choices: Vec<Choice>,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The page without any filter.
    pub reset: String,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Name of the value in the address.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// The options.
    pub options: Vec<Opt>,
}

/// One option.
#[derive(Debug, Clone)]
pub struct Opt {
    /// Its value in the address; empty for "all".
    pub value: String,
    /// What it says.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The question in an address.
///
/// # Errors
/// Where a band, language or day is none.
pub fn question(address: &Address, viewer: &Viewer) -> Result<Query, Fault> {
    let day = |name: &str| address.get(name).map(|text| viewer.calendar.start_of(text).ok_or_else(|| bad(name, text))).transpose();
    let bands = address.all("band").iter().map(|code| names::band_of(code).ok_or_else(|| bad("band", code))).collect::<Result<_, _>>()?;
    let languages = address.all("language").iter().map(|code| language_of(code)).collect::<Result<_, _>>()?;
    Ok(Query {
        words: address.get("q").unwrap_or_default().to_owned(),
        bands,
        categories: address.all("category"),
        languages,
        sources: address.all("source"),
        places: address.all("place"),
        identifier: address.get("contact").map(str::to_owned),
        network: address.get("network").map(str::to_owned),
        from: day("from")?,
        until: day("to")?.map(|start| start.plus_days(1)),
        within: None,
        sort: sort_of(address),
        offset: (page_of(address) - 1) * PAGE,
        limit: PAGE,
    })
}

fn bad(name: &str, value: &str) -> Fault {
    Fault::Bad(format!("{name}={value}"))
}

fn sort_of(address: &Address) -> Sort {
    match address.get("sort") {
        Some("newest") => Sort::Newest,
        Some("relevance") => Sort::Relevance,
        _ => Sort::Score,
    }
}

fn language_of(code: &str) -> Result<Language, Fault> {
    let known = [Language::Ru, Language::Kk, Language::Ky, Language::Uz, Language::Tg, Language::En, Language::Unknown];
    known.into_iter().find(|language| language.code() == code).ok_or_else(|| bad("language", code))
}

/// Whether a question narrows down by anything.
#[must_use]
pub fn narrows(query: &Query) -> bool {
    let open = Query { sort: query.sort, offset: query.offset, limit: query.limit, ..Query::default() };
    *query != open
}

/// The values of one field of [`Facets`].
type Field = fn(&Facets) -> &Vec<Count>;

/// A list whose counts come from the question itself.
struct Dimension {
    name: &'static str,
    label: &'static str,
    field: Field,
    clear: fn(&mut Query),
}

const DIMENSIONS: [Dimension; 5] = [
    Dimension { name: "band", label: "filter-band", field: |facets| &facets.bands, clear: |query| query.bands.clear() },
    Dimension { name: "category", label: "filter-category", field: |facets| &facets.categories, clear: |query| query.categories.clear() },
    Dimension { name: "language", label: "filter-language", field: |facets| &facets.languages, clear: |query| query.languages.clear() },
    Dimension { name: "source", label: "filter-source", field: |facets| &facets.sources, clear: |query| query.sources.clear() },
    Dimension { name: "place", label: "filter-place", field: |facets| &facets.places, clear: |query| query.places.clear() },
];

/// The form for a question. `facets` are those of its answer; for a list in which something is chosen the other options are counted by the
/// same question without that choice.
///
/// # Errors
/// Where the corpus does not answer.
pub fn form(desk: &Desk, viewer: &Viewer, address: &Address, query: &Query, facets: &Facets, sorts: &[&str]) -> Result<Filters, Fault> {
    let words = viewer.words;
    let mut choices = Vec::new();
    for dimension in &DIMENSIONS {
        let chosen = address.all(dimension.name);
        let options = if chosen.is_empty() {
            options(desk, words, dimension, (dimension.field)(facets), &chosen)
        } else {
            let mut wider = Query { offset: 0, limit: 0, ..query.clone() };
            (dimension.clear)(&mut wider);
            options(desk, words, dimension, (dimension.field)(&desk.find(viewer, &wider)?.facets), &chosen)
        };
        choices.push(Choice { name: dimension.name, label: words.say(dimension.label), options });
    }
    choices.push(order(words, address, sorts));
    Ok(filled(address, choices))
}

/// The form as it stands without counts.
fn filled(address: &Address, choices: Vec<Choice>) -> Filters {
    let kept = address.pairs().filter(|(name, _)| matches!(*name, "group" | "network" | "contact"));
    let text = |name: &str| address.get(name).unwrap_or_default().to_owned();
    Filters {
        action: address.path(),
        hidden: kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        words: text("q"),
        choices,
        from: text("from"),
        to: text("to"),
        reset: address.path().to_owned(),
    }
}

fn options(desk: &Desk, words: Words, dimension: &Dimension, counts: &[Count], chosen: &[String]) -> Vec<Opt> {
    let mut options = vec![Opt { value: String::new(), text: words.say("filter-all"), chosen: chosen.is_empty() }];
    let absent = chosen.iter().filter(|value| !counts.iter().any(|count| count.value == **value));
    let absent = absent.map(|value| Count { value: value.clone(), posts: 0 });
    for count in counts.iter().take(200).cloned().chain(absent) {
        let name = value_name(desk, words, dimension.name, &count.value);
        let text = words.count_with("filter-option", count.posts, &[("name", &name)]);
        options.push(Opt { chosen: chosen.contains(&count.value), text, value: count.value });
    }
    options
}

fn value_name(desk: &Desk, words: Words, dimension: &str, value: &str) -> String {
    match dimension {
        "band" => names::band_of(value).map_or_else(|| value.to_owned(), |band| names::band(words, band).word),
        "category" => desk.names().category(words, value),
        "language" => names::language(words, value),
        "place" => desk.names().place(words, value),
        _ => value.to_owned(),
    }
}

fn order(words: Words, address: &Address, sorts: &[&str]) -> Choice {
    let chosen = address.get("sort").or(sorts.first().copied()).unwrap_or_default();
    let option = |value: &&str| Opt { value: (*value).to_owned(), text: words.say(sort_key(value)), chosen: *value == chosen };
    Choice { name: "sort", label: words.say("filter-sort"), options: sorts.iter().map(option).collect() }
}

fn sort_key(value: &str) -> &'static str {
    match value {
        "newest" => "sort-newest",
        "relevance" => "sort-relevance",
        "size" => "sort-size",
        "organised" => "sort-organised",
        _ => "sort-score",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;
    use record::Moment;
    use signals::score::Band;

    fn ask(query: &str) -> Result<Query, Fault> {
        let now = Moment::parse("2026-11-21T13:40:00Z").unwrap();
        let viewer = Viewer::local(Tongue::En, crate::dates::zone(crate::dates::DEFAULT_ZONE).unwrap(), now);
        question(&Address::read("/", Some(query)), &viewer)
    }

    #[test]
    fn an_address_is_a_question() {
        let query = ask("q=%2B7705&band=high&band=medium&language=kk&from=2026-11-01&to=2026-11-02&page=2&sort=newest").unwrap();
        assert_eq!((query.words.as_str(), query.bands.as_slice()), ("+7705", [Band::High, Band::Medium].as_slice()));
        assert_eq!((query.offset, query.limit, query.sort), (50, 50, Sort::Newest));
        assert_eq!(query.from.unwrap().to_string(), "2026-10-31T19:00:00Z");
        assert_eq!(query.until.unwrap().to_string(), "2026-11-02T19:00:00Z");
        assert!(narrows(&query) && !narrows(&ask("page=4&sort=newest").unwrap()));
    }

    #[test]
    fn wrong_values_are_named() {
        for (query, what) in [("band=top", "band=top"), ("language=xx", "language=xx"), ("from=yesterday", "from=yesterday")] {
            assert_eq!(ask(query).unwrap_err().detail(), what);
        }
    }
}
