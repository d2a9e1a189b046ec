//! Logs in the forms that the tools publish, with invented drives.

use proptest::prelude::*;

use super::*;

const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn log(text: &str) -> ImagingLog {
    read(text.as_bytes(), &Limits::default()).unwrap()
}

fn hashes(log: &ImagingLog) -> Vec<(&str, &str, HashOf, Option<bool>)> {
    log.hashes.iter().map(|hash| (hash.name.as_str(), hash.digits.as_str(), hash.of, hash.verified)).collect()
}

fn ftk(verified: &str) -> String {
    format!(
        "\u{FEFF}Created By AccessData® FTK® Imager 4.7.1.2 \r\n\r\nCase Information: \r\nAcquired using: ADI4.7.1.2\r\nCase Number: 0100\r\nExaminer: \r\n\r\n\
         --------------------------------------------------------------\r\n\r\nInformation for C:\\case\\usb:\r\n\r\n[Device Info]\r\n Source Type: Physical\r\n\
         [Drive Geometry]\r\n Bytes per Sector: 512\r\n Sector Count: 7.856.127\r\n[Physical Drive Information]\r\n Drive Model: Sample Flash USB Device\r\n \
         Drive Serial Number: 0000AAAA0000\r\n Source data size: 3835 MB\r\n Sector count:    7856127\r\n[Computed Hashes]\r\n MD5 checksum:    {MD5}\r\n \
         SHA1 checksum:   {SHA1}\r\n\r\nATTENTION:\r\nThe following sector(s) on the source drive could not be read:\r\n\t100 through 107\r\n\t200\r\n\
         The contents of these sectors were replaced with zeros in the image.\r\n\r\nImage Information:\r\n Acquisition started:   Wed Aug 13 00:10:23 2025\r\n \
         Acquisition finished:  Wed Aug 13 00:19:15 2025\r\n Segment list:\r\n  C:\\case\\usb.E01\r\n\r\nImage Verification Results:\r\n \
         MD5 checksum:    {MD5} : {verified}\r\n SHA1 checksum:   {SHA1} : verified\r\n"
    )
}

#[test]
fn ftk_imager() {
    let log = log(&ftk("verified"));
    assert_eq!((log.tool, log.version.as_deref()), (Imager::FtkImager, Some("4.7.1.2")));
    let source = &log.source;
    assert_eq!((source.model.as_deref(), source.serial.as_deref()), (Some("Sample Flash USB Device"), Some("0000AAAA0000")));
    assert_eq!((source.sectors, source.sector_bytes), (Some(7_856_127), Some(512)));
    assert_eq!(log.started.as_deref(), Some("Wed Aug 13 00:10:23 2025"), "as it is written: no zone stands there");
    let expected = [
        ("MD5", MD5, HashOf::Source, None),
        ("SHA1", SHA1, HashOf::Source, None),
        ("MD5", MD5, HashOf::Image, Some(true)),
        ("SHA1", SHA1, HashOf::Image, Some(true)),
    ];
    assert_eq!(hashes(&log), expected);
    assert_eq!((log.bad_sectors, log.faults.len(), log.agree()), (Some(9), 5, Some(true)));
    let image = log.digests(HashOf::Image);
    assert_eq!((image.md5, image.sha1, image.sha256), (MD5.parse().ok(), SHA1.parse().ok(), None));
    assert!(log.digests(HashOf::Stored).is_empty());
    assert!(log.fields.iter().any(|field| field.name == "Case Number" && field.value == "0100"));
    assert_eq!(super::tests::log(&ftk("mismatch")).hashes[2].verified, Some(false));
}

#[test]
fn guymager() {
    let text = format!(
        "\nGUYMAGER ACQUISITION INFO FILE\n==============================\n\nGuymager\n========\n\nVersion              : 0.8.8-3   \n\
         Compiled with        : gcc 8.2.0\n\n\nDevice information\n==================\nCommand executed: bash -c \"smartctl -a /dev/sdc\"\n\
         Information returned:\n-----------\n   Device Model:     Sample SSD 100\n   Serial Number:    S0000AAAA\n\nHidden areas: unknown\n\n\nAcquisition\n\
         ===========\n\nLinux device        : /dev/sdc \nDevice size         : 54083584 (54.1MB)\nSource verification : on\nImage verification  : on\n\n\
         During acquisition, 24773 bad sectors have been encountered. They have been replaced by zeroed sectors. The sector numbers are:\n   300-11556, 12002-18758\n\
         During verification, 24773 bad sectors have been encountered. The sector numbers are:\n   300-11556\n\
         State: Finished successfully (with 24773 bad sectors)\n\nMD5 hash                   : {MD5} \nMD5 hash verified source   : {MD5}\n\
         SHA256 hash                : {SHA256}\nSHA256 hash verified image : {SHA256}\n\
         Source verification OK. The device delivered the same data during acquisition and verification.\nImage verification FAILED. The data differs.\n\n\
         Acquisition started : 2022-05-16 14:46:53 (ISO format YYYY-MM-DD HH:MM:SS)\nEnded               : 2022-05-16 15:55:58 (1 hours, 9 minutes and 5 seconds)\n"
    );
    let log = log(&text);
    assert_eq!((log.tool, log.version.as_deref()), (Imager::Guymager, Some("0.8.8-3")));
    let source = &log.source;
    let drive = (source.device.as_deref(), source.model.as_deref(), source.serial.as_deref(), source.bytes);
    assert_eq!(drive, (Some("/dev/sdc"), Some("Sample SSD 100"), Some("S0000AAAA"), Some(54_083_584)));
    let expected = [
        ("MD5", MD5, HashOf::Source, None),
        ("MD5", MD5, HashOf::SourceAgain, Some(true)),
        ("SHA256", SHA256, HashOf::Source, None),
        ("SHA256", SHA256, HashOf::Image, Some(false)),
    ];
    assert_eq!(hashes(&log), expected);
    assert_eq!((log.bad_sectors, log.outcome.as_deref()), (Some(24_773), Some("Finished successfully (with 24773 bad sectors)")));
    assert_eq!(log.faults.len(), 5, "{:?}", log.faults);
    assert!(log.ended.unwrap().starts_with("2022-05-16 15:55:58"));
}

#[test]
fn libewf() {
    let text = format!(
        "ewfacquire 20140814\n\nDevice information:\nBus type:\t\t\t\tUSB\nVendor:\t\t\t\t\tSample\nModel:\t\t\t\t\tStick 100\nSerial:\t\t\t\t\tAA00\n\n\
         Storage media information:\nMedia size:\t\t\t\t33 MB (33554432 bytes)\nBytes per sector:\t\t\t512\nError granularity:\t\t\t64 sectors\n\
         Retries on read error:\t\t\t2\n\nAcquiry started at: May 07, 2016 14:54:52\nThis could take a while.\n\nErrors reading device:\n\ttotal number: 1\n\
         \tat sector(s): 100 - 163 number: 64 (offset: 0x0000c800 of size: 32768)\n\nAcquiry completed at: May 07, 2016 15:32:16\n\n\
         MD5 hash calculated over data:\t\t{MD5}\nSHA256 hash calculated over data:\t{SHA256}\newfacquire: SUCCESS\n"
    );
    let log = log(&text);
    assert_eq!((log.tool, log.version.as_deref(), log.outcome.as_deref()), (Imager::Ewfacquire, Some("20140814"), Some("SUCCESS")));
    assert_eq!((log.source.model.as_deref(), log.source.serial.as_deref()), (Some("Sample Stick 100"), Some("AA00")));
    assert_eq!((log.source.bytes, log.source.sector_bytes), (Some(33_554_432), Some(512)));
    assert_eq!(hashes(&log), [("MD5", MD5, HashOf::Source, None), ("SHA256", SHA256, HashOf::Source, None)]);
    assert_eq!((log.faults.len(), log.agree()), (3, None));
    let other = "0".repeat(32);
    let verify =
        format!("ewfverify 20140814\n\nMD5 hash stored in file:\t\t{MD5}\nMD5 hash calculated over data:\t\t{other}\newfverify: FAILURE\n");
    let log = super::tests::log(&verify);
    assert_eq!(hashes(&log), [("MD5", MD5, HashOf::Stored, None), ("MD5", &other, HashOf::Image, None)]);
    assert_eq!((log.agree(), log.outcome.as_deref()), (Some(false), Some("FAILURE")));
}

#[test]
fn dc3dd_and_dcfldd() {
    let text = format!(
        "\ndc3dd 7.2.646 started at 2025-10-01 09:07:30 +0000\ncompiled options:\ncommand line: dc3dd if=/dev/sdc hof=a.img hash=md5\n\
         device size: 2097152 sectors (probed),    1,073,741,824 bytes\nsector size: 512 bytes (probed)\n  1073741824 bytes ( 1 G ) copied ( 100% ),    5 s, 208 M/s\n\n\
         input results for device `/dev/sdc':\n   2097152 sectors in\n   3 bad sectors replaced by zeros\n   {MD5} (md5)\n\n\
         output results for file `a.img':\n   2097152 sectors out\n   [ok] {MD5} (md5)\n\ndc3dd completed at 2025-10-01 09:07:35 +0000\n"
    );
    let log = log(&text);
    assert_eq!((log.tool, log.version.as_deref(), log.outcome.as_deref()), (Imager::Dc3dd, Some("7.2.646"), Some("completed")));
    assert_eq!((log.started.as_deref(), log.ended.as_deref()), (Some("2025-10-01 09:07:30 +0000"), Some("2025-10-01 09:07:35 +0000")));
    let source = &log.source;
    assert_eq!((source.device.as_deref(), source.sectors, source.bytes), (Some("/dev/sdc"), Some(2_097_152), Some(1_073_741_824)));
    assert_eq!(hashes(&log), [("md5", MD5, HashOf::Source, None), ("md5", MD5, HashOf::Image, Some(true))]);
    assert_eq!((log.bad_sectors, log.faults.len()), (Some(3), 1));
    let failed = super::tests::log(&text.replace("completed at", "failed at").replace("[ok]", "[!!]"));
    assert_eq!((failed.outcome.as_deref(), failed.hashes[1].verified, failed.faults.len()), (Some("failed"), Some(false), 2));
    let total = super::tests::log(&format!("31258624+0 records in\nTotal (sha256): {SHA256}\n"));
    assert_eq!((total.tool, hashes(&total)), (Imager::Dcfldd, vec![("sha256", SHA256, HashOf::Source, None)]));
    assert_eq!(total.unread, 1);
}

#[test]
fn what_is_no_log_is_said() {
    assert_eq!(read(&b"hello\n"[..], &Limits::default()), Err(Broken::UnknownForm));
    assert_eq!(read(&b"x\n".repeat(1_000)[..], &Limits::default()), Err(Broken::UnknownForm));
    assert_eq!(read(&b"hello"[..], &Limits { total: 2, ..Limits::default() }), Err(Broken::TooLarge));
}

#[test]
fn a_log_without_end_takes_no_memory_without_end() {
    let text = format!("dc3dd 7 started at x\n{}", "name: value\n".repeat(30_000));
    let log = log(&text);
    assert_eq!((log.fields.len(), log.unread), (MOST, 20_000));
}

proptest! {
    #[test]
    fn any_lines_are_survived(
        head in prop::sample::select(vec!["Created By FTK Imager", "GUYMAGER ACQUISITION INFO FILE", "ewfacquire 1", "dc3dd 7 started at x", "Total (md5): "]),
        lines in prop::collection::vec("\\PC{0,40}|[0-9]{1,30} through [0-9]{1,30}|ATTENTION|[0-9]{1,40} bad sectors replaced by zeros|MD5 hash: .{0,9}|During [0-9]{1,30} bad sectors have been encountered", 0..20),
    ) {
        let text = format!("{head}\n{}", lines.join("\n"));
        let log = log(&text);
        prop_assert!(log.hashes.iter().all(|hash| hash.digits.len() >= 32));
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&[b"ewfverify ", &bytes[..]].concat()[..], &Limits::default());
    }
}
