//! The second pass, over the stretches that need care: each word goes to one script, leet is undone.

use std::ops::Range;

use super::class::Class;
use super::scripts::{self, Letters};
use super::undress::{Seen, Work};
use super::{Trick, leet};

impl Work {
    /// Settles the script of each word and its leet, one stretch without blanks at a time.
    pub fn settle_chunks(&mut self) {
        for (chunk, seen) in std::mem::take(&mut self.chunks) {
            self.settle(chunk, seen);
        }
    }

    fn settle(&mut self, chunk: Range<usize>, seen: Seen) {
        if seen.scripts() > 1 {
            self.settle_scripts(chunk.clone());
        } else if !seen.has(Class::Digit) && seen.is_all_twins() {
            self.doubtful.push(chunk.clone());
        }
        let glyphs = self.glyphs.get_mut(chunk.clone()).filter(|_| seen.may_be_leet());
        if let Some((from, to)) = glyphs.and_then(leet::undo) {
            self.is_changed = true;
            let span = self.span(chunk.start + from..chunk.start + to);
            self.note(Trick::Leet, span);
        }
    }

    /// An address or handle goes to Latin as a whole; otherwise each word is settled by itself.
    fn settle_scripts(&mut self, chunk: Range<usize>) {
        let mut start = chunk.start;
        for at in chunk.start..=chunk.end {
            let parts = at == chunk.end || self.glyphs.get(at).is_none_or(|glyph| "()[]{}<>*|\",;«»".contains(glyph.raw));
            if parts {
                self.settle_stretch(start..at);
                start = at + 1;
            }
        }
    }

    fn settle_stretch(&mut self, stretch: Range<usize>) {
        let glyphs = self.glyphs.get(stretch.clone()).unwrap_or(&[]);
        let letters = Letters::count(glyphs.iter().map(|glyph| glyph.raw));
        let address = glyphs.iter().any(|glyph| matches!(glyph.raw, '@' | '/' | '_'));
        if address && letters.cyrillic_only == 0 && letters.latin > 0 && letters.cyrillic > 0 {
            self.turn(stretch, Class::Latin);
            return;
        }
        let mut at = stretch.start;
        while at < stretch.end {
            let rest = self.glyphs.get(at..stretch.end).unwrap_or(&[]);
            let long = rest.iter().take_while(|glyph| glyph.raw == '\'' || glyph.class.is_wordish()).count();
            let letters = Letters::count(rest.iter().take(long).map(|glyph| glyph.raw));
            if let Some(script) = letters.verdict() {
                self.turn(at..at + long, script);
            }
            at += long.max(1);
        }
    }

    fn turn(&mut self, glyphs: Range<usize>, script: Class) {
        let span = self.span(glyphs.clone());
        if self.turn_quietly(glyphs, script) {
            self.mixed_words += 1;
            self.note(Trick::MixedScript, span);
        }
    }

    /// Puts the letters of a stretch into a script; says whether any changed.
    fn turn_quietly(&mut self, glyphs: Range<usize>, script: Class) -> bool {
        let mut turned = false;
        for glyph in self.glyphs.get_mut(glyphs).unwrap_or(&mut []) {
            if glyph.class != script
                && let Some(twin) = scripts::into_script(glyph.raw, script)
            {
                (glyph.ch, glyph.shown) = (twin, Class::of(twin));
                turned = true;
            }
        }
        self.is_changed |= turned;
        turned
    }

    /// Words wholly of twins follow their neighbours, in texts that hide words this way; a lone «c» or «o», which anybody may mistype,
    /// does so in any text and is no disguise.
    pub fn settle_doubtful(&mut self) {
        for chunk in std::mem::take(&mut self.doubtful) {
            let glyphs = self.glyphs.get(chunk.clone()).unwrap_or(&[]);
            let letters = || glyphs.iter().filter(|glyph| glyph.class.is_letter());
            let small = letters().any(|glyph| glyph.raw == glyph.ch);
            let own = letters().map(|glyph| glyph.class).next();
            let lone = letters().count() == 1;
            let (before, after) = (self.letter_before(chunk.start), self.letter_after(chunk.end));
            let Some(script) = before.or(after).filter(|script| small && matches!(script, Class::Latin | Class::Cyrillic)) else {
                continue;
            };
            let agreed = before.is_none_or(|class| class == script) && after.is_none_or(|class| class == script);
            if !agreed || Some(script) == own {
                continue;
            }
            if lone && before.is_some() && after.is_some() {
                self.turn_quietly(chunk, script);
            } else if self.mixed_words > 1 {
                self.turn(chunk, script);
            }
        }
    }

    fn letter_before(&self, at: usize) -> Option<Class> {
        self.glyphs
            .get(..at)?
            .iter()
            .rev()
            .take_while(|glyph| !(glyph.shown == Class::Newline))
            .map(|glyph| glyph.shown)
            .find(|class| class.is_letter())
    }

    fn letter_after(&self, at: usize) -> Option<Class> {
        self.glyphs
            .get(at..)?
            .iter()
            .take_while(|glyph| !(glyph.shown == Class::Newline))
            .map(|glyph| glyph.shown)
            .find(|class| class.is_letter())
    }
}
