//! The paper as a tagged PDF: composed into strips, laid on pages, drawn.

mod compose;
mod draw;
mod flow;
mod look;
mod pages;
mod tables;
mod tree;

use chrono::Datelike;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata};
use krilla::{Document, SerializeSettings};
use sojourn_papers::Sheet;

use crate::PressError;
use crate::fonts::Fonts;
use crate::text::{Shapers, printable};

/// A paper that fits on this many pages without its contents has none.
const PAGES_WITHOUT_CONTENTS: usize = 2;
/// The most letters of a text that readers show in one line.
const LONGEST_NAME: usize = 300;

/// The paper as PDF.
pub(crate) fn print(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    let shapers = Shapers::new(Fonts::get()?);
    let paper = compose::compose(sheet, &shapers)?;
    let (tree, strips) = (paper.tree, [paper.opening, paper.body].concat());
    let mut pages = pages::paginate(strips)?;
    if pages.len() > PAGES_WITHOUT_CONTENTS {
        let strips: Vec<_> = pages.into_iter().flatten().map(|placed| placed.strip).collect();
        let (opening, body) = strips.split_at(paper.opening_strips);
        pages = pages::paginate([opening, &paper.contents, body].concat())?;
    }
    let mut document = Document::new_with(settings()?);
    document.set_metadata(metadata(sheet));
    draw::draw(document, sheet, pages, tree, &shapers)
}

fn settings() -> Result<SerializeSettings, PressError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    let configuration = configuration.map_err(|error| PressError::Engine(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// The day of issue is the only time in the file: there is no clock.
fn metadata(sheet: &Sheet) -> Metadata {
    let day = sheet.issued_on;
    let (year, month) = (u16::try_from(day.year()).unwrap_or(2000), u8::try_from(day.month()).unwrap_or(1));
    let created = DateTime::new(year).month(month).day(u8::try_from(day.day()).unwrap_or(1));
    let created = created.hour(0).minute(0).second(0).utc_offset_hour(0).utc_offset_minute(0);
    Metadata::new()
        .title(name(&format!("{} {}", sheet.title, sheet.reference())))
        .description(name(&format!("{}, issued on {}", sheet.reference(), sheet.day())))
        .language(sheet.language.clone())
        .creator("Sojourn".to_owned())
        .producer("Sojourn".to_owned())
        .document_id(name(&sheet.reference()))
        .creation_date(created)
}

/// A text as a name in the file: readers show it in one line, and the format bounds it.
fn name(text: &str) -> String {
    printable(text).chars().take(LONGEST_NAME).collect()
}
