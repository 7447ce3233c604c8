//! The look of the page: A4, sizes in points, colours as in the HTML.

use crate::fonts::Face;
use crate::text::Ink;

pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
pub(crate) const LEFT: f32 = 68.0;
pub(crate) const TOP: f32 = 62.0;
/// Of the text, without the foot.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
pub(crate) const HEIGHT: f32 = PAGE.1 - TOP - 72.0;
/// Of the words in the foot.
pub(crate) const FOOT: f32 = PAGE.1 - 40.0;

/// Where the words of a numbered paragraph begin.
pub(crate) const INDENT: f32 = 34.0;
/// Where the words of a list begin, and how far before them the bullet stands.
pub(crate) const LIST: f32 = 48.0;
pub(crate) const BULLET: f32 = 11.0;
/// White before the first item of a list.
pub(crate) const FIRST_ITEM: f32 = 4.0;

pub(crate) const BLACK: Ink = Ink(0x14, 0x28, 0x2c);
pub(crate) const GREY: Ink = Ink(0x46, 0x59, 0x5d);
pub(crate) const NOTE: Ink = Ink(0x34, 0x47, 0x4b);
pub(crate) const HAIR: Ink = Ink(0xcd, 0xd8, 0xd9);
pub(crate) const ACCENT: Ink = Ink(0x5a, 0xa3, 0xa8);

/// How a kind of paragraph looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
    /// From line to line.
    pub(crate) leading: f32,
    /// White before it, except at the top of a page.
    pub(crate) above: f32,
    pub(crate) ink: Ink,
}

const fn style(face: Face, size: f32, leading: f32, above: f32, ink: Ink) -> Style {
    Style { face, size, leading, above, ink }
}

pub(crate) const TITLE: Style = style(Face::SerifBold, 19.0, 24.0, 0.0, BLACK);
pub(crate) const META: Style = style(Face::Sans, 9.0, 14.0, 3.0, GREY);
pub(crate) const HEADING: Style = style(Face::SerifBold, 11.5, 16.0, 17.0, BLACK);
pub(crate) const BODY: Style = style(Face::Serif, 9.5, 14.0, 5.0, BLACK);
pub(crate) const LABEL: Style = style(Face::Serif, 8.5, 14.0, 5.0, GREY);
pub(crate) const ITEM: Style = style(Face::Serif, 9.5, 14.0, 2.5, BLACK);
pub(crate) const PLAIN: Style = style(Face::Sans, 8.5, 12.5, 7.0, NOTE);
pub(crate) const CAPTION: Style = style(Face::SansBold, 9.0, 14.0, 15.0, BLACK);
pub(crate) const CELL: Style = style(Face::Sans, 8.5, 12.0, 0.0, BLACK);
pub(crate) const CONTENTS: Style = style(Face::Serif, 8.5, 13.0, 0.0, BLACK);
pub(crate) const SMALL: Style = style(Face::Sans, 8.0, 12.0, 0.0, GREY);
