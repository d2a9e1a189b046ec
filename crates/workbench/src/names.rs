//! Names of codes in the language of the page.

use std::collections::BTreeMap;

use knowledge::{Book, Labels, Stage};
use signals::identifiers::Kind;
use signals::score::Band;
use signals::unfold::Trick;

use crate::words::Words;

/// The code under which the text model appears among the reasons.
pub const MODEL: &str = "model.wording";

/// Names that the knowledge files give, ready to be looked up.
#[derive(Debug, Default)]
pub struct Names {
    labels: BTreeMap<String, Labels>,
}

impl Names {
    /// All names of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let categories = book.categories.iter().map(|category| (category.code.clone(), category.labels.clone()));
        let indicators = book.indicators.iter().map(|indicator| (indicator.code.clone(), indicator.labels.clone()));
        let places = book.places.iter().map(|place| (format!("place {}", place.code), place.labels.clone()));
        Self { labels: categories.chain(indicators).chain(places).collect() }
    }

    /// The name of a category; its code where the book has none.
    #[must_use]
    pub fn category(&self, words: Words, code: &str) -> String {
        self.named(words, code, code)
    }

    /// The name of an indicator or of the text model.
    #[must_use]
    pub fn indicator(&self, words: Words, code: &str) -> String {
        if code == MODEL { words.say("reason-model") } else { self.named(words, code, code) }
    }

    /// The name of a place.
    #[must_use]
    pub fn place(&self, words: Words, code: &str) -> String {
        self.named(words, &format!("place {code}"), code)
    }

    fn named(&self, words: Words, key: &str, code: &str) -> String {
        self.labels.get(key).map_or_else(|| code.to_owned(), |labels| labels.in_language(words.0.code()).to_owned())
    }
}

/// The band as a word, and the class that draws its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandMark {
    /// Class of the shape.
    pub class: &'static str,
    /// The word.
    pub word: String,
}

/// A band as word and shape.
#[must_use]
pub fn band(words: Words, band: Band) -> BandMark {
    let (class, key) = match band {
        Band::High => ("high", "band-high"),
        Band::Medium => ("medium", "band-medium"),
        Band::Low => ("low", "band-low"),
        Band::None => ("none", "band-none"),
    };
    BandMark { class, word: words.say(key) }
}

/// The band with this code, as addresses and facets write it.
#[must_use]
pub fn band_of(code: &str) -> Option<Band> {
    match code {
        "high" => Some(Band::High),
        "medium" => Some(Band::Medium),
        "low" => Some(Band::Low),
        _ => None,
    }
}

/// The name of a language of posts.
#[must_use]
pub fn language(words: Words, code: &str) -> String {
    words.say(match code {
        "ru" => "lang-ru",
        "kk" => "lang-kk",
        "ky" => "lang-ky",
        "uz" => "lang-uz",
        "tg" => "lang-tg",
        "en" => "lang-en",
        _ => "lang-und",
    })
}

/// The name of a kind of contact.
#[must_use]
pub fn kind(words: Words, kind: Kind) -> String {
    words.say(match kind {
        Kind::Phone => "kind-phone",
        Kind::Telegram => "kind-telegram",
        Kind::TelegramInvite => "kind-telegram-invite",
        Kind::Instagram => "kind-instagram",
        Kind::Vk => "kind-vk",
        Kind::Tiktok => "kind-tiktok",
        Kind::Email => "kind-email",
        Kind::Url => "kind-url",
        Kind::Domain => "kind-domain",
        Kind::Card => "kind-card",
        Kind::Iban => "kind-iban",
        Kind::Wallet => "kind-wallet",
    })
}

/// A contact as people write it: names in services carry their sign.
#[must_use]
pub fn contact(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Telegram | Kind::Instagram | Kind::Tiktok => format!("@{value}"),
        _ => value.to_owned(),
    }
}

/// The name of a stage.
#[must_use]
pub fn stage(words: Words, stage: Stage) -> String {
    words.say(match stage {
        Stage::Inform => "stage-inform",
        Stage::Recruit => "stage-recruit",
        Stage::Offer => "stage-offer",
        Stage::Control => "stage-control",
        Stage::Money => "stage-money",
    })
}

/// The stage with this code.
#[must_use]
pub fn stage_of(code: &str) -> Option<Stage> {
    match code {
        "inform" => Some(Stage::Inform),
        "recruit" => Some(Stage::Recruit),
        "offer" => Some(Stage::Offer),
        "control" => Some(Stage::Control),
        "money" => Some(Stage::Money),
        _ => None,
    }
}

/// What was undone, with its count.
#[must_use]
pub fn trick(words: Words, trick: Trick, count: usize) -> String {
    let key = match trick {
        Trick::Invisible => "trick-invisible",
        Trick::Combining => "trick-combining",
        Trick::MixedScript => "trick-mixed-script",
        Trick::Styled => "trick-styled",
        Trick::SpacedOut => "trick-spaced-out",
        Trick::Leet => "trick-leet",
        Trick::DigitDisguise => "trick-digit-disguise",
        _ => "trick-other",
    };
    words.count(key, i64::try_from(count).unwrap_or(i64::MAX))
}

/// How strongly a reason speaks, in words. Log-odds of 2 change the chances more than sevenfold, of 0.7 twofold.
#[must_use]
pub fn strength(words: Words, weight: f32) -> String {
    let keys = if weight < 0.0 {
        ["strength-against-strong", "strength-against", "strength-against-weak"]
    } else {
        ["strength-for-strong", "strength-for", "strength-for-weak"]
    };
    let [strong, plain, weak] = keys;
    words.say(match weight.abs() {
        size if size >= 2.0 => strong,
        size if size >= 0.7 => plain,
        _ => weak,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    #[test]
    fn unknown_codes_are_shown_as_they_are() {
        let (names, words) = (Names::default(), Words(Tongue::En));
        assert_eq!(names.category(words, "trade.child"), "trade.child");
        assert_eq!(names.place(words, "kz.shymkent"), "kz.shymkent");
        assert_eq!(names.indicator(words, MODEL), "Overall wording");
        assert_eq!(language(words, "xx"), "language not told");
    }

    #[test]
    fn strength_is_told_in_words() {
        let words = Words(Tongue::En);
        let told: Vec<String> = [2.5, 1.0, 0.2, -0.1, -1.0, -3.0].map(|weight| strength(words, weight)).into();
        assert_eq!(
            told,
            [
                "speaks strongly for",
                "speaks for",
                "speaks weakly for",
                "speaks weakly against",
                "speaks against",
                "speaks strongly against"
            ]
        );
    }
}
