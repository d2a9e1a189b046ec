//! One character without its dress: full-width, circled, mathematical and other styled forms become plain letters and digits.

/// What becomes of a character of the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    /// It stays.
    Same(char),
    /// It was a plain character in another dress.
    Styled(char),
    /// It was a number of two digits in one character.
    Tens(char, char),
    /// It has no width and means nothing.
    Nothing,
    /// A soft hyphen or the like: it has no width and hides nothing.
    Typography,
    /// A mark on the character before.
    Mark(char),
    /// The keycap around the character before.
    Keycap,
    /// A letter of the flag alphabet, as lower-case ASCII.
    Flag(char),
}

/// What becomes of a character that is not [`super::class::common`].
pub(super) fn plain(c: char) -> Plain {
    let code = u32::from(c);
    match code {
        0x60 => Plain::Same('\''),
        0x80..=0x2FF => of_latin(c, code),
        0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20E2 | 0x20E4..=0x20FF | 0xFE20..=0xFE2F => {
            Plain::Mark(c)
        }
        0x20E3 => Plain::Keycap,
        0x600..=0x1BFF => of_digits(c, code),
        0x2000..=0x206F => of_punctuation(c, code),
        0x2070..=0x2BFF => of_symbols(c, code),
        0x3000 => Plain::Same(' '),
        0xFE00..=0xFE0F => Plain::Typography,
        0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF | 0x3164 | 0xFFA0 => Plain::Nothing,
        0xFF01..=0xFF5E => offset(code, 0xFF01, 0x21),
        0x1D400..=0x1D7FF => of_mathematics(code),
        0x1F100..=0x1F1FF => of_enclosed(code, c),
        0x1F51F => Plain::Tens('1', '0'),
        0x1FBF0..=0x1FBF9 => offset(code, 0x1FBF0, 0x30),
        0x2E80..=0xA61F => Plain::Same(c),
        0xA620..=0x1FBEF => of_digits(c, code),
        _ => Plain::Same(c),
    }
}

fn styled(code: u32) -> Plain {
    char::from_u32(code).map_or(Plain::Nothing, Plain::Styled)
}

fn offset(code: u32, from: u32, to: u32) -> Plain {
    styled(code - from + to)
}

/// Two digits or one, for the numbers from 1 to 99 in one character.
fn number(value: u32) -> Plain {
    let digit = |value: u32| char::from_digit(value % 10, 10).unwrap_or('0');
    if value < 10 { Plain::Styled(digit(value)) } else { Plain::Tens(digit(value / 10), digit(value)) }
}

fn of_latin(c: char, code: u32) -> Plain {
    match code {
        0xA0 => Plain::Same(' '),
        0xAD => Plain::Typography,
        0xB2 => Plain::Styled('2'),
        0xB3 => Plain::Styled('3'),
        0xB9 => Plain::Styled('1'),
        0xB4 | 0x2B9..=0x2BF | 0x2C8 | 0x2CA | 0x2CB => Plain::Same('\''),
        _ => Plain::Same(c),
    }
}

fn of_punctuation(c: char, code: u32) -> Plain {
    match code {
        0x2000..=0x200A | 0x202F | 0x205F => Plain::Same(' '),
        0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F => Plain::Nothing,
        0x2018 | 0x2019 | 0x201B | 0x2032 | 0x2035 => Plain::Same('\''),
        _ => Plain::Same(c),
    }
}

fn of_symbols(c: char, code: u32) -> Plain {
    match code {
        0x2070 => Plain::Styled('0'),
        0x2071 => Plain::Styled('i'),
        0x2074..=0x2079 => offset(code, 0x2070, 0x30),
        0x207A | 0x208A => Plain::Styled('+'),
        0x207F => Plain::Styled('n'),
        0x2080..=0x2089 => offset(code, 0x2080, 0x30),
        0x210A => Plain::Styled('g'),
        0x210B..=0x210D => Plain::Styled('H'),
        0x210E => Plain::Styled('h'),
        0x2110 | 0x2111 => Plain::Styled('I'),
        0x2112 => Plain::Styled('L'),
        0x2113 => Plain::Styled('l'),
        0x2115 => Plain::Styled('N'),
        0x2119 => Plain::Styled('P'),
        0x211A => Plain::Styled('Q'),
        0x211B..=0x211D => Plain::Styled('R'),
        0x2124 | 0x2128 => Plain::Styled('Z'),
        0x212C => Plain::Styled('B'),
        0x212D => Plain::Styled('C'),
        0x212F => Plain::Styled('e'),
        0x2130 => Plain::Styled('E'),
        0x2131 => Plain::Styled('F'),
        0x2133 => Plain::Styled('M'),
        0x2134 => Plain::Styled('o'),
        0x2460..=0x2473 => number(code - 0x2460 + 1),
        0x2474..=0x2487 => number(code - 0x2474 + 1),
        0x2488..=0x249B => number(code - 0x2488 + 1),
        0x249C..=0x24B5 => offset(code, 0x249C, 0x61),
        0x24B6..=0x24CF => offset(code, 0x24B6, 0x41),
        0x24D0..=0x24E9 => offset(code, 0x24D0, 0x61),
        0x24EA | 0x24FF => Plain::Styled('0'),
        0x24EB..=0x24F4 => number(code - 0x24EB + 11),
        0x24F5..=0x24FE => number(code - 0x24F5 + 1),
        0x2776..=0x277F => number(code - 0x2776 + 1),
        0x2780..=0x2789 => number(code - 0x2780 + 1),
        0x278A..=0x2793 => number(code - 0x278A + 1),
        0x2795 | 0x271A => Plain::Styled('+'),
        0x2796 => Plain::Same('-'),
        _ => Plain::Same(c),
    }
}

/// Mathematical alphabets: thirteen styles of the 52 Latin letters, then Greek, then five styles of the ten digits.
fn of_mathematics(code: u32) -> Plain {
    match code {
        0x1D400..=0x1D6A3 => {
            let place = (code - 0x1D400) % 52;
            styled(if place < 26 { 0x41 + place } else { 0x61 + place - 26 })
        }
        0x1D6A4 => Plain::Styled('i'),
        0x1D6A5 => Plain::Styled('j'),
        0x1D6A8..=0x1D7CB => of_mathematical_greek((code - 0x1D6A8) % 58),
        0x1D7CE..=0x1D7FF => styled(0x30 + (code - 0x1D7CE) % 10),
        _ => Plain::Nothing,
    }
}

fn of_mathematical_greek(place: u32) -> Plain {
    match place {
        0..=24 => styled(0x391 + place),
        26..=50 => styled(0x3B1 + place - 26),
        _ => Plain::Nothing,
    }
}

fn of_enclosed(code: u32, c: char) -> Plain {
    match code {
        0x1F100 | 0x1F10B | 0x1F10C => Plain::Styled('0'),
        0x1F101..=0x1F10A => offset(code, 0x1F101, 0x30),
        0x1F110..=0x1F129 => offset(code, 0x1F110, 0x61),
        0x1F130..=0x1F149 => offset(code, 0x1F130, 0x41),
        0x1F150..=0x1F169 => offset(code, 0x1F150, 0x41),
        0x1F170..=0x1F189 => offset(code, 0x1F170, 0x41),
        0x1F1E6..=0x1F1FF => char::from_u32(code - 0x1F1E6 + 0x61).map_or(Plain::Same(c), Plain::Flag),
        _ => Plain::Same(c),
    }
}

/// The zeros of decimal digit rows outside ASCII; nine digits follow each.
const ZEROS: [u32; 37] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0,
    0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0, 0x11066, 0x110F0,
    0x11136, 0x1E950,
];

fn of_digits(c: char, code: u32) -> Plain {
    match code {
        0x61C | 0x180B..=0x180F => return Plain::Nothing,
        0x610..=0x61A | 0x64B..=0x65F => return Plain::Mark(c),
        _ => {}
    }
    let row = ZEROS.partition_point(|zero| *zero <= code);
    let zero = row.checked_sub(1).and_then(|row| ZEROS.get(row).copied());
    match zero {
        Some(zero) if code - zero < 10 => styled(0x30 + code - zero),
        _ => Plain::Same(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dressed_characters_become_plain() {
        let pairs = [
            ('７', '7'),
            ('Ａ', 'A'),
            ('𝟕', '7'),
            ('𝐚', 'a'),
            ('𝓩', 'Z'),
            ('𝔸', 'A'),
            ('ℍ', 'H'),
            ('⑦', '7'),
            ('⓪', '0'),
            ('❼', '7'),
            ('➆', '7'),
            ('ⓐ', 'a'),
            ('Ⓩ', 'Z'),
            ('🅰', 'A'),
            ('🄱', 'B'),
            ('⁷', '7'),
            ('₇', '7'),
            ('²', '2'),
            ('٧', '7'),
            ('۷', '7'),
            ('७', '7'),
            ('＋', '+'),
            ('➕', '+'),
            ('🯷', '7'),
            ('𝛼', 'α'),
        ];
        for (dressed, bare) in pairs {
            assert_eq!(plain(dressed), Plain::Styled(bare), "{dressed}");
        }
        assert_eq!(plain('⑫'), Plain::Tens('1', '2'));
        assert_eq!(plain('🔟'), Plain::Tens('1', '0'));
    }

    #[test]
    fn what_is_no_dress_stays() {
        for c in "№™€₸«»—🔥漢éşğə½".chars() {
            assert_eq!(plain(c), Plain::Same(c), "{c}");
        }
    }
}
