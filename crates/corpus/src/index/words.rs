//! How texts become the words of the index.
//!
//! Letters are folded so that a word is found however its writer's keyboard let them type it: Kazakh, Kyrgyz, Uzbek and Tajik letters
//! become the Russian ones that people type instead («қыздар» is found by «кыздар»), ё becomes е, Latin letters lose their marks, and
//! Uzbek apostrophes vanish (`o‘zbek`, `o'zbek` and `ozbek` are one word). Cyrillic words then lose their Russian endings, Latin words
//! their English ones.

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

/// Name of the analyzer in the index.
pub(crate) const NAME: &str = "folded";
/// Longer words are cut: nobody searches for them.
const LONGEST: usize = 60;

/// The analyzer of texts and queries.
pub(crate) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default()).filter(Stemmer::new(Language::Russian)).filter(Stemmer::new(Language::English)).build()
}

/// The words of a query as they stand in the index.
pub(crate) fn of(text: &str) -> Vec<String> {
    let mut analyzer = analyzer();
    let mut stream = analyzer.token_stream(text);
    let mut words = Vec::new();
    stream.process(&mut |token| words.push(token.text.clone()));
    words
}

/// Cuts texts into folded words.
#[derive(Debug, Clone, Default)]
struct Words {
    token: Token,
}

struct Stream<'a> {
    text: &'a str,
    /// Where the next word is looked for, in bytes.
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut letters = rest.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let in_word = !self.token.text.is_empty();
            let end = at + letter.len_utf8();
            if letter.is_alphanumeric() {
                if !in_word {
                    self.token.offset_from = self.at + at;
                }
                fold(letter, &mut self.token.text);
            } else if in_word && !(is_joint(letter) && letters.peek().is_some_and(|(_, next)| is_mark(*next) || next.is_alphanumeric())) {
                self.token.offset_to = self.at + at;
                self.at += end;
                return true;
            }
        }
        self.token.offset_to = self.text.len();
        self.at = self.text.len();
        !self.token.text.is_empty()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Signs that may stand inside a word and mean nothing there: apostrophes, combining marks, letters without width.
fn is_joint(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | 'ʹ' | '´') || is_mark(letter)
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Appends the folded form of a letter.
fn fold(letter: char, word: &mut String) {
    if word.len() >= LONGEST {
        return;
    }
    for lower in letter.to_lowercase() {
        match plain(lower) {
            '\0' => {}
            'ß' => word.push_str("ss"),
            folded => word.push(folded),
        }
    }
}

fn plain(letter: char) -> char {
    match letter {
        '\u{20}'..='\u{7e}' | 'а'..='я' => letter,
        'ё' => 'е',
        'ә' => 'а',
        'ғ' | 'ҕ' => 'г',
        'қ' | 'ҡ' => 'к',
        'ң' | 'ҥ' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' | 'ў' | 'ӯ' => 'у',
        'һ' | 'ҳ' => 'х',
        'і' | 'ї' | 'ӣ' => 'и',
        'ҷ' => 'ч',
        'җ' => 'ж',
        'ʻ' | 'ʼ' | 'ʹ' => '\0',
        'ı' => 'i',
        'ə' => 'a',
        _ => without_marks(letter),
    }
}

/// A Latin letter without its marks, or a stylised letter or digit as it is meant; others stay.
fn without_marks(letter: char) -> char {
    use unicode_normalization::UnicodeNormalization as _;
    let bare = std::iter::once(letter).nfkd().next().unwrap_or(letter);
    if bare.is_ascii_alphanumeric() { bare.to_ascii_lowercase() } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fall_together() {
        let table = [
            ("қыздар", "кыздар"),
            ("Жұмыс", "жумыс"),
            ("өңір", "онир"),
            ("кыздар жумушка", "Кыздар ЖУМУШКА"),
            ("o‘zbek qizlar", "o'zbek qizlar"),
            ("oʻzbek", "ozbek"),
            ("ўзбек", "узбек"),
            ("ещё", "еще"),
            ("девушки", "девушкам"),
            ("работа", "работу"),
            ("girls", "girl"),
            ("şehir", "sehir"),
            ("де\u{200b}вушка", "девушка"),
            ("１２３", "123"),
        ];
        for (a, b) in table {
            assert_eq!(of(a), of(b), "{a} {b}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        assert_ne!(of("кот"), of("код"));
        assert_eq!(of("a-b c").len(), 3);
        assert_eq!(of("  ...  "), Vec::<String>::new());
        assert_eq!(of("it's").len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn offsets_hold_for_any_text(text in ".{0,80}") {
            let mut words = Words::default();
            let mut stream = words.token_stream(&text);
            let mut last = 0;
            while stream.advance() {
                let token = stream.token();
                assert!(token.offset_from >= last && token.offset_to > token.offset_from);
                assert!(text.get(token.offset_from..token.offset_to).is_some());
                last = token.offset_to;
            }
        }
    }
}
