//! Tables as texts (RFC 4180 and its kin): records of fields, which may go over lines where they stand in quotes.

use std::collections::VecDeque;
use std::io::BufRead;

use crate::lines::{Line, Lines};
use crate::{Limits, Reject, Why};

/// What may part fields.
const PARTS: [char; 4] = [',', ';', '\t', '|'];
/// How often lines are read again after a quote that was not closed; then they are laid aside together. Otherwise a hostile table could
/// make each line be read as often as there are lines.
const MOST_AGAIN: usize = 16;

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// The line where it begins.
    pub(crate) line: u64,
    /// Its fields.
    pub(crate) fields: Vec<String>,
    /// Whether the texts are exactly what stands there.
    pub(crate) exact: bool,
}

/// Records one by one.
pub(crate) struct Records<R> {
    lines: Lines<R>,
    /// Lines to be read again.
    pending: VecDeque<Line>,
    part: char,
    longest: usize,
    again: usize,
}

impl<R: BufRead> Records<R> {
    /// Records of what follows, parted by the sign that parts the head.
    pub(crate) fn new(lines: Lines<R>, head: &str, limits: &Limits) -> Self {
        Self { lines, pending: VecDeque::new(), part: part_of(head), longest: limits.record, again: 0 }
    }

    /// The fields of a line by itself.
    pub(crate) fn split(&self, line: &str) -> Vec<String> {
        let mut splitter = Splitter::new(self.part);
        splitter.feed(line);
        splitter.fields()
    }

    pub(crate) fn broken(&mut self) -> Option<crate::Broken> {
        self.lines.broken.take()
    }

    /// The next record that has something in it.
    pub(crate) fn next(&mut self) -> Option<Result<Record, Reject>> {
        loop {
            let first = self.line()?;
            if first.long {
                return Some(Err(Reject { line: first.number, lines: 1, why: Why::TooLong }));
            }
            if !first.text.trim().is_empty() {
                return Some(self.record(&first));
            }
        }
    }

    fn line(&mut self) -> Option<Line> {
        self.pending.pop_front().or_else(|| self.lines.next())
    }

    fn record(&mut self, first: &Line) -> Result<Record, Reject> {
        let (mut splitter, mut exact, mut size) = (Splitter::new(self.part), first.exact, first.text.len());
        let mut taken = VecDeque::new();
        let mut whole = splitter.feed(&first.text);
        while !whole && size <= self.longest {
            let Some(line) = self.line() else { break };
            size += line.text.len() + 1;
            exact &= line.exact;
            whole = !line.long && splitter.feed(&line.text);
            let long = line.long;
            taken.push_back(line);
            if long {
                break;
            }
        }
        if whole && (taken.is_empty() || size <= self.longest) {
            return Ok(Record { line: first.number, fields: splitter.fields(), exact });
        }
        Err(self.give_back(first.number, taken))
    }

    /// Lines behind a quote that is not closed are read by themselves, as long as this does not happen all the time.
    fn give_back(&mut self, line: u64, mut taken: VecDeque<Line>) -> Reject {
        self.again += 1;
        if self.again > MOST_AGAIN {
            return Reject { line, lines: 1 + u64::try_from(taken.len()).unwrap_or(u64::MAX), why: Why::Quote };
        }
        taken.append(&mut self.pending);
        self.pending = taken;
        Reject { line, lines: 1, why: Why::Quote }
    }
}

/// The sign that parts the fields of a head: the one that parts it most often.
fn part_of(head: &str) -> char {
    let count = |part: &char| head.chars().filter(|letter| letter == part).count();
    PARTS.into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// Takes a record apart, line by line.
struct Splitter {
    part: char,
    done: Vec<String>,
    field: String,
    /// Between quotes.
    inside: bool,
    /// The field begins.
    fresh: bool,
    /// A line was fed before.
    begun: bool,
}

impl Splitter {
    fn new(part: char) -> Self {
        Self { part, done: Vec::new(), field: String::new(), inside: false, fresh: true, begun: false }
    }

    /// Takes a line; whether the record is whole.
    fn feed(&mut self, line: &str) -> bool {
        if self.begun {
            self.field.push('\n');
        }
        self.begun = true;
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            if self.inside {
                match (letter, letters.peek()) {
                    ('"', Some('"')) => self.field.extend(letters.next()),
                    ('"', _) => self.inside = false,
                    _ => self.field.push(letter),
                }
            } else if letter == self.part {
                self.done.push(std::mem::take(&mut self.field));
                self.fresh = true;
                continue;
            } else if letter == '"' && self.fresh {
                self.inside = true;
            } else {
                self.field.push(letter);
            }
            self.fresh = false;
        }
        !self.inside
    }

    fn fields(mut self) -> Vec<String> {
        self.done.push(self.field);
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, limits: Limits) -> Vec<Result<Vec<String>, Reject>> {
        let mut lines = Lines::new(text.as_bytes(), &limits);
        let head = lines.next().unwrap();
        let mut records = Records::new(lines, &head.text, &limits);
        let mut read = Vec::new();
        while let Some(record) = records.next() {
            read.push(record.map(|record| record.fields));
        }
        read
    }

    fn fields(text: &str) -> Vec<Vec<String>> {
        read(text, Limits::default()).into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn fields_are_parted_as_in_the_head() {
        for part in [",", ";", "\t", "|"] {
            assert_eq!(fields(&format!("a{part}b\n1{part}2\n\n3{part}\n")), [["1", "2"], ["3", ""]]);
        }
    }

    #[test]
    fn quotes_hold_parts_lines_and_quotes() {
        assert_eq!(
            fields("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"two\nlines\",5\" drive\n"),
            [["x,y", "he said \"no\""], ["two\nlines", "5\" drive"]]
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_takes_only_its_own_line() {
        let read = read("a,b\n\"x,1\ny,2\nz,3\n", Limits { record: 8, ..Limits::default() });
        let reject = Reject { line: 2, lines: 1, why: Why::Quote };
        assert_eq!(read, [Err(reject), Ok(vec!["y".into(), "2".into()]), Ok(vec!["z".into(), "3".into()])]);
    }

    #[test]
    fn a_table_of_open_quotes_takes_no_longer_than_another() {
        // Each line closes the quote of the one before and opens one.
        let text = format!("a,b\n{}", "a\"b,\"c\n".repeat(200_000));
        let began = std::time::Instant::now();
        let read = read(&text, Limits::default());
        assert!(read.iter().all(Result::is_err) && read.len() < 200_000);
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }
}
