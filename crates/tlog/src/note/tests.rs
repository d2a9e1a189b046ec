//! The notes of golang.org/x/mod (sumdb/note/note_test.go, note.go) and of C2SP signed-note, and what must be refused.

use super::*;
use crate::testing::signer;

const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
/// What stands behind `PRIVATE+KEY+PeterNeumann+c74f20a3+` in x/mod: the byte of the kind and the seed.
const PETER_SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn key(text: &str) -> VerifierKey {
    text.parse().unwrap()
}

fn name(text: &str) -> KeyName {
    KeyName::new(text).unwrap()
}

fn note(lines: &str) -> Result<Note, NoteError> {
    Note::parse(format!("{TEXT}\n{lines}").as_bytes())
}

#[test]
fn known_keys_are_read_and_written_back() {
    // The last two: transparency-dev/formats, note/note_cosigv1_test.go.
    for (text, kind) in [
        (PETER, KeyKind::Note),
        (ENOCH, KeyKind::Note),
        ("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", KeyKind::Note),
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", KeyKind::Cosignature),
    ] {
        assert_eq!(key(text).to_string(), text);
        assert_eq!(key(text).kind(), kind);
    }
    assert_eq!((key(PETER).name().as_str(), key(PETER).id()), ("PeterNeumann", 0xc74f_20a3));
}

#[test]
fn no_part_of_a_key_and_no_changed_key_is_one() {
    for from in 0..PETER.len() {
        for to in from..=PETER.len() {
            let part = PETER.get(from..to).unwrap();
            assert!(part == PETER || part.parse::<VerifierKey>().is_err(), "{part}");
        }
        let mut bytes = PETER.as_bytes().to_vec();
        bytes[from] += 1;
        assert!(String::from_utf8(bytes).unwrap().parse::<VerifierKey>().is_err(), "{from}");
    }
}

#[test]
fn what_is_wrong_with_a_key_is_named() {
    let fault = |text: &str| text.parse::<VerifierKey>().unwrap_err();
    assert_eq!(fault("PeterNeumann"), KeyError::BadForm);
    assert_eq!(fault("PeterNeumann+c74f20a3"), KeyError::BadForm);
    assert_eq!(fault("PeterNeumann+c74f20a3+"), KeyError::BadForm);
    assert_eq!(fault(&PETER.replace("Neumann", "\u{a0}")), KeyError::BadName);
    assert_eq!(fault(&PETER.replace("PeterNeumann", "")), KeyError::BadName);
    assert_eq!(fault(&PETER.replace("c74f20a3", "C74F20A3")), KeyError::WrongNumber);
    assert_eq!(fault(&PETER.replace("Peter", "Paul")), KeyError::WrongNumber);
    // The next two are of x/mod: a key of another length and one of another kind, each with its number.
    assert_eq!(fault("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="), KeyError::BadForm);
    assert_eq!(fault("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"), KeyError::UnknownKind(0x65));
    assert_eq!(fault("a+00000000+AQA="), KeyError::BadKey);
    // The neutral point: any signature could be made to hold for it.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(VerifierKey::new(name("a"), KeyKind::Note, &neutral), Err(KeyError::BadKey));
    assert_eq!(VerifierKey::new(name("a"), KeyKind::Note, &[2; 32]), Err(KeyError::BadKey));
    for wrong in ["", "a b", "a+b", "a\u{2003}b", "a\n", "a\u{1}"] {
        assert_eq!(KeyName::new(wrong), Err(KeyError::BadName), "{wrong:?}");
    }
}

#[test]
fn the_known_text_is_signed_as_known() {
    let seed: [u8; 32] = text::from_base64(PETER_SECRET).unwrap()[1..].try_into().unwrap();
    let signer = Signer::new(name("PeterNeumann"), &seed).unwrap();
    assert_eq!(*signer.verifier(), key(PETER));
    let note = Note::sign(TEXT, &signer).unwrap();
    assert_eq!(note.to_string(), format!("{TEXT}\n{PETER_LINE}"));
    // A signature of the same key gives way to the new one, that of another stays.
    let both = note.with(parse_signatures(ENOCH_LINE).unwrap().remove(0)).unwrap().with(signer.sign(TEXT)).unwrap();
    assert_eq!(both.to_string(), format!("{TEXT}\n{ENOCH_LINE}{PETER_LINE}"));
    assert!(!format!("{signer:?}").contains("secret"));
}

#[test]
fn signatures_of_known_keys_are_verified_and_others_kept() {
    let both = note(&format!("{PETER_LINE}{ENOCH_LINE}")).unwrap();
    assert_eq!((both.text(), both.signatures().len()), (TEXT, 2));
    let [peter, enoch] = [key(PETER), key(ENOCH)];
    let verified = |keys: &[VerifierKey]| both.verify(keys).map(|all| all.iter().map(|one| one.key.id()).collect::<Vec<_>>());
    assert_eq!(verified(std::slice::from_ref(&peter)), Ok(vec![peter.id()]));
    assert_eq!(verified(&[enoch.clone(), peter.clone()]), Ok(vec![peter.id(), enoch.id()]));
    assert_eq!(verified(&[]), Err(TrustError::NoKnownKey));
    assert_eq!(verified(&[signer("PeterNeumann", 1).verifier().clone()]), Err(TrustError::NoKnownKey));
    // Known twice is known once.
    assert_eq!(verified(&[enoch.clone(), enoch.clone()]), Ok(vec![enoch.id()]));
    assert_eq!(both.to_string(), format!("{TEXT}\n{PETER_LINE}{ENOCH_LINE}"));
}

#[test]
fn a_false_signature_of_a_known_key_spoils_the_note() {
    let refused = Err(TrustError::FalseSignature(name("PeterNeumann")));
    let of = |line: &str| note(line).unwrap();
    assert_eq!(of(&PETER_LINE.replace("ZJku", "ZJkuABCD")).verify(&[key(PETER)]), refused);
    assert_eq!(of(&PETER_LINE.replace("ZJku", "ZJkv")).verify(&[key(PETER)]), refused);
    // One good signature does not make up for it.
    let two = format!("{ENOCH_LINE}{}", PETER_LINE.replace("ZJku", "ZJkv"));
    assert_eq!(of(&two).verify(&[key(ENOCH), key(PETER)]), refused);
    assert_eq!(of(&two).verify(&[key(ENOCH)]).map(|all| all.len()), Ok(1));
    let other = Note::parse(format!("{}\n{PETER_LINE}", TEXT.replace("answer", "solution")).as_bytes()).unwrap();
    assert_eq!(other.verify(&[key(PETER)]), refused);
}

#[test]
fn two_keys_under_one_number_are_refused() {
    // Numbers have 32 bits, so a second key for one can be searched for; here it is made so.
    let twin = signer("a", 1).verifier().clone();
    let mut other = signer("a", 2).verifier().clone();
    other.take_id_of(&twin);
    let note = Note::sign(TEXT, &signer("a", 1)).unwrap();
    assert_eq!(note.verify(&[twin.clone(), other.clone()]), Err(TrustError::TwoKeys(name("a"))));
    assert_eq!(note.verify(&[other]), Err(TrustError::FalseSignature(name("a"))));
    assert!(note.verify(&[twin]).is_ok());
}

#[test]
fn what_is_no_note_is_refused() {
    let fault = |bytes: &[u8]| Note::parse(bytes).unwrap_err();
    let good = format!("{TEXT}\n{PETER_LINE}");
    assert_eq!(fault(TEXT.as_bytes()), NoteError::NoSignatures);
    assert_eq!(fault(format!("{TEXT}\n").as_bytes()), NoteError::NoSignatures);
    assert_eq!(fault(good.trim_end().as_bytes()), NoteError::NoSignatures);
    assert_eq!(fault(format!("\u{1}{good}").as_bytes()), NoteError::ControlCharacter);
    assert_eq!(fault(good.replace('\n', "\r\n").as_bytes()), NoteError::ControlCharacter);
    assert_eq!(fault(&[b"\xff", good.as_bytes()].concat()), NoteError::NotUtf8);
    assert_eq!(fault(b""), NoteError::NoSignatures);
    for line in [
        PETER_LINE.replace("PeterNeumann", "Bad Name"),
        PETER_LINE.replace("PeterNeumann", "Bad+Name"),
        PETER_LINE.replace('—', "-"),
        PETER_LINE.replace("AM=", "AM"),
        PETER_LINE.replace("AM=", "AN="),
        "— PeterNeumann x08gow==\n".to_owned(),
        "— PeterNeumann \n".to_owned(),
        "— PeterNeumann\n".to_owned(),
        format!("{PETER_LINE}Unexpected line.\n"),
    ] {
        assert_eq!(note(&line), Err(NoteError::NotASignature), "{line}");
    }
    assert_eq!(Note::sign("no end", &signer("a", 1)), Err(NoteError::NoLineEnd));
    assert_eq!(Note::sign("tab\t\n", &signer("a", 1)), Err(NoteError::ControlCharacter));
    assert_eq!(Note::new(TEXT, vec![]), Err(NoteError::NoSignatures));
}

#[test]
fn limits_hold_for_reading_and_for_making() {
    assert_eq!(note(&PETER_LINE.repeat(100)).unwrap().signatures().len(), 100);
    assert_eq!(note(&PETER_LINE.repeat(101)), Err(NoteError::TooManySignatures));
    let full = (0..100_u8).try_fold(Note::sign(TEXT, &signer("a", 200)).unwrap(), |note, seed| note.with(signer("a", seed).sign(TEXT)));
    assert_eq!(full, Err(NoteError::TooManySignatures));
    let line = Signature::new(name("a"), 1, vec![0; 64]);
    let longest = "x".repeat(MAX_BYTES - line.length() - 2) + "\n";
    let note = Note::new(&longest, vec![line.clone()]).unwrap();
    assert_eq!(note.to_string().len(), MAX_BYTES);
    assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note));
    assert_eq!(Note::new(&format!("x{longest}"), vec![line]), Err(NoteError::TooLong(MAX_BYTES + 1)));
    assert_eq!(Note::parse(&[b'x'; MAX_BYTES + 1]), Err(NoteError::TooLong(MAX_BYTES + 1)));
}

#[test]
fn the_text_may_have_empty_lines() {
    // C2SP signed-note.
    let standard = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— \
        quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note = Note::parse(standard.as_bytes()).unwrap();
    assert!(note.text().ends_with(":\n\ned è subito sera.\n"));
    assert_eq!((note.signatures()[0].id(), note.signatures()[0].bytes().len()), (0x367b_a04b, 64));
    assert_eq!(note.to_string(), standard);
    for text in ["\n", "\n\n", "a\n\n", "\n\na\n\n\n"] {
        let note = Note::sign(text, &signer("a", 1)).unwrap();
        assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note), "{text:?}");
    }
}
