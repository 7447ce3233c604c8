//! The package for word processors, read as any reader of the format would.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use sojourn_papers::Sheet;
use zip::ZipArchive;

use super::{every_sheet, paper, signed};
use crate::docx;

fn part(sheet: &Sheet, name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx(sheet).unwrap())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs: style and words. Fails where the XML is not well-formed.
fn paragraphs(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(tag) if tag.name().as_ref() == "w:p" => found.push(<_>::default()),
            Event::Empty(tag) => {
                let Some(last) = found.last_mut() else { continue };
                match tag.name().as_ref() {
                    "w:pStyle" => {
                        let style = tag.try_get_attribute("w:val").unwrap().unwrap();
                        last.0 = style.value.into_owned();
                    }
                    "w:tab" => last.1.push('\t'),
                    _ => {}
                }
            }
            Event::Text(words) => {
                if let Some(last) = found.last_mut() {
                    last.1.push_str(&words);
                }
            }
            Event::GeneralRef(reference) => {
                let letter = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("&{other};"),
                };
                found.last_mut().unwrap().1.push_str(letter);
            }
            _ => {}
        }
    }
}

#[test]
fn every_part_is_there_and_well_formed() {
    for (name, sheet) in every_sheet() {
        let sheet = signed(sheet);
        let mut archive = ZipArchive::new(Cursor::new(docx(&sheet).unwrap())).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names.len(), 9, "{name}");
        for file in names {
            let mut xml = String::new();
            archive.by_name(&file).unwrap().read_to_string(&mut xml).unwrap();
            paragraphs(&xml);
        }
    }
}

#[test]
fn the_words_of_the_sheet_are_in_their_styles() {
    let (_, sheet) = every_sheet().into_iter().find(|(name, _)| name == "c_sydney_in_london-0").unwrap();
    let found = paragraphs(&part(&signed(sheet.clone()), "word/document.xml"));
    let of = |style: &str| -> Vec<&str> {
        found.iter().filter(|(name, _)| name == style).map(|(_, words)| words.as_str()).collect()
    };
    assert_eq!(of("Title"), [sheet.title.as_str()]);
    let headings: Vec<String> = sheet.sections().map(sojourn_papers::Section::heading).collect();
    assert_eq!(of("Contents"), headings);
    assert_eq!(of("Heading1")[..headings.len()], headings);
    assert_eq!(of("Heading1")[headings.len()..], ["Signatures", "Signature certificate"]);
    assert!(of("Clause")[0].starts_with("1.1\tThis agreement is between"), "{:?}", of("Clause")[0]);
    let plain = sheet.clauses.iter().filter(|clause| !clause.plain_words.is_empty()).count();
    assert_eq!(of("PlainWords").len(), plain);
    assert!(of("ListBullet").len() > 3 && of("SignatureName").len() == sheet.signatories.len());
    assert_eq!(of("TableHead").len(), sheet.particulars.len() + 4 + 2);
}

#[test]
fn what_is_typed_is_only_text() {
    let typed = "<w:p/> & \"quoted\" {{salary}} ]]> <!-- \u{1}\u{b}\u{fffe}";
    let found = paragraphs(&part(&paper(&[typed]), "word/document.xml"));
    let clause = found.iter().find(|(style, _)| style == "Clause").unwrap();
    assert_eq!(clause.1.trim_end_matches('\u{fffd}'), "1.1\t<w:p/> & \"quoted\" {{salary}} ]]> <!-- ");
}

#[test]
fn links_lead_to_headings_and_the_foot_counts_pages() {
    let (_, sheet) = every_sheet().into_iter().find(|(name, _)| name == "c_sydney_in_london-0").unwrap();
    let xml = part(&sheet, "word/document.xml");
    let targets = xml.split("<w:hyperlink w:anchor=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut count = 0;
    for target in targets {
        assert!(xml.contains(&format!("w:name=\"{target}\"")), "{target}");
        count += 1;
    }
    assert!(count > sheet.sections().count(), "{count}");
    let foot = part(&sheet, "word/footer1.xml");
    assert!(foot.contains(&sheet.reference()) && foot.contains(" PAGE ") && foot.contains(" NUMPAGES "));
    assert!(part(&sheet, "word/styles.xml").contains("<w:lang w:val=\"en-GB\"/>"));
    assert!(part(&sheet, "docProps/core.xml").contains("<dc:language>en-GB</dc:language>"));
}
