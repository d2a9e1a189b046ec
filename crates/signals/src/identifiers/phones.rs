//! Phones: which digits of a run are a phone, and of which country.
//!
//! A number is only reported where the metadata of `rlibphonenumber` hold it for valid. Numbers without a country code must besides look
//! like phones by their length, first digits and grouping, or stand near a word that announces a phone.

use std::ops::Range;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber};

use super::Kind;
use super::digits::{Found, Gap, Group, How, as_digit};
use super::scene::{Meaning, Scene};
use crate::notes::Table;

/// Fewest and most digits of a number with its country code.
const INTERNATIONAL: Range<usize> = 9..16;
/// How many words before a number may announce it.
const CUE_WORDS: usize = 4;

/// A form in which a number may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Nine digits of Uzbekistan.
    Uzbek,
    /// 0 and nine digits of Kyrgyzstan.
    Kyrgyz,
    /// Ten digits of Kazakhstan or Russia.
    Ten,
    /// 8 or 7 and ten digits.
    Eleven,
    /// A country code without +.
    Code,
    /// A country code with +, 00 or in a link.
    Plus,
}

/// The phones of a run, the most certain first.
pub(super) fn in_run(scene: &Scene<'_>, run: &[Group]) -> Vec<Found> {
    let mut found: Vec<(Form, Found)> = Vec::new();
    for start in 0..run.len() {
        let Some(first) = run.get(start).filter(|group| group.how != How::Weak) else { continue };
        let mut digits = String::new();
        for end in start + 1..=run.len() {
            let Some(group) = run.get(end - 1) else { break };
            digits.push_str(&group.digits);
            if digits.len() > INTERNATIONAL.end + 2 || !reaches(run, start, end) {
                break;
            }
            let candidate = Candidate { scene, run, groups: start..end, digits: &digits, plus: first.gap == Gap::Plus };
            if let Some((form, value)) = candidate.read() {
                // Of numbers that begin alike the longest is meant.
                found.retain(|(known, other)| !(*known == form && other.groups.start == start));
                found.push((form, Found { kind: Kind::Phone, value, groups: start..end }));
            }
        }
    }
    found.sort_by_key(|(form, found)| (std::cmp::Reverse(*form), found.groups.start));
    found.into_iter().map(|(_, found)| found).collect()
}

/// Whether a number may go on into the group before `end`: commas part numbers, except those in words or all alike.
fn reaches(run: &[Group], start: usize, end: usize) -> bool {
    let members = run.get(start..end).unwrap_or(&[]);
    let commas = members.iter().skip(1).filter(|group| group.gap == Gap::Comma).count();
    let words = members.iter().any(|group| group.how == How::Words);
    commas == 0 || words || commas == members.len() - 1
}

/// The phone that a link names by its digits.
pub(super) fn of_link(scene: &Scene<'_>, path: &str) -> Option<String> {
    let path = path.trim_start_matches('/');
    let number = path.find("phone=").and_then(|at| path.get(at + "phone=".len()..)).unwrap_or(path);
    let number = number.trim_start_matches("%2B").trim_start_matches(['+', ' ']);
    let end = number.find(['?', '&', '/', '#']).unwrap_or(number.len());
    let digits: Option<String> = number.get(..end)?.chars().filter(|c| !matches!(c, '-' | '.' | '(' | ')')).map(as_digit).collect();
    let digits = digits.filter(|digits| digits.len() >= INTERNATIONAL.start)?;
    let digits = match digits.strip_prefix('8') {
        Some(rest) if digits.len() == 11 => format!("7{rest}"),
        _ => digits,
    };
    valid(scene, &digits)
}

/// The country codes that are looked for, longest first where one begins another.
const CODES: [&str; 47] = [
    "996", "998", "992", "993", "994", "995", "971", "972", "973", "974", "965", "966", "968", "962", "961", "964", "963", "374", "375",
    "380", "373", "370", "371", "372", "357", "855", "856", "852", "853", "886", "880", "359", "351", "353", "420", "421", "960", "976",
    "977", "381", "385", "386", "358", "354", "355", "212", "216",
];

/// Numbers looked at, and whether each is valid: feeds show the same ones again and again, and the metadata are slow to ask.
pub(crate) type Validity = Table<Option<bool>>;

/// The number in E.164 where it is valid. `digits` begin with the country code.
fn valid(scene: &Scene<'_>, digits: &str) -> Option<String> {
    let is_valid = match scene.validity {
        Some(noted) => noted.borrow_mut().of(digits, |digits| Some(is_valid(digits))).unwrap_or(false),
        None => is_valid(digits),
    };
    is_valid.then(|| format!("+{digits}"))
}

fn is_valid(digits: &str) -> bool {
    number(digits).is_some_and(|number| PHONE_NUMBER_UTIL.is_valid_number(&number))
}

fn number(digits: &str) -> Option<PhoneNumber> {
    let code_length = match digits.as_bytes().first()? {
        b'1' | b'7' => 1,
        _ if CODES.iter().any(|code| digits.starts_with(code)) => 3,
        b'2' if !digits.starts_with("20") && !digits.starts_with("27") => 3,
        _ => 2,
    };
    let (code, national) = digits.split_at_checked(code_length)?;
    let mut number = PhoneNumber { country_code: code.parse().ok()?, ..PhoneNumber::default() };
    number.national_number = national.parse().ok()?;
    let zeros = national.len() - national.trim_start_matches('0').len();
    if zeros > 0 {
        return None;
    }
    Some(number)
}

/// Groups that may be a phone.
struct Candidate<'a, 'b> {
    scene: &'a Scene<'b>,
    run: &'a [Group],
    groups: Range<usize>,
    digits: &'a str,
    plus: bool,
}

impl Candidate<'_, '_> {
    fn read(&self) -> Option<(Form, String)> {
        let (form, digits) = self.form()?;
        if !self.stands_apart() || (form != Form::Plus && (self.is_amount() || self.is_denied())) {
            return None;
        }
        let looks_fine = match form {
            Form::Plus => true,
            Form::Code => self.code_looks_fine(&digits),
            Form::Eleven => self.eleven_looks_fine(&digits),
            Form::Ten => self.ten_looks_fine(&digits),
            Form::Kyrgyz => self.kyrgyz_looks_fine(),
            Form::Uzbek => self.uzbek_looks_fine(),
        };
        if !looks_fine {
            return None;
        }
        valid(self.scene, &digits).map(|value| (form, value))
    }

    /// The form by length and first digits, and the digits with the country code.
    fn form(&self) -> Option<(Form, String)> {
        let digits = self.digits;
        let length = digits.len();
        let starts = |list: &[&str]| list.iter().any(|start| digits.starts_with(start));
        if self.plus {
            return match digits.strip_prefix('8') {
                Some(rest) if length == 11 && starts(&["87", "89"]) => Some((Form::Plus, format!("7{rest}"))),
                _ if digits.starts_with('7') && length != 11 => None,
                _ => INTERNATIONAL.contains(&length).then(|| (Form::Plus, digits.to_owned())),
            };
        }
        match length {
            9 if starts(&["20", "33", "50", "55", "7", "77", "88", "9"]) => Some((Form::Uzbek, format!("998{digits}"))),
            10 if starts(&["7", "9"]) => Some((Form::Ten, format!("7{digits}"))),
            10 if starts(&["0"]) => digits.strip_prefix('0').map(|rest| (Form::Kyrgyz, format!("996{rest}"))),
            11 if starts(&["8", "7"]) && !starts(&["80", "81", "82", "70", "71", "72"]) => {
                digits.get(1..).map(|rest| (Form::Eleven, format!("7{rest}")))
            }
            12 if starts(&["998", "996", "992", "971", "905", "375", "380", "994", "995"]) => Some((Form::Code, digits.to_owned())),
            11 if starts(&["993", "974", "973", "374", "66"]) => Some((Form::Code, digits.to_owned())),
            13.. if starts(&["00"]) && self.begins() => digits.get(2..).map(|rest| (Form::Plus, rest.to_owned())),
            14.. if starts(&["810"]) && self.begins() => digits.get(3..).map(|rest| (Form::Plus, rest.to_owned())),
            _ => None,
        }
    }

    /// Whether no digits stand right before: «8 701 002 55 90 8 705 …» has no call abroad («00 255 …») in its middle.
    fn begins(&self) -> bool {
        self.groups.start == 0 || self.run.get(self.groups.start).is_some_and(|group| !matches!(group.gap, Gap::None | Gap::Blank))
    }

    fn members(&self) -> &[Group] {
        self.run.get(self.groups.clone()).unwrap_or(&[])
    }

    fn lengths(&self) -> Vec<usize> {
        self.members().iter().map(|group| group.digits.len()).collect()
    }

    fn is_disguised(&self) -> bool {
        self.members().iter().any(|group| group.how != How::Figures)
    }

    fn is_spread(&self) -> bool {
        self.members().len() >= 9
    }

    /// Whether the groups around are not parts of the same longer number.
    fn stands_apart(&self) -> bool {
        let before =
            self.groups.start.checked_sub(1).and_then(|at| self.run.get(at)).zip(self.run.get(self.groups.start).map(|group| group.gap));
        let after = self.run.get(self.groups.end).map(|group| (group, group.gap));
        let own: Vec<Gap> = self.members().iter().skip(1).map(|group| group.gap).collect();
        let goes_on = |(group, gap): (&Group, Gap)| match gap {
            Gap::None => group.how == How::Figures || group.how == How::Disguised,
            Gap::Sign('-' | '.') => own.contains(&gap),
            Gap::Blank => self.is_spread() && group.digits.len() == 1 && group.how == How::Figures,
            _ => false,
        };
        // «file_87050011223»: part of a name.
        let at = self.start();
        let named = at >= 2 && self.scene.ch(at - 1) == Some('_') && self.scene.ch(at - 2).is_some_and(char::is_alphabetic);
        if named && !self.is_announced() {
            return false;
        }
        // A + begins a number whatever stands before.
        (self.plus || !before.is_some_and(goes_on)) && !after.is_some_and(goes_on)
    }

    /// Whether a unit of money or measure follows, or the groups are thousands.
    fn is_amount(&self) -> bool {
        let Some(end) = self.members().last().map(|group| group.glyphs.end) else { return false };
        let mut at = end;
        while self.scene.ch(at) == Some(' ') {
            at += 1;
        }
        let sign = matches!(self.scene.ch(at), Some('₸' | '$' | '€' | '₽' | '£' | '%'));
        let token = self.scene.tokens.get(self.scene.token_from(end)).filter(|token| token.start == at);
        let unit = token.is_some_and(|token| token.meaning == Some(Meaning::Unit));
        let lengths = self.lengths();
        let thousands = lengths.len() >= 3 && lengths.iter().skip(1).all(|length| *length == 3) && !self.is_disguised();
        sign || unit || (thousands && !self.is_announced())
    }

    fn start(&self) -> usize {
        self.members().first().map_or(0, |group| group.glyphs.start)
    }

    /// Whether a word directly before says that the number is something else.
    fn is_denied(&self) -> bool {
        let start = self.start();
        let sharp = (start.saturating_sub(2)..start).any(|at| matches!(self.scene.ch(at), Some('№' | '#')));
        let index = self.scene.token_from(start);
        let near = (1..=2).filter_map(|back| index.checked_sub(back)).filter_map(|index| self.scene.tokens.get(index));
        let denied = near.filter(|token| start.saturating_sub(token.end) <= 12).any(|token| token.meaning == Some(Meaning::NotPhone));
        sharp || denied
    }

    /// Whether one of the words before announces a phone, or a picture of one stands there.
    fn is_announced(&self) -> bool {
        let start = self.start();
        let index = self.scene.token_from(start);
        let words = self.scene.tokens.get(index.saturating_sub(CUE_WORDS)..index).unwrap_or(&[]);
        let near = |token: &&super::scene::Token| start.saturating_sub(token.end) <= 40;
        let picture =
            (start.saturating_sub(4)..start).any(|at| matches!(self.scene.ch(at), Some('📞' | '☎' | '📱' | '📲' | '☏' | '✆' | '🤙')));
        picture || words.iter().filter(near).any(|token| token.meaning == Some(Meaning::Phone))
    }

    fn code_looks_fine(&self, digits: &str) -> bool {
        let of_region = ["998", "996", "992"].iter().any(|code| digits.starts_with(code));
        of_region || self.is_announced()
    }

    fn eleven_looks_fine(&self, digits: &str) -> bool {
        let lengths = self.lengths();
        let mobile = digits.starts_with("77") || (digits.starts_with("79") && (lengths.len() == 1 || lengths.first() == Some(&1)));
        let grouped = lengths.first() == Some(&1) && lengths.get(1).is_some_and(|length| (3..=5).contains(length));
        if mobile && !digits.starts_with("771") && !digits.starts_with("772") {
            return true;
        }
        (grouped && lengths.len() >= 3) || self.is_announced()
    }

    fn ten_looks_fine(&self, digits: &str) -> bool {
        let lengths = self.lengths();
        let like_phone = matches!(lengths.as_slice(), [3, 3, 2, 2] | [3, 7] | [3, 2, 2, 3] | [10]);
        let kazakh = digits.starts_with("770") || digits.starts_with("774") || digits.starts_with("777") || digits.starts_with("776");
        if kazakh && (like_phone || self.is_disguised() || self.is_spread()) && !self.is_glued() {
            return true;
        }
        (like_phone || matches!(lengths.as_slice(), [3, 3, 4]) || self.is_disguised()) && self.is_announced()
    }

    fn kyrgyz_looks_fine(&self) -> bool {
        let lengths = self.lengths();
        match lengths.as_slice() {
            [4, 2, 2, 2] | [4, 3, 3] | [1, 3, ..] | [4, 6] => true,
            _ => self.is_announced() && lengths.first() != Some(&2),
        }
    }

    fn uzbek_looks_fine(&self) -> bool {
        let brackets = self.start().checked_sub(1).and_then(|at| self.scene.ch(at)) == Some('(');
        match self.lengths().as_slice() {
            [2, 3, 2, 2] => brackets || self.is_announced(),
            [9] => self.is_announced(),
            _ => (self.is_disguised() || self.is_spread()) && self.is_announced(),
        }
    }

    /// Whether a letter or sign is grown together with the first digit.
    fn is_glued(&self) -> bool {
        self.start()
            .checked_sub(1)
            .and_then(|at| self.scene.ch(at))
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '=' | '_'))
    }
}
