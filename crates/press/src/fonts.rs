//! The typefaces, inside the program: none is looked up on the machine.

use std::sync::LazyLock;

use harfrust::ShaperData;
use krilla::text::Font as PdfFont;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use crate::PressError;

/// What stands where no typeface has the character.
pub(crate) const REPLACEMENT: char = '\u{fffd}';

/// A typeface; its number is its place in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Serif = 0,
    SerifBold = 1,
    Sans = 2,
    SansBold = 3,
    /// Has what the others lack: Hebrew, Arabic, Armenian, Georgian, signs.
    Wide = 4,
}

/// One typeface, opened.
pub(crate) struct Font {
    pub(crate) file: FontRef<'static>,
    pub(crate) shaper: ShaperData,
    pub(crate) pdf: PdfFont,
    pub(crate) units: f32,
    characters: Charmap<'static>,
}

/// All of them.
pub(crate) struct Fonts([Font; 5]);

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts([
        open(include_bytes!("../fonts/NotoSerif-Regular.ttf"))?,
        open(include_bytes!("../fonts/NotoSerif-Bold.ttf"))?,
        open(include_bytes!("../fonts/NotoSans-Regular.ttf"))?,
        open(include_bytes!("../fonts/NotoSans-Bold.ttf"))?,
        open(include_bytes!("../fonts/DejaVuSans.ttf"))?,
    ]))
});

fn open(bytes: &'static [u8]) -> Option<Font> {
    let file = FontRef::new(bytes).ok()?;
    let pdf = PdfFont::new(bytes.into(), 0)?;
    let units = pdf.units_per_em();
    Some(Font { shaper: ShaperData::new(&file), characters: file.charmap(), file, pdf, units })
}

impl Fonts {
    /// The typefaces of the program.
    pub(crate) fn get() -> Result<&'static Fonts, PressError> {
        FONTS.as_ref().ok_or_else(|| PressError::Engine("a typeface cannot be read".to_owned()))
    }

    pub(crate) fn font(&self, face: Face) -> &Font {
        &self.0[face as usize]
    }

    pub(crate) fn all(&self) -> &[Font; 5] {
        &self.0
    }
}

impl Font {
    /// Whether it has a glyph for the character.
    pub(crate) fn has(&self, c: char) -> bool {
        self.characters.map(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// The glyph of the replacement, or of a question mark.
    pub(crate) fn replacement(&self) -> u32 {
        let glyph = self.characters.map(REPLACEMENT).or_else(|| self.characters.map('?'));
        glyph.map_or(1, skrifa::GlyphId::to_u32)
    }
}
