use super::*;
use crate::numbers::book_of_numbers_and_places;

fn finder() -> Finder {
    Finder::new(&book_of_numbers_and_places())
}

fn found(finder: &Finder, text: &str) -> Vec<String> {
    let unfolded = Unfolded::of(text);
    let identifiers = finder.find(text, &unfolded);
    for identifier in &identifiers {
        assert_eq!(identifier.span.of(text), identifier.as_written, "{text}");
        assert!(!identifier.as_written.is_empty(), "{text}");
    }
    let mut names: Vec<_> = identifiers.iter().map(|one| format!("{}:{}", kind_name(one.kind), one.value)).collect();
    names.sort();
    names
}

fn kind_name(kind: Kind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}
