//! Reports by the element names that public readers agree on; device, people and messages are invented.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use record::Moment;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";

fn message(id: &str, body: &str) -> String {
    format!(
        r#"<model type="InstantMessage" id="{id}" deleted_state="Deleted" decoding_confidence="High" isrelated="False" extractionId="1">
             <field name="Source" type="String"><value type="String"><![CDATA[Telegram]]></value></field>
             <field name="Body" type="String"><value type="String"><![CDATA[{body}]]></value></field>
             <field name="TimeStamp" type="TimeStamp"><value type="TimeStamp" formattedTimestamp="2026-03-01T10:00:00+05:00">2026-03-01T10:00:00.000+05:00</value></field>
             <field name="Label" type="String"><empty /></field>
             <modelField name="From" type="Party"><model type="Party" id="p1">
               <field name="Identifier" type="String"><value type="String">770100&#48;0001</value></field>
               <field name="Name" type="String"><value type="String">A &amp; B</value></field>
               <field name="IsPhoneOwner" type="Boolean"><value type="Boolean">True</value></field>
             </model></modelField>
             <multiModelField name="To" type="Party"><model type="Party" id="p2">
               <field name="Identifier" type="String"><value type="String">77010000002</value></field></model></multiModelField>
             <multiModelField name="Attachments" type="Attachment"><model type="Attachment" id="a1"><field name="Filename"><value>a.jpg</value></field></model></multiModelField>
           </model>"#
    )
}

fn report(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<project id="0100" name="Sample" reportVersion="5.2.0.213" xmlns="http://pa.cellebrite.com/report/2.0">
  <caseInformation><field name="Case number" isSystem="True" fieldType="CaseNumber" multipleLines="False"><![CDATA[0100]]></field></caseInformation>
  <metadata section="Additional Fields"><item name="UFED_PA_Version"><![CDATA[7.60.0.114]]></item></metadata>
  <metadata section="Extraction Data">
    <item name="DeviceInfoExtractionStartDateTime" sourceExtraction="0"><![CDATA[01/03/2026 11:52:08(UTC+5)]]></item>
    <item name="DeviceInfoExtractionEndDateTime" sourceExtraction="0"><![CDATA[01/03/2026 12:18:16(UTC+5)]]></item>
    <item name="ExtractionType" sourceExtraction="0" value="Logical" />
  </metadata>
  <metadata section="Device Info"><item id="1" name="DeviceInfoDetectedPhoneModel" sourceExtraction="0"><![CDATA[Sample 100]]></item></metadata>
  <images><image path="a.bin" size="100" type="File" extractionId="0"><metadata section="Hashes"><item name="SHA256"><![CDATA[00]]></item></metadata></image></images>
  <taggedFiles>
    <file fs="Sample" fsid="1" path="/data/a.jpg" name="a.jpg" size="0" id="f1" extractionId="0" deleted="Intact" embedded="false">
      <accessInfo><timestamp name="ModifyTime">2026-03-01T10:00:00.000+00:00</timestamp></accessInfo>
      <metadata section="File"><item name="Local Path"><![CDATA[files\Image\a.jpg]]></item><item name="MD5"><![CDATA[{MD5}]]></item>
        <item name="SHA256"><![CDATA[xx]]></item><item name="Tags"><![CDATA[Image]]></item></metadata>
    </file>
  </taggedFiles>
  <decodedData>{inner}</decodedData>
  <extraInfos><extraInfo type="model" id="m1"><sourceInfo><nodeInfo id="f1" path="/data/a.db" /></sourceInfo></extraInfo></extraInfos>
</project>"#
    )
}

fn chat(inner: &str) -> String {
    format!(
        r#"<modelType type="Chat"><model type="Chat" id="c1" deleted_state="Intact"><field name="Id" type="String"><value>c-1</value></field>
      <multiModelField name="Participants" type="Party"><model type="Party"><field name="Identifier"><value>1</value></field></model></multiModelField>
      <multiModelField name="Messages" type="InstantMessage">{inner}</multiModelField></model></modelType>"#
    )
}

fn read(text: &str, limits: &Limits) -> (Report, Vec<Entry>) {
    let mut entries = Vec::new();
    let report = read_report(text.as_bytes(), limits, &mut |entry| entries.push(entry));
    (report, entries)
}

fn whole(text: &str) -> (Report, Vec<Entry>) {
    let (report, entries) = read(text, &Limits::default());
    assert_eq!(report.broken, None);
    (report, entries)
}

fn only_message(entries: &[Entry]) -> &Message {
    let messages: Vec<_> =
        entries.iter().filter_map(|entry| if let Entry::Message(message) = entry { Some(message) } else { None }).collect();
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    message
}

#[test]
fn device_extraction_and_case() {
    let (report, _) = whole(&report(""));
    assert_eq!((report.version(), report.started()), (Some("7.60.0.114"), Some("01/03/2026 11:52:08(UTC+5)")));
    let value =
        |name: &str| report.fields.iter().find(|field| field.name == name).map(|field| (field.section.as_str(), field.value.as_str()));
    assert_eq!(value("DeviceInfoDetectedPhoneModel"), Some(("Device Info", "Sample 100")));
    assert_eq!(value("ExtractionType"), Some(("Extraction Data", "Logical")));
    assert_eq!(value("Case number"), Some(("case", "0100")));
    assert_eq!(value("reportVersion"), Some(("project", "5.2.0.213")));
    assert_eq!(value("path"), Some(("image", "a.bin")));
    assert_eq!(value("SHA256"), Some(("Hashes", "00")));
    assert!(report.ended().unwrap().contains("12:18:16"));
}

#[test]
fn files_with_their_hashes() {
    let (report, entries) = whole(&report(""));
    let expected = ReportedFile {
        id: Some("f1".into()),
        path: Some("/data/a.jpg".into()),
        local_path: Some("files\\Image\\a.jpg".into()),
        size: Some(0),
        digests: Digests { md5: MD5.parse().ok(), ..Digests::default() },
        wrong_digests: 1,
        deleted: Some("Intact".into()),
    };
    let row = expected.row(7).unwrap();
    assert_eq!((row.line, row.name.as_deref(), row.digests.md5), (7, Some("/data/a.jpg"), MD5.parse().ok()));
    assert_eq!(ReportedFile::default().row(1), None);
    assert_eq!((report.files, entries), (1, vec![Entry::File(expected)]));
}

#[test]
fn messages_of_a_chat() {
    let (report, entries) = whole(&report(&chat(&message("m1", "Сәлем <b>&amp;</b>"))));
    let message = only_message(&entries);
    assert_eq!((message.kind.as_str(), message.id.as_deref(), message.chat.as_deref()), ("InstantMessage", Some("m1"), Some("c1")));
    assert_eq!(
        (message.app.as_deref(), message.body.as_deref()),
        (Some("Telegram"), Some("Сәлем <b>&amp;</b>")),
        "CDATA is taken as it stands"
    );
    let at = message.at.clone().unwrap();
    assert_eq!((at.written.as_str(), at.moment), ("2026-03-01T10:00:00.000+05:00", Moment::parse("2026-03-01T05:00:00Z").ok()));
    let from = crate::Party { identifier: Some("77010000001".into()), name: Some("A & B".into()), owner: Some("True".into()) };
    assert_eq!((message.from.as_slice(), message.to.len()), (&[from][..], 1));
    assert_eq!((message.deleted.as_deref(), message.cut), (Some("Deleted"), false));
    let count = |kind: &str| report.models.get(kind).copied();
    assert_eq!((count("Chat"), count("InstantMessage"), count("Party"), count("Attachment")), (Some(1), Some(1), Some(3), Some(1)));
}

#[test]
fn an_sms_names_people_by_their_roles() {
    let party = |role: &str, number: &str| {
        format!(
            r#"<model type="Party"><field name="Identifier"><value>{number}</value></field><field name="Role"><value>{role}</value></field></model>"#
        )
    };
    let sms = format!(
        r#"<modelType type="SMS"><model type="SMS" id="s1"><field name="Body"><value>x</value></field><field name="TimeStamp"><value>01.03.2026 10:00</value></field>
        <multiModelField name="Parties">{}{}</multiModelField></model></modelType>"#,
        party("From", "1"),
        party("To", "2")
    );
    let (_, entries) = whole(&report(&sms));
    let message = only_message(&entries);
    assert_eq!((message.from[0].identifier.as_deref(), message.to[0].identifier.as_deref()), (Some("1"), Some("2")));
    assert_eq!(message.at.clone().unwrap().moment, None, "no zone stands there, so no moment is made of it");
}

#[test]
fn what_is_not_read_is_named_and_counted() {
    let (report, _) = whole(&report(&chat(&message("m1", "x"))));
    let count = |name: &str| report.unread.get(name).copied();
    assert_eq!(
        (count("InstantMessage/Label"), count("file/Tags"), count("extraInfos"), count("accessInfo")),
        (Some(1), Some(1), Some(1), Some(1))
    );
    assert_eq!((count("nodeInfo"), count("timestamp")), (Some(1), Some(1)), "what lies within is counted too");
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE project [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><project/>";
    assert_eq!(read(bomb, &Limits::default()).0.broken, Some(Broken::DocumentType));
    let (report, entries) = whole(&report(&chat(&message("m1", "x").replace("<![CDATA[x]]>", "a&file;b"))));
    assert_eq!((only_message(&entries).body.as_deref(), report.references), (Some("a&file;b"), 1));
}

#[test]
fn what_is_no_report_or_breaks_off_is_said() {
    let broken = |text: &str| read(text, &Limits::default()).0.broken.unwrap();
    assert_eq!(broken("<html><body/></html>"), Broken::OtherRoot("html".into()));
    assert_eq!(broken("<project><metadata>"), Broken::Ends);
    assert!(matches!(broken("<project><a></b>"), Broken::Xml { .. }));
    let text = report(&chat(&message("m1", "x")));
    let (report, entries) = read(text.split_once("</decodedData>").unwrap().0, &Limits::default());
    assert_eq!((report.broken, entries.len()), (Some(Broken::Ends), 2), "what stood before is read");
}

#[test]
fn limits_hold() {
    let with = |limits: Limits, text: &str| read(text, &limits).0;
    let deep = format!("<project>{}", "<model>".repeat(1_000));
    assert_eq!(with(Limits::default(), &deep).broken, Some(Broken::TooDeep));
    let long = format!("<project {}", "a".repeat(10_000));
    assert_eq!(with(Limits { piece: 1_000, ..Limits::default() }, &long).broken, Some(Broken::PieceTooLarge));
    let text = report(&chat(&message("m1", &"ә".repeat(5_000))));
    assert_eq!(with(Limits { total: 2_000, ..Limits::default() }, &text).broken, Some(Broken::TooLarge));
    let (report, entries) = read(&text, &Limits { text: 100, ..Limits::default() });
    let message = only_message(&entries);
    assert_eq!((message.body.as_ref().unwrap().chars().count(), message.cut, report.cut), (100, true, 1));
    let pieces = report_of_pieces(300_000);
    let began = std::time::Instant::now();
    let (report, _) = read(&pieces, &Limits::default());
    assert!(report.cut == 1 && began.elapsed().as_secs() < 20, "many small pieces of one text take no longer: {:?}", began.elapsed());
    let names: String = (0..50).map(|number| format!("<e{number}/>")).collect();
    let report = with(
        Limits { named: 10, ..Limits::default() },
        &format!("<project><metadata section=\"x\">{}</metadata>{names}</project>", "<item name=\"a\">b</item>".repeat(50)),
    );
    assert_eq!((report.unread.len(), report.more_unread, report.fields.len(), report.more_fields), (10, 40, 10, 40));
    let many: String = (0..100_000).map(|number| format!(" a{number}=\"\"")).collect();
    assert_eq!(with(Limits::default(), &format!("<project{many}/>")).fields.len(), MOST_ATTRIBUTES);
}

/// A message whose body comes in so many pieces.
fn report_of_pieces(count: usize) -> String {
    report(&chat(&message("m1", "x").replace("<![CDATA[x]]>", &"&amp;".repeat(count))))
}

fn ufdr(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Container, NotOpened> {
    read_ufdr(Cursor::new(bytes), limits, &mut |_| {})
}

#[test]
fn a_container_is_read_through_its_report() {
    let text = report(&chat(&message("m1", "x")));
    let container = open(&ufdr(&[("files/Image/a.jpg", b""), ("report.xml", text.as_bytes())]), &Limits::default()).unwrap();
    assert_eq!((container.members, container.report.files, container.report.messages, container.report.broken), (2, 1, 1, None));
}

#[test]
fn a_container_that_is_a_trap_is_not_opened() {
    let report = report("");
    let limits = Limits::default();
    for name in ["../a", "a/../../b", "/etc/x", "\\x", "a\\..\\b", "C:\\x"] {
        let bytes = ufdr(&[("report.xml", report.as_bytes()), ("Xaaaaaaaa", b"")]);
        // Writers of zips put such names right; so the name is changed in the bytes.
        let mut padded = name.as_bytes().to_vec();
        padded.resize(9, b'x');
        let bytes = replaced(&bytes, b"Xaaaaaaaa", &padded);
        assert!(matches!(open(&bytes, &limits), Err(NotOpened::Climbs(_))), "{name}: {:?}", open(&bytes, &limits));
    }
    let twice = replaced(&ufdr(&[("report.xml", report.as_bytes()), ("reporx.xml", b"")]), b"reporx.xml", b"report.xml");
    assert_eq!(open(&twice, &limits), Err(NotOpened::Twice));
    assert_eq!(open(&ufdr(&[("a", b"")]), &limits), Err(NotOpened::NoReport));
    assert!(matches!(open(b"no zip", &limits), Err(NotOpened::Zip(_))));
    let two = ufdr(&[("report.xml", report.as_bytes()), ("a", b"")]);
    assert_eq!(open(&two, &Limits { members: 1, ..limits }), Err(NotOpened::TooMany));
    let bomb = format!("<project>{}</project>", " ".repeat(4 << 20));
    let container = open(&ufdr(&[("report.xml", bomb.as_bytes())]), &Limits { grace: 1 << 20, ..limits }).unwrap();
    assert_eq!(container.report.broken, Some(Broken::Bomb));
    let damaged = replaced(&two, b"report.xml", b"report.xmx");
    assert!(open(&damaged, &limits).is_err());
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(from.len() - 1) {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

proptest! {
    /// Whatever somebody wrote in a message comes out as it was.
    #[test]
    fn bodies_come_out_as_they_are(body in "[^\\x00-\\x1F\\x7F-\\x9F\\uFFFE\\uFFFF]{1,60}") {
        prop_assume!(!body.contains("]]>"));
        let (_, entries) = whole(&report(&chat(&message("m1", &body))));
        prop_assert_eq!(only_message(&entries).body.as_deref(), Some(body.as_str()));
    }

    /// A report that is cut or damaged anywhere never makes it panic, and what comes out of a cut one came out of the whole one.
    #[test]
    fn damage_is_survived(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = report(&chat(&[message("m1", "x"), message("m2", "y")].concat())).into_bytes();
        let (_, all) = whole(&String::from_utf8(bytes.clone()).unwrap());
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let mut entries = Vec::new();
        let _ = read_report(&bytes[..], &Limits::default(), &mut |entry| entries.push(entry));
        prop_assert!(!cut || all.starts_with(&entries));
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_report(&[b"<project>", &bytes[..]].concat()[..], &Limits::default(), &mut |_| {});
        let _ = open(&bytes, &Limits::default());
        let mut zip = ufdr(&[("report.xml", b"<project/>")]);
        let at = bytes.first().map_or(0, |byte| usize::from(*byte)) % zip.len();
        zip[at] ^= 0x55;
        let _ = open(&zip, &Limits::default());
    }
}
