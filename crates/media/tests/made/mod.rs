//! Small files of each form, written by hand. Every person, place and number in them is invented.

use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat, RgbImage};
use media::metadata::What;

/// A name, the bytes, and what exiftool calls what.
type Made = (&'static str, Vec<u8>, Vec<(&'static str, What)>);

/// A TIFF of little ends: directories of entries, each with its values.
struct Tiff(Vec<u8>);

enum Entry {
    Text(u16, &'static str),
    Number(u16, u32),
    Fractions(u16, Vec<(u32, u32)>),
}

impl Tiff {
    fn new() -> Self {
        Self(b"II\x2a\0\x08\0\0\0".to_vec())
    }

    /// Writes a directory at the end; its values follow it.
    fn directory(&mut self, entries: &[Entry], next: u32) -> u32 {
        let at = u32::try_from(self.0.len()).unwrap();
        let mut values = Vec::new();
        let from = at + 2 + 12 * u32::try_from(entries.len()).unwrap() + 4;
        self.0.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
        for entry in entries {
            let (tag, kind, count, bytes) = match entry {
                Entry::Text(tag, text) => (tag, 2_u16, text.len() + 1, [text.as_bytes(), b"\0"].concat()),
                Entry::Number(tag, number) => (tag, 4, 1, number.to_le_bytes().to_vec()),
                Entry::Fractions(tag, parts) => {
                    (tag, 5, parts.len(), parts.iter().flat_map(|(a, b)| [a.to_le_bytes(), b.to_le_bytes()].concat()).collect())
                }
            };
            self.0.extend(tag.to_le_bytes());
            self.0.extend(kind.to_le_bytes());
            self.0.extend(u32::try_from(count).unwrap().to_le_bytes());
            if bytes.len() <= 4 {
                let mut short = bytes;
                short.resize(4, 0);
                self.0.extend(short);
            } else {
                self.0.extend((from + u32::try_from(values.len()).unwrap()).to_le_bytes());
                values.extend(bytes);
                if values.len() % 2 == 1 {
                    values.push(0);
                }
            }
        }
        self.0.extend(next.to_le_bytes());
        self.0.extend(values);
        at
    }
}

/// EXIF with a camera, times with offsets, a place and numbers of devices.
pub fn exif() -> Vec<u8> {
    use Entry::{Fractions, Number, Text};
    let mut tiff = Tiff::new();
    let whole = |number| (number, 1);
    let exif = [
        Text(0x9003, "2026:03:01 10:00:00"),
        Text(0x9004, "2026:03:01 10:00:01"),
        Text(0x9010, "+05:00"),
        Text(0x9011, "+05:00"),
        Text(0xA430, "A. Owner"),
        Text(0xA431, "SN-0000-17"),
        Text(0xA434, "Lens 35mm"),
        Text(0xA435, "LN-0000-18"),
    ];
    let gps = [
        Text(1, "S"),
        Fractions(2, vec![whole(43), whole(14), (2_004, 100)]),
        Text(3, "W"),
        Fractions(4, vec![whole(76), whole(53), (1_234, 100)]),
        Number(5, 0),
        Fractions(6, vec![(80_050, 100)]),
        Fractions(7, vec![whole(5), whole(0), (150, 100)]),
        Text(29, "2026:03:01"),
    ];
    // The first directory stands first: its length is known.
    let first = |exif: u32, gps: u32| {
        [
            Number(0x0100, 8),
            Number(0x0101, 6),
            Text(0x010F, "INVENTED"),
            Text(0x0110, "Camera One"),
            Number(0x0112, 6),
            Text(0x0131, "Firmware 1.0"),
            Text(0x0132, "2026:03:02 11:00:00"),
            Number(0x8769, exif),
            Number(0x8825, gps),
        ]
    };
    let length = {
        let mut trial = Tiff::new();
        trial.directory(&first(0, 0), 0);
        u32::try_from(trial.0.len()).unwrap()
    };
    let after_exif = {
        let mut trial = Tiff(vec![0; usize::try_from(length).unwrap()]);
        trial.directory(&exif, 0);
        u32::try_from(trial.0.len()).unwrap()
    };
    tiff.directory(&first(length, after_exif), 0);
    tiff.directory(&exif, 0);
    tiff.directory(&gps, 0);
    tiff.0
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_fn(8, 6, |x, y| image::Rgb([u8::try_from(x * 30).unwrap(), u8::try_from(y * 40).unwrap(), 9])))
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(body);
    [&u32::try_from(body.len()).unwrap().to_be_bytes(), kind.as_slice(), body, &sum.sum().to_be_bytes()].concat()
}

/// A PNG with these chunks behind its head.
pub fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Png);
    bytes.splice(33..33, chunks.concat());
    bytes
}

/// A JPEG with these segments behind its beginning.
pub fn jpeg(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Jpeg);
    let segments = segments
        .iter()
        .flat_map(|(marker, body)| [&[0xFF, *marker], u16::try_from(body.len() + 2).unwrap().to_be_bytes().as_slice(), body].concat());
    bytes.splice(2..2, segments);
    bytes
}

pub fn exif_segment() -> (u8, Vec<u8>) {
    (0xE1, [b"Exif\0\0".as_slice(), &exif()].concat())
}

pub const XMP: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmp:CreatorTool="Painter &amp; Co 2"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">
<xmp:CreateDate>2026-03-01T10:00:00+05:00</xmp:CreateDate>
<dc:creator><rdf:Seq><rdf:li>A. Painter</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"#;

pub fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [u32::try_from(body.len() + 8).unwrap().to_be_bytes().as_slice(), kind, body].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// A film with a camera's notes.
pub fn film(brand: &[u8; 4], notes: &[u8]) -> Vec<u8> {
    let matrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
    let header = [
        numbers(&[0, 3_855_168_000, 3_855_168_060, 1_000, 7_500, 0x1_0000, 0x100_0000, 0, 0]),
        numbers(&matrix),
        vec![0; 24],
        numbers(&[2]),
    ]
    .concat();
    let track =
        [numbers(&[3, 3_855_168_000, 3_855_168_060, 1, 0, 7_500, 0, 0, 0, 0]), numbers(&matrix), numbers(&[640 << 16, 480 << 16])].concat();
    let handler = [numbers(&[0, 0]), b"vide".to_vec(), vec![0; 13]].concat();
    let sample = [numbers(&[86]), b"avc1".to_vec(), vec![0; 78]].concat();
    let described = boxed(b"stsd", &[numbers(&[0, 1]), sample].concat());
    let media_header = boxed(b"mdhd", &numbers(&[0, 3_855_168_000, 3_855_168_060, 1_000, 7_500, 0]));
    let media = boxed(b"mdia", &[media_header, boxed(b"hdlr", &handler), boxed(b"minf", &boxed(b"stbl", &described))].concat());
    let parts = [boxed(b"mvhd", &header), boxed(b"trak", &[boxed(b"tkhd", &track), media].concat()), notes.to_vec()];
    let start = boxed(b"ftyp", &[brand.as_slice(), &[0; 4], brand].concat());
    [start, boxed(b"moov", &parts.concat()), boxed(b"mdat", &[7; 64])].concat()
}

fn quicktime(kind: &[u8; 4], text: &str) -> Vec<u8> {
    boxed(kind, &[&u16::try_from(text.len()).unwrap().to_be_bytes(), [0x15, 0xC7].as_slice(), text.as_bytes()].concat())
}

/// Notes of the older kind.
fn user_notes() -> Vec<u8> {
    let place = quicktime(b"\xa9xyz", "+43.2389+076.8897+0800.5/");
    let itunes = [numbers(&[1, 0]), b"Lavf58.29.100".to_vec()].concat();
    let handler = boxed(b"hdlr", &[numbers(&[0, 0]), b"mdirappl".to_vec(), vec![0; 9]].concat());
    let list = boxed(b"ilst", &boxed(b"\xa9too", &boxed(b"data", &itunes)));
    let meta = boxed(b"meta", &[numbers(&[0]), handler, list].concat());
    boxed(b"udta", &[place, meta].concat())
}

/// Notes by name, as phones of one maker write them.
fn named_notes() -> Vec<u8> {
    let notes = [
        ("com.apple.quicktime.location.ISO6709", "-12.3456-076.5432+010.000/"),
        ("com.apple.quicktime.make", "INVENTED"),
        ("com.apple.quicktime.model", "Phone One"),
        ("com.apple.quicktime.software", "17.0"),
        ("com.apple.quicktime.creationdate", "2026-03-01T10:00:00+0500"),
    ];
    let keys: Vec<u8> = notes.iter().flat_map(|(name, _)| boxed(b"mdta", name.as_bytes())).collect();
    let keys = boxed(b"keys", &[numbers(&[0, 5]), keys].concat());
    let list: Vec<u8> = (1_u32..)
        .zip(notes)
        .flat_map(|(at, (_, value))| boxed(&at.to_be_bytes(), &boxed(b"data", &[numbers(&[1, 0]), value.as_bytes().to_vec()].concat())))
        .collect();
    let handler = boxed(b"hdlr", &[numbers(&[0, 0]), b"mdta".to_vec(), vec![0; 13]].concat());
    boxed(b"meta", &[handler, keys, boxed(b"ilst", &list)].concat())
}

/// A place of 3GPP.
fn location() -> Vec<u8> {
    let body = [
        vec![0; 4],
        vec![0x15, 0xC7],
        b"A place\0\0".to_vec(),
        numbers(&[(76 << 16) | 0x8000, (43 << 16) | 0x4000, 800 << 16]),
        b"Earth\0\0".to_vec(),
    ];
    boxed(b"udta", &boxed(b"loci", &body.concat()))
}

fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let length = 0x1000_0000 | u32::try_from(body.len()).unwrap();
    [id, &length.to_be_bytes(), body].concat()
}

pub fn webm() -> Vec<u8> {
    let info = [
        element(b"\x2A\xD7\xB1", &[0x0F, 0x42, 0x40]),
        element(b"\x44\x89", &7_500_f64.to_be_bytes()),
        element(b"\x44\x61", &794_000_000_000_000_000_i64.to_be_bytes()),
        element(b"\x4D\x80", b"Muxer 1.0"),
        element(b"\x57\x41", b"Writer 2.0"),
    ];
    let video = element(b"\xE0", &[element(b"\xB0", &640_u16.to_be_bytes()), element(b"\xBA", &480_u16.to_be_bytes())].concat());
    let track = element(b"\xAE", &[element(b"\xD7", &[1]), element(b"\x83", &[1]), element(b"\x86", b"V_VP8"), video].concat());
    let segment =
        [element(b"\x15\x49\xA9\x66", &info.concat()), element(b"\x16\x54\xAE\x6B", &track), element(b"\x1F\x43\xB6\x75", &[0; 9])];
    [element(b"\x1A\x45\xDF\xA3", &element(b"\x42\x82", b"webm")), element(b"\x18\x53\x80\x67", &segment.concat())].concat()
}

pub fn pdf() -> Vec<u8> {
    let objects = [
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n",
        "3 0 obj\n<< /Producer (Printer \\(one\\) \\061.0) /Creator <FEFF041A043D0438> /Author (A. Writer)\n\
         /CreationDate (D:20260301100000+05'00') /ModDate (D:20260302110000Z) >>\nendobj\n",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for object in objects {
        places.push(text.len());
        text.push_str(object);
    }
    let start = text.len();
    text.push_str("xref\n0 4\n0000000000 65535 f \n");
    places.iter().for_each(|place| text.push_str(&format!("{place:010} 00000 n \n")));
    text.push_str(&format!("trailer\n<< /Size 4 /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    text.into_bytes()
}

pub fn docx() -> Vec<u8> {
    let core = r#"<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>A. Writer</dc:creator>
<cp:lastModifiedBy>B. Editor</cp:lastModifiedBy><dcterms:created>2026-03-01T10:00:00Z</dcterms:created>
<dcterms:modified>2026-03-02T11:00:00Z</dcterms:modified></cp:coreProperties>"#;
    let app = r#"<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Writer One</Application></Properties>"#;
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", types), ("docProps/core.xml", core), ("docProps/app.xml", app), ("word/document.xml", "<w/>")]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A WebP whose frame nobody decodes, with EXIF.
pub fn webp() -> Vec<u8> {
    let piece = |kind: &[u8; 4], body: &[u8]| {
        let fill = vec![0; body.len() % 2];
        [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body, &fill].concat()
    };
    let lossless = picture(ImageFormat::WebP)[20..].to_vec();
    let pieces = [piece(b"VP8X", &[8, 0, 0, 0, 7, 0, 0, 5, 0, 0]), piece(b"VP8L", &lossless), piece(b"EXIF", &exif())].concat();
    [b"RIFF", u32::try_from(pieces.len() + 4).unwrap().to_le_bytes().as_slice(), b"WEBP", &pieces].concat()
}

/// One of each.
pub fn all() -> Vec<Made> {
    let camera = || {
        vec![
            ("IFD0:Make", What::Make),
            ("IFD0:Model", What::Model),
            ("ExifIFD:SerialNumber", What::SerialNumber),
            ("ExifIFD:OwnerName", What::Owner),
        ]
    };
    let film_times =
        || vec![("QuickTime:CreateDate", What::Created), ("QuickTime:ModifyDate", What::Changed), ("QuickTime:Duration", What::Duration)];
    let with = |mut expected: Vec<(&'static str, What)>, more: &[(&'static str, What)]| {
        expected.extend_from_slice(more);
        expected
    };
    let note = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), XMP.as_bytes()].concat();
    let packet = (0xE1, [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), XMP.as_bytes()].concat());
    vec![
        ("a.tif", exif(), camera()),
        (
            "a.jpg",
            jpeg(&[exif_segment(), packet]),
            with(
                camera(),
                &[
                    ("XMP-xmp:CreatorTool", What::Software),
                    ("XMP-xmp:CreateDate", What::Created),
                    ("XMP-iptcExt:DigitalSourceType", What::SourceType),
                ],
            ),
        ),
        (
            "a.png",
            png(&[chunk(b"eXIf", &exif()), chunk(b"tEXt", b"Software\0Painter 1.0"), chunk(b"iTXt", &note)]),
            with(camera(), &[("PNG:Software", What::Software), ("XMP-xmp:CreatorTool", What::Software)]),
        ),
        ("a.webp", webp(), camera()),
        ("a.mp4", film(b"isom", &user_notes()), with(film_times(), &[("ItemList:Encoder", What::Software)])),
        (
            "a.mov",
            film(b"qt  ", &named_notes()),
            with(film_times(), &[("Keys:Make", What::Make), ("Keys:Model", What::Model), ("Keys:Software", What::Software)]),
        ),
        ("a.3gp", film(b"3gp5", &location()), film_times()),
        (
            "a.webm",
            webm(),
            vec![
                ("Matroska:MuxingApp", What::Muxer),
                ("Matroska:WritingApp", What::Software),
                ("Matroska:DateTimeOriginal", What::Created),
                ("Matroska:Duration", What::Duration),
            ],
        ),
        (
            "a.pdf",
            pdf(),
            vec![
                ("PDF:Producer", What::Producer),
                ("PDF:Creator", What::Software),
                ("PDF:CreateDate", What::Created),
                ("PDF:ModifyDate", What::Changed),
                ("PDF:Author", What::Author),
            ],
        ),
        (
            "a.docx",
            docx(),
            vec![
                ("XMP-dc:Creator", What::Author),
                ("XML:CreateDate", What::Created),
                ("XML:ModifyDate", What::Changed),
                ("XML:LastModifiedBy", What::ChangedBy),
                ("XML:Application", What::Software),
            ],
        ),
    ]
}
