//! The words of pages and papers in Kazakh, Russian and English.
//!
//! Every sentence that a page or a paper shows stands in `locales/LANGUAGE/*.ftl`; templates and code name it by key. Tests of those who
//! show them hold the three catalogues to the same keys and find keys that nobody uses.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Tongue {
    /// All three, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The code, ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language's name for itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// The language with this code, with or without a region (`kk`, `ru-KZ`).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or(code).trim();
        Self::ALL.into_iter().find(|tongue| primary.eq_ignore_ascii_case(tongue.code()))
    }

    /// The first of the three that the browser's `Accept-Language` names with the highest quality; Russian where it names none.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0.0, Self::Ru);
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tongue = pieces.next().and_then(Self::from_code);
            let quality = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if let Some(tongue) = tongue.filter(|_| quality > best.0) {
                best = (quality, tongue);
            }
        }
        best.1
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The catalogue files of one language, by name.
pub type Sources = [(&'static str, &'static str); 13];

macro_rules! sources {
    ($language:literal) => {
        [
            ("common", include_str!(concat!("../../../locales/", $language, "/common.ftl"))),
            ("queue", include_str!(concat!("../../../locales/", $language, "/queue.ftl"))),
            ("post", include_str!(concat!("../../../locales/", $language, "/post.ftl"))),
            ("network", include_str!(concat!("../../../locales/", $language, "/network.ftl"))),
            ("tools", include_str!(concat!("../../../locales/", $language, "/tools.ftl"))),
            ("help", include_str!(concat!("../../../locales/", $language, "/help.ftl"))),
            ("people", include_str!(concat!("../../../locales/", $language, "/people.ftl"))),
            ("account", include_str!(concat!("../../../locales/", $language, "/account.ftl"))),
            ("staff", include_str!(concat!("../../../locales/", $language, "/staff.ftl"))),
            ("evidence", include_str!(concat!("../../../locales/", $language, "/evidence.ftl"))),
            ("oversight", include_str!(concat!("../../../locales/", $language, "/oversight.ftl"))),
            ("api", include_str!(concat!("../../../locales/", $language, "/api.ftl"))),
            ("papers", include_str!(concat!("../../../locales/", $language, "/papers.ftl"))),
        ]
    };
}

/// The catalogue files of a language as they were built in.
#[must_use]
pub fn sources(tongue: Tongue) -> Sources {
    match tongue {
        Tongue::Kk => sources!("kk"),
        Tongue::Ru => sources!("ru"),
        Tongue::En => sources!("en"),
    }
}

fn bundle(tongue: Tongue, language: LanguageIdentifier) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The marks of isolation would stand in copied contacts; what is foreign has its own element with `lang` and `dir` instead.
    bundle.set_use_isolating(false);
    for (_, source) in sources(tongue) {
        // A broken message is left out here and named by a test.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

static KK: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::Kk, langid!("kk")));
static RU: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::Ru, langid!("ru")));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::En, langid!("en")));

/// Speaks one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub Tongue);

impl Words {
    /// The message with this key.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.tell(key, &FluentArgs::new())
    }

    /// The message with a number in it: `$n` picks the plural form, `$shown` is the number with its thousands parted.
    #[must_use]
    pub fn count(self, key: &str, n: impl TryInto<i64>) -> String {
        self.tell(key, &self.number(n))
    }

    /// The message with one value in it.
    #[must_use]
    pub fn with(self, key: &str, name: &'static str, value: &str) -> String {
        let mut values = FluentArgs::new();
        values.set(name, FluentValue::from(value));
        self.tell(key, &values)
    }

    /// The message with a number and further values in it.
    #[must_use]
    pub fn count_with(self, key: &str, n: impl TryInto<i64>, named: &[(&'static str, &str)]) -> String {
        let mut values = self.number(n);
        for (name, value) in named {
            values.set(*name, FluentValue::from(*value));
        }
        self.tell(key, &values)
    }

    /// The message with several values in it.
    #[must_use]
    pub fn with_all(self, key: &str, named: &[(&'static str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in named {
            values.set(*name, FluentValue::from(*value));
        }
        self.tell(key, &values)
    }

    fn number(self, n: impl TryInto<i64>) -> FluentArgs<'static> {
        let n = n.try_into().unwrap_or(i64::MAX);
        let mut values = FluentArgs::new();
        values.set("n", FluentValue::from(n));
        values.set("shown", FluentValue::from(self.grouped(n)));
        values
    }

    fn tell(self, key: &str, values: &FluentArgs<'_>) -> String {
        let bundle: &Bundle = match self.0 {
            Tongue::Kk => &KK,
            Tongue::Ru => &RU,
            Tongue::En => &EN,
        };
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return format!("⟦{key}⟧") };
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(values), &mut faults).into_owned();
        if faults.is_empty() { text } else { format!("⟦{key}: {text}⟧") }
    }

    /// A number with its thousands parted as the language does it.
    #[must_use]
    pub fn grouped(self, n: impl TryInto<i64>) -> String {
        let n = n.try_into().unwrap_or(i64::MAX);
        let digits = n.unsigned_abs().to_string();
        let separator = if self.0 == Tongue::En { ',' } else { '\u{a0}' };
        let mut out = String::from(if n < 0 { "−" } else { "" });
        // Four figures stay together in Russian and Kazakh.
        let parted = digits.len() > 4 || self.0 == Tongue::En;
        for (index, digit) in digits.chars().enumerate() {
            if parted && index > 0 && (digits.len() - index) % 3 == 0 {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    /// [`Self::count`] for sizes of collections.
    #[must_use]
    pub fn count_size(self, key: &str, n: usize) -> String {
        self.count(key, i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// [`Self::grouped`] for sizes of collections.
    #[must_use]
    pub fn grouped_size(self, n: usize) -> String {
        self.grouped(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// [`Self::grouped`] for counts.
    #[must_use]
    pub fn grouped_count(self, n: u64) -> String {
        self.grouped(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// A number with one figure after the decimal sign.
    #[must_use]
    pub fn decimal(self, value: f32) -> String {
        let text = format!("{:.1}", value.abs());
        let text = if self.0 == Tongue::En { text } else { text.replace('.', ",") };
        // A value that rounds to nothing has no sign.
        if value < 0.0 && text.chars().any(|digit| ('1'..='9').contains(&digit)) { format!("−{text}") } else { text }
    }

    /// Several things as the language strings them together: `a, b, c`.
    #[must_use]
    pub fn list(self, things: &[String]) -> String {
        things.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_each_language() {
        let say = |tongue, n: i64| Words(tongue).count("count-posts", n);
        assert_eq!(say(Tongue::Ru, 1), "1 пост");
        assert_eq!(say(Tongue::Ru, 3), "3 поста");
        assert_eq!(say(Tongue::Ru, 11), "11 постов");
        assert_eq!(say(Tongue::Ru, 21_001), "21\u{a0}001 пост");
        assert_eq!(say(Tongue::Kk, 1), "1 жазба");
        assert_eq!(say(Tongue::Kk, 5), "5 жазба");
        assert_eq!(say(Tongue::En, 1), "1 post");
        assert_eq!(say(Tongue::En, 1_234), "1,234 posts");
    }

    #[test]
    fn the_browser_is_heard_and_russian_is_the_default() {
        assert_eq!(Tongue::from_accept_language("kk-KZ,ru;q=0.8"), Tongue::Kk);
        assert_eq!(Tongue::from_accept_language("de, en;q=0.4, ru;q=0.5"), Tongue::Ru);
        assert_eq!(Tongue::from_accept_language("de"), Tongue::Ru);
        assert_eq!(Tongue::from_accept_language(""), Tongue::Ru);
    }

    #[test]
    fn decimals_have_the_sign_of_the_language() {
        assert_eq!(Words(Tongue::Ru).decimal(-1.25), "−1,2");
        assert_eq!(Words(Tongue::En).decimal(2.0), "2.0");
        assert_eq!(Words(Tongue::Kk).decimal(-0.01), "0,0");
    }
}
