//! An entry of the log as a row of a table for a spreadsheet: one form for commands and pages.

use record::Entry;

/// The columns of such a table.
pub const COLUMNS: [&str; 11] =
    ["place", "at", "person", "agency", "purpose", "command", "stream", "version", "edition", "event", "reason"];

/// The cells of an entry, in the order of [`COLUMNS`]; none of them is a formula for a spreadsheet.
#[must_use]
pub fn cells(entry: &Entry) -> [String; 11] {
    let (event, reason) = what(entry);
    let cells = [
        entry.place.to_string(),
        entry.at.to_string(),
        entry.person.to_string(),
        entry.agency.to_string(),
        entry.purpose.code().to_owned(),
        entry.command.to_string(),
        entry.stream.to_string(),
        entry.version.to_string(),
        entry.edition.clone(),
        event,
        reason,
    ];
    cells.map(defused)
}

/// The name of an entry's event, and the reason that it gives; both empty where the event can't be read.
#[must_use]
pub fn what(entry: &Entry) -> (String, String) {
    let event: serde_json::Value = serde_json::from_str(&entry.event).unwrap_or_default();
    let Some((name, body)) = event.as_object().and_then(|event| event.iter().next()) else { return Default::default() };
    let reason = ["reason", "ground", "note"].iter().find_map(|field| body.get(field)?.as_str()).unwrap_or_default();
    (name.clone(), reason.to_owned())
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
fn defused(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+7", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(defused(cell.to_owned()), format!("'{cell}"));
        }
        assert_eq!(defused("person-1 = x".to_owned()), "person-1 = x");
    }
}
