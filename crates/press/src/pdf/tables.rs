//! The particulars and the signatures as tables.

use krilla::tagging::{TableHeaderScope, Tag};
use sojourn_papers::{Certificate, Row, Sheet};

use super::compose::words;
use super::flow::{Flow, Mark, Strip, baseline};
use super::look::{CELL, HAIR, WIDTH};
use super::tree::Tree;
use crate::PressError;
use crate::fonts::Face;
use crate::text::Line;

/// White above and below the words of a cell.
const PADDING: f32 = 4.0;
/// White between the columns.
const GUTTER: f32 = 10.0;
/// A row of up to this many lines is not divided.
const WHOLE_ROW: usize = 8;
const PARTICULARS: [f32; 2] = [0.32, 0.68];
const SIGNATURES: [f32; 4] = [0.22, 0.34, 0.24, 0.20];

/// What a cell is for the ear.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Value,
    Head(TableHeaderScope),
}

impl Flow<'_> {
    /// What the paper is about.
    pub(crate) fn particulars(&mut self, rows: &[Row]) -> Result<(), PressError> {
        if rows.is_empty() {
            return Ok(());
        }
        let table = self.tree.element(Tree::ROOT, Tag::Table);
        self.caption(table, Sheet::PARTICULARS)?;
        for Row { label, value } in rows {
            self.row(table, &PARTICULARS, &[(row_head(), label), (Cell::Value, value)])?;
        }
        Ok(())
    }

    /// Who signed, when and how.
    pub(crate) fn signatures(&mut self, certificate: &Certificate) -> Result<(), PressError> {
        let table = self.tree.element(Tree::ROOT, Tag::Table);
        self.caption(table, Certificate::CAPTION)?;
        let heads = Certificate::COLUMNS.map(|name| (Cell::Head(TableHeaderScope::Column), name));
        self.row(table, &SIGNATURES, &heads)?;
        for [name, capacity, signed, known] in &certificate.rows {
            let value = Cell::Value;
            let cells = [(row_head(), name), (value, capacity), (value, signed), (value, known)];
            self.row(table, &SIGNATURES, &cells)?;
        }
        Ok(())
    }

    fn row<T: AsRef<str>>(
        &mut self,
        table: usize,
        shares: &[f32],
        cells: &[(Cell, T)],
    ) -> Result<(), PressError> {
        let row = self.tree.element(table, Tag::TR);
        let mut columns = Vec::new();
        let mut x = 0.0;
        for (share, (kind, text)) in shares.iter().zip(cells) {
            let (element, face) = match kind {
                Cell::Value => (self.tree.element(row, Tag::TD), CELL.face),
                Cell::Head(scope) => (self.tree.element(row, Tag::TH(*scope)), Face::SansBold),
            };
            let slot = self.tree.slot(element);
            let text = words(&CELL).with(face, Some(slot), text.as_ref());
            columns.push((x, self.lines(text, share * WIDTH - GUTTER)));
            x += share * WIDTH;
        }
        self.row_strips(columns)
    }

    /// The first lines of all cells make the first strip, and so on.
    fn row_strips(&mut self, columns: Vec<(f32, Vec<Line>)>) -> Result<(), PressError> {
        let count = columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        let strip = |at: usize| {
            let (first, last) = (at == 0, at + 1 == count);
            let top = if first { PADDING } else { 0.0 };
            let height = top + CELL.leading + if last { PADDING } else { 0.0 };
            let edge = count <= WHOLE_ROW || first || at + 2 == count;
            let rule = Mark::Fill { x: 0.0, y: 0.0, width: WIDTH, height: 0.5, ink: HAIR };
            let marks = if first { vec![rule] } else { Vec::new() };
            Strip { above: 0.0, height, glued: !last && edge, new_page: false, marks }
        };
        let mut strips: Vec<Strip> = (0..count).map(strip).collect();
        for (x, lines) in columns {
            for (at, (strip, line)) in strips.iter_mut().zip(lines).enumerate() {
                let top = if at == 0 { PADDING } else { 0.0 };
                strip.marks.push(Mark::Words { x, y: top + baseline(&CELL), line });
            }
        }
        strips.into_iter().try_for_each(|strip| self.push(strip))
    }
}

fn row_head() -> Cell {
    Cell::Head(TableHeaderScope::Row)
}
