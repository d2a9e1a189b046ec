//! Marks in a text: each reason's places numbered, overlapping ones too.
//!
//! The text is cut wherever a mark begins or ends; each piece knows all marks that lie on it. A mark's number is shown once, at its end.

use signals::Span;

/// What a mark stands for; shown as different lines under the text, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A reason that speaks for a look: solid line.
    For,
    /// A reason that speaks against: dashed line.
    Against,
    /// A contact: dotted line.
    Contact,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Contact => "contact",
        }
    }
}

/// One place to be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Where it is.
    pub span: Span,
    /// What it stands for.
    pub mark: Mark,
    /// The number of the reason; 0 for a contact, which has none.
    pub number: usize,
}

/// A piece of the text under one set of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text of the piece.
    pub text: String,
    /// Classes of its marks; empty for bare text.
    pub classes: String,
    /// Numbers whose mark ends with this piece.
    pub ends: Vec<usize>,
}

/// Cuts a text into pieces. Places that reach past the end are cut off; empty ones are left out.
#[must_use]
pub fn pieces(text: &str, places: &[Place]) -> Vec<Piece> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let clipped: Vec<Place> = places.iter().filter_map(|place| clip(*place, length)).collect();
    let mut cuts: Vec<u32> = clipped.iter().flat_map(|place| [place.span.start, place.span.end]).chain([0, length]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut letters = text.chars();
    let mut from = 0;
    let mut out = Vec::new();
    for to in cuts {
        if to > from {
            let wanted = usize::try_from(to - from).unwrap_or(0);
            out.push(piece(letters.by_ref().take(wanted).collect(), from, to, &clipped));
            from = to;
        }
    }
    out
}

fn clip(place: Place, length: u32) -> Option<Place> {
    let span = Span::new(place.span.start, place.span.end.min(length));
    (span.start < span.end).then_some(Place { span, ..place })
}

fn piece(text: String, from: u32, to: u32, places: &[Place]) -> Piece {
    let here = || places.iter().filter(move |place| place.span.start <= from && to <= place.span.end);
    let mut marks: Vec<Mark> = here().map(|place| place.mark).collect();
    marks.sort_unstable();
    marks.dedup();
    let mut ends: Vec<usize> = here().filter(|place| place.span.end == to && place.number > 0).map(|place| place.number).collect();
    ends.sort_unstable();
    ends.dedup();
    let classes: Vec<&str> = marks.into_iter().map(Mark::class).collect();
    Piece { text, classes: classes.join(" "), ends }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: u32, end: u32, mark: Mark, number: usize) -> Place {
        Place { span: Span::new(start, end), mark, number }
    }

    fn shown(text: &str, places: &[Place]) -> Vec<(String, String, Vec<usize>)> {
        pieces(text, places).into_iter().map(|piece| (piece.text, piece.classes, piece.ends)).collect()
    }

    #[test]
    fn overlapping_marks_are_cut_and_numbered_once() {
        let cut = shown("абвгд", &[place(0, 3, Mark::For, 1), place(1, 4, Mark::Against, 2)]);
        let want = [("а", "for", vec![]), ("бв", "for against", vec![1]), ("г", "against", vec![2]), ("д", "", vec![])];
        assert_eq!(cut, want.map(|(text, classes, ends)| (text.to_owned(), classes.to_owned(), ends)));
    }

    #[test]
    fn places_past_the_end_and_empty_places_do_no_harm() {
        let places = [place(2, 99, Mark::Contact, 0), place(50, 60, Mark::For, 1), place(1, 1, Mark::For, 2)];
        let cut = shown("аб🔥", &places);
        assert_eq!(cut, [("аб".to_owned(), String::new(), vec![]), ("🔥".to_owned(), "contact".to_owned(), vec![])]);
        assert_eq!(shown("", &places), []);
    }

    #[test]
    fn the_pieces_together_are_the_text() {
        let text = "<b>қыз 🔥 iş</b>";
        for start in 0..16 {
            let places = [place(start, start + 5, Mark::For, 1), place(3, 9, Mark::Contact, 0), place(start / 2, 12, Mark::Against, 3)];
            let joined: String = pieces(text, &places).into_iter().map(|piece| piece.text).collect();
            assert_eq!(joined, text);
        }
    }
}
