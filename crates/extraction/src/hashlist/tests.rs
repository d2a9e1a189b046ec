//! Lists in every form, and files compared with them.

use custody::Hex;
use proptest::prelude::*;
use record::Digest;

use super::*;

const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn list(text: &[u8]) -> (Vec<Row>, Summary) {
    let mut rows = Vec::new();
    let summary = read(text, SixtyFour::Sha256, &Limits::default(), &mut |row| rows.push(row));
    (rows, summary)
}

fn names(rows: &[Row]) -> Vec<Option<&str>> {
    rows.iter().map(|row| row.name.as_deref()).collect()
}

fn whys(summary: &Summary) -> Vec<(u64, Why)> {
    summary.rejects.first.iter().map(|reject| (reject.line, reject.why.clone())).collect()
}

#[test]
fn coreutils_in_all_its_forms() {
    let text = format!("{MD5}  photo.jpg\n{SHA1} *film 1.mp4\n{SHA256}  -\n\\{SHA256}  a\\\\b\\nc\\r\n{}\n", MD5.to_uppercase());
    let (rows, summary) = list(text.as_bytes());
    assert_eq!(names(&rows), [Some("photo.jpg"), Some("film 1.mp4"), Some("-"), Some("a\\b\nc\r"), None]);
    assert_eq!((rows[0].digests.md5, rows[4].digests.md5), (MD5.parse().ok(), MD5.parse().ok()));
    assert_eq!((summary.form, summary.rows, summary.rejects.count, summary.broken), (Some(Form::Checksums), 5, 0, None));
}

#[test]
fn bsd_and_openssl() {
    let text = format!("MD5 (a (1) = b) = {MD5}\nSHA2-256(c.bin)= {SHA256}\n\\SHA256 (d\\ne) = {SHA256}\nSHA1 (f) = {SHA1}\n");
    let (rows, _) = list(text.as_bytes());
    assert_eq!(names(&rows), [Some("a (1) = b"), Some("c.bin"), Some("d\ne"), Some("f")]);
    assert_eq!(
        (rows[0].digests.md5.is_some(), rows[1].digests.sha256, rows[3].digests.sha1.is_some()),
        (true, Digest::parse(SHA256), true)
    );
}

#[test]
fn sixty_four_digits_are_what_the_reader_says() {
    let mut rows = Vec::new();
    let text = format!("{SHA256}  a\n");
    let _ = read(text.as_bytes(), SixtyFour::Blake3, &Limits::default(), &mut |row| rows.push(row));
    assert_eq!((rows[0].digests.sha256, rows[0].digests.blake3), (None, SHA256.parse().ok()));
}

#[test]
fn hashdeep_with_commas_in_names() {
    let text = format!(
        "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,tiger,filename\n## Invoked from: /evidence\n## $ hashdeep -r .\n## \n0,{MD5},{SHA256},00,/e/a,b.txt\nx,{MD5},{SHA256},00,c\n0,{MD5}\n"
    );
    let (rows, summary) = list(text.as_bytes());
    assert_eq!((names(&rows), rows[0].size), (vec![Some("/e/a,b.txt")], Some(0)));
    assert_eq!((summary.form, summary.unread.as_slice()), (Some(Form::Hashdeep), &["tiger".to_owned()][..]));
    assert_eq!(whys(&summary), [(7, Why::Size("x".into())), (8, Why::Fields)]);
    let (_, summary) = list(b"%%%% HASHDEEP-1.0\n%%%% size,filename\n");
    assert_eq!(summary.broken, Some(Broken::NoColumns));
}

#[test]
fn tables_of_other_tools() {
    let nsrl = format!(
        "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\"\n\"{}\",\"{}\",\"00000000\",\"a \"\"b\"\".dll\",0,1\n",
        SHA1.to_uppercase(),
        MD5.to_uppercase()
    );
    let (rows, summary) = list(nsrl.as_bytes());
    assert_eq!((names(&rows), rows[0].size), (vec![Some("a \"b\".dll")], Some(0)));
    assert!(rows[0].digests.sha1.is_some() && rows[0].digests.md5.is_some());
    assert_eq!(summary.unread, ["CRC32", "ProductCode"]);
    let ftk = format!("MD5,SHA1,FileNames\n\"{MD5}\",\"{SHA1}\",\"disk.E01\\Partition 1\\x\"\n");
    let encase = format!("\u{FEFF}Name\tHash Value\tMD5 Hash\tLogical Size\nx\t\t{MD5}\t12\n");
    let wide: Vec<u8> = encase.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(names(&list(ftk.as_bytes()).0), [Some("disk.E01\\Partition 1\\x")]);
    assert_eq!((names(&list(&wide).0), list(&wide).0[0].size), (vec![Some("x")], Some(12)));
}

#[test]
fn what_is_not_read_is_named_by_its_line() {
    let sha512 = "0".repeat(128);
    let text = format!("{MD5}  a\nhello\n{sha512}  b\nSHA512 (c) = {sha512}\nMD5 (d) = 12\n\\{MD5}  e\\x\n{MD5}  f\n");
    let (rows, summary) = list(text.as_bytes());
    assert_eq!(names(&rows), [Some("a"), Some("f")]);
    let expected = [
        (2, Why::NoHash),
        (3, Why::Algorithm("128 digits".into())),
        (4, Why::Algorithm("SHA512".into())),
        (5, Why::Digits("12".into())),
        (6, Why::Escape),
    ];
    assert_eq!((whys(&summary), summary.rejects.count), (expected.to_vec(), 5));
    let (_, summary) = list(format!("md5,name\n{MD5}\n,x\n\"{MD5},y\n").as_bytes());
    assert_eq!(whys(&summary), [(2, Why::Fields), (3, Why::NoHash), (4, Why::Quote)]);
    let (_, summary) = list("каталог\n".as_bytes());
    assert_eq!((summary.form, summary.broken), (None, Some(Broken::UnknownForm)));
    assert_eq!(list(b"\n# remark\n").1, Summary::default());
}

#[test]
fn long_lines_many_rejects_and_names_that_are_no_text() {
    let mut rows = Vec::new();
    let limits = Limits { line: 100, named: 2, ..Limits::default() };
    let text = [format!("{MD5}  ").as_bytes(), b"\xCF\xF0.jpg\n", "x".repeat(1_000).as_bytes(), b"\nx\ny\n"].concat();
    let summary = read(&text[..], SixtyFour::Sha256, &limits, &mut |row| rows.push(row));
    assert!(!rows[0].exact && rows[0].name.as_ref().unwrap().ends_with(".jpg"));
    assert_eq!((summary.rejects.count, whys(&summary)), (3, vec![(2, Why::TooLong), (3, Why::NoHash)]));
    let summary = read(&text[..], SixtyFour::Sha256, &Limits { total: 50, ..limits }, &mut |_| {});
    assert_eq!((summary.rows, summary.broken), (1, Some(Broken::TooLarge)));
}

fn hashes(number: u8) -> Hashes {
    Hashes { md5: Hex([number; 16]), sha1: Hex([number; 20]), sha256: Digest([number; 32]), blake3: Hex([number; 32]) }
}

fn row(line: u64, name: &str, digests: Digests) -> Row {
    Row { line, digests, name: Some(name.into()), exact: true, size: None }
}

fn md5(number: u8) -> Digests {
    Digests { md5: Some(Hex([number; 16])), ..Digests::default() }
}

#[test]
fn files_are_the_same_others_or_not_there() {
    let both = Digests { sha256: Some(Digest([9; 32])), ..md5(3) };
    let list = [row(1, "x/renamed", md5(1)), row(2, "E:\\b", md5(7)), row(3, "c", both), row(4, "gone", md5(8)), row(5, "a", md5(1))];
    let hashes = [1, 2, 3, 4].map(hashes);
    let kept: Vec<Kept<'_>> = ["a", "b", "c", "d"].into_iter().zip(&hashes).map(|(name, hashes)| Kept { name, hashes }).collect();
    let compared = compare(&kept, &list);
    let expected = [
        Compared::Same { by: vec![Algorithm::Md5], lines: vec![1, 5] },
        Compared::Different { same: vec![], other: vec![Algorithm::Md5], lines: vec![2] },
        Compared::Different { same: vec![Algorithm::Md5], other: vec![Algorithm::Sha256], lines: vec![3] },
        Compared::NotInList {},
    ];
    assert_eq!(compared.files.into_iter().map(|(_, compared)| compared).collect::<Vec<_>>(), expected);
    assert_eq!(compared.only_in_list, [4]);
}

proptest! {
    /// Whatever md5sum could write is read as it was.
    #[test]
    fn what_coreutils_writes_is_read(name in "[^\\x00]{1,40}", digest in any::<[u8; 16]>(), binary in any::<bool>()) {
        prop_assume!(!name.contains('\r') || name.contains(['\\', '\n']) || !name.ends_with('\r'));
        let escaped = name.contains(['\\', '\n', '\r']);
        let shown = name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
        let text = format!("{}{} {}{shown}\n", if escaped { "\\" } else { "" }, Hex(digest), if binary { '*' } else { ' ' });
        let (rows, summary) = list(text.as_bytes());
        prop_assert_eq!(summary.rejects.count, 0);
        prop_assert_eq!((rows[0].digests.md5, rows[0].name.as_deref()), (Some(Hex(digest)), Some(name.as_str())));
    }

    /// A row of a table is read whatever stands in the name, as long as it is one line.
    #[test]
    fn what_a_table_holds_is_read(name in "[^\\x00\r\n]{1,40}", digest in any::<[u8; 20]>(), part in prop::sample::select(vec![',', ';', '\t'])) {
        let text = format!("sha1{part}name\n{}{part}\"{}\"\n", Hex(digest), name.replace('"', "\"\""));
        let (rows, _) = list(text.as_bytes());
        prop_assert_eq!((rows[0].digests.sha1, rows[0].name.as_deref()), (Some(Hex(digest)), Some(name.as_str())));
    }

    /// Each line is a row, a reject, or has nothing in it.
    #[test]
    fn no_line_is_lost(lines in prop::collection::vec("[0-9a-f]{32}  [a-z]{1,3}|[a-z]{0,5}", 1..20)) {
        let (rows, summary) = list(lines.join("\n").as_bytes());
        let full = lines.iter().filter(|line| !line.trim().is_empty()).count() as u64;
        let is_table = summary.form == Some(Form::Table);
        prop_assert!(is_table || rows.len() as u64 + summary.rejects.count == full);
    }

    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400), head in prop::sample::select(vec!["", "md5,name\n", "%%%% HASHDEEP-1.0\n%%%% md5,filename\n", "\\", "MD5 ("])) {
        let _ = list(&[head.as_bytes(), &bytes].concat());
    }

    /// A file that is in a list is found in it, whatever else stands there.
    #[test]
    fn what_is_there_is_found(numbers in prop::collection::vec(any::<u8>(), 1..20), at in any::<prop::sample::Index>()) {
        let list: Vec<Row> = numbers.iter().zip(1..).map(|(number, line)| row(line, "x", md5(*number))).collect();
        let hashes = hashes(numbers[at.index(numbers.len())]);
        let compared = compare(&[Kept { name: "y", hashes: &hashes }], &list);
        let is_same = matches!(compared.files[0].1, Compared::Same { .. });
        prop_assert!(is_same);
        prop_assert_eq!(compared.only_in_list.len(), numbers.iter().filter(|number| hashes.md5 != Hex([**number; 16])).count());
    }
}
